"""The floor proof: for every pair of benefits, whether the lower gives at least what the upper does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.translation import gettext as _

from catalog.compile import compile_edition
from catalog.in_force import screener_on
from catalog.models import Edition, FloorPair
from catalog.people import person_in_words
from catalog.review.beside import reworded
from catalog.rules import Rulebook
from catalog.rules.compiling import Compilation, Compiled
from catalog.rules.floors import Proof, prove, worst
from catalog.rules.search import Search
from catalog.wording import KINDS, award_in_words

Verdict = Literal["proved", "refuted", "open", "missing"]


@dataclass(frozen=True)
class Pair:
    """Two benefits by their codes: the one that sets the floor, and the one that must not give less."""

    upper: str
    lower: str
    by_hand: bool = False
    note: str = ""


@dataclass(frozen=True)
class Named:
    """A benefit of a pair: its code, its name and its list's region; no name where no list has it."""

    code: str
    name: str = ""
    region: str = ""
    edition: str = ""


@dataclass(frozen=True)
class Floor:
    """What is proved of a pair: the verdict, why in words, and who loses, in words."""

    pair: Pair
    upper: Named
    lower: Named
    verdict: Verdict
    message: str
    witness: str = ""


def pairs_among(rulebooks: Iterable[Rulebook]) -> tuple[Pair, ...]:
    """The pairs to prove: what benefits carry out, and what staff paired by hand; each once."""
    tied = [Pair(one.carries_out, one.code) for book in rulebooks for _item, one in book.benefits() if one.carries_out]
    by_hand = [Pair(one.upper, one.lower, True, one.note) for one in FloorPair.objects.all()]
    return tuple({(one.upper, one.lower): one for one in (*by_hand, *tied)}.values())


def floors_on(day: date, draft: Edition | None = None) -> tuple[Floor, ...]:
    """Every pair among the lists in force on a day, with a draft in the place of its region's list if one is given.

    Raises RulebookError where the draft cannot be read, or not beside the others.
    """
    rulebooks = list(screener_on(day).rulebooks)
    if draft is not None:
        own = Rulebook.from_json(compile_edition(draft.pk))
        rulebooks = [*reworded(own, [one for one in rulebooks if one.region != own.region]), own]
    return floors(rulebooks, day, pairs_among(rulebooks))


def floors(rulebooks: Sequence[Rulebook], as_of: date, pairs: Iterable[Pair]) -> tuple[Floor, ...]:
    """Each pair proved, refuted with somebody who loses, or not to be told and why, on a day."""
    return floors_in(Compilation(rulebooks, as_of), as_of, pairs)


def floors_in(compilation: Compilation, as_of: date, pairs: Iterable[Pair]) -> tuple[Floor, ...]:
    """The same of lists that are compiled already."""
    benefits = {one.benefit.code: one for one in compilation.benefits}
    search = Search(compilation, as_of)
    return tuple(_floor(pair, benefits.get(pair.upper), benefits.get(pair.lower), search) for pair in pairs)


def _floor(pair: Pair, upper: Compiled | None, lower: Compiled | None, search: Search) -> Floor:
    names = _named(pair.upper, upper), _named(pair.lower, lower)
    if upper is None or lower is None:
        lacking = _("、").join(one.code for one in names if not one.name)
        message = _("生效的清单里没有“%s”这项待遇，没法对照；改掉这一对，或等它发布") % lacking
        return Floor(pair, *names, "missing", message)
    homes = search.residents(lower.rulebook.region, upper.rulebook.region)
    if all(home.find(lambda ends: bool(ends[0]), upper.root) is None for home in homes):
        message = _("%s的人本来就享受不到上级这一项，没有人会吃亏；看看是不是选错了") % names[1].region
        return Floor(pair, *names, "proved", message)
    proof = worst([prove(upper, lower, home) for home in homes])
    witness = ""
    if proof.verdict != "proved":
        facts, regions = search.compilation.facts, search.compilation.regions
        witness = person_in_words(proof.person, facts, regions, search.as_of)
    return Floor(pair, *names, proof.verdict, _("；").join(_why(proof)), witness)


def _named(code: str, one: Compiled | None) -> Named:
    if one is None:
        return Named(code)
    book = one.rulebook
    return Named(code, one.benefit.name, book.regions[book.region].name, book.edition)


def _why(proof: Proof) -> Iterator[str]:
    """The verdict in words: who loses what, or what keeps it from being told."""
    if proof.verdict == "proved":
        yield _("符合上级条件的人，本级都给，而且不少")
        return
    if proof.unset:
        yield _("要看还没有数值的参数，现在没法断定；填上参数的数值再看")
    if proof.given is None:
        yield _("这个人享受得到上级的待遇，却享受不到本级的；放宽本级的条件")
    elif proof.verdict == "refuted":
        both = {"owed": award_in_words(proof.owed), "given": award_in_words(proof.given)} if proof.owed else {}
        yield _("本级给得少：上级%(owed)s；本级%(given)s") % both
    elif proof.owed and proof.owed.kind != proof.given.kind:
        both = {"owed": str(KINDS[proof.owed.kind]), "given": str(KINDS[proof.given.kind])}
        yield _("上级是%(owed)s，本级是%(given)s，不是一类东西，没法比；请人工核对") % both
    elif proof.owed:
        both = {"owed": award_in_words(proof.owed), "given": award_in_words(proof.given)}
        yield _("人都顾到了，金额没法比（上级%(owed)s；本级%(given)s）；请人工核对") % both
