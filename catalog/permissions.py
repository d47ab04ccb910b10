"""Who may do what in which region: superusers everything, others what their roles say."""

from __future__ import annotations

from typing import Literal

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User

from catalog.models import Region, Role

Action = Literal["read", "edit", "publish"]
# The roles of which one is enough.
ENOUGH: dict[Action, frozenset[str]] = {
    "read": frozenset(Role.Kind.values),
    "edit": frozenset({Role.Kind.EDITOR}),
    "publish": frozenset({Role.Kind.PUBLISHER}),
}


def may(user: AbstractBaseUser | AnonymousUser, action: Action, region: Region | int | None = None) -> bool:
    """Whether somebody may act in a region; without one, anywhere at all."""
    if not isinstance(user, User) or not user.is_active or not user.is_staff:
        return False
    if user.is_superuser:
        return True
    regions = regions_of(user, action)
    return bool(regions) if region is None else _pk(region) in regions


def regions_of(user: User, action: Action) -> frozenset[int]:
    """The regions in which somebody may act: those of the roles and all below them, in two queries."""
    parents = dict(Region.objects.values_list("pk", "parent"))
    if user.is_superuser:
        return frozenset(parents)
    roots = set(Role.objects.filter(user=user, kind__in=ENOUGH[action]).values_list("region", flat=True))
    return frozenset(pk for pk in parents if roots & set(_upward(pk, parents)))


def _upward(region: int, parents: dict[int, int | None]) -> list[int]:
    line: list[int] = []
    step: int | None = region
    while step is not None and step not in line:
        line.append(step)
        step = parents.get(step)
    return line


def _pk(region: Region | int) -> int:
    return region if isinstance(region, int) else int(region.pk)
