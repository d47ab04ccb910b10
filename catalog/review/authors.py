"""Who wrote a draft: everybody that its rows' history names, whether the row is still there or not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet

from catalog.editing.families import WHOLE, records
from catalog.models import Edition, Region, Role

# What the history says of saves that write nothing of the list.
SUBMITTED, WITHDRAWN = "送审", "撤回送审"


def authors(edition: Edition) -> QuerySet[User]:
    """Everybody who wrote in a draft since it was made; to have copied it from another is not writing."""
    found = {user for rows in _histories(edition) for user in rows.values_list("history_user", flat=True).distinct()}
    return User.objects.filter(pk__in=found - {None}).order_by("username")


def made_at(edition: Edition) -> datetime | None:
    """When a draft was made; None where its history does not tell."""
    first: datetime | None = _own(edition).order_by("history_date").values_list("history_date", flat=True).first()
    return first


def _own(edition: Edition) -> QuerySet[Any]:
    rows: QuerySet[Any] = Edition.history.filter(id=edition.pk)
    return rows


def _histories(edition: Edition) -> Iterator[QuerySet[Any]]:
    own, *rows = records(edition, WHOLE)
    own = own.exclude(history_change_reason__in=[SUBMITTED, WITHDRAWN])
    yield own.exclude(history_type="+") if edition.based_on_id else own
    yield from rows


def second_people(edition: Edition) -> QuerySet[User]:
    """Who could publish a draft: they may, for its region, and have neither written nor submitted it."""
    line: list[int] = []
    step: Region | None = edition.region
    while step is not None and step.pk not in line:
        line.append(step.pk)
        step = step.parent
    may = Q(is_superuser=True) | Q(roles__kind=Role.Kind.PUBLISHER, roles__region__in=line)
    others = User.objects.filter(may, is_active=True, is_staff=True).exclude(pk__in=authors(edition).values("pk"))
    return others.exclude(pk=edition.submitted_by_id or 0).distinct().order_by("username")
