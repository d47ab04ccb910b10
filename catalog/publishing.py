"""A draft's way: copied, submitted, published from a date by a second person, and frozen."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from catalog import in_force
from catalog.compile import freeze
from catalog.loading import edition_data, load_edition
from catalog.models import Edition, PublishedEdition, PublishStamp
from catalog.review.authors import SUBMITTED, WITHDRAWN
from catalog.review.checking import Report, check
from catalog.review.obstacles import Refused, Standing, before_publishing, before_submitting, newer, state_of
from catalog.rules import RulebookError

SUBMISSION = ["submitted_at", "submitted_by", "submitted_state"]


@transaction.atomic
def submit(edition: Edition, by: User, as_of: date) -> Edition:
    """Say that a draft is ready, as it now is; raises Refused with what stands in the way."""
    draft = _locked(edition)
    report = check(draft, as_of)
    if obstacles := before_submitting(draft, by, report):
        raise Refused(obstacles)
    draft.submitted_at, draft.submitted_by = timezone.now(), by
    draft.submitted_state = state_of(report.rulebook)
    return _note(draft, by, SUBMITTED)


@transaction.atomic
def withdraw(edition: Edition, by: User) -> Edition:
    """Take a submission back, to work on."""
    draft = _locked(edition)
    draft.submitted_at = draft.submitted_by = None
    draft.submitted_state = ""
    return _note(draft, by, WITHDRAWN)


@transaction.atomic
def rest_on_newest(edition: Edition) -> Edition:
    """Take what was published since for the edition that a draft corrects: somebody has compared the two."""
    draft = _locked(edition)
    draft.based_on = newer(draft) or draft.based_on
    draft.save(update_fields=["based_on"])
    return draft


@transaction.atomic
def publish(
    edition: Edition, by: User | None = None, today: date | None = None, effective_from: date | None = None
) -> Edition:
    """Freeze a draft from a date, its own where none is given.

    Somebody publishes with `by` and `today`: raises Refused with everything that stands in the way.
    Catalogue files are published by nobody, from any date: raises RulebookError with their faults. Files that
    change words change the lists one after another, so whether these go together is asked once all are loaded.
    """
    _queue()
    draft = _locked(edition)
    draft.effective_from = effective_from or draft.effective_from
    report = check(draft, draft.effective_from)
    if by is not None and (obstacles := before_publishing(draft, by, report, _given(today), draft.effective_from)):
        raise Refused(obstacles)
    if faults := [one.as_problem() for one in report.problems if one.kind != "clash"]:
        raise RulebookError(faults)
    return _freeze(draft, report, by)


def standing(edition: Edition, by: User, today: date, day: date) -> Standing:
    """Where a draft stands for somebody who looks at publishing it from a day."""
    obstacles = before_publishing(edition, by, check(edition, day), today, day)
    return Standing(edition.submitted_at is not None, obstacles)


def _given(today: date | None) -> date:
    if today is None:
        raise TypeError("publish needs today's date where somebody publishes")
    return today


def _freeze(draft: Edition, report: Report, by: User | None) -> Edition:
    now = timezone.now()
    said = {"effective_from": draft.effective_from.isoformat(), "published": now.isoformat()}
    draft.frozen = freeze({**report.rulebook, **said})
    draft.status = Edition.Status.PUBLISHED
    draft.published_at, draft.published_by = now, by
    draft._history_user = by  # type: ignore[attr-defined]
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


def _locked(edition: Edition) -> Edition:
    """A draft that nobody else changes until this is done."""
    draft = Edition.objects.select_for_update(of=("self",)).select_related("region").get(pk=edition.pk)
    if not draft.is_draft:
        raise PublishedEdition
    return draft


def _note(draft: Edition, by: User, reason: str) -> Edition:
    """Keep a submission, or its end, and who did it, in the history."""
    draft._history_user, draft._change_reason = by, reason  # type: ignore[attr-defined]
    draft.save(update_fields=SUBMISSION)
    return draft


def _supersede(edition: Edition) -> None:
    earlier = Edition.objects.filter(
        region=edition.region, status=Edition.Status.PUBLISHED, effective_from__lte=edition.effective_from
    )
    for one in earlier.exclude(pk=edition.pk):
        one.status = Edition.Status.SUPERSEDED
        one.superseded_by = edition
        one.save(update_fields=["status", "superseded_by"])


@transaction.atomic
def clone(edition: Edition) -> Edition:
    """A draft that says what an edition says, to be corrected and published in its place."""
    draft = load_edition(edition_data(Edition.objects.whole().get(pk=edition.pk)))
    draft.based_on = edition.based_on if edition.is_draft else edition
    Edition.objects.filter(pk=draft.pk).update(based_on=draft.based_on)
    return draft
