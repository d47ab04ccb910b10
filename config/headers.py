"""Response headers that Django has no setting for, and the client's address behind a proxy."""

from collections.abc import Callable

from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse

PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "microphone",
        "payment",
        "usb",
    )
)


class HeadersMiddleware:
    """Denies inline script, device features and embedding; reads the client's address from trusted proxies only.

    The policy is the same for every page, so it is built once, not by django-csp's middleware for each answer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.content_security_policy = build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the headers added."""
        request.META["REMOTE_ADDR"] = client_address(request)
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.content_security_policy)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


def client_address(request: HttpRequest) -> str:
    """The address before the trusted proxies; what lies further left in the header is the client's own claim."""
    direct = request.META.get("REMOTE_ADDR", "")
    chain = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    hops = settings.TRUSTED_PROXIES
    return chain[-hops] if 0 < hops <= len(chain) else direct
