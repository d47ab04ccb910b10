"""A check's findings in words: what is wrong, how heavy it weighs, and how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.rules import Problem, Rulebook
from catalog.rules.notices import Notice

Weight = Literal["problem", "notice"]
KINDS: Mapping[str, str | Promise] = {
    "fault": gettext_lazy("规则有误"),
    "value": gettext_lazy("条件的值有误"),
    "table": gettext_lazy("分档不全"),
    "clash": gettext_lazy("和别的清单合不来"),
    "empty": gettext_lazy("谁也享受不到"),
    "nobody": gettext_lazy("没有人符合"),
    "shadowed": gettext_lazy("总被盖住"),
    "age_gap": gettext_lazy("年龄段断开"),
    "age_overlap": gettext_lazy("年龄段重叠"),
    "not_asked": gettext_lazy("没有问题问它"),
    "not_used": gettext_lazy("没有规则用它"),
    "no_amount": gettext_lazy("没写金额"),
    "no_source": gettext_lazy("没写出处"),
    "carries_out_cycle": gettext_lazy("互相落实"),
    "carries_out_missing": gettext_lazy("找不到上级待遇"),
    "exclusion_cycle": gettext_lazy("互斥绕成圈"),
    "mixed_group": gettext_lazy("互斥方式不一"),
    "unset_parameter": gettext_lazy("参数没有数值"),
    "late_parameter": gettext_lazy("参数日期有缺口"),
    "floor": gettext_lazy("低于底线"),
    "plain": gettext_lazy("写得不好懂"),
}
# With these a resident would be told something wrong, or nothing where something is due; the rest is odd, yet
# every answer stays right: what nobody takes misleads nobody, and what is not known is said not to be known.
FORBIDDING = frozenset(
    {
        *("fault", "value", "table", "clash", "empty", "no_amount", "no_source"),
        *("carries_out_cycle", "mixed_group", "exclusion_cycle"),
    }
)


@dataclass(frozen=True)
class Target:
    """Where the mend is made: a model of the catalogue, the row's key, and its name."""

    model: str
    pk: int
    name: str = ""


@dataclass(frozen=True)
class Finding:
    """One finding: its kind and weight, its row in codes and in words, what is wrong and how to mend it.

    `item` names the row of the list that it is shown under, `row` the benefit and pathway within; `witness` is
    somebody it happens to, in words. All are empty where there is none.
    """

    kind: str
    weight: Weight
    where: str
    message: str
    item: str = ""
    row: str = ""
    witness: str = ""
    target: Target | None = None

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"

    @property
    def label(self) -> str:
        """The kind in words."""
        return str(KINDS[self.kind])

    def as_problem(self) -> Problem:
        """The finding as the rules name their faults."""
        return Problem(self.where, self.message, self.kind)


def weight_of(notice: Notice) -> Weight:
    """How heavy a notice weighs: a ring of exclusions that nobody meets harms nobody."""
    harmless = notice.kind == "exclusion_cycle" and not notice.person
    return "problem" if notice.kind in FORBIDDING and not harmless else "notice"


class Saying:
    """Says what the notices of a rulebook mean; `names` are the benefits of every list by their codes."""

    def __init__(self, rulebook: Rulebook, names: Mapping[str, str]) -> None:
        self.rulebook, self.names = rulebook, names
        self.ways = {
            (benefit.code, way.code): way.name for _item, benefit in rulebook.benefits() for way in benefit.pathways
        }

    def message(self, notice: Notice) -> str:
        """What is wrong and how to mend it."""
        return _SAYINGS[notice.kind](self, notice)

    def benefits(self, codes: tuple[str, ...]) -> str:
        """Benefits by their names."""
        return _("、").join(f"“{self.names.get(code, code)}”" for code in codes)

    def way(self, notice: Notice, code: str) -> str:
        """A pathway by its name."""
        return self.ways.get((notice.benefit, code), code)

    def parameter(self, code: str) -> str:
        """A parameter by its name."""
        return self.rulebook.parameters[code].name


def _contradiction(notice: Notice) -> str:
    said = _("、").join(f"“{one}”" for one in notice.said)
    if len(notice.said) == 1:
        return _("%s谁也做不到") % said
    return _("%s不能同时成立") % said


def _empty(say: Saying, notice: Notice) -> str:
    return _("没有一个人能享受：%s。改掉其中一条。") % _contradiction(notice)


def _nobody(say: Saying, notice: Notice) -> str:
    return _("没有人符合这个情形：%s。改掉其中一条，或删掉这个情形。") % _contradiction(notice)


