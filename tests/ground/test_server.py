"""The portal as it is really run: gunicorn in production settings, and script/server."""

import http.cookies
import os
import re
import signal
from pathlib import Path

import pytest

from tests.ground.conftest import Start
from tests.ground.prepared import prepared
from tests.ground.processes import BIN, Running, environment, free_port, get, manage, wait_until

SECURE = {"Host": "portal.test", "X-Forwarded-Proto": "https"}


def test_gunicorn_in_production(start: Start, production: dict[str, str], postgresql: str, redis: str) -> None:
    port = free_port()
    env = production | {"DATABASE_URL": postgresql, "REDIS_URL": redis, "PORT": str(port)}
    done = manage("set_up", env=env)
    assert done.returncode == 0, done.stderr
    assert "Staff login" not in done.stdout
    server = start([str(BIN / "gunicorn"), "--config", "config/gunicorn.py"], env)
    server.wait_for("Booting worker")

    assert get(port, "/readyz", Host="portal.test")[0].status == 200
    redirect, _ = get(port, "/", Host="portal.test")
    assert (redirect.status, redirect.headers["Location"]) == (301, "https://portal.test/")
    assert get(port, "/", Host="elsewhere.test")[0].status == 400

    page, body = get(port, "/admin/login/?answers=secret-word", **SECURE)
    assert page.status == 200
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    cookie = http.cookies.SimpleCookie(page.headers["Set-Cookie"])["__Host-csrf"]
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, True, "Lax", "/")
    style = next(part for part in body.decode().split('"') if part.startswith("/static/") and part.endswith(".css"))
    assert get(port, style, **SECURE)[0].headers["Cache-Control"].endswith("immutable")

    assert server.stop() == 0
    assert '"path":"/admin/login/"' in server.output()
    assert "secret-word" not in server.output()


def living(var: Path) -> list[int]:
    """Processes that were started with this data folder."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            lives = f"VAR_DIR={var}\0".encode() in (folder / "environ").read_bytes() + b"\0"
            state = (folder / "stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
        except OSError:
            continue
        if lives and state != "Z":
            found.append(int(folder.name))
    return found


def serve(start: Start, var: Path, port: int) -> Running:
    server = start(["script/server"], environment(VAR_DIR=str(var), PORT=str(port)))
    server.wait_for("Ctrl-C stops it.", 90)
    return server


def test_the_server_script_starts_all_and_leaves_nothing(
    start: Start, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    var, port = prepared(tmp_path_factory, tmp_path / "var"), free_port()
    server = serve(start, var, port)
    assert f"http://127.0.0.1:{port}/" in server.output()
    assert "Staff login, shown only this once: admin / " in server.output()
    assert get(port, "/")[0].status in {200, 302}
    commands = " ".join(Path(f"/proc/{process}/cmdline").read_text("utf-8") for process in living(var))
    assert all(part in commands for part in ("gunicorn", "worker", "beat"))
    assert server.stop(signal.SIGINT, 40) == 0
    assert living(var) == []


def test_the_second_start_does_nothing_twice(
    start: Start, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    var, port = prepared(tmp_path_factory, tmp_path / "var"), free_port()
    assert serve(start, var, port).stop(signal.SIGTERM) == 0
    assert living(var) == []
    again = serve(start, var, port)
    assert not re.search("Staff login|Installing|发布", again.output())
    # One part ending by itself takes the others along, and says so.
    beat = next(p for p in living(var) if b"beat" in Path(f"/proc/{p}/cmdline").read_bytes())
    os.kill(beat, signal.SIGKILL)
    assert again.process.wait(40) == 1
    assert "all of it stops" in again.output()
    assert living(var) == []


def test_killing_the_script_itself_leaves_nothing(
    start: Start, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    var = prepared(tmp_path_factory, tmp_path / "var")
    server = serve(start, var, free_port())
    os.kill(server.process.pid, signal.SIGKILL)
    wait_until(lambda: not living(var), 40, "the end of all processes")
