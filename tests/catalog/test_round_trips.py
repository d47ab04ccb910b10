"""Files to rows and back, without loss."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import call_command

from catalog.apps import FILES
from catalog.loading import VOCABULARY, edition_data, load_edition, read_yaml, vocabulary_data, write_yaml
from catalog.models import Edition
from tests.catalog.conftest import LIST, WORDS, Data

LISTS = sorted(path for path in FILES.glob("*.yaml") if path.stem not in VOCABULARY)


def whole(edition: Edition) -> Edition:
    return Edition.objects.whole().get(pk=edition.pk)


@pytest.mark.parametrize("name", VOCABULARY)
def test_words_come_back_as_they_went(words: None, name: str) -> None:
    found = vocabulary_data(name)
    assert found == WORDS[name]
    assert list(found) == list(WORDS[name])


def test_a_list_comes_back_as_it_went(draft: Edition) -> None:
    found = edition_data(whole(draft))
    assert found == LIST
    assert list(found["parameters"]) == list(LIST["parameters"])
    assert list(found["departments"]) == list(LIST["departments"])


@pytest.mark.parametrize("data", [LIST, *WORDS.values()])
def test_text_says_what_the_data_says(data: Any) -> None:
    text = write_yaml(data)
    assert read_yaml(text) == data
    assert yaml.safe_load(text) == data
    assert write_yaml(read_yaml(text)) == write_yaml(data)


def test_text_is_for_people(draft: Edition) -> None:
    text = write_yaml(edition_data(whole(draft)))
    assert "\\u" not in text
    assert "          - {hukou: {within: [quzhou]}}" in text
    assert '          - any:\n              - [{grade: {one_of: ["1"]}}]' in text
    assert '\n\n  - row: "9"' in text
    assert write_yaml(edition_data(whole(load_edition(read_yaml(text))))) == text


TRICKY = [
    "no",
    "007",
    "1e3",
    "2023-07-01",
    "8*",
    "a: b",
    "#1",
    "“引号”",
    "第一行\n第二行",
    "- x",
    "true",
    "{who}",
    " 空格 ",
    "|",
    "1_0",
]


@pytest.mark.parametrize("text", TRICKY)
def test_any_text_survives(words: None, small: Data, text: str) -> None:
    small["items"][0]["benefits"][0]["gives"] = text
    assert edition_data(whole(load_edition(read_yaml(write_yaml(small))))) == small


@pytest.mark.parametrize("name", VOCABULARY)
@pytest.mark.django_db
def test_the_words_of_the_project(name: str) -> None:
    call_command("load_catalogue", verbosity=0)
    check(FILES / f"{name}.yaml", vocabulary_data(name))


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
@pytest.mark.django_db
def test_the_lists_of_the_project(path: Path) -> None:
    call_command("load_catalogue", verbosity=0)
    region = yaml.safe_load(path.read_text(encoding="utf-8"))["region"]
    check(path, edition_data(Edition.objects.whole().get(region__slug=region)))


def check(path: Path, found: Any) -> None:
    given = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert yaml.safe_load(write_yaml(found)) == given
    assert list(found) == list(given) or isinstance(given, dict)
