"""What became of it: a code from the results page, and later, with the code, whether it was granted."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from eligibility import session
from eligibility.insight.forms import OutcomesForm, TicketForm
from eligibility.insight.knowing import finished, had
from eligibility.insight.report import books_of
from eligibility.keeping import TOO_MANY, TooManyError, guess
from eligibility.models import Ticket, Try
from eligibility.occasion import Occasion, on_occasion
from eligibility.requests import private, visitor, with_form
from eligibility.usage import tickets, visits
from eligibility.usage.tickets import Told

UNKNOWN: Promise = _("没有这个反馈码。请对着纸上写的，再填一次。")
SPENT: Promise = _("这个反馈码已经用过了。一个码只用一次，谢谢您。")


@require_POST
@private
@on_occasion
def ticket(request: HttpRequest, now: Occasion) -> HttpResponse:
    """Gives a code for the benefits of the results, once; a trial of the staff's gets none."""
    interview = finished(request, now)
    if interview is None:
        return redirect("interview:check")
    found = had(interview, now)
    if found and not interview.ticket and visits.counts(request, interview):
        told = [Told(one.rulebook.edition, one.benefit.code) for one in found]
        interview.ticket = tickets.issue(told, now.as_of)
        session.save(request, interview)
    return redirect(reverse("results:results") + "#became")


@require_http_methods(["GET", "HEAD", "POST"])
@private
def enter(request: HttpRequest) -> HttpResponse:
    """Takes the code."""
    form = TicketForm(request.POST if request.method == "POST" else None)
    status = 0
    if form.is_valid():
        code = form.cleaned_data["code"]
        found, status = _opened(request, code, form)
        if found is not None:
            return redirect("insight:outcomes", code)
    return with_form(request, "insight/code.html", form, status)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def outcomes(request: HttpRequest, code: str) -> HttpResponse:
    """Asks of each benefit what became of it, and counts the answers; the code is spent with them."""
    form = TicketForm({"code": code})
    found, status = _opened(request, form.cleaned_data["code"], form) if form.is_valid() else (None, 404)
    if found is None:
        return with_form(request, "insight/code.html", form, status or 404)
    asked = OutcomesForm(request.POST if request.method == "POST" else None, _names(found))
    if asked.is_valid():
        if tickets.spend(found, asked.outcomes, visitor(request).today):
            return render(request, "insight/thanks.html")
        form.add_error("code", str(SPENT))
        return with_form(request, "insight/code.html", form, 409)
    return with_form(request, "insight/outcomes.html", asked)


def _opened(request: HttpRequest, code: str, form: TicketForm) -> tuple[Ticket | None, int]:
    """What a code opens; where nothing, the form says why, and with which status."""
    asks = visitor(request)
    try:
        found = guess(Try.What.FEEDBACK, asks.network, asks.now, lambda: tickets.find(code))
    except TooManyError as refused:
        form.add_error("code", str(TOO_MANY[refused.kind]))
        return None, 429
    if found is None or found.spent:
        form.add_error("code", str(UNKNOWN if found is None else SPENT))
        return None, 0
    return found, 0


def _names(ticket: Ticket) -> list[tuple[str, str]]:
    """The benefits of a ticket, by code and name, in the order of the lists."""
    told = tickets.told(ticket)
    wanted = {one.benefit for one in told}
    books = books_of({one.edition for one in told})
    listed = (one for book in books for item in book.rulebook["items"] for one in item["benefits"])
    return [(one["code"], gettext(one["name"])) for one in listed if one["code"] in wanted]
