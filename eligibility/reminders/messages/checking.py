"""What may not stand in a message: raw placeholders, what is nobody else's business, more than two parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from catalog.models import Benefit, ServiceItem
from eligibility.models import MessageTemplate
from eligibility.models.subscriptions import Channel
from eligibility.reminders.messages.defaults import Text
from eligibility.reminders.messages.filling import NEEDED, PLACEHOLDER, known, placeholders
from eligibility.reminders.messages.samples import longest

MOST_PARTS = 2
LONGEST_EMAIL = 2000
# Health, income, care: whoever picks up the phone must not learn it from a message.
CHINESE = (
    "健康|体检|疾病|患病|病情|看病|慢病|医|药|残疾|残障|伤残|半失能|失能|失智|痴呆|认知|癌|手术|康复|护理|照护|照料|评估|精神|"
    "瘫|失明|低保|特困|低收入|收入|贫困|困难|困境|救助|补贴|津贴|补助|抚恤|养老金|退休金|高龄|独居|孤寡|失独|丧偶"
)
ENGLISH = (
    r"health\w*|medic\w*|doctors?|hospitals?|ill|illness\w*|diseases?|disab\w*|dementia|cancer|nursing|assessments?|"
    r"incomes?|poor|poverty|hardship|allowances?|subsid(?:y|ies)|pensions?|welfare|widow\w*"
)
PRIVATE = re.compile(rf"{CHINESE}|\b(?:{ENGLISH})\b", re.IGNORECASE)


def faults(kind: str, channel: str, language: str, words: Text, names: Iterable[str] = ()) -> Iterator[str]:
    """What is wrong with a text, in words; `names` are the benefits', which no message may name."""
    both = words.subject + words.text
    broken = list(_placeholder_faults(kind, words))
    yield from broken
    yield from _private(both, names)
    if any(not letter.isprintable() and letter != "\n" for letter in both) or "\n" in words.subject:
        yield _("有看不见的特殊字符，请删掉。")
    if channel == Channel.SMS:
        if "【" in words.text or "】" in words.text:
            yield _("不要写【】：短信前面会自动加上签名。")
        if not broken and (found := longest(kind, channel, language, words)).parts > MOST_PARTS:
            yield _("太长了：最长时有 {units} 个字，要算 {parts} 条短信，最多 {most} 条。").format(
                units=found.units, parts=found.parts, most=MOST_PARTS
            )
    else:
        if not words.subject.strip():
            yield _("邮件要有标题。")
        if len(words.text) > LONGEST_EMAIL:
            yield _("太长了：最多 {most} 个字。").format(most=LONGEST_EMAIL)


def benefit_names() -> set[str]:
    """What the lists call their benefits and items."""
    names = {*Benefit.objects.values_list("name", flat=True), *ServiceItem.objects.values_list("name", flat=True)}
    return {name for name in names if len(name) > 1}


def _placeholder_faults(kind: str, words: Text) -> Iterator[str]:
    found = placeholders(words.text)
    allowed = known(kind)
    if missing := NEEDED[MessageTemplate.Kind(kind)] - found:
        yield _("内容里缺少：{names}").format(names=_braced(missing))
    if unknown := (found | placeholders(words.subject)) - allowed:
        told = {"names": _braced(unknown), "allowed": _braced(allowed)}
        yield _("没有这样的词：{names}。自动填写的只有：{allowed}").format(**told)
    if set("{}") & set(PLACEHOLDER.sub("", words.text + words.subject)):
        yield _("大括号不成对。")


def _braced(names: Iterable[str]) -> str:
    return " ".join("{" + name + "}" for name in sorted(names))


def _private(text: str, names: Iterable[str]) -> Iterator[str]:
    plain = PLACEHOLDER.sub("", text)
    if found := sorted(set(PRIVATE.findall(plain))):
        yield _("别人也会看到手机，不能写身体和收入方面的词：{words}").format(words="、".join(found))
    if named := sorted(name for name in names if name in plain):
        yield _("别人也会看到手机，不能写待遇的名称：{words}").format(words="、".join(named))
