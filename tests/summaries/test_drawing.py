"""The summary as PDF: fonts and text in it, nothing fetched, one page where one is promised, harmless names."""

import io
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from PIL import Image
from pypdf import PdfReader

from eligibility.summaries import drawing
from eligibility.summaries.composing import compose
from tests.summaries.conftest import HEAVY, NOBODY, PLAIN, WAY_BACK, Find

OWN = {"Noto-Sans-SC", "Noto-Sans-SC-Bold", "Noto-Sans-SC-Rare", "Noto-Sans-SC-Rare-Bold"}
HOSTILE = '<img src="file:///etc/passwd"><script>alert(1)</script>"\'&amp;{{ settings }}'
NUMBER = re.compile(r" (\d+) ?/ ?(\d+)$", re.MULTILINE)
SHEET = '<html lang="zh-Hans"><title>t</title><body>{}</body></html>'


def run(tool: str, content: bytes, *options: str) -> bytes:
    """What one of poppler's tools says of a PDF."""
    return subprocess.run([tool, *options], input=content, capture_output=True, check=True).stdout


def text_of(content: bytes) -> str:
    """The text that can be taken out of a PDF."""
    return run("pdftotext", content, "-layout", "-", "-").decode()


def pages(content: bytes) -> int:
    """How many pages there are."""
    return len(PdfReader(io.BytesIO(content)).pages)


def fonts(content: bytes) -> dict[str, tuple[bool, bool, bool]]:
    """Each font's name, and whether it is embedded, cut down to what is used, and can be read back."""
    found = {}
    for line in run("pdffonts", content, "-").decode().splitlines()[2:]:
        name, *_, embedded, subset, readable, _object, _generation = line.split()
        found[name.partition("+")[2]] = (embedded == "yes", subset == "yes", readable == "yes")
    return found


def ink(content: bytes) -> Image.Image:
    """The first page as a picture, cut down to what is drawn."""
    picture = Image.open(io.BytesIO(run("pdftoppm", content, "-png", "-r", "100", "-f", "1", "-l", "1", "-"))).convert(
        "L"
    )
    box = Image.eval(picture, lambda shade: 255 - shade).getbbox()
    assert box
    return picture.crop(box)


@pytest.mark.parametrize("form", ["full", "large", "short"])
def test_fonts_are_embedded_by_name(find: Find, form: str) -> None:
    found = fonts(drawing.pdf_of(compose(find(PLAIN), form, heading=("1", "欧阳·㐂𠮷"))))
    assert set(found) <= OWN
    assert {"Noto-Sans-SC", "Noto-Sans-SC-Bold"} <= set(found)
    assert set(found.values()) == {(True, True, True)}


@pytest.mark.parametrize("character", ["㐂", "𠮷", "·", "䶮", "②"])
@pytest.mark.parametrize("weight", ["b", "span"])
def test_rare_characters_are_kept_and_really_drawn(character: str, weight: str) -> None:
    def drawn(text: str) -> bytes:
        return drawing.pdf(SHEET.format(f"<{weight}>{text}</{weight}>"))

    content = drawn(character)
    assert character in text_of(content)
    # A character of a private area that no font draws shows what a missing one looks like.
    missing, found = ink(drawn("\U000f1234")), ink(content)
    assert missing.size != found.size or list(missing.getdata()) != list(found.getdata())


def test_the_text_can_be_taken_out(find: Find) -> None:
    text = text_of(drawing.pdf_of(compose(find(HEAVY), heading=("330802-00123", "欧阳·㐂𠮷"), way_back=WAY_BACK)))
    for said in ("欧阳·㐂𠮷", "基本生活保障", "每月 1345.50 元起", "0425 3199 8807", "再走一步就能享受", "护理补贴"):
        assert said in text


@pytest.mark.parametrize("person", [HEAVY, PLAIN, NOBODY], ids=["heavy", "plain", "young"])
@pytest.mark.parametrize("way_back", [None, WAY_BACK], ids=["not kept", "kept"])
def test_the_short_form_is_one_page(find: Find, person: dict[str, Any], way_back: Any) -> None:
    assert pages(drawing.pdf_of(compose(find(person), "short", way_back=way_back, heading=("1", "王")))) == 1


