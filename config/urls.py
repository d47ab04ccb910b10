"""Every address of the portal."""

from django.contrib import admin
from django.urls import include, path

from eligibility.pages import languages

urlpatterns = [
    path("admin/", admin.site.urls),
    path("i18n/setlang/", languages.choose, name="set_language"),
    path("", include("eligibility.interview.urls")),
    path("", include("eligibility.results.urls")),
    path("", include("eligibility.paper.urls")),
    path("", include("eligibility.subscribing.urls")),
    path("", include("eligibility.sharing.urls")),
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
