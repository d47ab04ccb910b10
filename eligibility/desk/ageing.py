"""Things chosen from the lists, for somebody whose birthday is told: a rhythm that changes with age changes then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from catalog.in_force import screener_on
from catalog.rules import Value
from catalog.rules.renewals import months_of, since
from eligibility.desk.things import Thing
from eligibility.reminders.due import ways_of


def aged(thing: Thing, birth: date, today: date) -> Thing:
    """The same thing, with the birthdays on which another pathway begins; as it was where more than age decides.

    The birth date is used for this alone and is kept nowhere.
    """
    one, screener = thing.proposal, screener_on(today)
    if screener.age_place is None:
        return thing
    answers: dict[str, Value] = {code: one.region for code, _rule in screener.consulting}
    answers[screener.compilation.variables[screener.age_place]] = birth
    verdicts = screener.screen(answers, today, [one.region]).verdicts
    verdict = next((found for found in verdicts if found.benefit.code == one.benefit), None)
    ways = ways_of(verdict) if verdict else []
    if verdict is None or not any(code for _day, code in ways):
        return thing
    mine = since(ways, thing.last or today)
    return replace(thing, proposal=replace(one, ways=mine, months=months_of(verdict.benefit).get(mine[0][1])))
