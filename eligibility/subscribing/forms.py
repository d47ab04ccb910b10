"""The forms of a resident's reminders: what and where to, the code, the last date, another number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from crispy_forms.layout import Field, LayoutObject
from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from eligibility.addresses import SENTENCES, Address, WrongAddressError, email, parse
from eligibility.forms import LONGEST, PortalForm
from eligibility.models.subscriptions import Channel
from eligibility.reminders.codes import DIGITS, digits_of
from eligibility.subscribing import consent
from eligibility.widgets import Ticks

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise

LINE, AGREE = "portal/line.html", "portal/agree.html"
NO_EMAIL = _("请填邮箱地址。")


class Folded(LayoutObject):
    """A field behind a line that opens; open where something is in it."""

    def __init__(self, summary: Promise, field: str) -> None:
        self.summary, self.field = summary, field

    def render(self, form: forms.Form, context: Any, template_pack: str = "portal", **kwargs: Any) -> SafeString:
        """The fold as HTML."""
        inside = Field(self.field, template=LINE).render(form, context, template_pack=template_pack, **kwargs)
        bound = form[self.field]
        filled = {"summary": self.summary, "fields": inside, "open": bool(bound.errors or bound.value())}
        return render_to_string(f"{template_pack}/layout/fold.html", filled)


class LineField(forms.Field):
    """What was typed in one line, as it was typed."""

    def __init__(self, label: Words, hint: Words = "", **attrs: str) -> None:
        widget = forms.TextInput({"autocomplete": "off", "spellcheck": "false", **attrs})
        super().__init__(required=False, label=label, help_text=hint, widget=widget)

    def to_python(self, value: Any) -> str:
        """A text that is not endless, without what no page may hold."""
        return str(value or "")[:LONGEST].replace("\x00", "")

    def prepare_value(self, value: Any) -> str:
        """What is sent back."""
        return self.to_python(value)


class ReachForm(PortalForm):
    """A phone number, or a mailbox for those without; by what the portal has a way out for."""

    hint: Words = _("11 位数字。可以是老人的，也可以是家里人的。")
    otherwise: Promise = _("没有手机？用邮箱收")

    def __init__(self, data: Mapping[str, Any] | None, channels: Iterable[str], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.channels = tuple(channels)
        if Channel.SMS in self.channels:
            self.fields["phone"] = LineField(_("手机号码"), self.hint, inputmode="tel", autocomplete="tel")
        if Channel.EMAIL in self.channels:
            self.fields["email"] = LineField(_("邮箱地址"), inputmode="email", autocomplete="email")

    @property
    def where(self) -> tuple[object, ...]:
        """The two ways in their places: the second folded behind the first."""
        if len(self.channels) > 1:
            return Field("phone", template=LINE), Folded(self.otherwise, "email")
        return (Field("phone" if Channel.SMS in self.channels else "email", template=LINE),)

    @property
    def layout(self) -> tuple[object, ...]:  # type: ignore[override]
        """The fields in their order."""
        return self.where

    @property
    def first(self) -> str:
        """The field that faults of the address as a whole stand at."""
        typed = [name for name in ("phone", "email") if self.cleaned_data.get(name, "").strip()]
        return (typed or [name for name in ("phone", "email") if name in self.fields])[0]

    def clean(self) -> None:
        """Reads the address, in whichever of the two inputs it was typed."""
        typed = [name for name in ("phone", "email") if self.cleaned_data.get(name, "").strip()]
        if len(typed) > 1:
            self.add_error("email", str(_("手机和邮箱请只填一样。")))
        else:
            self._read(self.first, self.cleaned_data.get(self.first, ""))

    def _read(self, name: str, typed: str) -> None:
        if not typed.strip() and name == "email":
            self.add_error(name, str(NO_EMAIL))
            return
        try:
            found = parse(typed) if name == "phone" else email(typed)
        except WrongAddressError as fault:
            self.add_error(name, fault.sentence)
            return
        if found.channel in self.channels:
            self.address: Address = found
        else:
            self.add_error(name, str(SENTENCES["no_address"]))


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
        agree = forms.BooleanField(
            label=_("您同意这样做吗？"),
            help_text=_("我看过了，我同意"),
            error_messages={"required": _("同意了才能提醒您。请在“我看过了，我同意”前面打勾。")},
        )
        agree.lines = consent.lines()  # type: ignore[attr-defined]
        self.fields["agree"] = agree
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
