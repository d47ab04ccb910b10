"""Where a message is to go: a phone number or a mailbox, asked for in one form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from crispy_forms.layout import Field
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eligibility.addresses import SENTENCES, Address, WrongAddressError, email, parse
from eligibility.forms import LINE, Folded, LineField, PortalForm, Words
from eligibility.models.subscriptions import Channel

NO_EMAIL = _("请填邮箱地址。")


class ReachForm(PortalForm):
    """A phone number, or a mailbox for those without; by what the portal has a way out for."""

    hint: Words = _("11 位数字。可以是老人的，也可以是家里人的。")
    otherwise: Promise = _("没有手机？用邮箱收")
    own = True  # whether the browser may fill in its owner's

    def __init__(self, data: Mapping[str, Any] | None, channels: Iterable[str], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.channels = tuple(channels)
        if Channel.SMS in self.channels:
            fill = "tel" if self.own else "off"
            self.fields["phone"] = LineField(_("手机号码"), self.hint, inputmode="tel", autocomplete=fill)
        if Channel.EMAIL in self.channels:
            fill = "email" if self.own else "off"
            self.fields["email"] = LineField(_("邮箱地址"), inputmode="email", autocomplete=fill)

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
