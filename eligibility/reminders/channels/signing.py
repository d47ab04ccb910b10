"""How the portal and a gateway of one's own know each other: a shared secret signs each request, time included."""

from __future__ import annotations

import hmac
from hashlib import sha256

# A request that was signed longer ago, or later than now, is somebody's recording.
TOLERANCE = 300

KEY = "X-Portal-Key"
TIME = "X-Portal-Time"
SIGNATURE = "X-Portal-Signature"


def signature(secret: str, time: str, method: str, path: str, body: bytes) -> str:
    """HMAC-SHA256 under the secret over time, method, path and body, each on its own line, in hex."""
    return hmac.new(secret.encode(), f"{time}\n{method}\n{path}\n".encode() + body, sha256).hexdigest()


def headers(key: str, secret: str, now: int, method: str, path: str, body: bytes) -> dict[str, str]:
    """What goes with a request of the portal's."""
    return {KEY: key, TIME: str(now), SIGNATURE: signature(secret, str(now), method, path, body)}


def is_genuine(secret: str, time: str, given: str, now: int, method: str, path: str, body: bytes) -> bool:
    """Whether a request was signed with the secret, and just now."""
    if not (secret and time.isascii() and time.isdigit() and len(time) <= 12 and given.isascii()):
        return False
    fresh = abs(int(time) - now) <= TOLERANCE
    return hmac.compare_digest(given, signature(secret, time, method, path, body)) and fresh


def address_secret(secret: str) -> str:
    """What stands in the address that a provider posts to who cannot sign."""
    return hmac.new(secret.encode(), b"receipts", sha256).hexdigest()[:32]
