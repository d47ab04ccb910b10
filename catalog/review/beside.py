"""The lists that stand beside one: those of the other regions, as they will be read with its words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from catalog.in_force import rulebooks_around
from catalog.rules import Problem, Rulebook, RulebookError


def neighbours(rulebook: Rulebook, as_of: date) -> list[Rulebook]:
    """The lists of the other regions, in force on a day or else the first to come, in a rulebook's words.

    Raises RulebookError with what of their rules does not go with its facts.
    """
    return reworded(rulebook, [one for one in rulebooks_around(as_of) if one.region != rulebook.region])


def reworded(rulebook: Rulebook, others: Sequence[Rulebook]) -> list[Rulebook]:
    """Other lists as they read once a rulebook is published: its facts and regions stand for theirs.

    Raises RulebookError with what of their rules does not go with its facts.
    """
    read, problems = [], []
    for other in others:
        data = other.to_json()
        known = {name: {**data[name], **rulebook.to_json()[name]} for name in ("facts", "regions")}
        try:
            read.append(Rulebook.from_json({**data, **known}))
        except RulebookError as fault:
            problems += [_clash(other, one) for one in fault.problems]
    if problems:
        raise RulebookError(problems)
    return read


def _clash(other: Rulebook, fault: Problem) -> Problem:
    said = {"list": other.title, "where": fault.where, "fault": fault.message}
    message = _("“%(list)s”（%(where)s）还要用它：%(fault)s。改回来，或先改那个清单。") % said
    return Problem(f"{other.edition} › {fault.where}", message, "clash", fault.subject)
