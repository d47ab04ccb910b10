"""Reminders under faults: real processes, a gateway that misbehaves, three ledgers that must agree.

    script/faults                       the whole run: 10,000 reminders a batch, every fault, an hour and a half
    script/faults --only F1 F5          some faults
    script/faults --reminders 1000 --times 1 --seed 7 --markdown table.md

Ends with 1 if a reminder was lost, went out twice or against the wish, or the portal came back too late.
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.faults.broker_faults import Redis
from tests.faults.clock_faults import Clocks
from tests.faults.day_faults import Days
from tests.faults.gateway_faults import Gateway
from tests.faults.report import Outcome, markdown, table
from tests.faults.trial import Batch
from tests.faults.visitor import Visitor
from tests.faults.worker_faults import Workers
from tests.faults.world import BEGIN_AT, World

# How often each fault strikes in a whole run.
TIMES = {
    "workers": {"F1": 10, "F2": 4, "F3": 12, "F4": 3, "F22": 3},
    "redis": {"F5": 3, "F6": 5, "F7": 2, "F8": 2, "F9": 2},
    "gateway": {"F18": 2, "F19": 2, "F20": 2},
    "clocks": {"F16": 2, "F17": 1},
    "days": {"F15": 2},
    "night": {"F23": 2},
}
# A batch of these has room for one strike.
ONE_STRIKE = {"days", "night"}
# A night is about its order, not its number.
FEWER = {"night": 0.05, "days": 0.3}
# For how long reminders must go out so that a fault still finds some, beside the time that it lasts.
TAKES = {"F1": 5, "F2": 12, "F3": 10, "F4": 20, "F22": 12, "F5": 60, "F6": 30, "F7": 60, "F8": 40, "F9": 30}
TAKES |= {"F18": 60, "F19": 60, "F20": 60, "F16": 240, "F17": 360, "F15": 60, "F23": 60}
LASTING = {"F7", "F8", "F9", "F18", "F19", "F20"}


@dataclass
class Options:
    """How much of it is run."""

    only: list[str]
    reminders: int
    times: int | None
    seed: int
    beats: int
    lasting: float
    markdown: Path | None = None

    def wanted(self, name: str) -> dict[str, int]:
        """How often each of a batch's faults is to strike."""
        return {
            fault: count if self.times is None else self.times
            for fault, count in TIMES[name].items()
            if not self.only or fault in self.only
        }

    def seconds(self, wanted: dict[str, int]) -> float:
        """For how long the reminders of these faults must last."""
        return sum(times * (TAKES[fault] + self.lasting * (fault in LASTING)) for fault, times in wanted.items())


def tell(text: str) -> None:
    """A line of what is done, with the time."""
    print(f"{time.strftime('%H:%M:%S')} {text}", flush=True)


def strike(name: str, batch: Batch, visitor: Visitor, options: Options) -> None:
    """All the faults of a batch."""
    wanted = options.wanted(name)
    lasts = options.seconds(wanted)
    runs: dict[str, Callable[[], None]] = {
        "workers": lambda: Workers(batch).run(wanted, lasts),
        "redis": lambda: Redis(batch, visitor, options.lasting, min(60, options.lasting)).run(wanted, lasts),
        "gateway": lambda: Gateway(batch, options.lasting).run(wanted, lasts),
        "clocks": lambda: Clocks(batch, 20).run(wanted, lasts),
        "days": lambda: Days(batch).f15(),
        "night": lambda: Days(batch).f23(),
    }
    runs[name]()


def batches(options: Options) -> Iterator[tuple[str, str]]:
    """The batches of a run: what strikes in each, and its own name."""
    for kind in TIMES:
        wanted = options.wanted(kind)
        count = max(wanted.values(), default=0) if kind in ONE_STRIKE else 1
        for number in range(1, count + 1) if wanted else ():
            yield kind, f"{kind} {number}" if count > 1 else kind


def one_batch(kind: str, name: str, world: World, visitor: Visitor, options: Options) -> Outcome:
    """A batch on a day of its own, from its seed to its judgement."""
    chance = random.Random(f"{options.seed} {name}")
    world.set_to(BEGIN_AT, days=1)
    world.behave()
    count = max(60, int(options.reminders * FEWER.get(kind, 1)))
    batch = Batch(world, name, count, chance, tell)
    strike(kind, batch, visitor, options)
    verdict = batch.finish()
    return Outcome(name, batch.strikes, verdict, batch.notes, len(world.beats), time.time() - batch.began)


def run(options: Options, folder: Path) -> list[Outcome]:
    """Every batch that is wanted, on one world."""
    tell(f"seed {options.seed}; the portal starts")
    world = World(folder, beats=options.beats)
    try:
        world.start()
        visitor = Visitor(world.port)
        visitor.start()
        outcomes = []
        for kind, name in batches(options):
            outcomes.append(one_batch(kind, name, world, visitor, options))
            for line in [*outcomes[-1].notes, *outcomes[-1].against()]:
                tell(f"{name}: {line}")
        tell(f"started again by the supervisor: {len(world.restarted)}")
        return outcomes
    finally:
        world.stop()


def options(arguments: Sequence[str]) -> tuple[Options, Path | None]:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", default=[], metavar="F1", help="these faults alone")
    parser.add_argument("--reminders", type=int, default=10_000, help="reminders in a batch")
    parser.add_argument("--times", type=int, help="how often each fault strikes")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="where chance begins")
    parser.add_argument("--beats", type=int, default=3, help="how many beats ring")
    parser.add_argument("--lasting", type=float, default=120, help="seconds that Redis is away or the gateway fails")
    parser.add_argument("--markdown", type=Path, help="a file for the table")
    parser.add_argument("--keep", type=Path, help="a new folder for all logs and ledgers, which then stays")
    given = vars(parser.parse_args(arguments))
    return Options(**{name: value for name, value in given.items() if name != "keep"}), given["keep"]


def main(arguments: Sequence[str]) -> int:
    """Run, print, and say whether all went well."""
    asked, keep = options(arguments)
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, lambda *_: sys.exit(130))
    folder = keep or Path(tempfile.mkdtemp(prefix="portal-faults-"))
    folder.mkdir(parents=True, exist_ok=True)
    began = time.time()
    try:
        outcomes = run(asked, folder)
    finally:
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)
    told = f"seed {asked.seed}, {asked.reminders} reminders a batch, {(time.time() - began) / 60:.0f} minutes"
    print(f"\n{told}\n\n{table(outcomes)}\n")
    if asked.markdown:
        asked.markdown.write_text(markdown(outcomes, told), "utf-8")
    against = [f"{outcome.name}: {line}" for outcome in outcomes for line in outcome.against()]
    print("\n".join(["NOT as promised:", *against] if against else ["All as promised."]))
    return 1 if against else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
