"""A gateway that fails, is silent, or has had enough."""

from __future__ import annotations

import itertools
import time
from collections import defaultdict
from dataclasses import dataclass, field
from threading import Event, Thread

from tests.faults.trial import Batch, Strike

RECOVERED = 15 * 60
QUOTA = 45
HANGS = ({"do": "hang", "share": 0.4}, {"do": "hang_taken", "share": 0.5}, {"do": "hang_late"})


class Connections(Thread):
    """The most database connections that were open at once, and the longest idle transaction, while this ran."""

    def __init__(self, batch: Batch) -> None:
        super().__init__(daemon=True)
        self.batch, self.over = batch, Event()
        self.most, self.idle = 0, 0.0

    def run(self) -> None:
        """Look every second."""
        while not self.over.wait(1):
            ((count, idle),) = self.batch.world.ask(
                "SELECT count(*), coalesce(max(extract(epoch FROM clock_timestamp() - state_change))"
                " FILTER (WHERE state = 'idle in transaction'), 0)"
                " FROM pg_stat_activity WHERE backend_type = 'client backend'"
            )
            self.most, self.idle = max(self.most, count), max(self.idle, float(idle))


@dataclass
class Gateway:
    """The faults of this file, on one batch."""

    batch: Batch
    lasting: float
    pace: tuple[float, float] = (0.0, 0.0)
    figures: list[str] = field(default_factory=list)

    def f18(self) -> Strike:
        """Nothing but errors: half refusals for certain, half that say nothing of what became of the message."""
        strike = self.batch.strike("F18", RECOVERED)
        errors = ({"do": "error", "status": 503, "after": 5, "share": 0.5}, {"do": "error", "status": 500})
        self.batch.world.behave(*errors, latency=self.pace)
        self.batch.wait(self.lasting)
        calls = sum(1 for _line in self.batch.ledger.since(strike.began, "call"))
        self.figures.append(f"{calls} calls in {self.lasting:.0f} s of errors")
        return strike

    def f19(self) -> Strike:
        """Silence for half a minute a call; some messages are taken at once, some after the portal has hung up."""
        strike = self.batch.strike("F19", RECOVERED)
        watch = Connections(self.batch)
        watch.start()
        self.batch.world.behave(*HANGS, latency=self.pace)
        self.batch.wait(min(60, self.lasting))
        watch.over.set()
        watch.join()
        if watch.idle > 5:
            strike.against.append(f"a transaction stayed open for {watch.idle:.0f} s")
        self.figures.append(f"{watch.most} database connections at most while the gateway is silent")
        return strike

    def f20(self) -> Strike:
        """Some numbers have had enough for a while."""
        strike = self.batch.strike("F20", RECOVERED)
        self.batch.world.behave({"do": "quota", "after": QUOTA, "share": 0.3}, latency=self.pace)
        self.batch.wait(min(30, self.lasting))
        return strike

    def too_soon(self) -> int:
        """How often a number was called again within the time that it was to be left alone."""
        called: dict[str, list[tuple[float, str]]] = defaultdict(list)
        for line in self.batch.ledger.grown():
            if line["what"] == "call":
                called[line["id"]].append((line["at"], line["did"]))
        pairs = [pair for times in called.values() for pair in itertools.pairwise(times)]
        return sum(one[1] == "quota" and other[0] - one[0] < QUOTA - 1 for one, other in pairs)

    def run(self, times: dict[str, int], seconds: float) -> None:
        """Each as often as it says, in a random order."""
        batch = self.batch
        batch.seed()
        self.pace = batch.pace(seconds)
        batch.world.behave(latency=self.pace)
        batch.under_way()
        faults = [fault for fault, count in times.items() for _ in range(count)]
        batch.chance.shuffle(faults)
        for fault in faults:
            if not batch.left():
                batch.notes.append("all was sent before every fault had struck")
                break
            strike = getattr(self, fault.lower())()
            batch.world.behave(latency=self.pace)
            strike.in_flight |= batch.flying() | batch.uncertain()
            strike.ended = time.time()
            batch.over(strike, self.figures[-1] if self.figures else "")
            # The next begins before all is mended, as it may.
            batch.back(strike, 90)
            batch.wait(batch.chance.uniform(1, 10))
        if soon := self.too_soon():
            batch.strikes[-1].against.append(f"{soon} numbers called again too soon")
        batch.notes += self.figures
