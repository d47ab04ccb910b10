"""Two editions compared: who is answered otherwise, with a witness on each side, and how many of a sample."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from catalog.loading import load_edition
from catalog.models import Benefit, Condition, Edition, ParameterValue, Pathway, PathwayAmount, ServiceItem
from catalog.publishing import clone, publish
from catalog.review.comparing import Comparison, compare, predecessor
from catalog.review.sample import COUNT, Residents
from catalog.rules import Rulebook
from tests.catalog.conftest import Data
from tests.real_lists import put_in_force

TODAY = date(2026, 11, 23)


@pytest.fixture
def copy(published: Edition) -> Edition:
    """A draft of the second version."""
    return clone(published)


def old_benefit(edition: Edition) -> Pathway:
    return Pathway.objects.get(code="old", benefit__item__edition=edition)


def condition(edition: Edition, fact: str) -> Condition:
    return Condition.objects.get(
        clause__benefit__item__edition=edition, fact__code=fact, clause__benefit__code="quzhou-09"
    )


def test_a_copy_changes_nothing_for_anybody(published: Edition, copy: Edition) -> None:
    found = compare(published, copy, TODAY)
    assert found.same
    assert found.whole is not None
    assert (found.whole.people, found.whole.reached, found.whole.change) == (COUNT, 0, 0)


def test_who_gains_stands_on_the_new_side_of_the_line(published: Edition, copy: Edition) -> None:
    row = condition(copy, "years")
    row.value = 10
    row.save()
    (effect,) = compare(published, copy, TODAY).effects
    assert (effect.code, effect.loses, effect.differs) == ("quzhou-09", None, None)
    assert effect.gains is not None
    assert effect.gains.person == "月收入：0 元，子女户籍地：浙江省其他地方，缴费年数：10"
    assert effect.gains.before == "不能享受"
    assert effect.gains.after == "高龄：发钱，每月 1035.50 元"
    back = compare(copy, published, TODAY).effects[0]
    assert back.loses is not None
    assert (back.gains, back.loses.before, back.loses.after) == (None, effect.gains.after, "不能享受")
    assert (back.reach.loses, back.reach.gains) == (effect.reach.gains, 0)


def test_who_has_it_otherwise_is_shown_both_amounts(published: Edition, copy: Edition) -> None:
    PathwayAmount.objects.filter(pathway__benefit__item__edition=copy, option__code="1").update(amount="600")
    (effect,) = compare(published, copy, TODAY).effects
    assert (effect.gains, effect.loses) == (None, None)
    assert effect.differs is not None
    assert "残疾等级：一级" in effect.differs.person
    assert effect.differs.before == "经评估：发钱，每月 500 元（按等级）"
    assert effect.differs.after == "经评估：发钱，每月 600 元（按等级）"
    assert effect.reach.cash == 100 * effect.reach.differs


def test_a_figure_changes_sums_from_its_day_on(published: Edition, copy: Edition) -> None:
    value = ParameterValue.objects.get(parameter__edition=copy)
    value.pk, value.effective_from, value.value = None, date(2027, 1, 1), "1100"
    value.save()
    assert compare(published, copy, date(2026, 12, 31)).effects == ()
    found = compare(published, copy, date(2027, 1, 1))
    differs = {one.code: one.differs for one in found.effects}
    assert differs["quzhou-09"] is not None
    assert (differs["quzhou-09"].before, differs["quzhou-09"].after) == (
        "高龄：发钱，每月 1035.50 元",
        "高龄：发钱，每月 1100 元",
    )


def test_benefits_that_come_and_go_have_a_witness_too(published: Edition, copy: Edition) -> None:
    Benefit.objects.get(item__edition=copy, code="quzhou-09").delete()
    (gone,) = compare(published, copy, TODAY).effects
    assert (gone.gains, gone.loses is not None, gone.name) == (None, True, "津贴")
    (come,) = compare(copy, published, TODAY).effects
    assert (come.gains is not None, come.loses) == (True, None)


def test_counts_are_those_of_each_person_screened(published: Edition, copy: Edition) -> None:
    row = condition(copy, "years")
    row.value = 20
    row.save()
    found = compare(published, copy, TODAY)
    book = Rulebook.from_json(published.rulebook)
    people = Residents(book.facts, book.regions, "quzhou", TODAY).people
    touched = [one for one in people if 15 <= one["years"] < 20 and one["child_hukou"] == "zhejiang"]
    # The list answers only those who are tied to its region.
    tied = [one for one in touched if one["hukou"] == "qujiang"]
    assert tied
    assert found.effects[0].reach.loses == len(tied)
    assert found.whole is not None
    assert found.whole.reached == len(tied)
    paid = [one for one in tied if one["income"] < 1035.5]
    assert found.whole.less == len(paid)
    assert float(found.whole.change) == pytest.approx(-sum(1035.5 - one["income"] for one in paid))


def test_an_edition_with_faults_is_still_compared_in_words(published: Edition, copy: Edition) -> None:
    Pathway.objects.filter(pk=old_benefit(copy).pk).update(amount="很多 钱")
    found = compare(published, copy, TODAY)
    assert [one.where for one in found.problems] == ["quzhou-09 / old"]
    assert (found.effects, found.whole) == ((), None)
    assert [one.code for one in found.texts] == ["quzhou-09"]
    assert compare(None, published, TODAY).texts[0].kind == "added"


def test_the_predecessor_is_in_force_on_the_day(published: Edition, small: Data) -> None:
    coming = clone(published)
    draft = clone(published)
    publish(coming, effective_from=date(2027, 1, 1))
    assert predecessor(draft, date(2026, 12, 31)) == published
    assert predecessor(draft, date(2027, 1, 1)) == coming
    assert predecessor(coming, date(2027, 1, 1)) == published
    assert predecessor(published, published.effective_from) is None
    small.update(region="qujiang", edition="qujiang-1")
    assert predecessor(load_edition(small), TODAY) is None


def test_the_residents_are_the_same_every_time_and_live_in_the_region(rulebooks: dict[str, Rulebook]) -> None:
    book = rulebooks["quzhou"]
    first, second = (Residents(book.facts, book.regions, "quzhou", TODAY) for _ in range(2))
    assert first.people == second.people
    assert first.estimated == ()
    at_home = sum(book.regions.within(one["hukou"], "quzhou") for one in first.people)
    assert 0.9 < at_home / COUNT < 0.96
    assert 0.05 < sum(age >= 85 for age in first.ages) / COUNT < 0.1
    assert {one["hukou"] for one in first.people} >= {"kecheng", "qujiang", "changshan", "kaihua", "longyou"}
    assert set(first.people[0]) == set(book.facts)


def test_every_sum_of_a_real_edition_that_changes_has_its_witness(db: None) -> None:
    put_in_force()
    edition = Edition.objects.published().get(region__slug="quzhou")
    draft = clone(edition)
    for place, pathway in enumerate(Pathway.objects.filter(benefit__item__edition=draft, kind="cash")):
        pathway.amount, pathway.amount_by = str(100 + place), None
        pathway.save()
    found = compare(edition, draft, TODAY)
    assert found.effects
    assert all(one.differs is not None for one in found.effects)


def page(staff: Client, edition: Edition, **query: object) -> str:
    address = reverse("admin:catalog_edition_compare", args=[edition.pk])
    answer = staff.get(address, query)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_page_compares_a_draft_with_what_is_in_force(staff: Client, published: Edition, copy: Edition) -> None:
    assert "两个版本说的完全一样" in page(staff, copy)
    row = condition(copy, "years")
    row.value = 10
    row.save()
    shown = page(staff, copy)
    assert "原来：quzhou-2023；现在：quzhou-2023-v2" in shown
    assert "例如这个人会新享受到" in shown
    assert "<del>缴费年数不低于 15</del>" in shown or "<del>缴费年数" in shown
    assert "位老人全是虚构的" in shown
    assert "这些情况还没有可用的比例" in shown


def test_the_page_keeps_a_wrong_day(staff: Client, published: Edition, copy: Edition) -> None:
    shown = page(staff, copy, other=published.pk, day="2026-02-30")
    assert "errorlist" in shown
    assert "2026-02-30" in shown


def test_the_first_edition_of_a_region_has_nothing_beside_it(staff: Client, draft: Edition) -> None:
    assert "衢州市还没有发布过别的版本" in page(staff, draft)


def test_words_alone_change_nobody(staff: Client, published: Edition, copy: Edition) -> None:
    ServiceItem.objects.filter(edition=copy).update(legal_basis=["新"])
    found: Comparison = compare(published, copy, TODAY)
    assert found.sections[0].title == "项目"
    assert "没有一个人的结论、情形或标准会变" in page(staff, copy)
