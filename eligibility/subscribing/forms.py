"""The forms of a resident's reminders: what and where to, the code, the last date, another number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from crispy_forms.layout import Field
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from eligibility.forms import AGREE, LINE, AgreeField, LineField, PortalForm
from eligibility.reaching import ReachForm
from eligibility.reminders.codes import DIGITS, digits_of
from eligibility.subscribing import consent
from eligibility.widgets import Ticks


class FindForm(ReachForm):
    """Where one's reminders go to."""

    hint = _("收提醒的那个号码，11 位数字。")
    otherwise = _("提醒发到邮箱的，点这里")


class MoveForm(ReachForm):
    """Where they are to go from now on."""

    hint = _("新的号码，11 位数字。")
    otherwise = _("改用邮箱收，点这里")


class SubscribeForm(ReachForm):
    """What to be reminded of, where to, and that one agrees."""

    def __init__(
        self, data: Mapping[str, Any] | None, channels: Iterable[str], things: Iterable[tuple[str, str]]
    ) -> None:
        super().__init__(data, channels)
        rows = list(things)
        self.fields["things"] = forms.MultipleChoiceField(
            label=_("提醒哪几件事？"),
            choices=rows,
            initial=[key for key, _words in rows],
            widget=Ticks(choices=rows),
            error_messages={
                "required": _("请至少选一件要提醒的事。"),
                "invalid_choice": _("请从列出的几件事里选。"),
            },
        )
        self.fields["agree"] = AgreeField(consent.lines(), _("同意了才能提醒您。请在“我看过了，我同意”前面打勾。"))
        self.order_fields(["things", "phone", "email", "agree"])

    @property
    def layout(self) -> tuple[object, ...]:  # type: ignore[override]
        """The fields in their order."""
        return "things", *self.where, Field("agree", template=AGREE)

    def at(self, name: str) -> str:
        """The first box of the list; else the control itself."""
        return "id_things_0" if name == "things" else super().at(name)


class CodeForm(PortalForm):
    """The code that was sent."""

    layout = (Field("code", template=LINE),)

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.fields["code"] = LineField(
            _("验证码"), _("短信或邮件里的 6 位数字。"), inputmode="numeric", autocomplete="one-time-code"
        )

    def clean_code(self) -> str:
        """Six digits; anything else costs no try."""
        typed = digits_of(self.cleaned_data["code"])
        if not typed:
            raise ValidationError(_("请填验证码。"))
        if len(typed) != DIGITS or not (typed.isascii() and typed.isdecimal()):
            raise ValidationError(_("验证码是 6 位数字。请照着短信或邮件再填一次。"))
        return typed
