"""The staff's report: what it tells, what it hides, for whom, of which period."""

import csv
from datetime import date
from io import StringIO
from itertools import pairwise

import pytest
from django.test import Client

from catalog.models import Edition
from eligibility.insight.periods import periods
from eligibility.insight.report import Report
from eligibility.usage.counting import What
from tests.insight.conftest import EDITION, FIRST, MEALS, OCTOBER, SENIOR, TODAY, a_month, hired, used

PAGE, FILE = "/insight/", "/insight/usage.csv"


def shown(client: Client, **given: str) -> Report:
    found = client.get(PAGE, given).context["found"]
    assert isinstance(found, Report)
    return found


def lines(client: Client, **given: str) -> list[dict[str, str]]:
    answer = client.get(FILE, given)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))


def test_a_portal_that_nobody_used_says_when_there_will_be_something(reader: Client) -> None:
    assert "第二天起在这里看" in reader.get(PAGE).content.decode()
    assert reader.get(FILE).headers["Location"] == PAGE


@pytest.mark.parametrize(
    ("who", "kind", "status"),
    [("chief", "", 200), ("one", "reader", 200), ("two", "worker", 200), ("three", "", 403), ("", "", 302)],
)
def test_whoever_may_read_may_look(reader: Client, who: str, kind: str, status: int) -> None:
    a_month()
    client = hired(who, kind) if who else Client()
    for path in (PAGE, FILE):
        answer = client.get(path)
        assert answer.status_code == status
        if status == 200:
            assert answer.headers["Cache-Control"] == "no-store, private"


def test_days_are_told_up_to_yesterday_and_few_are_hidden(reader: Client) -> None:
    a_month()
    used(TODAY, What.STARTED, 500)
    found = shown(reader)
    assert len(found.chart.pillars) == 24
    assert found.chart.pillars[0].figures == [None, None]  # a Sunday with nine
    assert found.chart.pillars[1].figures == [30, 20]
    assert {str(one.label): one.figure for one in found.sums}["开始回答"] == sum_of(24) // 10 * 10
    text = reader.get(PAGE).content.decode()
    assert "不足 10" in text
    assert ">9<" not in text


def sum_of(days: int) -> int:
    started = 0
    for number in range(days):
        day = date(2026, 11, 1 + number)
        started += 9 if day.weekday() > 4 else 30 + number * 3
    return started


def test_columns_stand_beside_each_other_and_reach_as_high_as_they_count(reader: Client) -> None:
    a_month()
    chart = shown(reader).chart
    edges = [(float(one.left[:-1]), float(one.width[:-1])) for one in chart.pillars]
    assert all(left + width <= following for (left, width), (following, _) in pairwise(edges))
    assert edges[-1][0] + edges[-1][1] <= 100
    highest = max(chart.pillars, key=lambda one: one.figures[0] or 0)
    assert highest.figures[0] == chart.most
    assert highest.bars[0].size == "100.00%"
    assert chart.marks == (chart.pillars[0].label, chart.pillars[12].label, chart.pillars[23].label)


def test_a_year_shows_its_months(reader: Client) -> None:
    for first in (OCTOBER, FIRST):
        used(first, What.STARTED, 40)
        used(first.replace(day=2), What.STARTED, 8)
    found = shown(reader, period="2026")
    assert found.chart.is_year
    assert [one.figures[0] for one in found.chart.pillars] == [None] * 9 + [40, 40]
    assert found.sums[0].figure == 90


def test_only_months_and_years_can_be_chosen() -> None:
    found = periods([FIRST, OCTOBER, date(2025, 12, 1)], TODAY)
    assert [one.value for one in found] == ["2026-11", "2026-10", "2026", "2025-12", "2025"]
    assert (found[0].first, found[0].last) == (FIRST, date(2026, 11, 24))
    assert found[1].last == date(2026, 10, 31)
    assert found[2].last == date(2026, 11, 24)
    assert periods([date(2026, 11, 1)], date(2026, 11, 1)) == []


