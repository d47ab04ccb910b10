"""The pages of printing for a list: upload it, see how far it is, fetch the file, see which rows were left out."""

from __future__ import annotations

from uuid import UUID

from cryptography.fernet import InvalidToken
from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalog.in_force import screener_on
from eligibility.desk import lists_on_paper
from eligibility.desk.access import at_desk, worker
from eligibility.desk.forms import faults
from eligibility.desk.lists_on_paper import ALL, MINE, NobodyError
from eligibility.models import Paper
from eligibility.occasion import Occasion
from eligibility.rosters import RosterError
from eligibility.summaries import fetching
from eligibility.summaries.fetching import Progress
from eligibility.summaries.forgetting import erase_list

SECONDS = 5
BYTE_ORDER_MARK = "\ufeff"  # or Excel takes UTF-8 for something else


class ListForm(forms.Form):
    """A list, and how its summaries are to be."""

    file = forms.FileField(
        label=gettext_lazy("名册文件"),
        help_text=gettext_lazy("CSV 或 .xlsx，一行一位老人，最多 5000 行。读完就丢，不存在这里。"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
        error_messages={
            "required": gettext_lazy("请选一个文件。"),
            "empty": gettext_lazy("文件是空的。请重新导出或重新保存一次，再上传。"),
        },
    )
    form = forms.ChoiceField(
        label=gettext_lazy("版式"),
        choices=[
            (Paper.Form.SHORT, gettext_lazy("一页版：每人一张纸，最要紧的几项")),
            (Paper.Form.FULL, gettext_lazy("完整版：每人几张纸")),
            (Paper.Form.LARGE, gettext_lazy("大字版：字更大，纸更多")),
        ],
        initial=Paper.Form.SHORT,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选一种版式。")},
    )
    which = forms.ChoiceField(
        label=gettext_lazy("按哪些清单算"),
        choices=[
            (MINE, gettext_lazy("我负责的地区，和它的上级")),
            (ALL, gettext_lazy("全部清单，看每个人的户籍地和常住地")),
        ],
        initial=MINE,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选按哪些清单算。")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def listed(request: HttpRequest) -> HttpResponse:
    """The worker's files of the day, and the upload."""
    if request.method != "POST":
        return _page(request, ListForm())
    form = ListForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form)
    sent = form.cleaned_data
    name, content = sent["file"].name or "", sent["file"].read()
    try:
        paper, roster = lists_on_paper.receive(
            worker(request), name, content, sent["form"], sent["which"], _today(), timezone.now()
        )
    except RosterError as fault:
        form.add_error("file", str(fault))
    except NobodyError as fault:
        form.add_error("file", _("没有一行能用。请照下面改好，再上传。"))
        return _page(request, form, rows=fault.roster.faults[: lists_on_paper.MOST_FAULTS])
    else:
        for notice in roster.notices:
            messages.info(request, notice)
        return redirect("desk:paper", paper.pk)
    return _page(request, form)


def _today() -> Occasion:
    """The lists in force, whatever the worker may be trying elsewhere."""
    today = timezone.localdate()
    return Occasion(screener_on(today), today)


def _page(request: HttpRequest, form: ListForm, rows: object = ()) -> HttpResponse:
    context = {
        "form": form,
        "faults": list(faults(form)),
        "rows": rows,
        "found": fetching.all_of_worker(worker(request), timezone.now()),
    }
    return render(request, "desk/papers.html", context, status=422 if form.errors else 200)


@require_safe
@at_desk
def blank(request: HttpRequest) -> HttpResponse:
    """An empty list to fill in."""
    content = BYTE_ORDER_MARK + lists_on_paper.blank(_today().screener)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="list.csv"'
    return response


def _of(request: HttpRequest, pk: UUID) -> Progress:
    """A worker's own list; for all others there is none."""
    found = fetching.of_worker(pk, worker(request), timezone.now())
    if found is None:
        raise Http404
    return found


@require_safe
@at_desk
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far a list is; looks again by itself, unless `still` is asked for."""
    found, still = _of(request, pk), "still" in request.GET
    rows = lists_on_paper.told(fetching.faults(found.paper))
    context = {"found": found, "still": still, "rows": rows, "skipped": len({row.line for row in rows})}
    response = render(request, "desk/paper.html", context)
    if found.under_way and not still:
        response["Refresh"] = f"{SECONDS}; url={reverse('desk:paper', args=[pk])}"
    return response


@require_POST
@at_desk
def file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The file itself, three times at most."""
    found = _of(request, pk)
    try:
        pieces = fetching.checked(found.paper) if found.ready else None
    except InvalidToken:
        raise Http404 from None
    if pieces is None or not fetching.count_download(found.paper, worker(request)):
        return redirect("desk:paper", pk)
    response = StreamingHttpResponse(pieces, content_type="application/pdf")
    response["Content-Disposition"] = fetching.disposition(_("养老待遇告知单"))
    response["Content-Length"] = found.paper.size
    return response


@require_POST
@at_desk
def erase(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Deletes a list's file before its time."""
    erase_list(_of(request, pk).paper, worker(request))
    return redirect("desk:papers")
