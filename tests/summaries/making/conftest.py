"""Drawing and ringing that take no time."""

from io import BytesIO

import pytest
from pypdf import PdfWriter

from eligibility.summaries import drawing, making
from eligibility.summaries.shapes import Summary


@pytest.fixture
def bells(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tasks that were rung for."""
    rung: list[str] = []

    def take(task: str, row_id: int | None, expires: int, *, queue: str, times: int) -> bool:
        assert (row_id, queue) == (None, "papers")
        rung.extend([task] * times)
        return True

    monkeypatch.setattr(making, "rung", take)
    return rung


def blank(pages: int) -> bytes:
    """A PDF of empty pages."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Drawing that takes no time: a blank page each; the headings in the order in which they were drawn."""
    drawn: list[tuple[str, ...]] = []

    def pdf_of(*summaries: Summary) -> bytes:
        drawn.extend(one.heading for one in summaries)
        return blank(len(summaries))

    monkeypatch.setattr(drawing, "pdf_of", pdf_of)
    return drawn
