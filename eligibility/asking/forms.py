"""The form of one question, made from the catalogue's row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject
from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from catalog.rules import Fact, Question, RegionTree
from eligibility.asking.fields import BLANK, FIELDS, ChecklistField, FactField
from eligibility.wording import spoken

TICKS = "ticks"
TICKABLE = ("bool", "choices")


@dataclass(frozen=True)
class Asked:
    """A question, the facts of it that are asked, and what was answered before."""

    question: Question
    facts: tuple[Fact, ...]
    given: Mapping[str, Any]  # fact -> JSON value; None: does not know
    regions: RegionTree
    as_of: date
    words: Mapping[str, str]


class Heading(LayoutObject):
    """A question's title and help above several fields."""

    def render(self, form: FactsForm, context: Any, template_pack: str = "portal", **kwargs: Any) -> SafeString:
        """The heading as HTML."""
        return render_to_string(f"{template_pack}/layout/heading.html", {"form": form})


class FactsForm(forms.Form):
    """One question: a field for each fact asked, or one list of boxes."""

    def __init__(self, about: Asked, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.about, self.given = about, about.given
        self.asked: dict[str, FactField | ChecklistField] = {}
        self.title = spoken(about.question.title, about.words)
        self.help_lines = spoken(about.question.help, about.words).splitlines()
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
        facts = self.about.facts
        boxes = [fact for fact in facts if fact.type in TICKABLE] if self.about.question.layout == "checklist" else []
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
        field = FIELDS[fact.type](fact, self.about.as_of, self.about.regions, label)
        self.fields[fact.code] = self.asked[fact.code] = field
        if fact.code in self.given:
            self.initial[fact.code] = field.shown(self.given[fact.code])

    def clean(self) -> None:
        """Takes the answers; the fields left blank stand in `blank`."""
        self.answers: dict[str, Any] = {}
        self.blank: list[str] = []
        for name, value in self.cleaned_data.items():
            if value is BLANK:
                self.blank.append(name)
            else:
                self.answers |= value if isinstance(self.asked[name], ChecklistField) else {name: value}

    def faults(self) -> list[tuple[str, str]]:
        """Every fault: the control to mend it at, and the sentence."""
        return [(self.asked[name].at, str(message)) for name, messages in self.errors.items() for message in messages]
