"""A batch of reminders under faults, and how long the portal needed to come back from each."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.faults.ledgers import SETTLED, Due, GatewayLedger, Verdict, judge, states
from tests.faults.world import POOL, World
from tests.ground.processes import wait_until

Tell = Callable[[str], None]
# A gateway slower than this is another fault: the portal hangs up after ten seconds.
SLOWEST = 3.0


@dataclass
class Strike:
    """One fault, one time: when it began and ended, what was in flight, and when all was well again."""

    fault: str
    bound: float
    began: float = field(default_factory=time.time)
    ended: float = 0.0
    in_flight: set[str] = field(default_factory=set)
    sending_at: float = 0.0
    settled_at: float = 0.0
    # What went against the promise, in words.
    against: list[str] = field(default_factory=list)

    @property
    def recovered(self) -> float | None:
        """Seconds from the end of the fault until messages went out again and the fate of those in flight was known."""
        if not (self.sending_at and self.settled_at):
            return None
        return max(0.0, max(self.sending_at, self.settled_at) - self.ended)


class Batch:
    """So many due reminders, sent while faults strike."""

    number = 0

    def __init__(self, world: World, name: str, count: int, chance: random.Random, tell: Tell) -> None:
        self.world, self.name, self.count, self.chance, self.tell = world, name, count, chance, tell
        self.ledger = GatewayLedger(world.ledger)
        self.due = Due(world.folder / f"{name}.due")
        self.strikes: list[Strike] = []
        self.notes: list[str] = []
        self.began = time.time()
        # The longest answering time of a gateway that works.
        self.slowest = 0.0

    def seed(self, count: int | None = None, wake_in: int = 0) -> None:
        """Write subscriptions, each with a reminder that is due."""
        count = self.count if count is None else count
        world = self.world
        world.script(
            "from pathlib import Path\nfrom tests.faults.seed import write\n"
            f"write({Batch.number}, {count}, Path({str(self.due.path)!r}), {wake_in})"
        )
        Batch.number += count
        self.due.read()
        self.tell(f"{self.name}: {count} reminders are due")

    def pace(self, seconds: float) -> tuple[float, float]:
        """The gateway's answering times that make the batch last so long."""
        mean = seconds * len(self.world.workers) * POOL / max(1, len(self.due.numbers)) - 0.03
        mean = min(max(0.0, mean), SLOWEST)
        self.slowest = 1.5 * mean
        return 0.5 * mean, self.slowest

    def left(self) -> int:
        """How many are not yet found or not yet settled."""
        said = states(self.world, self.due)
        done = sum(state in SETTLED or (state == "unknown" and why == "ask_staff") for state, why in said.values())
        return len(self.due.numbers) - done - len(self.due.stopped.keys() - said.keys())

    def taken(self) -> int:
        """How many of the batch the gateway has taken."""
        ids = {line["id"] for line in self.ledger.grown() if line["what"] == "taken"}
        return len(ids & self.due.numbers.keys())

    def under_way(self, seconds: float = 150) -> None:
        """Wait until messages go out."""
        before = self.taken()
        wait_until(lambda: self.taken() > before, seconds, "the first message")

    def flying(self) -> set[str]:
        """The messages that are being sent at this moment."""
        rows = self.world.ask("SELECT message_id::text FROM eligibility_reminder WHERE state = 'sending'")
        return {id_ for (id_,) in rows} & self.due.numbers.keys()

    def uncertain(self) -> set[str]:
        """The messages of which nobody knows what became of them."""
        rows = self.world.ask("SELECT message_id::text FROM eligibility_reminder WHERE state = 'unknown'")
        return {id_ for (id_,) in rows} & self.due.numbers.keys()

    def strike(self, fault: str, bound: float) -> Strike:
        """A fault begins now."""
        strike = Strike(fault, bound, in_flight=self.flying())
        self.strikes.append(strike)
        return strike

    def over(self, strike: Strike, note: str = "") -> None:
        """A fault ends now."""
        strike.ended = strike.ended or time.time()
        seconds = strike.ended - strike.began
        lasted = f" for {seconds:.0f} s" if seconds > 1 else ""
        self.tell(f"{self.name}: {strike.fault}{lasted}{note and ': '}{note}, {len(strike.in_flight)} in flight")

    def moving(self) -> set[str]:
        """The messages that are really being sent, without those that a dead process has left behind."""
        before = self.flying().union(*(strike.in_flight for strike in self.strikes))
        self.wait(max(1.5, 3 * self.slowest))
        return self.flying() - before

    def look(self) -> None:
        """See which strikes the portal has come back from."""
        for strike in self.strikes:
            if strike.ended and not strike.sending_at:
                taken = [line["at"] for line in self.ledger.since(strike.ended, "taken")]
                strike.sending_at = min(taken, default=0.0)
        open_ = [strike for strike in self.strikes if strike.ended and not strike.settled_at]
        wanted = set().union(*(strike.in_flight for strike in open_))
        rows = self.world.ask(
            "SELECT message_id::text FROM eligibility_reminder WHERE message_id = ANY(%s::uuid[])"
            " AND (state NOT IN ('sending', 'unknown') OR reason = 'ask_staff')",
            list(wanted),
        )
        settled = {id_ for (id_,) in rows}
        for strike in open_:
            if strike.in_flight <= settled:
                strike.settled_at = time.time()

    def wait(self, seconds: float) -> None:
        """Let time pass, with an eye on what comes back."""
        until = time.time() + seconds
        while (rest := until - time.time()) > 0:
            self.look()
            time.sleep(min(1.0, rest))

    def back(self, strike: Strike, seconds: float = 240) -> None:
        """Wait until the portal has come back from a fault, or for as long as is worth it."""
        until = time.time() + seconds
        while strike.recovered is None and time.time() < until and self.left():
            self.wait(1)

    def finish(self, seconds: float = 300) -> Verdict:
        """Wait until everything is settled, or nothing has been for so long, and judge."""
        self.world.behave()
        least, moved, told = self.count + 1, time.time(), 0.0
        while (left := self.left()) and time.time() - moved < seconds:
            if left < least:
                least, moved = left, time.time()
            if time.time() - told > 20:
                self.tell(f"{self.name}: {left} left, {self.taken()} taken")
                told = time.time()
            self.wait(1)
        self.look()
        self.excuse()
        verdict = judge(self.world, self.ledger, self.due)
        self.tell(
            f"{self.name}: {verdict.due} due, {verdict.once} sent once, {len(verdict.lost)} lost,"
            f" {len(verdict.twice)} twice, {len(verdict.wrong)} wrong, {len(verdict.disagree)} disagree,"
            f" {verdict.people} for people, in {time.time() - self.began:.0f} s"
        )
        return verdict

    def excuse(self) -> None:
        """After the last message there is none that could show that sending goes on."""
        last = max((line["at"] for line in self.ledger.grown() if line["what"] == "taken"), default=0.0)
        for strike in self.strikes:
            if strike.ended and not strike.sending_at and last < strike.ended and strike.settled_at:
                strike.sending_at = strike.ended
