"""Nights, and days without a beat."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.faults.clock import HERE
from tests.faults.trial import Batch

CATCH_UP = 240
DAYS = 3
SPREAD = timedelta(minutes=30)
OPENS = 8


@dataclass
class Days:
    """The faults of this file, each on a batch of its own."""

    batch: Batch

    def f15(self) -> None:
        """No beat for three days; then all that was missed goes out, within each day's budget, oldest first."""
        batch, world = self.batch, self.batch.world
        budget = max(1, batch.count // 2)
        for beat in world.beats:
            beat.stop()
        self.restart(REMINDERS_A_DAY=str(budget))
        for day in range(1, DAYS + 1):
            batch.seed(batch.count // DAYS, wake_in=day)
        strike = batch.strike("F15", CATCH_UP)
        world.set_to(10, days=DAYS)
        for beat in world.beats:
            beat.start()
        batch.over(strike, f"{DAYS} days without a beat, {budget} a day at most")
        sent = [self.until_quiet()]
        alarmed = self.alarms()
        world.set_to(10, days=1)
        sent.append(self.until_quiet() - sent[0])
        batch.tell(f"{batch.name}: {sent[0]} on the first day, {sent[1]} on the second; alarms: {alarmed}")
        if sent[0] > budget or sent[1] > budget:
            strike.against.append(f"more than {budget} in a day: {sent}")
        if not alarmed:
            strike.against.append("no alarm")
        self.oldest_first()
        self.restart(REMINDERS_A_DAY="")

    def restart(self, **settings: str) -> None:
        """Workers with other settings."""
        for worker in self.batch.world.workers:
            worker.stop()
            worker.env |= settings
            worker.start()

    def until_quiet(self, seconds: float = 900, calm: float = 130) -> int:
        """Wait until nothing has gone out for two ticks, and count what went out."""
        until, taken, since = time.time() + seconds, self.batch.taken(), time.time()
        while time.time() < until and time.time() - since < calm and self.batch.left():
            self.batch.wait(2)
            if (now := self.batch.taken()) != taken:
                taken, since = now, time.time()
        return taken

    def alarms(self) -> list[str]:
        """The alarms that the workers have logged."""
        text = "".join(worker.running.output() for worker in self.batch.world.workers if worker.running)
        return sorted({line.split('"alarm":"')[1].split('"')[0] for line in text.splitlines() if '"alarm":"' in line})

    def oldest_first(self) -> None:
        """What was due first goes out first."""
        order = list(self.batch.due.numbers)
        place = {id_: number * DAYS // len(order) for number, id_ in enumerate(order)}
        taken = [line["id"] for line in self.batch.ledger.grown() if line["what"] == "taken"]
        days = [place[id_] for id_ in taken if id_ in place]
        late = sum(one > other for one, other in itertools.pairwise(days))
        self.batch.notes.append(f"out of order {late} of {len(days)}")

    def f23(self) -> None:
        """Found just before nine in the evening, and after it: nothing goes out at night, nor all at eight."""
        batch, world = self.batch, self.batch.world
        world.set_to(20, 58)
        batch.seed(batch.count // 2)
        world.behave(latency=batch.pace(300))
        world.ring()
        batch.under_way()
        strike = batch.strike("F23", 150)
        world.set_to(21, 0)
        batch.wait(15)
        before = batch.taken()
        batch.seed(batch.count // 2)
        world.behave()
        self.ring(20)
        world.set_to(7, 56, days=1)
        self.ring(20)
        if went := batch.taken() - before:
            strike.against.append(f"{went} went out at night")
        opens = self.morning()
        self.spread(opens)
        for minutes in (0, 15, 30, 46):
            world.set((opens + timedelta(minutes=minutes)).timestamp() - time.time())
            strike.ended = strike.ended or time.time()
            self.ring(15)
            batch.tell(f"{batch.name}: {batch.taken()} by {world.clock.now().astimezone(HERE):%H:%M}")
        batch.over(strike, "a night")

    def ring(self, seconds: float) -> None:
        """The clocks were put on: ring, as the next minute would, and see what goes out."""
        self.batch.wait(2)
        self.batch.world.ring()
        self.batch.wait(seconds)

    def morning(self) -> datetime:
        """Eight o'clock of the day that the world's clock shows."""
        now = self.batch.world.clock.now().astimezone(HERE)
        return now.replace(hour=OPENS, minute=0, second=0, microsecond=0)

    def spread(self, opens: datetime) -> None:
        """From when on each may go out: never before eight, and over half an hour or more."""
        rows = self.batch.world.ask(
            "SELECT not_before FROM eligibility_reminder WHERE state = 'pending' AND message_id = ANY(%s::uuid[])",
            list(self.batch.due.numbers),
        )
        times = sorted(time for (time,) in rows)
        early = sum(time < opens for time in times)
        self.batch.notes.append(f"{len(times)} wait for the morning, {early} of them with an earlier time")
        strike = self.batch.strikes[-1]
        if not times or times[-1] - max(times[0], opens) < SPREAD:
            strike.against.append("all at once in the morning")
