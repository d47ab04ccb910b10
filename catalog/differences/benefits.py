"""The benefits of two editions: added, removed, or with other words, conditions, pathways and amounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from catalog.differences.figures import figures
from catalog.differences.telling import Difference, Told, label, matched, reordered
from catalog.models import Benefit, Exclusion, Pathway
from catalog.rules.expressions import InvalidExpression, parse
from catalog.wording import Wording

Json = Mapping[str, Any]
Heads = Mapping[str, str]


def differences(old: Json, new: Json) -> tuple[Difference, ...]:
    """What two frozen editions (as JSON; {} for none) say otherwise of their benefits, by benefit."""
    first, second = _Teller(old), _Teller(new)

    def tell(before: Json | None, after: Json | None) -> tuple[Told, Told]:
        heads = _heads(before, after)
        told = first.benefit(before, heads) if before else {}, second.benefit(after, heads) if after else {}
        if before and after:
            for field in reordered(_codes(before), _codes(after), heads):
                told[0][field.label], told[1][field.label] = field.before, field.after
        return told

    return matched(_benefits(old), _benefits(new), tell)


def _benefits(book: Json) -> dict[str, Json]:
    return {one["code"]: one for item in book.get("items", ()) for one in item["benefits"]}


def _codes(row: Json) -> list[str]:
    return [way["code"] for way in row["pathways"]]


def _heads(*rows: Json | None) -> Heads:
    """What each pathway is called in both tellings: by its newest name, and its code where names are shared."""
    names = {way["code"]: way["name"] for row in rows if row for way in row["pathways"]}
    often = Counter(names.values())
    return {code: _("情形“%s”") % (name if often[name] == 1 else f"{name}（{code}）") for code, name in names.items()}


class _Teller:
    """Tells the benefits of one edition with its own words."""

    def __init__(self, book: Json) -> None:
        self.wording = Wording({"facts": {}, "regions": {}, **book}, book.get("parameters"))
        self.figures = figures(book)

    def benefit(self, row: Json, heads: Heads) -> Told:
        told: Told = {
            label(Benefit, "name"): row["name"],
            label(Benefit, "summary"): row["summary"],
            label(Benefit, "gives"): row["gives"],
            _("都要符合"): self.clauses(row),
        }
        for way in row["pathways"]:
            told |= self.pathway(way, heads[way["code"]])
        return {
            **told,
            label(Benefit, "bring"): list(row["bring"]),
            label(Benefit, "apply"): row["apply"],
            label(Benefit, "renewal_from"): self.fact(row["renewal_from"]),
            label(Benefit, "carries_out"): row["carries_out"] or "",
            str(Exclusion._meta.verbose_name): [f"{one['group']}：{_mode(one['mode'])}" for one in row["exclusive"]],
            label(Benefit, "readings"): "、".join(row["readings"]),
            **dict(self.used(row)),
        }

    def pathway(self, way: Json, head: str) -> Told:
        amount = way["award"]["amount"]
        award = {**way["award"], "amount": None} if isinstance(amount, Mapping) else way["award"]
        months, asks, gives = way["renewal_months"], _("还要符合"), _("得到")
        return {
            f"{head} · {label(Pathway, 'name')}": way["name"],
            f"{head} · {asks}": self.clauses(way) or [_("不再要求别的")],
            f"{head} · {gives}": self.wording.award(award),
            **{f"{head} · {name}": words for name, words in self.table(amount)},
            f"{head} · {label(Pathway, 'renewal_months')}": "" if months is None else str(months),
            f"{head} · {label(Pathway, 'note')}": way["note"],
            f"{head} · {label(Pathway, 'readings')}": "、".join(way["readings"]),
        }

    def table(self, amount: Any) -> Iterator[tuple[str, str]]:
        """The amounts of an award that goes by a fact, an option each."""
        if isinstance(amount, Mapping):
            fact = self.wording.facts.get(amount["by"])
            options = fact.options if fact else {}
            for code, one in amount["values"].items():
                yield f"{self.fact(amount['by'])} {options.get(code, code)}", self.yuan(one)

    def yuan(self, source: str) -> str:
        try:
            return _("%s 元") % self.wording.sum(source)
        except InvalidExpression:
            return source

    def clauses(self, row: Json) -> list[str]:
        return [self.wording.clause(one) for one in row["clauses"]]

    def fact(self, code: str | None) -> str:
        return self.wording.facts[code].name if code in self.wording.facts else code or ""

    def used(self, row: Json) -> Iterator[tuple[str, list[str]]]:
        """The figures that a benefit's sums and limits are worked out from."""
        for code in sorted(_names(row)):
            if code in self.figures:
                yield _("用到的参数“%s”") % self.wording.parameters[code], self.figures[code]


def _mode(mode: str) -> str:
    return str(Exclusion.Mode(mode).label) if mode in Exclusion.Mode.values else mode


def _names(row: Json) -> set[str]:
    """Everything that the sums of a benefit name."""
    sums: list[Any] = []
    for part in (row, *row["pathways"]):
        sums += [one["value"] for clause in part["clauses"] for together in clause["any"] for one in together]
    for way in row["pathways"]:
        amount = way["award"]["amount"]
        sums += amount["values"].values() if isinstance(amount, Mapping) else [amount]
    return {name for one in sums if isinstance(one, str) for name in _names_in(one)}


def _names_in(source: str) -> frozenset[str]:
    try:
        return parse(source).names
    except InvalidExpression:
        return frozenset()
