"""The form of the question that an interview is at, and its fields as HTML."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from weakref import WeakKeyDictionary

from crispy_forms.utils import render_crispy_form
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from catalog.rules import InvalidAnswer, Screener
from eligibility.answers import message_for
from eligibility.asking.forms import Asked, FactsForm
from eligibility.interview import services
from eligibility.interview.services import Page

TYPED = ("date", "money", "integer")
MOST_DRAWN = 2000
_drawn: WeakKeyDictionary[Screener, dict[tuple[object, ...], SafeString]] = WeakKeyDictionary()


class QuestionForm(FactsForm):
    """One question of an interview; its outcome is the interview gone on."""

    def __init__(self, page: Page, data: Mapping[str, Any] | None = None) -> None:
        given, regions = page.interview.given, page.screener.regions
        super().__init__(Asked(page.question, page.facts, given, regions, page.as_of, page.words), data)
        self.page = page

    def clean(self) -> None:
        """Takes the answers; what was left blank is a fault only while it can still change something."""
        super().clean()
        self.outcome = services.answered(self.page, self.answers)
        needed = services.left_open(self.page, self.outcome)
        for name in self.blank:
            field = self.asked[name]
            if any(fact.code in needed for fact in field.facts):
                self.add_error(name, message_for(InvalidAnswer(field.if_blank)))


def fields_html(page: Page, form: QuestionForm | None = None) -> SafeString:
    """The fields of a question.

    Rows to choose from are drawn once for everybody who chose the same: they say nothing of who did.
    What somebody typed, and what was wrong, is drawn for them alone.
    """
    if form is not None:
        return render_crispy_form(form)
    given = page.interview.given
    chosen = tuple((fact.code, json.dumps(given[fact.code])) for fact in page.facts if fact.code in given)
    if any(fact.type in TYPED for fact in page.facts) and chosen:
        return render_crispy_form(QuestionForm(page))
    kept = _drawn.setdefault(page.screener, {})
    asked = tuple(fact.code for fact in page.facts)
    key = (page.question.code, asked, chosen, page.interview.audience, get_language())
    if key not in kept:
        if len(kept) >= MOST_DRAWN:
            kept.clear()
        kept[key] = render_crispy_form(QuestionForm(page))
    return kept[key]
