"""The texts that staff translated, spoken by gettext: laid over what the portal ships with, in every process."""

from __future__ import annotations

from dataclasses import dataclass, field
from gettext import NullTranslations
from threading import Lock
from time import monotonic

from django.conf import settings
from django.db.models import Max
from django.utils.translation import trans_real

from catalog.models import Language, Translation

SECONDS_BETWEEN_LOOKS = 2.0
Stamp = tuple[int | None, int | None]


@dataclass
class Spoken:
    """What this process speaks: the languages offered, by their own names, and when that was looked at."""

    stamp: Stamp | None = None
    looked_at: float = float("-inf")
    names: dict[str, str] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)


class _Texts(NullTranslations):
    """A language's own texts in the shape that gettext merges; it has no plurals of its own."""

    def __init__(self, catalog: dict[str, str]) -> None:
        super().__init__()
        self._catalog = catalog

    @staticmethod
    def plural(count: int) -> int:
        """Every language that is added says one and many alike here."""
        return 0


_spoken = Spoken()


def offered() -> dict[str, str]:
    """The languages that residents can choose beside those that the portal ships with: name by code."""
    if monotonic() - _spoken.looked_at >= SECONDS_BETWEEN_LOOKS:
        refresh()
    return _spoken.names


def version() -> str:
    """What changes with every change of a translation; for whoever keeps drawn texts."""
    offered()
    return repr(_spoken.stamp)


def refresh() -> None:
    """Looks whether staff changed something, and speaks it."""
    with _spoken.lock:
        _spoken.looked_at = monotonic()
        stamp = _stamp()
        if stamp == _spoken.stamp:
            return
        shipped = {code for code, _name in settings.LANGUAGES}
        languages = [one for one in Language.objects.filter(offered=True) if one.code not in shipped]
        for code in {*_spoken.names, *(one.code for one in languages)}:
            # Django keeps what it read for as long as the process lives, and has no public way to read it anew.
            trans_real._translations.pop(code, None)  # type: ignore[attr-defined]
        for language in languages:
            rows = Translation.objects.filter(language=language)
            trans_real.translation(language.code).merge(_Texts(dict(rows.values_list("source", "text"))))
        _spoken.names = {one.code: one.name for one in languages}
        _spoken.stamp = stamp


def _stamp() -> Stamp:
    """The last change: every change leaves a row in the history."""
    histories = (Language.history, Translation.history)
    first, second = (one.aggregate(last=Max("history_id"))["last"] for one in histories)
    return first, second
