"""Ends with 0 once the portal is ready to serve: the start script waits on it, and containers are checked with it."""

import os
import sys
import time
import urllib.error
import urllib.request


def ready(address: str) -> bool:
    """Ask once, by the host name that the portal answers to."""
    host = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip(" .") or "localhost"
    try:
        request = urllib.request.Request(f"{address}/readyz", headers={"Host": host})
        with urllib.request.urlopen(request, timeout=3) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def main(address: str, seconds: float = 0) -> bool:
    """Ask until it is ready or the seconds have passed."""
    deadline = time.monotonic() + seconds
    while not ready(address):
        if time.monotonic() >= deadline:
            return False
        time.sleep(0.2)
    return True


if __name__ == "__main__":
    sys.exit(not main(sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 0))
