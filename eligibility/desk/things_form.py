"""The list of things to be reminded of, each with a tick and, where it is renewed, its last day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _

from catalog.rules.dates import OLDEST, birthday
from eligibility.desk.ageing import aged
from eligibility.desk.forms import Day
from eligibility.desk.things import Thing


@dataclass(frozen=True)
class Row:
    """One thing with its controls."""

    thing: Thing
    tick: BoundField
    last: BoundField | None
    begins: bool  # whether the list of another place begins here


class ThingsForm(forms.Form):
    """Ticks; a day that is filled in ticks its thing, so that nobody has to do both."""

    def __init__(self, things: Sequence[Thing], today: date, *args: object, ticked: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.things, self.today = things, today
        # Out of the lists, one thing stands there in as many rhythms as it has; a birthday tells which is when.
        if any(one.way and one.place for one in things):
            self.fields["born"] = Day(
                label=_("出生日期（可以不填）"),
                first=birthday(today, -OLDEST),
                last=today,
                required=False,
                help_text=_("周期随年龄变的，按它算出哪天起变。只用来算，不存下来。"),
            )
        for one in things:
            self.fields[one.key] = forms.BooleanField(label=one.proposal.name, required=False, initial=ticked)
            if one.proposal.asks_last:
                self.fields[self._last(one)] = Day(
                    label=_("上次办理：%s") % one.proposal.name, last=today, required=False, initial=one.last
                )

    def _last(self, thing: Thing) -> str:
        return f"{thing.key}-last"

    @property
    def born(self) -> BoundField | None:
        """The birthday, where it is asked."""
        return self["born"] if "born" in self.fields else None

    def rows(self) -> Iterator[Row]:
        """The list as it is drawn."""
        place = ""
        for one in self.things:
            last = self[self._last(one)] if one.proposal.asks_last else None
            yield Row(one, self[one.key], last, one.place != place)
            place = one.place

    def clean(self) -> None:
        """Refuses none, and two rhythms of one thing."""
        chosen = self.chosen()
        keys = [(one.proposal.benefit, one.proposal.kind) for one in chosen]
        if not chosen and self.things:
            self.add_error(self.things[0].key, ValidationError(_("请至少选一件要提醒的事。"), code="none"))
        for place, one in enumerate(chosen):
            if keys.index(keys[place]) != place:
                self.add_error(one.key, ValidationError(_("同一件事只能选一种周期。"), code="twice"))

    def chosen(self) -> list[Thing]:
        """What is to be reminded of, with the last days as they were filled in."""
        found = []
        for one in self.things:
            last = self.cleaned_data.get(self._last(one))
            if self.cleaned_data.get(one.key) or (last and last != one.last):
                found.append(replace(one, last=last))
        born = self.cleaned_data.get("born")
        return [aged(one, born, self.today) for one in found] if born else found
