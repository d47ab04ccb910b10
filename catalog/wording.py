"""Rules in plain Chinese sentences, and values as people write them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.rules import AwardResult, Fact, Phrase, Region, RegionTree
from catalog.rules.conditions import SAYS, Condition
from catalog.rules.expressions import InvalidExpression, parse, plain, yuan
from catalog.rules.values import VALUE_CHECKS

Json = Mapping[str, Any]
KINDS = {
    "cash": gettext_lazy("发钱"),
    "discount": gettext_lazy("减免"),
    "service": gettext_lazy("提供服务"),
    "in_kind": gettext_lazy("给实物"),
    "insurance": gettext_lazy("办保险"),
    "priority": gettext_lazy("优先安排"),
}
PERIODS = {
    "month": gettext_lazy("每月"),
    "year": gettext_lazy("每年"),
    "once": gettext_lazy("一次"),
    "day": gettext_lazy("每天"),
}
YES_OR_NO = {"是": True, "否": False, "true": True, "false": False}


class Unreadable(ValueError):
    """A value that cannot be read; the message says how to write it."""


class Wording:
    """The words of the facts, regions and parameters that rules are made of."""

    def __init__(self, meanings: Json, parameters: Json | None = None) -> None:
        self.facts = {code: _fact(code, row) for code, row in meanings["facts"].items()}
        self.regions = RegionTree({slug: Region(slug, **row) for slug, row in meanings["regions"].items()})
        self.parameters = {code: row["name"] for code, row in (parameters or {}).items()}

    def benefit(self, row: Json) -> list[str]:
        """Who gets what, a line for what all must meet and one for each pathway."""
        common = self.clauses(row["clauses"])
        lines = [_("都要符合：%s。") % common] if common else []
        return lines + [self.pathway(way, place) for place, way in enumerate(row["pathways"], start=1)]

    def pathway(self, row: Json, place: int) -> str:
        """One way to qualify and what it gives."""
        own, gets = self.clauses(row["clauses"]), _("得到：%s。") % self.award(row["award"])
        head = _("情形 %(place)s【%(name)s】") % {"place": place, "name": row["name"]}
        also = _("还要符合：%s。") % own if own else ""
        return f"{head}{also}{gets}"

    def clauses(self, rows: Iterable[Json]) -> str:
        """Clauses that must all hold."""
        return _("；").join(self.clause(one) for one in rows)

    def clause(self, row: Json) -> str:
        """A clause: its short words, and what they stand for."""
        groups = [_("，并且").join(self.condition(one) for one in together) for together in row["any"]]
        said = groups[0] if len(groups) == 1 else _("符合任一项：%s") % " / ".join(groups)
        return f"{row['words']}（{said}）" if row["words"] else said

    def condition(self, row: Json) -> str:
        """A condition as a resident reads it."""
        fact = self.facts.get(row["fact"])
        if row["value"] is None:
            return _("（没写完：%s）") % fact.name if fact else _("（没写完的条件）")
        try:
            if fact is None:
                raise KeyError(row["fact"])
            value = tuple(row["value"]) if isinstance(row["value"], list) else row["value"]
            if fact.type in ("money", "integer"):
                value = self._limits(value)
            return str(Condition(fact.code, row["relation"], value).phrase(fact, self.regions))
        except (KeyError, IndexError, InvalidExpression):
            return _("（有误的条件：%s）") % (fact.name if fact else row["fact"])

    def _limits(self, value: object) -> object:
        if isinstance(value, tuple):
            return tuple(self.sum(str(one)) for one in value)
        return self.sum(str(value))

    def sum(self, source: str) -> str:
        """A sum with its parameters and facts by their names."""
        return str(parse(source).words(lambda name: Phrase(self.parameters.get(name) or self._name(name))))

    def _name(self, code: str) -> str:
        return self.facts[code].name if code in self.facts else code

    def award(self, row: Json) -> str:
        """What is given, how much and how often."""
        said = [str(KINDS.get(row["kind"], "")) or _("（还没选给什么）")]
        if row["rate"]:
            said.append(_("减去 %s%%") % plain(Decimal(row["rate"]) * 100))
        period = str(PERIODS.get(row["period"] or "", ""))
        amount = self._amount(row)
        if amount or period:
            said.append(f"{period}{amount}")
        if row["formula"]:
            said.append(_("算法：%s") % row["formula"])
        return "，".join(said)

    def _amount(self, row: Json) -> str:
        amount, least = row["amount"], _("不低于 ") if row["at_least"] else ""
        if isinstance(amount, Mapping):
            fact = self.facts.get(amount["by"])
            names = fact.options if fact else {}
            each = [f"{names.get(code, code)} {self._yuan(one)}" for code, one in amount["values"].items()]
            return _("按%(fact)s分：%(each)s") % {"fact": self._name(amount["by"]), "each": "；".join(each)}
        return f"{least}{self._yuan(amount)}" if amount else ""

    def _yuan(self, source: str) -> str:
        try:
            return _("%s 元") % self.sum(source)
        except InvalidExpression:
            return _("（有误的算式：%s）") % source

    def shown(self, fact_code: str, value: Any) -> str:
        """A condition's value as staff read and write it, one a line."""
        fact = self.facts.get(fact_code)
        return "\n".join(self._shown(fact, one) for one in (value if isinstance(value, list) else [value]))

    def _shown(self, fact: Fact | None, value: Any) -> str:
        if isinstance(value, bool):
            return "是" if value else "否"
        if fact and fact.type == "region" and value in self.regions:
            return self.regions[value].name
        return fact.options.get(str(value), str(value)) if fact else str(value)

    def relation_fault(self, fact_code: str, relation: str) -> str | None:
        """Why a relation does not go with a fact, if it does not."""
        fact = self.facts[fact_code]
        if relation in VALUE_CHECKS[fact.type]:
            return None
        return _("“%s”不能用这种关系，请换一种。") % fact.name

    def stored(self, fact_code: str, relation: str | None, text: str) -> Any:
        """What staff wrote, as it is kept; raises Unreadable with the mend."""
        fact, lines = self.facts[fact_code], [line.strip() for line in text.split("\n") if line.strip()]
        if not lines:
            raise Unreadable(_("请写上值。"))
        many = fact.type in ("choices", "region") or relation in ("one_of", "none_of")
        if len(lines) > 1 and not many:
            raise Unreadable(_("这里只写一个值。"))
        values = [self._stored(fact, relation, line) for line in lines]
        return values if many else values[0]

    def _stored(self, fact: Fact, relation: str | None, line: str) -> Any:
        match fact.type:
            case "bool":
                return _known(line, YES_OR_NO, _("请写“是”或“否”。"))
            case "choice" | "choices":
                return self._option(fact, line)
            case "region":
                names = {one.name: slug for slug, one in self.regions.items()}
                return _known(line, {**names, **{slug: slug for slug in self.regions}}, _("没有“%s”这个地区。") % line)
            case "date":
                return _age(line) if (relation or "").startswith("age_") else _day(line)
        return _figure(fact, line)

    def _option(self, fact: Fact, line: str) -> str:
        known = {**{name: code for code, name in fact.options.items()}, **{code: code for code in fact.options}}
        names = "、".join(fact.options.values())
        return str(_known(line, known, _("没有“%(one)s”这个选项，可写：%(all)s。") % {"one": line, "all": names}))


