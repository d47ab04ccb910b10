"""The floor proof: exact against brute force, with a person who loses and what they lose."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.rules import Rulebook, Screener
from catalog.rules.answers import MOST
from catalog.rules.expressions import parse
from catalog.rules.floors import Proof, prove, worst
from catalog.rules.pieces import NotStraight, bends
from catalog.rules.search import Search
from tests.rules.worlds import AS_OF, benefit_row, book, clauses, completions, holds, pathway_row

thorough = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
SUMS = [
    *("50", "60", "limit", "max(0, limit - income)", "max(0, 0.9 * limit - income)", "min(100, 0.1 * income)"),
    *("max(20, min(60, income / 10))", "60 - 0.01 * min(income, limit)", None),
]
INCOMES = sorted(
    {Decimal(one) for one in ("0", "200", "600", "950", "999.99", "1000", "1000.01", "2000")}
    | {Decimal(one) for one in ("840", "900.01", "960", "4000", str(MOST))}
)
PEOPLE = [{**one, "income": income} for one in completions({"income": Decimal(0)}) for income in INCOMES]
ways = st.lists(
    st.tuples(st.lists(clauses, max_size=1), st.sampled_from(SUMS), st.sampled_from(["month", "month", "year"])),
    min_size=1,
    max_size=2,
)


def _benefit(place: int, rows: list[Any]) -> dict[str, Any]:
    made = [pathway_row(one, requires, amount) for one, (requires, amount, _) in enumerate(rows)]
    for way, (_, _, period) in zip(made, rows, strict=True):
        way["award"]["period"] = period
    return benefit_row(place, [], made)


def _proof(upper: dict[str, Any], lower: dict[str, Any]) -> Proof:
    compilation = Screener([Rulebook.from_json(book([upper, lower]))], AS_OF).compilation
    return prove(*compilation.benefits, Search(compilation, AS_OF))


def _yearly(benefit: Any, person: Any, regions: Any, unset: bool) -> Any:
    """What somebody gets in a year: None for nothing at all, the pathway's name where no sum is known."""
    for way in benefit.pathways:
        if all(
            any(all(holds(one, person, regions, unset) for one in together) for together in clause.any)
            for clause in way.clauses
        ):
            sum_ = way.award.amount
            if sum_ is None:
                return way.code
            value = sum_.value({"limit": Decimal(1000), "income": person["income"]})
            return value * (12 if way.award.period == "month" else 1)
    return None


def _worst(benefits: list[Any], regions: Any, unset: bool) -> str:
    """The verdict over everybody while what has no figure holds or does not."""
    found = set()
    for person in PEOPLE:
        due, paid = (_yearly(one, person, regions, unset) for one in benefits)
        if due is None:
            continue
        if paid is None or (isinstance(due, Decimal) and isinstance(paid, Decimal) and paid < due):
            return "refuted"
        if isinstance(due, str) or isinstance(paid, str):
            found.add("open")
    return found.pop() if found else "proved"


@thorough
@given(ways, ways)
def test_the_proof_is_exact(upper: list[Any], lower: list[Any]) -> None:
    rows = [_benefit(0, upper), _benefit(1, lower)]
    rulebook = Rulebook.from_json(book(rows))
    proof = _proof(*rows)
    verdicts = {_worst([one for _, one in rulebook.benefits()], rulebook.regions, unset) for unset in (False, True)}
    assert proof.verdict == (verdicts.pop() if len(verdicts) == 1 else "open")
    if proof.verdict == "refuted":
        somebody = {**PEOPLE[0], **proof.person}
        pairs = [
            [_yearly(one, somebody, rulebook.regions, unset) for _, one in rulebook.benefits()]
            for unset in (False, True)
        ]
        # Where somebody loses whatever a missing figure is, it may be another person for each.
        if proof.given is None:
            assert any(due is not None and paid is None for due, paid in pairs)
        else:
            assert any(isinstance(paid, Decimal) and isinstance(due, Decimal) and paid < due for due, paid in pairs)


AT_60, AT_70 = (
    {"words": None, "any": [[{"fact": "birth_date", "relation": "age_at_least", "value": age}]]} for age in (60, 70)
)
ILL = {"words": None, "any": [[{"fact": "ill", "relation": "is", "value": True}]]}


@pytest.mark.parametrize(
    ("upper", "lower", "verdict"),
    [
        (([AT_70], "50"), ([AT_60], "50"), "proved"),
        (([AT_60], "50"), ([AT_70], "50"), "refuted"),
        (([AT_60], "50"), ([AT_60], "49.99"), "refuted"),
        (([AT_60], None), ([AT_60, ILL], None), "refuted"),
        (([AT_60], "50"), ([AT_60], None), "open"),
        (([AT_60], "2 * limit"), ([AT_60], "0.5 * unset"), "open"),
        (([AT_60], "max(0, limit - income)"), ([AT_60], "max(0, limit - 1.01 * income)"), "refuted"),
        (([AT_60], "income * income"), ([AT_60], "income"), "open"),
    ],
)
def test_the_floor_is_proved_or_somebody_loses(upper: Any, lower: Any, verdict: str) -> None:
    proof = _proof(*(benefit_row(place, [], [pathway_row(0, *one)]) for place, one in enumerate((upper, lower))))
    assert proof.verdict == verdict


