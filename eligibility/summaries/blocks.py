"""One benefit as a block on paper: what, how much, why, what to bring, where, whom to call."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext

from catalog.rules import Department, Rulebook
from eligibility.findings.entries import Entry
from eligibility.findings.texts import row_in_words
from eligibility.summaries.shapes import Block, Row, width

SENTENCE = re.compile(r"(?<=[。！？])|(?<=[.!?]) ")
SHORT_AMOUNT = 13
MARKS = "①②③④⑤⑥⑦⑧⑨⑩"


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [one.strip() for one in SENTENCE.split(text) if one.strip()]


def run_on(texts: Iterable[str]) -> str:
    """Sentences one behind the other, with a space where the script has one."""
    return "".join(f"{one} " if one.endswith((".", "!", "?")) else one for one in texts if one).strip()


def said_alike(entries: Iterable[Entry]) -> tuple[str, ...]:
    """The sentences on where to go that stand in a third of the entries or more, and thrice at least: said once."""
    listed = list(entries)
    counted = Counter(one for entry in listed for one in dict.fromkeys(sentences(entry.apply)))
    return tuple(one for one, count in counted.items() if count >= max(3, len(listed) / 3))


def block(entry: Entry, number: int, editions: tuple[Rulebook, ...], alike: tuple[str, ...]) -> Block:
    """An entry in full; of what is not there yet, nothing about why and what to bring."""
    rows = _rows(entry, alike) if entry.verdict.status == "eligible" or entry.steps else _rows_to_come(entry, alike)
    return Block(number, entry.name, entry.item, amount(entry), entry.gives, _told(rows), source(entry, editions))


def brief(entry: Entry, number: int, alike: tuple[str, ...], carried: tuple[str, ...]) -> Block:
    """An entry in a line or two: what, how much, what else to bring, where."""
    much = amount(entry)
    rows = _brief_rows(entry, alike, carried)
    return Block(number, entry.name, "", much, "" if much else entry.gives, _told(rows), "")


def carried_always(entries: Iterable[Entry]) -> tuple[str, ...]:
    """What is to be brought to a third of the entries or more, and to three at least."""
    listed = list(entries)
    counted = Counter(thing for entry in listed for thing in entry.bring)
    return tuple(thing for thing, count in counted.items() if count >= max(3, len(listed) / 3))


def _told(rows: Iterable[tuple[str, str]]) -> tuple[Row, ...]:
    return tuple(Row(label, text) for label, text in rows if text)


def amount(entry: Entry) -> str:
    """How much: a sum, or the few words in which the list says it."""
    return entry.amount or (entry.formula if width(entry.formula) <= SHORT_AMOUNT else "")


def source(entry: Entry, editions: tuple[Rulebook, ...]) -> str:
    """Who answers for it, and the row of the list; by the list's mark, where there are several."""
    place = row_in_words(entry.verdict.item.row)
    if len(editions) < 2:
        where = gettext("清单{place}").format(place=place)
    else:
        where = gettext("依据{mark}{place}").format(mark=mark(editions.index(entry.verdict.rulebook)), place=place)
    if not entry.departments or any(_reached(one) for one in entry.departments):
        return where
    return gettext("归{office}管，{where}").format(office=gettext(entry.departments[0].name), where=where)


def mark(place: int) -> str:
    """The mark of one of several lists."""
    return MARKS[place] if place < len(MARKS) else f"({place + 1})"


def _rows(entry: Entry, alike: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    semicolon = gettext("；")
    yield gettext("差一步"), semicolon.join(entry.steps)
    yield gettext("为什么"), gettext("，").join(_reasons(entry))
    yield gettext("怎么算的"), _counted(entry)
    yield gettext("要知道"), semicolon.join(_notes(entry))
    yield gettext("带什么"), gettext("、").join(entry.bring)
    yield gettext("到哪里"), _where(entry, alike)
    yield gettext("找谁"), semicolon.join(_office(one) for one in entry.departments if _reached(one))


def _rows_to_come(entry: Entry, alike: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    yield gettext("哪天起"), _begins(entry)
    yield gettext("先弄清"), _missing(entry)
    yield gettext("到哪里"), _where(entry, alike)


def _brief_rows(entry: Entry, alike: tuple[str, ...], carried: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    yield gettext("差一步"), gettext("；").join(entry.steps)
    yield gettext("哪天起"), _begins(entry)
    yield gettext("先弄清"), _missing(entry)
    if entry.verdict.status == "eligible":
        yield gettext("带"), gettext("、").join(thing for thing in entry.bring if thing not in carried)
        yield gettext("到哪里"), _where(entry, alike).rstrip("。.")


def _begins(entry: Entry) -> str:
    if not entry.when:
        return ""
    return gettext("{day}（满 {age} 周岁）").format(day=entry.when, age=entry.age)


def _missing(entry: Entry) -> str:
    if not entry.undecided:
        return ""
    names = gettext("、").join(one.name for one in entry.missing)
    return names or gettext("政府还没有公布标准，公布后才能算")


def _reasons(entry: Entry) -> Iterator[str]:
    """What fits, and what does not yet: of that it is said."""
    for met, text in entry.reasons:
        if met:
            yield text
        elif met is None:
            yield gettext("{reason}（还不清楚）").format(reason=text)
        else:
            yield gettext("{reason}（现在不符合）").format(reason=text)


def _counted(entry: Entry) -> str:
    """How a sum comes about; in words, where there is no sum and they are not said already."""
    if entry.working:
        return entry.working
    given = entry.verdict.award
    return entry.formula if given and given.amount is None and amount(entry) != entry.formula else ""


def _notes(entry: Entry) -> Iterator[str]:
    if entry.note:
        yield entry.note.rstrip("。")
    if entry.later:
        yield entry.later
    if entry.due:
        yield gettext("下一次办理：{day}").format(day=entry.due)
    elif entry.renewal_months:
        yield gettext("每 {months} 个月办一次").format(months=entry.renewal_months)
    for other in entry.beneath:
        if other.gives_way:
            yield gettext("也符合“{name}”，两项不能同时领，这里是高的一项").format(name=other.name)
        else:
            yield gettext("这是市里“{name}”在本地的办法").format(name=other.name)


def _where(entry: Entry, alike: tuple[str, ...]) -> str:
    return run_on(one for one in sentences(entry.apply) if one not in alike)


def _reached(one: Department) -> bool:
    """Whether the list says how an office is reached."""
    return bool(one.phone or one.address)


def _office(one: Department) -> str:
    return " ".join(text for text in (gettext(one.name), one.phone, one.address, one.hours) if text)
