"""What is known beside the frozen lists: when a benefit was last checked, and where a document can be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from threading import Lock
from time import monotonic
from uuid import UUID

from django.db.models import Max

from catalog.in_force import publish_stamp
from catalog.models import BenefitReview, Document

SECONDS_BETWEEN_LOOKS = 60.0


@dataclass(frozen=True)
class Notes:
    """The last check of each benefit by its code, and the address of each document by its number."""

    checked: Mapping[str, date]
    addresses: Mapping[str, str]


class _Watch:
    """Looks at most once a minute, and anew after each publish."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.kept: tuple[UUID | None, float, Notes] | None = None

    def current(self) -> Notes:
        """What is known now."""
        stamp, kept = publish_stamp(), self.kept
        if kept is not None and kept[0] == stamp and monotonic() - kept[1] < SECONDS_BETWEEN_LOOKS:
            return kept[2]
        with self.lock:
            notes = _look()
            self.kept = (stamp, monotonic(), notes)
            return notes

    def forget(self) -> None:
        """Look again at the next request."""
        self.kept = None


def _look() -> Notes:
    reviews = BenefitReview.objects.order_by().values_list("benefit").annotate(last=Max("reviewed_on"))
    documents = Document.objects.exclude(url="").values_list("number", "url")
    return Notes(dict(reviews), dict(documents))


_watch = _Watch()
notes = _watch.current
forget = _watch.forget
