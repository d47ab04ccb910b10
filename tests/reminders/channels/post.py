"""A mail server that takes what it is given, or misbehaves at the step that a test names."""

import socket
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

Answer = str | Callable[[SMTP], None]


class Post:
    """What arrived, and what is answered at each step; nothing there is the usual answer."""

    def __init__(self) -> None:
        self.seen: list[Envelope] = []
        self.answers: dict[str, Answer] = {}
        self.port = 0

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if "rcpt" not in self.answers:
            envelope.rcpt_tos.append(address)
        return self.answer(server, "rcpt")

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.answer(server, "mail")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.seen.append(envelope)
        return self.answer(server, "data")

    def answer(self, server: SMTP, step: str) -> str:
        """What is said at a step."""
        told = self.answers.get(step, "250 OK")
        if isinstance(told, str):
            return told
        told(server)
        return "250 OK"


def hang_up(server: Any) -> None:
    """The line goes dead."""
    line = server.transport.get_extra_info("socket")
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    server.transport.abort()


@contextmanager
def post() -> Iterator[Post]:
    """A mail server for a test."""
    handler = Post()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        handler.port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    try:
        yield handler
    finally:
        controller.stop()
