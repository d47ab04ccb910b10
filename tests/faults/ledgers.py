"""The judge: what was due, what the database says, and what the gateway took, held against one another."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.world import World

SETTLED = ("accepted", "failed", "cancelled")


class GatewayLedger:
    """The gateway's own ledger, read as it grows."""

    def __init__(self, path: Path) -> None:
        self.path, self.read_to = path, 0
        self.lines: list[dict[str, Any]] = []

    def grown(self) -> list[dict[str, Any]]:
        """All lines so far."""
        with self.path.open("rb") as file:
            file.seek(self.read_to)
            text = file.read()
        whole = text[: text.rfind(b"\n") + 1]
        self.read_to += len(whole)
        self.lines += [json.loads(line) for line in whole.splitlines()]
        return self.lines

    def since(self, at: float, what: str) -> Iterator[dict[str, Any]]:
        """The lines of one sort from a moment on, newest first."""
        for line in reversed(self.grown()):
            if line["at"] < at:
                return
            if line["what"] == what:
                yield line


@dataclass
class Due:
    """What a batch of subscriptions is to be sent: an id and a number each, and what must not be sent any more."""

    path: Path
    numbers: dict[str, str] = field(default_factory=dict)
    subscriptions: dict[str, str] = field(default_factory=dict)
    # Stopped while they waited: from when on nothing may be taken.
    stopped: dict[str, float] = field(default_factory=dict)
    # Given up for good reason: the gateway refused them.
    refused: set[str] = field(default_factory=set)

    def read(self) -> None:
        """The list that the seed wrote."""
        for line in self.path.read_text("utf-8").splitlines():
            one = json.loads(line)
            self.numbers[one["id"]] = one["to"]
            self.subscriptions[one["id"]] = one["subscription"]


@dataclass
class Verdict:
    """What came of a batch."""

    due: int
    once: int = 0
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    # Sent although it was stopped before, or was due to nobody.
    wrong: list[str] = field(default_factory=list)
    # The database and the gateway tell different things.
    disagree: list[str] = field(default_factory=list)
    people: int = 0
    stopped: int = 0

    @property
    def good(self) -> bool:
        """Whether nothing was lost, doubled or wrong."""
        return not (self.lost or self.twice or self.wrong or self.disagree)


def states(world: World, due: Due) -> dict[str, tuple[str, str]]:
    """What the database says of each message that is due: its state and the reason."""
    rows = world.ask(
        "SELECT message_id::text, state, reason FROM eligibility_reminder WHERE message_id = ANY(%s::uuid[])",
        list(due.numbers),
    )
    return {id_: (state, reason) for id_, state, reason in rows}


def judge(world: World, ledger: GatewayLedger, due: Due) -> Verdict:
    """Hold the three against one another."""
    lines = ledger.grown()
    took: dict[str, list[float]] = defaultdict(list)
    numbers: Counter[str] = Counter()
    for line in lines:
        if line["what"] == "taken":
            took[line["id"]].append(line["at"])
            numbers[line["to"]] += 1
    said = states(world, due)
    verdict = Verdict(len(due.numbers), stopped=len(due.stopped))
    for id_, number in due.numbers.items():
        times, (state, reason) = took.get(id_, []), said.get(id_, ("", ""))
        weigh(verdict, due, id_, times, state, reason)
        if numbers[number] > max(1, len(times)):
            verdict.twice.append(id_)
    own = set(due.numbers.values())
    strangers = {line["id"] for line in lines if line["what"] == "taken" and line["to"] in own} - due.numbers.keys()
    verdict.wrong += sorted(strangers)
    return verdict


def weigh(verdict: Verdict, due: Due, id_: str, times: list[float], state: str, reason: str) -> None:
    """Hold one message's three accounts against one another; what a person was asked about is not lost."""
    asked = state == "unknown" and reason == "ask_staff"
    if len(times) > 1:
        verdict.twice.append(id_)
    elif times:
        verdict.once += 1
    if id_ in due.stopped:
        if times and max(times) > due.stopped[id_]:
            verdict.wrong.append(id_)
    elif not times and id_ not in due.refused and not asked:
        verdict.lost.append(id_)
    if asked:
        verdict.people += 1
    elif (state == "accepted") != bool(times) and not (id_ in due.stopped and times):
        verdict.disagree.append(id_)
