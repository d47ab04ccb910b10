"""What is wrong with a request, in a sentence for the person who has to mend it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.rules import InvalidAnswer
from eligibility.answers import message_for

SENTENCES: Mapping[str, str | Promise] = {
    "not_json": _("请求的内容不是有效的 JSON。请检查引号、逗号和括号。"),
    "not_utf8": _("请求的内容不是 UTF-8 编码。请用 UTF-8 编码后再发送。"),
    "too_deep": _("JSON 的嵌套层数太多。请按文档的格式发送。"),
    "not_readable": _("请求没有完整读到。请再发送一次。"),
    "not_json_type": _("请把 Content-Type 设为 application/json，编码用 UTF-8。"),
    "too_large_body": _("请求的内容超过 64 KiB。请只发送文档中列出的字段。"),
    "wrong_method": _("这个地址不支持这种请求方法。可用的方法见 Allow 响应头。"),
    "too_many": _("请求太频繁。请在 Retry-After 响应头给出的秒数之后再试。"),
    "no_such_address": _("没有这个地址。可用的地址见 /api/docs。"),
    "no_such_catalogue": _("这个地区在这一天没有生效的清单。有哪些清单见 /api/v1/catalogues。"),
    "failed": _("服务器出了错，没有算出结果。请稍后再试。"),
    "not_object": _("这里要填一个 JSON 对象。"),
    "not_list": _("这里要填一个列表。"),
    "empty_list": _("列表是空的。至少填一个地区，或去掉这个字段。"),
    "lacking": _("缺少这个字段。没有已知的情况时，请填空对象 {}。"),
    "unknown_field": _("没有这个字段。请检查拼写，可用的字段见 /api/docs。"),
    "repeated_field": _("这个字段出现了不止一次。请只保留一个。"),
    "unknown_fact": _("没有这个情况。可用的情况见 /api/v1/facts。"),
    "twice": _("列表里有重复的内容。请去掉多余的。"),
    "not_text": _("这里要填文字。"),
    "not_date": _("日期要写成 YYYY-MM-DD，例如 1941-03-02。"),
    "day_out_of_range": _("日期要在 {earliest} 到 {latest} 之间。"),
}


def message_of(cause: InvalidAnswer) -> str:
    """The sentence for a fault of the request, or for an answer outside its fact's type."""
    sentence = SENTENCES.get(cause.code)
    if sentence is None:
        return message_for(cause)
    return str(sentence).format(**cause.params) if cause.params else str(sentence)