def _shadowed(say: Saying, notice: Notice) -> str:
    others = _("、").join(f"“{say.way(notice, code)}”" for code in notice.also)
    if not others:
        return _("排在前面的情形总是先符合，轮不到它。把它往前移，或删掉它。")
    return _("符合它的人都先落到%s里，轮不到它。把它往前移，或删掉它。") % others


def _age_gap(say: Saying, notice: Notice) -> str:
    return _("年龄段中间断开了：年纪小些、大些都能享受，这个年龄反而不能。把年龄段接上；是有意的就不用改。")


def _age_overlap(say: Saying, notice: Notice) -> str:
    both = {"first": say.way(notice, notice.pathway), "second": say.way(notice, notice.subject)}
    return _("“%(first)s”和“%(second)s”的年龄段有一截重叠，两种都符合的按排在前面的给。是有意的就不用改。") % both


def _not_asked(say: Saying, notice: Notice) -> str:
    said = {"fact": say.rulebook.facts[notice.subject].name, "benefits": say.benefits(notice.also)}
    return (
        _("没有问题问“%(fact)s”，%(benefits)s却要看它：居民答不上，结论会停在“还不能确定”。在一个问题里加上它。") % said
    )


def _not_used(say: Saying, notice: Notice) -> str:
    return _("这个问题问的情况没有一条规则用到，居民不会见到它。在规则里用上，或删掉这个问题。")


def _no_amount(say: Saying, notice: Notice) -> str:
    if notice.subject:
        names = _("、").join(f"“{say.parameter(code)}”" for code in notice.subject.split("、"))
        return _("金额用到的参数%s还没有数值；填上数值，或在“怎么算”里用话写明") % names
    return _("没写金额，也没用话说明；填上金额，或在“怎么算”里用话写明")


def _no_source(say: Saying, notice: Notice) -> str:
    if notice.subject:
        return _("参数“%s”的数值没写文件或行；补上出处") % say.parameter(notice.subject)
    return _("没写文号或行号；补上出处")


def _carries_out_cycle(say: Saying, notice: Notice) -> str:
    ring = say.benefits((notice.benefit, *notice.also))
    return _("%s互相落实、绕成一圈，居民一项也看不到；清空其中一项的“落实的上级待遇”") % ring


def _carries_out_missing(say: Saying, notice: Notice) -> str:
    return _("落实的上级待遇“%s”不在生效的清单里，没法对照底线；改成对的代码，或清空") % notice.subject


def _exclusion_cycle(say: Saying, notice: Notice) -> str:
    ring = {"groups": notice.subject, "benefits": say.benefits((notice.benefit, *notice.also))}
    message = _("互斥组 %(groups)s 把%(benefits)s绕成一圈，留哪一项要看先算哪一组；并成一个互斥组，或去掉一组") % ring
    return message if notice.person else _("%s（现在没有人同时符合这几项）") % message


def _mixed_group(say: Saying, notice: Notice) -> str:
    said = {"group": notice.subject, "other": say.benefits(notice.also)}
    return _("互斥组“%(group)s”有的就高、有的自选（另一项是%(other)s）；改成一样") % said


def _unset_parameter(say: Saying, notice: Notice) -> str:
    said = {"name": say.parameter(notice.subject), "benefits": say.benefits(notice.also)}
    return _("“%(name)s”没有数值，用到它的%(benefits)s只能用话说明；查到后填上数值、文件和行") % said


def _late_parameter(say: Saying, notice: Notice) -> str:
    said = {
        "name": say.parameter(notice.subject),
        "start": str(notice.said[0]),
        "day": say.rulebook.effective_from.isoformat(),
        "benefits": say.benefits(notice.also),
    }
    return (
        _(
            "“%(name)s”从 %(start)s 起才有数值，这个版本 %(day)s 就生效：中间的日子%(benefits)s算不出来。"
            "补上更早的数值、文件和行。"
        )
        % said
    )


_SAYINGS: Mapping[str, Callable[[Saying, Notice], str]] = {
    "empty": _empty,
    "nobody": _nobody,
    "shadowed": _shadowed,
    "age_gap": _age_gap,
    "age_overlap": _age_overlap,
    "not_asked": _not_asked,
    "not_used": _not_used,
    "no_amount": _no_amount,
    "no_source": _no_source,
    "carries_out_cycle": _carries_out_cycle,
    "carries_out_missing": _carries_out_missing,
    "exclusion_cycle": _exclusion_cycle,
    "mixed_group": _mixed_group,
    "unset_parameter": _unset_parameter,
    "late_parameter": _late_parameter,
}
