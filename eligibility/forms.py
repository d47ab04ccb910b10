"""Forms that more than one room shows: drawn by the portal's pack, each fault at its control."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, LayoutObject
from crispy_forms.utils import render_crispy_form
from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from catalog.rules import InvalidAnswer
from eligibility.answers import message_for
from eligibility.typed import day_of
from eligibility.widgets import DAY_PARTS, Day

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise
else:
    Words = str

LINE, AGREE = "portal/line.html", "portal/agree.html"
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


class AgreeField(forms.BooleanField):
    """A tick under the words that are agreed to."""

    def __init__(self, lines: Sequence[str], unticked: Words) -> None:
        super().__init__(
            label=_("您同意这样做吗？"), help_text=_("我看过了，我同意"), error_messages={"required": unticked}
        )
        self.lines = lines


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
