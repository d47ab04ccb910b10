"""Everything that a reader sees has English words, and they are the ones in use."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from catalog.in_force import recheck
from catalog.plain.texts import BLOCK, TAG, in_code, in_template
from tests.conventions.project import ROOT, files, shown
from tests.real_lists import put_in_force

INTERFACE = ROOT / "config" / "locale" / "en" / "LC_MESSAGES" / "django.po"
WORDS = ROOT / "catalog" / "locale" / "en" / "LC_MESSAGES" / "django.po"
BOTH = pytest.mark.parametrize("path", [INTERFACE, WORDS], ids=shown)
PLACES = re.compile(r"\{[a-z_]*\}|%\([a-z_]+\)s|%[sd]")
# The words for the older person; a page gives all of them to every text, and English needs others of them.
PERSON = {"{who}", "{they}", "{whose}", "{their}"}
CHINESE = re.compile(r"[\u3400-\u9fff]")
COMMENT = re.compile(r"\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}|<!--.*?-->", re.DOTALL)


@BOTH
def test_every_text_is_translated(path: Path) -> None:
    assert [entry.msgid for entry in polib.pofile(str(path)) if entry.fuzzy or not entry.translated()] == []


@BOTH
def test_nothing_stays_chinese_but_names_in_brackets_and_quotes(path: Path) -> None:
    # What is printed on a card or a sign is quoted as it stands there.
    left = {
        entry.msgid: re.sub(r"（[^）]*）|\([^)]*\)|“[^”]*”|三属|三老|老养残", "", entry.msgstr)
        for entry in polib.pofile(str(path))
    }
    assert {msgid: text for msgid, text in left.items() if re.search(r"[\u3000-\u9fff\uff00-\uffef]", text)} == {}


@BOTH
def test_placeholders_are_kept(path: Path) -> None:
    wrong = []
    for entry in polib.pofile(str(path)):
        asked, given = set(PLACES.findall(entry.msgid)), set(PLACES.findall(entry.msgstr))
        if asked & PERSON:
            asked |= PERSON
            given |= PERSON
        if asked != given:
            wrong.append(entry.msgid)
    assert wrong == []


@BOTH
def test_what_is_compiled_is_what_is_written(path: Path) -> None:
    written = {entry.msgid: entry.msgstr for entry in polib.pofile(str(path))}
    assert {entry.msgid: entry.msgstr for entry in polib.mofile(str(path.with_suffix(".mo")))} == written


def test_a_text_in_both_catalogues_is_said_the_same_way() -> None:
    interface = {entry.msgid: entry.msgstr for entry in polib.pofile(str(INTERFACE))}
    words = {entry.msgid: entry.msgstr for entry in polib.pofile(str(WORDS))}
    assert {text: interface[text] for text in interface & words.keys()} == {
        text: words[text] for text in interface & words.keys()
    }


def test_the_catalogues_words_are_all_there() -> None:
    command = [sys.executable, ROOT / "script" / "setup" / "catalogue_words.py", "--check"]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_interfaces_texts_are_all_there() -> None:
    known = {entry.msgid for entry in polib.pofile(str(INTERFACE))}
    used = {text for path in files("*.html") for text in in_template(path.read_text(encoding="utf-8"))}
    code = files("config/*.py", "catalog/*.py", "eligibility/*.py")
    used |= {text for path in code for text in in_code(path.read_text(encoding="utf-8"))}
    assert {text for text in used if CHINESE.search(text)} - known == set()


def test_no_template_keeps_a_text_to_itself() -> None:
    found = {}
    for path in files("*.html"):
        text = path.read_text(encoding="utf-8")
        for pattern in (COMMENT, BLOCK, TAG):
            text = pattern.sub("", text)
        # A language is offered in its own name.
        if left := [line for line in text.replace("简体中文", "").splitlines() if CHINESE.search(line)]:
            found[shown(path)] = left
    assert found == {}


@pytest.fixture(scope="module")
def published(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The project's lists, in force."""
    with django_db_blocker.unblock(), transaction.atomic():
        put_in_force()
        yield
        transaction.set_rollback(True)
    recheck()


@pytest.fixture
def reader(published: None, db: None) -> Client:
    """Somebody whose browser asks for English."""
    return Client(headers={"accept-language": "en"})


def test_the_interview_and_its_results_are_in_english(reader: Client) -> None:
    reader.post("/", {"for": "father"})
    page = reader.get("/ask/birth/")
    assert "What is your father’s date of birth?" in page.content.decode()
    birth = {"birth_date_year": "1990", "birth_date_month": "1", "birth_date_day": "1"}
    page = reader.post("/ask/birth/", birth, follow=True)
    while "/ask/" in page.request["PATH_INFO"]:
        page = reader.post(page.request["PATH_INFO"], unsure(page.content.decode()), follow=True)
    shown = reader.get("/results/").content.decode()
    assert "<h1>Benefits for your father</h1>" in shown
    headings = re.findall(r"<h2[^>]*>([^<]*)</h2>", shown)
    assert {"More information needed", "Not eligible"} <= {*headings}
    assert [one for one in headings if CHINESE.search(one)] == []
    assert "Not met: Aged 60 or over" in shown


def unsure(page: str) -> dict[str, str]:
    """A page on which everything is answered with "not sure"."""
    inputs = re.findall(r"<input [^>]*>", page)
    boxes = [one for one in inputs if 'value="?"' in one or "data-unsure" in one]
    values = ((re.search(r'name="([^"]*)"', one), re.search(r'value="([^"]*)"', one)) for one in boxes)
    return {name[1]: value[1] for name, value in values if name and value}


def test_the_api_answers_in_english(reader: Client) -> None:
    known = {"birth_date": "1940-01-01", "hukou": "quzhou", "assistance": "dibao"}
    answer = reader.post("/api/v1/screenings", {"facts": known}, content_type="application/json").json()
    row = next(one for one in answer["benefits"] if one["code"] == "quzhou-05")
    assert row["name"] == "Dibao payment (minimum living guarantee, 低保)"
    assert [reason["text"] for reason in row["reasons"]][:2] == ["Hukou in Quzhou", "Aged 60 or over"]


def test_the_language_that_was_chosen_comes_before_the_browsers(reader: Client) -> None:
    reader.post("/i18n/setlang/", {"language": "zh-hans"})
    assert "看看老人能享受哪些待遇" in reader.get("/").content.decode()
    reader.defaults["HTTP_ACCEPT_LANGUAGE"] = "zh-CN"
    reader.post("/i18n/setlang/", {"language": "en"})
    assert "See which benefits an older person can have" in reader.get("/").content.decode()
