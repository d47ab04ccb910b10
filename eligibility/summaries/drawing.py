"""Summaries as PDF: A4, tagged, the fonts embedded, nothing fetched from anywhere.

`sheet(summary)` is one summary as an HTML document; `pdf(*sheets)` draws one or several as one PDF, in which each
begins on a page of its own and counts its own pages. The first PDF of a process reads the fonts, which takes about a
second; after that a page takes a tenth of one.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from eligibility.summaries.fitting import shorter
from eligibility.summaries.shapes import SHORT, Summary

FONTS = Path(__file__).parent / "fonts"
FAMILIES = {
    "Noto Sans SC": ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"),
    # What Noto Sans CJK 2.004 draws and Noto Sans SC does not: 2,389 characters, most of them in names alone.
    "Noto Sans SC Rare": ("NotoSansSCRare-Regular.otf", "NotoSansSCRare-Bold.otf"),
}
# Text for screen readers and search, without metadata that names a machine or a minute.
OPTIONS: dict[str, Any] = {"pdf_variant": "pdf/ua-1"}


class NothingElse(URLFetcher):
    """Reads what a page carries in itself, and refuses every other address."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=["data"], allow_redirects=False)


class OwnFonts(URLFetcher):
    """Reads the portal's own fonts by their names."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=["file"], allow_redirects=False)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        """One of the fonts."""
        if url not in {(FONTS / name).as_uri() for names in FAMILIES.values() for name in names}:
            raise ValueError(url)
        return super().fetch(url, headers)


@cache
def _fonts() -> FontConfiguration:
    """The fonts, read once a process."""
    return FontConfiguration()


@cache
def _style() -> CSS:
    """The sheet that the pages print with, and the faces."""
    faces = "".join(
        f"@font-face{{font-family:{family!r};font-weight:{weight};src:url({(FONTS / name).as_uri()!r})}}"
        for family, names in FAMILIES.items()
        for weight, name in zip((400, 700), names, strict=True)
    )
    text = (settings.BASE_DIR / "static" / "css" / "paper.css").read_text(encoding="utf-8")
    return CSS(string=faces + text, font_config=_fonts(), url_fetcher=OwnFonts())


def sheet(summary: Summary) -> str:
    """A summary as a document of its own."""
    return render_to_string("paper/sheet.html", {"summary": summary})


def pdf(*sheets: str) -> bytes:
    """One PDF of documents as `sheet` makes them."""
    return _together([_laid_out(one) for one in sheets])


def pdf_of(*summaries: Summary) -> bytes:
    """One PDF of summaries; a short one is on a single page for certain."""
    return _together([_one_page(one) if one.form == SHORT else _laid_out(sheet(one)) for one in summaries])


def _together(documents: list[Any]) -> bytes:
    pages = [page for document in documents for page in document.pages]
    return bytes(documents[0].copy(pages).write_pdf(**OPTIONS))


def _one_page(summary: Summary) -> Any:
    document = _laid_out(sheet(summary))
    while len(document.pages) > 1 and summary.parts:
        summary = shorter(summary)
        document = _laid_out(sheet(summary))
    return document


def _laid_out(html: str) -> Any:
    page = HTML(string=html, base_url=None, url_fetcher=NothingElse())
    return page.render(stylesheets=[_style()], font_config=_fonts(), **OPTIONS)
