"""Addresses of the health checks and the statements."""

from django.urls import path

from eligibility.pages import health, statements

app_name = "pages"
urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("privacy", statements.privacy, name="privacy"),
    path("accessibility", statements.accessibility, name="accessibility"),
]
