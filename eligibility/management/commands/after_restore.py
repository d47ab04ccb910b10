"""Sends again after a backup was put back: ends who had ended since, and looks up what may have gone out."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from eligibility.reminders import braking, restoring


class Command(BaseCommand):
    """Run once, after the database is whole and the ledger's folder is in its place."""

    help = "Makes a restored database safe to send reminders from, and goes on sending."

    def handle(self, *args: Any, **options: Any) -> None:
        """Replay the ledger, doubt what is open, and end the hold, also one that no tick has found yet."""
        ended, doubted = restoring.after_restore(None, braking.clock())
        self.stdout.write(f"Ended again: {ended}. To be looked up before they are sent: {doubted}.")
