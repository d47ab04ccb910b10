"""Sums in their control: what it holds has the value of the expression, for those of the catalogue and random ones."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.admin.editor.sum_control import SumControl, written
from catalog.admin.editor.sums import Sum, Term, factors, held
from catalog.admin.editor.typed import Typed
from catalog.rules.expressions import InvalidExpression, parse
from catalog.wording import Unreadable
from tests.conventions.project import ROOT

NAMES = ("dibao_standard", "minimum_wage", "household_income")
FIGURES = {"dibao_standard": Decimal("1035.5"), "minimum_wage": Decimal(2070), "household_income": Decimal("811.37")}
FILES = sorted((ROOT / "catalog" / "files").glob("*.yaml"))
IN_CATALOGUE = sorted(
    {
        found
        for path in FILES
        for found in re.findall(r'"([^"{}\n]* [*+-] [^"{}\n]*)"', path.read_text(encoding="utf-8"))
    }
)


class Names:
    """The names of sums, as a page gives them."""

    class wording:
        sum = staticmethod(str)

    def names_in_sums(self, facts_too: bool) -> list[tuple[str, str]]:
        return [(one, one) for one in NAMES]


def control(source: str, stored: str = "") -> SumControl:
    typed = Typed()
    written(typed, "a", source)
    return SumControl(Names(), "a", typed, stored)  # type: ignore[arg-type]


def test_the_catalogue_has_sums() -> None:
    assert len(IN_CATALOGUE) >= 10
    assert "max(dibao_standard - household_income, 0)" in IN_CATALOGUE


@pytest.mark.parametrize("source", [*IN_CATALOGUE, "60", "dibao_standard"])
def test_the_control_holds_every_sum_of_the_catalogue(source: str) -> None:
    found = held(source)
    assert found is not None
    assert found.source == source
    assert control(source).read() == source


numbers = st.decimals(0, 10**6, places=3).map(lambda one: one.normalize() + 0)
terms = st.builds(
    Term,
    st.sampled_from("+-"),
    st.lists(numbers, min_size=1, max_size=3).map(tuple),
    st.sampled_from(["", *NAMES]),
)
sums = st.builds(Sum, st.lists(terms, min_size=1, max_size=4).map(tuple), st.booleans())


@given(sums)
def test_a_random_sum_goes_through_the_control_unchanged(one: Sum) -> None:
    found = held(one.source)
    assert found is not None
    assert parse(found.source).exact(FIGURES) == parse(one.source).exact(FIGURES)
    assert parse(control(one.source).read()).exact(FIGURES) == parse(one.source).exact(FIGURES)


def value(source: str) -> Decimal | None:
    try:
        return parse(source).exact(FIGURES)
    except InvalidExpression:
        return None  # a division by nought


expressions = st.recursive(
    st.one_of(st.sampled_from(NAMES), st.integers(0, 999).map(str), st.sampled_from(["0.5", "1.25"])),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda one: f"({one[0]} {one[1]} {one[2]})"),
        st.tuples(st.sampled_from(["max", "min"]), inner, inner).map(lambda one: f"{one[0]}({one[1]}, {one[2]})"),
        inner.map(lambda one: f"-{one}"),
    ),
    max_leaves=6,
)


@given(expressions)
def test_any_expression_is_held_with_its_value_or_not_at_all(source: str) -> None:
    found = held(source)
    if found is not None:
        assert value(found.source) == value(source)
    assert control(source, stored=source).read() == source


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("60", "60"),
        (" ６０．５ ", "60.5"),
        ("1.5 × 500", "1.5 * 500"),
        ("1.5*500", "1.5 * 500"),
        ("150%", "1.5"),
        ("1,500", "1500"),
        ("007", "7"),
    ],
)
def test_numbers_are_read_as_people_type_them(typed: str, read: str) -> None:
    found = SumControl(Names(), "a", Typed({"a-terms": ["0"], "a-0-factors": [typed]}), "")  # type: ignore[arg-type]
    assert found.read() == read


@pytest.mark.parametrize("typed", ["六十", "1.5.2", "-3", "1 500", "a", "__import__('os')", "1/2"])
def test_what_is_no_number_is_refused_in_words(typed: str) -> None:
    assert factors(typed) is None
    found = SumControl(Names(), "a", Typed({"a-terms": ["0"], "a-0-factors": [typed]}), "")  # type: ignore[arg-type]
    with pytest.raises(Unreadable, match="写成数字"):
        found.read()


def test_a_name_that_is_gone_is_refused() -> None:
    with pytest.raises(Unreadable, match="已经没有"):
        control("2 * gone").read()
