"""How often one address may ask: a count a minute, in the process's own memory."""

from __future__ import annotations

import hashlib
import secrets
import threading
from ipaddress import IPv6Address, ip_address

WINDOW = 60
MOST_CLIENTS = 100_000


class Limiter:
    """Counts requests by client in windows of a minute.

    Addresses are never kept: only a hash under a key that is thrown away with its window. Each
    worker process counts alone, so a client can reach the limit once in each of them; when there
    are more clients than it cares to remember it lets the rest through.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._window = -1
        self._key = b""
        self._counts: dict[bytes, int] = {}

    def wait(self, address: str, most: int, now: float) -> int:
        """Seconds to wait before the next request is answered; 0 where this one is."""
        window = int(now // WINDOW)
        with self._lock:
            if window != self._window:
                self._window, self._key, self._counts = window, secrets.token_bytes(16), {}
            client = hashlib.blake2b(network(address).encode(), key=self._key, digest_size=16).digest()
            count = self._counts.get(client, 0)
            if count >= most:
                return max(1, int((window + 1) * WINDOW - now + 0.999))
            if count or len(self._counts) < MOST_CLIENTS:
                self._counts[client] = count + 1
        return 0


def network(address: str) -> str:
    """What counts as one client: an IPv4 address, or the /64 that an IPv6 household has to itself."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return parsed.ipv4_mapped.exploded if parsed.ipv4_mapped else parsed.exploded[:19]
    return address
