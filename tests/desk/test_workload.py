"""The workload of coming assessments: who is counted, where, when; and how it is drawn."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog import in_force
from eligibility.desk.workload import Workload
from tests.desk.outbox import NOW, TODAY, case, crowd, hired, regions, subscribed, watch

pytestmark = pytest.mark.django_db
PAGE = "/desk/workload/"


@pytest.fixture(autouse=True)
def wednesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def clerk() -> Client:
    """Somebody who works in one district."""
    regions()
    return hired("clerk", ("worker", "qujiang"))


def shown(client: Client, **given: str) -> Workload:
    found = client.get(PAGE, given).context["found"]
    assert isinstance(found, Workload)
    return found


def test_what_is_active_and_to_be_renewed_within_a_year_is_counted_once_a_person(clerk: Client) -> None:
    one = case()
    person, daughter = subscribed(one), subscribed(one, "+8613911112222", recipient="relative")
    for subscription in (person, daughter):
        watch(subscription, date(2027, 10, 31))
    watch(person, date(2027, 10, 1), benefit="another")
    for left_out in (date(2026, 11, 24), date(2027, 11, 1), None):
        watch(person, left_out, benefit=f"left-out-{left_out}")
    watch(person, TODAY, kind="birthday")
    watch(subscribed(case(), state="stopped"))
    closed = case()
    closed.closed_at = NOW
    closed.save()
    watch(subscribed(closed))
    watch(subscribed())
    watch(subscribed(case(region="kecheng")), region="kecheng")
    found = shown(clerk)
    assert [(month.first, month.count) for month in found.months if month.count] == [(date(2027, 10, 1), 2)]
    assert [month.first for month in found.months][0::11] == [date(2026, 11, 1), date(2027, 10, 1)]


def test_streets_are_lines_the_busiest_first_and_narrowing_leaves_one(clerk: Client) -> None:
    for street, count in (("樟潭街道", 1), ("廿里镇", 3)):
        for number in range(count):
            watch(subscribed(case(street)), date(2027, number + 1, 1), benefit=f"benefit-{number}")
    found = shown(clerk)
    assert [(line.name, line.total) for line in found.pages.rows] == [("廿里镇", 3), ("樟潭街道", 1)]
    assert (found.total, found.busiest.first, found.busiest.count) == (4, date(2027, 1, 1), 2)
    value = next(one.value for one in found.streets.choices if one.name == "廿里镇")
    assert shown(clerk, street=value).total == 3
    assert shown(clerk, benefit="benefit-0").total == 2
    assert shown(clerk, street=value, benefit="benefit-2").sums.index(1) == 4
    assert shown(clerk, street="0-x", benefit="no-such").total == 4


def test_bars_fill_the_width_and_no_more_and_agree_with_the_table(clerk: Client) -> None:
    for number in range(8):
        for times in range(number + 1):
            watch(subscribed(case(f"街道{number}")), date(2027, 1 + times % 3, 5))
    answer = clerk.get(PAGE)
    found = answer.context["found"]
    assert [len(month.parts) for month in found.months if month.count] == [6, 6, 6]
    for month in found.months:
        assert sum(part.count for part in month.parts) == month.count
        ends = [float(part.start[:-1]) + float(part.width[:-1]) for part in month.parts]
        assert all(end <= 100.001 for end in ends)
    page = answer.content.decode()
    assert page.count('class="shade-') == 18 + len(found.legend)
    sums = re.search(r"<tfoot>.*?</tfoot>", page, re.DOTALL)
    assert sums is not None
    assert re.findall(r"<td>(\d+)</td>", sums[0]) == [str(one) for one in (*found.sums, found.total)]
    assert sum(line.total for line in found.pages.rows) == found.total == 36


def test_an_empty_year_says_what_to_do_and_an_empty_filter_the_way_back(clerk: Client) -> None:
    assert "给老人建个案" in clerk.get(PAGE).content.decode()
    watch(subscribed(case("樟潭街道")), date(2027, 1, 1), benefit="a")
    watch(subscribed(case("廿里镇")), date(2027, 1, 1), benefit="b")
    value = shown(clerk).streets.choices[0].value
    page = clerk.get(PAGE, {"street": value, "benefit": "a"}).content.decode()
    assert "去掉筛选再看" in page
    assert "<svg" not in page


def test_the_number_of_queries_does_not_grow(clerk: Client) -> None:
    def queries() -> int:
        clerk.get(PAGE)
        in_force.recheck()
        with CaptureQueriesContext(connection) as caught:
            assert clerk.get(PAGE).status_code == 200
        return len(caught)

    crowd(1)
    few = queries()
    for number in range(120):
        watch(subscribed(case(f"街道{number:03}")), TODAY)
    assert queries() == few <= 10
    assert len(shown(clerk).pages.rows) == 50
