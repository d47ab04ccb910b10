"""Clocks that can be set: processes that are started under libfaketime read theirs from a file."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Asia/Shanghai")
LIBRARIES = Path("/usr/lib")
SHARED = Path("/dev/shm")
SITE = Path(__file__).parent / "site"


def library() -> Path:
    """libfaketime as Debian's package faketime has it."""
    found = sorted(LIBRARIES.glob("*/faketime/libfaketimeMT.so.1"))
    assert found, "libfaketime is missing; please run: sudo apt-get install faketime"
    return found[0]


def forget(pid: int) -> None:
    """Remove what libfaketime leaves in shared memory when a process is killed."""
    for name in (f"faketime_shm_{pid}", f"sem.faketime_sem_{pid}"):
        (SHARED / name).unlink(missing_ok=True)


def forget_the_dead() -> None:
    """The same for processes of runs that were cut off: whoever gets one of their numbers could not start."""
    for left in SHARED.glob("faketime_shm_*"):
        pid = left.name.rpartition("_")[2]
        if pid.isdecimal() and not Path("/proc", pid).exists():
            forget(int(pid))


class Clock:
    """How far some processes' time of day is from the machine's; their waiting times stay true."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.ahead = 0.0
        self.set(0)

    def set(self, ahead: float) -> None:
        """So many seconds ahead of the machine."""
        self.ahead = ahead
        new = self.file.with_suffix(".new")
        new.write_text(f"{ahead:+.0f}\n", "ascii")
        new.chmod(0o644)
        new.rename(self.file)

    def set_to(self, hour: int, minute: int = 0, days: int = 0) -> None:
        """A time of day in China, so many days after the day that it shows."""
        wanted = self.now().astimezone(HERE).replace(hour=hour, minute=minute, second=0, microsecond=0)
        self.set((wanted + timedelta(days=days)).timestamp() - time.time())

    def now(self) -> datetime:
        """What it shows."""
        return datetime.fromtimestamp(time.time() + self.ahead, UTC)

    def environment(self) -> dict[str, str]:
        """What makes a process go by it."""
        return {
            "LD_PRELOAD": str(library()),
            "FAKETIME_TIMESTAMP_FILE": str(self.file),
            "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            # Its mend for an old fault makes every wait for the interpreter lock end at once, and spin.
            "FAKETIME_FORCE_MONOTONIC_FIX": "0",
            "NO_FAKE_STAT": "1",
            "PYTHONPATH": str(SITE),
        }
