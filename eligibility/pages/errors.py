"""Error pages: what happened, what to do, and that nothing typed is lost."""

import sys

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request could not be read."""
    return render(request, "errors/400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The person may not see this."""
    return render(request, "errors/403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came from a page that is too old or from elsewhere; the answers in the session stay."""
    return render(request, "errors/403_csrf.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is no such page."""
    return render(request, "errors/404.html", status=404)


def locked_out(request: HttpRequest, credentials: dict[str, str] | None = None, *args: object) -> HttpResponse:
    """Too many wrong passwords."""
    return render(request, "errors/429.html", status=429)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something of the portal's own failed; a database that is away comes back, so that is said as 503."""
    status = 503 if isinstance(sys.exc_info()[1], OperationalError) else 500
    try:
        return render(request, "errors/500.html", status=status)
    except Exception:
        # The page itself leans on what has failed, so the bare words must do.
        words = _("系统暂时出了问题，不是您弄错了。请过几分钟再试；已经填写的回答还在。")
        return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
