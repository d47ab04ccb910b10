"""Papers made in parts: once, resumed after a death, the urgent before the long, nothing known kept."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.utils import translation
from pypdf import PdfReader

from eligibility.models import Paper, PaperPart, PaperPiece
from eligibility.summaries import drawing, fetching, making, parts, printing, tasks
from eligibility.summaries.people import Person, sealed
from eligibility.summaries.shapes import Summary
from tests.summaries.making.asking import NOW, asked, asked_for_list, work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published", "bells")]
LATE = NOW + parts.LEASE + timedelta(seconds=1)


def pdf_of(paper: Paper) -> PdfReader:
    return PdfReader(BytesIO(b"".join(fetching.checked(paper))))


def test_a_resident_gets_a_pdf() -> None:
    paper = asked()
    assert work() == 1
    paper.refresh_from_db()
    assert paper.state == "ready"
    file = pdf_of(paper)
    assert len(file.pages) == paper.pages == 1
    assert "供参考" in file.pages[0].extract_text()
    assert paper.size == len(b"".join(fetching.checked(paper)))


def test_it_is_drawn_in_the_language_it_was_asked_for_in(quick: list, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(printing, "compose", lambda *given, **named: said.append(translation.get_language()))
    monkeypatch.setattr(drawing, "pdf_of", lambda *summaries: b"")
    with translation.override("en"):
        asked()
    parts.work(NOW)
    assert said == ["en"]


def test_nothing_can_be_read_at_rest_and_nothing_known_stays(quick: list) -> None:
    asked()
    part = PaperPart.objects.get()
    assert b"1941-03-02" not in bytes(part.known or b"")
    assert part.content is None
    work()
    assert not PaperPart.objects.exists()
    assert not bytes(PaperPiece.objects.get().content).startswith(b"%PDF")


def test_a_list_is_one_file_in_its_order(quick: list) -> None:
    paper = asked_for_list(45)
    assert list(paper.parts.values_list("people", flat=True)) == [20, 20, 5]
    assert work() == 3
    paper.refresh_from_db()
    assert (paper.state, paper.pages) == ("ready", 45)
    assert quick == [(f"QZ{number:04}",) for number in range(45)]
    assert len(pdf_of(paper).pages) == 45


def test_each_part_has_its_bell(bells: list[str], django_capture_on_commit_callbacks: object) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        asked_for_list(45)
    assert bells == ["summaries.make"] * 3


def test_a_resident_goes_before_a_list(quick: list) -> None:
    asked_for_list(45)
    parts.work(NOW)
    alone = asked(at=NOW + timedelta(minutes=1))
    parts.work(NOW + timedelta(minutes=1))
    alone.refresh_from_db()
    assert alone.state == "ready"
    assert PaperPart.objects.filter(content=None).count() == 2


def test_two_workers_never_make_the_same_part(quick: list) -> None:
    asked_for_list(40)
    first, second = parts.claim_part(NOW), parts.claim_part(NOW)
    assert first is not None
    assert second is not None
    assert first.number != second.number
    assert parts.claim_part(NOW) is None


def test_a_part_whose_worker_died_is_made_by_another_and_only_that(quick: list) -> None:
    paper = asked_for_list(40)
    parts.work(NOW)
    dead = parts.claim_part(NOW)
    assert dead is not None
    assert not parts.work(NOW + timedelta(minutes=1))
    assert parts.work(LATE)
    parts.make(dead)  # it was only slow: what it made counts no more
    paper.refresh_from_db()
    assert paper.state == "ready"
    assert len(pdf_of(paper).pages) == 40


def test_a_file_that_was_being_put_together_is_begun_anew(quick: list, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = asked_for_list(40)
    monkeypatch.setattr(parts, "PIECE", 500)
    with monkeypatch.context() as patch:
        patch.setattr(
            parts, "put_together", lambda paper: PaperPiece.objects.create(paper=paper, number=0, content=b"")
        )
        work()
    paper.refresh_from_db()
    assert paper.state == "making"
    assert parts.work(LATE + timedelta(minutes=1))
    paper.refresh_from_db()
    assert paper.state == "ready"
    assert paper.pieces.count() > 2
    assert len(pdf_of(paper).pages) == 40


def test_what_fails_three_times_is_given_up_and_nothing_known_is_kept(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*summaries: Summary) -> bytes:
        raise ValueError("1941-03-02")

    monkeypatch.setattr(drawing, "pdf_of", broken)
    paper = asked()
    assert work() == parts.TRIES
    paper.refresh_from_db()
    assert paper.state == "failed"
    assert not PaperPart.objects.exists()
    assert "1941" not in caplog.text
    assert [record.fields["fault"] for record in caplog.records] == ["ValueError"] * 3  # type: ignore[attr-defined]


def test_one_that_fails_does_not_stop_another(quick: list, monkeypatch: pytest.MonkeyPatch) -> None:
    bad, good = asked("bad"), asked("good")
    PaperPart.objects.filter(paper=bad).update(known=b"not sealed")
    work()
    assert {one.pk: one.state for one in Paper.objects.all()} == {bad.pk: "failed", good.pk: "ready"}


def test_an_answer_that_the_lists_cannot_read_any_more_is_left_out(quick: list) -> None:
    paper = asked()
    odd = Person("mother", {"birth_date": "1941-03-02", "hukou": "atlantis", "forgotten_fact": True})
    PaperPart.objects.update(known=sealed([odd]))
    work()
    paper.refresh_from_db()
    assert paper.state == "ready"


def test_a_session_has_a_few_under_way_and_no_more(quick: list) -> None:
    for _ in range(making.OF_ONE):
        asked()
    with pytest.raises(making.BusyError):
        asked()
    asked("another")
    work()
    asked()


def test_all_residents_together_have_a_limit_that_lists_do_not_count_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "OF_ALL", 2)
    asked_for_list(3)
    asked("a")
    asked("b")
    with pytest.raises(making.BusyError):
        asked("c")


def test_what_waits_is_rung_for_again_every_minute(quick: list, bells: list[str]) -> None:
    with time_machine.travel(NOW, tick=False):
        paper = asked_for_list(45)
        tasks.look_after()
        assert bells == ["summaries.make"] * 3
        for _ in bells:
            tasks.make()
        bells.clear()
        tasks.look_after()
    paper.refresh_from_db()
    assert (paper.state, bells) == ("ready", [])


def test_what_its_time_is_over_for_is_deleted_whatever_became_of_it(quick: list) -> None:
    asked()
    work()
    kept = asked_for_list(3)
    asked("late", at=NOW + timedelta(hours=2))
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        tasks.look_after()
    assert set(Paper.objects.values_list("session_digest", flat=True)) > {""}
    assert Paper.objects.count() == 2
    with time_machine.travel(NOW + timedelta(hours=24), tick=False):
        tasks.look_after()
    assert not Paper.objects.filter(pk=kept.pk).exists()
    assert not PaperPart.objects.exists()
    assert not PaperPiece.objects.exists()
