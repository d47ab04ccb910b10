"""Every address of the portal."""

from importlib import import_module

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

ROOMS = ["interview", "results", "api", "pages"]


def room_urls() -> list[URLPattern | URLResolver]:
    found = []
    for room in ROOMS:
        try:
            import_module(f"eligibility.{room}.urls")
        except ModuleNotFoundError as error:
            print(f"room {room} is not ready: {error}")
            continue
        found.append(path("", include(f"eligibility.{room}.urls")))
    return found


urlpatterns = [
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    *room_urls(),
]

handler400 = "eligibility.pages.errors.bad_request"
handler403 = "eligibility.pages.errors.permission_denied"
handler404 = "eligibility.pages.errors.page_not_found"
handler500 = "eligibility.pages.errors.server_error"
