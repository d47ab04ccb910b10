"""The outbox of a portal without a provider: every message as it would have gone out."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from eligibility.models import LocalMessage
from eligibility.models.subscriptions import Channel
from eligibility.reminders.channels.local import Local
from eligibility.reminders.channels.registry import provider_for

MOST_SHOWN = 100


@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The newest messages; a portal that sends them shows nobody's."""
    local = any(isinstance(provider_for(channel), Local) for channel in Channel)
    if settings.PRODUCTION or not local:
        raise Http404
    return render(request, "outbox/index.html", {"rows": LocalMessage.objects.all()[:MOST_SHOWN]})
