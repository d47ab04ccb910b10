"""Random lists to workbooks and back, without loss."""

from copy import deepcopy
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.loading import edition_data, load_edition, read_yaml, write_yaml
from tests.catalog.books import book_of, read
from tests.catalog.conftest import LIST, Data
from tests.catalog.test_exchange import VALUES
from tests.catalog.test_round_trips import whole

LINE = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=12).filter(
    lambda text: text.strip() and not {"\ufffe", "\uffff", "\u2028", "\u2029"} & set(text)
)
PROSE = st.lists(LINE, min_size=1, max_size=3).map("\n".join)
FIGURES = st.from_regex(r"(0|[1-9][0-9]{0,4})(\.[0-9]{1,2})?", fullmatch=True)
CONDITION = st.sampled_from(VALUES).map(lambda one: {one[0]: {one[1]: one[2]}})
GROUPS = st.lists(st.lists(CONDITION, min_size=1, max_size=2), min_size=2, max_size=3)
CLAUSE = st.one_of(
    CONDITION,
    st.just({"term": "hardship"}),
    st.builds(lambda groups: {"any": groups}, GROUPS),
    st.builds(lambda groups, words: {"any": groups, "words": words}, GROUPS, LINE),
)
AMOUNT = st.one_of(
    FIGURES,
    st.just("max(0, 1.3 * wage - income)"),
    st.builds(
        lambda sums: {"by": "grade", "values": dict(zip(["2", "none", "1"], sums, strict=False))},
        st.lists(FIGURES, max_size=3),
    ),
)


def without_empty(data: Any) -> Any:
    return {key: value for key, value in data.items() if value not in ("", [], None, False)}


AWARD = st.builds(
    lambda kind, period, amount, rate, least, formula: without_empty(
        {"kind": kind, "period": period, "amount": amount, "rate": rate, "at_least": least, "formula": formula}
    ),
    st.sampled_from(["cash", "discount", "in_kind"]),
    st.sampled_from(["", "month", "day"]),
    st.one_of(st.just(""), AMOUNT),
    st.one_of(st.just(""), st.just("0.50")),
    st.booleans(),
    st.one_of(st.just(""), PROSE),
)
WAY = st.builds(
    lambda name, note, conditions, award, months, readings: without_empty(
        {
            "name": name,
            "note": note,
            "conditions": conditions,
            "award": award,
            "renewal_months": months,
            "readings": readings,
        }
    ),
    st.one_of(LINE, st.just("同名")),
    st.one_of(st.just(""), PROSE),
    st.lists(CLAUSE, max_size=3),
    AWARD,
    st.one_of(st.none(), st.integers(1, 600)),
    st.lists(LINE, max_size=2),
)
BENEFIT = st.builds(
    lambda name, gives, bring, exclusive, renewal, conditions, ways: without_empty(
        {
            "name": name,
            "gives": gives,
            "bring": bring,
            "exclusive": exclusive,
            "renewal_from": renewal,
            "conditions": conditions,
            "pathways": [{"code": f"w{at}", **one} for at, one in enumerate(ways)],
        }
    ),
    st.one_of(LINE, st.just("同名")),
    st.one_of(st.just(""), PROSE),
    st.lists(LINE, max_size=2),
    st.sampled_from([[], [{"group": "care", "mode": "higher"}, {"group": "two", "mode": "choose"}]]),
    st.sampled_from(["", "birth_date"]),
    st.lists(CLAUSE, max_size=3),
    st.lists(WAY, min_size=1, max_size=3),
)
ITEM = st.builds(
    lambda row, name, category, departments, basis, benefits: without_empty(
        {
            "row": row,
            "name": name,
            "category": category,
            "departments": departments,
            "legal_basis": basis,
            "benefits": benefits,
        }
    ),
    st.sampled_from(["1", "08*", "二-6", "=1", "1.0", "2026-01-02"]),
    st.one_of(LINE, st.just("同名")),
    LINE,
    st.lists(st.sampled_from(["minzheng", "weijian"]), unique=True, max_size=2),
    st.lists(LINE, max_size=2),
    st.lists(BENEFIT, min_size=1, max_size=2),
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(items=st.lists(ITEM, min_size=1, max_size=3), departments=st.lists(LINE, min_size=2, max_size=2), title=LINE)
def test_random_lists(words: None, items: list[Data], departments: list[str], title: str) -> None:
    data: Data = deepcopy(LIST) | {"items": items, "title": title}
    data["departments"] = dict(zip(["minzheng", "weijian"], [{"name": one} for one in departments], strict=True))
    count = 0
    for item in items:
        for at, benefit in enumerate(item["benefits"]):
            count += 1
            item["benefits"][at] = {"code": f"b-{count}", **benefit}
    found = read(book_of(data))
    assert found.data == data
    assert found.notices == ()
    assert edition_data(whole(load_edition(found.data))) == data
    assert read_yaml(write_yaml(found.data)) == data
