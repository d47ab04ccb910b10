"""How long a text message is, as the networks of China bill it."""

from __future__ import annotations

ONE = 70
# Of a longer one each part gives three characters to the number that puts it in its place.
PART = 67


def units(text: str) -> int:
    """Characters as they are counted: most are one, those beyond 16 bits (emoji, rare characters) two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parts(text: str) -> int:
    """How many messages are paid for."""
    count = units(text)
    return 1 if count <= ONE else -(-count // PART)
