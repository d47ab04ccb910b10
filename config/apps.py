"""The wiring as a Django application, so that its start-up checks are registered."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Registers the start-up checks."""

    name = "config"

    def ready(self) -> None:
        """Register them."""
        from config import checks  # noqa: F401
