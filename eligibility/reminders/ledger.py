"""What must outlive a restored backup: who stopped and who was erased, as lines that are only ever added."""

from __future__ import annotations

import json
import os
from datetime import datetime

from django.conf import settings

from eligibility.models import Subscription


def note_stopped(subscription: Subscription, now: datetime) -> None:
    """A line for a subscription that ended."""
    _write("stopped", subscription, now)


def note_erased(subscription: Subscription, now: datetime) -> None:
    """A line for a subscription that is deleted."""
    _write("erased", subscription, now)


def _write(what: str, subscription: Subscription, now: datetime) -> None:
    line = {
        "at": now.isoformat(),
        "what": what,
        "subscription": str(subscription.pk),
        "digest": subscription.address_digest,
    }
    settings.LEDGER_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (settings.LEDGER_DIR / "ledger.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
        file.flush()
        os.fsync(file.fileno())
