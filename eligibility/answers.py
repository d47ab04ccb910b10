"""What is wrong with an answer, in a sentence that says how to mend it; for pages, files and the API."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.rules import InvalidAnswer

SENTENCES: Mapping[str, str | Promise] = {
    "not_text": _("这里要填文字。"),
    "not_date": _("没有这一天。请检查年、月、日。"),
    "date_in_future": _("这一天在 {as_of} 之后。请检查年份。"),
    "too_long_ago": _("这一天在 {years} 年以前。请检查年份。"),
    "not_true_or_false": _("请回答“是”或“否”。"),
    "not_a_choice": _("请从列出的选项中选择。"),
    "not_choices": _("请从列出的选项中选择，可以选几项。"),
    "not_a_number": _("请填数字，例如 1035 或 1552.50。"),
    "not_whole": _("请填整数，例如 15。"),
    "negative": _("请填 0 或更大的数。"),
    "too_many_decimals": _("最多填两位小数，例如 1552.50。"),
    "too_large": _("这个数太大了。请填不超过 {most} 的数。"),
    "unknown_region": _("没有这个地区。请从列出的地区中选择。"),
    "none_with_others": _("选了“以上都没有”，就不能再选别的。请只留一种。"),
}


def message_for(fault: InvalidAnswer) -> str:
    """The sentence for a fault, in the reader's language."""
    return str(SENTENCES[fault.code]).format(**fault.params)
