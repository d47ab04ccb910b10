"""A Redis that is restarted, emptied, away, frozen, and cuts connections; people visit the pages all the while."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from dataclasses import dataclass

from redis import RedisError

from tests.faults.trial import Batch, Strike
from tests.faults.visitor import Visitor

RESTART, FLUSH, AWAY, FROZEN, RESET = 60, 60, 300, 60, 120
# What a page may take while Redis does not answer.
PAGE = 2.0


@dataclass
class Redis:
    """The faults of this file, on one batch."""

    batch: Batch
    visitor: Visitor
    # How long Redis is away or frozen: the whole run's minutes, or a short run's seconds.
    away: float
    frozen: float

    def f5(self) -> Strike:
        """Restarted, with what it had in its file."""
        return self.without(self.batch.strike("F5", RESTART), min(20, self.away))

    def f7(self) -> Strike:
        """Away for long."""
        return self.without(self.batch.strike("F7", AWAY), self.away)

    def without(self, strike: Strike, seconds: float) -> Strike:
        """Stopped, and started after some seconds."""
        broker = self.batch.world.broker
        broker.stop()
        self.batch.wait(seconds)
        broker.start()
        return strike

    def f6(self) -> Strike:
        """Emptied."""
        strike = self.batch.strike("F6", FLUSH)
        self.batch.world.broker.client.flushall()
        return strike

    def f8(self) -> Strike:
        """Frozen, its connections open."""
        strike = self.batch.strike("F8", FROZEN)
        redis = self.batch.world.broker.process.process.pid
        os.kill(redis, signal.SIGSTOP)
        self.batch.wait(self.frozen)
        os.kill(redis, signal.SIGCONT)
        return strike

    def f9(self) -> Strike:
        """Every connection cut, twenty times in a minute."""
        strike = self.batch.strike("F9", RESET)
        for _time in range(20):
            with suppress(RedisError):
                self.batch.world.broker.client.client_kill_filter(_type="normal", skipme=True)
            with suppress(RedisError):
                self.batch.world.broker.client.client_kill_filter(_type="pubsub", skipme=True)
            self.batch.wait(min(3.0, self.frozen / 20))
        return strike

    def run(self, times: dict[str, int], seconds: float) -> None:
        """Each as often as it says, in a random order, the next when the portal has come back from the last."""
        batch = self.batch
        batch.seed()
        batch.world.behave(latency=batch.pace(seconds))
        batch.under_way()
        faults = [fault for fault, count in times.items() for _ in range(count)]
        batch.chance.shuffle(faults)
        for fault in faults:
            if not batch.left():
                batch.notes.append("all was sent before every fault had struck")
                break
            strike = getattr(self, fault.lower())()
            strike.ended = time.time()
            batch.over(strike)
            batch.back(strike, 2 * strike.bound)
            self.pages(strike)
            batch.wait(batch.chance.uniform(1, 6))

    def pages(self, strike: Strike) -> None:
        """What visitors saw of a fault."""
        seen, failed, slowest = self.visitor.between(strike.began, strike.ended + 5)
        back = "not" if strike.recovered is None else f"{strike.recovered:.0f} s"
        self.batch.tell(
            f"{self.batch.name}: {strike.fault}: back {back}; {seen} pages, {failed} failed, slowest {slowest:.1f} s"
        )
        if failed:
            strike.against.append(f"{failed} of {seen} pages failed")
        if slowest > PAGE:
            strike.against.append(f"a page took {slowest:.1f} s")
