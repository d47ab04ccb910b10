"""The next years on the results page, and as a file for a phone's calendar."""

import html as markup
import re
from datetime import date, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from tests.interview.conftest import Visitor

NINE = timedelta(hours=9)
ICS = "/results/calendar.ics"
SEVENTY_EIGHT = {"birth": {"birth_date_year": "1948", "birth_date_month": "3", "birth_date_day": "2"}}


@pytest.fixture(autouse=True)
def _on_a_day(time_machine: Any) -> None:
    time_machine.move_to("2026-11-23 12:00:00+08:00", tick=False)


def shown(visitor: Visitor, audience: str = "mother", **answers: Any) -> str:
    """The calendar after an interview."""
    visitor.start(audience).go_on(**answers)
    found = re.search(r'<section id="calendar".*?</section>', visitor.text("/results/"), re.DOTALL)
    return markup.unescape(re.sub(r"\s*\n\s*", "", found[0])) if found else ""


def texts(part: str) -> str:
    """A part of a page without its tags."""
    return re.sub("<[^>]+>", " ", part)


def file(visitor: Visitor) -> list[Any]:
    """The events of the file."""
    return list(Calendar.from_ical(visitor.get(ICS).content).walk("VEVENT"))


def test_year_by_year_with_what_is_to_be_done(visitor: Visitor) -> None:
    years = shown(visitor, **SEVENTY_EIGHT).split('<div class="year">')[1:]
    assert [re.findall(r"\d+年|满 \d+ 岁", year)[:2] for year in years] == [
        [f"{2026 + place}年", f"满 {78 + place} 岁"] for place in range(6)
    ]
    assert "3月2日" in years[2]
    assert re.search(r"开始有\s+意外伤害保险、高龄津贴\s+满 80 周岁", texts(years[2]))
    assert re.search(r"次数改了\s+免费评估\s+年满 80 周岁，每年一次", texts(years[2]))


def test_the_boxes_of_the_months_bear_the_marks_of_the_list(visitor: Visitor) -> None:
    for year in shown(visitor, **SEVENTY_EIGHT).split('<div class="year">')[1:]:
        boxes, listed = year.split('<ul class="dates">')
        marked = {int(month) for month in re.findall(r'class="marked">(\d+)月', boxes)}
        assert marked == {int(month) for month in re.findall(r'class="date">\D*(\d+)月', listed)}


def test_a_doctor_is_signed_with_once_for_several_packages(visitor: Visitor) -> None:
    calendar = shown(visitor, health={"ticks": ["chronic_conditions:hypertension"]})
    assert "家庭医生签约服务" in calendar
    assert "高血压" not in calendar


def test_years_without_anything_take_one_line(visitor: Visitor) -> None:
    calendar = shown(visitor, birth={"birth_date_year": "1969", "birth_date_month": "3", "birth_date_day": "2"})
    assert "2027年：没有要办的事" in calendar
    assert "2029年" in calendar
    assert "满 60 周岁" in calendar


def test_somebody_young_has_no_calendar(visitor: Visitor) -> None:
    assert shown(visitor, birth={"birth_date_year": "1986", "birth_date_month": "3", "birth_date_day": "2"}) == ""
    assert '#calendar"' not in visitor.text("/results/")


def test_the_file_holds_the_days_of_the_page(visitor: Visitor) -> None:
    calendar = shown(visitor, **SEVENTY_EIGHT)
    found = file(visitor)
    days = [one.decoded("dtstart") for one in found]
    assert days == sorted(days)
    on_page = [
        (int(year), int(month), int(day))
        for year, rest in re.findall(r"<h3>(\d+)年(.*?)(?=<h3>|$)", calendar)
        for month, day in re.findall(r'class="date">\D*(\d+)月(\d+)日', rest)
    ]
    assert {(day.year, day.month, day.day) for day in days} == set(on_page)
    assert date(2028, 3, 2) in days


def test_each_event_is_a_whole_day_with_two_alarms_at_nine(visitor: Visitor) -> None:
    visitor.start("mother").go_on(**SEVENTY_EIGHT)
    for event in file(visitor):
        assert event.decoded("dtend") - event.decoded("dtstart") == date.resolution
        before, same_day = (alarm["trigger"].dt for alarm in event.walk("VALARM"))
        assert same_day == NINE
        assert before in {NINE - timedelta(days=14), NINE - timedelta(days=30)}


def test_a_file_loaded_again_replaces_its_events_and_one_for_another_relative_does_not(visitor: Visitor) -> None:
    visitor.start("mother").go_on(**SEVENTY_EIGHT)
    first, again = ([str(one["uid"]) for one in file(visitor)] for _ in range(2))
    assert first == again
    assert len(set(first)) == len(first)
    visitor.start("father").go_on(**SEVENTY_EIGHT)
    assert not set(first) & {str(one["uid"]) for one in file(visitor)}


def test_the_file_is_kept_nowhere_and_names_nobody(visitor: Visitor) -> None:
    visitor.start("mother").go_on(**SEVENTY_EIGHT)
    response = visitor.get(ICS)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-store, private"
    assert "母亲" not in response.content.decode()
    assert "1948" not in response.content.decode()


def test_without_answers_there_is_no_file(visitor: Visitor) -> None:
    assert visitor.get(ICS).headers["Location"] == "/check/"
    visitor.start().go_on(until="hukou")
    assert visitor.get(ICS).headers["Location"] == "/check/"
