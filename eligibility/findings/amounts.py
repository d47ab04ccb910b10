"""How much, in a few words; of a sum that hangs on what is not known yet, what it hangs on."""

from __future__ import annotations

from django.utils.translation import gettext

from catalog.rules import AwardResult, Verdict
from eligibility.findings.texts import phrase, shown
from eligibility.presenter import amount_words

MOST_NAMES = 3


def amount(verdict: Verdict) -> str:
    """How much somebody gets, or would get."""
    given = verdict.award or verdict.possible_award
    if given is not None and given.kind == "cash" and given.amount is None and verdict.finding.sum_is_open:
        return _open_sum(verdict)
    return amount_of(given)


def amount_of(given: AwardResult | None) -> str:
    """How much an award is; nothing where the kind alone is known, except of money."""
    if given is None or (given.amount is None and given.rate is None and given.kind != "cash"):
        return ""
    return phrase(amount_words(given))


def _open_sum(verdict: Verdict) -> str:
    facts = verdict.screening.screener.facts
    names = [shown(facts[code].name) for code in verdict.missing]
    if verdict.status != "eligible" or not 0 < len(names) <= MOST_NAMES:
        return gettext("现金，金额看具体情况")
    return gettext("现金，金额要看{facts}").format(facts=gettext("、").join(names))
