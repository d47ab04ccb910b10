"""How fresh the catalogue is: when benefits were last held against their documents, and what became of those."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate

from catalog.models import Benefit, BenefitReview, Document, Edition

Trouble = Literal["dead", "expired", "expiring"]
DAYS_AHEAD = 90


@dataclass(frozen=True)
class Checked:
    """A benefit with its last check: the day, who, the full months since; None where there was none."""

    benefit: Benefit
    day: date | None
    who: str
    note: str
    months: int | None

    @property
    def stale(self) -> bool:
        """Whether it is due: never checked, or too many months ago."""
        return self.months is None or self.months >= settings.REVIEW_MONTHS


def months_between(earlier: date, later: date) -> int:
    """The full months from one day to another."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month - (later.day < earlier.day)


def with_last_check(benefits: QuerySet[Benefit]) -> QuerySet[Benefit]:
    """Benefits with `checked_on`, `checked_by` and `checked_note` of their last check, by code and region."""
    last = BenefitReview.objects.filter(benefit=OuterRef("code"), region=OuterRef("item__edition__region"))
    last = last.order_by("-reviewed_on", "-id")
    return benefits.annotate(
        checked_on=Subquery(last.values("reviewed_on")[:1]),
        checked_by=Subquery(last.values("reviewed_by__username")[:1]),
        checked_name=Subquery(last.values("reviewed_by__first_name")[:1]),
        checked_note=Subquery(last.values("note")[:1]),
    )


def checks(edition: Edition, day: date) -> list[Checked]:
    """An edition's benefits in its order, each with its last check; one query."""
    benefits = Benefit.objects.filter(item__edition=edition).select_related("item")
    ordered = with_last_check(benefits).order_by("item__position", "item__id", "position", "id")
    return [_checked(one, day) for one in ordered]


def _checked(benefit: Benefit, day: date) -> Checked:
    on: date | None = benefit.checked_on  # type: ignore[attr-defined]
    who = benefit.checked_name or benefit.checked_by or ""  # type: ignore[attr-defined]
    note = benefit.checked_note or ""  # type: ignore[attr-defined]
    return Checked(benefit, on, who, note, None if on is None else months_between(on, day))


def note_checks(benefits: Iterable[Benefit], by: User, day: date, note: str = "") -> int:
    """Keep that somebody held benefits against their documents on a day; gives how many; twice is once."""
    wanted = {(one.item.edition.region_id, one.code) for one in benefits}
    same = BenefitReview.objects.filter(reviewed_on=day, reviewed_by=by, note=note)
    wanted -= set(same.filter(benefit__in={code for _region, code in wanted}).values_list("region", "benefit"))
    rows = [
        BenefitReview(region_id=region, benefit=code, reviewed_on=day, reviewed_by=by, note=note)
        for region, code in sorted(wanted)
    ]
    return len(BenefitReview.objects.bulk_create(rows))


def due_before(day: date) -> date:
    """The last day on which a check is already due again on a day."""
    years, month = divmod(day.month - 1 - settings.REVIEW_MONTHS, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def due(benefits: QuerySet[Benefit], day: date) -> QuerySet[Benefit]:
    """Those of `with_last_check` that were never checked, or too many months ago."""
    return benefits.filter(Q(checked_on=None) | Q(checked_on__lte=due_before(day)))


def in_force_on(day: date, regions: Collection[int] | None = None) -> list[Edition]:
    """The edition in force in each region, without its rules; None is every region."""
    published = Edition.objects.published().filter(effective_from__lte=day).latest_first()
    if regions is not None:
        published = published.filter(region__in=regions)
    newest: dict[int, Edition] = {}
    for one in published.select_related("region").defer("frozen"):
        newest.setdefault(one.region_id, one)
    return sorted(newest.values(), key=lambda one: (one.region.position, one.region_id))


def stale_counts(editions: Collection[Edition], day: date) -> dict[int, int]:
    """How many benefits of each edition are due to be checked; editions with none are left out."""
    benefits = Benefit.objects.filter(item__edition__in=editions)
    return dict(Counter(due(with_last_check(benefits), day).values_list("item__edition", flat=True)))


def troubled(documents: QuerySet[Document], trouble: Trouble, day: date) -> QuerySet[Document]:
    """The documents with one kind of trouble.

    An address is dead when it failed on two different days, not once: offices' servers rest at night.
    """
    if trouble == "expired":
        return documents.filter(valid_until__lt=day)
    if trouble == "expiring":
        return documents.filter(valid_until__gte=day, valid_until__lte=day + timedelta(DAYS_AHEAD))
    failed_for_days = Q(link__works=False, link__url=F("url"), first_day__lt=F("last_day"))
    days = documents.annotate(first_day=TruncDate("link__broken_since"), last_day=TruncDate("link__checked_at"))
    return days.filter(failed_for_days)


def used_by(editions: Collection[Edition]) -> QuerySet[Document]:
    """The documents that editions and their figures come from."""
    ids = [one.pk for one in editions]
    figures = Edition.objects.filter(pk__in=ids, parameters__values__document__isnull=False)
    return Document.objects.filter(
        Q(editions__in=ids) | Q(pk__in=figures.values("parameters__values__document"))
    ).distinct()
