"""What a published edition holds never changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from catalog.models.editions import Edition

PUBLISHED = _("已发布，请复制为新版本")


class PublishedEdition(ValidationError):
    """Somebody tried to change what is published."""

    def __init__(self) -> None:
        super().__init__(PUBLISHED, code="published")


class PartOfEdition(models.Model):
    """A row of an edition's list; it can be written while the edition is a draft."""

    class Meta:
        abstract = True

    @property
    def owner(self) -> Edition | None:
        """The edition that it belongs to; None for what belongs to no edition."""
        raise NotImplementedError

    def refuse_if_published(self) -> None:
        """Raise PublishedEdition unless the edition is a draft."""
        owner = self._known_owner()
        if owner is not None and not owner.is_draft:
            raise PublishedEdition

    def _known_owner(self) -> Edition | None:
        try:
            return self.owner
        except ObjectDoesNotExist:  # a form that does not say where it belongs; the field itself tells
            return None

    def clean(self) -> None:
        """Say in the form what save would refuse."""
        super().clean()
        self.refuse_if_published()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it into a draft; refuse otherwise."""
        with transaction.atomic():
            self._hold()
            super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Take it out of a draft; refuse otherwise."""
        with transaction.atomic():
            self._hold()
            return super().delete(*args, **kwargs)

    def _hold(self) -> None:
        """Keep the edition from being published until this is written; refuse if it just was."""
        from catalog.models.editions import Edition

        self.refuse_if_published()
        owner = self._known_owner()
        if owner is not None:
            row = Edition.objects.select_for_update(no_key=True).filter(pk=owner.pk)
            if row.values_list("status", flat=True).first() not in (Edition.Status.DRAFT, None):
                raise PublishedEdition
