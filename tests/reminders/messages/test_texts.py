"""The delivered texts, and the rules that they and the staff's own are held to."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.rules import Rulebook
from eligibility.models import MessageTemplate
from eligibility.reminders.messages.checking import faults
from eligibility.reminders.messages.defaults import CHINESE, DEFAULTS, Key, Text
from eligibility.reminders.messages.filling import filled, is_whole, placeholders
from eligibility.reminders.messages.length import parts, units
from eligibility.reminders.messages.samples import for_approval, longest, samples
from eligibility.reminders.messages.seeding import seed

SMS = ("renewal", "sms", CHINESE)
WHOLE = "{date}到期。{stop}"


def told(text: str, key: Key = SMS, subject: str = "", names: tuple[str, ...] = ()) -> str:
    """What is wrong with a text."""
    return "\n".join(faults(*key, Text(text, subject), names))


@pytest.mark.parametrize("key", DEFAULTS, ids="-".join)
def test_a_delivered_text_is_whole_and_tells_nothing_to_others(key: Key, rulebooks: dict[str, Rulebook]) -> None:
    names = {part.name for rulebook in rulebooks.values() for pair in rulebook.benefits() for part in pair}
    assert len(names) > 50
    assert list(faults(*key, DEFAULTS[key], names)) == []
    for sample in samples(*key, DEFAULTS[key]):
        assert not set("{}") & set(sample.message.text + sample.message.subject)


@pytest.mark.parametrize("key", [key for key in DEFAULTS if key[1] == "sms"], ids="-".join)
def test_a_delivered_text_message_is_one_in_chinese_and_two_at_most(key: Key) -> None:
    found = longest(*key, DEFAULTS[key])
    assert found.parts == 1 if key[2] == CHINESE else found.parts <= 2
    assert found.message.text.startswith("【养老待遇查询】")
    if key[0] in ("renewal", "birthday"):
        assert found.message.text.endswith(("回TD退订", "Reply TD to stop."))


def test_there_is_a_text_for_everything_that_is_sent() -> None:
    kinds, channels, languages = (set(part) for part in zip(*DEFAULTS, strict=True))
    assert kinds == set(MessageTemplate.Kind.values)
    assert (channels, languages) == ({"sms", "email"}, {"zh-hans", "en"})
    assert len(DEFAULTS) == 16


@pytest.mark.django_db
def test_the_delivered_texts_are_put_in_once_and_leave_the_staffs_alone() -> None:
    MessageTemplate.objects.create(kind="renewal", channel="sms", language=CHINESE, text=WHOLE)
    assert (seed(), seed()) == (15, 0)
    assert MessageTemplate.objects.get(kind="renewal", channel="sms", language=CHINESE).text == WHOLE
    assert MessageTemplate.objects.count() == 16


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{stop}", "内容里缺少：{date}"),
        ("到期", "内容里缺少：{date} {stop}"),
        (WHOLE + "{name}", "没有这样的词：{name}。自动填写的只有：{date}"),
        (WHOLE + "{code}", "没有这样的词：{code}"),
        (WHOLE + "{}", "没有这样的词：{}"),
        (WHOLE + "{", "大括号不成对"),
        (WHOLE + "}", "大括号不成对"),
        ("{{date}}" + WHOLE, "大括号不成对"),
        (WHOLE + "低保和体检", "不能写身体和收入方面的词：低保、体检"),
        (WHOLE + "Your Allowance", "不能写身体和收入方面的词：Allowance"),
        (WHOLE + "公交优惠", "不能写待遇的名称：公交优惠"),
        (WHOLE + "【民政】", "不要写【】"),
        (WHOLE + "\0", "看不见的特殊字符"),
        (WHOLE + "\u202e", "看不见的特殊字符"),
        (WHOLE + "字" * 110, "太长了：最长时有 137 个字，要算 3 条短信，最多 2 条"),
        (WHOLE + "😀" * 55, "太长了：最长时有 137 个字"),
    ],
)
def test_what_may_not_go_out_is_refused_in_words(text: str, fault: str) -> None:
    assert fault in told(text, names=("公交优惠",))


def test_what_may_go_out_is_not() -> None:
    assert told(WHOLE + "字" * 100, names=("公交优惠",)) == ""
    assert told("{date} {who} {stop} {link} {portal} {sender}\nsubsidence", ("renewal", "email", "en"), "{date}") == ""
    assert told("{code} {minutes}", ("code", "sms", "en")) == ""


def test_an_email_has_a_subject_on_one_line() -> None:
    key = ("renewal", "email", CHINESE)
    assert told(WHOLE, key) == "邮件要有标题。"
    assert "特殊字符" in told(WHOLE, key, "提醒\nBcc")
    assert "没有这样的词：{name}" in told(WHOLE, key, "{name}")
    assert "不能写身体" in told(WHOLE, key, "低保")
    assert "最多 2000 个字" in told(WHOLE + "字" * 2000, key, "提醒")


@pytest.mark.parametrize(
    ("text", "count", "paid"),
    [
        ("", 0, 1),
        ("字" * 70, 70, 1),
        ("字" * 71, 71, 2),
        ("字" * 134, 134, 2),
        ("字" * 135, 135, 3),
        ("😀" * 35, 70, 1),
    ],
)
def test_length_is_what_networks_bill(text: str, count: int, paid: int) -> None:
    assert (units(text), parts(text)) == (count, paid)


@given(st.text(st.one_of(st.sampled_from("{}daten 字😀"), st.characters(codec="utf-8"))))
def test_no_text_that_is_let_through_leaves_a_placeholder(text: str) -> None:
    text = text + WHOLE
    if is_whole("renewal", text):
        values = dict.fromkeys(placeholders(text), "x")
        assert not re.search("[{}]", filled(text, values))
    else:
        assert told(text) != ""


def test_a_text_for_approval_names_what_changes() -> None:
    text = for_approval("sms", CHINESE, DEFAULTS[SMS].text)
    assert text == "${who}有一项手续${date}到期，请提前带身份证到村（社区）问一问、办一办。回TD退订"
