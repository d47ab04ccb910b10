"""A gateway that behaves as it is told, and keeps what it was asked."""

import json
import socket
import ssl
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


class Handler(BaseHTTPRequestHandler):
    """Answers with what the test put there."""

    server: Any
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.seen.append((self.command, self.path, dict(self.headers), body))
        answer = self.server.answer
        if callable(answer):
            answer = answer(self, body)
        if answer is not None:
            self.reply(*answer)

    do_GET = do_POST

    def reply(self, status: int, body: Any = b"", headers: dict[str, str] | None = None) -> None:
        """A whole answer."""
        told = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        # As RFC 9112 has it of a server that was asked to close the line.
        close = {"Connection": "close"} if self.close_connection else {}
        for name, value in {"Content-Length": str(len(told)), **close, **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def hang(handler: Handler, body: bytes) -> None:
    """Nothing is said for as long as the test lasts."""
    while handler.server.open:
        time.sleep(0.02)


def hang_up(handler: Handler, body: bytes) -> None:
    """The line goes dead."""
    handler.close_connection = True
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def drip(handler: Handler, body: bytes) -> None:
    """An answer that never ends, a byte at a time."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    while handler.server.open:
        try:
            handler.wfile.write(b" ")
        except OSError:
            return
        time.sleep(0.02)


class Gateway(ThreadingHTTPServer):
    """The server, with what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: list[tuple[str, str, dict[str, str], bytes]] = []
        self.answer: Any = (200, {"status": "accepted", "id": "g1"})
        self.open = True

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, *args: Any) -> None:
        """A caller who hangs up is expected."""


@contextmanager
def gateway(context: ssl.SSLContext | None = None) -> Iterator[Gateway]:
    """A gateway for a test."""
    server = Gateway()
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server
    server.open = False
    server.shutdown()
    server.server_close()
    thread.join(5)
