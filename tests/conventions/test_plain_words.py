"""Every text that a resident or a member of staff reads is plain, but for the exceptions that are listed."""

from pathlib import Path
from statistics import mean

import django
import polib
import pytest

from catalog.apps import FILES
from catalog.plain import lint
from catalog.plain.lint import MEAN, STAND_IN, hard_in, lengths
from catalog.plain.texts import Text, in_catalogue, in_interface
from eligibility.reminders.messages.defaults import DEFAULTS
from tests.conventions.project import ROOT

MESSAGES = [Text(":".join(key), said) for key, one in DEFAULTS.items() for said in (one.subject, one.text)]
OVERRIDES = ROOT / "config" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
DJANGO_S = [Text(OVERRIDES.name, entry.msgstr) for entry in polib.pofile(str(OVERRIDES))]
TEXTS = [one for one in (*in_catalogue(FILES), *in_interface(ROOT), *MESSAGES, *DJANGO_S) if not one.is_name]


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


def test_django_s_own_words_are_replaced_where_they_are_not_plain() -> None:
    """What a form of Django's says by itself tells what to do, and never calls an answer invalid."""
    said = {}
    for path in sorted(Path(django.__file__).parent.glob("**/zh_Hans/LC_MESSAGES/django.mo")):
        if "gis" not in path.parts:
            said |= {one.msgid: one.msgstr for one in polib.mofile(str(path))}
    ours = {one.msgid: one.msgstr for one in polib.pofile(str(OVERRIDES))}
    assert ours.keys() <= said.keys()
    assert {one.msgid: one.msgstr for one in polib.mofile(str(OVERRIDES.with_suffix(".mo")))} == ours
    wrong = {text for text in (said | ours).values() if any(one.kind == "error" for one in hard_in(text))}
    assert wrong <= {"约束 “%(name)s” 是无效的"}  # every constraint of ours has words of its own
