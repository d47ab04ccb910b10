"""The portal's engine behind the interface of the public comparison (its adapter_reference.py).

The comparison's neutral catalogue is turned into a rulebook of the portal; codes stay numbers.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from catalog.rules import Finding, Rulebook, Screener
from catalog.rules.batch import Batch

AS_OF = date(2023, 8, 15)
STATUS = {"ineligible": 0, "eligible": 1, "undetermined": 2}
Tree = Any
Condition = dict[str, Any]


class Engine:
    """A compiled rulebook, and what is looked up on each call."""

    def __init__(self, catalogue: Mapping[str, Any]) -> None:
        self.screener = Screener([Rulebook.from_json(_rulebook(catalogue))], AS_OF)
        self.compiled = self.screener.compilation.benefits
        self.by_code = {one.benefit.code: one for one in self.compiled}
        self.batch = Batch(self.screener)


def load(catalogue: Mapping[str, Any]) -> Engine:
    """The neutral catalogue compiled."""
    return Engine(catalogue)


def single(engine: Engine, facts: Mapping[str, int]) -> dict[str, tuple[int, int, tuple[str, ...]]]:
    """Status, amount in fen and missing facts of every benefit for one resident."""
    screener = engine.screener
    masks = screener.know(facts, AS_OF)
    found = {}
    for one in engine.compiled:
        finding = screener.finding(one, masks, facts)
        found[one.benefit.code] = (STATUS[finding.status], _least(finding, facts), finding.missing)
    return found


def _least(finding: Finding, facts: Mapping[str, int]) -> int:
    """The amount in fen of the pathway that certainly holds, at its least."""
    if finding.pathway is None:
        return 0
    amounts = []
    for outcome in finding.outcomes:
        if outcome.pathway is finding.pathway:
            if not outcome.needs:
                amounts.append(outcome.result.amount or Decimal(0))
            elif outcome.needs <= facts.keys():
                amounts.append(finding.award(facts).amount)
            else:
                amounts.append(Decimal(0))
    return int(min(amounts) * 100)


def next_question(engine: Engine, facts: Mapping[str, int]) -> str | None:
    """The first fact that can still change something."""
    asked = engine.screener.screen(facts, AS_OF).next_question()
    return asked[1][0].code if asked else None


def explain(engine: Engine, facts: Mapping[str, int], benefit: str) -> list[tuple[str, bool | None, str]]:
    """Each condition of one benefit, met or not, in words."""
    screener = engine.screener
    finding = screener.finding(engine.by_code[benefit], screener.know(facts, AS_OF), facts)
    return [(one.fact, one.met, str(one.text)) for one in finding.reasons]


def batch(engine: Engine, columns: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Status and amount columns for a roster of codes."""
    return engine.batch.least(columns)


def _rulebook(catalogue: Mapping[str, Any]) -> dict[str, Any]:
    facts = catalogue["facts"]
    awards = [way["amount"] or {} for one in catalogue["benefits"] for way in one["pathways"]]
    by = {award["by"] for award in awards if "by" in award}
    return {
        "schema": 1,
        "region": "all",
        "edition": "bench",
        "title": "bench",
        "effective_from": "2023-08-01",
        "document": {"number": "bench", "title": "bench"},
        "facts": {
            code: {"type": "choice", "name": code, "options": dict(enumerate(kind[0]))}
            if code in by
            else {"type": "integer", "name": code}
            for code, kind in facts.items()
        },
        "regions": {"all": {"name": "all"}},
        "parameters": {},
        "questions": [
            {"code": code, "section": "", "layout": "fields", "title": "", "help": "", "why": "", "facts": [code]}
            for code in facts
        ],
        "departments": {},
        "items": [_item(benefit, by) for benefit in catalogue["benefits"]],
    }


