"""Leaving quickly: the answers go first, then comes a page that tells nothing."""

import re
from datetime import date

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django.fixtures import Settings

from eligibility.pages.months import month_of
from tests.interview.conftest import Visitor


def test_one_press_erases_and_leads_away(visitor: Visitor) -> None:
    visitor.start().go_on(until="pension")
    assert Session.objects.count() == 1
    response = visitor.client.post("/leave/")
    assert Session.objects.count() == 0
    assert response.status_code == 303
    assert response.headers["Location"] == "/today/"
    assert response.headers["Clear-Site-Data"] == '"cache"'
    assert response.headers["Cache-Control"] == "no-store"
    for page in ("/ask/birth/", "/results/", "/check/"):
        assert "1951" not in visitor.client.get(page, follow=True).content.decode()


def test_a_script_goes_on_by_itself(visitor: Visitor) -> None:
    visitor.start()
    response = visitor.client.post("/leave/", headers={"X-Requested-With": "XMLHttpRequest"})
    assert response.status_code == 204
    assert Session.objects.count() == 0


def test_a_look_erases_nothing(visitor: Visitor) -> None:
    visitor.start()
    assert visitor.get("/leave/").status_code == 405
    assert Session.objects.count() == 1


def test_nobody_is_led_away_by_a_forged_form(visitor: Visitor) -> None:
    visitor.start()
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = visitor.client.cookies
    assert strict.post("/leave/").status_code == 403
    assert Session.objects.count() == 1


def test_an_operator_may_choose_where_to(visitor: Visitor, settings: Settings) -> None:
    settings.LEAVE_URL = "https://weather.example/today"
    visitor.start()
    assert 'data-away="https://weather.example/today"' in visitor.text("/ask/birth/")
    assert visitor.client.post("/leave/").headers["Location"] == "https://weather.example/today"


def test_the_neutral_page_says_nothing_of_the_portal(visitor: Visitor) -> None:
    with time_machine.travel(date(2026, 2, 5), tick=False):
        html = visitor.text("/today/")
    assert "<title>日历</title>" in html
    assert "2026年2月5日" in html
    assert re.search(r'<td class="today" aria-current="date">5</td>', html)
    assert not re.search(r"养老|待遇|老人|回答", html)
    assert not re.search(r'href="/(?!static/)', html)


def test_every_page_can_be_left_quickly_and_the_first_one_says_how(visitor: Visitor) -> None:
    assert "连按三次 Esc" in visitor.text("/")
    visitor.start().go_on()
    for path in ("/", "/ask/birth/", "/check/", "/results/", "/privacy", "/services/", "/no-such-page"):
        html = visitor.text(path)
        assert html.count('formaction="/leave/"') == 2, path
        assert html.index('class="skip" form="own" formaction="/leave/"') < html.index("<header")


def test_the_lists_are_left_by_a_link_where_there_is_nothing_to_erase(visitor: Visitor) -> None:
    html = visitor.text("/services/")
    assert re.search(r'<a href="/today/" class="leave">', html)
    assert "csrfmiddlewaretoken" not in html


@pytest.mark.parametrize(
    ("day", "first", "last"), [(date(2026, 2, 1), 1, 28), (date(2024, 2, 29), 1, 29), (date(2026, 12, 31), 1, 31)]
)
def test_a_month(day: date, first: int, last: int) -> None:
    month = month_of(day)
    days = [one for week in month.weeks for one in week if one]
    assert days == [*range(first, last + 1)]
    assert month.weeks[[day.day in week for week in month.weeks].index(True)].index(day.day) == day.weekday()
