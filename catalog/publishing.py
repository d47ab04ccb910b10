"""Checks a draft, freezes it from a date, and clones what is published into the next draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog import in_force
from catalog.compile import compile_edition, freeze
from catalog.loading import edition_data, load_edition
from catalog.models import Edition, PublishedEdition, PublishStamp
from catalog.rules import Problem, Rulebook, RulebookError, Screener


@dataclass(frozen=True)
class Report:
    """What a check found: problems forbid publishing, notices tell what residents will not be told."""

    rulebook: dict[str, Any]
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]


def check(edition: Edition) -> Report:
    """Everything that stands against publishing a draft, each with its row and its mend."""
    source = compile_edition(edition.pk)
    try:
        rulebook = Rulebook.from_json(source)
        Screener([rulebook], edition.effective_from)
    except RulebookError as fault:
        return Report(source, fault.problems, ())
    problems = (*_mixed_groups(rulebook), *_silent_amounts(rulebook, edition.effective_from))
    return Report(source, problems, _unset_parameters(rulebook, edition.effective_from))


def _unset(rulebook: Rulebook, day: date) -> frozenset[str]:
    figures = rulebook.parameters.items()
    return frozenset(code for code, one in figures if one.on(day, rulebook.region, rulebook.regions) is None)


def _unset_parameters(rulebook: Rulebook, day: date) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            f"parameters › {code}",
            _("“%(name)s”在 %(day)s 没有数值，用到它的金额只能用话说明；查到后填上数值、文件和行")
            % {"name": rulebook.parameters[code].name, "day": day},
        )
        for code in sorted(_unset(rulebook, day))
    )


def _silent_amounts(rulebook: Rulebook, day: date) -> list[Problem]:
    """Amounts that are not known, with no words in their place."""
    unset = _unset(rulebook, day)
    return [
        Problem(
            f"{_('第 %s 行') % item.row} › {benefit.code} › {way.code}",
            _("金额用到的参数还没有数值；填上数值，或在“怎么算”里用话写明"),
        )
        for item, benefit in rulebook.benefits()
        for way in benefit.pathways
        if not way.award.formula and any(unset & sum_.names for sum_ in way.award.expressions())
    ]


def _mixed_groups(rulebook: Rulebook) -> list[Problem]:
    """Exclusion groups of which one benefit says choose and another higher."""
    modes: dict[str, str] = {}
    found = []
    for item, benefit in rulebook.benefits():
        for one in benefit.exclusive:
            if modes.setdefault(one.group, one.mode) != one.mode:
                where = f"{_('第 %s 行') % item.row} › {benefit.code}"
                found.append(Problem(where, _("互斥组“%s”有的就高、有的自选；改成一样") % one.group))
    return found


@transaction.atomic
def publish(edition: Edition, by: User | None = None) -> Edition:
    """Freeze a draft, from its date; raises RulebookError with what forbids it."""
    _queue()
    draft = Edition.objects.select_for_update().get(pk=edition.pk)
    if not draft.is_draft:
        raise PublishedEdition
    report = check(draft)
    if report.problems:
        raise RulebookError(report.problems)
    draft.frozen = freeze(report.rulebook)
    draft.status = Edition.Status.PUBLISHED
    draft.published_at = timezone.now()
    draft.published_by = by
    draft.save()
    _supersede(draft)
    PublishStamp.objects.update(token=uuid4())
    in_force.recheck()
    transaction.on_commit(in_force.recheck)
    return draft


def _queue() -> None:
    """One publish at a time: the next waits here until the last is written."""
    PublishStamp.objects.get_or_create(pk=1)
    PublishStamp.objects.select_for_update().get(pk=1)


def _supersede(edition: Edition) -> None:
    earlier = Edition.objects.filter(
        region=edition.region, status=Edition.Status.PUBLISHED, effective_from__lte=edition.effective_from
    )
    for one in earlier.exclude(pk=edition.pk):
        one.status = Edition.Status.SUPERSEDED
        one.superseded_by = edition
        one.save(update_fields=["status", "superseded_by"])


def clone(edition: Edition) -> Edition:
    """A draft that says what an edition says, to be corrected and published in its place."""
    return load_edition(edition_data(Edition.objects.whole().get(pk=edition.pk)))
