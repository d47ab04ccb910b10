"""Phone numbers and mailboxes as they are shown: enough to know one's own by, no more."""

from __future__ import annotations


def masked(address: str) -> str:
    """A number with its middle hidden, a mailbox with most of its name: 138****5678, z***@example.com."""
    name, at, host = address.partition("@")
    if at:
        return f"{name[:1]}***@{host}"
    number = address.removeprefix("+86")
    return f"{number[:3]}****{number[-4:]}" if len(number) >= 9 else f"{number[:1]}****"