def test_a_period_that_is_none_is_the_newest(reader: Client) -> None:
    used(OCTOBER, What.STARTED, 10)
    for value in ("2031-07", "x", "", "2026-10-05"):
        assert shown(reader, period=value).period.value == "2026-10"


def test_the_first_questions_tell_where_people_leave(reader: Client) -> None:
    for code, seen, answered, unsure in (("hukou", 95, 80, 4), ("birth", 120, 100, 0), ("income", 9, 9, 0)):
        used(FIRST, What.SEEN, seen, code)
        used(FIRST, What.ANSWERED, answered, code)
        used(FIRST, What.UNSURE, unsure, code)
    found = shown(reader).questions
    assert [(one.code, one.seen, one.answered, one.unsure, one.left) for one in found] == [
        ("birth", 120, 100, None, 20),
        ("hukou", 90, 80, None, 10),
    ]
    assert [bar.size for bar in found[0].bars] == ["83.33%", "0.00%", "16.67%"]


def test_no_more_than_ten_questions(reader: Client) -> None:
    page = Client().post("/", {"for": "self"})
    assert page.status_code == 302
    codes = ["birth", "hukou", "residence", "pension", "assistance", "means", "support", "disability"]
    codes += ["disability_type", "income", "self_care", "care"]
    for code in codes:
        used(FIRST, What.SEEN, 50, code)
    assert [one.code for one in shown(reader).questions] == codes[:10]


def test_benefits_stand_under_their_edition_and_small_ones_are_only_counted(reader: Client) -> None:
    used(FIRST, What.FOUND, 57, SENIOR, EDITION)
    used(FIRST, What.KNEW, 12, SENIOR, EDITION)
    used(FIRST, What.NEW, 33, SENIOR, EDITION)
    used(FIRST, What.FOUND, 9, MEALS, EDITION)
    (shelf,) = shown(reader).shelves
    (senior,) = shelf.benefits
    assert senior.figures == (50, None, 10, 30, None, None, None)
    assert senior.unknown == 75
    listed = sum(len(item["benefits"]) for item in Edition.objects.get(code=EDITION).rulebook["items"])
    assert shelf.others == listed - 1
    assert [one.code for one in shown(reader).unknown] == [SENIOR]
    assert "75%" in reader.get(PAGE).content.decode()


def test_one_edition_can_be_looked_at_alone(reader: Client) -> None:
    used(FIRST, What.FOUND, 57, SENIOR, EDITION)
    used(FIRST, What.FOUND, 20, "qujiang-05", "qujiang-2023")
    both = shown(reader)
    assert len(both.editions) == 2
    one = shown(reader, edition=both.editions[1][0])
    assert [shelf.edition for shelf in one.shelves] == [both.editions[1][0]]
    assert len(one.editions) == 2
    assert len(shown(reader, edition="no-such").shelves) == 2


def test_the_file_tells_what_the_page_tells(reader: Client) -> None:
    a_month()
    used(FIRST, What.SEEN, 120, "birth")
    used(FIRST, What.FOUND, 57, SENIOR, EDITION)
    used(FIRST, What.NEW, 3, SENIOR, EDITION)
    rows = lines(reader)
    assert {row["时间"] for row in rows} == {"2026年11月"}
    of_benefit = {row["事项"]: row["次数"] for row in rows if row["代码"] == SENIOR}
    assert of_benefit["能享受"] == "50"
    assert of_benefit["以前不知道"] == "不足 10"
    assert all(row["次数"] == "不足 10" or int(row["次数"]) % 10 == 0 for row in rows)
    assert sum(row["表"] == "每天" for row in rows) == 48
    assert {row["次数"] for row in rows if row["代码"] == "birth"} == {"120", "不足 10"}


def test_a_name_is_no_formula(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    used(FIRST, What.SEEN, 20, "birth")
    monkeypatch.setattr("eligibility.insight.report._titles", lambda today: [("birth", "=1+1")])
    assert {row["名称"] for row in lines(reader) if row["代码"] == "birth"} == {"'=1+1"}
