"""Telling a worker of a row that waits: the queue takes it within a second, or it is as if nobody had asked."""

from __future__ import annotations

import logging
import threading

from celery import current_app

RING_SECONDS = 1.0
logger = logging.getLogger("reminders")
_ringing = threading.BoundedSemaphore(8)


def rung(task: str, row_id: int, expires: int) -> bool:
    """Whether the queue took it in time; a broker that hangs keeps a few threads, never a visitor."""
    if not _ringing.acquire(blocking=False):
        return False
    # What a process imports before its first message is not the queue's fault.
    current_app.finalize(auto=True)
    current_app.connection_for_write().transport  # noqa: B018
    taken, ended = threading.Event(), threading.Event()
    threading.Thread(target=_send, args=(task, row_id, expires, taken, ended), daemon=True).start()
    return ended.wait(RING_SECONDS) and taken.is_set()


def _send(task: str, row_id: int, expires: int, taken: threading.Event, ended: threading.Event) -> None:
    once_more = {"max_retries": 1, "interval_start": 0}  # a connection that Redis forgot when it was restarted
    try:
        current_app.send_task(task, args=[row_id], queue="codes", retry_policy=once_more, expires=expires)
        taken.set()
    except Exception:
        # Whatever a broker raises means the same: it was not taken.
        logger.warning("queue does not answer", exc_info=True)
    finally:
        _ringing.release()
        ended.set()
