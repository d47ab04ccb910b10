"""Somebody who looks at the portal's pages all the while, from addresses of their own."""

from __future__ import annotations

import http.client
import json
import time
from contextlib import closing
from dataclasses import dataclass
from threading import Event, Thread

PAUSE, PATIENCE = 0.4, 15
PERSON = {"birth_date": "1944-03-02", "hukou": "quzhou", "residence": "quzhou"}
VISITS = (("GET", "/"), ("POST", "/api/v1/screenings"), ("GET", "/services/"), ("GET", "/admin/login/"))


@dataclass(frozen=True)
class Visit:
    """One page that was asked for."""

    at: float
    path: str
    status: int
    seconds: float


class Visitor(Thread):
    """Visits until told to stop; keeps what each visit was answered with, and how long that took."""

    def __init__(self, port: int) -> None:
        super().__init__(daemon=True)
        self.port, self.over = port, Event()
        self.visits: list[Visit] = []

    def run(self) -> None:
        """Visit."""
        number = 0
        while not self.over.wait(PAUSE):
            number += 1
            self.visits.append(self.visit(number, *VISITS[number % len(VISITS)]))

    def visit(self, number: int, method: str, path: str) -> Visit:
        """One visit; an answer that never comes counts as 599."""
        headers = {"Host": "portal.test", "X-Forwarded-Proto": "https", "Content-Type": "application/json"}
        headers["X-Forwarded-For"] = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        at, body = time.time(), json.dumps({"facts": PERSON}) if method == "POST" else None
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
                connection.request(method, path, body, headers)
                answer = connection.getresponse()
                answer.read()
                status = answer.status
        except OSError:
            status = 599
        return Visit(at, path, status, time.time() - at)

    def between(self, began: float, ended: float) -> tuple[int, int, float]:
        """How many pages were asked for in a time, how many failed, and how long the slowest took."""
        seen = [visit for visit in self.visits if began <= visit.at <= ended]
        return len(seen), sum(visit.status >= 500 for visit in seen), max((v.seconds for v in seen), default=0.0)
