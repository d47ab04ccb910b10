"""What must outlive a restored backup: who stopped and who was erased, as lines that are only ever added."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path

from django.conf import settings

from eligibility.models import Kept, Subscription

KEPT_ERASED = "kept erased"


def note_stopped(subscription: Subscription, now: datetime) -> None:
    """A line for a subscription that ended."""
    _write(_of(subscription, "stopped", now))


def note_erased(subscription: Subscription, now: datetime) -> None:
    """A line for a subscription that is deleted."""
    _write(_of(subscription, "erased", now))


def note_kept_erased(row: Kept, now: datetime) -> None:
    """A line for kept answers that are deleted before their time."""
    _write({"at": now.isoformat(), "what": KEPT_ERASED, "digest": row.link_digest})


def path() -> Path:
    """Where the lines are."""
    return Path(settings.LEDGER_DIR) / "ledger.jsonl"


def _of(subscription: Subscription, what: str, now: datetime) -> dict[str, str]:
    return {
        "at": now.isoformat(),
        "what": what,
        "subscription": str(subscription.pk),
        "digest": subscription.address_digest,
        "how": subscription.stopped_how,
    }


def _write(line: dict[str, str]) -> None:
    path().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = os.open(path(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        # One write, on a line of its own even where the one before was cut off.
        os.write(file, f"\n{json.dumps(line)}\n".encode())
        os.fsync(file)
    finally:
        os.close(file)
