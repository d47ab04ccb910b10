"""Emails over SMTP. A mail server cannot be asked afterwards: what is in doubt stays so until somebody decides."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from smtplib import SMTP, SMTP_SSL, SMTPException
from threading import Event
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from eligibility.reminders.channels import calling
from eligibility.reminders.channels.interface import Found, Outcome, Outgoing
from eligibility.reminders.channels.letters import letter, mailbox, sender

# Where a mail server says "later": greylisting lasts five minutes as a rule.
LATER = 300
DONE, GO_ON = {250, 251}, {354}


class NotTaken(Exception):
    """The server said no, for certain."""

    def __init__(self, status: int, said: bytes) -> None:
        super().__init__(status)
        self.outcome = judged(status, said)


class Smtp:
    """The mail server of EMAIL_URL."""

    name = "smtp"
    looks_up = False
    absent_after = timedelta(0)

    def send(self, message: Outgoing) -> Outcome:
        """Hand a message over, once; its Message-ID is the same however often it is tried."""
        try:
            sender()
        except ValueError:
            return Outcome("broken", code="sender")
        try:
            written, recipient = letter(message), mailbox(message.address)
        except (ValueError, IndexError):
            return Outcome("refused", code="address")
        try:
            with _line() as (line, late):
                _envelope(line, recipient)
                if late.is_set():
                    return Outcome("broken", code="slow")
                return _handed_over(line, written)
        except NotTaken as refusal:
            return refusal.outcome
        except (SMTPException, OSError, ValueError):
            return Outcome("broken", code="no_line")

    def look_up(self, message: Outgoing, sent_on: date) -> Found:
        """There is nobody to ask."""
        return Found("silent")


def _envelope(line: SMTP, recipient: str) -> None:
    """From whom and to whom, up to the server's leave to go on: nothing of the message was said yet."""
    status, _said = line.mail(sender())
    if status not in DONE:
        raise SMTPException("the sender is not welcome")
    _expect(line.rcpt(recipient), DONE)
    _expect(line.docmd("data"), GO_ON)


def _handed_over(line: SMTP, written: bytes) -> Outcome:
    """The message itself: from its first byte on only an answer of the server's tells what became of it."""
    lines = b"\r\n".join(b"." + one if one.startswith(b".") else one for one in written.split(b"\r\n"))
    try:
        line.send(lines + (b"" if lines.endswith(b"\r\n") else b"\r\n") + b".\r\n")
        answer = line.getreply()
    except (SMTPException, OSError, ValueError):
        return Outcome("unknown", code="no_answer")
    with suppress(SMTPException, OSError, ValueError):
        line.docmd("quit")
    if answer[0] in DONE:
        return Outcome("accepted", code=str(answer[0]))
    return Outcome("unknown", code="unreadable") if answer[0] < 400 else judged(*answer)


def judged(status: int, said: bytes) -> Outcome:
    """What a refusal means: not now, never, or (5.7.x and the like) that the server refuses the portal itself."""
    code = str(status)
    if 400 <= status < 500:
        return Outcome("later", code=code, after=LATER)
    about_us = status in {500, 501, 502, 503, 530, 535} or said.startswith(b"5.7.")
    return Outcome("refused", code=code) if 500 <= status < 600 and not about_us else Outcome("broken", code=code)


def _expect(answer: tuple[int, bytes], wanted: set[int]) -> None:
    if answer[0] not in wanted:
        raise NotTaken(*answer)


@contextmanager
def _line() -> Iterator[tuple[SMTP, Event]]:
    """A line to the server, secured and signed in where the settings say so; all of it in ten seconds."""
    mail: dict[str, Any] = settings.EMAIL
    opened: list[SMTP] = []
    with calling.in_time(lambda: opened[0].sock if opened else None, calling.SECONDS_IN_ALL) as late:
        line = _opened(mail, opened)
        try:
            line.ehlo_or_helo_if_needed()
            if mail.get("EMAIL_USE_TLS"):
                line.starttls(context=calling.secure())
            if mail.get("EMAIL_HOST_USER"):
                line.login(mail["EMAIL_HOST_USER"], mail["EMAIL_HOST_PASSWORD"])
            yield line, late
        finally:
            line.close()


def _opened(mail: dict[str, Any], opened: list[SMTP]) -> SMTP:
    ours = urlsplit(settings.PORTAL_URL).hostname or "[127.0.0.1]"
    options: dict[str, Any] = {"timeout": calling.SECONDS_TO_CONNECT, "local_hostname": ours}
    host, port = mail["EMAIL_HOST"], mail.get("EMAIL_PORT") or 0
    if mail.get("EMAIL_USE_SSL"):
        return SecureLine(opened, host, port, context=calling.secure(), **options)
    return Line(opened, host, port, **options)


class _Watched:
    """A line that is known to whoever watches the time before the server has said a word."""

    def __init__(self, opened: list[Any], *where: Any, **options: Any) -> None:
        opened.append(self)
        super().__init__(*where, **options)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        """The socket; a server that answers at all may take its time to greet."""
        found: socket.socket = super()._get_socket(host, port, timeout)  # type: ignore[misc]
        found.settimeout(calling.SECONDS_IN_ALL)
        return found


class Line(_Watched, SMTP):
    """A line that may be secured later."""


class SecureLine(_Watched, SMTP_SSL):
    """A line under TLS from the first byte."""
