"""Reads a frozen edition from JSON, and names every fault that would make it unusable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from catalog.rules.answers import read_answer
from catalog.rules.awards import KINDS, PERIODS, Award
from catalog.rules.conditions import Clause, Condition
from catalog.rules.errors import InvalidAnswer, Problem, RulebookError, Subject
from catalog.rules.expressions import Expression, InvalidExpression, parse
from catalog.rules.facts import FACT_TYPES, Consults, Fact, FactStep, Question
from catalog.rules.parameters import Parameter, ParameterValue
from catalog.rules.regions import Region, RegionTree
from catalog.rules.rulebook import (
    SCHEMA,
    Benefit,
    Department,
    Document,
    Exclusive,
    Item,
    Pathway,
    Rulebook,
)
from catalog.rules.values import VALUE_CHECKS

MODES = ("higher", "choose")


def read_rulebook(data: Mapping[str, Any]) -> Rulebook:
    """The rulebook in a frozen edition; raises RulebookError with every fault found."""
    return _Reader(data).rulebook()


class _Reader:
    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        self.problems: list[Problem] = []
        self.facts: dict[str, Fact] = {}
        self.regions = RegionTree({})
        self.parameters: dict[str, Parameter] = {}

    def fault(self, where: str | Subject, message: str, kind: str = "fault", **about: str) -> None:
        """Note a fault; a place among the benefits is named by its codes."""
        subject = Subject(**about) if isinstance(where, str) else replace(where, **about)
        self.problems.append(Problem(where if isinstance(where, str) else _place(where), message, kind, subject))

    def rulebook(self) -> Rulebook:
        data = self.data
        if data.get("schema") != SCHEMA:
            raise RulebookError([Problem("schema", f"这是第 {data.get('schema')} 种格式，这里只认第 {SCHEMA} 种")])
        self.regions = RegionTree({slug: Region(slug, **row) for slug, row in data["regions"].items()})
        self.facts = {code: self.fact(code, row) for code, row in data["facts"].items()}
        self.parameters = {code: self.parameter(code, row) for code, row in data["parameters"].items()}
        if data["region"] not in self.regions:
            self.fault("region", f"没有“{data['region']}”这个地区；先在地区表里加上它")
        questions = tuple(self.question(row) for row in data["questions"])
        departments = {code: Department(code, **row) for code, row in data["departments"].items()}
        items = tuple(self.item(row, departments) for row in data["items"])
        for code in _twice(benefit.code for item in items for benefit in item.benefits):
            self.fault("待遇代码", f"“{code}”出现了两次；改掉其中一个", benefit=code)
        if self.problems:
            raise RulebookError(self.problems)
        return Rulebook(
            region=data["region"],
            edition=data["edition"],
            title=data["title"],
            effective_from=date.fromisoformat(data["effective_from"]),
            document=Document(**data["document"]),
            facts=self.facts,
            regions=self.regions,
            parameters=self.parameters,
            questions=questions,
            departments=departments,
            items=items,
            published=data.get("published", ""),
            source=data,
        )

    def fact(self, code: str, row: Mapping[str, Any]) -> Fact:
        if row["type"] not in FACT_TYPES:
            self.fault(f"facts.{code}", f"没有“{row['type']}”这种类型；可用 {'、'.join(FACT_TYPES)}", fact=code)
        steps = tuple(
            FactStep(**{**step, "only_from": tuple(step.get("only_from") or ())}) for step in row.get("steps") or ()
        )
        consults = Consults(**row["consults"]) if row.get("consults") else None
        fact = Fact(code, row["type"], row["name"], row.get("options") or {}, row.get("says") or {}, steps, consults)
        for step in steps if fact.type in FACT_TYPES else ():
            self.step(fact, step)
        return fact

    def step(self, fact: Fact, step: FactStep) -> None:
        try:
            read_answer(fact, step.sets, date.max, self.regions)
        except InvalidAnswer as fault:
            if fault.code != "too_long_ago":
                message = f"“{fact.name}”可以做的事“{step.text}”：办成以后的值不对；照它的类型和选项改"
                self.fault(f"facts.{fact.code}", message, fact=fact.code)
        if step.only_from and (fact.type != "choice" or not set(step.only_from) <= set(fact.options)):
            message = f"“{fact.name}”可以做的事“{step.text}”：对哪些人说，只能从它的选项里选"
            self.fault(f"facts.{fact.code}", message, fact=fact.code)

    def parameter(self, code: str, row: Mapping[str, Any]) -> Parameter:
        values = []
        for one in row["values"]:
            try:
                figure = Decimal(str(one["value"]))
            except InvalidOperation:
                self.fault(f"parameters.{code}", f"“{one['value']}”不是数字", parameter=code)
                continue
            start = date.fromisoformat(one["from"])
            values.append(ParameterValue(one["region"], start, figure, one["document"], one["row"]))
        return Parameter(code, row["name"], row["unit"], tuple(values))

    def question(self, row: Mapping[str, Any]) -> Question:
        for fact in row["facts"]:
            if fact not in self.facts:
                message = f"没有“{fact}”这个情况；先加上它，或从问题里去掉"
                self.fault(f"questions.{row['code']}", message, question=row["code"])
        return Question(**{**row, "facts": tuple(row["facts"])})

    def item(self, row: Mapping[str, Any], departments: Mapping[str, Department]) -> Item:
        for code in row["departments"]:
            if code not in departments:
                self.fault(f"第 {row['row']} 行", f"没有“{code}”这个部门；先加上它", item=row["row"])
        benefits = tuple(self.benefit(one) for one in row["benefits"])
        return Item(
            row["row"], row["name"], row["category"], tuple(row["departments"]), tuple(row["legal_basis"]), benefits
        )

    def benefit(self, row: Mapping[str, Any]) -> Benefit:
        code, place = row["code"], Subject(benefit=row["code"])
        exclusive = tuple(Exclusive(**group) for group in row["exclusive"])
        for group in exclusive:
            if group.mode not in MODES:
                self.fault(place, f"互斥方式“{group.mode}”只能是 higher（取高）或 choose（自选）")
        if not row["pathways"]:
            self.fault(place, "没有一种情形，谁也享受不到；至少加一种情形")
        if row["renewal_from"] and self.type_of(row["renewal_from"]) != "date":
            self.fault(place, f"续期起算的“{row['renewal_from']}”不是日期型的情况")
        pathways = tuple(self.pathway(code, one) for one in row["pathways"])
        for twice in _twice(pathway.code for pathway in pathways):
            self.fault(f"{code} 的情形", f"“{twice}”出现了两次；改掉其中一个", benefit=code, pathway=twice)
        return Benefit(
            code=code,
            name=row["name"],
            summary=row["summary"],
            gives=row["gives"],
            bring=tuple(row["bring"]),
            apply=row["apply"],
            readings=tuple(row["readings"]),
            carries_out=row["carries_out"],
            exclusive=exclusive,
            renewal_from=row["renewal_from"],
            clauses=self.clauses(place, row["clauses"]),
            pathways=pathways,
        )

    def pathway(self, benefit: str, row: Mapping[str, Any]) -> Pathway:
        where = Subject(benefit=benefit, pathway=row["code"])
        return Pathway(
            code=row["code"],
            name=row["name"],
            clauses=self.clauses(where, row["clauses"]),
            award=self.award(where, row["award"]),
            note=row["note"],
            renewal_months=row["renewal_months"],
            readings=tuple(row["readings"]),
        )

    def clauses(self, where: Subject, rows: Iterable[Mapping[str, Any]]) -> tuple[Clause, ...]:
        return tuple(self.clause(where, row) for row in rows)

    def clause(self, where: Subject, row: Mapping[str, Any]) -> Clause:
        where = replace(where, words=row["words"] or "")
        if not row["any"] or not all(row["any"]):
            self.fault(where, "有一组条件是空的；填上条件，或删掉这一组")
        sets = tuple(tuple(self.condition(where, one) for one in together) for together in row["any"])
        return Clause(sets, row["words"])

    def type_of(self, fact: str) -> str | None:
        return self.facts[fact].type if fact in self.facts else None

    def condition(self, where: Subject, row: Mapping[str, Any]) -> Condition:
        fact, relation, value = row["fact"], row["relation"], row["value"]
        kind = self.type_of(fact)
        if kind is None:
            self.fault(where, f"条件用了没有的情况“{fact}”；先加上这个情况", fact=fact)
            return Condition(fact, relation, value)
        check = VALUE_CHECKS[kind].get(relation)
        if check is None:
            said = f"“{self.facts[fact].name}”不能用“{relation}”；可用 {'、'.join(VALUE_CHECKS[kind])}"
            self.fault(where, said, "value", fact=fact)
        elif message := check(self.facts[fact], value, self.regions, self.parameters):
            self.fault(where, f"“{self.facts[fact].name}”的条件：{message}", "value", fact=fact)
        return Condition(fact, relation, tuple(value) if isinstance(value, list) else value)

    def award(self, where: Subject, row: Mapping[str, Any]) -> Award:
        if row["kind"] not in KINDS:
            self.fault(where, f"标准的种类“{row['kind']}”只能是 {'、'.join(KINDS)}")
        if row["period"] is not None and row["period"] not in PERIODS:
            self.fault(where, f"标准的周期“{row['period']}”只能是 {'、'.join(PERIODS)}")
        amount, by, table = row["amount"], None, {}
        if isinstance(amount, Mapping):
            by = amount["by"]
            table = {value: one for value in amount["values"] if (one := self.sum(where, amount["values"][value]))}
            self.table(where, by, amount["values"])
        single = self.sum(where, amount) if amount is not None and by is None else None
        rate = Decimal(str(row["rate"])) if row["rate"] is not None else None
        return Award(row["kind"], row["period"], rate, row["at_least"], single, by, table, row["formula"])

    def table(self, where: Subject, by: str, values: Mapping[str, Any]) -> None:
        if self.type_of(by) != "choice":
            self.fault(where, f"标准按“{by}”分档，但它不是单选的情况", "table", fact=by)
        elif lacking := [name for option, name in self.facts[by].options.items() if option not in values]:
            message = f"标准按“{self.facts[by].name}”分档，还缺 {'、'.join(lacking)} 这几档；补上每一档的金额"
            self.fault(where, message, "table", fact=by)
        elif extra := [option for option in values if option not in self.facts[by].options]:
            message = f"标准按“{self.facts[by].name}”分档，选项里没有 {'、'.join(extra)} 这几档；删掉这几档"
            self.fault(where, message, "table", fact=by)

    def sum(self, where: Subject, source: object) -> Expression | None:
        try:
            expression = parse(str(source))
        except InvalidExpression as fault:
            self.fault(where, f"标准：{fault}")
            return None
        for name in sorted(expression.names):
            if name not in self.parameters and self.type_of(name) not in ("money", "integer"):
                self.fault(where, f"标准的算式用了“{name}”，它既不是参数，也不是数字型的情况", fact=name)
        return expression


def _place(subject: Subject) -> str:
    """A benefit or pathway by its codes, as the files name it."""
    return " / ".join(filter(None, (subject.benefit, subject.pathway)))


def _twice(codes: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            yield code
        seen.add(code)
