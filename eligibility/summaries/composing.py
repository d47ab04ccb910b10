"""The summary on paper, 告知单: everything that a screening found, composed for A4 in one of three forms.

`compose(results, form)` gives plain words and knows nothing of pages; templates/paper/summary.html lays them out for
the browser's printer and for PDF alike, and `drawing.pdf` makes the PDF. `heading` names whose it is in a pile of
papers, `way_back` is how the same answers are found again, `ticket` the code with which one says what became of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from catalog.answering import day_in_words
from eligibility.findings.entries import Entry
from eligibility.findings.results import Results
from eligibility.keeping import WayBack, qr_svg
from eligibility.summaries.blocks import block, brief, carried_always, mark, run_on, said_alike
from eligibility.summaries.dates import coming
from eligibility.summaries.fitting import fitted
from eligibility.summaries.shapes import FULL, SHORT, Block, Part, Summary
from eligibility.usage.tickets import shown

Listed = tuple[str, str, str, list[Entry]]
FEW_LISTS = 2
MONTHS = {"month": Decimal(1), "year": Decimal(12), "day": Decimal(1) / 30}


def compose(
    results: Results,
    form: str = FULL,
    *,
    heading: tuple[str, ...] = (),
    way_back: WayBack | None = None,
    ticket: str = "",
    trial: bool = False,
) -> Summary:
    """The summary of somebody's results; `form` is one of shapes.FORMS."""
    short = form == SHORT
    found = list(_most_first(_listed(results)) if short else _listed(results))
    alike = said_alike(entry for *_, entries in found for entry in entries)
    carried = carried_always(entry for group in results.have for entry in group.entries) if short else ()
    make: Callable[[Entry, int], Block] = (
        (lambda entry, number: brief(entry, number, alike, carried))
        if short
        else (lambda entry, number: block(entry, number, results.editions, alike))
    )
    summary = Summary(
        form=form,
        language=get_language() or "",
        heading=heading,
        title=gettext("{who}能享受的待遇").format(who=results.words["who"]),
        sums=tuple(_sums(results)),
        trial=trial,
        way_back=way_back,
        picture=qr_svg(way_back.url) if way_back and way_back.url else SafeString(),
        ticket=shown(ticket) if ticket else "",
        alike=_alike(alike, carried),
        parts=tuple(_parts(found, make)),
        dates=tuple(coming(results.calendar)),
        guessed=results.calendar is not None and results.calendar.guessed,
        never=len(results.never),
        left_out=(),
        sources=tuple(_sources(results)),
        foot=tuple(_foot(results)),
    )
    return fitted(summary) if short else summary


def _listed(results: Results) -> Iterator[Listed]:
    """The parts that have something in them: code, title, lead, entries."""
    have = [one for group in results.have for one in group.entries]
    choose = [one for group in results.choose for one in group]
    parts: tuple[Listed, ...] = (
        ("have", gettext("现在就能享受"), "", have),
        ("choose", gettext("几项里选一项"), gettext("都符合，但只能领一项。请和办理部门商量。"), choose),
        ("step", gettext("再走一步就能享受"), "", results.step),
        ("coming", gettext("到了年龄就能享受"), "", results.coming),
        ("open", gettext("还要多知道一点"), gettext("问清楚了，再来查一次。"), results.open),
    )
    return (part for part in parts if part[3])


def _most_first(found: Iterable[Listed]) -> Iterator[Listed]:
    """The parts of a single page: what brings most money stands in front."""
    for code, title, lead, entries in found:
        yield code, title, lead, sorted(entries, key=_monthly, reverse=True) if code == "have" else entries


def _monthly(entry: Entry) -> Decimal:
    """The money in a month."""
    given = entry.verdict.award
    if given is None or given.kind != "cash" or given.amount is None:
        return Decimal(0)
    return given.amount / MONTHS.get(given.period or "", MONTHS["year"])


def _parts(found: Iterable[Listed], make: Callable[[Entry, int], Block]) -> Iterator[Part]:
    """The entries as blocks, numbered through."""
    number = 1
    for code, title, lead, entries in found:
        yield Part(code, title, lead, tuple(make(entry, place) for place, entry in enumerate(entries, number)))
        number += len(entries)


def _alike(alike: tuple[str, ...], carried: tuple[str, ...]) -> str:
    """What is said once for most entries."""
    things = gettext("出门都带上{things}。").format(things=gettext("、").join(carried)) if carried else ""
    return run_on((things, *alike))


def _sums(results: Results) -> Iterator[str]:
    """What it comes to, in a line or two."""
    if results.monthly:
        words = gettext("现在每月至少能领 {sum} 元") if results.at_least else gettext("现在每月能领 {sum} 元")
        yield words.format(sum=results.monthly)
    elif results.have_count and results.at_least:
        yield gettext("现在能按月领钱，金额由办理部门定")
    if results.have_count:
        yield gettext("现在能享受 {count} 项待遇").format(count=results.have_count)
    elif results.choose:
        yield gettext("下面几项，可以选一项")
    else:
        yield gettext("按您的回答，现在还没有能享受的待遇")


def _sources(results: Results) -> Iterator[str]:
    """The lists that were consulted, in full."""
    several = len(results.editions) > 1
    for place, book in enumerate(results.editions):
        words = gettext("{title}，{number}，版本 {edition}，从{day}起").format(
            title=gettext(book.title),
            number=book.document.number,
            edition=book.edition,
            day=day_in_words(book.effective_from),
        )
        yield mark(place) + words if several else words


def _foot(results: Results) -> Iterator[str]:
    """What stands on every page; of many lists the numbers alone."""
    yield gettext("供参考，以办理部门审核为准。咨询电话 12345。")
    books = results.editions
    codes = len(books) <= FEW_LISTS
    numbers = [f"{book.document.number}（{book.edition}）" if codes else book.document.number for book in books]
    yield gettext("{day}测算，依据{numbers}").format(day=results.day, numbers=gettext("、").join(numbers))
