"""What people look for, and which benefits serve it, read off the lists themselves.

A benefit serves a need where one of three things says so: what it gives (the kind of an award), whom it asks about (a
fact in its conditions, or a high age), or a word in its name, its one-sentence summary or the name of a row that is its
own. A benefit may serve several needs. One that none of them finds stands under `other`, so that nothing is ever left
out; a test says that the published lists leave that shelf empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.rules import Benefit, Item
from catalog.rules.conditions import Condition

OTHER = "other"


@dataclass(frozen=True)
class Need:
    """What people look for, and by what its benefits are known; any one of these is enough."""

    label: Promise
    kinds: frozenset[str] = frozenset()
    facts: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    age: int | None = None


NEEDS: Mapping[str, Need] = {
    "money": Need(_("钱和补贴"), frozenset({"cash"}), words=("津贴", "补贴", "服务券", "补助金")),
    "meals": Need(_("吃饭"), words=("助餐", "食堂", "就餐", "送餐", "吃饭")),
    "health": Need(
        _("看病和健康"),
        facts=frozenset({"chronic_conditions"}),
        words=("医保", "医疗", "看病", "就医", "疾病", "体检", "医生", "健康", "治疗"),
    ),
    "care": Need(
        _("照料和护理"),
        words=("照料", "照护", "护理", "上门", "打扫", "助洁", "居家", "评估", "探访", "看望", "守护"),
    ),
    "housing": Need(_("住房和养老院"), words=("住房", "适老化", "养老机构", "机构养老", "集中供养", "入住", "家电")),
    "outings": Need(
        _("出行、游玩和优惠"),
        frozenset({"discount"}),
        words=("公交", "出行", "景区", "公园", "博物馆", "图书馆", "体育", "文化"),
    ),
    "insurance": Need(_("养老金和保险"), frozenset({"insurance"}), words=("养老金", "保险", "医保")),
    "disability": Need(_("残疾"), facts=frozenset({"disability_grade"}), words=("残疾",)),
    "hardship": Need(
        _("困难家庭"),
        facts=frozenset({"assistance", "means_of_support"}),
        words=("低保", "特困", "困难", "救助", "没有依靠", "供养"),
    ),
    "oldest": Need(_("高龄（80 岁以上）"), words=("高龄", "长寿"), age=80),
    "honours": Need(
        _("军人、优抚和特殊家庭"),
        facts=frozenset({"honours", "special_family"}),
        words=("军人", "优抚", "见义勇为", "计划生育"),
    ),
    "affairs": Need(_("法律、户口和后事"), words=("法律", "公证", "落户", "户口", "丧葬", "后事")),
    OTHER: Need(_("其他")),
}
# Answers by which nobody belongs to a need: to have no disability, no assistance.
NEGATIVE = frozenset({"none", "-"})


def needs_of(item: Item, benefit: Benefit) -> tuple[str, ...]:
    """The needs that a benefit serves, in the order in which they are shown."""
    row = item.name if len(item.benefits) == 1 else ""
    words = f"{benefit.name} {row} {benefit.summary}"
    kinds = {way.award.kind for way in benefit.pathways}
    asked = list(_conditions(benefit))
    facts = {one.fact for one in asked if _names_somebody(one)}
    oldest = max((int(str(one.value)) for one in asked if one.relation == "age_at_least"), default=0)
    found = tuple(
        code
        for code, need in NEEDS.items()
        if need.kinds & kinds
        or need.facts & facts
        or any(word in words for word in need.words)
        or (need.age is not None and oldest >= need.age)
    )
    return found or (OTHER,)


def _names_somebody(condition: Condition) -> bool:
    excludes = condition.relation in ("none_of", "outside") or condition.value is False
    return not excludes and not NEGATIVE.issuperset(map(str, condition.values))


def _conditions(benefit: Benefit) -> Iterator[Condition]:
    for clause in (*benefit.clauses, *(one for way in benefit.pathways for one in way.clauses)):
        yield from clause.conditions()
