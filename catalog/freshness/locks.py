"""One at a time among all processes: a lock that a process which dies lets go of by itself."""

from __future__ import annotations

import fcntl
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from zlib import crc32

from django.conf import settings
from django.db import connection

HERE: dict[str, Lock] = defaultdict(Lock)


@contextmanager
def alone(name: str) -> Iterator[bool]:
    """Whether nobody else is inside; on PostgreSQL among all machines, otherwise among those of this one."""
    here = HERE[name]
    if not here.acquire(blocking=False):  # PostgreSQL would let the same session in twice
        yield False
        return
    try:
        with _in_postgresql(name) if connection.vendor == "postgresql" else _in_a_file(name) as got:
            yield got
    finally:
        here.release()


@contextmanager
def _in_postgresql(name: str) -> Iterator[bool]:
    key = crc32(name.encode())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        got = bool(cursor.fetchone()[0])
    try:
        yield got
    finally:
        if got:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


@contextmanager
def _in_a_file(name: str) -> Iterator[bool]:
    with (settings.VAR_DIR / f"{name}.lock").open("w", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
