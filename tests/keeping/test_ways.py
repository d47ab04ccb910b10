"""The way back in a visitor's session: encrypted, theirs alone, gone with what it leads to."""

from datetime import date, timedelta

import pytest
from cryptography.fernet import Fernet
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from eligibility import session
from eligibility.keeping import qr_svg, typing_address, way_back
from eligibility.keeping.storing import by_link, erase
from eligibility.keeping.ways import Held, held_in, hold_on, let_go
from tests.keeping.keeper import NOW, interview, kept, request

pytestmark = pytest.mark.django_db


def test_the_way_back_to_these_answers() -> None:
    asked, held = request(), kept()
    assert way_back(asked, interview(), NOW) is None
    hold_on(asked, held)
    found = way_back(asked, interview(), NOW)
    assert found is not None
    assert found.url == f"http://localhost/back/{held.secret}/"
    assert found.code.replace(" ", "") == held.code
    assert [len(group) for group in found.code.split(" ")] == [4, 4, 4]
    assert (found.until, found.day) == (date(2026, 11, 30), "2026年11月30日")


def test_other_answers_have_another_way_back_or_none() -> None:
    asked = request()
    hold_on(asked, kept())
    assert way_back(asked, interview(hukou="qujiang"), NOW) is None
    other = interview()
    other.lasts = {}
    assert way_back(asked, other, NOW) is None
    other = interview()
    other.audience = "father"
    assert way_back(asked, other, NOW) is None
    other = interview()
    other.trail, other.stamp = [], "another day"
    assert way_back(asked, other, NOW) is not None


def test_the_session_holds_no_secret_in_the_clear() -> None:
    asked, held = request(), kept()
    hold_on(asked, held)
    assert set(asked.session.keys()) == {session.KEPT}
    for word in (held.secret, held.code):
        assert word not in str(dict(asked.session.items()))


def test_gone_with_the_row_its_time_its_key_and_at_a_press(settings: Settings) -> None:
    asked, held = request(), kept()
    hold_on(asked, held)
    assert held_in(asked, NOW + timedelta(days=7)) is None
    assert held_in(asked, NOW)
    keys = settings.ANSWERS_KEYS
    settings.ANSWERS_KEYS = [Fernet.generate_key().decode()]
    assert held_in(asked, NOW) is None
    settings.ANSWERS_KEYS = keys
    row = by_link(held.secret, NOW)
    assert row is not None
    erase(row, NOW)
    assert held_in(asked, NOW) is None
    let_go(asked)
    assert not asked.session.keys()


def test_clear_and_leave_takes_it_along() -> None:
    asked = request()
    hold_on(asked, kept())
    session.clear(asked)
    assert session.KEPT not in asked.session


@pytest.mark.parametrize("token", ["", "x", session.KEPT])
def test_what_was_not_put_there_is_not_believed(token: str) -> None:
    asked = request()
    asked.session[session.KEPT] = token
    assert held_in(asked, NOW) is None
    asked.session[session.KEPT] = session.box().encrypt(b'{"pk": 1}').decode()
    assert held_in(asked, NOW) is None


def test_whoever_came_by_link_knows_no_code() -> None:
    held = kept()
    asked = request()
    hold_on(asked, Held(held.pk, held.secret, "", held.mark))
    found = way_back(asked, interview(), NOW)
    assert found is not None
    assert (found.code, bool(found.url)) == ("", True)
    hold_on(asked, Held(held.pk, "", held.code, held.mark))
    found = way_back(asked, interview(), NOW)
    assert found is not None
    assert (found.url, bool(found.code)) == ("", True)


def test_addresses_are_the_public_ones(settings: Settings) -> None:
    asked = RequestFactory().get("/", HTTP_HOST="localhost")
    assert typing_address(asked) == "http://localhost/back/"
    settings.PORTAL_URL = "https://portal.example"
    assert typing_address(asked) == "https://portal.example/back/"


def test_the_square_is_plain_and_hostile_text_stays_text() -> None:
    drawn = qr_svg('https://portal.example/back/"><script>/')
    assert drawn.startswith("<svg")
    assert drawn.endswith("</svg>")
    assert 'role="img"' in drawn
    for word in ("<script", "style=", " on", "portal.example", "href"):
        assert word not in drawn
