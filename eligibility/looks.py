"""How a browser wants the pages: the size of the text, the simple mode that comes with it, and the kiosk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

SIZE_COOKIE, KIOSK_COOKIE = "text", "kiosk"
SIZES = {"usual": "", "large": "large", "largest": "large largest"}
YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Look:
    """What was chosen; `size` is one of SIZES."""

    size: str = "usual"
    kiosk: bool = False

    @property
    def simple(self) -> bool:
        """Whether a page shows only what matters most, large and in high contrast."""
        return self.size != "usual"

    @property
    def classes(self) -> str:
        """The classes of the page's root, for the styles."""
        return " ".join(filter(None, (SIZES[self.size], "kiosk" if self.kiosk else "")))


def look_of(request: HttpRequest) -> Look:
    """The look of a request; what a cookie says and nobody knows is the usual one."""
    size = request.COOKIES.get(SIZE_COOKIE, "")
    return Look(size if size in SIZES else "usual", request.COOKIES.get(KIOSK_COOKIE) == "yes")


def context(request: HttpRequest) -> dict[str, Any]:
    """Gives each template the look as `look`, and where one leaves to where that is elsewhere."""
    return {"look": look_of(request), "leave_url": settings.LEAVE_URL}


def keep_size(response: HttpResponse, size: str) -> None:
    """Keeps the size in the browser for a year; the usual one, and any that there is not, needs no cookie."""
    _keep(response, SIZE_COOKIE, size if size != "usual" and size in SIZES else "")


def keep_kiosk(response: HttpResponse, kiosk: bool) -> None:
    """Makes a kiosk of the browser for a year, or an ordinary one."""
    _keep(response, KIOSK_COOKIE, "yes" if kiosk else "")


def forget_choices(response: HttpResponse) -> None:
    """Takes back the size and the language that the last person at a kiosk chose."""
    _keep(response, SIZE_COOKIE, "")
    response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite=settings.LANGUAGE_COOKIE_SAMESITE)  # type: ignore[arg-type]


def _keep(response: HttpResponse, cookie: str, value: str) -> None:
    if not value:
        response.delete_cookie(cookie, samesite="Lax")
        return
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(cookie, value, max_age=YEAR, samesite="Lax", httponly=True, secure=secure)
