"""What may be told of a count: tens, and of less than ten only that it is less.

Every count is told like this, in every table, chart and file. Whatever is subtracted has lost its last digit, so that a
hidden count stays open between eight values at least.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

LEAST = 10


def told(count: int) -> int | None:
    """A count as it is shown, down to the ten; None for fewer than ten."""
    return count // LEAST * LEAST or None


def total(parts: Sequence[int]) -> int | None:
    """The sum of counts that are told beside it.

    Where almost all of them lost a nine, the sum would say that a hidden one is a nine too: it is told ten lower.
    """
    figure, shown = told(sum(parts)), [one for part in parts if (one := told(part))]
    hidden = len(parts) - len(shown)
    at_least = (figure or 0) - sum(shown) - (LEAST - 1) * (len(shown) + hidden - 1)
    return (figure - LEAST or None) if figure and hidden and at_least > 2 else figure


def in_words(figure: int | None) -> str:
    """A figure as it is written."""
    return _("不足 10") if figure is None else str(figure)


def share(part: int | None, whole: Iterable[int | None]) -> int | None:
    """A part in per cent of the whole, worked out from what is shown; None where something is hidden."""
    known = list(whole)
    if part is None or None in known:
        return None
    return round(part * 100 / sum(one for one in known if one))


def length(figure: int | None, most: int) -> str:
    """How long a figure's bar is beside the longest."""
    return f"{(figure or 0) * 100 / most:.2f}%" if most else "0%"
