"""Keeping results: nothing unless asked and agreed, what is kept is shown, one press erases it."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.utils import timezone

from eligibility.keeping import consent, trying
from eligibility.models import Kept, Try
from tests.interview.conftest import PLAIN
from tests.sharing.conftest import Keeper


def test_the_results_offer_it_and_nothing_is_kept_by_looking(keeper: Keeper) -> None:
    assert 'href="/keep/"' in keeper.text("/results/")
    page = keeper.text("/keep/")
    for line in consent.lines():
        assert line in page
    for words in ("1951年3月2日", "柯城区", "我母亲"):
        assert words in page
    assert keeper.get("/keep/").headers["Cache-Control"] == "no-store, private"
    assert Kept.objects.count() == 0


def test_without_agreeing_nothing_is_kept(keeper: Keeper) -> None:
    response = keeper.post("/keep/", {})
    html = response.content.decode()
    assert response.status_code == 422
    assert html.count("同意了才能存") == 2
    assert 'href="#id_agree"' in html
    assert 'id="id_agree"' in html
    assert "<title>错误：" in html
    assert Kept.objects.count() == 0


def test_kept_and_shown(keeper: Keeper) -> None:
    page = keeper.kept().text("/keep/")
    row = Kept.objects.get()
    assert row.agreed_to == consent.VERSION
    assert row.expires_at - row.created_at == timedelta(days=7)
    assert "<svg" in page
    assert len(keeper.code.replace(" ", "")) == 12
    assert "1951年3月2日" in page
    assert keeper.get(keeper.link).status_code == 200


def test_pressed_twice_it_is_one(keeper: Keeper) -> None:
    keeper.kept().keep()
    assert Kept.objects.count() == 1


def test_no_answer_and_no_code_is_in_the_session_in_the_clear(keeper: Keeper) -> None:
    code = keeper.kept().code
    held = str(Session.objects.get().get_decoded())
    for words in (code, code.replace(" ", ""), keeper.link.split("/")[2], "1951", "kecheng"):
        assert words not in held


def test_changed_answers_are_put_anew_under_the_same_code(keeper: Keeper) -> None:
    code = keeper.kept().code
    keeper.answer("living", living="alone")
    keeper.go_on()
    page = keeper.text("/keep/")
    assert "您存过一次，后来改了回答" in page
    assert 'name="anew"' in page
    keeper.keep(anew="1")
    assert keeper.code == code
    assert Kept.objects.count() == 1
    other = Keeper()
    other.type_code(code)
    assert "独居" in other.text("/check/")


def test_changed_answers_can_be_kept_beside(keeper: Keeper) -> None:
    code = keeper.kept().code
    keeper.answer("living", living="alone")
    keeper.go_on()
    keeper.keep()
    assert keeper.code != code
    assert Kept.objects.count() == 2


def test_another_persons_answers_never_take_the_place_of_the_first(keeper: Keeper) -> None:
    code = keeper.kept().code
    keeper.screened("father")
    assert 'name="anew"' not in keeper.text("/keep/")
    keeper.keep(anew="1")
    assert keeper.code != code
    assert Kept.objects.count() == 2


def test_erased_at_one_press(keeper: Keeper) -> None:
    code, link = keeper.kept().code, keeper.link
    assert "删掉了" in keeper.post("/keep/erase/").content.decode()
    assert Kept.objects.count() == 0
    assert keeper.get(link).status_code == 404
    assert "打不开" in Keeper().type_code(code).content.decode()
    assert keeper.get("/results/").status_code == 200
    assert "把结果存 7 天" in keeper.text("/keep/")
    assert keeper.post("/keep/erase/").status_code == 200


def test_clear_and_leave_forgets_the_code_here_and_keeps_the_answers_there(keeper: Keeper) -> None:
    code = keeper.kept().code
    keeper.post("/clear/")
    keeper.screened()
    assert code not in keeper.text("/keep/")
    assert Keeper().type_code(code).headers["Location"] == "/results/"


def test_a_code_that_ran_out_is_not_shown(keeper: Keeper) -> None:
    keeper.kept()
    Kept.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "把结果存 7 天" in keeper.text("/keep/")


@pytest.mark.parametrize("path", ["/keep/", "/keep/answers.json"])
def test_without_results_there_is_nothing_to_keep(other: Keeper, path: str) -> None:
    assert other.get(path).headers["Location"] == "/results/"
    other.start("mother").go_on(until="pension")
    assert other.get(path).headers["Location"] == "/results/"
    other.post("/keep/", {"agree": "on"})
    assert Kept.objects.count() == 0


def test_too_many_in_an_hour(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(trying.MOST, Try.What.KEEP, (1, 5))
    keeper.kept()
    keeper.screened("father")
    response = keeper.keep()
    assert response.status_code == 429
    assert "请等 1 小时再试" in response.content.decode()


def test_the_file_says_it_for_people_and_programs(keeper: Keeper) -> None:
    response = keeper.get("/keep/answers.json")
    told = json.loads(response.content)
    assert response.headers["Content-Disposition"] == 'attachment; filename="answers.json"'
    assert response.headers["Cache-Control"] == "no-store, private"
    assert (told["file"], told["version"], told["for"]) == ("yanglao-answers", 1, "mother")
    assert told["answers"]["birth_date"] == "1951-03-02"
    assert "1951年3月2日" in told["in_words"].values()
    assert Kept.objects.count() == 0


def test_results_of_the_day_that_it_is_opened(keeper: Keeper, other: Keeper) -> None:
    """Somebody a day before a birthday keeps; opened on the birthday, the results are that day's."""
    today = timezone.localdate()
    birthday = today + timedelta(days=3)
    born = {"birth_date_year": str(birthday.year - 80), "birth_date_month": str(birthday.month)}
    fields = {**PLAIN["birth"], **born, "birth_date_day": str(birthday.day)}
    code = Keeper().screened(birth=fields).kept().code
    before = Keeper()
    before.type_code(code)
    assert 'id="coming"' in before.text("/results/")
    with time_machine.travel(timezone.now() + timedelta(days=3), tick=False):
        other.type_code(code)
        after = other.text("/results/")
    assert before.text("/results/") != after
    assert "每月 60 元起" in after
