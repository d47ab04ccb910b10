"""A portal of real processes on clocks that can be set, with a gateway that misbehaves: the ground of every fault."""

from __future__ import annotations

import http.client
import json
import os
import secrets
import signal
import time
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any

import psycopg2
from celery import Celery
from cryptography.fernet import Fernet

from tests.faults.clock import Clock, forget, forget_the_dead
from tests.faults.protocol import KEY, SECRET
from tests.faults.services import Broker, PostgreSQL
from tests.ground.processes import BIN, ROOT, Running, environment, free_port, wait_until

CELERY = [str(BIN / "celery"), "--app", "config"]
POOL = 4
# As long as a supervisor waits before it starts again what ended.
RESTART_AFTER = 2
# The day's clock begins here, so that nothing is quiet for hours.
BEGIN_AT = 10


class Part:
    """One process of the portal, started again whenever it ends, unless it is to be down."""

    def __init__(self, name: str, command: list[str], env: Mapping[str, str], folder: Path) -> None:
        self.name, self.command, self.env, self.folder = name, command, dict(env), folder
        self.starts = 0
        self.pids: list[int] = []
        self.up = False
        self.ended_at = 0.0
        self.running: Running | None = None

    def start(self) -> None:
        """Start it, its output in a file of its own for each start."""
        self.up = True
        self.running = Running(self.command, self.env, self.folder / f"{self.name}-{self.starts}.log")
        self.starts += 1
        self.pids.append(self.running.process.pid)

    def stop(self, seconds: float = 90) -> int:
        """Ask it to end, and keep it down."""
        self.up = False
        return self.running.stop(seconds=seconds) if self.running else 0

    def kill(self) -> None:
        """End all of it at once."""
        if self.running:
            self.running.kill()

    def ended(self) -> bool:
        """Whether it ended by itself or was killed."""
        return self.up and self.running is not None and self.running.process.poll() is not None

    def children(self) -> list[int]:
        """The processes that do its work."""
        assert self.running
        parent, found = self.running.process.pid, []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                fields = stat.read_text("ascii", errors="replace").rpartition(")")[2].split()
                if int(fields[1]) == parent and fields[0] != "Z":
                    found.append(int(stat.parent.name))
        return found


