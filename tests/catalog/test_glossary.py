"""Office words explained where they stand, in the reader's language; their file, loaded like the other words."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from catalog.apps import FILES
from catalog.loading import CatalogueError, load_vocabulary, vocabulary_data
from catalog.models import CatalogueFile, Edition, Fact, Gloss
from catalog.plain.glossary import Explained, explained
from tests.catalog.conftest import GLOSSES, LIST, WORDS
from tests.catalog.test_admin import address, fields
from tests.catalog.test_commands import load, state

pytestmark = pytest.mark.django_db


def said(*texts: str) -> list[str]:
    return [one.word for one in explained(texts)]


def test_words_are_explained_in_the_order_they_are_read(words: None) -> None:
    assert explained(["低保边缘家庭", "低保家庭，低保边缘家庭"]) == [
        Explained("低保边缘", "比低保好一点。"),
        Explained("低保", "政府每月补钱。"),
    ]


def test_the_longest_word_counts(words: None) -> None:
    assert said("属于低保边缘家庭") == ["低保边缘"]


@pytest.mark.parametrize("texts", [[], [""], ["公交半价"], ["低", "保"]])
def test_other_texts_need_no_words(words: None, texts: list[str]) -> None:
    assert explained(texts) == []


def test_without_words_nothing_is_explained() -> None:
    assert explained(["低保"]) == []


def test_the_reader_s_language_counts(words: None, monkeypatch: pytest.MonkeyPatch) -> None:
    english = {"低保": "Dibao", "政府每月补钱。": "Money each month."}
    monkeypatch.setattr("catalog.plain.glossary._", lambda text: english.get(text, text))
    assert explained(["A dibao household. dibaos"]) == [Explained("Dibao", "Money each month.")]
    assert explained(["undibao, dibaobao"]) == []


def test_one_query_however_many_texts(words: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        explained(["低保"] * 100)


def test_a_word_is_changed_alone_and_history_tells_it(words: None) -> None:
    changed = {**GLOSSES, "低保": "另一种说法。"}
    assert load_vocabulary("glosses", changed, GLOSSES) == 1
    assert vocabulary_data("glosses") == changed
    assert {one.word: one.history.count() for one in Gloss.objects.all()} == {"低保": 2, "低保边缘": 1}


def test_what_staff_changed_stays_until_the_file_says_otherwise(words: None) -> None:
    Gloss.objects.filter(word="低保").update(meaning="工作人员写的。")
    assert load_vocabulary("glosses", {**GLOSSES, "特困": "由政府供养。"}, GLOSSES) == 3
    assert load_vocabulary("glosses", GLOSSES, GLOSSES) == 0


def test_a_word_that_the_file_drops_goes(words: None) -> None:
    assert load_vocabulary("glosses", {"低保": GLOSSES["低保"]}, GLOSSES) == 2
    assert list(Gloss.objects.values_list("word", flat=True)) == ["低保"]


@pytest.mark.parametrize("data", [[], {"低保": {}}, {"低保": "长" * 121}, {"长" * 21: "意思"}, {"低保": "a\x00b"}])
def test_a_faulty_file_is_told(data: Any) -> None:
    with pytest.raises(CatalogueError):
        load_vocabulary("glosses", data)
    assert not Gloss.objects.exists()


def test_new_words_publish_no_list(save_files: Callable[..., list[Path]]) -> None:
    load(*save_files(**WORDS, quzhou=LIST))
    before = state()
    paths = save_files(glosses={"低保": "另一种说法。"}, quzhou=LIST)
    assert load(*paths) == ["glosses.yaml：改了 2 项"]
    assert (state(), Gloss.objects.get().meaning) == (before, "另一种说法。")
    assert CatalogueFile.objects.filter(name="glosses.yaml").exists()


def test_a_faulty_file_names_itself(save_files: Callable[..., list[Path]]) -> None:
    with pytest.raises(CommandError, match=r"glosses\.yaml"):
        load(*save_files(glosses={"长" * 21: "意思"}))


def test_every_word_of_the_project_stands_in_its_texts() -> None:
    """A word that no resident reads needs no explanation."""
    call_command("load_catalogue", verbosity=0)
    files = [path for path in FILES.glob("*.yaml") if path.stem != "glosses"]
    texts = "\n".join(path.read_text(encoding="utf-8") for path in files)
    words = yaml.safe_load((FILES / "glosses.yaml").read_text(encoding="utf-8"))
    assert {one.word for one in explained([texts])} == set(words)
    assert len(words) >= 30


def test_staff_see_and_edit_them(staff: Client, draft: Edition) -> None:
    path = address(Gloss, "change", Gloss.objects.get(word="低保").pk)
    answer = staff.post(path, {**fields(staff.get(path)), "meaning": "每月补钱。"})
    assert answer.status_code == 302
    assert Gloss.objects.get(word="低保").meaning == "每月补钱。"
    assert "名词解释" in staff.get(reverse("admin:index")).content.decode()


def test_what_is_hard_to_read_is_told_as_it_is_saved(staff: Client, draft: Edition) -> None:
    """It is kept all the same: staff may know better."""
    path = address(Gloss, "change", Gloss.objects.get(word="低保").pk)
    answer = staff.post(path, {**fields(staff.get(path)), "meaning": "政府予以补助。"}, follow=True)
    assert "“意思”里：“予以”是公文里的词；改成：给。" in answer.content.decode()
    assert Gloss.objects.get(word="低保").meaning == "政府予以补助。"
    again = staff.post(path, fields(staff.get(path)), follow=True)
    assert "公文里的词" not in again.content.decode()


def test_the_rows_below_are_looked_at_too(staff: Client, draft: Edition) -> None:
    path = address(Fact, "change", Fact.objects.get(code="assessed").pk)
    values = fields(staff.get(path))
    step = next(name for name, value in values.items() if value == "到社区申请评估")
    answer = staff.post(path, {**values, step: "前往社区申请评估"}, follow=True)
    assert "“前往”是公文里的词；改成：去" in answer.content.decode()
