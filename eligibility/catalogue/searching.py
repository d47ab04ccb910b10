"""Finds services by the words that people use: Chinese has no spaces, so parts of words count too."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language, gettext

from catalog.rules.conditions import Clause
from eligibility.catalogue.shelf import Listed, Shelf

LONGEST = 60  # characters of a search that are read
ENOUGH = 0.6  # the share of a word's pairs of characters that must be found
ALIKE = 0.7  # what another word for the same thing counts
# What people say, and the words the lists have for it.
SAID: Mapping[str, tuple[str, ...]] = {
    "老年卡": ("优待证", "老年公交卡", "长者卡", "爱心卡"),
    "老人卡": ("优待证", "老年公交卡", "长者卡", "爱心卡"),
    "敬老卡": ("优待证", "老年公交卡", "长者卡", "爱心卡"),
    "老年证": ("优待证",),
    "公交": ("公共交通", "公交车"),
    "坐车": ("公交",),
    "地铁": ("公共交通", "轻轨"),
    "门票": ("景区", "公园"),
    "旅游": ("景区",),
    "吃饭": ("助餐", "就餐", "食堂"),
    "食堂": ("助餐", "就餐"),
    "送饭": ("送餐", "助餐"),
    "做饭": ("助餐", "家政"),
    "老年餐": ("助餐", "就餐"),
    "养老院": ("养老机构", "集中供养"),
    "敬老院": ("养老机构", "集中供养"),
    "福利院": ("养老机构", "集中供养"),
    "退休金": ("基本养老金", "居民养老待遇"),
    "退休工资": ("基本养老金",),
    "养老保险": ("基本养老金", "居民养老待遇"),
    "农保": ("居民养老待遇", "城乡居民"),
    "社保": ("基本养老保险", "基本医疗保险"),
    "农村合作医疗": ("居民医保", "医疗救助"),
    "新农合": ("居民医保", "医疗救助"),
    "医保": ("医疗保险", "医疗救助"),
    "报销": ("医保", "医疗救助"),
    "住院": ("医疗", "疾病治疗"),
    "看病": ("就医", "医生", "医疗"),
    "医生": ("家庭医生", "坐诊"),
    "体检": ("健康体检", "基本服务包"),
    "五保": ("特困", "供养"),
    "孤寡": ("特困", "没有依靠"),
    "低保": ("最低生活保障", "最低社会保障"),
    "穷": ("困难", "低保"),
    "尊老金": ("高龄津贴",),
    "长寿金": ("长寿保健补助金",),
    "高龄补贴": ("高龄津贴",),
    "老年补贴": ("高龄津贴", "养老服务补贴"),
    "百岁": ("100周岁", "长寿保健补助金"),
    "保姆": ("助洁", "家政", "照料"),
    "钟点工": ("助洁", "家政"),
    "打扫": ("助洁", "保洁"),
    "护工": ("照护", "照料"),
    "瘫痪": ("失能", "不能自理"),
    "卧床": ("失能", "不能自理"),
    "老年痴呆": ("失智",),
    "痴呆": ("失智",),
    "装扶手": ("适老化",),
    "扶手": ("适老化",),
    "装修": ("适老化",),
    "一键呼叫": ("安居守护", "智能守护"),
    "律师": ("法律",),
    "打官司": ("法律援助",),
    "遗嘱": ("公证",),
    "迁户口": ("落户",),
    "户口": ("落户",),
    "火化": ("丧葬",),
    "安葬": ("丧葬",),
    "失独": ("计划生育特殊家庭",),
    "独生子女": ("计划生育特殊家庭",),
    "当兵": ("军人",),
    "退伍": ("退役军人",),
    "老兵": ("退役军人",),
    "烈士": ("三属", "优抚"),
    "残疾证": ("残疾人证", "残疾"),
    "残废": ("残疾",),
    "摔": ("意外伤害",),
    "要饭": ("流浪乞讨", "救助"),
    "一个人住": ("独居",),
    "独居": ("探访", "守护"),
}
# What a question is wrapped in; it says nothing about the service.
WRAPPING = re.compile(
    "|".join(
        (
            *("能不能", "可不可以", "有没有", "是不是", "怎么样", "有什么", "有哪些", "什么", "哪些", "怎么", "怎样"),
            *("如何", "多少", "可以", "能够", "申请", "办理", "享受", "领取", "我们", "我妈", "我爸", "我", "您", "你"),
            *("老年人", "老人", "老头", "老太", "请问", "吗", "呢", "的", "了", "能", "要", "办", "领"),
        )
    )
)
APART = re.compile(r"[\s,，.。;；:：!！?？、/|()（）“”\"'《》+]+")


@dataclass(frozen=True)
class Text:
    """What one benefit is found by: its fields with what a find in each of them counts."""

    listed: Listed
    fields: tuple[tuple[str, float], ...]


def search(shelf: Shelf, asked: str) -> list[Listed]:
    """The benefits that a search finds, the likeliest first; those that have all of its words before the others."""
    words = words_of(asked)
    if not words:
        return []
    found = []
    for text in texts(shelf):
        counts = [_count(text, word) for word in words]
        if any(counts):
            found.append((sum(map(bool, counts)), sum(counts), text.listed))
    most = max((one[0] for one in found), default=0)
    best = [one for one in found if one[0] == most]
    return [listed for _, _, listed in sorted(best, key=lambda one: -one[1])]


def words_of(asked: str) -> list[str]:
    """The words of a search, without what a question is wrapped in; all of it where nothing else is left."""
    plain = smoothed(asked[:LONGEST])
    pieces = [word for piece in APART.split(plain) for word in WRAPPING.split(piece)]
    words = [word for word in pieces if len(word) > 1 or "\u3400" <= word <= "\u9fff"]
    return list(dict.fromkeys(words or [piece for piece in APART.split(plain) if piece]))


def smoothed(text: str) -> str:
    """A text as it is compared: full and half width alike, small letters."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def texts(shelf: Shelf) -> tuple[Text, ...]:
    """What each benefit is found by in the reader's language; made once a publish."""
    language = get_language() or ""
    kept: dict[str, tuple[Text, ...]] = shelf.texts
    if language not in kept:
        kept[language] = tuple(_text(shelf, listed) for listed in shelf.listed)
    return kept[language]


