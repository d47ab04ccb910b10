"""Eligibility as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EligibilityConfig(AppConfig):
    """What follows for a person."""

    name = "eligibility"
    verbose_name = _("待遇测算")
    default_auto_field = "django.db.models.BigAutoField"
