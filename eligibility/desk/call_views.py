"""The pages of the call list: on the screen, on paper, and one call by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eligibility.desk import calls, things
from eligibility.desk.access import at_desk, worker
from eligibility.desk.forms import NoteForm, faults
from eligibility.desk.numbers import spoken
from eligibility.models import Call, CallTry

Outcome = CallTry.Outcome
Buttons = list[tuple[str, Promise]]
AT_ONCE: Buttons = [(Outcome.REACHED, Outcome.REACHED.label), (Outcome.NO_ANSWER, Outcome.NO_ANSWER.label)]
AT_THE_DOOR: Buttons = [(Outcome.REACHED, Outcome.REACHED.label), (Outcome.NO_ANSWER, gettext_lazy("家里没人"))]
BESIDES = [Outcome.WILL_DO, Outcome.NEEDS_HELP, Outcome.WRONG_NUMBER, Outcome.DECLINED]
VISITED = [Outcome.WILL_DO, Outcome.DECLINED]
MOST = 200


@dataclass(frozen=True)
class Line:
    """One call as a list shows it; `why` says of a visit what it is for."""

    call: Call
    number: str
    about: list[str]
    why: str

    @property
    def dial(self) -> str:
        """What a phone is given to dial."""
        return self.call.reminder.subscription.address

    @property
    def tries(self) -> list[CallTry]:
        """What came of it so far, the newest first."""
        return list(reversed(self.call.tries.all()))

    @property
    def at_once(self) -> Buttons:
        """What is noted most."""
        return AT_THE_DOOR if self.why else AT_ONCE

    @property
    def besides(self) -> Buttons:
        """What is noted less often."""
        return [(one.value, one.label) for one in (VISITED if self.why else BESIDES)]


def _lines(found: Iterable[Call]) -> list[Line]:
    called = things.rows(timezone.localdate())
    return [
        Line(
            one,
            spoken(one.reminder.subscription.address),
            list(dict.fromkeys(called.get(code, code) for code in one.reminder.benefits)),
            _why_visit(one),
        )
        for one in found
    ]


def _why_visit(call: Call) -> str:
    """Why somebody goes there instead of ringing; nothing of those that are rung."""
    tries = [one.outcome for one in call.tries.all()]
    if tries and tries[-1] == Outcome.NEEDS_HELP:
        return _("要上门帮办")
    if not call.reminder.subscription.address_digest:
        return _("号码不对") if Outcome.WRONG_NUMBER in tries else _("没有电话")
    unanswered = tries.count(Outcome.NO_ANSWER)
    return _("%s 次没人接") % unanswered if unanswered >= calls.TRIES else ""


def _narrowed(request: HttpRequest, found: QuerySet[Call]) -> QuerySet[Call]:
    if street := request.GET.get("street", ""):
        found = found.filter(case__street=street)
    return found.filter(case__opened_by=worker(request)) if "mine" in request.GET else found


def _narrowing(asked: QueryDict) -> dict[str, str]:
    """How a list was narrowed, for the next page."""
    named = {"street": asked.get("street", "")[:40], "mine": "on" if asked.get("mine") else ""}
    return {name: value for name, value in named.items() if value}


@require_safe
@at_desk
def to_ring(request: HttpRequest) -> HttpResponse:
    """Whom to ring today."""
    user, today = worker(request), timezone.localdate()
    whole = calls.to_ring(user, today)
    found = _narrowed(request, whole)
    return _list(request, "ring", whole, found)


@require_safe
@at_desk
def to_visit(request: HttpRequest) -> HttpResponse:
    """Whom to visit."""
    whole = calls.to_visit(worker(request))
    return _list(request, "visit", whole, _narrowed(request, whole))


def _list(request: HttpRequest, which: str, whole: QuerySet[Call], found: QuerySet[Call]) -> HttpResponse:
    user, today = worker(request), timezone.localdate()
    noted = calls.calls_of(user).filter(pk=int(number)).first() if (number := _digits(request, "done")) else None
    context = {
        "which": which,
        "lines": _lines(found[:MOST]),
        "count": found.count(),
        "most": MOST,
        "narrowing": _narrowing(request.GET),
        "narrowed": urlencode(_narrowing(request.GET)),
        "streets": calls.streets(whole),
        "others": calls.to_visit(user).count() if which == "ring" else calls.to_ring(user, today).count(),
        "done": _lines([noted])[0] if noted else None,
        "may_take_back": noted is not None and calls.may_take_back(noted, user, today),
        "today": today,
    }
    return render(request, "desk/calls.html", context)


def _digits(request: HttpRequest, name: str) -> str:
    text = request.GET.get(name, "")
    return text if text.isascii() and text.isdigit() and len(text) < 18 else ""


@require_safe
@at_desk
def on_paper(request: HttpRequest) -> HttpResponse:
    """The list to carry: whom to ring and whom to visit, with room to write."""
    user, today = worker(request), timezone.localdate()
    context = {
        "parts": [
            (_("今天要打的电话"), _lines(_narrowed(request, calls.to_ring(user, today))[:MOST])),
            (_("要上门的"), _lines(_narrowed(request, calls.to_visit(user))[:MOST])),
        ],
        "narrowing": _narrowing(request.GET),
        "outcomes": [label for _value, label in CallTry.Outcome.choices],
        "today": today,
    }
    return render(request, "desk/calls_paper.html", context)


def _call(request: HttpRequest, pk: int) -> Call:
    return get_object_or_404(calls.calls_of(worker(request)), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One call with its history and what to tell; a POST notes what came of it."""
    call, today = _call(request, pk), timezone.localdate()
    form = NoteForm(today, request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        return _noted(request, call, form)
    context = _shown(request, call) | {"faults": list(faults(form)) if form else [], "form": form or NoteForm(today)}
    return render(request, "desk/call.html", context, status=422 if form else 200)


def _shown(request: HttpRequest, call: Call) -> dict[str, object]:
    today = timezone.localdate()
    line = _lines([call])[0]
    going = calls.open_calls(worker(request)).filter(pk=call.pk).exists()
    return {
        "line": line,
        "call": call,
        "advice": things.advice_on(call.reminder.benefits, today),
        "open": going,
        "may_take_back": calls.may_take_back(call, worker(request), today),
        "which": request.POST.get("from", "visit" if line.why else "ring"),
        "narrowing": _narrowing(request.POST),
        "today": today,
    }


def _noted(request: HttpRequest, call: Call, form: NoteForm) -> HttpResponse:
    found = form.cleaned_data
    outcome = Outcome(found["outcome"])
    if outcome in calls.FINAL and "sure" not in request.POST:
        context = _shown(request, call) | {"outcome": outcome, "note": found["note"], "seen": found["seen"]}
        return render(request, "desk/call_sure.html", context)
    try:
        calls.note(
            call,
            outcome,
            found["note"],
            by=worker(request),
            now=timezone.now(),
            seen=found["seen"],
            next_on=found["next_on"],
        )
    except calls.SeenBeforeError:
        context = _shown(request, _call(request, call.pk)) | {"form": NoteForm(timezone.localdate()), "late": True}
        return render(request, "desk/call.html", context, status=409)
    return redirect(_back(request, call))


def _back(request: HttpRequest, call: Call) -> str:
    """The list that the button was pressed on, with the call just noted on top."""
    name = "desk:visits" if request.POST.get("from") == "visit" else "desk:calls"
    asked = {"done": str(call.pk), **_narrowing(request.POST)}
    return f"{reverse(name)}?{urlencode(asked)}"


@require_POST
@at_desk
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes the last note back, where it was a mistake."""
    call = _call(request, pk)
    calls.take_back(call, by=worker(request), now=timezone.now())
    return redirect("desk:call", call.pk)