def _text(shelf: Shelf, listed: Listed) -> Text:
    item, benefit = listed.item, listed.benefit
    fields = (
        ([benefit.name], 8.0),
        ([item.name], 5.0),
        ([benefit.summary, item.category, shelf.regions[listed.region].name], 3.0),
        ([benefit.gives, *(way.name for way in benefit.pathways), benefit.apply], 2.0),
        (list(_told(shelf, listed)), 1.0),
    )
    return Text(listed, tuple((_joined(words), weight) for words, weight in fields))


def _joined(words: Iterable[str]) -> str:
    """Words in both the list's language and the reader's, without the spaces that stand around figures."""
    both = [smoothed(text) for word in words if word for text in dict.fromkeys((word, gettext(word)))]
    return "\n".join(re.sub(r"(?<=[^a-z]) | (?=[^a-z])", "", one) for one in both)


def _told(shelf: Shelf, listed: Listed) -> Iterator[str]:
    """The conditions in words."""
    benefit, words_of_ = listed.benefit, shelf.screener.compilation.words_of
    clauses: tuple[Clause, ...] = (*benefit.clauses, *(one for way in benefit.pathways for one in way.clauses))
    for clause in clauses:
        if clause.words:
            yield clause.words
        for condition in clause.conditions():
            yield str(words_of_(listed.book, condition))


def _count(text: Text, word: str) -> float:
    """How well a word is found: whole, by another word for the same thing, or in most of its parts."""
    others = [one for said, meant in SAID.items() if said in word for one in meant]
    whole = sum(weight for field, weight in text.fields if word in field)
    alike = max((weight for field, weight in text.fields for one in others if one in field), default=0.0)
    return max(whole * 2, alike * 2 * ALIKE) or _in_part(text, word)


def _in_part(text: Text, word: str) -> float:
    pairs = {word[at : at + 2] for at in range(len(word) - 1)}
    if len(pairs) < 2 or word.isascii():
        return 0.0
    best = 0.0
    for field, weight in text.fields:
        share = sum(pair in field for pair in pairs) / len(pairs)
        best = max(best, share * weight if share >= ENOUGH else 0.0)
    return best
