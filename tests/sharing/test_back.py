"""Coming back: by code and by link, looking changes nothing, nobody's answers are lost unasked, guesses are few."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from eligibility.models import Kept, Try
from tests.sharing.conftest import Keeper

WRONG = "9999 9999 9999"


@pytest.fixture
def code(keeper: Keeper) -> str:
    return keeper.kept().code


def test_by_code_as_people_type_it(keeper: Keeper, other: Keeper, code: str) -> None:
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    for text in (code, f" {code} ", code.replace(" ", "-"), code.replace(" ", ""), code.translate(wide)):
        assert Keeper().type_code(text).headers["Location"] == "/results/"
    other.type_code(code)
    assert "您母亲能享受的待遇" in other.text("/results/")
    assert other.text("/results/").partition("<main")[2] == keeper.text("/results/").partition("<main")[2]


def test_by_link(keeper: Keeper, other: Keeper, code: str) -> None:
    assert other.open(keeper.link).headers["Location"] == "/results/"
    assert "您母亲能享受的待遇" in other.text("/results/")


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_at_a_link_opens_nothing(keeper: Keeper, code: str, client: Client, method: str) -> None:
    before = Session.objects.count()
    for _ in range(3):
        response = getattr(client, method)(keeper.link)
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "no-store, private"
        assert response.headers["X-Robots-Tag"] == "noindex"
    assert Session.objects.count() == before
    assert Kept.objects.count() == 1
    html = client.get(keeper.link).content.decode()
    assert "柯城" not in html
    assert "1951" not in html


def test_the_address_that_is_printed_is_the_address_of_the_page(keeper: Keeper, code: str) -> None:
    assert keeper.link == reverse("sharing:link", args=[keeper.link.split("/")[2]])
    assert reverse("sharing:back") == "/back/"


def test_gone_and_never_there_are_told_in_the_same_words(keeper: Keeper, other: Keeper, code: str) -> None:
    link = keeper.link
    never = other.get("/back/AAAAAAAAAAAAAAAAAAAAAA/")
    Kept.objects.update(expires_at=timezone.now())
    late = other.get(link)
    assert never.status_code == late.status_code == 404
    assert never.content.decode().partition("<main")[2] == late.content.decode().partition("<main")[2]
    wrong, run_out = other.type_code(WRONG), other.type_code(code)
    assert wrong.status_code == run_out.status_code == 422
    said = "打不开。代码可能抄错了，可能过了 7 天，也可能已经删掉。"
    assert wrong.content.decode().count(said) == run_out.content.decode().count(said) == 2


@pytest.mark.parametrize("path", ["/back/%00/", "/back/x/", "/back/%F0%9F%98%80/", f"/back/{'x' * 300}/"])
def test_strange_links(other: Keeper, path: str) -> None:
    assert other.get(path).status_code == 404


def test_strange_secrets(other: Keeper) -> None:
    for secret in ("", "\0", "x" * 100_000):
        for path in ("/back/open/", "/back/open/erase/"):
            assert other.post(path, {"secret": secret}).status_code == 404


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "请填代码"),
        ("   ", "请填代码"),
        ("12345", "您填了 5 位"),
        ("1" * 13, "您填了 13 位"),
        ("1234 abcd 5678", "代码只有数字"),
        ("<b>", "代码只有数字"),
        ("x" * 5000, "代码只有数字"),
        ("\0", "请填代码"),
        ("１２３", "您填了 3 位"),
        ("²²²²²²²²²²²²", "打不开"),
    ],
)
def test_what_is_no_code_costs_no_try(other: Keeper, typed: str, sentence: str) -> None:
    response = other.type_code(typed)
    html = response.content.decode()
    assert response.status_code == 422
    assert html.count(sentence) == 2
    assert 'href="#id_code"' in html
    assert "<b>" not in html
    assert Try.objects.count() == (sentence == "打不开")


def test_after_ten_wrong_codes_an_hours_wait_in_words(keeper: Keeper, other: Keeper, code: str) -> None:
    for _ in range(10):
        assert other.type_code(WRONG).status_code == 422
    for path in ("/back/", "/back/erase/"):
        response = other.post(path, {"code": code})
        assert response.status_code == 429
        assert response.content.decode().count("请等 1 小时再试") == 2
    assert Kept.objects.count() == 1
    assert other.open(keeper.link).headers["Location"] == "/results/"


def test_answers_that_are_kept_nowhere_are_not_lost_unasked(keeper: Keeper, other: Keeper, code: str) -> None:
    other.screened("father")
    assert 'name="replace"' in other.text("/back/")
    refused = other.type_code(code)
    assert refused.status_code == 422
    assert 'href="#id_replace"' in refused.content.decode()
    assert code in refused.content.decode()
    assert "还有一份没存的回答" in other.text(keeper.link)
    assert other.open(keeper.link).status_code == 422
    assert "您父亲能享受的待遇" in other.text("/results/")
    assert other.open(keeper.link, replace="1").headers["Location"] == "/results/"
    assert "您母亲能享受的待遇" in other.text("/results/")
    other.screened("father")
    assert other.type_code(code, replace="on").headers["Location"] == "/results/"


def test_answers_that_are_kept_give_way_unasked(keeper: Keeper, other: Keeper, code: str) -> None:
    other.screened("father").kept()
    assert 'name="replace"' not in other.text("/back/")
    assert other.type_code(code).headers["Location"] == "/results/"


def test_whoever_came_back_sees_the_way_that_they_know(keeper: Keeper, other: Keeper, code: str) -> None:
    link = keeper.link
    other.type_code(code)
    page = other.text("/keep/")
    assert code in page
    assert "/back/" not in page.partition("<main")[2].partition("</main")[0]
    assert other.get("/keep/send/").headers["Location"] == "/keep/"
    by_link = Keeper()
    by_link.open(link)
    page = by_link.text("/keep/")
    assert link in page
    assert 'class="code"' not in page
    by_link.type_code(code)
    assert by_link.code == code
    assert by_link.link == link
    keeper.open(link)
    assert (keeper.code, keeper.link) == (code, link)


def test_the_session_gets_a_new_key(other: Keeper, code: str) -> None:
    other.start()
    before = other.client.session.session_key
    other.type_code(code)
    assert other.client.session.session_key != before


def test_erased_by_code(keeper: Keeper, other: Keeper, code: str) -> None:
    link = keeper.link
    assert "填上代码" in other.text("/back/erase/")
    assert other.post("/back/erase/", {"code": WRONG}).status_code == 422
    assert Kept.objects.count() == 1
    assert "删掉了" in other.post("/back/erase/", {"code": code}).content.decode()
    assert Kept.objects.count() == 0
    assert other.get(link).status_code == 404
    assert "把结果存 7 天" in keeper.text("/keep/")


def test_erased_by_link(keeper: Keeper, other: Keeper, code: str) -> None:
    secret = keeper.link.split("/")[2]
    assert "删掉了" in other.post("/back/open/erase/", {"secret": secret}).content.decode()
    assert Kept.objects.count() == 0
    assert other.post("/back/open/erase/", {"secret": secret}).status_code == 404


def test_answers_that_cannot_be_read_are_told_like_none(other: Keeper, keeper: Keeper, code: str) -> None:
    link = keeper.link
    Kept.objects.update(answers="x")
    assert other.open(link).status_code == 404
    assert "打不开" in other.type_code(code).content.decode()


def test_forms_from_elsewhere_are_refused(code: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    for path in ("/back/", "/back/open/", "/back/erase/", "/back/open/erase/", "/back/file/", "/keep/", "/keep/erase/"):
        assert strict.post(path, {"code": code}).status_code == 403
    assert Kept.objects.count() == 1
