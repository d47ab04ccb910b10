"""What a visitor may do only so often: counted one by one, so that a hundred at once are not a hundred free tries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Literal, TypeVar

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eligibility.models import Try
from eligibility.reminders.limits import hold, visitor_digests

HOUR = timedelta(hours=1)
# In an hour, for one visitor and for all together. A short code has 10^12 forms: with a hundred thousand of them kept,
# a thousand tries an hour for a whole week open one with a probability of 2 %.
MOST: Mapping[Try.What, tuple[int, int]] = {
    Try.What.OPEN: (10, 1_000),
    Try.What.FEEDBACK: (10, 1_000),
    Try.What.KEEP: (60, 5_000),
}
TOO_MANY: Mapping[str, Promise] = {
    "visitor": _("从这里试错的次数太多了。请等 1 小时再试。"),
    "everybody": _("现在试的人太多了，不是您弄错了。请过 1 小时再试。"),
}
Found = TypeVar("Found")


class TooManyError(Exception):
    """It was tried too often; `kind` is a key of TOO_MANY."""

    def __init__(self, kind: Literal["visitor", "everybody"]) -> None:
        super().__init__(kind)
        self.kind = kind


def guess(what: Try.What, network: str, now: datetime, look: Callable[[], Found | None]) -> Found | None:
    """What a code that was typed opens; one that opens nothing is counted.

    Raises TooManyError, and then has not looked: a right code after too many wrong ones tells nothing either.
    """
    with transaction.atomic():
        visitor = _room(what, network, now)
        found = look()
        if found is None:
            Try.objects.create(what=what, visitor_digest=visitor, at=now)
    return found


def count(what: Try.What, network: str, now: datetime) -> None:
    """Counts something that is allowed so often and no more; raises TooManyError."""
    with transaction.atomic():
        Try.objects.create(what=what, visitor_digest=_room(what, network, now), at=now)


def _room(what: Try.What, network: str, now: datetime) -> str:
    """What stands for the visitor, who has tries left; others who try the same wait until this one is counted."""
    visitors = visitor_digests(network, now, HOUR)
    of_one, of_all = MOST[what]
    hold(visitors[0])
    recent = Try.objects.filter(what=what, at__gt=now - HOUR)
    if recent.filter(visitor_digest__in=visitors).count() >= of_one:
        raise TooManyError("visitor")
    # Last and shortest: everybody waits for it.
    hold(f"everybody|{what}")
    if recent.count() >= of_all:
        raise TooManyError("everybody")
    return visitors[0]