def test_a_page_that_is_too_full_gives_way(find: Find) -> None:
    short, full = compose(find(HEAVY), "short"), compose(find(HEAVY))
    too_full = replace(full, form="short", parts=full.parts)
    assert pages(drawing.pdf_of(too_full)) == 1
    assert pages(drawing.pdf(drawing.sheet(too_full))) > 1
    assert short.left_out


def test_the_full_form_is_shorter_than_the_page_on_the_screen(find: Find) -> None:
    assert pages(drawing.pdf_of(compose(find(PLAIN)))) <= 5
    assert pages(drawing.pdf_of(compose(find(HEAVY)))) <= 10


def test_each_page_has_the_foot_and_its_number(find: Find) -> None:
    content = drawing.pdf_of(compose(find(PLAIN), heading=("330802-00123",)))
    count = pages(content)
    assert count > 1
    for number in range(1, count + 1):
        text = run("pdftotext", content, "-layout", "-f", str(number), "-l", str(number), "-", "-").decode()
        for said in (
            "供参考，以办理部门审核为准",
            "12345",
            "衢政办发〔2023〕27号",
            "2026年11月23日测算",
            "330802-00123",
        ):
            assert said in text, number
        assert NUMBER.findall(text) == [(str(number), str(count))]


@pytest.mark.parametrize(("form", "least"), [("full", 14), ("short", 14), ("large", 20)])
def test_nothing_is_smaller_than_it_should_be(find: Find, form: str, least: float) -> None:
    sizes = set()

    def note(text: str, cm: list[float], tm: list[float], _font: Any, size: float) -> None:
        if text.strip():
            sizes.add(round(abs(cm[3] * tm[3]) * size, 1))

    content = drawing.pdf_of(compose(find(HEAVY), form))
    for page in PdfReader(io.BytesIO(content)).pages:
        page.extract_text(visitor_text=note)
    assert sizes
    # The foot is the same size on every form.
    assert min(sizes - ({14.0} if form == "large" else set())) >= least


def test_several_people_each_begin_a_page_and_count_their_own(find: Find) -> None:
    summaries = [compose(find(person), heading=(str(number),)) for number, person in enumerate((PLAIN, NOBODY, PLAIN))]
    content = drawing.pdf_of(*summaries)
    alone = [pages(drawing.pdf_of(one)) for one in summaries]
    assert pages(content) == sum(alone)
    assert NUMBER.findall(text_of(content)) == [
        (str(page), str(count)) for count in alone for page in range(1, count + 1)
    ]


def test_a_hostile_name_is_only_a_name(find: Find, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(drawing.NothingElse, "fetch", lambda self, url, headers=None: asked.append(url))
    content = drawing.pdf_of(compose(find(PLAIN), heading=("1", HOSTILE)))
    assert asked == []
    text = re.sub(r"\s", "", text_of(content))
    assert re.sub(r"\s", "", HOSTILE) in text
    assert "root:" not in text


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/x.png", "https://example.org/x.png", "file:///etc/passwd", "ftp://example.org/x"]
)
@pytest.mark.parametrize(
    "part", ['<img alt="x" src="{}">', '<link rel="stylesheet" href="{}">', '<object data="{}"></object>']
)
def test_nothing_is_fetched(address: str, part: str) -> None:
    with pytest.raises(ValueError, match="disallowed"):
        drawing.NothingElse().fetch(address)
    assert pages(drawing.pdf(SHEET.format("文" + part.format(address)))) == 1


def test_no_other_font_is_read() -> None:
    with pytest.raises(ValueError, match="passwd"):
        drawing.OwnFonts().fetch(Path("/etc/passwd").as_uri())


def test_it_is_tagged_and_says_its_language_and_title(find: Find) -> None:
    reader = PdfReader(io.BytesIO(drawing.pdf_of(compose(find(PLAIN)))))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "zh-Hans"
    assert reader.metadata
    assert reader.metadata.title == "您母亲能享受的待遇 - 养老待遇告知单"


def test_in_english(find: Find) -> None:
    with translation.override("en"):
        content = drawing.pdf_of(compose(find(PLAIN), "short"))
    assert pages(content) == 1
    assert set(fonts(content)) <= OWN
