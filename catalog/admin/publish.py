"""The page on which a draft is submitted, and published by a second person from a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.admin.compare import DayInput, first_day, told
from catalog.admin.edition_pages import PAGES, edition_page, render_page
from catalog.models import Edition, PublishedEdition
from catalog.permissions import Action, may
from catalog.publishing import clone, publish, rest_on_newest, standing, submit, withdraw
from catalog.review.authors import second_people
from catalog.review.comparing import compare, predecessor
from catalog.review.obstacles import AT_THE_DAY, Obstacle, Refused

Actions = tuple[Action, ...]
TEMPLATE = "admin/catalog/edition/publish.html"
# Where each obstacle is looked at or mended: a page of the edition.
MENDED_ON = {"check": "check", "scenario": "scenarios", "changed": "compare", "stale": "compare"}


class DayForm(forms.Form):
    """From which day, and which state of the draft was looked at."""

    effective_from = forms.DateField(
        label=_("生效日期"),
        widget=DayInput,
        help_text=_("从这一天零点起，居民按这个版本测算。可以是今天或以后。"),
    )
    state = forms.CharField(widget=forms.HiddenInput, required=False)

    def refuse(self, obstacles: Iterable[Obstacle]) -> None:
        """Put what is wrong with the day at its field."""
        for one in obstacles:
            if one.kind in AT_THE_DAY:
                self.add_error("effective_from", one.message)


@edition_page("publish", _("发布"))
def publishing(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Where a draft stands and the steps that can be taken now."""
    if request.method != "POST":
        return _shown(request, edition)
    needs, step = STEPS.get(request.POST.get("step", ""), (PUBLISHERS, _review))
    if not any(may(request.user, one, edition.region) for one in needs):
        raise PermissionDenied
    try:
        return step(request, edition)
    except PublishedEdition as fault:
        messages.error(request, fault.message)
    except Refused as refused:
        for one in refused.obstacles:
            messages.error(request, one.message)
    return _back(edition)


def _back(edition: Edition) -> HttpResponse:
    return redirect("admin:catalog_edition_publish", edition.pk)


def _submit(request: HttpRequest, edition: Edition) -> HttpResponse:
    submit(edition, request.user, first_day(edition, timezone.localdate()))  # type: ignore[arg-type]
    messages.success(request, gettext("已送审，请另一位有“发布”职责的人来发布。"))
    return _back(edition)


def _withdraw(request: HttpRequest, edition: Edition) -> HttpResponse:
    withdraw(edition, request.user)  # type: ignore[arg-type]
    messages.success(request, gettext("已撤回送审，可以接着改。"))
    return _back(edition)


def _rest(request: HttpRequest, edition: Edition) -> HttpResponse:
    rest_on_newest(edition)
    messages.success(request, gettext("已以新发布的版本为底稿。"))
    return _back(edition)


def _clone(request: HttpRequest, edition: Edition) -> HttpResponse:
    draft = clone(edition)
    messages.success(request, gettext("已复制为草稿 %s。") % draft.label)
    return redirect("admin:catalog_edition_change", draft.pk)


def _review(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Show what publishing from the day does to whom, before it is done."""
    form = DayForm(request.POST, label_suffix="")
    if not edition.is_draft:
        raise PublishedEdition
    if form.is_valid():
        day = form.cleaned_data["effective_from"]
        stands = standing(edition, request.user, timezone.localdate(), day)  # type: ignore[arg-type]
        form.refuse(stands.obstacles)
        if not stands.obstacles:
            return _reviewed(request, edition, form, day)
    return _shown(request, edition, form, status=400)


def _reviewed(request: HttpRequest, edition: Edition, form: DayForm, day: date) -> HttpResponse:
    other = predecessor(edition, day)
    found = told(compare(other, edition, day)) if other else {"found": None}
    known = {"day": day, "other": other, "state": edition.submitted_state, "form": form, **found}
    return render_page(request, edition, "publish", "admin/catalog/edition/publish_review.html", known)


def _publish(request: HttpRequest, edition: Edition) -> HttpResponse:
    form = DayForm(request.POST, label_suffix="")
    if not form.is_valid() or form.cleaned_data["state"] != edition.submitted_state:
        messages.error(request, gettext("看过以后又重新送审了，请再看一遍改了什么。"))
        return _back(edition)
    day = form.cleaned_data["effective_from"]
    try:
        publish(edition, request.user, timezone.localdate(), day)  # type: ignore[arg-type]
    except Refused as refused:
        form.refuse(refused.obstacles)
        return _shown(request, edition, form, status=400)
    said = {"edition": edition.label, "day": day}
    messages.success(request, gettext("已发布 %(edition)s，自 %(day)s 起生效。") % said)
    return _back(edition)


EDITORS: Actions = ("edit",)
PUBLISHERS: Actions = ("publish",)
# Who may take each step: one of the permissions is enough.
STEPS: Mapping[str, tuple[Actions, Callable[[HttpRequest, Edition], HttpResponse]]] = {
    "submit": (EDITORS, _submit),
    "withdraw": (EDITORS + PUBLISHERS, _withdraw),
    "rest": (EDITORS, _rest),
    "clone": (EDITORS, _clone),
    "review": (PUBLISHERS, _review),
    "publish": (PUBLISHERS, _publish),
}


def _shown(request: HttpRequest, edition: Edition, form: DayForm | None = None, status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    day = first_day(edition, today)
    known: dict[str, Any] = {
        "form": form or DayForm(initial={"effective_from": day}, label_suffix=""),
        "may_edit": may(request.user, "edit", edition.region),
        "may_publish": may(request.user, "publish", edition.region),
        "today": today,
    }
    if edition.is_draft:
        stands = standing(edition, request.user, today, day)  # type: ignore[arg-type]
        known |= {"stands": stands, "second_people": second_people(edition), "blocks": _linked(edition, stands.blocks)}
    else:
        known["before"] = predecessor(edition, edition.effective_from)
    return render_page(request, edition, "publish", TEMPLATE, known, status)


def _linked(edition: Edition, obstacles: Iterable[Obstacle]) -> list[dict[str, Any]]:
    """Obstacles, each with the page on which it is looked at."""
    pages = {page.slug: page for page in PAGES}
    found = []
    for one in obstacles:
        page = pages.get(MENDED_ON.get(one.kind, ""))
        address = reverse(f"admin:{page.url_name}", args=[edition.pk]) if page else ""
        query = f"?other={one.edition}&day={edition.effective_from}" if one.edition and page else ""
        found.append({"obstacle": one, "url": address + query, "page": page.label if page else ""})
    return found
