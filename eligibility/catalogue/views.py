"""The pages of the public catalogue; each calls one service."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from eligibility.answers import day_in_words
from eligibility.catalogue import history, services
from eligibility.catalogue.browsing import browse, cards_of, place, places
from eligibility.catalogue.changes import change_log
from eligibility.catalogue.linked_data import as_script_text, government_service
from eligibility.catalogue.shelf import Shelf, shelf_on
from eligibility.catalogue.transport import public, show
from eligibility.findings.texts import shown


@public
def index(request: HttpRequest) -> HttpResponse:
    """Search and browse every service."""
    found = browse(timezone.localdate(), request.GET.dict())
    return show(request, "catalogue/index.html", {"found": found}, indexed=not found.narrowed)


@public
def region(request: HttpRequest, region: str) -> HttpResponse:
    """A region's whole list."""
    day = timezone.localdate()
    whole = services.whole(day, region)
    if whole is None:
        return _no_list(request, shelf_on(day), region)
    return show(request, "catalogue/region.html", {"whole": whole})


@public
def printed(request: HttpRequest, region: str) -> HttpResponse:
    """A region's whole list as it is published on paper."""
    day = timezone.localdate()
    whole = services.whole(day, region)
    if whole is None:
        return _no_list(request, shelf_on(day), region)
    rows = services.rows(day, region)
    return show(request, "catalogue/printed.html", {"whole": whole, "rows": rows}, indexed=False)


@public
def benefit(request: HttpRequest, region: str, code: str) -> HttpResponse:
    """One service: what, for whom, how much, how to apply, where it is written."""
    day = timezone.localdate()
    shelf = shelf_on(day)
    listed = shelf.by_code.get(code)
    if listed is None:
        return _no_benefit(request, shelf, region, code, day)
    if listed.region != region:
        return redirect("catalogue:benefit", listed.region, code)
    page = services.page(day, listed)
    address = request.build_absolute_uri(reverse("catalogue:benefit", args=[region, code]))
    data = as_script_text(government_service(page, address))
    return show(request, "catalogue/benefit.html", {"page": page, "data": data})


@public
def changes(request: HttpRequest) -> HttpResponse:
    """What each edition changed, the newest first."""
    return show(request, "catalogue/changes.html", {"log": change_log(timezone.localdate())})


def _no_list(request: HttpRequest, shelf: Shelf, region: str) -> HttpResponse:
    """A place without a list of its own: which one answers for it, or that there is none yet."""
    if region not in shelf.regions:
        raise Http404
    answering = shelf.list_for(region)
    context: Mapping[str, Any] = {
        "region": shown(shelf.regions[region].name),
        "answering": place(shelf, answering) if answering else None,
        "places": places(shelf),
    }
    return show(request, "catalogue/no_list.html", dict(context), status=200 if answering else 404, indexed=False)


def _no_benefit(request: HttpRequest, shelf: Shelf, region: str, code: str, day: date) -> HttpResponse:
    """A benefit that is gone, or not there yet, with where to go on; anything else was never there."""
    if region not in shelf.regions:
        raise Http404
    gone, coming = history.gone(region, code, day), history.coming(region, code, day)
    if gone is None and coming is None:
        raise Http404
    context = {
        "region": shown(shelf.regions[region].name),
        "answering": place(shelf, region) if region in shelf.books else None,
        "gone": gone,
        "name": shown(gone.name) if gone else "",
        "coming": day_in_words(coming.effective_from) if coming else "",
        "successors": cards_of(shelf, region, gone) if gone else (),
    }
    return show(request, "catalogue/gone.html", context, status=410 if gone else 404)
