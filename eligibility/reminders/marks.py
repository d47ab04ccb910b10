"""How far the portal has come, kept outside of its database too: by this a restored backup is known."""

from __future__ import annotations

import logging
import os

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction

from eligibility.models import Pulse, Subscription

logger = logging.getLogger("reminders")
KEY = "reminders-ticks"
# The cluster, its timeline, which a restored or promoted one begins anew, and the database in it.
IDENTITY = """
SELECT system_identifier || '/' || timeline_id || '/' ||
    (SELECT oid FROM pg_database WHERE datname = current_database())
FROM pg_control_system(), pg_control_checkpoint()
"""


def identity() -> str:
    """Which database this is; empty where it does not tell."""
    if connection.vendor != "postgresql":
        return ""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(IDENTITY)
            return str(cursor.fetchone()[0])
    except DatabaseError:  # a login that may not ask
        return ""


def newest() -> int:
    """The highest number of a tick that is known of outside; 0 where none is."""
    return max(_of_file(), _of_cache())


def keep(number: int) -> None:
    """Note a number outside, after the database has it: the other way round a crash would look like a restore."""
    try:
        settings.LEDGER_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = settings.LEDGER_DIR / f"ticks.{os.getpid()}"
        fresh.write_text(str(number), encoding="ascii")
        fresh.replace(settings.LEDGER_DIR / "ticks")
    except OSError:
        logger.exception("mark not written")
    try:
        cache.set(KEY, number, timeout=None)
    except Exception:  # Redis may be away for any reason; the file remains
        logger.warning("mark not cached")


def forgotten(pulse: Pulse, database: str, mark: int) -> bool:
    """Whether this database knows less than what has been; one without anybody in it has nobody to write to."""
    other = bool(pulse.database and database and pulse.database != database)
    return (other or pulse.number < mark) and Subscription.objects.exists()


def _of_file() -> int:
    try:
        return _number((settings.LEDGER_DIR / "ticks").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0


def _of_cache() -> int:
    try:
        return _number(str(cache.get(KEY) or 0))
    except Exception:  # Redis may be away for any reason; the file remains
        return 0


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0
