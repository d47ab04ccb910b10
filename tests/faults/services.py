"""A PostgreSQL and a Redis of the fault run's own, which it may stop, freeze and empty."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import psycopg2
from redis import Redis, RedisError

from tests.ground.processes import Running, free_port, wait_until

POSTGRESQL = Path("/usr/lib/postgresql")
QUICK = ("fsync=off", "full_page_writes=off", "max_connections=80", "log_min_messages=fatal")


def as_postgres(folder: Path, *command: str) -> list[str]:
    """A command as the user that PostgreSQL insists on."""
    drop = ["setpriv", "--reuid", "postgres", "--regid", "postgres", "--clear-groups", "--"] if os.getuid() == 0 else []
    return ["env", "--chdir", str(folder), *drop, *command]


class PostgreSQL:
    """One cluster, going by a clock that can be set."""

    def __init__(self, folder: Path, clock: Mapping[str, str]) -> None:
        self.port, self.folder = free_port(), folder / "postgresql"
        self.address = f"postgres://postgres@127.0.0.1:{self.port}/postgres"
        binaries = max(POSTGRESQL.glob("*/bin"), key=lambda path: float(path.parent.name))
        self.folder.mkdir(mode=0o700)
        if os.getuid() == 0:
            subprocess.run(["chown", "postgres:postgres", str(self.folder)], check=True)
        data = str(self.folder / "data")
        made = [str(binaries / "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
        subprocess.run(
            as_postgres(self.folder, *made, "--locale=C.UTF-8"), check=True, stdout=subprocess.DEVNULL, env=os.environ
        )
        options = (*QUICK, "listen_addresses=127.0.0.1", f"port={self.port}", f"unix_socket_directories={self.folder}")
        command = [str(binaries / "postgres"), "-D", data, *(part for one in options for part in ("-c", one))]
        # libfaketime shares memory with its children, so it must begin as the user that PostgreSQL runs as.
        faked = ["env", *(f"{name}={value}" for name, value in clock.items()), *command]
        self.process = Running(as_postgres(self.folder, *faked), os.environ, folder / "postgresql.log")
        wait_until(self.answers, 30, "PostgreSQL")

    def answers(self) -> bool:
        """Whether it takes connections."""
        try:
            psycopg2.connect(self.address).close()
        except psycopg2.OperationalError:
            return False
        return True


class Broker:
    """One Redis that keeps what it has in a file, as the production set has it."""

    def __init__(self, folder: Path) -> None:
        self.port, self.folder = free_port(), folder
        self.address = f"redis://127.0.0.1:{self.port}/0"
        self.client = Redis(port=self.port, socket_timeout=2)
        self.start()

    def start(self) -> None:
        """Start it with what it had."""
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder)]
        command += ["--save", "", "--appendonly", "yes", "--maxmemory-policy", "noeviction"]
        self.process = Running(command, os.environ, self.folder / "redis.log")
        wait_until(self.answers, 30, "Redis")

    def stop(self) -> None:
        """Stop it as the system would."""
        self.process.stop()

    def answers(self) -> bool:
        """Whether it answers."""
        try:
            return bool(self.client.ping())
        except RedisError:
            return False
