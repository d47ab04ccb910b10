"""The portal tried by staff: on any day, with a draft of a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.check import link
from catalog.admin.edition_pages import edition_page, render_page
from catalog.compile import compile_edition
from catalog.models import Edition
from catalog.permissions import may, regions_of
from catalog.review.mends import Mends
from catalog.rules import Problem
from catalog.trying import trials


@dataclass(frozen=True)
class Mend:
    """A fault of a draft, with the address and the name of the page on which it is mended."""

    problem: Problem
    url: str
    label: str


def mends(edition: Edition, problems: Iterable[Problem]) -> tuple[Mend, ...]:
    """Faults of a draft with the pages on which they are mended."""
    rows = Mends(edition, compile_edition(edition.pk))
    return tuple(Mend(problem, **link(rows.of(problem.subject))) for problem in problems)


class TrialForm(forms.Form):
    """The day to try, and the draft in the place of its region's list."""

    day = forms.DateField(
        label=gettext_lazy("哪一天"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=gettext_lazy("以前或以后的哪一天都行，按那一天生效的清单和标准测算。写成 2027-03-01 这样。"),
        error_messages={"invalid": gettext_lazy("日期写成 2027-03-01 这样。")},
    )
    edition = forms.ModelChoiceField(
        Edition.objects.none(),
        label=gettext_lazy("哪份草稿"),
        required=False,
        empty_label=gettext_lazy("不用草稿：那一天生效的清单"),
        help_text=gettext_lazy("选了草稿，就当它在那一天已经代替本地的清单生效。"),
    )

    def __init__(self, user: User, *args: Any, only: Edition | None = None, **kwargs: Any) -> None:
        """`only` is an edition that the page is about: no other is offered."""
        super().__init__(*args, **kwargs)
        self.user, self.only = user, only
        if only is not None:
            del self.fields["edition"]
            return
        rows = Edition.objects.filter(status=Edition.Status.DRAFT, region__in=regions_of(user, "read"))
        cast(forms.ModelChoiceField, self.fields["edition"]).queryset = rows.select_related("region")

    @property
    def draft(self) -> Edition | None:
        """The draft that is tried; what is published is tried by its day."""
        if self.only is not None:
            return self.only if self.only.is_draft else None
        return cast("Edition | None", self.cleaned_data.get("edition"))

    def clean_day(self) -> date:
        """A day for which lists can be told."""
        day: date = self.cleaned_data["day"]
        if not trials.FIRST <= day <= trials.LAST:
            raise forms.ValidationError(
                _("请选 %(first)s 到 %(last)s 之间的一天。") % {"first": trials.FIRST, "last": trials.LAST}
            )
        return day

    def clean(self) -> dict[str, Any]:
        """A day without any list says nothing, unless a draft is tried on it."""
        data = cast(dict[str, Any], super().clean())
        day = data.get("day")
        if day and self.draft is None and not self.errors and not trials.has_lists(day):
            first = trials.first_day()
            message = (
                _("这一天还没有生效的清单；最早的一份自 %s 起生效。") % first if first else _("还没有发布过清单。")
            )
            self.add_error("day", message)
        return data


def _begun(request: HttpRequest, form: TrialForm) -> HttpResponse:
    """Begins the trial that a form asks for; raises BrokenDraft."""
    day, draft = form.cleaned_data["day"], form.draft
    trials.Trying(form.user, day, draft, None).screener()
    trials.begin(request.session, form.user, day, draft)
    return redirect("interview:landing")


def _tried(request: HttpRequest, form: TrialForm, page: Callable[[dict[str, Any], int], HttpResponse]) -> HttpResponse:
    """The way into the portal, or the page with what stands against it."""
    broken: tuple[Mend, ...] = ()
    if form.is_valid():
        try:
            return _begun(request, form)
        except trials.BrokenDraft as fault:
            broken = mends(fault.edition, fault.problems)
    return page({"form": form, "mends": broken}, 422 if form.errors or broken else 200)


def trial(request: HttpRequest) -> HttpResponse:
    """Any day, with or without a draft."""
    if not may(request.user, "read"):
        raise PermissionDenied
    form = TrialForm(cast(User, request.user), request.POST or None, initial={"day": timezone.localdate()})

    def page(context: dict[str, Any], status: int) -> HttpResponse:
        known = {**admin.site.each_context(request), "title": _("试用"), **context}
        return TemplateResponse(request, "admin/catalog/scenario/trial.html", known, status=status)

    return _tried(request, form, page)


@edition_page("trial", gettext_lazy("试用"))
def trial_of(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The portal with one edition, on its first day unless another is chosen."""
    day = edition.effective_from
    if edition.status != Edition.Status.SUPERSEDED:
        day = max(timezone.localdate(), day)
    form = TrialForm(cast(User, request.user), request.POST or None, only=edition, initial={"day": day})

    def page(context: dict[str, Any], status: int) -> HttpResponse:
        return render_page(request, edition, "trial", "admin/catalog/scenario/edition_trial.html", context, status)

    return _tried(request, form, page)
