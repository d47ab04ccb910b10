"""An email as it goes over the line; nothing that anybody typed can add a header to it."""

from __future__ import annotations

from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr

from django.conf import settings

from eligibility.reminders.channels.interface import Outgoing

LINES = SMTP.clone(cte_type="7bit")
NAME_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.!#$%&'*+-/=?^_`{|}~")
HOST_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-.")


def letter(message: Outgoing) -> bytes:
    """The message with its headers; raises ValueError where one would not be a single line."""
    written = EmailMessage(policy=LINES)
    written["From"] = Address(parseaddr(settings.EMAIL_FROM)[0] or settings.SMS_SENDER, addr_spec=sender())
    written["To"] = Address(addr_spec=mailbox(message.address))
    written["Subject"] = message.subject
    written["Date"] = datetime.now(UTC)
    written["Message-ID"] = f"<{message.message_id}@{sender().rpartition('@')[2]}>"
    written["Auto-Submitted"] = "auto-generated"
    written.set_content(message.text + "\n")
    return one_click(message.stop_link) + written.as_bytes()


def one_click(link: str) -> bytes:
    """The headers by which a mail program stops the reminders (RFC 8058); whole, as they must not be folded."""
    if not link:
        return b""
    if not (link.isascii() and link.isprintable()) or set(link) & set(" <>,"):
        raise ValueError("not a link")
    lines = [f"List-Unsubscribe: <{link}>", "List-Unsubscribe-Post: List-Unsubscribe=One-Click", ""]
    return "\r\n".join(lines).encode("ascii")


def sender() -> str:
    """The portal's own mailbox."""
    return mailbox(parseaddr(settings.EMAIL_FROM)[1])


def mailbox(address: str) -> str:
    """One plain mailbox, its host as its own server knows it; raises ValueError where it is none."""
    name, _at, host = address.rpartition("@")
    encoded = host.encode("idna").decode("ascii").lower()
    whole = bool(name and encoded) and len(address) <= 254 and name.strip(".") == name and ".." not in name
    if not whole or set(name) - NAME_LETTERS or set(encoded) - HOST_LETTERS:
        raise ValueError("not a mailbox")
    return f"{name}@{encoded}"
