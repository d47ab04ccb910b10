"""How a browser wants the pages: the size of the text, the simple mode that comes with it, and the kiosk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

SIZE_COOKIE = "text"
SIZES = {"usual": "", "large": "large", "largest": "large largest"}
YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Look:
    """What was chosen; `size` is one of SIZES."""

    size: str = "usual"

    @property
    def simple(self) -> bool:
        """Whether a page shows only what matters most, large and in high contrast."""
        return self.size != "usual"

    @property
    def classes(self) -> str:
        """The classes of the page's root, for the styles."""
        return SIZES[self.size]


def look_of(request: HttpRequest) -> Look:
    """The look of a request; what a cookie says and nobody knows is the usual one."""
    size = request.COOKIES.get(SIZE_COOKIE, "")
    return Look(size if size in SIZES else "usual")


def context(request: HttpRequest) -> dict[str, Any]:
    """Gives each template the look as `look`."""
    return {"look": look_of(request)}


def keep_size(response: HttpResponse, size: str) -> None:
    """Keeps the size in the browser for a year; the usual one, and any that there is not, needs no cookie."""
    if size == "usual" or size not in SIZES:
        response.delete_cookie(SIZE_COOKIE, samesite="Lax")
        return
    response.set_cookie(
        SIZE_COOKIE, size, max_age=YEAR, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE
    )