@pytest.mark.parametrize(
    ("upper", "lower", "verdict"),
    [
        ({"kind": "service"}, {"kind": "service"}, "proved"),
        ({"kind": "service"}, {"kind": "discount", "rate": "0.5"}, "open"),
        ({"kind": "discount", "rate": "0.5"}, {"kind": "discount", "rate": "0.4"}, "refuted"),
        ({"kind": "discount", "rate": "0.5"}, {"kind": "discount"}, "open"),
        ({"amount": "0"}, {"amount": None}, "proved"),
        ({"amount": "1200", "period": "year"}, {"amount": "100", "period": "month"}, "proved"),
        ({"amount": "1201", "period": "year"}, {"amount": "100", "period": "month"}, "refuted"),
        ({"amount": "100", "period": "once"}, {"amount": "100", "period": "month"}, "open"),
    ],
)
def test_like_is_held_against_like(upper: dict[str, Any], lower: dict[str, Any], verdict: str) -> None:
    rows = [benefit_row(place, [], [pathway_row(0, [AT_60], None)]) for place in range(2)]
    for row, award in zip(rows, (upper, lower), strict=True):
        row["pathways"][0]["award"].update(award)
    assert _proof(*rows).verdict == verdict


def test_both_sums_are_told_to_the_cent() -> None:
    rows = [_benefit(0, [([], "max(0, limit - income)", "month")]), _benefit(1, [([], "40", "month")])]
    proof = _proof(*rows)
    assert proof.verdict == "refuted"
    assert (proof.owed and proof.owed.amount, proof.given and proof.given.amount) == (1000, 40)
    assert proof.person == {"income": 0}


places = st.lists(
    st.tuples(
        st.sampled_from(["hukou", "home"]),
        st.sampled_from(["within", "outside"]),
        st.lists(st.sampled_from(["city", "west", "east", "away"]), min_size=1, max_size=2, unique=True),
    ),
    max_size=3,
)


@thorough
@given(places, places)
def test_only_people_tied_to_the_outer_region_by_the_inner_count(upper: list[Any], lower: list[Any]) -> None:
    clauses_of = [
        [{"words": None, "any": [[{"fact": fact, "relation": how, "value": where}]]} for fact, how, where in one]
        for one in (upper, lower)
    ]
    rows = [benefit_row(place, requires, [pathway_row(0, [], "50")]) for place, requires in enumerate(clauses_of)]
    place = {"type": "region", "name": "地", "consults": {"unknown": "any"}}
    rulebook = Rulebook.from_json(book(rows, {"hukou": place, "home": place}))
    compilation = Screener([rulebook], AS_OF).compilation
    searches = Search(compilation, AS_OF).residents("west", "city")
    proof = worst([prove(*compilation.benefits, one) for one in searches])
    within, tied = rulebook.regions.within, set(compilation.variables)

    def counts(person: dict[str, str]) -> bool:
        known = [where for fact, where in person.items() if fact in tied]
        inner = [where for where in known if within(where, "west")]
        return all(within(where, "west") or not within(where, "city") for where in known) and bool(inner or not known)

    people = [{"hukou": first, "home": second} for first, second in product(rulebook.regions.places(), repeat=2)]
    losing = [
        person
        for person in people
        if counts(person)
        and _meets(clauses_of[0], person, rulebook.regions)
        and not _meets(clauses_of[1], person, rulebook.regions)
    ]
    assert proof.verdict == ("refuted" if losing else "proved")
    if losing:
        assert any(proof.person.items() <= person.items() for person in losing)


def _meets(requires: list[Any], person: dict[str, str], regions: Any) -> bool:
    each = [clause["any"][0][0] for clause in requires]
    return all(
        any(regions.within(person[one["fact"]], where) for where in one["value"]) == (one["relation"] == "within")
        for one in each
    )


@settings(max_examples=200, deadline=None)
@given(
    st.recursive(
        st.sampled_from(["income", "limit", "3", "0.5"]),
        lambda part: (
            st.builds("({} {} {})".format, part, st.sampled_from("+-*/"), part)
            | st.builds("{}({}, {})".format, st.sampled_from(["max", "min"]), part, part)
        ),
        max_leaves=6,
    ),
    st.integers(0, 20),
    st.integers(21, 60),
)
def test_between_its_bends_a_sum_is_straight(source: str, low: int, high: int) -> None:
    sum_, given_ = parse(source), {"limit": Decimal(7)}
    try:
        points = [*bends(sum_, "income", given_, Fraction(low), Fraction(high)), Fraction(high)]
    except NotStraight:
        return
    assert points[0] == low

    def at(point: Fraction) -> Fraction:
        figure = Decimal(point.numerator) / Decimal(point.denominator)
        return Fraction(sum_.exact({**given_, "income": figure}))

    for start, end in pairwise(points):
        assert abs(at((start + end) / 2) - (at(start) + at(end)) / 2) < Fraction(1, 10**9)
