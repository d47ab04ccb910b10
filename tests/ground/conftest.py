"""Databases and queues of the process tests' own, on the services that script/test has started."""

import os
import secrets
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
from cryptography.fernet import Fernet
from redis import Redis

from tests.ground.prepared import once
from tests.ground.processes import Running, environment, manage

Start = Callable[[list[str], dict[str, str]], Running]


def service(variable: str) -> str:
    """The address of a service."""
    address = os.environ.get(variable, "")
    assert address, f"{variable} is not set: run these tests through script/test"
    return address


def database(name: str) -> str:
    """The address of a database on the service."""
    return urlunsplit(urlsplit(service("DATABASE_URL"))._replace(path=f"/{name}"))


@contextmanager
def created(template: str = "template1") -> Iterator[str]:
    """The address of a new database that goes again."""
    name = f"ground_{uuid.uuid4().hex}"
    connection = psycopg2.connect(service("DATABASE_URL"))
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield database(name)
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
    connection.close()


@pytest.fixture
def postgresql() -> Iterator[str]:
    """The address of an empty PostgreSQL database."""
    with created() as address:
        yield address


@pytest.fixture
def migrated_postgresql(tmp_path_factory: pytest.TempPathFactory, production: dict[str, str]) -> Iterator[str]:
    """The address of a PostgreSQL database with the portal's tables, a copy of one that was migrated once."""
    with once(tmp_path_factory, "migrated") as name:
        if not name.exists():
            template = f"migrated_{uuid.uuid4().hex}"
            with closing(psycopg2.connect(service("DATABASE_URL"))) as connection:
                connection.autocommit = True
                connection.cursor().execute(f"CREATE DATABASE {template}")
            done = manage("migrate", "-v0", env=production | {"DATABASE_URL": database(template)})
            assert done.returncode == 0, done.stderr
            name.write_text(template, encoding="ascii")
    with created(name.read_text(encoding="ascii")) as address:
        yield address


@pytest.fixture
def redis() -> Iterator[str]:
    """The address of an empty Redis database, one for each process that runs tests."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    address = urlunsplit(urlsplit(service("REDIS_URL"))._replace(path=f"/{int(worker) + 1}"))
    with Redis.from_url(address) as client:
        client.flushdb()
        yield address
        client.flushdb()


@pytest.fixture
def production(tmp_path: Path) -> dict[str, str]:
    """An environment that a production portal starts in."""
    return environment(
        DJANGO_ENV="production",
        SECRET_KEY=secrets.token_urlsafe(64),
        ANSWERS_KEYS=Fernet.generate_key().decode(),
        CONTACTS_KEYS=Fernet.generate_key().decode(),
        ALLOWED_HOSTS="portal.test",
        TRUSTED_PROXIES="1",
        VAR_DIR=str(tmp_path / "var"),
        TMPDIR=str(tmp_path),
    )


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start processes that end with the test."""
    started: list[Running] = []

    def start_one(command: list[str], env: dict[str, str]) -> Running:
        running = Running(command, env, tmp_path / f"process-{len(started)}.log")
        started.append(running)
        return running

    yield start_one
    for running in started:
        running.stop()
