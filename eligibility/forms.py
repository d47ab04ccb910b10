"""Forms that more than one room shows: drawn by the portal's pack, each fault at its control."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from crispy_forms.utils import render_crispy_form
from django import forms
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from catalog.rules import InvalidAnswer
from eligibility.answers import message_for
from eligibility.typed import day_of
from eligibility.widgets import DAY_PARTS, Day

LONGEST = 400  # more is cut off before it is looked at, and sent back as it was cut


class PortalForm(forms.Form):
    """A form whose fields the portal's pack draws, with every fault at its control."""

    single = False
    help_lines: tuple[str, ...] = ()
    layout: tuple[object, ...] = ()

    @property
    def helper(self) -> FormHelper:
        """How crispy draws it: the fields alone."""
        helper = FormHelper()
        helper.form_tag, helper.disable_csrf = False, True
        helper.layout = Layout(*self.layout)
        return helper

    @property
    def drawn(self) -> SafeString:
        """The fields as HTML."""
        return cast(SafeString, render_crispy_form(self))

    def at(self, name: str) -> str:
        """The control that an error's link lands on."""
        return f"id_{name}"

    def faults(self) -> list[tuple[str, str]]:
        """Every fault: the control to mend it at, and the sentence."""
        return [(self.at(name), str(message)) for name in self.fields for message in self.errors.get(name, ())]


class LastField(forms.Field):
    """The day on which something was done last, or that nobody knows it."""

    widget = Day
    OLDEST = 30

    def __init__(self, today: date) -> None:
        super().__init__(label=_("上次是哪一天办的？"), required=False)
        self.today, self.part = today, DAY_PARTS[0]

    def clean(self, value: Any) -> date | None:
        """The day; None where it is not known. What is wrong is kept with the input that it lies in."""
        try:
            return self._day(value)
        except InvalidAnswer as fault:
            self.part = str(fault.params.get("part", DAY_PARTS[0]))
            raise ValidationError(message_for(fault)) from None

    def _day(self, value: Mapping[str, str]) -> date | None:
        typed = day_of({part: str(value[part])[:LONGEST] for part in DAY_PARTS})
        if typed is None and not value["unsure"]:
            raise InvalidAnswer("no_date")
        if typed is not None and value["unsure"]:
            raise InvalidAnswer("answer_and_unsure")
        last = date.fromisoformat(typed) if typed else None
        if last is not None and last > self.today:
            raise InvalidAnswer("date_in_future", as_of=self.today)
        if last is not None and last.year < self.today.year - self.OLDEST:
            raise InvalidAnswer("too_long_ago", years=self.OLDEST)
        return last


class LastForm(PortalForm):
    """When something was done last."""

    layout = ("last",)

    def __init__(self, data: Mapping[str, Any] | None, today: date, last: date | None) -> None:
        shown = {part: str(getattr(last, part)) for part in DAY_PARTS} if last else {}
        super().__init__(data, initial={"last": shown})
        self.fields["last"] = self.field = LastField(today)

    def at(self, name: str) -> str:
        """The input that the fault lies in."""
        return f"id_{name}_{self.field.part}"
