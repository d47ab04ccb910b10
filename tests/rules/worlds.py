"""Small random rulebooks, and a plain two-valued reading of them to hold the engine against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

from hypothesis import strategies as st

from catalog.rules import Among, RegionTree, Rulebook, Value
from catalog.rules.dates import age_on

AS_OF = date(2026, 11, 23)
FACTS: Mapping[str, Mapping[str, Any]] = {
    "birth_date": {"type": "date", "name": "出生日期"},
    "hukou": {"type": "region", "name": "户籍地"},
    "kind": {"type": "choice", "name": "类别", "options": {"a": "甲", "b": "乙", "c": "丙"}},
    "marks": {"type": "choices", "name": "标记", "options": {"x": "子", "y": "丑"}},
    "ill": {"type": "bool", "name": "有病"},
    "income": {"type": "money", "name": "收入"},
}
REGIONS = {
    "away": {"name": "外省"},
    "city": {"name": "市"},
    "east": {"name": "东区", "parent": "city", "complete": True},
    "east-1": {"name": "一街", "parent": "east"},
    "east-2": {"name": "二街", "parent": "east"},
    "west": {"name": "西区", "parent": "city"},
}
# One value of each kind that conditions below can tell apart.
VALUES: Mapping[str, tuple[Value, ...]] = {
    "birth_date": (date(1980, 1, 1), date(1964, 1, 1), date(1950, 1, 1)),
    "hukou": ("away", "city", "east-1", "east-2", "west"),
    "kind": ("a", "b", "c"),
    "marks": (frozenset(), frozenset("x"), frozenset("y"), frozenset("xy")),
    "ill": (False, True),
    "income": (Decimal("999.99"), Decimal(1000), Decimal("1000.01"), Decimal(2500)),
}


def _one(fact: str, relation: str, values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return values.map(lambda value: {"fact": fact, "relation": relation, "value": value})


def _some(options: str | list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(list(options)), min_size=1, max_size=2, unique=True)


conditions = st.one_of(
    _one("birth_date", "age_at_least", st.sampled_from([60, 70])),
    _one("birth_date", "age_under", st.sampled_from([60, 70])),
    _one("hukou", "within", _some(["city", "east", "east-1", "west"])),
    _one("hukou", "outside", _some(["city", "east-2"])),
    _one("kind", "one_of", _some("abc")),
    _one("kind", "none_of", _some("abc")),
    _one("marks", "any_of", _some("xy")),
    _one("marks", "all_of", _some("xy")),
    _one("marks", "none_of", _some("xy")),
    _one("ill", "is", st.booleans()),
    _one("income", "at_most", st.sampled_from(["1000", "limit", "unset"])),
    _one("income", "above", st.sampled_from(["1000", "2 * limit"])),
)
clauses = st.lists(st.lists(conditions, min_size=1, max_size=2), min_size=1, max_size=2).map(
    lambda sets: {"words": None, "any": sets}
)
amounts = st.one_of(
    st.none(),
    st.sampled_from(["50", "60", "2 * limit", "max(0, limit - income)", "0.5 * unset"]),
    st.fixed_dictionaries(
        {"by": st.just("kind"), "values": st.fixed_dictionaries({one: st.sampled_from(["1", "2"]) for one in "abc"})}
    ),
)


def pathway_row(place: int, ways: list[dict[str, Any]], amount: Any) -> dict[str, Any]:
    """A pathway with these clauses, giving this amount."""
    award = {"kind": "cash", "period": "month", "rate": None, "at_least": False, "amount": amount, "formula": None}
    return {
        "code": f"w{place}",
        "name": f"情形{place}",
        "note": "",
        "clauses": ways,
        "award": award,
        "renewal_months": None,
        "readings": [],
    }


def benefit_row(place: int, common: list[dict[str, Any]], ways: list[dict[str, Any]]) -> dict[str, Any]:
    """A benefit with these clauses and pathways."""
    words = {"summary": "", "gives": "", "apply": "", "carries_out": None, "renewal_from": None}
    lists: dict[str, Any] = {"bring": [], "readings": [], "exclusive": []}
    return {"code": f"b{place}", "name": f"待遇{place}", **words, **lists, "clauses": common, "pathways": ways}


@st.composite
def benefits(draw: st.DrawFn, place: int) -> dict[str, Any]:
    """A benefit of one to three pathways."""
    count = draw(st.integers(1, 3))
    ways = [pathway_row(one, draw(st.lists(clauses, max_size=2)), draw(amounts)) for one in range(count)]
    return benefit_row(place, draw(st.lists(clauses, max_size=1)), ways)


def book(rows: list[dict[str, Any]], facts: Mapping[str, Any] = FACTS) -> dict[str, Any]:
    """A frozen edition with these benefits."""
    limit = {"region": "city", "from": "2020-01-01", "value": "1000", "document": "试", "row": "1"}
    return {
        "schema": 1,
        "region": "city",
        "edition": "city-1",
        "title": "试",
        "effective_from": "2020-01-01",
        "document": {"number": "试", "title": "试"},
        "facts": dict(facts),
        "regions": REGIONS,
        "parameters": {
            "limit": {"name": "标准", "unit": "元", "values": [limit]},
            "unset": {"name": "未定", "unit": "元", "values": []},
        },
        "questions": [
            {"code": code, "section": "", "layout": "fields", "title": "", "help": "", "why": "", "facts": [code]}
            for code in facts
        ],
        "departments": {},
        "items": [{"row": "1", "name": "项", "category": "", "departments": [], "legal_basis": [], "benefits": rows}],
    }


@st.composite
def rulebooks(draw: st.DrawFn) -> Rulebook:
    """A rulebook of one or two benefits over six facts."""
    return Rulebook.from_json(book([draw(benefits(place)) for place in range(draw(st.integers(1, 2)))]))


@st.composite
def partial_answers(draw: st.DrawFn) -> dict[str, Value]:
    """Answers to some of the facts; some of them leave open which of a few things it is."""
    answers = {code: draw(st.sampled_from(values)) for code, values in VALUES.items() if draw(st.booleans())}
    if "hukou" in answers and draw(st.booleans()):
        answers["hukou"] = "east"
    if "marks" in answers and draw(st.booleans()):
        answers["marks"] = Among(frozenset("x"))
    return answers


def completions(answers: Mapping[str, Value]) -> Iterator[dict[str, Value]]:
    """Every way in which the person may turn out to be."""
    ranges = {**VALUES, **{code: (value,) for code, value in answers.items()}}
    if answers.get("hukou") == "east":
        ranges["hukou"] = ("east-1", "east-2")
    if isinstance(answers.get("marks"), Among):
        ranges["marks"] = (frozenset("x"), frozenset("xy"))
    for chosen in product(*ranges.values()):
        yield dict(zip(VALUES, chosen, strict=True))


def holds(condition: Any, person: Mapping[str, Value], regions: RegionTree, unset: bool) -> bool:
    """Whether a condition holds for somebody known completely, if what has no figure held as `unset`."""
    value, wanted = person[condition.fact], condition.values
    match condition.relation:
        case "age_at_least":
            return age_on(value, AS_OF) >= wanted[0]  # type: ignore[arg-type]
        case "age_under":
            return age_on(value, AS_OF) < wanted[0]  # type: ignore[arg-type]
        case "within" | "outside":
            inside = any(regions.within(value, one) for one in wanted)  # type: ignore[arg-type]
            return inside == (condition.relation == "within")
        case "one_of" | "none_of" if isinstance(value, str):
            return (value in wanted) == (condition.relation == "one_of")
        case "any_of":
            return bool(value & set(wanted))  # type: ignore[operator]
        case "all_of":
            return set(wanted) <= value  # type: ignore[operator]
        case "none_of":
            return not value & set(wanted)  # type: ignore[operator]
        case "is":
            return value is wanted[0]
        case "at_most" if "unset" in str(wanted[0]):
            return unset
    limit = Decimal({"1000": 1000, "limit": 1000, "2 * limit": 2000}[str(wanted[0])])
    return value <= limit if condition.relation == "at_most" else value > limit  # type: ignore[operator]


def decide(benefit: Any, person: Mapping[str, Value], regions: RegionTree, unset: bool) -> tuple[str, Any] | None:
    """The first pathway that fits somebody known completely, and its amount; None where none fits."""
    for way in benefit.pathways:
        if all(
            any(all(holds(one, person, regions, unset) for one in together) for together in clause.any)
            for clause in (*benefit.clauses, *way.clauses)
        ):
            return way.code, _amount(way.award, person)
    return None


def _amount(award: Any, person: Mapping[str, Value]) -> Decimal | None:
    sum_ = award.table[person[award.by]] if award.by else award.amount
    if sum_ is None or "unset" in sum_.source:
        return None
    source = sum_.source.replace("limit", "1000").replace("income", str(person["income"]))
    return Decimal(str(round(eval(source), 2)))
