"""Whether the process lives, and whether it can serve."""

import os
import threading
import time
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis import Redis, RedisError

SECONDS = 1.8


class Probe:
    """Asks one neighbour in a thread of its own, so that nobody waits for an answer that never comes."""

    def __init__(self, ask: Callable[[], None]) -> None:
        self.ask = ask
        self.asking: threading.Thread | None = None
        self.answered = False

    def start(self) -> None:
        """Ask, unless the last question is still open: threads must not pile up."""
        if self.asking is None or not self.asking.is_alive():
            self.answered = False
            self.asking = threading.Thread(target=self._ask, daemon=True)
            self.asking.start()

    def state(self, deadline: float) -> str:
        """Say ok or unavailable, by the deadline."""
        if self.asking is not None:
            self.asking.join(max(0.0, deadline - time.monotonic()))
        return "ok" if self.answered else "unavailable"

    def _ask(self) -> None:
        try:
            self.ask()
        except (DatabaseError, RedisError, OSError):
            return
        self.answered = True


def ask_database() -> None:
    """Run the smallest query on a connection of this thread's own."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    finally:
        connection.close()


def ask_broker() -> None:
    """Greet Redis, or look whether the queue's folder can be written."""
    if settings.REDIS_URL:
        with Redis.from_url(settings.REDIS_URL, **settings.REDIS_WAITS) as redis:
            redis.ping()
    elif not os.access(settings.QUEUE_DIR, os.W_OK | os.X_OK):
        raise OSError("the queue's folder cannot be written")


PROBES = {"database": Probe(ask_database), "broker": Probe(ask_broker)}


@require_safe
@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """Answer while the process lives."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Say whether database and broker answer."""
    deadline = time.monotonic() + SECONDS
    for probe in PROBES.values():
        probe.start()
    states = {name: probe.state(deadline) for name, probe in PROBES.items()}
    return JsonResponse(states, status=200 if set(states.values()) == {"ok"} else 503)
