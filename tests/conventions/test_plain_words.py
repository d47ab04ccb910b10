"""Every text that a resident or a member of staff reads is plain, but for the exceptions that are listed."""

from statistics import mean

import pytest

from catalog.apps import FILES
from catalog.plain import lint
from catalog.plain.lint import MEAN, STAND_IN, hard_in, lengths
from catalog.plain.texts import Text, in_catalogue, in_interface
from eligibility.reminders.messages.defaults import DEFAULTS
from tests.conventions.project import ROOT

MESSAGES = [Text(":".join(key), said) for key, one in DEFAULTS.items() for said in (one.subject, one.text)]
TEXTS = [one for one in (*in_catalogue(FILES), *in_interface(ROOT), *MESSAGES) if not one.is_name]


def test_every_text_is_plain() -> None:
    assert {f"{one.where}: {one.text}": found for one in TEXTS if (found := hard_in(one.text))} == {}


@pytest.mark.parametrize("kind", [".yaml", ".html", ".py"])
def test_sentences_are_short_on_the_whole(kind: str) -> None:
    counted = [count for one in TEXTS if kind in one.where for count in lengths(one.text)]
    assert 5 < mean(counted) <= MEAN


@pytest.mark.parametrize("path", sorted(path.name for path in FILES.glob("*.yaml")))
def test_sentences_of_a_file_are_short_on_the_whole(path: str) -> None:
    counted = [count for one in TEXTS if one.where.startswith(path) for count in lengths(one.text)]
    assert not counted or mean(counted) <= MEAN


def test_no_exception_is_left_over(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = lint.exceptions()
    said = {phrase: [one.text for one in TEXTS if phrase in one.text] for phrase in listed}
    assert {phrase for phrase, texts in said.items() if not texts} == set()
    monkeypatch.setattr(lint, "exceptions", dict)
    assert {phrase for phrase in listed if not hard_in(phrase + STAND_IN)} == set()
