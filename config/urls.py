"""Every address of the portal."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("eligibility.interview.urls")),
    path("", include("eligibility.results.urls")),
    path("", include("eligibility.subscribing.urls")),
    path("", include("eligibility.trial.urls")),
    path("", include("eligibility.catalogue.urls")),
    path("", include("eligibility.api.urls")),
    path("", include("eligibility.pages.urls")),
    path("", include("eligibility.desk.urls")),
    path("", include("eligibility.outbox.urls")),
    path("", include("eligibility.insight.urls")),
]

handler400 = "eligibility.pages.errors.bad_request"
handler403 = "eligibility.pages.errors.permission_denied"
handler404 = "eligibility.pages.errors.page_not_found"
handler500 = "eligibility.pages.errors.server_error"
