"""The last date of something, told on the results page: the calendar and the reminders count from it."""

import json
import re
from typing import Any

import pytest
from django.contrib.sessions.models import Session

from eligibility.session import KEY, box
from tests.interview.conftest import Visitor
from tests.results.test_calendar import SEVENTY_EIGHT, shown, texts

PAGE = "/results/last/quzhou-12/"
DOCTOR = "/results/last/quzhou-25-basic/"


@pytest.fixture(autouse=True)
def _on_a_day(time_machine: Any) -> None:
    time_machine.move_to("2026-11-23 12:00:00+08:00", tick=False)


@pytest.fixture
def mother(visitor: Visitor) -> Visitor:
    """Somebody who has her mother's results."""
    visitor.start("mother").go_on(**SEVENTY_EIGHT)
    return visitor


def told(visitor: Visitor, path: str, year: str, month: str = "", day: str = "", **more: str) -> Any:
    """The answer to a day that was typed."""
    return visitor.post(path, {"last_year": year, "last_month": month, "last_day": day, **more})


def calendar(visitor: Visitor) -> str:
    """The calendar as text."""
    found = re.search(r'<section id="calendar".*?</section>', visitor.text("/results/"), re.DOTALL)
    assert found
    return re.sub(r"\s+", " ", texts(found[0]))


def test_what_is_told_moves_the_calendar(mother: Visitor) -> None:
    assert "大约12月23日" in calendar(mother)
    assert told(mother, PAGE, "2026", "5", "6").headers["Location"] == "/results/#calendar"
    assert re.search(r"3月2日 办 要去办 免费评估 改上次的日期", calendar(mother))


def test_what_is_signed_together_is_told_together(visitor: Visitor) -> None:
    shown(visitor, health={"ticks": ["chronic_conditions:hypertension"]})
    assert "家庭医生签约服务" in visitor.text(DOCTOR)
    told(visitor, DOCTOR, "2026", "6", "1")
    (kept,) = Session.objects.all()
    interview = box().decrypt(kept.get_decoded()[KEY]).decode()
    assert interview.count('"2026-06-01"') == 2
    told(visitor, DOCTOR, "", last_unsure="1")
    assert "2026-06-01" not in box().decrypt(Session.objects.get().get_decoded()[KEY]).decode()


def test_a_reminder_is_counted_from_it(mother: Visitor) -> None:
    told(mother, PAGE, "2026", "5", "6")
    offered = re.sub(r"\s+", " ", texts(mother.text("/reminders/")))
    assert "2028年3月2日" in offered


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("", "", ""), "请填年、月、日"),
        (("2027", "1", "1"), "在 2026年11月23日 之后"),
        (("1990", "1", "1"), "30 年以前"),
        (("2026", "2", "30"), "2 月没有 30 日"),
        (("民国115", "1", "1"), "公历"),
    ],
)
def test_a_day_that_cannot_be_is_said_so(mother: Visitor, typed: tuple[str, str, str], said: str) -> None:
    response = told(mother, PAGE, *typed)
    html = response.content.decode()
    assert response.status_code == 422
    assert "<title>错误：" in html
    assert said in html
    assert "大约12月23日" in calendar(mother)


def test_only_what_is_renewed_for_her_can_be_told(mother: Visitor) -> None:
    for path in ("/results/last/quzhou-11/", "/results/last/nothing/"):
        assert mother.get(path).headers["Location"] == "/results/"
    assert mother.get(PAGE).headers["Cache-Control"] == "no-store, private"


def test_without_answers_there_is_nothing_to_tell(visitor: Visitor) -> None:
    assert visitor.get(PAGE).headers["Location"] == "/results/"


def test_answers_from_before_this_was_kept_are_still_read(mother: Visitor) -> None:
    session = mother.client.session
    rows = json.loads(box().decrypt(session[KEY]))
    assert rows[6] == {}
    session[KEY] = box().encrypt(json.dumps(rows[:6]).encode()).decode()
    session.save()
    assert mother.get("/results/").status_code == 200
