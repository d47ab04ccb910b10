"""/healthz and /readyz, with neighbours that are there, gone, or silent."""

import json
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.test import Client

from eligibility.pages import health
from tests.ground.conftest import Start
from tests.ground.processes import BIN, environment, free_port, get

LIMIT = 2.0


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port that accepts and never says a word."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(50)
        yield listener.getsockname()[1]


@pytest.mark.django_db
def test_ready_with_database_and_broker(client: Client) -> None:
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"database": "ok", "broker": "ok"})
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("silent", [False, True])
def test_alive_but_not_ready_without_neighbours(start: Start, tmp_path: Path, silent: bool, silent_port: int) -> None:
    away, port = silent_port if silent else free_port(), free_port()
    env = environment(
        DATABASE_URL=f"postgres://nobody@127.0.0.1:{away}/nothing",
        REDIS_URL=f"redis://127.0.0.1:{away}/0",
        VAR_DIR=str(tmp_path / "var"),
        PORT=str(port),
        WEB_CONCURRENCY="1",
    )
    start([str(BIN / "gunicorn"), "--config", "config/gunicorn.py"], env).wait_for("Booting worker")
    assert get(port, "/healthz")[0].status == 200
    # Asked again while the first questions may still be open.
    for _ in range(3):
        started = time.monotonic()
        response, body = get(port, "/readyz")
        assert time.monotonic() - started < LIMIT
        assert (response.status, json.loads(body)) == (503, {"database": "unavailable", "broker": "unavailable"})
    # A page that needs the database says so, kindly and with every header, and soon.
    started = time.monotonic()
    response, body = get(port, "/admin/", Cookie="session=abcdefghijklmnopqrstuvwxyz012345")
    assert time.monotonic() - started < 6
    assert response.status == 503
    assert "系统暂时出了问题" in body.decode() or "<h1" in body.decode()
    assert "default-src 'self'" in response.headers["Content-Security-Policy"]


def test_a_queue_folder_that_cannot_be_written_is_not_ready(
    monkeypatch: pytest.MonkeyPatch, settings: object, client: Client, db: None
) -> None:
    settings.REDIS_URL = ""
    settings.QUEUE_DIR = Path("/nowhere")
    response = client.get("/readyz")
    assert (response.status_code, response.json()["broker"]) == (503, "unavailable")


def test_a_silent_neighbour_is_asked_by_one_thread_only() -> None:
    asked: list[None] = []

    def ask() -> None:
        asked.append(None)
        time.sleep(0.5)

    probe = health.Probe(ask)
    for _ in range(5):
        asking = probe.start()
        assert health.state(asking, time.monotonic()) == "unavailable"
    assert len(asked) == 1
    assert health.state(asking, time.monotonic() + LIMIT) == "ok"


def test_a_neighbour_is_asked_by_many_requests_at_once() -> None:
    probe = health.Probe(lambda: time.sleep(0.001))

    def ask(_place: int) -> str:
        return health.state(probe.start(), time.monotonic() + LIMIT)

    with ThreadPoolExecutor(16) as requests:
        assert set(requests.map(ask, range(400))) == {"ok"}