def award_in_words(result: AwardResult) -> str:
    """An award as it falls to somebody: 发钱，每月 60 元."""
    said = [str(KINDS[result.kind])]
    if result.rate:
        said.append(_("减去 %s%%") % plain(result.rate * 100))
    if result.amount is not None:
        least = _("不低于 ") if result.at_least else ""
        period = f"{PERIODS[result.period]} " if result.period else ""
        said.append(period + least + _("%s 元") % yuan(result.amount))
    elif result.formula:
        said.append(_("算法：%s") % result.formula)
    return "，".join(said)


def _fact(code: str, row: Json) -> Fact:
    known = SAYS[row["type"]]
    says = {relation: text for relation, text in row["says"].items() if relation in known}
    return Fact(code, row["type"], row["name"], row["options"], says)


def _known(line: str, known: Mapping[str, Any], message: str) -> Any:
    if line not in known:
        raise Unreadable(message)
    return known[line]


def _age(line: str) -> int:
    if not line.isdecimal() or not 0 < int(line) <= 130:
        raise Unreadable(_("年龄写 1 到 130 的整数，例如 60。"))
    return int(line)


def _day(line: str) -> str:
    try:
        return date.fromisoformat(line).isoformat()
    except ValueError:
        raise Unreadable(_("日期写成 2023-07-01 这样。")) from None


def _figure(fact: Fact, line: str) -> int | str:
    try:
        parse(line)
    except InvalidExpression as fault:
        raise Unreadable(str(fault)) from None
    return int(line) if fact.type == "integer" and line.isdecimal() else line
