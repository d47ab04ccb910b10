"""The gateway's side of the signed protocol, written from its description alone: nothing of the portal is imported."""

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from pathlib import Path
from threading import Lock

SECRET, KEY = "a-secret-of-the-fault-run-alone", "fault-run"


def signed(secret: str, at: str, method: str, path: str, body: bytes) -> str:
    """The signature over a request."""
    text = f"{at}\n{method}\n{path}\n".encode() + body
    return hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()


def headers(method: str, path: str, body: bytes, now: float) -> dict[str, str]:
    """What a signed request carries."""
    at = str(int(now))
    return {
        "Content-Type": "application/json",
        "X-Portal-Key": KEY,
        "X-Portal-Time": at,
        "X-Portal-Signature": signed(SECRET, at, method, path, body),
    }


def genuine(given: Mapping[str, str], method: str, path: str, body: bytes) -> bool:
    """Whether a request is signed with the secret."""
    expected = signed(SECRET, given.get("X-Portal-Time", ""), method, path, body)
    return hmac.compare_digest(expected, given.get("X-Portal-Signature", "")) and given.get("X-Portal-Key") == KEY


def caller(port: int, own_port: int) -> int | None:
    """The process at the other end of a connection on this machine."""
    wanted = f"{port:04X} {own_port:04X}"
    for line in Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]:
        fields = line.split()
        if f"{fields[1].rpartition(':')[2]} {fields[2].rpartition(':')[2]}" == wanted:
            return holder(fields[9])
    return None


def holder(inode: str) -> int | None:
    """The process that has a socket open."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if any(link.readlink().name == f"socket:[{inode}]" for link in (folder / "fd").iterdir()):
                return int(folder.name)
        except OSError:
            continue
    return None


class Ledger:
    """What the gateway was asked and what it took, a line each, from its own clock."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("a", encoding="utf-8", buffering=1)
        self.lock = Lock()

    def write(self, **line: object) -> None:
        """One line."""
        line = {"at": round(time.time(), 3), **line}
        with self.lock:
            self.file.write(json.dumps(line) + "\n")
