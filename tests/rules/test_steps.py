"""What somebody could do: told where it makes the benefit certain, and to those alone whom it is for."""

from __future__ import annotations

from typing import Any

import pytest

from catalog.rules import Rulebook, RulebookError, Screener, Value
from tests.rules.worlds import AS_OF, FACTS, benefit_row, book, pathway_row

WANTS_B = {"words": None, "any": [[{"fact": "kind", "relation": "one_of", "value": ["b"]}]]}
NOT_ILL = {"words": None, "any": [[{"fact": "ill", "relation": "is", "value": False}]]}


def rulebook(fact: str = "kind", **step: Any) -> Rulebook:
    """A benefit for kind b, and a step that makes it so."""
    data = book([benefit_row(0, [WANTS_B, NOT_ILL], [pathway_row(0, [], "60")])])
    known = {"code": "go", "sets": "b", "text": "去办"} | step
    return Rulebook.from_json(data | {"facts": {**FACTS, fact: {**FACTS[fact], "steps": [known]}}})


def told(found: Rulebook, **answers: Value) -> tuple[tuple[str, str], ...]:
    (verdict,) = Screener([found], AS_OF).screen(answers, AS_OF).verdicts
    return verdict.steps


def test_a_step_is_told_where_it_makes_certain() -> None:
    for kind in "ac":
        assert told(rulebook(), kind=kind, ill=False) == (("go", "去办"),)
    assert told(rulebook(), kind="b", ill=False) == ()
    assert told(rulebook(), kind="a", ill=True) == ()


def test_a_step_for_some_is_told_to_them_alone() -> None:
    for_a = rulebook(only_from=["a"])
    assert told(for_a, kind="a", ill=False) == (("go", "去办"),)
    assert told(for_a, kind="c", ill=False) == ()
    assert told(rulebook(only_from=["a", "c"]), kind="c", ill=False) == (("go", "去办"),)


@pytest.mark.parametrize(("fact", "sets", "only_from"), [("kind", "b", ["z"]), ("ill", False, ["a"])])
def test_a_step_begins_from_an_option_of_its_fact(fact: str, sets: object, only_from: list[str]) -> None:
    with pytest.raises(RulebookError, match="对哪些人说"):
        rulebook(fact, sets=sets, only_from=only_from)
