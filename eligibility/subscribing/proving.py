"""The page that takes the code, whatever it opens."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from eligibility.models import Code
from eligibility.reminders.channels.local import Local
from eligibility.reminders.channels.registry import provider_for
from eligibility.reminders.codes import SENTENCES, TRIES, RefusedError, check
from eligibility.requests import private, visitor, with_form
from eligibility.subscribing import keeping, services, visit
from eligibility.subscribing.forms import CodeForm
from eligibility.subscribing.requests import status_of
from eligibility.subscribing.visit import Visit

OPENS = {
    Code.Purpose.CONFIRM: "subscribing:done",
    Code.Purpose.MANAGE: "subscribing:mine",
    Code.Purpose.CHANGE: "subscribing:mine",
}
WRONG: dict[str, Promise] = {
    "spent": gettext_lazy("试的次数太多了，这个验证码不能用了。请再要一个。"),
    "late": gettext_lazy("这个验证码过了 10 分钟，不能用了。请再要一个。"),
    "used": gettext_lazy("这个验证码已经用过了。请再要一个。"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@private
def enter(request: HttpRequest) -> HttpResponse:
    """Takes the code; a second press of the button leads on like the first."""
    at = visit.load(request, timezone.now())
    if at.waiting is None:
        return redirect(OPENS[Code.Purpose(at.proof.purpose)] if at.proof else "subscribing:mine")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        answer = _checked(request, at, form)
        if answer is not None:
            return answer
    return _page(request, form, at.waiting)


def _checked(request: HttpRequest, at: Visit, form: CodeForm) -> HttpResponse | None:
    """Where a right code leads; None where it was not, and the form says why."""
    code = at.waiting
    assert code is not None  # noqa: S101
    now = timezone.now()
    with transaction.atomic():
        verdict = check(code, form.cleaned_data["code"], now)
        opened = verdict == "right" and _open(request, code, at)
    if opened:
        visit.proven(request, code)
        return redirect(OPENS[Code.Purpose(code.purpose)])
    if verdict == "right":
        visit.end(request)
        return redirect("subscribing:mine")
    form.add_error("code", _left(code) if verdict == "wrong" else str(WRONG[verdict]))
    return None


def _left(code: Code) -> str:
    """How often one may still try."""
    code.refresh_from_db()
    left = TRIES - code.tries
    if not left:
        return str(WRONG["spent"])
    return _("验证码不对。请看清楚再填，还可以试 {left} 次。").format(left=left)


def _open(request: HttpRequest, code: Code, at: Visit) -> bool:
    """Does what a code was asked for."""
    if code.purpose == Code.Purpose.CONFIRM:
        return services.confirm(code, timezone.now()) is not None
    if code.purpose == Code.Purpose.CHANGE:
        if at.proof is None:
            return False
        keeping.change_address(at.proof, services.address_of(code))
        messages.success(request, _("号码换好了。以后的提醒都发到新号码。"))
    return True


@require_POST
@private
def again(request: HttpRequest) -> HttpResponse:
    """Sends another code in the place of one that did not come."""
    at = visit.load(request, timezone.now())
    if at.waiting is None or not at.waiting.address:
        return redirect("subscribing:mine")
    try:
        code = services.again(at.waiting, visitor(request))
    except RefusedError as refused:
        return _page(request, CodeForm(), at.waiting, refused)
    visit.wait_for(request, code)
    messages.success(request, _("又要了一个验证码。请填最后收到的那一个。"))
    return redirect("subscribing:code")


def _page(request: HttpRequest, form: CodeForm, code: Code, refused: RefusedError | None = None) -> HttpResponse:
    """The form, with where the code went; for a number to be looked up nobody learns whether it is known."""
    known = code.purpose != Code.Purpose.MANAGE
    context: dict[str, Any] = {
        "address": services.address_of(code),
        "known": known,
        "here": isinstance(provider_for(code.channel), Local),
        "lost": known and code.state == Code.State.FAILED,
        "back": "subscribing:subscribe" if code.purpose == Code.Purpose.CONFIRM else "subscribing:mine",
    }
    if refused is None:
        return with_form(request, "subscribing/code.html", form, refused="", **context)
    words = str(SENTENCES[refused.kind])
    context |= {"form": form, "refused": words, "faults": [("again", words)]}
    return render(request, "subscribing/code.html", context, status=status_of(refused))
