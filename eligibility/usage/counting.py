"""Counts gathered in the process and written every half minute: nothing of one person, and nothing a page waits for."""

from __future__ import annotations

import atexit
import logging
import threading
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.db import Error, connection, transaction

from eligibility.models import UsageCount

logger = logging.getLogger("usage")
What = UsageCount.What
ADD = """
INSERT INTO eligibility_usagecount (day, what, "key", edition, count) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (day, what, "key", edition) DO UPDATE SET count = eligibility_usagecount.count + excluded.count
"""


class Cell(NamedTuple):
    """What is counted together."""

    day: date
    what: str
    key: str = ""  # a question or a benefit
    edition: str = ""


class Tally:
    """What one process has counted and not yet written."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[Cell] = Counter()
        self._writer: threading.Thread | None = None

    def add(self, cells: Mapping[Cell, int]) -> None:
        """Count some more."""
        with self._lock:
            self._counts.update(cells)
            if self._writer is None:
                self._writer = threading.Thread(target=_write_again_and_again, name="usage", daemon=True)
                self._writer.start()

    def take(self) -> Mapping[Cell, int]:
        """All of it, once."""
        with self._lock:
            taken, self._counts = self._counts, Counter()
        return taken


_tally = Tally()


def count(*cells: Cell) -> None:
    """Count each of these once more; it asks the database nothing."""
    if cells and counting():
        _tally.add(Counter(cells))


def counting() -> bool:
    """Whether the portal counts at all."""
    return bool(settings.USAGE_SECONDS)


def flush() -> None:
    """Write what was counted; where the database is away, it is lost, and nobody waits for it."""
    counts = _tally.take()
    if not counts:
        return
    try:
        write(counts)
    except Error:
        logger.warning("usage lost", extra={"fields": {"cells": len(counts)}})


def write(counts: Mapping[Cell, int]) -> None:
    """Add to the totals; always in one order, so that two processes never wait for each other."""
    rows = [
        (connection.ops.adapt_datefield_value(cell.day), *cell[1:], times) for cell, times in sorted(counts.items())
    ]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(ADD, rows)


def _write_again_and_again() -> None:
    pause = threading.Event()
    while not pause.wait(settings.USAGE_SECONDS or 1):
        flush()
        connection.close()


atexit.register(flush)
