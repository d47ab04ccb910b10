"""What a clerk fills in: the person, who is reminded, that it was agreed to, what came of a call."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalog.models import Region
from catalog.permissions import regions_of
from catalog.rules import InvalidAnswer
from eligibility.addresses import WrongAddressError, parse
from eligibility.answers import message_for
from eligibility.desk.cases import REFERENCE, Person, twin
from eligibility.desk.consents import Given
from eligibility.desk.numbers import CALLABLE, WrongNumberError, ringable
from eligibility.desk.recipients import Recipient
from eligibility.models import CallTry, Consent, Subscription
from eligibility.models.cases import new_reference
from eligibility.models.subscriptions import Channel
from eligibility.reminders.channels.registry import provider_for
from eligibility.typed import day_of, tidy

EARLIEST = date(1990, 1, 1)
# A signed paper may be older than the case, but not older than consents are kept.
KEPT_ON_PAPER = timedelta(days=3 * 365)
BY_CALL, BY_MESSAGE = "call", "message"
WHO = [
    (Subscription.Recipient.SELF, _("老人自己的手机")),
    (Subscription.Recipient.RELATIVE, _("家属的手机或邮箱")),
    (Subscription.Recipient.WORKER, _("我的手机或邮箱，由我转告")),
    (BY_CALL, _("列入电话名单，到时候打电话或上门")),
]
WAYS = [(BY_MESSAGE, _("发短信或邮件")), (BY_CALL, _("打电话或上门"))]
# Residents agree with a code; at the desk somebody was asked.
HOW = [choice for choice in Consent.How.choices if choice[0] != Consent.How.CODE]


class Line(forms.CharField):
    """A short text of characters that can be seen."""

    def to_python(self, value: object) -> str:
        """Without blanks at the ends, without what cannot be seen."""
        text = unicodedata.normalize("NFC", str(super().to_python(value) or ""))
        return " ".join("".join(" " if unicodedata.category(one)[0] in "CZ" else one for one in text).split())


class Day(forms.Field):
    """A date from a calendar or as people type it, not before 1990 and not after `last`."""

    widget = forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d")

    def __init__(self, *, last: date | None = None, first: date | None = None, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]
        self.first, self.last = first or EARLIEST, last
        self.widget.attrs |= {"min": self.first.isoformat()} | ({"max": last.isoformat()} if last else {})

    def to_python(self, value: object) -> date | None:
        """The day; None where nothing was typed."""
        try:
            text = day_of({"year": str(value or ""), "month": "", "day": ""})
        except InvalidAnswer as fault:
            code = "not_date" if fault.code.startswith("no_") else fault.code
            raise ValidationError(message_for(InvalidAnswer(code)), code=code) from None
        day = date.fromisoformat(text) if text else None
        if day and not self.first <= day <= (self.last or date.max):
            raise ValidationError(_("这一天太早或太晚了。请检查年份。"), code="range")
        return day


class PersonForm(forms.Form):
    """Whom a case is about."""

    reference = forms.CharField(widget=forms.HiddenInput, required=False)
    another = forms.BooleanField(label=_("是另一个人"), required=False, widget=forms.HiddenInput)
    name = Line(label=_("老人姓名"), max_length=30, error_messages={"required": _("请填姓名。")})
    street = Line(
        label=_("街道（乡镇）、村或社区"),
        max_length=40,
        widget=forms.TextInput(attrs={"list": "streets"}),
        error_messages={"required": _("请填街道（乡镇）。")},
    )

    def __init__(self, user: User, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        regions = Region.objects.filter(pk__in=regions_of(user, "desk"))
        only = list(regions[:2])
        self.fields["region"] = forms.ModelChoiceField(
            regions,
            label=_("所在的地区"),
            empty_label=None if len(only) == 1 else _("请选择"),
            error_messages={"required": _("请选地区。"), "invalid_choice": _("请选您负责的地区。")},
        )
        self.order_fields(["reference", "name", "another", "region", "street"])
        self.fields["reference"].initial = new_reference

    def clean(self) -> None:
        """Asks once more where the street has somebody of that name already."""
        found = self.cleaned_data
        if found.get("another") or not {"name", "region", "street"} <= found.keys():
            return
        other = twin(self.person(), found["reference"])
        if other is not None:
            words = _("这个街道已经有同名的个案，编号 %(reference)s。真的是另一个人，就勾上“是另一个人”。")
            self.add_error("name", ValidationError(words, code="twin", params={"reference": other.reference}))
            self.fields["another"].widget = forms.CheckboxInput()

    def clean_reference(self) -> str:
        """The number that the page was drawn with, so that it opens one case however often it is sent."""
        sent = str(self.cleaned_data["reference"])
        return sent if REFERENCE.fullmatch(sent) else new_reference()

    def person(self) -> Person:
        """What was filled in."""
        found = self.cleaned_data
        return Person(found["name"], found["region"], found["street"])


class AddressForm(forms.Form):
    """A number or a mailbox, and how reminders get there."""

    who = forms.ChoiceField(
        label=_("提醒发给谁"),
        choices=WHO,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选提醒发给谁。")},
    )
    address = forms.CharField(
        label=_("号码或邮箱"),
        max_length=254,
        required=False,
        help_text=_("列入电话名单的，座机也可以，要带区号；没有电话就空着，到时候上门。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
    )

    def clean(self) -> None:
        """Takes the address for what it is, and refuses what has no way out."""
        who, typed = self.cleaned_data.get("who"), tidy(self.cleaned_data.get("address", ""))
        if not who or "address" in self.errors:
            return
        channel, address = (Channel.CALL, self._ringable(typed)) if who == BY_CALL else self._written(typed)
        self.cleaned_data |= {"channel": channel, "address": address}

    def _ringable(self, typed: str) -> str:
        if not typed:
            return ""
        try:
            return ringable(typed)
        except WrongNumberError:
            self.add_error("address", ValidationError(CALLABLE, code="number"))
            return ""

    def _written(self, typed: str) -> tuple[Channel, str]:
        try:
            found = parse(typed)
        except WrongAddressError as fault:
            self.add_error("address", ValidationError(fault.sentence, code=fault.code))
            return Channel.SMS, ""
        channel = Channel(found.channel)
        if provider_for(channel) is None:
            none = _("现在还不能发短信。") if channel == Channel.SMS else _("现在还不能发邮件。")
            self.add_error("address", ValidationError(none, code="channel"))
        return channel, found.text


class RecipientForm(AddressForm):
    """Who receives the reminders, and where."""

    label = Line(
        label=_("称呼"),
        max_length=10,
        required=False,
        help_text=_("可以不填。发给家属的，填家属怎么叫老人，例如“妈妈”；打电话的，填找谁接，例如“儿子王明”。"),
    )

    def recipient(self) -> Recipient:
        """What was filled in."""
        found = self.cleaned_data
        own = Subscription.Recipient.SELF
        who = own if found["who"] == BY_CALL else Subscription.Recipient(found["who"])
        return Recipient(who, found["channel"], found["address"], found["label"])


class ChangeForm(AddressForm):
    """Another number or mailbox for somebody."""

    def __init__(self, subscription: Subscription, *args: object, **kwargs: object) -> None:
        by_call = subscription.channel == Channel.CALL
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        first = BY_CALL if by_call else BY_MESSAGE
        self.fields["who"] = forms.ChoiceField(
            label=_("以后怎样提醒"), choices=WAYS, widget=forms.RadioSelect, initial=first
        )
        self.order_fields(["who", "address"])


class ConsentForm(forms.Form):
    """That somebody agreed."""

    giver = forms.ChoiceField(
        label=_("谁同意的"),
        choices=Consent.Giver.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选是谁同意的。")},
    )
    how = forms.ChoiceField(
        label=_("怎样同意的"),
        choices=HOW,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选是怎样同意的。")},
    )
    agreed = forms.BooleanField(
        label=_("已经把上面的话念给对方听，对方同意"),
        error_messages={"required": _("没有同意，就不能建档，也不能提醒。对方同意了，再勾上这一项。")},
    )

    def __init__(self, today: date, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["on"] = Day(
            label=_("哪天同意的"),
            first=today - KEPT_ON_PAPER,
            last=today,
            initial=today,
        )
        self.order_fields(["giver", "how", "on", "agreed"])

    def given(self) -> Given:
        """What was filled in."""
        found = self.cleaned_data
        return Given(Consent.Giver(found["giver"]), Consent.How(found["how"]), found["on"])


class LastForm(forms.Form):
    """When something was done last."""

    def __init__(self, today: date, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["last"] = Day(label=_("上次办理"), last=today, required=False)


class NoteForm(forms.Form):
    """What came of a call; the outcome is the button that was pressed."""

    outcome = forms.ChoiceField(choices=CallTry.Outcome.choices)
    seen = forms.IntegerField(min_value=0)
    note = Line(label=_("备注"), max_length=200, required=False)

    def __init__(self, today: date, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["next_on"] = Day(label=_("没人接的，哪天再打"), first=today, required=False)


def faults(*filled: forms.BaseForm) -> Iterator[tuple[str, str]]:
    """Everything that is wrong: the control to mend it at, and the sentence."""
    for form in filled:
        for name, messages in form.errors.items():
            bound = form[name]
            at = bound.id_for_label or f"{bound.auto_id}_0"
            yield from ((at, str(message)) for message in messages)
