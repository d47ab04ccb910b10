"""A language that staff add: translated on pages and in a spreadsheet, spoken to residents, never half taken in."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from catalog.languages import sheet, speaking, writing
from catalog.loading import CatalogueError
from catalog.models import Edition, Language, Translation
from tests.catalog.staffing import hire, signed_in

CODES = [("zh-hant", True), ("BO-cn", True), ("en", False), ("中文", False), ("x", False)]
AID, SUM = "护理补贴", "年满 {value} 周岁"


@pytest.fixture
def tibetan(published: Edition) -> Iterator[Language]:
    """A language that is offered, over the small list."""
    speaking._spoken.looked_at = float("-inf")
    yield Language.objects.create(code="bo", name="བོད་ཡིག", offered=True)
    Language.objects.all().delete()
    speaking.refresh()


@pytest.fixture
def editor(published: Edition) -> Client:
    """An editor of Quzhou."""
    return signed_in(hire("editor", ("editor", "quzhou")))


def spoken(text: str, code: str = "bo") -> str:
    speaking.refresh()
    with translation.override(code):
        return translation.gettext(text)


def page_of(language: Language, name: str = "texts", **asked: str) -> str:
    return reverse(f"admin:catalog_language_{name}", args=[language.pk], query=asked or None)


def posted(text: str, source: str = AID, before: str = "") -> dict[str, str]:
    key = writing.key_of(source)
    return {"row": key, f"text-{key}": text, f"before-{key}": before}


def changed(content: bytes, **cells: str) -> bytes:
    book = load_workbook(BytesIO(content))
    for place, text in cells.items():
        book.worksheets[0][place] = text
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def place_of(content: bytes, source: str) -> int:
    page = load_workbook(BytesIO(content)).worksheets[0]
    return next(row[0].row for row in page.iter_rows() if row[sheet.SOURCE].value == source)


def test_what_is_translated_is_spoken_and_the_rest_stays_chinese(tibetan: Language) -> None:
    writing.save(tibetan, {AID: "ནད་གཡོག"})
    assert (spoken(AID), spoken("身份证"), spoken(AID, "zh-hans")) == ("ནད་གཡོག", "身份证", AID)
    writing.save(tibetan, {AID: "གསར་པ།"})
    assert spoken(AID) == "གསར་པ།"
    writing.save(tibetan, {AID: ""})
    assert spoken(AID) == AID
    assert [one.history_type for one in Translation.history.order_by("history_id")] == ["+", "~", "-"]


def test_another_process_hears_of_it(tibetan: Language) -> None:
    assert spoken(AID) == AID
    before = speaking.version()
    writing.save(tibetan, {AID: "ནད་གཡོག"})
    speaking._spoken.looked_at = float("-inf")
    assert speaking.version() != before


def test_a_language_is_chosen_once_it_is_offered(tibetan: Language, client: Client) -> None:
    writing.save(tibetan, {AID: "ནད་གཡོག"})
    listed = client.get("/services/quzhou/").content.decode()
    assert AID in listed
    client.post("/i18n/setlang/", {"language": "bo"})
    told = client.get("/services/quzhou/").content.decode()
    assert "ནད་གཡོག" in told
    assert 'lang="bo"' in told
    tibetan.offered = False
    tibetan.save()
    speaking.refresh()
    assert AID in client.get("/services/quzhou/").content.decode()


def test_one_that_nobody_offers_is_not_kept(published: Edition, client: Client) -> None:
    client.post("/i18n/setlang/", {"language": "bo"})
    assert "language" not in client.cookies


def test_an_editor_translates_on_the_page(tibetan: Language, editor: Client) -> None:
    page = editor.get(page_of(tibetan, q=AID)).content.decode()
    assert AID in page
    assert "身份证" not in page
    assert editor.post(page_of(tibetan), posted("ནད་གཡོག")).status_code == 302
    assert tibetan.translations.get().text == "ནད་གཡོག"
    assert writing.key_of(AID) not in editor.get(page_of(tibetan, missing="1")).content.decode()
    progress = writing.progress(tibetan)
    assert progress.done == 1 < progress.all


def test_a_lost_place_is_told_and_what_was_typed_stays(tibetan: Language, editor: Client) -> None:
    answer = editor.post(page_of(tibetan), posted("ལོ་ {age}", SUM))
    assert answer.status_code == 422
    told = answer.content.decode()
    assert "ལོ་ {age}" in told
    assert "{age}、{value}" in told
    assert not Translation.objects.exists()


def test_two_at_once_do_not_overwrite_each_other_unseen(tibetan: Language, editor: Client) -> None:
    writing.save(tibetan, {AID: "first"})
    answer = editor.post(page_of(tibetan), posted("second", before=""))
    assert answer.status_code == 422
    assert "first" in answer.content.decode()
    assert tibetan.translations.get().text == "first"
    assert editor.post(page_of(tibetan), posted("second", before="first")).status_code == 302
    assert tibetan.translations.get().text == "second"


def test_the_workbook_comes_back_as_it_went(tibetan: Language, editor: Client) -> None:
    writing.save(tibetan, {AID: "=ནད"})
    content = b"".join(editor.get(page_of(tibetan, "sheet", file="xlsx")))
    assert sheet.read(content)[AID] == "=ནད"
    at = place_of(content, "身份证")
    file = SimpleUploadedFile("bo.xlsx", changed(content, **{f"D{at}": "ཐོབ་ཐང"}))
    assert editor.post(page_of(tibetan, "sheet"), {"file": file}).status_code == 302
    assert dict(tibetan.translations.values_list("source", "text")) == {AID: "=ནད", "身份证": "ཐོབ་ཐང"}


def test_a_workbook_with_a_fault_changes_nothing(tibetan: Language, editor: Client) -> None:
    content = sheet.workbook(tibetan)
    at, other = place_of(content, SUM), place_of(content, "身份证")
    file = SimpleUploadedFile("bo.xlsx", changed(content, **{f"D{at}": "ལོ", f"B{other}": "身份", f"D{other}": "x"}))
    answer = editor.post(page_of(tibetan, "sheet"), {"file": file})
    told = answer.content.decode()
    assert answer.status_code == 422
    assert f"第 {at} 行" in told
    assert f"第 {other} 行" in told
    assert not Translation.objects.exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"plain text", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_what_is_no_workbook_is_refused_in_words(tibetan: Language, content: bytes) -> None:
    with pytest.raises(CatalogueError):
        sheet.read(content)


@pytest.mark.parametrize(
    ("code", "taken"), [("zh-hant", True), ("BO-cn", True), ("en", False), ("中文", False), ("x", False)]
)
def test_a_code_is_one_that_browsers_know(staff: Client, published: Edition, code: str, taken: bool) -> None:
    fields: dict[str, Any] = {"code": code, "name": "名", "offered": "on"}
    answer = staff.post(reverse("admin:catalog_language_add"), fields)
    assert answer.status_code == (302 if taken else 200)
    assert Language.objects.count() == taken


def test_a_language_written_from_the_right(published: Edition, client: Client) -> None:
    Language.objects.create(code="ug", name="ئۇيغۇرچە", offered=True)
    speaking.refresh()
    client.post("/i18n/setlang/", {"language": "ug"})
    assert 'dir="rtl"' in client.get("/").content.decode()
