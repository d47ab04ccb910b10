"""The paper in a real browser: looked at, chosen, printed on A4 in black and large enough, with script and without."""

import io
import re
import subprocess

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import Check
from tests.browser.father import screened
from tests.conftest import OpenPage

FORMS = {"full": "完整版", "large": "大字版", "short": "一页版"}


@pytest.fixture
def paper(open_page: OpenPage, portal: str) -> Page:
    """The page of the paper, reached from the results of somebody who has a lot."""
    page = open_page()
    screened(page, portal)
    page.get_by_role("link", name="打印告知单").click()
    page.wait_for_url("**/summary/")
    return page


def text(content: bytes, number: int) -> str:
    """The text of a page of a PDF."""
    asked = ["pdftotext", "-layout", "-f", str(number), "-l", str(number), "-", "-"]
    return subprocess.run(asked, input=content, capture_output=True, check=True).stdout.decode()


def smallest(content: bytes) -> float:
    """The smallest type on a PDF, in points."""
    sizes = []

    def note(said: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        if said.strip():
            sizes.append(abs(cm[3] * tm[3]) * size)

    for page in PdfReader(io.BytesIO(content)).pages:
        page.extract_text(visitor_text=note)
    return min(sizes)


def test_every_form_on_phone_and_desk(paper: Page, sound: Check) -> None:
    for form, label in FORMS.items():
        if form != "full":
            paper.get_by_role("navigation", name="选哪一种").get_by_role("link", name=label).click()
        expect(paper.locator(f"article.summary.{form}")).to_be_visible()
        expect(paper.locator("[aria-current=true]")).to_have_text(label)
        expect(paper.get_by_role("button", name="打印", exact=True)).to_be_visible()
        for width, height in ((320, 256), (360, 740), (1280, 900)):
            paper.set_viewport_size({"width": width, "height": height})
            sound(paper)


def test_from_the_browsers_printer(paper: Page, portal: str) -> None:
    for form in FORMS:
        paper.goto(f"{portal}/summary/?form={form}")
        printed(paper.pdf(prefer_css_page_size=True), form)


def printed(content: bytes, form: str) -> None:
    """Assert that it is on A4, with the foot on each page, in large enough type, and nothing to press."""
    reader = PdfReader(io.BytesIO(content))
    count = len(reader.pages)
    width, height = (round(float(side) * 25.4 / 72) for side in reader.pages[0].mediabox.upper_right)
    assert (width, height) == (210, 297)
    assert count == 1 if form == "short" else count > 1
    for number in range(1, count + 1):
        said = re.sub(r"\s", "", text(content, number))
        assert "供参考，以办理部门审核为准。咨询电话12345。" in said
        assert "衢政办发〔2023〕27号" in said
        assert f"{number}/{count}" in said
    assert smallest(content) >= 13.9
    whole = "".join(text(content, number) for number in range(1, count + 1))
    for left_out in ("做成 PDF", "清除并离开", "回到结果"):
        assert left_out not in whole


def test_without_script(open_page: OpenPage, portal: str) -> None:
    page = open_page(javascript=False)
    screened(page, portal)
    page.goto(portal + "/summary/?form=short")
    expect(page.locator("article.summary.short")).to_be_visible()
    expect(page.locator("[data-print]")).to_be_hidden()
    page.get_by_role("button", name="做成 PDF 文件").click()
    page.wait_for_url("**/papers/**")
    expect(page.get_by_role("heading", name="正在做告知单")).to_be_visible()
