"""Many PDFs as one: every page in its order, with its fonts, and no more in memory than a part."""

import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from eligibility.summaries import drawing
from eligibility.summaries.joining import Joined, page_count

PAGE = (
    '<html lang="zh-Hans"><title>单</title><body><h1>编号{0}</h1><p>𠮷田㐂·{0}</p>'
    '<h2 style="break-before:page">反面{0}</h2></body></html>'
)


@pytest.fixture(scope="module")
def parts() -> list[bytes]:
    """Two parts, of two people and of one, two pages each."""
    return [drawing.pdf(PAGE.format(1), PAGE.format(2)), drawing.pdf(PAGE.format(3))]


def whole(parts: list[bytes]) -> bytes:
    return b"".join(Joined("告知单", "zh-hans").of(parts))


def test_every_page_is_there_in_its_order(parts: list[bytes]) -> None:
    file = PdfReader(BytesIO(whole(parts)), strict=True)
    said = [page.extract_text() for page in file.pages]
    assert [text.split("\n")[0] for text in said] == ["编号1", "反面1", "编号2", "反面2", "编号3", "反面3"]
    assert "𠮷田㐂·3" in said[4]
    assert file.metadata is not None
    assert file.metadata.title == "告知单"
    assert file.root_object["/Lang"] == "zh-hans"


def test_what_it_says_of_itself_is_true(parts: list[bytes]) -> None:
    file = Joined("告知单", "zh-hans")
    content = b"".join(file.of(parts))
    assert (file.pages, file.size) == (6, len(content))
    assert page_count(content) == 6


def test_another_program_reads_it_without_complaint(parts: list[bytes], tmp_path: Path) -> None:
    path = tmp_path / "joined.pdf"
    path.write_bytes(whole(parts))
    done = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert done.stdout.count("编号") == 3
    fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True)
    rows = fonts.stdout.splitlines()[2:]
    assert rows
    assert all(" yes yes yes " in row for row in rows)


def test_a_part_is_asked_for_when_the_one_before_is_written(parts: list[bytes]) -> None:
    taken = []

    def one_by_one() -> Iterator[bytes]:
        for number, part in enumerate(parts):
            taken.append(number)
            yield part

    written = Joined("告知单", "zh-hans").of(one_by_one())
    next(written)
    next(written)
    assert taken == [0]


def test_a_part_is_never_the_whole_of_a_long_file(parts: list[bytes]) -> None:
    largest = max(len(one) for one in Joined("告知单", "zh-hans").of(parts * 20))
    assert largest < len(parts[0])
