"""Who may sit at the desk, and whose people they see there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse

from catalog.models import Region
from catalog.permissions import may, regions_of
from eligibility.models import Case, Reminder

P = ParamSpec("P")


def at_desk(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Lets street-level workers in, asks others to sign in, and keeps the page out of every cache."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not may(request.user, "desk"):
            raise PermissionDenied
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        return response

    return wrapped


def worker(request: HttpRequest) -> User:
    """Who is at the desk."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def cases_of(user: User) -> QuerySet[Case]:
    """The cases of the regions in which somebody works."""
    return Case.objects.filter(region__in=regions_of(user, "desk"))


def reminders_of(user: User) -> QuerySet[Reminder]:
    """The reminders of those cases, and of residents who asked for themselves about those regions' lists."""
    regions = regions_of(user, "desk")
    slugs = Region.objects.filter(pk__in=regions).values_list("slug", flat=True)
    own = Q(subscription__case=None, subscription__watches__region__in=list(slugs))
    found: QuerySet[Any] = Reminder.objects.filter(Q(subscription__case__region__in=regions) | own).distinct()
    return found
