"""A comparison in words: the sums before and after, and under each heading what becomes of which benefit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.rules import Screening, Verdict
from catalog.rules.exclusions import Totals
from catalog.rules.expressions import yuan
from eligibility.findings.amounts import amount
from eligibility.findings.comparing import Difference, What, compare
from eligibility.findings.texts import phrase, shown
from eligibility.presenter import amount_words

# What is good news stands first; what stays as it is is not told one by one.
HEADINGS: Mapping[What, Promise] = {
    "gained": _("会多出来"),
    "more": _("会变多"),
    "lost": _("就没有了"),
    "less": _("会变少"),
    "other": _("换一种办法"),
    "perhaps": _("可能会有，还要多知道一点"),
    "unsure": _("就说不准了，还要多知道一点"),
    "settled": _("本来说不准，这样就确定没有"),
}


@dataclass(frozen=True)
class Line:
    """What becomes of one benefit."""

    name: str
    region: str  # the place whose list it stands in; empty where all stand in one
    code: str
    list: str  # the region's slug, for the link
    before: str
    after: str
    also: str  # what else is to be known


@dataclass(frozen=True)
class Heading:
    """The benefits of which the same becomes."""

    what: What
    label: Promise
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Compared:
    """Two screenings side by side, in words."""

    before: str  # the monthly sums; empty where there is none
    after: str
    before_at_least: bool
    after_at_least: bool
    change: Decimal
    headings: tuple[Heading, ...]
    same: tuple[str, ...]  # what is had before and after alike

    @property
    def more(self) -> str:
        """By how much the monthly sum grows; empty where it does not."""
        return yuan(self.change) if self.change > 0 else ""

    @property
    def less(self) -> str:
        """By how much it shrinks; empty where it does not."""
        return yuan(-self.change) if self.change < 0 else ""

    @property
    def least(self) -> bool:
        """Whether one of the sums is only known at its least."""
        return self.before_at_least or self.after_at_least


def compared(before: Screening, after: Screening) -> Compared:
    """Two screenings in words."""
    found = compare(before, after)
    several = len({one.verdict.rulebook.region for one in found if one.what != "same"}) > 1
    first, then = before.totals, after.totals
    return Compared(
        before=_sum(first),
        after=_sum(then),
        before_at_least=first.at_least,
        after_at_least=then.at_least,
        change=then.monthly_cash - first.monthly_cash,
        headings=tuple(_headings(found, several)),
        same=tuple(shown(one.verdict.benefit.name) for one in found if _stays(one)),
    )


def _stays(one: Difference) -> bool:
    """Whether it is had before and after alike."""
    return one.what == "same" and one.verdict.status == "eligible"


def _sum(totals: Totals) -> str:
    return yuan(totals.monthly_cash) if totals.monthly_cash else ""


def _headings(found: Iterable[Difference], several: bool) -> Iterable[Heading]:
    listed = list(found)
    for what, label in HEADINGS.items():
        lines = tuple(_line(one, several) for one in listed if one.what == what)
        if lines:
            yield Heading(what, label, lines)


def _line(one: Difference, several: bool) -> Line:
    book, benefit = one.verdict.rulebook, one.verdict.benefit
    moved = one.before and one.after and one.before.rulebook.region != one.after.rulebook.region
    return Line(
        name=shown(benefit.name),
        region=_region(one.verdict) if several and not moved else "",
        code=benefit.code,
        list=book.region,
        before=_side(one.before, one, bool(moved)),
        after=_side(one.after, one, bool(moved)),
        also=_also(one),
    )


def _region(verdict: Verdict) -> str:
    book = verdict.rulebook
    return shown(book.regions[book.region].name)


def _side(verdict: Verdict | None, one: Difference, moved: bool) -> str:
    """What is had on one side; from which list, where it is another's on the other."""
    if verdict is None or verdict.status == "ineligible":
        return gettext("没有")
    if verdict.status == "undetermined":
        return gettext("说不准")
    if verdict.superseded_by is not None:
        return gettext("让给金额高的一项")
    said = [amount(verdict) or phrase(amount_words(verdict.award))]
    if one.what == "other" and verdict.pathway is not None:
        said.append(shown(verdict.pathway.name))
    if moved:
        said.append(_region(verdict))
    return gettext("，").join(said)


def _also(one: Difference) -> str:
    """The facts that a benefit would hang on; which ones must be chosen among."""
    after = one.after
    if after is None:
        return ""
    if one.what in ("perhaps", "unsure"):
        facts = after.screening.screener.facts
        names = [shown(facts[code].name) for code in after.missing]
        return gettext("还要知道：{facts}").format(facts=gettext("、").join(names)) if names else ""
    if after.status == "eligible" and after.choose_one_with:
        return gettext("要和别的选一项")
    return ""
