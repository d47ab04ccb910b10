"""The file taken along, brought back; and every kind of file that is none, answered in words."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from eligibility.keeping import files
from eligibility.models import Kept, Try
from tests.sharing.conftest import Keeper


def bring(someone: Keeper, content: bytes, name: str = "answers.json", **fields: str) -> HttpResponse:
    """Choose a file, and send it."""
    return someone.post("/back/file/", {"file": SimpleUploadedFile(name, content), **fields})


@pytest.fixture
def saved(keeper: Keeper) -> bytes:
    return bytes(keeper.get("/keep/answers.json").content)


def test_there_and_back(keeper: Keeper, other: Keeper, saved: bytes) -> None:
    assert bring(other, saved).headers["Location"] == "/results/"
    assert other.text("/results/").partition("<main")[2] == keeper.text("/results/").partition("<main")[2]
    assert other.get("/keep/answers.json").content == saved
    assert (Kept.objects.count(), Try.objects.count()) == (0, 0)


def test_saved_again_by_a_text_editor_with_a_mark_in_front(other: Keeper, saved: bytes) -> None:
    assert bring(other, b"\xef\xbb\xbf" + saved.replace(b"\n", b"\r\n"), "a.txt").headers["Location"] == "/results/"


def test_the_last_dates_come_along(keeper: Keeper, other: Keeper) -> None:
    page = keeper.text("/results/")
    benefit = page.partition('href="/results/last/')[2].partition("/")[0]
    keeper.post(f"/results/last/{benefit}/", {"last_year": "2026", "last_month": "3", "last_day": "1"})
    bring(other, bytes(keeper.get("/keep/answers.json").content))
    assert "2026" in other.text(f"/results/last/{benefit}/")
    assert "上次办理的日期" in other.text("/keep/")


BAD = {
    "empty": (b"", "这个文件是空的"),
    "blanks": (b" \n\t", "这个文件是空的"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0", "读不懂"),
    "gb18030": ('{"file": "老人"}'.encode("gb18030"), "读不懂"),
    "utf-16": ("{}".encode("utf-16"), "读不懂"),
    "cut off": (b'{"file": "yanglao-answers", "ver', "读不懂"),
    "a bomb of brackets": (b"[" * 60_000, "读不懂"),
    "a number of many digits": (b'{"file": ' + b"9" * 50_000 + b"}", "读不懂"),
    "too long": (b'{"file": "' + b"x" * files.LONGEST + b'"}', "太大"),
    "a list": (b"[1, 2]", "不是从这里存下的"),
    "null": (b"null", "不是从这里存下的"),
    "another's": (b'{"name": "somebody"}', "不是从这里存下的"),
    "for nobody": (b'{"file": "yanglao-answers", "version": 1, "for": ["x"], "answers": {}}', "不是从这里存下的"),
    "newer": (b'{"file": "yanglao-answers", "version": 2, "for": "self", "answers": {}}', "别的版本"),
    "no answers": (b'{"file": "yanglao-answers", "version": 1, "for": "self", "answers": {}}', "一条也用不上"),
    "answers as a list": (b'{"file": "yanglao-answers", "version": 1, "for": "self", "answers": []}', "读不懂"),
    "dates as a list": (
        b'{"file": "yanglao-answers", "version": 1, "for": "self", "answers": {"sex": "male"}, "last_done": []}',
        "读不懂",
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_answered_in_words(other: Keeper, kind: str) -> None:
    content, sentence = BAD[kind]
    response = bring(other, content)
    html = response.content.decode()
    assert response.status_code == 422
    assert html.count(sentence) == 2
    assert 'href="#id_file"' in html
    assert 'id="id_file"' in html
    assert other.get("/results/").headers["Location"] == "/check/"


def test_no_file_at_all(other: Keeper) -> None:
    for fields in ({}, {"file": "answers.json"}):
        response = other.post("/back/file/", fields)
        assert response.status_code == 422
        assert response.content.decode().count("请先选一个文件") == 2


def test_what_cannot_be_used_is_left_out_and_told(other: Keeper, saved: bytes) -> None:
    told = json.loads(saved)
    told["answers"] |= {
        "sex": {"no": "such"},
        "nobody_asks_this": 1,
        "household_income": 1e400,
        "living": "\ud800",
        "hukou": ["kecheng"],
    }
    told["last_done"] = {"quzhou-43": "2026-02-30", "<b>": "2026-01-01"}
    response = bring(other, json.dumps(told).encode())
    assert response.status_code == 200
    assert "有 7 条现在用不上" in response.content.decode()
    assert other.get("/check/").headers["Location"].startswith("/ask/")


def test_answers_under_way_are_not_lost_unasked(other: Keeper, saved: bytes) -> None:
    other.screened("father")
    assert bring(other, saved).status_code == 422
    assert "您父亲能享受的待遇" in other.text("/results/")
    assert bring(other, saved, replace="on").headers["Location"] == "/results/"
    assert "您母亲能享受的待遇" in other.text("/results/")
