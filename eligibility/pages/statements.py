"""What the portal says about privacy and accessibility."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, for how long, and how to have it removed."""
    return render(request, "pages/privacy.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What the portal does for people who see, hear or move with difficulty."""
    return render(request, "pages/accessibility.html")
