"""Who may sit at the desk, and whose people they see there."""

from __future__ import annotations

from typing import ParamSpec

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from catalog.models import Region
from catalog.permissions import regions_of
from eligibility.guards import View, open_to
from eligibility.models import Case, Reminder, Subscription, Watch

P = ParamSpec("P")


def at_desk(view: View[P]) -> View[P]:
    """Lets street-level workers in, and nobody else."""
    return open_to("desk")(view)


def worker(request: HttpRequest) -> User:
    """Who is at the desk."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def cases_of(user: User) -> QuerySet[Case]:
    """The cases of the regions in which somebody works."""
    return Case.objects.filter(region__in=regions_of(user, "desk"))


def subscriptions_of(user: User) -> QuerySet[Subscription]:
    """Those of the cases, and of residents who asked for themselves about those regions' lists."""
    return Subscription.objects.filter(_seen_by(user, "pk"))


def reminders_of(user: User) -> QuerySet[Reminder]:
    """The reminders of those subscriptions."""
    return Reminder.objects.filter(_seen_by(user, "subscription", "subscription__"))


def watches_of(user: User) -> QuerySet[Watch]:
    """What those subscriptions are reminded of; of residents' own, what stands in those regions' lists."""
    regions = regions_of(user, "desk")
    own = Q(subscription__case=None, region__in=_slugs(regions))
    return Watch.objects.filter(Q(subscription__case__region__in=regions) | own)


def _seen_by(user: User, key: str, path: str = "") -> Q:
    if user.is_superuser:
        return Q()
    regions = regions_of(user, "desk")
    watched = Watch.objects.filter(region__in=_slugs(regions)).order_by().values("subscription")
    return Q(**{f"{path}case__region__in": regions}) | Q(**{f"{path}case": None, f"{key}__in": watched})


def _slugs(regions: frozenset[int]) -> QuerySet[Region, str]:
    return Region.objects.filter(pk__in=regions).order_by().values_list("slug", flat=True)
