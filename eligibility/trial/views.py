"""The staff's views on the real interview; each calls one service."""

from __future__ import annotations

from typing import cast

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from catalog.models import Edition, Scenario
from catalog.permissions import may
from catalog.scenarios import keep_screening, kept_screening
from catalog.trying import trials
from eligibility.occasion import Occasion, on_occasion
from eligibility.session import LostAnswersError
from eligibility.trial import services
from eligibility.trial.forms import SaveForm


def back_to(request: HttpRequest) -> str:
    """The staff's page that a trial was begun on."""
    trial = request.session.get(trials.KEY) or {}
    if trial.get("scenario"):
        address = reverse("admin:catalog_scenario_run", args=[trial["scenario"]])
        return f"{address}?edition={trial['edition']}" if trial.get("edition") else address
    if trial.get("edition"):
        return reverse("admin:catalog_edition_trial", args=[trial["edition"]])
    return reverse("admin:catalog_scenario_trial")


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """Ends a trial, and goes back to where it was begun."""
    address = back_to(request) if may(request.user, "read") else reverse("interview:landing")
    services.leave(request)
    return redirect(address)


@require_POST
def scenario(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens a scenario in the interview, on its own day, with a draft where one is named."""
    found = get_object_or_404(Scenario, pk=pk)
    number = request.POST.get("edition", "")
    edition = Edition.objects.filter(pk=number).first() if number.isdecimal() else None
    if not may(request.user, "read", found.region_id) or (edition and not may(request.user, "read", edition.region_id)):
        raise PermissionDenied
    services.open_scenario(request, cast(User, request.user), found, edition)
    return redirect("interview:check")


@require_POST
@on_occasion
def keep(request: HttpRequest, now: Occasion) -> HttpResponse:
    """Writes the answers of the interview back to the scenario that is open."""
    if now.trying is None or not now.trying.may_keep:
        raise PermissionDenied
    address = back_to(request)
    kept = services.keep(request, now)
    if kept is not None:
        messages.success(request, _("回答已经存回样例“%s”。请看看下面的结论对不对。") % kept)
        services.leave(request)
    return redirect(address)


@require_http_methods(["GET", "HEAD", "POST"])
@on_occasion
def save(request: HttpRequest, now: Occasion) -> HttpResponse:
    """Keeps a screening as a scenario, without identity."""
    if not may(request.user, "edit"):
        raise PermissionDenied
    try:
        raws = services.answered(request, now)
    except LostAnswersError:
        raws = None
    if raws is None:
        return redirect("interview:check")
    user, kept = cast(User, request.user), kept_screening(raws, now.screener, now.as_of)
    form = SaveForm(user, request.POST or None, initial={"name": kept.name, "region": kept.region})
    if form.is_valid():
        made = keep_screening(form.cleaned_data["name"], form.cleaned_data["region"], kept, by=user)
        messages.success(request, _("已经存为样例“%s”。") % made)
        return redirect("admin:catalog_scenario_run", made.pk)
    context = {**admin.site.each_context(request), "title": _("存为样例"), "form": form, "kept": kept}
    return render(request, "trial/save.html", context, status=422 if form.errors else 200)
