"""The form of one question, made from the catalogue's row, and its fields as HTML."""

from __future__ import annotations

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
from eligibility.interview.fields import BLANK, FIELDS, ChecklistField
from eligibility.interview.services import Page
from eligibility.wording import spoken

TICKS = "ticks"
TICKABLE = ("bool", "choices")


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
        words = page.words
        self.title = spoken(page.question.title, words)
        self.help_lines = spoken(page.question.help, words).splitlines()
        self._add_fields()
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(*self.fields) if self.single else Layout(Heading(), *self.fields)

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
        self.fields[name] = field = ChecklistField(name, facts, label)
        if all(fact.code in self.given for fact in facts):
            self.initial[name] = field.shown(self.given)

    def _add_field(self, fact: Fact, label: str) -> None:
        kind = FIELDS[fact.type]
        self.fields[fact.code] = field = kind(fact, self.page.as_of, self.page.screener.regions, label)
        if fact.code in self.given:
            self.initial[fact.code] = field.shown(self.given[fact.code])

    def clean(self) -> None:
        """Takes the answers; what was left blank is a fault only while it can still change something."""
        cleaned = self.cleaned_data
        blank = [name for name, value in cleaned.items() if value is BLANK]
        answers: dict[str, Any] = {}
        for name in cleaned.keys() - set(blank):
            answers |= cleaned[name] if isinstance(self.fields[name], ChecklistField) else {name: cleaned[name]}
        self.outcome = services.answered(self.page, answers)
        needed = services.left_open(self.page, self.outcome)
        for name in blank:
            field = self.fields[name]
            if any(fact.code in needed for fact in field.facts):
                self.add_error(name, message_for(InvalidAnswer(field.if_blank)))

    def faults(self) -> list[tuple[str, str]]:
        """Every fault: the control to mend it at, and the sentence."""
        return [(self.fields[name].at, message) for name, messages in self.errors.items() for message in messages]


_blank: WeakKeyDictionary[Screener, dict[tuple[object, ...], SafeString]] = WeakKeyDictionary()


def fields_html(page: Page, form: QuestionForm | None = None) -> SafeString:
    """The fields of a question; blank ones are drawn once for everybody, since nothing personal is in them."""
    if form is not None or any(fact.code in page.interview.given for fact in page.facts):
        return render_crispy_form(form or QuestionForm(page))
    kept = _blank.setdefault(page.screener, {})
    key = (page.question.code, tuple(fact.code for fact in page.facts), page.interview.audience, get_language())
    if key not in kept:
        kept[key] = render_crispy_form(QuestionForm(page))
    return kept[key]
