"""The forms of feedback: the code, and what became of each benefit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from crispy_forms.layout import Field
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from eligibility.forms import LINE, LineField, PortalForm
from eligibility.usage import tickets
from eligibility.usage.counting import What

CHOICES = ((What.GOT, _("办成了")), (What.WAITING, _("还在办")), (What.REFUSED, _("没办成")))


class TicketForm(PortalForm):
    """The code that was given with the results."""

    layout = (Field("code", template=LINE),)

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.fields["code"] = LineField(
            _("反馈码"), _("8 个字母和数字，例如 ABCD2345。大写小写都行。"), autocapitalize="characters"
        )

    def clean_code(self) -> str:
        """Eight letters and digits; anything else costs no try."""
        typed = tickets.letters_of(self.cleaned_data["code"])
        if not typed:
            raise ValidationError(_("请填反馈码。"))
        if len(typed) != tickets.LENGTH:
            words = str(_("反馈码是 {most} 个字母和数字，您填了 {count} 个。请数一数。"))
            raise ValidationError(words.format(most=tickets.LENGTH, count=len(typed)))
        if not tickets.is_code(typed):
            raise ValidationError(_("反馈码里没有 0、1、I、L、O 这几个字。请看清楚再填一次。"))
        return typed


class OutcomesForm(forms.Form):
    """What became of each benefit; what was not applied for is left open."""

    def __init__(self, data: Mapping[str, Any] | None, benefits: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)
        self.benefits = list(benefits)
        for code, name in self.benefits:
            self.fields[code] = forms.ChoiceField(
                label=name, choices=CHOICES, required=False, error_messages={"invalid_choice": _("请从三样里选一样。")}
            )

    @property
    def rows(self) -> list[tuple[str, str, list[tuple[str, str, bool]]]]:
        """Each benefit with its choices, and which is chosen."""
        chosen = {code: str(self[code].value() or "") for code, _name in self.benefits}
        return [
            (code, name, [(value, str(label), chosen[code] == value) for value, label in CHOICES])
            for code, name in self.benefits
        ]

    @property
    def outcomes(self) -> dict[str, str]:
        """What was chosen, by benefit."""
        return {code: value for code, value in self.cleaned_data.items() if value}

    def clean(self) -> None:
        """One at least."""
        if not self.errors and not self.outcomes:
            raise ValidationError(_("请至少选一项，再点“告诉我们”。"))

    def faults(self) -> list[tuple[str, str]]:
        """Every fault: the control to mend it at, and the sentence."""
        first = self.benefits[0][0]
        named = [(first if name == "__all__" else name, messages) for name, messages in self.errors.items()]
        return [(f"id_{name}_0", str(message)) for name, messages in named for message in messages]
