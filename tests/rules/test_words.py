"""Editions that froze a fact or a question differently: the words of the one published last are used."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from catalog.rules import Rulebook, Screener
from tests.rules.worlds import AS_OF, benefit_row, book, pathway_row

WAY = [{"words": None, "any": [[{"fact": "ill", "relation": "is", "value": True}]]}]


def edition(code: str, effective_from: str, published: str, ill: str, asked: list[tuple[str, list[str]]]) -> Rulebook:
    """A list whose one benefit goes by `ill`, which it names and asks for in its own way."""
    data: dict[str, Any] = deepcopy(book([{**benefit_row(0, [], [pathway_row(0, WAY, "50")]), "code": code}]))
    data |= {"edition": code, "effective_from": effective_from}
    if published:
        data["published"] = published
    data["facts"]["ill"]["name"] = ill
    words = {"section": "", "layout": "fields", "help": "", "why": ""}
    data["questions"] = [{"code": one, "title": f"{one} {code}", "facts": facts, **words} for one, facts in asked]
    return Rulebook.from_json(data)


EARLY = ("2020-01-01", "2026-11-02T00:00:00+00:00")  # in force earlier, published later
LATE = ("2024-01-01", "2026-11-01T00:00:00+00:00")


@pytest.mark.parametrize("turned", [False, True])
def test_the_edition_published_last_words_its_facts_and_questions(turned: bool) -> None:
    books = [
        edition("early", *EARLY, ill="生病（新）", asked=[("health", ["ill"])]),
        edition("late", *LATE, ill="生病", asked=[("health", ["ill"])]),
    ]
    screener = Screener(books[::-1] if turned else books, AS_OF)
    assert screener.facts["ill"].name == "生病（新）"
    assert [one.title for one in screener.questions] == ["health early"]


def test_a_draft_words_before_everything_published() -> None:
    screener = Screener(
        [
            edition("draft", "2020-01-01", "", ill="试用", asked=[("health", ["ill"])]),
            edition("late", *LATE, ill="生病", asked=[("health", ["ill"])]),
        ],
        AS_OF,
    )
    assert screener.facts["ill"].name == "试用"
    assert [one.title for one in screener.questions] == ["health draft"]


def test_a_fact_that_only_an_older_edition_asks_is_still_asked() -> None:
    old = edition("late", *LATE, ill="生病", asked=[("health", ["kind", "ill"]), ("income", ["income"])])
    new = edition("early", *EARLY, ill="生病", asked=[("health", ["kind"])])
    asked = {one.code: one.facts for one in Screener([old, new], AS_OF).questions}
    assert asked == {"health": ("kind", "ill"), "income": ("income",)}


def test_a_fact_that_moved_to_another_page_is_asked_there_alone() -> None:
    old = edition("late", *LATE, ill="生病", asked=[("health", ["ill", "kind"])])
    new = edition("early", *EARLY, ill="生病", asked=[("money", ["income", "ill"]), ("health", ["kind"])])
    asked = {one.code: one.facts for one in Screener([old, new], AS_OF).questions}
    assert asked == {"money": ("income", "ill"), "health": ("kind",)}
