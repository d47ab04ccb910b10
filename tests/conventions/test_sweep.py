"""No page escapes the sweep, and what the sweep takes for granted holds."""

import re
from pathlib import Path

import pytest

from tests.browser.sweep.pages import NO_PAGE, PAGES
from tests.conventions.project import ROOT
from tests.conventions.routes import ROUTES

SHEETS = sorted((ROOT / "static" / "css").glob("*.css"))
BY_WIDTH = re.compile(r"@media[^{]*width[^{]*\{((?:[^{}]*\{[^{}]*\})*)")
COLOUR = re.compile(r"(?<![\w-])(?:background|color|background-color|opacity|filter)\s*:")


def test_every_address_is_swept_or_is_no_page() -> None:
    swept = {stop.route for stop in PAGES.values()} - {""}
    assert swept & set(NO_PAGE) == set()
    assert swept | set(NO_PAGE) == set(ROUTES)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_width_changes_a_colour(sheet: Path) -> None:
    inside = "".join(BY_WIDTH.findall(sheet.read_text(encoding="utf-8")))
    assert COLOUR.findall(inside) == []


def test_a_colour_by_width_would_be_found() -> None:
    assert COLOUR.search(BY_WIDTH.findall("@media (min-width: 9em) { a { width: 1px } b { color: red } }")[0])
