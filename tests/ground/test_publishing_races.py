"""Publishers and editors who press at the same moment, on a real PostgreSQL: one wins, and nothing is lost."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.ground.processes import manage

RACES = (Path(__file__).parent / "racing.py").read_text(encoding="utf-8")


@pytest.fixture
def races(production: dict[str, str], migrated_postgresql: str, redis: str) -> list[dict[str, Any]]:
    """What came of every race."""
    env = production | {"DATABASE_URL": migrated_postgresql, "REDIS_URL": redis, "PYTHONPATH": "."}
    done = manage("shell", "-v0", "-c", RACES, env=env)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"race"')]


def test_one_wins_and_nothing_is_lost(races: list[dict[str, Any]]) -> None:
    by_race = {name: [one for one in races if one["race"] == name] for name in ("one", "two", "write")}
    # One draft, many publishers.
    assert [one["ended"] for one in by_race["one"]] == [["done", *["published"] * 5]]
    # Two drafts of one list: the second is told of the first, and on one day of the day too.
    assert [one["ended"] for one in by_race["two"]] == [["done", "stale same_date"], ["done", "stale"]]
    assert [one["drafts"] for one in by_race["two"]] == [1, 1]
    # An edit and a publish: what was published is what the rows say, and what was written is kept.
    assert len(by_race["write"]) == 12
    for place, one in enumerate(by_race["write"]):
        if one["draft"]:
            assert one["ended"] == ["changed", "done"]
            assert one["name"] == f"名{place}"
        else:
            assert one["same"]
            assert one["ended"] == (["done", "published"] if place % 3 else ["done", "done"])
            assert one["name"] != f"名{place}"
