"""What a member of staff tries the portal with: another day, a draft, a scenario; kept in the session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from catalog.answering import day_in_words
from catalog.in_force import rulebooks_on, screener_on
from catalog.models import Edition, Scenario
from catalog.permissions import may
from catalog.rules import Problem, RulebookError, Screener
from catalog.trying.preview import screener_with

KEY = "trial"
FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)


@dataclass(frozen=True)
class Trial:
    """Who tries what: the day, an edition in the place of its region's, and the scenario that is looked at."""

    user: int
    day: str
    edition: int | None = None
    scenario: int | None = None


class BrokenDraft(Exception):
    """The draft that is tried cannot be used; its problems say why."""

    def __init__(self, edition: Edition, problems: Sequence[Problem]) -> None:
        super().__init__(str(edition))
        self.edition, self.problems = edition, tuple(problems)


@dataclass(frozen=True)
class Trying:
    """A trial with its rows."""

    user: User
    day: date
    edition: Edition | None
    scenario: Scenario | None

    def screener(self) -> Screener:
        """The lists that it is tried with; raises BrokenDraft."""
        if self.edition is None:
            return screener_on(self.day)
        try:
            return screener_with(self.edition, self.day)
        except RulebookError as fault:
            raise BrokenDraft(self.edition, fault.problems) from None

    @property
    def day_words(self) -> str:
        """The day as people write it."""
        return day_in_words(self.day)

    @property
    def may_keep(self) -> bool:
        """Whether the answers may be written back to the scenario."""
        return self.scenario is not None and may(self.user, "edit", self.scenario.region_id)


def begin(
    session: SessionBase, user: User, day: date, edition: Edition | None = None, scenario: Scenario | None = None
) -> None:
    """From now on the interview of this session is a trial."""
    trial = Trial(user.pk, day.isoformat(), edition.pk if edition else None, scenario.pk if scenario else None)
    session[KEY] = asdict(trial)


def end(session: SessionBase) -> None:
    """From now on the interview of this session is a resident's again."""
    session.pop(KEY, None)


def trying(request: HttpRequest) -> Trying | None:
    """What somebody tries; None for residents, and where the right or the row is gone since.

    It costs residents nothing: the session that holds their answers is read anyway.
    """
    kept = request.session.get(KEY)
    if kept is None:
        return None
    found = _found(request, Trial(**kept))
    if found is None:
        end(request.session)
    return found


def _found(request: HttpRequest, trial: Trial) -> Trying | None:
    user: Any = request.user
    if user.pk != trial.user or not may(user, "read"):
        return None
    edition = Edition.objects.select_related("region").filter(pk=trial.edition).first() if trial.edition else None
    scenario = Scenario.objects.filter(pk=trial.scenario).first() if trial.scenario else None
    if trial.edition and (edition is None or not may(user, "read", edition.region)):
        return None
    return Trying(user, date.fromisoformat(trial.day), edition, scenario)


def first_day() -> date | None:
    """The first day on which some list is in force; None while none is."""
    rows = Edition.objects.published().order_by("effective_from").values_list("effective_from", flat=True)
    return rows.first()


def has_lists(day: date) -> bool:
    """Whether any list is in force on a day."""
    return bool(rulebooks_on(day))
