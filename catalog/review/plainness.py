"""What residents would find hard to read in an edition: its benefits' texts, and the questions asked for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Model

from catalog.models import Benefit, Pathway, Question
from catalog.plain.lint import advice
from catalog.plain.texts import Text, in_benefit, in_question
from catalog.review.findings import Finding
from catalog.review.mends import Mends
from catalog.rules import Subject

Json = Mapping[str, Any]


def hard_texts(source: Json, mends: Mends) -> Iterator[Finding]:
    """A finding for each text of a rulebook's source that is hard to read, with what to write in its place."""
    for question in source["questions"]:
        target = mends.of(Subject(question=question["code"]))
        for text in in_question(question):
            if message := _message(text, Question):
                yield Finding("plain", "notice", text.where, message, "", target.name, "", target)
    for item in source["items"]:
        for benefit in item["benefits"]:
            for text in in_benefit(benefit):
                pathway = text.where.rpartition(": ")[0].partition(", ")[2]
                if message := _message(text, Pathway if pathway else Benefit):
                    at, row = mends.rows(benefit["code"], pathway)
                    target = mends.benefit(benefit["code"])
                    yield Finding("plain", "notice", text.where, message, at, row, "", target)


def _message(text: Text, model: type[Model]) -> str:
    """What is wrong with a text of a row and how to mend it; nothing where it is plain."""
    if text.is_name:
        return ""
    field: Any = model._meta.get_field(text.where.rpartition(": ")[2])
    return advice(str(field.verbose_name), text.text)
