"""Everything that is wrong or odd in an edition, each finding with its row, its mend and a person it happens to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.utils.translation import gettext as _

from catalog.compile import compile_edition
from catalog.models import Edition
from catalog.rules import Problem, Rulebook, RulebookError, Screener

Weight = Literal["problem", "notice"]


@dataclass(frozen=True)
class Target:
    """Where the mend is made: a model of the catalogue, and the row's key."""

    model: str
    pk: int


@dataclass(frozen=True)
class Finding:
    """One finding: its kind and weight, its row in codes and in words, what is wrong and how to mend it."""

    kind: str
    weight: Weight
    where: str
    message: str
    row: str = ""
    witness: str = ""
    target: Target | None = None

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"

    def as_problem(self) -> Problem:
        """The finding as the rules name their faults."""
        return Problem(self.where, self.message)


@dataclass(frozen=True)
class Report:
    """What a check found: problems forbid publishing, notices do not."""

    rulebook: dict[str, Any]
    findings: tuple[Finding, ...]

    @property
    def problems(self) -> tuple[Finding, ...]:
        """What forbids publishing."""
        return tuple(one for one in self.findings if one.weight == "problem")

    @property
    def notices(self) -> tuple[Finding, ...]:
        """What staff should look at."""
        return tuple(one for one in self.findings if one.weight == "notice")


def check(edition: Edition, as_of: date) -> Report:
    """Everything found in an edition with the figures of a day."""
    source = compile_edition(edition.pk)
    try:
        rulebook = Rulebook.from_json(source)
        Screener([rulebook], as_of)
    except RulebookError as fault:
        return Report(source, tuple(Finding("fault", "problem", one.where, one.message) for one in fault.problems))
    found = (*_mixed_groups(rulebook), *_silent_amounts(rulebook, as_of), *_unset_parameters(rulebook, as_of))
    return Report(source, found)


def _unset(rulebook: Rulebook, day: date) -> frozenset[str]:
    figures = rulebook.parameters.items()
    return frozenset(code for code, one in figures if one.on(day, rulebook.region, rulebook.regions) is None)


def _unset_parameters(rulebook: Rulebook, day: date) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            "unset_parameter",
            "notice",
            f"parameters › {code}",
            _("“%(name)s”在 %(day)s 没有数值，用到它的金额只能用话说明；查到后填上数值、文件和行")
            % {"name": rulebook.parameters[code].name, "day": day},
        )
        for code in sorted(_unset(rulebook, day))
    )


def _silent_amounts(rulebook: Rulebook, day: date) -> list[Finding]:
    """Amounts that are not known, with no words in their place."""
    unset = _unset(rulebook, day)
    return [
        Finding(
            "no_amount",
            "problem",
            f"{_('第 %s 行') % item.row} › {benefit.code} › {way.code}",
            _("金额用到的参数还没有数值；填上数值，或在“怎么算”里用话写明"),
        )
        for item, benefit in rulebook.benefits()
        for way in benefit.pathways
        if not way.award.formula and any(unset & sum_.names for sum_ in way.award.expressions())
    ]


def _mixed_groups(rulebook: Rulebook) -> list[Finding]:
    """Exclusion groups of which one benefit says choose and another higher."""
    modes: dict[str, str] = {}
    found = []
    for item, benefit in rulebook.benefits():
        for one in benefit.exclusive:
            if modes.setdefault(one.group, one.mode) != one.mode:
                where = f"{_('第 %s 行') % item.row} › {benefit.code}"
                message = _("互斥组“%s”有的就高、有的自选；改成一样") % one.group
                found.append(Finding("mixed_group", "problem", where, message))
    return found
