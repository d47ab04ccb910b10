"""Pages that run scenarios: one on its own, all of an edition, and those made from an edition's boundaries."""

from __future__ import annotations

from itertools import groupby
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog import scenarios
from catalog.admin.edition_pages import edition_page, render_page
from catalog.admin.trial import Mend, mends
from catalog.in_force import screener_on
from catalog.models import Edition, Scenario
from catalog.permissions import may, regions_of
from catalog.rules import RulebookError


def run_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One scenario beside what is answered now, in force or with a draft."""
    scenario = get_object_or_404(Scenario.objects.select_related("region"), pk=pk)
    user = cast(User, request.user)
    if not may(user, "read", scenario.region):
        raise PermissionDenied
    drafts = _drafts(user)
    number = request.GET.get("edition", "")
    edition = drafts.filter(pk=number).first() if number.isdecimal() else None
    outcome, faults = _outcome(scenario, edition)
    may_edit = may(user, "edit", scenario.region)
    if request.method == "POST":
        if not may_edit or outcome is None:
            raise PermissionDenied
        scenarios.accept(outcome, by=user)
        messages.success(request, _("应有的结论已经换成现在的结论。"))
        return redirect(request.get_full_path())
    context = {
        **admin.site.each_context(request),
        "opts": Scenario._meta,
        "title": _("运行样例"),
        "scenario": scenario,
        "outcome": outcome,
        "mends": faults,
        "edition": edition,
        "drafts": drafts,
        "may_edit": may_edit,
    }
    return TemplateResponse(request, "admin/catalog/scenario/run.html", context)


def _drafts(user: User) -> QuerySet[Edition]:
    rows = Edition.objects.filter(status=Edition.Status.DRAFT, region__in=regions_of(user, "read"))
    return rows.select_related("region").defer("frozen")


def _outcome(scenario: Scenario, edition: Edition | None) -> tuple[scenarios.Outcome | None, tuple[Mend, ...]]:
    """What comes of a scenario; the faults of a draft that cannot be used."""
    if edition is None:
        return scenarios.run([scenario], screener_on)[0], ()
    try:
        return scenarios.run_edition(edition, [scenario])[0], ()
    except RulebookError as fault:
        return None, mends(edition, fault.problems)


@edition_page("scenarios", gettext_lazy("样例"))
def edition_scenarios(request: HttpRequest, edition: Edition) -> HttpResponse:
    """All scenarios of an edition's region, those answered otherwise first; `?new` offers more of them."""
    if request.method == "POST" and not may(request.user, "edit", edition.region):
        raise PermissionDenied
    try:
        if "new" in request.GET:
            return _proposals(request, edition)
        return _all(request, edition)
    except RulebookError as fault:
        context = {"mends": mends(edition, fault.problems)}
        return render_page(request, edition, "scenarios", "admin/catalog/scenario/unusable.html", context)


def _all(request: HttpRequest, edition: Edition) -> HttpResponse:
    outcomes = scenarios.run_edition(edition)
    wrong = [one for one in outcomes if not one.right]
    if request.method == "POST":
        chosen = set(request.POST.getlist("scenario"))
        accepted = [one for one in wrong if str(one.scenario.pk) in chosen and _mine(request, one)]
        for one in accepted:
            scenarios.accept(one, by=cast(User, request.user))
        messages.success(request, _("%s 个样例的应有结论已经换成现在的结论。") % len(accepted))
        return redirect(request.path)
    context = {
        "wrong": wrong,
        "right": [one for one in outcomes if one.right],
        "count": len(outcomes),
        "may_edit": may(request.user, "edit", edition.region),
        "off": scenarios.scenarios_of(edition.region, active=False).count(),
    }
    return render_page(request, edition, "scenarios", "admin/catalog/scenario/edition.html", context)


def _mine(request: HttpRequest, outcome: scenarios.Outcome) -> bool:
    return may(request.user, "edit", outcome.scenario.region_id)


def _proposals(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The boundaries of an edition as scenarios: shown with what is answered, kept when somebody says so."""
    today = timezone.localdate()
    if request.method == "POST":
        made = scenarios.seed(edition, today, set(request.POST.getlist("proposal")), by=cast(User, request.user))
        messages.success(request, _("存下了 %s 个样例。") % len(made))
        return redirect(reverse("admin:catalog_edition_scenarios", args=[edition.pk]))
    found = scenarios.propose(edition, today)
    fresh = [one for one in found if not one.kept]
    context: dict[str, Any] = {
        "groups": [(group[0].benefit_name, group) for group in _by_benefit(fresh)],
        "fresh": len(fresh),
        "kept": len(found) - len(fresh),
        "as_of": found[0].as_of if found else today,
        "may_edit": may(request.user, "edit", edition.region),
    }
    return render_page(request, edition, "scenarios", "admin/catalog/scenario/proposals.html", context)


def _by_benefit(proposals: list[scenarios.Proposal]) -> list[list[scenarios.Proposal]]:
    return [list(group) for _code, group in groupby(proposals, lambda one: one.benefit)]
