"""Scenarios: made at exact boundaries, failing where a rule was changed, kept without identity."""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from catalog import in_force
from catalog.answering import typed
from catalog.models import Condition, Edition, Expectation, Pathway, Region, Scenario
from catalog.publishing import clone
from catalog.rules import Rulebook, Screener
from catalog.rules.dates import age_on
from catalog.scenarios import (
    accept,
    failing,
    keep_screening,
    kept_screening,
    propose,
    run_edition,
    seed,
    without_identity,
)
from catalog.trying.preview import rulebook_of_draft, screener_with
from tests.catalog.conftest import Data
from tests.oracle.people import TELLING_DAYS, complete_person, partial_person
from tests.real_lists import put_in_force

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def catalogue(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The project's lists in force."""
    with django_db_blocker.unblock(), transaction.atomic():
        put_in_force()
        yield
        transaction.set_rollback(True)
    in_force.recheck()


@pytest.fixture
def quzhou_list(catalogue: None, db: None) -> Edition:
    """Quzhou's list in force."""
    return Edition.objects.get(code="quzhou-2023", version=1)


def test_every_pathway_is_somebodys(quzhou_list: Edition) -> None:
    proposals = propose(quzhou_list, TODAY)
    screener = screener_with(quzhou_list, TODAY)
    taken = set()
    for one in proposals:
        answers = {code: typed(screener.facts[code], raw, TODAY, screener.regions) for code, raw in one.answers.items()}
        for verdict in screener.screen(answers, TODAY).verdicts:
            if verdict.benefit.code == one.benefit and verdict.pathway:
                taken.add((one.benefit, verdict.pathway.code))
    rows = rulebook_of_draft(quzhou_list).benefits()
    every = {(benefit.code, way.code) for _item, benefit in rows for way in benefit.pathways}
    # Nobody has the four grades of care that hang on a wage which no document gives yet.
    assert {code for code, _way in every - taken} <= {"quzhou-01-care", "quzhou-09-care"}
    counts = [sum(one.benefit == code for one in proposals) for code in {one.benefit for one in proposals}]
    assert max(counts) <= 12
    assert len({one.key for one in proposals}) == len(proposals)


def test_seeding_again_adds_nothing(quzhou_list: Edition) -> None:
    staff = User.objects.create_user("clerk", is_staff=True)
    made = seed(quzhou_list, TODAY, by=staff)
    assert len(made) > 300
    assert Expectation.objects.count() == len(made)
    assert made[0].history.get().history_user == staff
    assert all(one.kept for one in propose(quzhou_list, date(2027, 5, 5)))
    assert seed(quzhou_list, date(2027, 5, 5)) == ()
    assert failing(quzhou_list) == ()


def test_only_what_was_chosen_is_kept(quzhou_list: Edition) -> None:
    chosen = [one.key for one in propose(quzhou_list, TODAY) if one.benefit == "quzhou-11-senior"][:2]
    made = seed(quzhou_list, TODAY, chosen)
    assert [one.name for one in made] == ["高龄津贴：满 80 岁当天", "高龄津贴：差一天满 80 岁"]


def test_a_changed_rule_fails_the_scenarios_at_its_boundary(quzhou_list: Edition) -> None:
    seed(quzhou_list, TODAY)
    draft = clone(quzhou_list)
    assert failing(draft) == ()
    conditions = Condition.objects.filter(clause__benefit__item__edition=draft, fact__code="birth_date")
    conditions.filter(clause__benefit__code="quzhou-11-senior", value=80).update(value=75)
    wrong = failing(draft)
    assert [(one.scenario.name, line.expected, line.got) for one in wrong for line in one.wrong] == [
        ("高龄津贴：差一天满 80 岁", "不能享受", "能享受，60 元")
    ]
    Pathway.objects.filter(benefit__item__edition=draft, benefit__code="quzhou-11-senior").update(amount="60.01")
    assert {line.got for one in failing(draft) for line in one.wrong} == {"能享受，60.01 元"}


def test_a_benefit_that_is_gone_is_said(quzhou_list: Edition) -> None:
    seed(quzhou_list, TODAY)
    draft = clone(quzhou_list)
    draft.items.get(row="12").delete()
    wrong = failing(draft)
    assert {line.benefit for one in wrong for line in one.wrong} == {"quzhou-12"}
    assert {line.got for one in wrong for line in one.wrong} == {"清单里没有这项待遇"}


def test_what_is_accepted_passes(quzhou_list: Edition) -> None:
    seed(quzhou_list, TODAY)
    draft = clone(quzhou_list)
    Pathway.objects.filter(benefit__item__edition=draft, benefit__code="quzhou-11-senior").update(amount="80")
    draft.items.get(row="12").delete()
    staff = User.objects.create_user("clerk", is_staff=True)
    for one in failing(draft):
        accept(one, by=staff)
    assert failing(draft) == ()
    row = Expectation.objects.get(scenario__name="高龄津贴：满 80 岁当天")
    assert (row.amount, row.history.first().history_user) == ("80", staff)  # type: ignore[union-attr]
    assert not Expectation.objects.filter(benefit="quzhou-12").exists()


def test_regions_above_and_below_are_run_and_no_others(quzhou_list: Edition) -> None:
    made = [
        Scenario.objects.create(name=slug, region=Region.objects.get(slug=slug), as_of=TODAY)
        for slug in ("zhejiang", "quzhou", "qujiang", "gongshu")
    ]
    Scenario.objects.create(name="off", region=made[1].region, as_of=TODAY, active=False)
    assert {one.scenario.name for one in run_edition(quzhou_list)} == {"zhejiang", "quzhou", "qujiang"}
    district = Edition.objects.get(code="qujiang-2023")
    assert {one.scenario.name for one in run_edition(district)} == {"zhejiang", "quzhou", "qujiang"}


def test_a_draft_runs_as_if_in_force_on_the_scenarios_day(quzhou_list: Edition) -> None:
    draft = clone(quzhou_list)
    draft.effective_from = date(2030, 1, 1)
    draft.save()
    seed(draft, TODAY)
    assert Scenario.objects.values_list("as_of", flat=True).distinct().get() == date(2030, 1, 1)
    Scenario.objects.update(as_of=date(2025, 1, 1))
    Scenario.objects.exclude(answers__birth_date__isnull=True).delete()
    assert failing(draft) == ()


def test_answers_that_are_no_longer_known_are_said(quzhou_list: Edition) -> None:
    odd: dict[str, Any] = {"star_sign": "leo"}
    for answers, said in ((odd, "已经没有“star_sign”这个情况"), ({"hukou": "mars"}, "“户籍地”不能再答“mars”")):
        one = Scenario.objects.create(name="x", region=quzhou_list.region, as_of=TODAY, answers=answers)
        outcome = run_edition(quzhou_list, [one])[0]
        assert said in outcome.fault
        assert not outcome.right


def verdicts(screener: Screener, raws: Data, as_of: date) -> list[tuple[Any, ...]]:
    """All that a list says to somebody, but for the days on which it changes."""
    answers = {code: typed(screener.facts[code], raw, as_of, screener.regions) for code, raw in raws.items()}
    return [
        (one.benefit.code, one.status, one.pathway and one.pathway.code, one.award, one.missing, one.superseded_by)
        for one in screener.screen(answers, as_of).verdicts
    ]


def test_without_identity_nothing_else_changes(rulebooks: dict[str, Rulebook]) -> None:
    rng = Random(20261123)
    screeners = {day: Screener(list(rulebooks.values()), day) for day in (*TELLING_DAYS, TODAY)}
    for _ in range(400):
        as_of = rng.choice(list(screeners))
        raws, screener = rng.choice((complete_person, partial_person))(rng, as_of).facts, screeners[as_of]
        kept = without_identity(raws, screener, as_of)
        assert verdicts(screener, kept, as_of) == verdicts(screener, raws, as_of)
        if "birth_date" in raws:
            born = [date.fromisoformat(one["birth_date"]) for one in (raws, kept)]
            assert age_on(born[0], as_of) == age_on(born[1], as_of)
        assert {code for code in raws if kept[code] != raws[code]} <= {"birth_date", "last_assessment"}


def test_everybody_of_an_age_gets_one_birthday(rulebooks: dict[str, Rulebook]) -> None:
    screener = Screener(list(rulebooks.values()), TODAY)
    births = ("1946-11-23", "1946-01-01", "1945-11-24")
    assert {without_identity({"birth_date": one}, screener, TODAY)["birth_date"] for one in births} == {"1946-05-25"}
    oldest = {"birth_date": "1896-11-23"}
    assert without_identity(oldest, screener, TODAY) == oldest


def test_a_screening_is_kept_with_what_it_is_answered(quzhou_list: Edition) -> None:
    raws = {"birth_date": "1941-03-02", "hukou": "kecheng", "residence": "kecheng", "assistance": "none"}
    screener = in_force.screener_on(TODAY)
    kept = kept_screening(raws, screener, TODAY)
    assert kept.name == "85 岁，户籍地柯城区，常住地柯城区"
    assert kept.region == quzhou_list.region
    assert kept.replaced == ("出生日期",)
    made = keep_screening("老人", quzhou_list.region, kept)
    assert made.source == Scenario.Source.SCREENING
    assert "1941-03-02" not in str(made.answers)
    assert made.expectations.get(benefit="quzhou-11-senior").amount == "60"
    assert failing(quzhou_list) == ()
