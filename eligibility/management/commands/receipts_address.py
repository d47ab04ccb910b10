"""The address that the SMS provider is to post receipts and replies to."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from eligibility.reminders.channels.signing import address_secret


class Command(BaseCommand):
    """Prints it; Alibaba's has a secret in it, which is made from SMS_SECRET and changes with it."""

    help = "Prints the address that the SMS provider is to post receipts and replies to."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the address of the configured provider."""
        if not settings.SMS_PROVIDER:
            raise CommandError("There is no SMS provider: SMS_PROVIDER is not set.")
        if settings.SMS_PROVIDER == "alibaba":
            path = reverse("outbox:alibaba", args=[address_secret(settings.SMS_SECRET)])
        else:
            path = reverse("outbox:gateway")
        self.stdout.write(settings.PORTAL_URL + path)
