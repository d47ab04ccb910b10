"""One HTTP request to a provider, in at most ten seconds; what went wrong tells whether it can have been read."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from http.client import HTTPException
from threading import Event, Timer
from time import monotonic
from urllib.parse import urlsplit

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

SECONDS_TO_CONNECT = 4.0
# From the first packet to the last byte of the answer, however slowly it drips.
SECONDS_IN_ALL = 10.0
MOST_BYTES = 64 * 1024


class NotSent(Exception):
    """No line was had, so that nothing was sent."""


class NoAnswer(Exception):
    """The request may have been read, but there is no answer to it that can be."""


@dataclass(frozen=True)
class Answer:
    """A status, the time in which to come again where one was named, and the body."""

    status: int
    retry_after: str
    body: bytes


def path_of(url: str) -> str:
    """What is asked of the host, as it is signed."""
    return urlsplit(url).path or "/"


def call(method: str, url: str, headers: Mapping[str, str], body: bytes = b"") -> Answer:
    """Send one request over a line of its own and read the answer; redirects are answers too."""
    began, connection = monotonic(), _connection(url)
    with closing(connection):
        try:
            connection.connect()
        except (HTTPException, HTTPError, OSError, ValueError) as fault:
            raise NotSent from fault
        # A name may be looked up for long, or the process have been frozen: by now somebody else may ask what became
        # of the message, be told that it is not there, and send it.
        if monotonic() - began > SECONDS_TO_CONNECT + 1:
            raise NotSent
        # Of its own: the connection lets go of it while the answer's body is still to be read.
        line = connection.sock
        with in_time(lambda: line, SECONDS_IN_ALL - (monotonic() - began)) as late:
            try:
                answer = _asked(connection, method, path_of(url), headers, body)
            except (HTTPException, HTTPError, OSError, ValueError) as fault:
                raise NoAnswer from fault
        if late.is_set():
            raise NoAnswer
        return answer


@contextmanager
def in_time(line: Callable[[], socket.socket | None], seconds: float) -> Iterator[Event]:
    """Hang up when the time is over; the event says that it was."""
    late = Event()

    def hang_up() -> None:
        late.set()
        try:
            if (sock := line()) is not None:
                sock.shutdown(socket.SHUT_RDWR)
        except OSError:  # it has just ended by itself
            return

    timer = Timer(seconds, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield late
    finally:
        timer.cancel()


@lru_cache(maxsize=1)
def secure() -> ssl.SSLContext:
    """TLS with the certificates that this machine trusts."""
    return ssl.create_default_context()


def _connection(url: str) -> HTTPConnection:
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme == "http":
        return HTTPConnection(host, parts.port or 80, timeout=SECONDS_TO_CONNECT)
    return HTTPSConnection(host, parts.port or 443, timeout=SECONDS_TO_CONNECT, ssl_context=secure())


def _asked(connection: HTTPConnection, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
    connection.timeout = SECONDS_IN_ALL
    connection.sock.settimeout(SECONDS_IN_ALL)
    sent = {"User-Agent": "ElderCarePortal/1.0", "Connection": "close", **headers}
    connection.request(method, path, body=body or None, headers=sent, preload_content=False, decode_content=False)
    answer = connection.getresponse()
    read = answer.read(MOST_BYTES + 1)
    if len(read) > MOST_BYTES:
        raise ValueError("the answer has no end")
    return Answer(answer.status, answer.headers.get("Retry-After", ""), read)
