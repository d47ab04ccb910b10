"""The days to come, as paper tells them: what is alike year after year stands once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext

from eligibility.findings.calendar import Calendar, Day
from eligibility.summaries.shapes import Coming


@dataclass
class Run:
    """A day that comes round from one year to another with the same things to do."""

    first: int
    last: int
    day: Day
    things: tuple[str, ...]

    def goes_on(self, year: int, day: Day, things: tuple[str, ...]) -> bool:
        """Whether a later day is its next turn."""
        same = (day.words, day.guessed, things) == (self.day.words, self.day.guessed, self.things)
        return same and year == self.last + 1 and not (day.overdue or self.day.overdue)

    @property
    def words(self) -> str:
        """The day, or the days."""
        if self.day.overdue:
            return gettext("已经到期")
        once = self.first == self.last
        words = gettext("{year}年{day}") if once else gettext("{year}年到{last}年，每年{day}")
        said = words.format(year=self.first, last=self.last, day=self.day.words)
        return gettext("大约{day}").format(day=said) if self.day.guessed else said


def coming(calendar: Calendar | None) -> Iterator[Coming]:
    """The days of the next years, in their order."""
    runs: list[Run] = []
    for year in calendar.years if calendar else ():
        for day in year.days:
            things = tuple(_things(day))
            before = next((run for run in runs if run.goes_on(year.number, day, things)), None)
            if before:
                before.last = year.number
            else:
                runs.append(Run(year.number, year.number, day, things))
    return (Coming(run.words, run.things) for run in runs)


def _things(day: Day) -> Iterator[str]:
    """What there is on a day; what is only guessed is said once, beneath all days."""
    for (label, says), same in groupby(day.lines, key=lambda line: (line.mark.label, "" if day.guessed else line.says)):
        names = gettext("、").join(line.names for line in same)
        words = gettext("{label}：{names}（{says}）") if says else gettext("{label}：{names}")
        yield words.format(label=label, names=names, says=says)
