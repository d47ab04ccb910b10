"""Services are found by need and by the words that people use."""

import pytest
from django.utils import translation

from eligibility.catalogue.needs import NEEDS, OTHER
from eligibility.catalogue.searching import SAID, search, words_of
from eligibility.catalogue.shelf import Shelf


def test_every_benefit_serves_a_need(shelf: Shelf) -> None:
    assert len(shelf.listed) == 130
    assert {one.code for one in shelf.listed if OTHER in one.needs or not one.needs} == set()
    assert {need for one in shelf.listed for need in one.needs} == set(NEEDS) - {OTHER}


@pytest.mark.parametrize(
    ("need", "inside", "outside"),
    [
        ("money", {"quzhou-11-senior", "gongshu-12"}, {"quzhou-23-parks", "quzhou-19"}),
        ("meals", {"quzhou-16", "qujiang-meal", "gongshu-meal"}, {"quzhou-05"}),
        ("health", {"quzhou-25-tb", "gongshu-25-aid", "dongyang-05"}, {"quzhou-24"}),
        ("care", {"quzhou-17", "dongyang-14"}, {"quzhou-01-living", "gongshu-24-living"}),
        ("disability", {"quzhou-09-care", "quzhou-25-disability"}, {"quzhou-11-senior"}),
        ("hardship", {"quzhou-05", "gongshu-26"}, {"quzhou-23-bus"}),
        ("oldest", {"quzhou-11-longevity", "dongyang-10"}, {"quzhou-23-bus"}),
        ("honours", {"dongyang-24", "gongshu-29"}, {"quzhou-05"}),
        ("affairs", {"quzhou-04", "gongshu-30"}, {"quzhou-05"}),
    ],
)
def test_a_need_is_what_people_mean(shelf: Shelf, need: str, inside: set[str], outside: set[str]) -> None:
    found = {one.code for one in shelf.listed if need in one.needs}
    assert inside <= found
    assert not outside & found


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("低保", {"quzhou-05", "gongshu-19", "dongyang-16", "gongshu-24-living", "dongyang-22-living"}),
        ("老年卡", {"gongshu-08", "quzhou-23-bus", "gongshu-10"}),
        ("敬老卡", {"gongshu-08", "quzhou-23-bus", "gongshu-10"}),
        ("公交", {"gongshu-08", "quzhou-23-bus", "dongyang-07"}),
        ("怎么领高龄津贴？", {"gongshu-11-senior", "quzhou-11-senior", "dongyang-09-senior"}),
        ("退休金", {"gongshu-01", "dongyang-01", "quzhou-06", "gongshu-02", "dongyang-02", "quzhou-07"}),
        ("送饭", {"quzhou-16", "qujiang-meal", "gongshu-10", "gongshu-meal"}),
        ("请律师", {"gongshu-07-aid", "dongyang-06-aid", "quzhou-22-advice", "quzhou-22-aid"}),
        ("装扶手", {"gongshu-15", "shangyu-adapt", "dongyang-13", "quzhou-15"}),
        ("老年痴呆", {"gongshu-institution-care", "gongshu-homecare", "gongshu-guard"}),
        ("公交 拱墅", {"gongshu-08"}),
        ("高血压", {"quzhou-25-hypertension", "qujiang-gp-hypertension"}),
        ("百岁老人", {"gongshu-11-longevity", "dongyang-09-longevity", "quzhou-11-longevity"}),
        ("公 交", {"gongshu-08", "quzhou-23-bus", "dongyang-07"}),
        ("ＡＢＣ", set()),
        ("xyzzz", set()),
        ("？？", set()),
    ],
)
def test_a_search_finds_first(shelf: Shelf, asked: str, first: set[str]) -> None:
    found = [one.code for one in search(shelf, asked)]
    assert set(found[: len(first)]) == first
    assert first or not found


def test_every_other_word_leads_somewhere(shelf: Shelf) -> None:
    assert {said for said in SAID if not search(shelf, said)} == set()


def test_a_search_in_english(shelf: Shelf) -> None:
    with translation.override("en"):
        assert {one.code for one in search(shelf, "Bus")[:2]} <= {"gongshu-08", "quzhou-23-bus", "dongyang-07"}
        assert search(shelf, "old-age allowance")


def test_what_wraps_a_question_is_left_out() -> None:
    assert words_of("老人坐公交车免费吗？") == ["坐公交车免费"]
    assert words_of("我能") == ["我能"]
    assert words_of(" ") == []
