"""Reading a body, without a server: whatever comes, faults are named and nothing breaks."""

import json
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from catalog.rules import Fact, Region, RegionTree
from eligibility.api.requests import INTERVIEW, SCREENING, Asked, Malformed, Terms, parse, read

TODAY = date(2026, 11, 23)
REGIONS = RegionTree({"city": Region("city", "市"), "east": Region("east", "东区", parent="city")})
FACTS = {
    code: Fact(code, kind, code, {"a": "甲", "b": "乙"} if kind in ("choice", "choices") else {})  # type: ignore[arg-type]
    for code, kind in {
        "born": "date", "place": "region", "kind": "choice", "marks": "choices", "ill": "bool", "years": "integer",
        "income": "money",
    }.items()
}  # fmt: skip
TERMS = Terms(FACTS, REGIONS, TODAY)

scalars = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
    | st.dates().map(str) | st.sampled_from(["a", "city", "born", "9" * 50])
)  # fmt: skip
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
)
names = st.sampled_from([*FACTS, "as_of", "facts", "regions", "declined"]) | st.text(max_size=4)
bodies = st.dictionaries(names, values | st.dictionaries(names, values, max_size=5), max_size=5) | values


def asked(body: str) -> Asked:
    return read(parse(body.encode()), INTERVIEW, lambda _: TERMS, TODAY)


@given(bodies)
def test_whatever_is_sent_is_read_or_faulted(body: Any) -> None:
    found = asked(json.dumps(body))
    places = [fault.field for fault in found.faults]
    assert len(places) == len(set(places))
    if not found.faults:
        known = {code for code, value in body["facts"].items() if value is not None}
        assert found.answers.keys() == known


@given(st.binary(max_size=60))
def test_whatever_bytes_are_sent(body: bytes) -> None:
    with suppress(Malformed):
        parse(body)


@given(st.decimals(min_value=0, max_value=10**8, places=2))
def test_money_is_exact(amount: Decimal) -> None:
    found = asked(f'{{"facts": {{"income": {amount}}}}}')
    assert not found.faults
    assert found.answers["income"] == amount


def test_names_that_come_twice_are_named_once_each() -> None:
    found = asked('{"facts": {"ill": true, "ill": false, "ill": true}, "regions": null, "regions": null}')
    assert [fault.field for fault in found.faults] == ["regions", "facts.ill"]


def test_a_screening_declines_nothing() -> None:
    found = read({"facts": {}, "declined": []}, SCREENING, lambda _: TERMS, TODAY)
    assert [fault.field for fault in found.faults] == ["declined"]
