"""Telling a worker of a row that waits: the queue takes it within a second, or it is as if nobody had asked."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping
from typing import Any

from celery import current_app

RING_SECONDS = 1.0
logger = logging.getLogger("reminders")
_ringing = threading.BoundedSemaphore(8)


def rung(task: str, row_id: int | None, expires: int, *, queue: str = "codes", times: int = 1) -> bool:
    """Whether the queue took it in time; a broker that hangs keeps a few threads, never a visitor.

    A task that finds its row by itself is told none, and may be rung for several times.
    """
    if not _ringing.acquire(blocking=False):
        return False
    # What a process imports before its first message is not the queue's fault.
    current_app.finalize(auto=True)
    current_app.connection_for_write().transport  # noqa: B018
    taken, ended = threading.Event(), threading.Event()
    args = [] if row_id is None else [row_id]
    asked = {"name": task, "args": args, "queue": queue, "expires": expires}
    threading.Thread(target=_send, args=(asked, times, taken, ended), daemon=True).start()
    return ended.wait(RING_SECONDS) and taken.is_set()


def _send(asked: Mapping[str, Any], times: int, taken: threading.Event, ended: threading.Event) -> None:
    once_more = {"max_retries": 1, "interval_start": 0}  # a connection that Redis forgot when it was restarted
    try:
        for _ in range(times):
            current_app.send_task(**asked, retry_policy=once_more)
        taken.set()
    except Exception:
        # Whatever a broker raises means the same: it was not taken.
        logger.warning("queue does not answer", exc_info=True)
    finally:
        _ringing.release()
        ended.set()
