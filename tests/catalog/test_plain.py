"""Hard texts are told with what to write in their place; plain ones are left alone."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from catalog.plain import texts
from catalog.plain.lint import LONGEST, common_characters, exceptions, hard_in, hard_words, lengths

HARD = [
    ("一" * 41 + "。", "long", "41 个字"),
    ("一" * 20 + "，" + "一" * 21, "long", "拆成两句"),
    ("好。" * 4, "paragraph", "4 句"),
    ("殡葬", "rare", "“殡”不是常用字"),
    ("𠮷祥", "rare", "“𠮷”"),
    ("予以补贴", "office", "改成：给"),
    ("家人无法照料", "office", "改成：不能"),
    ("日期无效", "error", "没告诉人怎么办"),
    ("这个字段是必填项", "error", "请填"),
    ("满 60-69 周岁", "span", "60 到 69"),
    ("上午 9～11 点", "span", "用了横线"),
    ("从 2026-03-05 起", "date", "2026年3月5日"),
    ("从 2026/3/5 起", "date", "缩写的日期"),
    ("每月 ¥100", "money", "100 元"),
    ("<strong>予以</strong>补贴", "office", "予以"),
]
PLAIN = [
    "",
    "Payments of 60-69 yuan shall be rendered forthwith",
    "一" * 40 + "。",
    "好。好。好。",
    "好。好。\n好。好。",
    "必须平均，及时参与，至少涉及一项。",
    "打 0570-3021234，看 https://example.org/2026-03-05。",
    "%(name)s 每月 60 到 100 元",
    "从 2026年3月5日 起，优抚对象优先。",
    "{who}在 %s 做完，一共 %(count)s 次，100%% 免费。",
]


@pytest.mark.parametrize(("text", "kind", "says"), HARD)
def test_what_is_hard_is_told_with_its_mend(text: str, kind: str, says: str) -> None:
    (one,) = hard_in(text)
    assert one.kind == kind
    assert says in one.message


@pytest.mark.parametrize("text", PLAIN)
def test_plain_texts_pass(text: str) -> None:
    assert hard_in(text) == []


def test_every_fault_of_a_text_is_told() -> None:
    kinds = [one.kind for one in hard_in("予以发放殡葬费 100-200 元，" + "一" * LONGEST)]
    assert kinds == ["long", "rare", "office", "office", "span"]


def test_a_plain_word_around_one_office_word_hides_no_other() -> None:
    assert [one.message[:4] for one in hard_in("等您审核发放")] == ["“发放”", "“审核”"]


def test_the_longest_word_is_told_once() -> None:
    assert [one.message for one in hard_in("暂未定")] == ["“暂未”是公文里的词；改成：还没有"]


@pytest.mark.parametrize(
    ("text", "counted"),
    [("好的。真好！", [2, 2]), ("一二三\n四五", [3, 2]), ("满 60 周岁 ABC", [5]), ("A, b.", []), ("{who}好", [5])],
)
def test_a_sentence_is_as_long_as_its_characters_and_words(text: str, counted: list[int]) -> None:
    assert lengths(text) == counted


def test_the_characters_are_the_table_s_first_level() -> None:
    found = common_characters()
    assert len(found) == 3500
    assert {"一", "老", "瑰"} <= found
    assert found.isdisjoint("衢殡虞")


def test_what_is_written_in_place_of_an_office_word_is_plain() -> None:
    instead = {word: said for words in hard_words().values() for word, (said, _within) in words.items()}
    assert {word: hard_in(said) for word, said in instead.items() if hard_in(said)} == {}


def test_each_exception_has_a_reason() -> None:
    assert all(reason.strip() for reason in exceptions().values())


TEMPLATE = """{% translate "第一" %}{% translate '第二' as x %}
{% blocktranslate trimmed with a=b %}
  第三 {{ a }} 100%
{% endblocktranslate %}"""


def test_texts_are_found_where_they_stand(tmp_path: Path) -> None:
    page, module = tmp_path / "templates" / "x" / "page.html", tmp_path / "catalog" / "some.py"
    for path, source in (
        (page, TEMPLATE),
        (module, "_('第四')\nPhrase('第五')\nother('第六')\nngettext('第七', 'x', 2)"),
    ):
        path.parent.mkdir(parents=True)
        path.write_text(source, encoding="utf-8")
    found = [(one.where, one.text) for one in texts.in_interface(tmp_path)]
    assert found == [
        ("templates/x/page.html", "第一"),
        ("templates/x/page.html", "第二"),
        ("templates/x/page.html", "第三 %(a)s 100%%"),
        ("catalog/some.py", "第四"),
        ("catalog/some.py", "第五"),
        ("catalog/some.py", "第七"),
    ]


def test_the_command_tells_places_and_mends(monkeypatch: pytest.MonkeyPatch) -> None:
    told = [texts.Text("a.html", "予以补贴"), texts.Text("b.html", "予以补贴", is_name=True)]
    monkeypatch.setattr("catalog.management.commands.plain_words.in_interface", lambda root: told)
    said = StringIO()
    with pytest.raises(CommandError, match="1 处不好懂"):
        call_command("plain_words", stdout=said)
    assert said.getvalue() == "a.html: 予以补贴\n  “予以”是公文里的词；改成：给\n"
