"""A form field for each type of fact: from what was sent to the answer's JSON value, or None for unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from catalog.answering import SOME
from catalog.rules import Fact, InvalidAnswer, RegionTree, read_answer
from eligibility.answers import message_for
from eligibility.typed import day_of, number_of
from eligibility.widgets import DAY_PARTS, NONE_OF_THESE, UNSURE, Day, Number, Places, Radios, Ticks

BLANK = object()  # nothing was sent; whether that matters hangs on the rest of the page
UNITS = {"money": "元|块|圆", "integer": "年|岁|个|次"}


class FactField(forms.Field):
    """One fact's answer."""

    if_blank = "no_choice"

    def __init__(self, fact: Fact, as_of: date, regions: RegionTree, label: str) -> None:
        self.fact, self.facts, self.as_of, self.regions = fact, (fact,), as_of, regions
        super().__init__(label=label, required=False, widget=self.control())
        self.at = self.id_of(fact.code)

    def control(self) -> forms.Widget:
        """What the person answers with."""
        return Radios(choices=[*self.options(), (UNSURE, _("不清楚"))])

    def options(self) -> Iterable[tuple[str, str]]:
        """The values to choose from, with their labels."""
        return [(code, _(label)) for code, label in self.fact.options.items()]

    def id_of(self, name: str) -> str:
        """The control that an error's link lands on."""
        return f"id_{name}_0"

    def clean(self, value: Any) -> Any:
        """The JSON value of the answer; None where the person does not know; BLANK for none."""
        try:
            raw = self.raw(value)
            if raw is not None and raw is not BLANK:
                read_answer(self.fact, raw, self.as_of, self.regions)
            return raw
        except InvalidAnswer as fault:
            if part := fault.params.get("part"):
                self.at = f"id_{self.fact.code}_{part}"
            raise ValidationError(message_for(fault), code=fault.code) from None

    def raw(self, value: Any) -> Any:
        """What was chosen."""
        if not value:
            return BLANK
        return None if value == UNSURE else value

    def shown(self, raw: Any) -> Any:
        """The control's value for an answer given before."""
        return UNSURE if raw is None else raw


class YesNoField(FactField):
    """Yes, no or not sure."""

    def options(self) -> Iterable[tuple[str, str]]:
        """Yes and no."""
        return [("true", _("是")), ("false", _("否"))]

    def raw(self, value: Any) -> Any:
        """What was chosen, as a bool."""
        return {"true": True, "false": False}.get(value, super().raw(value))

    def shown(self, raw: Any) -> Any:
        """The row that was chosen."""
        return UNSURE if raw is None else str(raw).lower()


class PlaceField(FactField):
    """A region."""

    def control(self) -> forms.Widget:
        """A tree that opens."""
        return Places(self.regions)

    def id_of(self, name: str) -> str:
        """The first row."""
        return f"id_{name}"


class TypedField(FactField):
    """Something typed, or the box beneath ticked."""

    def raw(self, value: Any) -> Any:
        """What was typed."""
        typed = self.typed(value)
        if typed is not None and value["unsure"]:
            raise InvalidAnswer("answer_and_unsure")
        return BLANK if typed is None and not value["unsure"] else typed

    def typed(self, value: Mapping[str, str]) -> Any:
        """The JSON value of what was typed; None where nothing was."""
        raise NotImplementedError

    def id_of(self, name: str) -> str:
        """The first input."""
        return str(self.widget.id_for_label(f"id_{name}"))


class DayField(TypedField):
    """A date."""

    if_blank = "no_date"

    def control(self) -> forms.Widget:
        """Year, month and day."""
        return Day()

    def typed(self, value: Mapping[str, str]) -> Any:
        """The date as ISO text."""
        return day_of({part: value[part] for part in DAY_PARTS})

    def shown(self, raw: Any) -> Any:
        """Its three parts, without leading zeros."""
        if raw is None:
            return {"unsure": "1"}
        return {part: number.lstrip("0") for part, number in zip(DAY_PARTS, raw.split("-"), strict=True)}


class NumberField(TypedField):
    """A sum of money or a whole number."""

    if_blank = "no_number"

    def control(self) -> forms.Widget:
        """One input with its unit."""
        unit = _("元") if self.fact.type == "money" else ""
        return Number(attrs={"unit": unit})

    def typed(self, value: Mapping[str, str]) -> Any:
        """The number, whole where it is."""
        number = number_of(value[""], UNITS[self.fact.type])
        if number is None:
            return None
        if self.fact.type == "money":
            return float(number)
        return int(number) if number == number.to_integral_value() and abs(number) < 10**12 else float(number)

    def shown(self, raw: Any) -> Any:
        """The number as people write it."""
        return {"unsure": "1"} if raw is None else {"": f"{raw:g}" if raw == int(raw) else f"{raw:.2f}"}


class ChecklistField(forms.Field):
    """Several facts in one list of boxes: its bools, and the options of its choices."""

    if_blank = "nothing_ticked"

    def __init__(self, name: str, facts: Iterable[Fact], label: str) -> None:
        self.facts = tuple(facts)
        super().__init__(label=label, required=False, widget=Ticks(choices=self.rows()))
        self.at = f"id_{name}_0"

    def rows(self) -> list[tuple[str, str]]:
        """A row for each bool and each option, and the two that exclude the others."""
        rows = [
            (f"{fact.code}:{option}", _(label)) if option else (fact.code, _(label))
            for fact in self.facts
            for option, label in (fact.options or {"": fact.name}).items()
        ]
        return [*rows, (NONE_OF_THESE, _("以上都没有")), (UNSURE, _("不清楚"))]

    def clean(self, value: Any) -> Any:
        """The JSON value of each fact; what is not ticked is no, or unknown where somebody is not sure."""
        ticked = set(value or ())
        if not ticked:
            return BLANK
        if fault := self._fault(ticked):
            raise ValidationError(message_for(fault), code=fault.code)
        return {fact.code: self._raw(fact, ticked) for fact in self.facts}

    def _fault(self, ticked: set[str]) -> InvalidAnswer | None:
        if not ticked <= {code for code, _label in self.rows()}:
            return InvalidAnswer("not_a_choice")
        if NONE_OF_THESE in ticked and len(ticked) > 1:
            return InvalidAnswer("none_with_others")
        return None

    def _raw(self, fact: Fact, ticked: set[str]) -> Any:
        if fact.type == "bool":
            return True if fact.code in ticked else None if UNSURE in ticked else False
        chosen = [option for option in fact.options if f"{fact.code}:{option}" in ticked]
        if UNSURE not in ticked:
            return chosen
        return {SOME: chosen} if chosen else None

    def shown(self, given: Mapping[str, Any]) -> list[str]:
        """The boxes ticked before."""
        raws = [given[fact.code] for fact in self.facts]
        rows = [row for fact in self.facts for row in self._ticked(fact, given[fact.code])]
        if any(raw is None or isinstance(raw, dict) for raw in raws):
            return [*rows, UNSURE]
        return rows or [NONE_OF_THESE]

    def _ticked(self, fact: Fact, raw: Any) -> list[str]:
        if fact.type == "bool":
            return [fact.code] if raw else []
        chosen = raw[SOME] if isinstance(raw, dict) else raw or []
        return [f"{fact.code}:{option}" for option in chosen]


FIELDS: Mapping[str, type[FactField]] = {
    "bool": YesNoField,
    "choice": FactField,
    "region": PlaceField,
    "date": DayField,
    "money": NumberField,
    "integer": NumberField,
}
