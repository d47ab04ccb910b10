"""What became of it: a code on the results page, one answer with it, few wrong guesses."""

import re

import pytest
from django.contrib.auth.models import User

from eligibility.models import Ticket
from eligibility.summaries.people import Person, sealed, unsealed
from tests.interview.conftest import Visitor
from tests.usage.conftest import counted, totals  # noqa: F401

pytestmark = pytest.mark.usefixtures("counted")
PAGE, GIVE = "/feedback/", "/feedback/ticket/"


@pytest.fixture
def mother(visitor: Visitor) -> Visitor:
    """Somebody whose mother's results are there."""
    visitor.start("mother").go_on()
    return visitor


def given(visitor: Visitor) -> str:
    """The code that somebody asked for."""
    assert visitor.post(GIVE).headers["Location"] == "/results/#became"
    found = re.search(r'class="code">([A-Z0-9]{4}-[A-Z0-9]{4})<', visitor.text("/results/"))
    assert found
    return found[1]


def listed(visitor: Visitor, code: str) -> list[str]:
    """The benefits that a code asks about."""
    return re.findall(r'name="([\w-]+)" value="got"', visitor.text(f"{PAGE}{code}/"))


def test_nothing_is_kept_unless_it_is_asked_for(mother: Visitor) -> None:
    mother.get("/results/")
    assert not Ticket.objects.exists()
    code = given(mother)
    assert given(mother) == code
    assert Ticket.objects.count() == 1


def test_the_code_asks_about_what_the_results_held_and_nothing_else(mother: Visitor) -> None:
    found = mother.client.get("/results/").context["results"].found
    other = Visitor()
    answer = other.post(PAGE, {"code": given(mother).lower().replace("-", " ")})
    assert answer.status_code == 302
    assert set(listed(other, answer.headers["Location"].split("/")[2])) == {one.benefit.code for one in found}
    assert answer.headers["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("form", ["full", "large", "short"])
def test_the_code_stands_on_the_paper(mother: Visitor, form: str) -> None:
    path = f"/summary/?form={form}"
    assert "反馈码" not in mother.text(path)
    assert f"<strong>{given(mother)}</strong>" in mother.text(path)


def test_the_code_stands_beside_what_is_kept_and_goes_to_the_press(mother: Visitor) -> None:
    code = given(mother)
    mother.post("/keep/", {"agree": "on"})
    assert f'class="code">{code}<' in mother.text("/keep/")
    person = Person("mother", {}, ticket=code)
    assert unsealed(sealed([person])) == [person]


def test_a_code_in_an_address_opens_however_it_is_written(mother: Visitor) -> None:
    code = given(mother)
    for written in (code, code.replace("-", ""), code.lower()):
        assert listed(mother, written)


def test_no_log_line_holds_a_code(mother: Visitor, caplog: pytest.LogCaptureFixture) -> None:
    code = given(mother)
    mother.get(f"{PAGE}{code}/")
    mother.post(PAGE, {"code": code})
    paths = {record.__dict__["fields"]["path"] for record in caplog.records if record.name == "portal.requests"}
    assert "/feedback/…" in paths
    assert not any(code[:4] in path for path in paths)


def test_one_answer_counts_and_the_code_is_spent(mother: Visitor) -> None:
    code = given(mother).replace("-", "")
    first, second, *_rest = listed(mother, code)
    answer = mother.post(f"{PAGE}{code}/", {first: "got", second: "refused"})
    assert "谢谢您，记下了" in answer.content.decode()
    assert totals("got") == {("got", first): 1}
    assert totals("refused") == {("refused", second): 1}
    for again in (mother.get(f"{PAGE}{code}/"), mother.post(f"{PAGE}{code}/", {first: "waiting"})):
        assert again.status_code == 404
        assert "已经用过了" in again.content.decode()
    assert totals("waiting") == {}


def test_faults_say_what_to_do_and_keep_what_was_chosen(mother: Visitor) -> None:
    code = given(mother).replace("-", "")
    first, second, *_rest = listed(mother, code)
    empty = mother.post(f"{PAGE}{code}/")
    assert empty.status_code == 422
    assert "请至少选一项" in empty.content.decode()
    assert f'href="#id_{first}_0"' in empty.content.decode()
    wrong = mother.post(f"{PAGE}{code}/", {first: "got", second: "stolen"}).content.decode()
    assert "请从三样里选一样" in wrong
    assert re.search(rf'id="id_{first}_0" checked', wrong)
    assert totals("got") == {}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "请填反馈码"),
        ("ABCD", "您填了 4 个"),
        ("ABCD-2340", "没有 0、1、I、L、O"),
        ("ABCD-2345", "没有这个反馈码"),
    ],
)
def test_a_code_that_is_none_is_answered_in_words(visitor: Visitor, typed: str, words: str) -> None:
    answer = visitor.post(PAGE, {"code": typed})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert text.count(words) == 2
    assert "<title>错误：" in text
    assert f'value="{typed}"' in text or not typed


def test_who_guesses_waits_by_either_way(visitor: Visitor) -> None:
    for number in range(5):
        assert visitor.get(f"{PAGE}ABCD234{number + 2}/").status_code == 404
        assert visitor.post(PAGE, {"code": f"ABCD235{number + 2}"}).status_code == 422
    for answer in (visitor.get(f"{PAGE}ABCD2345/"), visitor.post(PAGE, {"code": "ABCD2345"})):
        assert answer.status_code == 429
        assert "请等 1 小时再试" in answer.content.decode()


def test_without_results_and_for_staff_there_is_no_code(visitor: Visitor) -> None:
    assert visitor.post(GIVE).headers["Location"] == "/check/"
    visitor.client.force_login(User.objects.create_superuser("chief"))
    visitor.start("client").go_on()
    visitor.post(GIVE)
    assert not Ticket.objects.exists()
