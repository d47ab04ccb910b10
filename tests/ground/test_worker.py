"""A real worker runs the housekeeping, through Redis and through files."""

import subprocess
from pathlib import Path

import psycopg2
import pytest

from config.celery import app
from tests.ground.conftest import Start
from tests.ground.prepared import prepared
from tests.ground.processes import BIN, ROOT, environment, manage, wait_until

CELERY = [str(BIN / "celery"), "--app", "config"]
SEED = """
from datetime import timedelta
from django.contrib.sessions.models import Session
from django.utils import timezone
for key, hours in (("ended", -1), ("open", 1)):
    Session.objects.create(session_key=key, session_data="", expire_date=timezone.now() + timedelta(hours=hours))
"""
KEYS = (
    "from django.contrib.sessions.models import Session; print(*Session.objects.values_list('session_key', flat=True))"
)


def sessions(env: dict[str, str]) -> str:
    return manage("shell", "-v0", "-c", KEYS, env=env).stdout.strip()


def purge_with_a_real_worker(start: Start, env: dict[str, str]) -> str:
    """Queue the purge before a worker is there, start one, see the work done and the worker end well."""
    assert manage("shell", "-v0", "-c", SEED, env=env).returncode == 0
    subprocess.run([*CELERY, "call", "eligibility.purge_expired_sessions"], env=env, cwd=ROOT, check=True, timeout=30)
    worker = start([*CELERY, "worker", "--concurrency", "1"], env)
    worker.wait_for("eligibility.purge_expired_sessions", 40)
    worker.wait_for("succeeded")
    wait_until(lambda: sessions(env) == "open", what="the purge")
    assert worker.stop() == 0
    return worker.output()


def test_through_redis_on_postgresql(
    start: Start, production: dict[str, str], migrated_postgresql: str, redis: str
) -> None:
    output = purge_with_a_real_worker(start, production | {"DATABASE_URL": migrated_postgresql, "REDIS_URL": redis})
    assert "housekeeping" in output
    with psycopg2.connect(migrated_postgresql) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT session_key FROM django_session")
        assert cursor.fetchall() == [("open",)]


def test_through_files_on_sqlite(start: Start, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    var = prepared(tmp_path_factory, tmp_path / "var")
    purge_with_a_real_worker(start, environment(VAR_DIR=str(var), TMPDIR=str(tmp_path)))
    assert not list((tmp_path / "var" / "queue").glob("*.msg"))


def test_a_worker_listens_to_every_queue(start: Start, production: dict[str, str], redis: str) -> None:
    worker = start([*CELERY, "worker", "--concurrency", "1"], production | {"REDIS_URL": redis})
    worker.wait_for("ready.")
    told = worker.output().partition("[queues]")[2]
    assert {queue.name for queue in app.conf.task_queues} == {
        line.split("exchange=")[0].strip(" .>") for line in told.splitlines() if "exchange=" in line
    }


@pytest.mark.parametrize("task", ["eligibility.purge_expired_sessions"])
def test_every_task_goes_to_a_queue_that_is_named(task: str) -> None:
    app.loader.import_default_modules()
    own = {name for name in app.tasks if not name.startswith("celery.")}
    assert task in own
    named = {queue.name for queue in app.conf.task_queues}
    assert {app.amqp.router.route({}, name)["queue"].name for name in own} <= named
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= own


def test_only_json_is_accepted() -> None:
    assert (app.conf.accept_content, app.conf.task_serializer) == (["json"], "json")
