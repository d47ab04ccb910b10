"""The form of one question, made from the catalogue's row, and its fields as HTML."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from weakref import WeakKeyDictionary

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject
from crispy_forms.utils import render_crispy_form
from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from catalog.rules import Fact, InvalidAnswer, Screener
from eligibility.answers import message_for
from eligibility.interview import services
from eligibility.interview.fields import BLANK, FIELDS, ChecklistField, FactField
from eligibility.interview.services import Page
from eligibility.wording import spoken

TICKS = "ticks"
TICKABLE = ("bool", "choices")
TYPED = ("date", "money", "integer")
MOST_DRAWN = 2000
_drawn: WeakKeyDictionary[Screener, dict[tuple[object, ...], SafeString]] = WeakKeyDictionary()


class Heading(LayoutObject):
    """A question's title and help above several fields."""

    def render(self, form: QuestionForm, context: Any, template_pack: str = "portal", **kwargs: Any) -> SafeString:
        """The heading as HTML."""
        return render_to_string(f"{template_pack}/layout/heading.html", {"form": form})


class QuestionForm(forms.Form):
    """One question: a field for each fact asked, or one list of boxes."""

    def __init__(self, page: Page, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.page, self.given = page, page.interview.given
        self.asked: dict[str, FactField | ChecklistField] = {}
        words = page.words
        self.title = spoken(page.question.title, words)
        self.help_lines = spoken(page.question.help, words).splitlines()
        self._add_fields()

    @property
    def helper(self) -> FormHelper:
        """How crispy draws it: the fields alone, under the heading where there are several."""
        helper = FormHelper()
        helper.form_tag, helper.disable_csrf = False, True
        helper.layout = Layout(*self.fields) if self.single else Layout(Heading(), *self.fields)
        return helper

    @property
    def single(self) -> bool:
        """Whether the question is one field, whose legend is its title."""
        return len(self.fields) == 1

    def _add_fields(self) -> None:
        facts = self.page.facts
        boxes = [fact for fact in facts if fact.type in TICKABLE] if self.page.question.layout == "checklist" else []
        if boxes:
            self._add_checklist(TICKS, boxes, self.title)
        for fact in facts:
            if fact in boxes:
                continue
            label = self.title if len(facts) == 1 else gettext(fact.name)
            if fact.type == "choices":
                self._add_checklist(fact.code, [fact], label)
            else:
                self._add_field(fact, label)

    def _add_checklist(self, name: str, facts: list[Fact], label: str) -> None:
        self.fields[name] = self.asked[name] = field = ChecklistField(name, facts, label)
        if all(fact.code in self.given for fact in facts):
            self.initial[name] = field.shown(self.given)

    def _add_field(self, fact: Fact, label: str) -> None:
        field = FIELDS[fact.type](fact, self.page.as_of, self.page.screener.regions, label)
        self.fields[fact.code] = self.asked[fact.code] = field
        if fact.code in self.given:
            self.initial[fact.code] = field.shown(self.given[fact.code])

    def clean(self) -> None:
        """Takes the answers; what was left blank is a fault only while it can still change something."""
        answers: dict[str, Any] = {}
        blank = []
        for name, value in self.cleaned_data.items():
            if value is BLANK:
                blank.append(name)
            else:
                answers |= value if isinstance(self.asked[name], ChecklistField) else {name: value}
        self.outcome = services.answered(self.page, answers)
        needed = services.left_open(self.page, self.outcome)
        for name in blank:
            field = self.asked[name]
            if any(fact.code in needed for fact in field.facts):
                self.add_error(name, message_for(InvalidAnswer(field.if_blank)))

    def faults(self) -> list[tuple[str, str]]:
        """Every fault: the control to mend it at, and the sentence."""
        return [(self.asked[name].at, str(message)) for name, messages in self.errors.items() for message in messages]


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
