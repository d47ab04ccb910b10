"""A paper as it is looked at and fetched: by whom, how far it is, and its bytes."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any
from urllib.parse import quote
from uuid import UUID

from cryptography.fernet import InvalidToken
from django.contrib.auth.models import User
from django.db.models import F, Sum

from eligibility.models import Paper, PaperPiece
from eligibility.session import box
from eligibility.summaries.people import unsealed_json

DOWNLOADS = 3  # of a list; who loses the file three times may have it made again
logger = logging.getLogger("summaries")


@dataclass(frozen=True)
class Progress:
    """How far a paper is."""

    paper: Paper
    made: int

    @property
    def ready(self) -> bool:
        """Whether it can be fetched."""
        return self.paper.state == Paper.State.READY

    @property
    def failed(self) -> bool:
        """Whether it was given up."""
        return self.paper.state == Paper.State.FAILED

    @property
    def under_way(self) -> bool:
        """Whether it is worth looking again."""
        return not (self.ready or self.failed)

    @property
    def left(self) -> int:
        """How often it can still be fetched."""
        return max(DOWNLOADS - self.paper.downloads, 0)


def of_session(key: UUID, session_key: str | None, now: datetime) -> Progress | None:
    """The paper that a session asked for; None where it is gone, or another's."""
    return _progress(Paper.objects.of_session(session_key).filter(pk=key, expires_at__gt=now).first())


def of_worker(key: UUID, user: User, now: datetime) -> Progress | None:
    """The list that a worker had made; None where it is gone, or another's."""
    return _progress(Paper.objects.filter(pk=key, made_for=user, expires_at__gt=now).first())


def all_of_worker(user: User, now: datetime) -> list[Progress]:
    """The lists that a worker had made, the newest first."""
    mine = Paper.objects.filter(made_for=user, expires_at__gt=now).order_by("-created_at")
    return [found for one in mine if (found := _progress(one))]


def _progress(paper: Paper | None) -> Progress | None:
    if paper is None:
        return None
    if paper.state == Paper.State.READY:
        return Progress(paper, paper.people)
    made = paper.parts.exclude(content=None).aggregate(Sum("people"))["people__sum"]
    return Progress(paper, made or 0)


def checked(paper: Paper) -> Iterator[bytes]:
    """The file, a piece at a time; raises cryptography's InvalidToken at once where the key is gone."""
    pieces = _pieces(paper)
    return chain([next(pieces)], pieces)


def _pieces(paper: Paper) -> Iterator[bytes]:
    for key in paper.pieces.order_by("number").values_list("pk", flat=True):
        yield box().decrypt(bytes(PaperPiece.objects.values_list("content", flat=True).get(pk=key)))


def disposition(name: str) -> str:
    """The header that has a browser save a PDF under a name."""
    return f"attachment; filename=\"summary.pdf\"; filename*=UTF-8''{quote(name)}.pdf"


def count_download(paper: Paper, by: User) -> bool:
    """Whether a list may be fetched once more; it is counted with that."""
    left = Paper.objects.filter(pk=paper.pk, state=Paper.State.READY, downloads__lt=DOWNLOADS)
    if not left.update(downloads=F("downloads") + 1):
        return False
    logger.info("papers fetched", extra={"fields": {"paper": paper.pk, "by": by.pk, "people": paper.people}})
    return True


def faults(paper: Paper) -> list[Any]:
    """The rows of a list that were left out, as they were handed over."""
    try:
        return list(unsealed_json(paper.faults)) if paper.faults else []
    except InvalidToken:
        return []
