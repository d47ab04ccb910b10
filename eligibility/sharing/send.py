"""The way back, sent to a relative's phone or mailbox."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eligibility.keeping import sending
from eligibility.keeping.ways import held_in
from eligibility.reminders.channels.registry import offered
from eligibility.reminders.limits import RefusedError
from eligibility.requests import private, visitor, with_form
from eligibility.sharing.forms import SendForm


@require_http_methods(["GET", "HEAD", "POST"])
@private
def send(request: HttpRequest) -> HttpResponse:
    """Where it is to go."""
    asks = visitor(request)
    found, channels = held_in(request, asks.now), offered()
    if found is None or not found[0].whole or not channels:
        return redirect("sharing:keep")
    form = SendForm(request.POST if request.method == "POST" else None, channels)
    status = 0
    if form.is_valid():
        try:
            sending.share(found[0], form.address, asks)
        except RefusedError as refused:
            form.add_error(form.first, str(sending.SENTENCES[refused.kind]))
            status = 503 if refused.kind == "away" else 429
        else:
            # Masked: until it is shown, a message travels in a cookie.
            messages.success(request, _("正在发到 {address}，一两分钟里会到。").format(address=form.address))
            return redirect("sharing:keep")
    return with_form(request, "sharing/send.html", form, status)
