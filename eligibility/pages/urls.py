"""Addresses of the health checks and the statements."""

from django.urls import path

from eligibility.pages import health, kiosk, leaving, statements

app_name = "pages"
urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("privacy", statements.privacy, name="privacy"),
    path("accessibility", statements.accessibility, name="accessibility"),
    path("leave/", leaving.leave, name="leave"),
    path("today/", leaving.today, name="today"),
    path("kiosk/", kiosk.begin, name="kiosk"),
    path("kiosk/end/", kiosk.end, name="kiosk-end"),
    path("kiosk/over/", kiosk.over, name="kiosk-over"),
]
