"""What counts of a visit: each thing once, nothing of the staff's, nothing that a page waits for."""

import re

import pytest
from django.contrib.auth.models import User

from eligibility.models import UsageCount
from eligibility.widgets import UNSURE
from tests.interview.conftest import PLAIN, Visitor
from tests.interview.test_keeping import queries
from tests.usage.conftest import totals

pytestmark = pytest.mark.usefixtures("counted")


def test_questions_are_seen_and_answered_once_whatever_way_somebody_goes(visitor: Visitor) -> None:
    asked = visitor.start().go_on(until="assistance")
    assert visitor.question == "assistance"
    for path in (f"/ask/{asked[0]}/", visitor.at, visitor.at):
        visitor.get(path)
    visitor.answer(asked[0], **PLAIN[asked[0]])
    assert totals("seen") == {("seen", code): 1 for code in [*asked, "assistance"]}
    assert totals("answered") == {("answered", code): 1 for code in asked}
    assert totals("started") == {("started", ""): 1}
    assert totals("finished") == {}


def test_who_does_not_know_is_counted_apart(visitor: Visitor) -> None:
    visitor.start().go_on(until="assistance")
    visitor.answer("assistance", assistance=UNSURE)
    assert totals("unsure") == {("unsure", "assistance"): 1}
    assert ("answered", "assistance") not in totals()


def test_an_answer_that_is_sent_back_is_none(visitor: Visitor) -> None:
    visitor.start()
    assert visitor.answer("birth", birth_date_year="1851").status_code == 422
    assert ("answered", "birth") not in totals()


def test_results_are_counted_once_with_what_they_hold(visitor: Visitor) -> None:
    visitor.start().go_on()
    for _ in range(3):
        page = visitor.client.get("/results/")
    found = page.context["results"]
    listed = {one.verdict.benefit.code: one.verdict.rulebook.edition for group in found.have for one in group.entries}
    listed |= {one.verdict.benefit.code: one.verdict.rulebook.edition for group in found.choose for one in group}
    assert totals("found") == {("found", code): 1 for code in listed}
    assert totals("open") == {("open", one.verdict.benefit.code): 1 for one in found.open}
    assert totals("finished") == {("finished", ""): 1}
    assert dict(UsageCount.objects.filter(what="found").values_list("key", "edition")) == listed


def test_printing_keeping_and_trying_count_once_a_visit(visitor: Visitor) -> None:
    visitor.start("mother").go_on()
    page = visitor.text("/results/what-if/")
    later = re.search(r'<option value="([^"]+)"', page)
    assert later
    for _ in range(2):
        assert visitor.get("/summary/").status_code == 200
        assert visitor.get(f"/results/what-if/?on={later[1]}").status_code == 200
        assert visitor.post("/keep/", {"agree": "on"}).status_code in (302, 200)
    for what in ("printed", "what_if", "kept"):
        assert totals(what) == {(what, ""): 1}


def test_two_who_begin_anew_in_one_browser_are_two(visitor: Visitor) -> None:
    for _ in range(2):
        visitor.start().go_on()
        visitor.get("/results/")
    assert totals("finished") == {("finished", ""): 2}
    assert set(totals("found").values()) == {2}


def test_what_staff_try_and_answer_for_others_is_not_counted(visitor: Visitor) -> None:
    visitor.start("client").go_on()
    visitor.get("/results/")
    visitor.client.force_login(User.objects.create_superuser("chief"))
    visitor.start().go_on()
    visitor.get("/results/")
    assert totals() == {}


def test_a_page_costs_no_more_than_before(visitor: Visitor) -> None:
    visitor.start().go_on(until="assistance")
    assert len(queries(lambda: visitor.get(visitor.at))) <= 2
    assert len(queries(lambda: visitor.answer("assistance", **PLAIN["assistance"]))) <= 3
    visitor.go_on()
    assert len(queries(lambda: visitor.get("/results/"))) <= 3
    assert len(queries(lambda: visitor.get("/results/"))) <= 2


def test_no_row_says_more_than_a_total(visitor: Visitor) -> None:
    visitor.start("father").go_on()
    visitor.get("/results/")
    totals()
    fields = {field.name for field in UsageCount._meta.get_fields()}
    assert fields == {"id", "day", "what", "key", "edition", "count"}
    kept = str(list(UsageCount.objects.values_list("what", "key", "edition")))
    assert not any(word in kept for word in ("1951", "kecheng", "father"))
