"""What is kept about one's number: looked at, changed, ended, erased."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from eligibility.forms import LastForm
from eligibility.models import Code, Watch
from eligibility.reminders.channels.registry import offered
from eligibility.reminders.codes import RefusedError
from eligibility.requests import private, visitor, with_form
from eligibility.subscribing import keeping, services, visit
from eligibility.subscribing.forms import FindForm, MoveForm, ReachForm
from eligibility.subscribing.requests import proven, refuse


@require_http_methods(["GET", "HEAD", "POST"])
@private
def mine(request: HttpRequest) -> HttpResponse:
    """What is kept about a number; first a code proves whose it is."""
    proof = visit.load(request, timezone.now()).proof
    if proof is not None:
        context = {"kept": keeping.kept(proof), "address": services.address_of(proof)}
        return render(request, "subscribing/mine.html", context)
    return _ask(request, Code.Purpose.MANAGE, None, FindForm)


@require_http_methods(["GET", "HEAD", "POST"])
@proven
def number(request: HttpRequest, proof: Code) -> HttpResponse:
    """Another number, which has to be proven too."""
    if not keeping.own(proof).exists():
        return redirect("subscribing:mine")
    return _ask(request, Code.Purpose.CHANGE, proof, MoveForm)


def _ask(request: HttpRequest, purpose: Code.Purpose, proof: Code | None, made: type[ReachForm]) -> HttpResponse:
    """Takes a number and sends it a code."""
    template = "subscribing/number.html" if proof else "subscribing/find.html"
    channels = offered()
    if not channels:
        return render(request, "subscribing/nothing.html", {"offered": False})
    form = made(request.POST if request.method == "POST" else None, channels)
    status = 0
    if form.is_valid():
        if proof is not None and form.address == services.address_of(proof):
            form.add_error(form.first, _("现在就是这个号码。请填新的。"))
            return with_form(request, template, form)
        try:
            subscription = keeping.own(proof).first() if proof else None
            code = services.ask(form.address, purpose, visitor(request), subscription)
        except RefusedError as refused:
            status = refuse(form, form.first, refused)
        else:
            visit.wait_for(request, code)
            return redirect("subscribing:code")
    return with_form(request, template, form, status)


def _watch(proof: Code, pk: int) -> Watch:
    watch = keeping.watch_of(proof, pk)
    if watch is None:
        raise Http404
    return watch


@require_http_methods(["GET", "HEAD", "POST"])
@proven
def last(request: HttpRequest, proof: Code, pk: int) -> HttpResponse:
    """When something was done last."""
    watch, today = _watch(proof, pk), visitor(request).today
    thing = keeping.thing(watch)
    known = None if watch.assumed else watch.last
    form = LastForm(request.POST if request.method == "POST" else None, today, known)
    if thing.renewed and form.is_valid():
        keeping.tell_last(watch, form.cleaned_data["last"], today)
        messages.success(request, _("记下了。"))
        return redirect("subscribing:mine")
    return with_form(request, "subscribing/last.html", form, thing=thing)


@require_POST
@proven
def drop(request: HttpRequest, proof: Code, pk: int) -> HttpResponse:
    """Reminds nobody of one thing any more."""
    ended = keeping.drop(_watch(proof, pk), visitor(request).now)
    messages.success(request, _("这是最后一件，提醒已经全部停止。") if ended else _("这件事不再提醒了。"))
    return redirect("subscribing:mine")


@require_http_methods(["GET", "HEAD", "POST"])
@proven
def erase(request: HttpRequest, proof: Code) -> HttpResponse:
    """Deletes everything about a number, once that was asked for twice."""
    if request.method != "POST":
        return render(request, "subscribing/erase.html", {"address": services.address_of(proof)})
    keeping.erase_all(keeping.own(proof), visitor(request).now)
    visit.end(request)
    return render(request, "subscribing/erased.html")


@require_POST
@private
def leave(request: HttpRequest) -> HttpResponse:
    """Closes the page about one's number before its half hour is over."""
    visit.end(request)
    messages.success(request, _("已经退出。"))
    return redirect("interview:landing")
