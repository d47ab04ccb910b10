"""Codes made from names are readable, valid and never twice."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.editing.codes import LONGEST, code_for
from catalog.models.fields import code_validator, name_validator


@pytest.mark.parametrize(
    ("name", "separator", "code"),
    [
        ("高龄津贴", "-", "gao-ling-jin-tie"),
        ("是否独居？", "_", "shi_fou_du_ju"),
        ("重庆银行", "-", "chong-qing-yin-hang"),
        ("60岁以上", "-", "60-sui-yi-shang"),
        ("60岁以上", "_", "x_60_sui_yi_shang"),
        ("A超", "-", "a-chao"),
        ("？！", "-", "x"),
    ],
)
def test_a_name_becomes_its_pinyin(name: str, separator: str, code: str) -> None:
    assert code_for(name, (), separator) == code


@given(st.text(max_size=60))
def test_every_name_has_a_valid_code(name: str) -> None:
    for separator, check in (("-", code_validator), ("_", code_validator), ("_", name_validator)):
        code = code_for(name, (), separator)
        check(code)
        assert len(code) <= LONGEST


def test_the_same_name_gets_numbers() -> None:
    taken: list[str] = []
    for _ in range(12):
        taken.append(code_for("为残疾人失能老年人等困难老年人家庭提供适老化改造", taken))
    assert len(set(taken)) == 12
    assert all(len(one) <= LONGEST for one in taken)
    assert taken[0].startswith("wei-can-ji-ren")
    assert [one.rsplit("-", 1)[1] for one, _ in pairwise(taken)][1:] == [str(number) for number in range(2, 12)]
