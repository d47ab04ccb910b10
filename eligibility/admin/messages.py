"""The texts of messages: edited by staff, shown as their readers get them, and refused where they say too much."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.admin.base import CatalogueAdmin
from catalog.admin.plain import PlainlyWorded
from eligibility.models import MessageTemplate
from eligibility.models.subscriptions import Channel
from eligibility.reminders.messages.checking import benefit_names, faults
from eligibility.reminders.messages.defaults import DEFAULTS, Text
from eligibility.reminders.messages.filling import is_whole, known
from eligibility.reminders.messages.samples import for_approval, longest, samples

MEANINGS = {
    "date": _("到期或者开始的日子"),
    "who": _("说的是谁：您、家属写的称呼，或者个案编号"),
    "stop": _("怎样停止：短信里是回复的办法，邮件里是网址"),
    "link": _("停止提醒的网址"),
    "code": _("验证码，或者打开结果的代码"),
    "minutes": _("验证码几分钟内有效"),
    "way": _("打开结果的网址"),
    "days": _("几天内有效"),
    "sender": _("发信单位的名称"),
    "portal": _("本网站的网址"),
}


class MessageForm(forms.ModelForm):
    """A text; its kind, channel and language are given."""

    class Meta:
        model = MessageTemplate
        fields = ["subject", "text", "provider_code"]
        widgets = {"text": forms.Textarea(attrs={"rows": 8, "cols": 80})}

    def clean_text(self) -> str:
        """The text with the line ends of a message, none at its end."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n").strip()

    def clean(self) -> dict[str, Any]:
        """Refuse what may not go out, all of it at once."""
        cleaned = super().clean() or {}
        row = self.instance
        words = Text(cleaned.get("text", ""), cleaned.get("subject", ""))
        if words.text:
            for fault in faults(row.kind, row.channel, row.language, words, benefit_names()):
                self.add_error("text", fault)
        return cleaned


@admin.register(MessageTemplate)
class MessageTemplateAdmin(PlainlyWorded, CatalogueAdmin):
    """The texts of all messages; there is one for each kind, channel and language, no more and no fewer."""

    form = MessageForm
    list_display = ["name", "language_name", "beginning", "length"]
    list_filter = ["kind"]
    read_by_residents = ("subject", "text")
    empty_hint = _("还没有消息模板。请运行 manage.py set_up，会补上原来的文字。")
    list_display_links = ["name"]

    def get_list_display(self, request: HttpRequest) -> Sequence[str]:
        """The columns, with the provider's number of each text where the provider knows texts by it."""
        by_number = settings.SMS_PROVIDER == "alibaba"
        return [*self.list_display, "provider_code"] if by_number else [*self.list_display]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never: they are all there."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: each is needed."""
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        """What its channel has."""
        given = ["name", "language_name", "placeholders"]
        own = ["subject", "text"] if obj is not None and obj.channel == Channel.EMAIL else ["text", "provider_code"]
        return [*given, *own, "preview"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        """What is only shown."""
        return ["name", "language_name", "placeholders", "preview"]

    @admin.display(description=_("什么消息"), ordering="kind")
    def name(self, row: MessageTemplate) -> str:
        """The kind and the channel."""
        return f"{row.get_kind_display()} · {row.get_channel_display()}"

    @admin.display(description=_("语言"), ordering="language")
    def language_name(self, row: MessageTemplate) -> str:
        """The language by its name."""
        return str(dict(settings.LANGUAGES).get(row.language, row.language))

    @admin.display(description=_("内容"))
    def beginning(self, row: MessageTemplate) -> str:
        """How the text begins."""
        text = " ".join(row.text.split())
        return text if len(text) <= 40 else text[:39] + "…"

    @admin.display(description=_("最长时"))
    def length(self, row: MessageTemplate) -> str:
        """How long a text message may become."""
        if row.channel != Channel.SMS or not is_whole(row.kind, row.text, row.subject):
            return ""
        found = longest(row.kind, row.channel, row.language, Text(row.text))
        return gettext("{units} 个字，{parts} 条").format(units=found.units, parts=found.parts)

    @admin.display(description=_("自动填写的词"))
    def placeholders(self, row: MessageTemplate) -> SafeString:
        """What is filled in, by name."""
        names = [(f"{{{name}}}", MEANINGS[name]) for name in MEANINGS if name in known(row.kind)]
        return render_to_string("admin/eligibility/placeholders.html", {"names": names})

    @admin.display(description=_("收到的样子"))
    def preview(self, row: MessageTemplate) -> SafeString:
        """The message as every kind of reader gets it, with what it costs."""
        words = Text(row.text, row.subject)
        if not is_whole(row.kind, row.text, row.subject):
            return format_html("<p>{}</p>", gettext("大括号里的词不对，显示不出来。请看上面的说明。"))
        sms = row.channel == Channel.SMS
        original = DEFAULTS.get((row.kind, row.channel, row.language))
        context = {
            "samples": samples(row.kind, row.channel, row.language, words),
            "sms": sms,
            "approval": for_approval(row.channel, row.language, row.text) if sms else "",
            "original": original if original and original.text != row.text else None,
        }
        return render_to_string("admin/eligibility/message_preview.html", context)
