"""What is wrong with an answer and how to mend it, in words; for pages, files and the API."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.answering import day_in_words
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
    # What only a page can find, where people type and tick
    "no_choice": _("请选一项。拿不准的，选“不清楚”。"),
    "nothing_ticked": _("请至少选一项。一项也没有的，选“以上都没有”。"),
    "answer_and_unsure": _("填了内容，又选了“不清楚”。请只留一样。"),
    "no_date": _("请填年、月、日。不记得的，选“不清楚”。"),
    "no_number": _("请填数字。不知道的，选“不清楚”。"),
    "no_year": _("还差年份。请填 4 位数字，例如 1941。"),
    "no_month": _("还差月份。请填 1 到 12。"),
    "no_day": _("还差几日。请填 1 到 31。"),
    "bad_year": _("年份请填 4 位数字，例如 1941。"),
    "bad_month": _("月份请填 1 到 12。"),
    "bad_day": _("日请填 1 到 31。"),
    "no_such_day": _("{year} 年 {month} 月没有 {day} 日。请检查月和日。"),
    "other_calendar": _("请填公历（阳历）的年、月、日。民国年份加上 1911，就是公历年份。"),
}


def message_for(fault: InvalidAnswer) -> str:
    """The sentence for a fault, in the reader's language."""
    params = {name: day_in_words(one) if isinstance(one, date) else one for name, one in fault.params.items()}
    return str(SENTENCES[fault.code]).format(**params)
