"""Clocks that are wrong: those of the workers and beats alone, or those of the whole machine."""

from __future__ import annotations

import time
from dataclasses import dataclass

from tests.faults.trial import Batch, Strike

RECOVERY = 120
HOUR, DAY, YEAR = 3600, 86_400, 365 * 86_400
# After this the wrong clock has been seen by a tick, and nothing goes out any more.
SEEN = 65


@dataclass
class Clocks:
    """The faults of this file, on one batch."""

    batch: Batch
    wrong_for: float

    def skewed(self, fault: str, seconds: float, whole: bool) -> Strike:
        """Clocks are wrong by so many seconds for a while, then right again."""
        batch, world = self.batch, self.batch.world
        right = world.clock.ahead
        strike = batch.strike(fault, RECOVERY)
        (world.set if whole else world.portal_clock.set)(right + seconds)
        batch.wait(SEEN)
        before = batch.taken()
        batch.wait(self.wrong_for)
        if went := batch.taken() - before:
            strike.against.append(f"{went} went out while the clock was wrong by {seconds / HOUR:+.0f} h")
        world.set(right)
        strike.ended = time.time()
        whose = "the whole machine's" if whole else "the workers' and beats'"
        batch.over(strike, f"{whose} clock wrong by {seconds / HOUR:+.0f} h")
        batch.back(strike, 240)
        return strike

    def run(self, times: dict[str, int], seconds: float) -> None:
        """Each as often as it says, in a random order."""
        batch = self.batch
        batch.seed()
        batch.world.behave(latency=batch.pace(seconds))
        batch.under_way()
        kinds = [("F16", HOUR, False), ("F16", -HOUR, False)] * times.get("F16", 0)
        kinds += [("F17", DAY, False), ("F17", YEAR, True), ("F17", -DAY, True)] * times.get("F17", 0)
        batch.chance.shuffle(kinds)
        for fault, wrong, whole in kinds:
            if not batch.left():
                batch.notes.append("all was sent before every fault had struck")
                break
            self.skewed(fault, wrong, whole)
            batch.wait(batch.chance.uniform(1, 10))
