"""The fault run's short form: real workers die and Redis is emptied while reminders go out; and its judge is sound."""

import json
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.broker_faults import Redis
from tests.faults.ledgers import Due, GatewayLedger, judge
from tests.faults.trial import Batch
from tests.faults.visitor import Visitor
from tests.faults.worker_faults import Workers
from tests.faults.world import World

COUNT = 240
# Longer than a lease, and than a look-up waits.
LONGEST = 120


@pytest.fixture
def world() -> Iterator[World]:
    """Two workers and two beats; clocks at ten in the morning. PostgreSQL's user cannot enter pytest's folders."""
    with tempfile.TemporaryDirectory(prefix="portal-faults-", ignore_cleanup_errors=True) as folder:
        found = World(Path(folder), beats=2, web=False)
        try:
            found.start()
            yield found
        finally:
            found.stop()


def test_nothing_is_lost_and_nothing_goes_out_twice(world: World) -> None:
    batch = Batch(world, "short", COUNT, random.Random(4), print)
    batch.seed()
    world.behave(latency=(0.1, 0.2))
    world.ring()
    batch.under_way(40)
    workers, redis = Workers(batch, (0.1, 0.2)), Redis(batch, Visitor(0), 1, 1)
    for strike in (workers.f3, workers.f1, redis.f6, workers.f1, workers.f2):
        strike()
        batch.wait(0.5)
    world.behave()
    deadline = time.monotonic() + LONGEST
    while batch.left() and time.monotonic() < deadline:
        world.ring()
        batch.wait(2)
    verdict = batch.finish(20)
    assert verdict.good, verdict
    assert batch.left() == 0
    assert {strike.fault for strike in batch.strikes} == {"F1", "F2", "F3", "F6"}


class Told:
    """A database that says what it is told to say."""

    def __init__(self, *rows: tuple[str, str, str]) -> None:
        self.rows = rows

    def ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        return list(self.rows)


def taken(id_: str, at: float = 1.0) -> dict[str, Any]:
    return {"at": at, "what": "taken", "id": id_, "to": f"+{id_}"}


@pytest.mark.parametrize(
    ("rows", "lines", "wrong"),
    [
        ([("1", "accepted", "")], [taken("1")], {}),
        ([("1", "unknown", "ask_staff")], [taken("1")], {}),
        ([("1", "unknown", "ask_staff")], [], {}),
        ([("1", "unknown", "silent")], [], {"lost": ["1"]}),
        ([("1", "pending", "")], [], {"lost": ["1"]}),
        ([], [], {"lost": ["1"]}),
        ([("1", "accepted", "")], [], {"lost": ["1"], "disagree": ["1"]}),
        ([("1", "failed", "gave_up")], [taken("1")], {"disagree": ["1"]}),
        ([("1", "accepted", "")], [taken("1"), taken("1", 2.0)], {"twice": ["1"]}),
        ([("1", "accepted", "")], [taken("1"), taken("9") | {"to": "+1"}], {"twice": ["1"], "wrong": ["9"]}),
    ],
)
def test_the_judge_sees(
    tmp_path: Path,
    rows: list[tuple[str, str, str]],
    lines: list[dict[str, Any]],
    wrong: dict[str, list[str]],
) -> None:
    ledger = tmp_path / "ledger"
    ledger.write_text("".join(json.dumps(line) + "\n" for line in lines))
    due = Due(tmp_path / "due", numbers={"1": "+1"}, subscriptions={"1": "one"})
    verdict = judge(Told(*rows), GatewayLedger(ledger), due)  # type: ignore[arg-type]
    found = {name: getattr(verdict, name) for name in ("lost", "twice", "wrong", "disagree")}
    assert {name: ids for name, ids in found.items() if ids} == wrong
    assert verdict.good is not bool(wrong)


def test_the_judge_sees_what_went_out_after_a_stop(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger"
    ledger.write_text(json.dumps(taken("1", 30.0)) + "\n")
    due = Due(tmp_path / "due", {"1": "+1"}, {"1": "one"}, stopped={"1": 20.0})
    verdict = judge(Told(("1", "cancelled", "stopped")), GatewayLedger(ledger), due)  # type: ignore[arg-type]
    assert verdict.wrong == ["1"]
