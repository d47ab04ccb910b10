"""Freezes a draft from a date, and clones what is published into the next draft."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from catalog import in_force
from catalog.checking import check
from catalog.compile import freeze
from catalog.loading import edition_data, load_edition
from catalog.models import Edition, PublishedEdition, PublishStamp
from catalog.rules import RulebookError


@transaction.atomic
def publish(edition: Edition, by: User | None = None) -> Edition:
    """Freeze a draft, from its date; raises RulebookError with what forbids it."""
    _queue()
    draft = Edition.objects.select_for_update().get(pk=edition.pk)
    if not draft.is_draft:
        raise PublishedEdition
    report = check(draft, draft.effective_from)
    if report.problems:
        raise RulebookError([one.as_problem() for one in report.problems])
    draft.frozen = freeze(report.rulebook)
    draft.status = Edition.Status.PUBLISHED
    draft.published_at = timezone.now()
    draft.published_by = by
    draft.save()
    _supersede(draft)
    PublishStamp.objects.update(token=uuid4())
    in_force.recheck()
    transaction.on_commit(in_force.recheck)
    return draft


def _queue() -> None:
    """One publish at a time: the next waits here until the last is written."""
    PublishStamp.objects.get_or_create(pk=1)
    PublishStamp.objects.select_for_update().get(pk=1)


def _supersede(edition: Edition) -> None:
    earlier = Edition.objects.filter(
        region=edition.region, status=Edition.Status.PUBLISHED, effective_from__lte=edition.effective_from
    )
    for one in earlier.exclude(pk=edition.pk):
        one.status = Edition.Status.SUPERSEDED
        one.superseded_by = edition
        one.save(update_fields=["status", "superseded_by"])


def clone(edition: Edition) -> Edition:
    """A draft that says what an edition says, to be corrected and published in its place."""
    return load_edition(edition_data(Edition.objects.whole().get(pk=edition.pk)))
