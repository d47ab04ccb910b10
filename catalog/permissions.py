"""Who may do what in which region: superusers everything, others what their roles say."""

from __future__ import annotations

from typing import Any, Literal

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.db.models import Q

from catalog.models import (
    Benefit,
    Clause,
    Department,
    Edition,
    Parameter,
    Pathway,
    Region,
    Role,
    Scenario,
    ServiceItem,
)

Action = Literal["read", "edit", "publish", "desk"]
# The roles of which one is enough.
ENOUGH: dict[Action, frozenset[str]] = {
    "read": frozenset(Role.Kind.values),
    "edit": frozenset({Role.Kind.EDITOR}),
    "publish": frozenset({Role.Kind.PUBLISHER}),
    # People's names and numbers: none of the lists' staff sees them.
    "desk": frozenset({Role.Kind.WORKER}),
}
# From a row to its region; what is not here is shared by all regions.
REGION_PATHS: dict[type[models.Model], tuple[str, ...]] = {
    Edition: ("region",),
    Scenario: ("region",),
    Department: ("edition__region",),
    Parameter: ("edition__region",),
    ServiceItem: ("edition__region",),
    Benefit: ("item__edition__region",),
    Pathway: ("benefit__item__edition__region",),
    Clause: ("benefit__item__edition__region", "pathway__benefit__item__edition__region"),
}


def may(user: AbstractBaseUser | AnonymousUser, action: Action, region: Region | int | None = None) -> bool:
    """Whether somebody may act in a region; without one, anywhere at all."""
    if not isinstance(user, User) or not user.is_active or not user.is_staff:
        return False
    if user.is_superuser:
        return True
    regions = regions_of(user, action)
    return bool(regions) if region is None else _pk(region) in regions


def may_row(user: AbstractBaseUser | AnonymousUser, action: Action, row: models.Model) -> bool:
    """Whether somebody may act on a row: by its region, or anywhere at all for what all regions share."""
    if not may(user, action):
        return False
    if isinstance(user, User) and user.is_superuser:
        return True
    try:
        shared, region = _region_of(row, action)
    except ObjectDoesNotExist:  # what is left in the history of a row whose edition is gone
        return False
    return shared or (region is not None and may(user, action, region))


def regions_of(user: User, action: Action) -> frozenset[int]:
    """The regions in which somebody may act: those of the roles and all below them.

    Two queries for a person as fetched, however often it is asked: a request fetches its person anew.
    """
    known: dict[Action, frozenset[int]] | None = getattr(user, "_regions", None)
    if known is None:
        known = _all_regions(user)
        user._regions = known  # type: ignore[attr-defined]
    return known[action]


def within(rows: models.QuerySet[Any], user: AbstractBaseUser | AnonymousUser, action: Action) -> models.QuerySet[Any]:
    """The rows on which somebody may act; all of what the regions share."""
    paths = REGION_PATHS.get(rows.model)
    if paths is None or (isinstance(user, User) and user.is_superuser):
        return rows
    regions = regions_of(user, action) if isinstance(user, User) else frozenset()
    return rows.filter(_any_of({f"{path}__in": regions} for path in paths))


def outside(rows: models.QuerySet[Any], user: AbstractBaseUser | AnonymousUser, action: Action) -> bool:
    """Whether some of the rows are not somebody's to act on."""
    return rows.count() != within(rows, user, action).count()


def _all_regions(user: User) -> dict[Action, frozenset[int]]:
    parents = dict(Region.objects.values_list("pk", "parent"))
    if user.is_superuser:
        return dict.fromkeys(ENOUGH, frozenset(parents))
    roles = list(Role.objects.filter(user=user).values_list("kind", "region"))
    roots = {action: {region for kind, region in roles if kind in kinds} for action, kinds in ENOUGH.items()}
    return {
        action: frozenset(pk for pk in parents if found & set(_upward(pk, parents))) for action, found in roots.items()
    }


def _region_of(row: models.Model, action: Action) -> tuple[bool, int | None]:
    """Whether all regions share the row; otherwise the region whose staff it is for."""
    if isinstance(row, Region):
        return action == "read", row.parent_id
    if isinstance(row, Edition | Scenario):
        return False, row.region_id
    owner = getattr(row, "owner", None)
    return owner is None, owner.region_id if owner else None


def _any_of(filters: Any) -> Q:
    found = Q()
    for one in filters:
        found |= Q(**one)
    return found


def _upward(region: int, parents: dict[int, int | None]) -> list[int]:
    line: list[int] = []
    step: int | None = region
    while step is not None and step not in line:
        line.append(step)
        step = parents.get(step)
    return line


def _pk(region: Region | int) -> int:
    return region if isinstance(region, int) else int(region.pk)