def _item(benefit: Mapping[str, Any], by: set[str]) -> dict[str, Any]:
    words = {"summary": "", "gives": "", "apply": "", "carries_out": None, "renewal_from": None}
    lists: dict[str, Any] = {"bring": [], "readings": [], "exclusive": [], "clauses": []}
    ways = [_pathway(place, way, by) for place, way in enumerate(benefit["pathways"])]
    row = {"code": benefit["id"], "name": benefit["name"], **words, **lists, "pathways": ways}
    return {"row": benefit["id"], "name": "", "category": "", "departments": [], "legal_basis": [], "benefits": [row]}


def _pathway(place: int, way: Mapping[str, Any], by: set[str]) -> dict[str, Any]:
    award = {"kind": "cash", "period": None, "rate": None, "at_least": False, "amount": _amount(way), "formula": None}
    return {
        "code": str(place),
        "name": "",
        "note": "",
        "clauses": list(_clauses(way["when"], by)),
        "award": award,
        "renewal_months": None,
        "readings": [],
    }


def _amount(way: Mapping[str, Any]) -> Any:
    match way["amount"]:
        case {"const": fen}:
            return str(Decimal(fen) / 100)
        case {"gap": fact, "from": fen}:
            return f"max(0, {Decimal(fen) / 100} - {fact})"
        case {"by": fact, "values": values}:
            return {"by": fact, "values": {place: str(Decimal(fen) / 100) for place, fen in enumerate(values)}}
    return None


def _clauses(tree: Tree, by: set[str]) -> Iterator[dict[str, Any]]:
    if isinstance(tree, dict) and "all" in tree:
        for kid in tree["all"]:
            yield from _clauses(kid, by)
    else:
        yield {"words": None, "any": list(_sets(tree, by, True))}


def _sets(tree: Tree, by: set[str], wanted: bool) -> Iterator[list[Condition]]:
    """The tree, or its opposite, as sets of conditions of which one must hold."""
    if not isinstance(tree, dict):
        yield from _leaf(*tree, by, wanted)
        return
    ((kind, kids),) = tree.items()
    if kind == "not":
        yield from _sets(kids, by, not wanted)
    elif (kind == "any") == wanted:
        for kid in kids:
            yield from _sets(kid, by, wanted)
    else:
        yield from _product([list(_sets(kid, by, wanted)) for kid in kids])


def _product(parts: list[list[list[Condition]]]) -> Iterator[list[Condition]]:
    if not parts:
        yield []
        return
    for first in parts[0]:
        for rest in _product(parts[1:]):
            yield [*first, *rest]


def _leaf(fact: str, relation: str, value: Any, by: set[str], wanted: bool) -> Iterator[list[Condition]]:
    if relation == "within":
        scale = 10 ** (6 - len(value))
        low, high = int(value) * scale, (int(value) + 1) * scale
        above = {"fact": fact, "relation": "at_least", "value": low}
        below = {"fact": fact, "relation": "below", "value": high}
        under, over = {**below, "value": low}, {**above, "value": high}
        yield from [[above, below]] if wanted else [[under], [over]]
    elif relation == "in":
        yield from _codes(fact, value, by, wanted)
    else:
        names = {">=": "at_least", "<=": "at_most", "<": "below", ">": "above"}
        opposite = {">=": "below", "<=": "above", "<": "at_least", ">": "at_most"}
        yield [{"fact": fact, "relation": (names if wanted else opposite)[relation], "value": value}]


def _codes(fact: str, codes: list[int], by: set[str], wanted: bool) -> Iterator[list[Condition]]:
    if fact in by:
        yield [{"fact": fact, "relation": "one_of" if wanted else "none_of", "value": codes}]
    elif wanted:
        yield [{"fact": fact, "relation": "one_of", "value": codes}]
    else:
        low, parts = 0, []
        for code in sorted(codes):
            if code > low:
                parts.append([{"fact": fact, "relation": "one_of", "value": list(range(low, code))}])
            low = code + 1
        yield from [*parts, [{"fact": fact, "relation": "at_least", "value": low}]]
