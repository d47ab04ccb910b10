"""Where a finding is mended: from the codes that the rules know to the rows that staff edit."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from catalog.models import Benefit, Clause, Edition, Fact, Parameter, Question, ServiceItem
from catalog.review.findings import Target
from catalog.rules import Subject
from catalog.rules.notices import Notice


class Mends:
    """The rows of an edition, and the words that it is read with, found by their codes."""

    def __init__(self, edition: Edition, source: Mapping[str, Any]) -> None:
        self.edition, self.source = edition, source

    @property
    def whole(self) -> Target:
        """The edition itself."""
        return Target("edition", self.edition.pk, self.edition.title)

    @cached_property
    def _benefits(self) -> dict[str, Target]:
        rows = Benefit.objects.filter(item__edition=self.edition).values_list("code", "pk", "name")
        return {code: Target("benefit", pk, name) for code, pk, name in rows}

    @cached_property
    def _items(self) -> dict[str, Target]:
        rows = ServiceItem.objects.filter(edition=self.edition).values_list("row", "pk", "name")
        return {row: Target("serviceitem", pk, name) for row, pk, name in rows}

    @cached_property
    def _parameters(self) -> dict[str, Target]:
        rows = Parameter.objects.filter(edition=self.edition).values_list("code", "pk", "name")
        return {code: Target("parameter", pk, name) for code, pk, name in rows}

    @cached_property
    def _facts(self) -> dict[str, Target]:
        return {code: Target("fact", pk, name) for code, pk, name in Fact.objects.values_list("code", "pk", "name")}

    @cached_property
    def _questions(self) -> dict[str, Target]:
        rows = Question.objects.values_list("code", "pk", "title")
        return {code: Target("question", pk, _spoken(title)) for code, pk, title in rows}

    @cached_property
    def _terms(self) -> dict[tuple[str, str], Target]:
        """The terms by the benefit whose clause uses them and by their names."""
        own = Q(benefit__item__edition=self.edition) | Q(pathway__benefit__item__edition=self.edition)
        rows = Clause.objects.filter(own, term__isnull=False)
        names = rows.values_list("benefit__code", "pathway__benefit__code", "term__name", "term")
        return {(first or second, name): Target("term", pk, name) for first, second, name, pk in names}

    @cached_property
    def _named(self) -> dict[str, tuple[str, str, dict[str, str]]]:
        """Of each benefit the row of its item, its name, and the names of its pathways."""
        return {
            benefit["code"]: (
                item["row"],
                benefit["name"],
                {way["code"]: way["name"] for way in benefit["pathways"]},
            )
            for item in self.source["items"]
            for benefit in item["benefits"]
        }

    def benefit(self, code: str) -> Target:
        """A benefit's page."""
        return self._benefits.get(code, self.whole)

    def of(self, subject: Subject) -> Target:
        """The page on which a fault of the rules is mended: of the narrowest row that it is about."""
        found = self._terms.get((subject.benefit, subject.words)) if subject.words else None
        ways: list[tuple[str, Mapping[str, Target]]] = [
            (subject.benefit, self._benefits),
            (subject.item, self._items),
            (subject.parameter, self._parameters),
            (subject.question, self._questions),
            (subject.fact, self._facts),
        ]
        return found or next((rows[code] for code, rows in ways if code and code in rows), self.whole)

    def word(self, subject: Subject) -> Target:
        """The fact that a fault is about, whose words other lists use too."""
        return self._facts.get(subject.fact, self.whole)

    def of_notice(self, notice: Notice) -> Target:
        """The page on which what a notice tells is mended."""
        if notice.kind == "no_source" and notice.benefit:
            numbered = self.source["document"]["number"].strip()
            row = self._named[notice.benefit][0]
            return self._items.get(row, self.whole) if numbered else self.whole
        rows = {
            "not_asked": self._facts,
            "not_used": self._questions,
            "unset_parameter": self._parameters,
            "late_parameter": self._parameters,
            "no_source": self._parameters,
        }.get(notice.kind)
        return self.benefit(notice.benefit) if rows is None else rows.get(notice.subject, self.whole)

    def rows(self, benefit: str, pathway: str = "", row: str = "") -> tuple[str, str]:
        """The item in words, and the benefit and pathway below it."""
        at, name, ways = self._named.get(benefit, (row, "", {}))
        if not at:
            return "", ""
        return self._item(at), " › ".join(filter(None, (name, ways.get(pathway, ""))))

    def place(self, item: str) -> int:
        """Where an item in words stands in the list; before all where it is none."""
        return self._places.get(item, -1)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {self._item(row["row"]): place for place, row in enumerate(self.source["items"])}

    def _item(self, row: str) -> str:
        numbered = _("第 %s 行") % row if row[:1].isdecimal() else row
        return f"{numbered} {self._items[row].name}".strip() if row in self._items else numbered

    def where(self, notice: Notice) -> str:
        """The place of a notice in codes."""
        if notice.benefit:
            row = self._named[notice.benefit][0]
            return " › ".join(filter(None, (_("第 %s 行") % row, notice.benefit, notice.pathway)))
        kinds = {"not_asked": "facts", "not_used": "questions"}
        return f"{kinds.get(notice.kind, 'parameters')} › {notice.subject}"


def _spoken(title: str) -> str:
    """A question as it is asked of an older person."""
    person = _("老人")
    return title.format(**dict.fromkeys(("who", "they", "whose", "their"), person))
