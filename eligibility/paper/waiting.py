"""A resident's PDF from the press of a button to the file: asked for, waited for, fetched."""

from __future__ import annotations

from uuid import UUID

from cryptography.fernet import InvalidToken
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from eligibility import session
from eligibility.keeping import WayBack
from eligibility.occasion import Occasion
from eligibility.session import Interview
from eligibility.summaries import fetching, making
from eligibility.usage import visits
from eligibility.usage.counting import What

# A page takes a second; who still waits after that looks again less often.
SOON, LATER = 2, 5


def asked(
    request: HttpRequest, interview: Interview, now: Occasion, form: str, way_back: WayBack | None = None
) -> HttpResponse:
    """Has a PDF made of what follows from an interview, and leads to where it is waited for."""
    visits.did(request, interview, What.PRINTED, now.as_of)
    if request.session.session_key is None:
        request.session.save()
    key, at = request.session.session_key or "", timezone.now()
    try:
        paper = making.ask(interview, now, form, key, at, way_back)
    except making.BusyError:
        response = render(request, "paper/busy.html", status=503)
        response["Retry-After"] = "60"
        return response
    return redirect("paper:waiting", paper.pk)


@require_safe
def waiting(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far a PDF is; looks again by itself, unless `still` is asked for."""
    found = fetching.of_session(pk, request.session.session_key, timezone.now())
    if found is None:
        return gone(request)
    still = "still" in request.GET
    context = {"found": found, "still": still, "again": request.GET.get("again") == "yes"}
    response = render(request, "paper/waiting.html", context)
    if found.under_way and not still:
        # As a header, so that old browsers know it and a page that does not move can do without.
        seconds = LATER if context["again"] else SOON
        response["Refresh"] = f"{seconds}; url={reverse('paper:waiting', args=[pk])}?again=yes"
    return private(response)


@require_safe
def file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The PDF itself."""
    found = fetching.of_session(pk, request.session.session_key, timezone.now())
    if found is None or not found.ready:
        return gone(request) if found is None else redirect("paper:waiting", pk)
    try:
        pieces = fetching.checked(found.paper)
    except InvalidToken:
        return gone(request)
    response = StreamingHttpResponse(pieces, content_type="application/pdf")
    response["Content-Disposition"] = fetching.disposition(_("养老待遇告知单"))
    response["Content-Length"] = found.paper.size
    response["Cache-Control"] = "no-store, private"
    return response


def gone(request: HttpRequest) -> HttpResponse:
    """That a PDF is not there any more, and how to have it made again."""
    return private(render(request, "paper/gone.html", {"kept": session.KEY in request.session}, status=404))


def private(response: HttpResponse) -> HttpResponse:
    """Nothing of it is kept anywhere on the way."""
    response["Cache-Control"] = "no-store, private"
    return response
