"""Real processes of the portal, and waiting for what they do."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
BIN = Path(sys.executable).parent
# What a test run itself was given must not leak into the processes that it starts.
OWN = {"DATABASE_URL", "REDIS_URL", "VAR_DIR", "DJANGO_ENV", "DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE"}


def environment(**given: str) -> dict[str, str]:
    """This process's environment with the portal's settings replaced by the given ones."""
    return {name: value for name, value in os.environ.items() if name not in OWN} | given


def free_port() -> int:
    """A port that nothing listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(done: Callable[[], object], seconds: float = 20, what: str = "it") -> None:
    """Ask again and again until it is done."""
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, f"{what} did not happen in {seconds} s"
        time.sleep(0.1)


class Running:
    """A started process, its output in a file."""

    def __init__(self, command: list[str], env: Mapping[str, str], log: Path) -> None:
        self.log = log
        with log.open("wb") as file:
            self.process = subprocess.Popen(
                command, env=dict(env), cwd=ROOT, stdout=file, stderr=subprocess.STDOUT, start_new_session=True
            )

    def output(self) -> str:
        """All it has written."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def wait_for(self, text: str, seconds: float = 30) -> None:
        """Wait for words in its output; a process that ended without them fails at once."""

        def said() -> bool:
            ended = self.process.poll() is not None
            if text in self.output():
                return True
            assert not ended, self.output()
            return False

        wait_until(said, seconds, f"{text!r} in the output")

    def stop(self, with_signal: int = signal.SIGTERM, seconds: float = 30) -> int:
        """Ask it to end; what is left after the seconds is killed."""
        if self.process.poll() is None:
            self.process.send_signal(with_signal)
        try:
            return self.process.wait(seconds)
        finally:
            self.kill()

    def kill(self) -> None:
        """End whatever of it still runs."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        self.process.wait(5)


def get(port: int, path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    """One GET request, following nothing."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=15)
    with closing(connection):
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        return response, response.read()


def manage(*arguments: str, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a management command to its end."""
    return subprocess.run(
        [sys.executable, "-W", "error", "manage.py", *arguments],
        env=dict(env),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
