"""Every address of the portal."""

from importlib.util import find_spec

from django.contrib import admin
from django.urls import include, path

ROOMS = ["interview", "results", "api", "pages"]

urlpatterns = [
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    *[
        path("", include(f"eligibility.{room}.urls"))
        for room in ROOMS
        if find_spec(f"eligibility.{room}") and find_spec(f"eligibility.{room}.urls")
    ],
]
handler400 = "eligibility.pages.errors.bad_request"
handler403 = "eligibility.pages.errors.permission_denied"
handler404 = "eligibility.pages.errors.page_not_found"
handler500 = "eligibility.pages.errors.server_error"
