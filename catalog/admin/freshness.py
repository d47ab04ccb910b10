"""When benefits were last checked, and what became of documents: a page of the edition, columns, filters."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.admin.edition_pages import edition_page, render_page
from catalog.freshness.reviews import (
    DAYS_AHEAD,
    Checked,
    Trouble,
    checks,
    due,
    in_force_on,
    note_checks,
    troubled,
    used_by,
    with_last_check,
)
from catalog.models import Benefit, Document, Edition
from catalog.permissions import may, regions_of


class ReviewForm(forms.Form):
    """Which benefits of an edition were held against their documents, with a note."""

    benefits = forms.TypedMultipleChoiceField(coerce=int, error_messages={"required": _("请先勾上核对过的待遇。")})
    note = forms.CharField(
        label=_("备注"), max_length=300, required=False, help_text=_("可不填，例如：对过 2026 年 3 月的网上原文。")
    )

    def __init__(self, rows: list[Checked], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(Any, self.fields["benefits"]).choices = [(one.benefit.pk, one.benefit.name) for one in rows]


@edition_page("reviews", _("核对"))
def reviews(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The benefits with their last check; editors tick what they have checked today."""
    day, writes = timezone.localdate(), may(request.user, "edit", edition.region)
    rows = checks(edition, day)
    form = ReviewForm(rows, request.POST or None)
    if request.method == "POST":
        if not writes:
            raise PermissionDenied
        if form.is_valid():
            return _kept(request, rows, form)
    wanted = request.GET.get("show") == "due"
    context = {
        "form": form,
        "rows": [one for one in rows if one.stale] if wanted else rows,
        "due": sum(one.stale for one in rows),
        "all": len(rows),
        "only_due": wanted,
        "ticked": _ticked(request, rows),
        "writes": writes,
        "today": day,
    }
    status = 422 if request.method == "POST" else 200
    return render_page(request, edition, "reviews", "admin/catalog/reviews.html", context, status)


def _ticked(request: HttpRequest, rows: list[Checked]) -> set[int]:
    """The rows whose boxes are ticked: those that were sent, or all where that is asked for."""
    if request.GET.get("tick") == "all":
        return {one.benefit.pk for one in rows}
    return {int(one) for one in request.POST.getlist("benefits") if one.isdecimal()}


def _kept(request: HttpRequest, rows: list[Checked], form: ReviewForm) -> HttpResponse:
    chosen = Benefit.objects.filter(pk__in=form.cleaned_data["benefits"]).select_related("item__edition")
    person, note = cast(User, request.user), form.cleaned_data["note"]
    count = note_checks(chosen, person, timezone.localdate(), note)
    messages.success(request, gettext("已登记：%s 项待遇今天核对过。") % count)
    return HttpResponseRedirect(request.get_full_path().replace("tick=all", ""))


class DueFilter(admin.SimpleListFilter):
    """The benefits that are due to be checked."""

    title = _("核对")
    parameter_name = "check"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """One choice beside all."""
        return [("due", _("该核对了"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Those that are due."""
        return due(queryset, timezone.localdate()) if self.value() == "due" else queryset


class CheckedBenefits:
    """Benefits with their last check, and the action that notes one."""

    actions = ["checked_today"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The benefits with their last check."""
        return with_last_check(super().get_queryset(request))  # type: ignore[misc]

    def get_list_display(self, request: HttpRequest) -> Any:
        """The columns, and the last check."""
        return [*super().get_list_display(request), "last_check"]  # type: ignore[misc]

    def get_list_filter(self, request: HttpRequest) -> Any:
        """The filters, and whether a check is due."""
        return [*super().get_list_filter(request), DueFilter]  # type: ignore[misc]

    def has_review_permission(self, request: HttpRequest) -> bool:
        """Whether somebody may note a check: editors, of what is published too."""
        return may(request.user, "edit")

    @admin.display(description=_("上次核对"), ordering="checked_on")
    def last_check(self, benefit: Any) -> str:
        """The day and who."""
        if benefit.checked_on is None:
            return gettext("还没有核对过")
        return f"{date_format(benefit.checked_on)} {benefit.checked_name or benefit.checked_by or ''}".strip()

    @admin.action(description=_("登记：今天核对过"), permissions=["review"])
    def checked_today(self, request: HttpRequest, benefits: QuerySet[Benefit]) -> None:
        """Note that the chosen benefits were held against their documents today."""
        chosen = benefits.select_related("item__edition")
        count = note_checks(chosen, cast(User, request.user), timezone.localdate())
        messages.success(request, gettext("已登记：%s 项待遇今天核对过。") % count)


class TroubleFilter(admin.SimpleListFilter):
    """The documents that lists in force come from and that need somebody to look."""

    title = _("要处理的")
    parameter_name = "trouble"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The kinds of trouble."""
        return [
            ("dead", _("网址打不开")),
            ("expired", _("已过有效期")),
            ("expiring", _("%s 天内到期") % DAYS_AHEAD),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Those of the lists that the person may read."""
        kind = self.value()
        if kind not in {"dead", "expired", "expiring"}:
            return queryset
        day, person = timezone.localdate(), cast(User, request.user)
        regions = None if person.is_superuser else regions_of(person, "read")
        used = used_by(in_force_on(day, regions))
        return troubled(queryset.filter(pk__in=used.values("pk")), cast(Trouble, kind), day)


class FreshDocuments:
    """Documents with what the last visit of their address found, and whether they are still valid."""

    list_select_related = ["link"]

    def get_list_display(self, request: HttpRequest) -> Any:
        """The columns, and both."""
        return [*super().get_list_display(request), "link_state", "validity"]  # type: ignore[misc]

    def get_list_filter(self, request: HttpRequest) -> Any:
        """The filters, and what needs somebody to look."""
        return [TroubleFilter, *super().get_list_filter(request)]  # type: ignore[misc]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What the last visit found, too."""
        return [*super().get_readonly_fields(request, obj), "link_state"]  # type: ignore[misc]

    @admin.display(description=_("网址能不能打开"))
    def link_state(self, document: Document) -> str:
        """What the last visit of the address found."""
        link = getattr(document, "link", None)
        if not document.url:
            return gettext("没有填网址")
        if link is None or link.url != document.url:
            return gettext("今天夜里查")
        when = date_format(timezone.localtime(link.checked_at), "DATE_FORMAT")
        status = f"（{link.status}）" if link.status and link.fault else ""
        if link.works:
            return f"{gettext(link.fault) if link.fault else gettext('能打开')}{status}，{when}"
        since = date_format(timezone.localtime(link.broken_since), "DATE_FORMAT")
        return gettext("打不开：%(fault)s，自 %(since)s") % {"fault": f"{gettext(link.fault)}{status}", "since": since}

    @admin.display(description=_("有效期"), ordering="valid_until")
    def validity(self, document: Document) -> str:
        """Until when it is valid, with a word where that is past or near."""
        until, today = document.valid_until, timezone.localdate()
        if until is None:
            return "—"
        if until < today:
            return gettext("%s 已过期") % date_format(until)
        days = (until - today).days
        return gettext("%(until)s，还有 %(days)s 天") % {"until": date_format(until), "days": days}
