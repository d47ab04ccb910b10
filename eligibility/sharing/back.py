"""Coming back to kept answers: by a code, by a link, by a file. Looking changes nothing; a press opens, or erases."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalog.answering import day_in_words
from eligibility.keeping import TOO_MANY, TooManyError, files, storing
from eligibility.keeping.files import BadFileError
from eligibility.models import Kept
from eligibility.occasion import Occasion, on_occasion
from eligibility.requests import private, visitor, with_form
from eligibility.sharing.forms import CodeForm, FileForm
from eligibility.sharing.visits import bring, bring_kept, would_lose

UNKNOWN: Promise = _("打不开。代码可能抄错了，可能过了 7 天，也可能已经删掉。请对着代码再填一次。")


@require_http_methods(["GET", "HEAD", "POST"])
@private
@on_occasion
def by_code(request: HttpRequest, now: Occasion) -> HttpResponse:
    """Takes the code, and goes on to the results."""
    asks = visitor(request)
    form = CodeForm(request.POST if request.method == "POST" else None, would_lose(request, asks.now))
    row, status = _found(request, form)
    if row is not None:
        if bring_kept(request, row, now, asks.now, code=form.cleaned_data["code"]):
            return redirect("results:results")
        form.add_error("code", str(UNKNOWN))
    return with_form(request, "sharing/back.html", form, status)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def erase(request: HttpRequest) -> HttpResponse:
    """Deletes what a code opens."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    row, status = _found(request, form)
    if row is None:
        return with_form(request, "sharing/erase.html", form, status)
    storing.erase(row, visitor(request).now)
    return render(request, "sharing/erased.html")


def _found(request: HttpRequest, form: CodeForm) -> tuple[Kept | None, int]:
    """What a form's code opens; where nothing, the form says why, and with which status."""
    if not form.is_valid():
        return None, 0
    asks = visitor(request)
    try:
        row = storing.by_code(form.cleaned_data["code"], asks.network, asks.now)
    except TooManyError as refused:
        form.add_error("code", str(TOO_MANY[refused.kind]))
        return None, 429
    if row is None:
        form.add_error("code", str(UNKNOWN))
    return row, 0


@require_safe
@private
def by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """What the link leads to, and one button: programs that look at links open nothing."""
    return _door(request, secret)


def _door(request: HttpRequest, secret: str, status: int = 200) -> HttpResponse:
    at = visitor(request).now
    row = storing.by_link(secret, at)
    if row is None:
        return _unknown(request)
    context = {"secret": secret, "until": _day(row), "replaces": would_lose(request, at)}
    return render(request, "sharing/open.html", context, status=status)


@require_POST
@private
@on_occasion
def opened(request: HttpRequest, now: Occasion) -> HttpResponse:
    """Opens what a link leads to; not in the place of other answers unless that was said."""
    secret, at = request.POST.get("secret", ""), visitor(request).now
    if would_lose(request, at) and "replace" not in request.POST:
        return _door(request, secret, 422)
    row = storing.by_link(secret, at)
    if row is None or not bring_kept(request, row, now, at, secret=secret):
        return _unknown(request)
    return redirect("results:results")


@require_POST
@private
def erase_opened(request: HttpRequest) -> HttpResponse:
    """Deletes what a link leads to."""
    at = visitor(request).now
    row = storing.by_link(request.POST.get("secret", ""), at)
    if row is None:
        return _unknown(request)
    storing.erase(row, at)
    return render(request, "sharing/erased.html")


@require_http_methods(["GET", "HEAD", "POST"])
@private
@on_occasion
def by_file(request: HttpRequest, now: Occasion) -> HttpResponse:
    """Takes the file that was taken along."""
    posted = request.method == "POST"
    replaces = would_lose(request, visitor(request).now)
    form = FileForm(request.POST if posted else None, request.FILES if posted else None, replaces)
    if form.is_valid():
        try:
            found = files.read(form.cleaned_data["file"], now.screener, now.as_of)
        except BadFileError as fault:
            form.add_error("file", str(files.SENTENCES[fault.kind]))
        else:
            bring(request, found.interview, now)
            if not found.dropped:
                return redirect("results:results")
            return render(request, "sharing/read.html", {"dropped": found.dropped})
    return with_form(request, "sharing/file.html", form)


def _day(row: Kept) -> str:
    return day_in_words(timezone.localdate(row.expires_at))


def _unknown(request: HttpRequest) -> HttpResponse:
    return render(request, "sharing/unknown.html", status=404)
