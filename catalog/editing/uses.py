"""Where facts and their options are used, so that nobody takes away what a rule stands on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from catalog.models import Benefit, Condition, Edition, Fact, Pathway, PathwayAmount, Question, Term

OWNERS = ("clause__benefit__item__edition", "clause__pathway__benefit__item__edition", "term")


@dataclass(frozen=True)
class Use:
    """A place that uses something: its row, what it is called, and its edition where it belongs to one."""

    row: Model
    kind: str
    name: str
    edition: Edition | None = None

    def __str__(self) -> str:
        place = f"（{self.edition.label}）" if self.edition else ""
        return f"{self.kind}“{self.name}”{place}"


def uses_of_fact(fact: Fact) -> list[Use]:
    """The benefits, terms and facts that stand on a fact, and the questions that ask it."""
    found = [*_of_conditions(fact.conditions.all()), *_of_awards(fact), *_of_sums(fact)]
    found += [_use(one) for one in Fact.objects.filter(consults_unless=fact)]
    return once([*found, *(_use(one) for one in Question.objects.filter(asked__fact=fact))])


def rules_on_fact(fact: Fact) -> list[Use]:
    """The uses but for the questions: what a fact of another type would break."""
    return [one for one in uses_of_fact(fact) if not isinstance(one.row, Question)]


def uses_of_options(fact: Fact) -> Mapping[str, list[Use]]:
    """For each option of a fact that is in use, by its code, where."""
    found: dict[str, list[Use]] = defaultdict(list)
    for condition in fact.conditions.select_related(*OWNERS):
        for code in condition.value if isinstance(condition.value, list) else []:
            found[code] += _owner(condition)
    amounts = PathwayAmount.objects.filter(option__fact=fact)
    for amount in amounts.select_related("option", "pathway__benefit__item__edition"):
        found[amount.option.code].append(_use(amount.pathway.benefit))
    for step in fact.steps.all():
        for code in [*(step.sets if isinstance(step.sets, list) else [step.sets]), *step.only_from]:
            found[code].append(Use(step, _("可以做的事"), step.text))
    return {code: once(some) for code, some in found.items()}


def uses_of_term(term: Term) -> list[Use]:
    """The benefits that use a term."""
    clauses = term.clauses.select_related("benefit__item__edition", "pathway__benefit__item__edition")
    owners: list[Any] = [one.benefit or (one.pathway and one.pathway.benefit) for one in clauses]
    return once(_use(one) for one in owners)


def published(uses: Iterable[Use]) -> bool:
    """Whether one of the uses stands in an edition that was published, itself or through a term."""
    return any(
        published(uses_of_term(one.row))
        if isinstance(one.row, Term)
        else bool(one.edition and not one.edition.is_draft)
        for one in uses
    )


def once(uses: Iterable[Use]) -> list[Use]:
    """Each place once, in the order in which it was found."""
    return list({(type(one.row), one.row.pk): one for one in uses}.values())


def _of_conditions(conditions: QuerySet[Condition]) -> list[Use]:
    return [use for one in conditions.select_related(*OWNERS) for use in _owner(one)]


def _owner(condition: Condition) -> list[Use]:
    if condition.term:
        return [_use(condition.term)]
    clause: Any = condition.clause
    return [_use(clause.benefit or clause.pathway.benefit)]


def _of_awards(fact: Fact) -> list[Use]:
    benefits = Benefit.objects.select_related("item__edition")
    ways = Pathway.objects.filter(amount_by=fact).select_related("benefit__item__edition")
    return [_use(one) for one in benefits.filter(renewal_from=fact)] + [_use(one.benefit) for one in ways]


def _of_sums(fact: Fact) -> list[Use]:
    """Where a figure's code stands in a sum."""
    if fact.type not in (Fact.Type.INTEGER, Fact.Type.MONEY):
        return []
    named = re.compile(rf"\b{re.escape(fact.code)}\b")
    ways = Pathway.objects.filter(amount__contains=fact.code).select_related("benefit__item__edition")
    rows = PathwayAmount.objects.filter(amount__contains=fact.code).select_related("pathway__benefit__item__edition")
    sums = [(one.amount, one.benefit) for one in ways] + [(one.amount, one.pathway.benefit) for one in rows]
    return [_use(benefit) for sum_, benefit in sums if named.search(sum_)]


def _use(row: Any) -> Use:
    edition = row.item.edition if isinstance(row, Benefit) else None
    return Use(row, str(row._meta.verbose_name), str(row), edition)
