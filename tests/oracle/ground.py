"""What every row of the oracle stands on: dates by R2, places by R11, outcomes and the older person."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

DIBAO_STANDARD = Decimal("1035")  # R16
WITHIN_ZHEJIANG = {"hangzhou", "shaoxing", "jinhua", "quzhou"}
WITHIN_QUZHOU = {"kecheng", "qujiang", "changshan", "kaihua", "longyou", "jiangshan"}
SHANGYU_PARTS = (
    "baiguan",
    "caoe",
    "dongguan",
    "daoxu",
    "xiaoyue",
    "lianghu",
    "songxia",
    "zhangzhen",
    "fenghui",
    "shangpu",
    "tangpu",
    "yonghe",
    "yiting",
    "xietang",
    "gaibei",
    "changtang",
    "lingnan",
    "chenxi",
    "xiaguan",
    "dingzhai",
)
SUBDISTRICTS = SHANGYU_PARTS[:7]
PARENTS: dict[str, str | None] = {
    "elsewhere": None,
    "zhejiang": None,
    "gongshu": "hangzhou",
    "shangyu": "shaoxing",
    "dongyang": "jinhua",
    **dict.fromkeys(WITHIN_ZHEJIANG, "zhejiang"),
    **dict.fromkeys(WITHIN_QUZHOU, "quzhou"),
    **{f"shangyu-{part}": "shangyu" for part in SHANGYU_PARTS},
}


def lies_within(place: str, region: str) -> bool:
    """Whether a place is the region or lies below it (R11)."""
    here: str | None = place
    while here is not None:
        if here == region:
            return True
        here = PARENTS[here]
    return False


def years_after(day: date, years: int) -> date:
    """The same day some years on; 29 February falls on the 28th in a common year (R2, R42)."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)


def age_on(birth: date, day: date) -> int:
    """Full years of age on a day (R2)."""
    return day.year - birth.year - (day < years_after(birth, day.year - birth.year))


@dataclass(frozen=True)
class Outcome:
    """What one benefit is for one person.

    `class_` is a class that a reading names; `basis` tells apart awards whose amount is unknown
    but which are worked out differently; `renewal` is the months of R21.
    """

    eligible: bool
    kind: str = ""
    amount: Decimal | None = None
    rate: Decimal | None = None
    period: str | None = None
    at_least: bool = False
    class_: str = ""
    basis: str = ""
    renewal: int | None = None


NO = Outcome(False)


def cash(amount: Decimal | str | None = None, at_least: bool = False) -> Outcome:
    """Cash by the month (R44)."""
    return Outcome(True, "cash", None if amount is None else Decimal(amount), None, "month", at_least)


def service(class_: str = "", basis: str = "", renewal: int | None = None) -> Outcome:
    """A service, of a named class where a reading names one."""
    return Outcome(True, "service", class_=class_, basis=basis, renewal=renewal)


def discount(rate: str | None = None) -> Outcome:
    """A share taken off (R43)."""
    return Outcome(True, "discount", rate=None if rate is None else Decimal(rate))


class Elder:
    """One person on one day: complete facts in their JSON form, read through the terms of the readings."""

    def __init__(self, facts: Mapping[str, Any], as_of: date) -> None:
        self.facts = facts
        self.as_of = as_of

    def on(self, fact: str, *values: str) -> bool:
        """Whether a choice is one of the values."""
        return self.facts[fact] in values

    def yes(self, fact: str) -> bool:
        """Whether a bool is true."""
        return bool(self.facts[fact])

    def among(self, fact: str) -> Container[str]:
        """What is ticked in a fact of many choices."""
        ticked: Container[str] = self.facts[fact]
        return ticked

    def aged(self, years: int) -> bool:
        """Whether an age is reached (R2)."""
        return age_on(date.fromisoformat(self.facts["birth_date"]), self.as_of) >= years

    def registered(self, region: str = "quzhou") -> bool:
        """Whether the hukou lies within a region."""
        return lies_within(self.facts["hukou"], region)

    def resides(self, region: str = "quzhou") -> bool:
        """Whether the person lives within a region."""
        return lies_within(self.facts["residence"], region)

    def joins_child(self, region: str) -> bool:
        """R11 `child`: the child's hukou lies within a region and the person's own does not."""
        return not self.registered(region) and lies_within(self.facts["child_hukou"], region)

    def income(self) -> Decimal:
        """Household income per head per month."""
        return Decimal(str(self.facts["household_income"]))

    def unable(self) -> bool:
        """R4: 失能, any level but independent."""
        return not self.on("self_care", "independent")

    def at_home(self) -> bool:
        """Whether the person lives at home."""
        return self.on("care_setting", "home")

    def hardship(self) -> bool:
        """R6: tekun, dibao or dibian."""
        return self.on("assistance", "tekun", "dibao", "dibian")

    def frail_or_old(self) -> bool:
        """R19, R24: 失能, 失智 or 80 and older."""
        return self.aged(80) or self.unable() or self.yes("dementia")

    def severely_disabled(self) -> bool:
        """R7: grade 1 or 2."""
        return self.on("disability_grade", "1", "2")

    def severe_or_mental(self) -> bool:
        """R7: grade 1 or 2, or grades 3 and 4 of type intellectual or mental."""
        return self.severely_disabled() or (
            self.on("disability_grade", "3", "4") and self.on("disability_type", "intellectual", "mental")
        )

    def honoured(self, *honours: str) -> bool:
        """Whether one of the honours is held."""
        held = self.among("honours")
        return any(honour in held for honour in honours)


Rule = Callable[[Elder], Outcome]
LISTS: dict[str, dict[str, Rule]] = {}
LIST_OF: dict[Rule, str] = {}


def row(code: str) -> Callable[[Rule], Rule]:
    """Enters a rule under its benefit's code in its list."""

    def enter(rule: Rule) -> Rule:
        region = code.split("-")[0]
        LISTS.setdefault(region, {})[code] = rule
        LIST_OF[rule] = region
        return rule

    return enter
