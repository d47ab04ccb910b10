"""The link in each message: looking at it changes nothing, since mail scanners look; pressing the button ends it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from eligibility.addresses import masked
from eligibility.models import Subscription
from eligibility.reminders.stopping import stop as end
from eligibility.requests import private


@csrf_exempt  # mail programs press the button by themselves (RFC 8058), and the code in the address is what counts
@require_http_methods(["GET", "HEAD", "POST"])
@private
def stop(request: HttpRequest, code: str) -> HttpResponse:
    """Asks whether to stop; stops."""
    subscription = Subscription.objects.filter(stop_code=code.upper()[:12]).first() if "\x00" not in code else None
    if subscription is None:
        return render(request, "subscribing/unknown.html", status=404)
    if request.method == "POST":
        end(subscription, Subscription.Stop.LINK, timezone.now())
    stopped = subscription.state == Subscription.State.STOPPED
    context = {"subscription": subscription, "stopped": stopped, "masked": masked(subscription.address)}
    return render(request, "subscribing/stop.html", context)
