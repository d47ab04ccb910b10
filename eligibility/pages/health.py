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


class Asking(threading.Thread):
    """One question to a neighbour, and whether it was answered."""

    def __init__(self, ask: Callable[[], None]) -> None:
        super().__init__(daemon=True)
        self.ask = ask
        self.answered = False

    def run(self) -> None:
        """Ask."""
        try:
            self.ask()
        except (DatabaseError, RedisError, OSError):
            return
        self.answered = True


class Probe:
    """Asks one neighbour in a thread of its own, so that nobody waits for an answer that never comes."""

    def __init__(self, ask: Callable[[], None]) -> None:
        self.ask = ask
        self.asking: Asking | None = None
        self.lock = threading.Lock()

    def start(self) -> Asking:
        """Ask, unless the last question is still open: threads must not pile up."""
        with self.lock:
            if self.asking is None or not self.asking.is_alive():
                self.asking = Asking(self.ask)
                self.asking.start()
            return self.asking


def state(asking: Asking, deadline: float) -> str:
    """Say ok or unavailable, by the deadline."""
    asking.join(max(0.0, deadline - time.monotonic()))
    return "ok" if asking.answered else "unavailable"


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
    asked = {name: probe.start() for name, probe in PROBES.items()}
    states = {name: state(asking, deadline) for name, asking in asked.items()}
    return JsonResponse(states, status=200 if set(states.values()) == {"ok"} else 503)
