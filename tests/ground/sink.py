"""A web server that behaves as badly as its path says, for visits that must survive it."""

import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

REDIRECTS = {
    "/loop": "/loop",
    "/inside": "http://127.0.0.2:{port}/ok",
    "/metadata": "http://169.254.169.254/latest/meta-data/",
    "/mapped": "http://[::ffff:127.0.0.2]:{port}/ok",
    "/file": "file:///etc/passwd",
    "/nowhere": "http://no-such-site.invalid/",
    "/hop/0": "/ok",
    "/relative": "ok",
}
REDIRECTS |= {f"/hop/{number}": f"/hop/{number - 1}" for number in range(1, 8)}
STATUSES = {"/ok": 200, "/missing": 404, "/broken": 500, "/forbidden": 403, "/empty": 204}


class Handler(BaseHTTPRequestHandler):
    """Answers by the path."""

    server: Any
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        """Answer without a body."""
        self.answer()

    def do_GET(self) -> None:
        """Answer."""
        self.answer()

    def answer(self) -> None:
        """Do as the path says."""
        self.server.seen.append((self.command, self.path, self.headers.get("Host"), self.headers.get("User-Agent")))
        path = self.path.partition("?")[0]
        if path in REDIRECTS:
            self.reply(302, Location=REDIRECTS[path].format(port=self.server.server_address[1]))
        elif path in STATUSES:
            self.reply(STATUSES[path])
        else:
            getattr(self, path.strip("/").replace("-", "_"))()

    def reply(self, status: int, **headers: str) -> None:
        """A head and nothing else."""
        self.send_response(status)
        for name, value in {"Content-Length": "0", **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def no_head(self) -> None:
        """HEAD is not known here."""
        self.reply(200 if self.command == "GET" else 405)

    def head_breaks(self) -> None:
        """HEAD ends without an answer."""
        if self.command == "GET":
            self.reply(200)
        else:
            self.hang_up()

    def silent(self) -> None:
        """Nothing is said."""
        self.server.wait()

    def drip(self) -> None:
        """A head that never ends, a line at a time."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(1000):
            try:
                self.wfile.write(b"X-%d: y\r\n" % number)
            except OSError:
                return
            time.sleep(0.1)

    def huge(self) -> None:
        """A body that never ends."""
        self.send_response(200)
        self.end_headers()
        chunk = b"x" * 65536
        while self.command == "GET":
            try:
                self.wfile.write(chunk)
            except OSError:
                return
            self.server.sent += len(chunk)

    def huge_if_got(self) -> None:
        """A body that never ends, where HEAD is refused."""
        if self.command == "HEAD":
            self.reply(405)
        else:
            self.huge()

    def garbage(self) -> None:
        """No HTTP at all."""
        self.wfile.write(b"\x00\x01 hello\r\n\r\n")
        self.hang_up()

    def hang_up(self) -> None:
        """The line goes dead."""
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


class Sink(ThreadingHTTPServer):
    """The server, with what it was asked and how many bytes it got rid of."""

    daemon_threads = True

    def __init__(self, host: str) -> None:
        super().__init__((host, 0), Handler)
        self.seen: list[tuple[str, str, str | None, str | None]] = []
        self.sent = 0
        self.open = True

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])

    def wait(self) -> None:
        """Keep a visitor waiting to the end of the test."""
        while self.open:
            time.sleep(0.05)

    def handle_error(self, *args: Any) -> None:
        """A visitor who leaves early is expected."""


@contextmanager
def sink(host: str = "127.0.0.1", context: ssl.SSLContext | None = None) -> Iterator[Sink]:
    """A server for a test."""
    server = Sink(host)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server
    server.open = False
    server.shutdown()
    server.server_close()
    thread.join(5)