class World:
    """Everything that runs, and ways to look at it."""

    def __init__(self, folder: Path, *, workers: int = 2, beats: int = 3, web: bool = True, **settings: str) -> None:
        forget_the_dead()
        folder.chmod(0o711)
        self.folder, self.web = folder, web
        self.clock, self.portal_clock = Clock(folder / "clock"), Clock(folder / "portal-clock")
        self.set_to(BEGIN_AT)
        self.postgresql = PostgreSQL(folder, self.clock.environment())
        self.broker = Broker(folder)
        self.ledger, self.gateway_port, self.port = folder / "gateway.jsonl", free_port(), free_port()
        gateway = [str(BIN / "python"), "-m", "tests.faults.gateway", str(self.gateway_port), str(self.ledger)]
        self.gateway = Running(gateway, environment(), folder / "gateway.log")
        self.gateway.wait_for("listens")
        self.env = self.portal() | settings
        self.parts = [Part("web", self.web_command(), self.env | self.clock.environment(), folder)] if web else []
        self.workers = [self.part(f"worker{place}", self.worker_command(place)) for place in range(workers)]
        self.beats = [self.part(f"beat{place}", self.beat_command(place)) for place in range(beats)]
        self.parts += [*self.workers, *self.beats]
        self.restarted: list[str] = []
        self.scripts: list[int] = []
        self.connection: Any = None
        self.asking, self.over = Lock(), Event()

    def portal(self) -> dict[str, str]:
        """The portal's settings: those of production."""
        return environment(
            DJANGO_ENV="production",
            SECRET_KEY=secrets.token_urlsafe(64),
            ANSWERS_KEYS=Fernet.generate_key().decode(),
            CONTACTS_KEYS=Fernet.generate_key().decode(),
            ALLOWED_HOSTS="portal.test",
            PORTAL_URL="https://portal.test",
            TRUSTED_PROXIES="1",
            DATABASE_URL=self.postgresql.address,
            REDIS_URL=self.broker.address,
            SMS_PROVIDER="http",
            SMS_URL=f"http://127.0.0.1:{self.gateway_port}",
            SMS_KEY=KEY,
            SMS_SECRET=SECRET,
            API_RATE="0",
            PORT=str(self.port),
            VAR_DIR=str(self.folder / "var"),
            TMPDIR=str(self.folder),
        )

    def part(self, name: str, command: list[str]) -> Part:
        """A process that goes by the portal's clock."""
        return Part(name, command, self.env | self.portal_clock.environment(), self.folder)

    def web_command(self) -> list[str]:
        """Gunicorn, as the production set has it."""
        return [str(BIN / "gunicorn"), "--config", "config/gunicorn.py"]

    def worker_command(self, place: int) -> list[str]:
        """A worker for reminders and codes, as the production set has it."""
        queues = ["--queues", "reminders,codes", "--concurrency", str(POOL)]
        return [*CELERY, "worker", *queues, "--hostname", f"worker{place}@%h"]

    def beat_command(self, place: int) -> list[str]:
        """A beat with a schedule file of its own."""
        return [*CELERY, "beat", "--schedule", str(self.folder / f"schedule{place}"), "--pidfile="]

    def start(self) -> None:
        """Fill the database and start everything."""
        commands = ["set_up"] if self.web else ["migrate", "load_catalogue"]
        self.script(
            f"from django.core.management import call_command\nfor command in {commands}: call_command(command)"
        )
        for part in self.parts:
            part.start()
        for part in [*self.workers, *self.beats]:
            assert part.running
            part.running.wait_for("ready." if part in self.workers else "beat: Starting", 60)
        self.keeper = Thread(target=self.keep, daemon=True)
        self.keeper.start()

    def ready(self, seconds: float = 60) -> None:
        """Wait until every worker takes tasks."""
        runs = [worker for worker in self.workers if worker.up]
        with suppress(AssertionError):
            wait_until(lambda: all(w.running and "ready." in w.running.output() for w in runs), seconds, "workers")

    def shown(self) -> dict[str, str]:
        """What a command of this world is run with."""
        return self.env | self.clock.environment()

    def keep(self) -> None:
        """Start again what ended, as a supervisor does."""
        while not self.over.wait(0.5):
            for part in self.parts:
                if not part.ended():
                    part.ended_at = 0.0
                elif not part.ended_at:
                    part.ended_at = time.monotonic()
                elif time.monotonic() - part.ended_at > RESTART_AFTER:
                    self.restarted.append(part.name)
                    part.start()

    def stop(self) -> None:
        """End everything."""
        self.over.set()
        for part in self.parts:
            part.up = False
        for part in self.parts:
            part.kill()
        self.gateway.kill()
        self.broker.process.kill()
        if self.connection:
            self.connection.close()
        self.postgresql.process.stop(signal.SIGINT, 20)
        started = [pid for part in self.parts for pid in part.pids]
        for pid in [self.postgresql.process.process.pid, *self.scripts, *started]:
            forget(pid)

    def set(self, ahead: float) -> None:
        """Every clock of the portal and its database, so many seconds ahead of the machine."""
        for clock in (self.clock, self.portal_clock):
            clock.set(ahead)

    def set_to(self, hour: int, minute: int = 0, days: int = 0) -> None:
        """Every clock to a time of day in China, on a later day."""
        self.clock.set_to(hour, minute, days)
        self.portal_clock.set(self.clock.ahead)

    def ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows that the database answers."""
        with self.asking:
            if self.connection is None or self.connection.closed:
                self.connection = psycopg2.connect(self.postgresql.address)
                self.connection.autocommit = True
            with self.connection.cursor() as cursor:
                cursor.execute(query, values)
                return cursor.fetchall()

    def behave(self, *modes: dict[str, Any], **how: Any) -> dict[str, Any]:
        """Tell the gateway how to meet what comes."""
        body = json.dumps({"modes": list(modes), **how})
        return self.control("POST", body)

    def control(self, method: str = "GET", body: str | None = None) -> dict[str, Any]:
        """What the gateway says of itself."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.gateway_port, timeout=10)) as connection:
            connection.request(method, "/control", body)
            return dict(json.loads(connection.getresponse().read()))

    def script(self, code: str, *, seconds: float = 120) -> str:
        """Run lines of Python inside of the portal, and give what they print."""
        command = [str(BIN / "python"), "-c", f"import django; django.setup()\n{code}"]
        env = self.shown() | {"DJANGO_SETTINGS_MODULE": "config.settings"}
        env["PYTHONPATH"] += f"{os.pathsep}{ROOT}"
        log = self.folder / f"script-{secrets.token_hex(4)}.log"
        running = Running(command, env, log)
        self.scripts.append(running.process.pid)
        assert running.process.wait(seconds) == 0, running.output()
        return running.output()

    def ring(self) -> None:
        """One more ring of the doorbell, as another beat would give."""
        with Celery(broker=self.broker.address) as app:
            app.conf.broker_transport_options = {"global_keyprefix": "portal:"}
            app.send_task("reminders.tick", queue="codes")
