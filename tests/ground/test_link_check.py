"""A real worker visits the documents' addresses at night, through Redis and through files."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from celery.schedules import crontab

from config.celery import app
from tests.ground.conftest import Start
from tests.ground.prepared import prepared
from tests.ground.processes import BIN, ROOT, environment, manage, wait_until
from tests.ground.sink import sink

CELERY = [str(BIN / "celery"), "--app", "config"]
PATHS = {"ok": 200, "missing": 404, "broken": 500, "no-head": 200, "loop": None, "inside": None, "silent": None}
SEED = """
from catalog.models import Document
for path in {paths}:
    Document.objects.create(number=path, url="http://127.0.0.1:{port}/" + path)
Document.objects.create(number="nowhere", url="http://no-such-site.invalid/")
"""
FOUND = """
import json
from catalog.models import LinkCheck
checks = LinkCheck.objects.select_related("document")
print(json.dumps({one.document.number: [one.works, one.status] for one in checks}))
"""


def found(env: dict[str, str]) -> dict[str, Any]:
    return dict(json.loads(manage("shell", "-v0", "-c", FOUND, env=env).stdout))


def visit_with_a_real_worker(start: Start, env: dict[str, str]) -> None:
    """Ring twice, as two beats would; one worker of two processes visits each address once."""
    with sink() as web:
        seed = SEED.format(paths=list(PATHS), port=web.port)
        assert manage("shell", "-v0", "-c", seed, env=env).returncode == 0
        for _beat in range(2):
            subprocess.run([*CELERY, "call", "catalog.check_links"], env=env, cwd=ROOT, check=True, timeout=60)
        worker = start([*CELERY, "worker", "--concurrency", "2"], env)
        wait_until(lambda: worker.output().count("succeeded") == 2, 120, "the round")
        assert worker.stop() == 0
        asked = [path.strip("/") for method, path, *_rest in web.seen if method == "HEAD"]
    right = {path: [status == 200, status] for path, status in PATHS.items()} | {"nowhere": [False, None]}
    assert found(env) == right
    assert {path: asked.count(path) for path in PATHS if path != "loop"} == dict.fromkeys(set(PATHS) - {"loop"}, 1)
    assert "127.0.0.1" not in worker.output().partition("[tasks]")[2].partition("ready.")[2]


def test_through_files_on_sqlite(start: Start, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    var = prepared(tmp_path_factory, tmp_path / "var")
    env = environment(VAR_DIR=str(var), TMPDIR=str(tmp_path), LINK_CHECK_PRIVATE="127.0.0.1/32")
    visit_with_a_real_worker(start, env)


def test_through_redis_on_postgresql(
    start: Start, production: dict[str, str], migrated_postgresql: str, redis: str
) -> None:
    env = production | {"DATABASE_URL": migrated_postgresql, "REDIS_URL": redis, "LINK_CHECK_PRIVATE": "127.0.0.1"}
    visit_with_a_real_worker(start, env)


def test_the_round_begins_at_half_past_two_in_the_morning() -> None:
    entry = app.conf.beat_schedule["check-links"]
    assert entry == {"task": "catalog.check_links", "schedule": crontab(hour=2, minute=30)}
    assert app.conf.timezone == "Asia/Shanghai"


@pytest.mark.parametrize("wrong", ["everywhere", "10.0.0.1/8", "10.0.0.0/99"])
def test_a_network_that_is_none_is_refused_by_name(production: dict[str, str], wrong: str) -> None:
    done = manage("check", env=production | {"LINK_CHECK_PRIVATE": wrong})
    assert done.returncode != 0
    assert "LINK_CHECK_PRIVATE is" in done.stderr
