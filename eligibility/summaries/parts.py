"""The work on papers, a part at a time: claimed under a lease, made, kept; then all of them put together.

Whoever dies leaves a lease that ends by itself, and nothing half done: the pages of a part and the end of what was
known are one write, and a paper is ready with its last piece. A part that fails three times fails its paper.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import translation

from eligibility.models import Paper, PaperPart, PaperPiece
from eligibility.session import box
from eligibility.summaries import drawing
from eligibility.summaries.joining import Joined, page_count
from eligibility.summaries.making import UNDER_WAY, ring
from eligibility.summaries.people import Person, unsealed
from eligibility.summaries.printing import summary_of, title
from eligibility.summaries.shapes import Summary

# Longer than a task may take, so that a part is never two workers'.
LEASE = timedelta(seconds=130)
SECONDS = 120
TRIES = 3
PIECE = 2 * 1024 * 1024
logger = logging.getLogger("summaries")


def work(now: datetime) -> bool:
    """Make the most urgent part, or put together a paper whose parts are all there; False where nothing waits."""
    part = claim_part(now)
    if part is not None:
        _guarded(part, part.paper, lambda: make(part))
    paper = _claim_whole(now)
    if paper is not None:
        _guarded(paper, paper, lambda: put_together(paper))
    return part is not None or paper is not None


def waiting(now: datetime) -> int:
    """How many parts and whole papers nobody is at."""
    return _parts(now).count() + _whole(now).count()


def _free(now: datetime) -> Q:
    return Q(leased_until=None) | Q(leased_until__lt=now)


def _parts(now: datetime) -> QuerySet[PaperPart]:
    return PaperPart.objects.filter(_free(now), content=None, paper__state__in=UNDER_WAY, paper__expires_at__gt=now)


def _whole(now: datetime) -> QuerySet[Paper]:
    unmade = PaperPart.objects.filter(paper=OuterRef("pk"), content=None)
    return Paper.objects.filter(_free(now), ~Exists(unmade), state__in=UNDER_WAY, expires_at__gt=now)


def claim_part(now: datetime) -> PaperPart | None:
    """The part that is most urgent, this process's for as long as its lease lasts."""
    with transaction.atomic():
        waiting = _parts(now).select_for_update(skip_locked=True, of=("self",)).select_related("paper")
        part = waiting.order_by("paper__people", "paper__created_at", "number").first()
        if part is None:
            return None
        # Where rows cannot be locked, this alone decides between two.
        if not _parts(now).filter(pk=part.pk).update(leased_until=now + LEASE, tries=F("tries") + 1):
            return None
        Paper.objects.filter(pk=part.paper_id, state=Paper.State.WAITING).update(state=Paper.State.MAKING)
    part.leased_until, part.tries = now + LEASE, part.tries + 1
    return part


def _claim_whole(now: datetime) -> Paper | None:
    """A paper to be put together, the smallest first."""
    paper = _whole(now).order_by("people", "created_at").first()
    if paper is None or not _whole(now).filter(pk=paper.pk).update(leased_until=now + LEASE, tries=F("tries") + 1):
        return None
    paper.leased_until, paper.tries = now + LEASE, paper.tries + 1
    return paper


def make(part: PaperPart) -> None:
    """The pages of a part; they count only while the part is still this process's."""
    with translation.override(part.paper.language):
        content = drawing.pdf_of(*(_summary(one, part.paper) for one in unsealed(part.known or b"")))
    mine = PaperPart.objects.filter(pk=part.pk, leased_until=part.leased_until, content=None)
    mine.update(content=box().encrypt(content), known=None, leased_until=None)


def _summary(person: Person, paper: Paper) -> Summary:
    return summary_of(person, paper.form, paper.as_of, paper.regions)


def put_together(paper: Paper) -> None:
    """The whole file in pieces; those of a worker that died in the middle are begun anew."""
    paper.pieces.all().delete()
    contents = _contents(paper)
    if paper.parts.count() == 1:
        whole = next(contents)
        paper.pages, paper.size = page_count(whole), len(whole)
        _keep(paper, [whole])
    else:
        file = Joined(title(), paper.language)
        _keep(paper, _cut(file.of(contents)))
        paper.pages, paper.size = file.pages, file.size
    with transaction.atomic():
        mine = Paper.objects.filter(pk=paper.pk, leased_until=paper.leased_until)
        if mine.update(state=Paper.State.READY, leased_until=None, pages=paper.pages, size=paper.size):
            paper.parts.all().delete()
    logger.info("paper ready", extra={"fields": {"paper": paper.pk, "people": paper.people, "pages": paper.pages}})


def _keep(paper: Paper, pieces: Iterable[bytes]) -> None:
    for number, piece in enumerate(pieces):
        PaperPiece.objects.create(paper=paper, number=number, content=box().encrypt(piece))


def _cut(whole: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of about the same size."""
    held = bytearray()
    for some in whole:
        held += some
        if len(held) >= PIECE:
            yield bytes(held)
            held.clear()
    yield bytes(held)


def _contents(paper: Paper) -> Iterator[bytes]:
    """The pages of each part, one part at a time."""
    for key in paper.parts.order_by("number").values_list("pk", flat=True):
        yield box().decrypt(bytes(PaperPart.objects.values_list("content", flat=True).get(pk=key) or b""))


def _guarded(claimed: PaperPart | Paper, paper: Paper, step: Callable[[], None]) -> None:
    """Do a step; what fails is tried again, and at last given up together with what was known of the people."""
    try:
        step()
    except Exception as fault:  # whatever it is, it must not stop the papers behind it
        # Neither words nor values: what went wrong was made of somebody's answers.
        at = traceback.extract_tb(fault.__traceback__)[-1]
        place = f"{Path(at.filename).name}:{at.lineno}"
        fields = {"paper": paper.pk, "tries": claimed.tries, "fault": type(fault).__name__, "at": place}
        logger.error("paper not made", extra={"fields": fields})
        if claimed.tries >= TRIES:
            give_up(paper)
            return
        claimed.leased_until = None
        claimed.save(update_fields=["leased_until"])
        ring(1)


def give_up(paper: Paper) -> None:
    """A paper that cannot be made: nothing that was known is kept."""
    with transaction.atomic():
        if Paper.objects.filter(pk=paper.pk, state__in=UNDER_WAY).update(state=Paper.State.FAILED, faults=None):
            paper.parts.all().delete()
            paper.pieces.all().delete()
