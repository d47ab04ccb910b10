"""Edits of one thing, each after the other: rows are held while they are written, and what a page showed is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Model

from catalog.editing.families import last_records
from catalog.models import Edition, PublishedEdition


@dataclass(frozen=True)
class Revision:
    """What a page showed: the digest of its object, and the newest history record of each kind."""

    digest: str
    seen: tuple[int, ...] = ()

    def __str__(self) -> str:
        return ".".join([self.digest, *map(str, self.seen)])

    @classmethod
    def of(cls, row: Model, digest: str) -> Revision:
        """The revision of an object as it stands."""
        return cls(digest, tuple(last_records(row)))

    @classmethod
    def read(cls, text: str) -> Revision:
        """A revision that a page sent back; anything else reads as one that no object has."""
        digest, *seen = text.split(".")
        return cls(digest, tuple(int(one) for one in seen if one.isdecimal() and len(one) < 19))


def is_published(row: Model) -> bool:
    """Whether a row belongs to an edition that can be written no more."""
    owner = row if isinstance(row, Edition) else getattr(row, "owner", None)
    return isinstance(owner, Edition) and not owner.is_draft


def hold(rows: Sequence[Model]) -> None:
    """Until the transaction ends nobody else writes these rows or their editions; always taken in the same order."""
    held = {(type(one), one.pk) for one in map(_holder, rows)}
    for model, pk in sorted(held, key=lambda one: (one[0].__name__, one[1])):
        model._base_manager.select_for_update().filter(pk=pk).values_list("pk").first()


def hold_draft(row: Model) -> None:
    """Hold a new row's edition; raises PublishedEdition where it was published meanwhile."""
    owner = getattr(row, "owner", None)
    if isinstance(owner, Edition):
        hold([owner])
        if not Edition.objects.filter(pk=owner.pk, status=Edition.Status.DRAFT).exists():
            raise PublishedEdition


def _holder(row: Model) -> Model:
    owner = getattr(row, "owner", None)
    return owner if isinstance(owner, Edition) else row
