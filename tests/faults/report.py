"""What a fault run found, as a table for people and in Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from tests.faults.ledgers import Verdict
from tests.faults.trial import Strike

TITLES = {
    "F1": "a worker's process is killed",
    "F2": "a whole worker is killed",
    "F3": "killed or cut off between the gateway's yes and the record of it",
    "F4": "a worker is asked to end, as on a deploy",
    "F5": "Redis restarts",
    "F6": "Redis is emptied",
    "F7": "Redis is away",
    "F8": "Redis is frozen, its connections open",
    "F9": "every connection to Redis is cut twenty times",
    "F14": "several beats at once, all the time",
    "F15": "no beat for three days",
    "F16": "the workers' clock is an hour wrong",
    "F17": "the clock is a day or a year wrong",
    "F18": "the gateway answers with errors",
    "F19": "the gateway is silent for 30 s a call",
    "F20": "the gateway has had enough of some numbers",
    "F22": "people stop, or are erased, while they wait",
    "F23": "a night begins in the middle",
}
HEAD = ("Fault", "Times", "Due", "Lost", "Twice", "For people", "Back after, median and worst", "Allowed")


@dataclass
class Outcome:
    """A batch, judged."""

    name: str
    strikes: Sequence[Strike]
    verdict: Verdict
    notes: Sequence[str]
    # With how many beats the batch ran, and how long.
    beats: int
    seconds: float

    def faults(self) -> list[str]:
        """Which faults struck, in order."""
        return sorted({strike.fault for strike in self.strikes}, key=lambda fault: int(fault[1:]))

    def against(self) -> list[str]:
        """Everything that went against the promises."""
        verdict = self.verdict
        found = [f"{len(ids)} {what}" for what, ids in shown(verdict).items() if ids]
        for strike in self.strikes:
            if strike.recovered is None:
                found.append(f"{strike.fault}: never came back")
            elif strike.recovered > strike.bound:
                found.append(f"{strike.fault}: back only after {strike.recovered:.0f} s")
            found += [f"{strike.fault}: {one}" for one in strike.against]
        return found


def shown(verdict: Verdict) -> dict[str, list[str]]:
    """The ids behind each figure."""
    return {
        "lost": verdict.lost,
        "sent twice": verdict.twice,
        "sent against the wish": verdict.wrong,
        "told otherwise by the database": verdict.disagree,
    }


def rows(outcomes: Sequence[Outcome]) -> list[tuple[str, ...]]:
    """A line for each fault, with the reminders of the batches that it struck."""
    found = []
    for fault in dict.fromkeys(fault for outcome in outcomes for fault in outcome.faults()):
        struck = [outcome for outcome in outcomes if fault in outcome.faults()]
        strikes = [strike for outcome in struck for strike in outcome.strikes if strike.fault == fault]
        times = [strike.recovered for strike in strikes if strike.recovered is not None]
        back = f"{median(times):.0f} s, {max(times):.0f} s" if times else "never"
        bound = f"{max(strike.bound for strike in strikes):.0f} s"
        found.append((f"{fault} {TITLES[fault]}", str(len(strikes)), *map(str, figures(struck)), back, bound))
    beats = [outcome for outcome in outcomes if outcome.beats > 1]
    if beats:
        minutes = sum(outcome.seconds for outcome in beats) / 60
        found.append((f"F14 {TITLES['F14']}", f"{minutes:.0f} min", *map(str, figures(beats)), "–", "–"))
    return found


def figures(outcomes: Sequence[Outcome]) -> list[int]:
    """What is counted of some batches: due, lost, sent twice, left to people."""
    verdicts = [outcome.verdict for outcome in outcomes]
    counts = [(one.due, len(one.lost), len(one.twice), one.people) for one in verdicts]
    return [sum(column) for column in zip(*counts, strict=True)]


def table(outcomes: Sequence[Outcome]) -> str:
    """For people at a terminal."""
    lines = [HEAD, *rows(outcomes)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEAD))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)


def markdown(outcomes: Sequence[Outcome], told: str) -> str:
    """For a page."""
    lines = [HEAD, tuple("---" for _cell in HEAD), *rows(outcomes)]
    body = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return f"{told}\n\n{body}\n"
