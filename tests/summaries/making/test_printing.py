"""A roster printed by the command: one file, its faulty rows beside it, whole and in order."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from eligibility.models import Paper
from eligibility.rosters import Row
from eligibility.summaries.people import heading

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
ROSTER = "resident_id,姓名,birth_date,hukou\nA1,𠮷田㐂,1941-03-02,kecheng\nA2,,昨天,kecheng\nA3,,1950-01-01,kecheng\n"


def printed(folder: Path, text: str, **options: str) -> tuple[str, Path]:
    """What the command says, and where it wrote."""
    source, target, said = folder / "in.csv", folder / "out.pdf", StringIO()
    source.write_text(text, encoding="utf-8")
    call_command("print_summaries", source, target, stdout=said, stderr=said, **options)
    return said.getvalue(), target


def test_everybody_is_printed_and_the_faulty_row_told(tmp_path: Path) -> None:
    said, target = printed(tmp_path, ROSTER, form="short")
    assert "2 people, 2 pages; 1 rows left out" in said
    pages = [page.extract_text() for page in PdfReader(target, strict=True).pages]
    assert "A1" in pages[0]
    assert "𠮷田㐂" in pages[0]
    assert "A3" in pages[1]
    errors = (tmp_path / "out.pdf.errors.csv").read_text(encoding="utf-8-sig").splitlines()
    assert errors[0] == "line,column,reason"
    assert errors[1].startswith("3,birth_date,")
    assert not Paper.objects.exists()


def test_a_file_that_is_not_read_says_why(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="resident_id"):
        printed(tmp_path, "a,b\n1,2\n")
    with pytest.raises(CommandError, match="没有一行能用"):
        printed(tmp_path, "resident_id,birth_date\nA1,昨天\n")


def test_of_an_identity_number_only_the_ends_are_printed() -> None:
    assert heading(Row(2, "33080219410302123X", "王桂英", {})) == ("330***********123X", "王桂英")
    assert heading(Row(2, "QZ0001", "", {})) == ("QZ0001",)
