"""The catalogue as a Django application."""

from pathlib import Path

from django.apps import AppConfig
from django.db.models.signals import pre_save
from django.utils.translation import gettext_lazy as _

FILES = Path(__file__).resolve().parent / "files"


class CatalogConfig(AppConfig):
    """What is promised, and to whom."""

    name = "catalog"
    verbose_name = _("政策目录")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Rows keep what they were before their first change."""
        from catalog.models.baseline import remember

        for model in self.get_models():
            if hasattr(model, "history"):
                pre_save.connect(remember, model)
