"""Workers that die, or are asked to end, at the worst of moments; and people who stop while they wait."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from dataclasses import dataclass

from tests.faults.ledgers import states
from tests.faults.trial import Batch, Strike

RECOVERY, LOOKED_UP, POLITE = 120, 300, 60
STOP = """
from django.db import transaction
from django.utils import timezone
from eligibility.models import Subscription
from eligibility.reminders import stopping
for row in Subscription.objects.filter(pk__in={ids!r}):
    stopping.{how}
"""
HOW = (
    "stop(row, Subscription.Stop.REPLY, timezone.now())",
    "stop(row, Subscription.Stop.DEAD, timezone.now())",
    "erase(row, timezone.now())",
)


@dataclass
class Workers:
    """The faults of this file, on one batch."""

    batch: Batch
    pace: tuple[float, float] = (0.0, 0.0)

    def f1(self) -> None:
        """A random child of a random worker is killed."""
        batch, world = self.batch, self.batch.world
        world.ready()
        children = [child for worker in world.workers for child in worker.children()]
        if children:
            strike = batch.strike("F1", RECOVERY)
            with suppress(ProcessLookupError):
                os.kill(batch.chance.choice(sorted(children)), signal.SIGKILL)
            batch.over(strike)

    def f2(self) -> None:
        """A whole worker is killed; the supervisor starts it again."""
        batch = self.batch
        batch.world.ready()
        strike = batch.strike("F2", RECOVERY)
        batch.chance.choice(batch.world.workers).kill()
        batch.over(strike)

    def f3(self) -> None:
        """The sender dies when the gateway has taken its message, before or as it is told so; or never hears."""
        batch, world = self.batch, self.batch.world
        do = batch.chance.choice(
            [
                {"do": "kill", "times": 1},
                {"do": "kill", "told": True, "times": 1},
                {"do": "drop", "times": 3},
                {"do": "garbage", "times": 3},
                {"do": "error_taken", "times": 2},
            ]
        )
        strike = batch.strike("F3", LOOKED_UP)
        strike.in_flight.clear()
        world.behave(do, latency=self.pace)
        until = time.time() + 30
        while time.time() < until and world.control()["modes"][0]["times"] > 0:
            time.sleep(0.1)
        lines = batch.ledger.since(strike.began, "taken")
        strike.in_flight = {line["id"] for line in lines if line["did"] == do["do"]} & batch.due.numbers.keys()
        world.behave(latency=self.pace)
        batch.over(strike, do["do"] + (" and told" if "told" in do else ""))

    def f4(self) -> None:
        """A worker is asked to end, as on a deploy, and ends in good order."""
        batch = self.batch
        batch.world.ready()
        worker = batch.chance.choice(batch.world.workers)
        moving = batch.moving()
        strike = batch.strike("F4", POLITE)
        strike.in_flight = moving
        code = worker.stop(90)
        strike.ended = time.time()
        if strike.ended - strike.began > POLITE:
            strike.against.append(f"ended only after {strike.ended - strike.began:.0f} s")
        worker.start()
        batch.wait(3)
        if cut := strike.in_flight & batch.flying():
            strike.against.append(f"{len(cut)} cut off")
        batch.over(strike, f"the worker ended with {code}")

    def f22(self) -> None:
        """People stop, or are erased, while their reminders wait."""
        batch = self.batch
        said = states(batch.world, batch.due)
        waiting = [id_ for id_, (state, _why) in said.items() if state == "pending" and id_ not in batch.due.stopped]
        chosen = batch.chance.sample(sorted(waiting), min(20, len(waiting)))
        strike = batch.strike("F22", RECOVERY)
        ids = [batch.due.subscriptions[id_] for id_ in chosen]
        batch.world.script(STOP.format(ids=ids, how=batch.chance.choice(HOW)))
        # What was with the gateway at the moment of the stop may still arrive: ten seconds is its longest call.
        batch.due.stopped |= dict.fromkeys(chosen, time.time() + 10)
        strike.in_flight.clear()
        batch.over(strike, f"{len(chosen)} stopped")

    def run(self, times: dict[str, int], seconds: float) -> None:
        """Each as often as it says, in a random order at random moments."""
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
            getattr(self, fault.lower())()
            batch.wait(batch.chance.uniform(0.2, seconds / len(faults)))


def unharmed(strikes: list[Strike]) -> list[str]:
    """What the portal did not come back from in time."""
    late = []
    for strike in strikes:
        if strike.recovered is None:
            late.append(f"{strike.fault}: never came back")
        elif strike.recovered > strike.bound:
            late.append(f"{strike.fault}: {strike.recovered:.0f} s")
        late += [f"{strike.fault}: {one}" for one in strike.against]
    return late
