"""Who changed what and when, in words: of an object with its rows, or of a whole edition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import BooleanField, Field, ForeignKey, JSONField, Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.compile import meanings
from catalog.editing.families import PARTS, Parts, owners, records
from catalog.models import (
    Clause,
    Condition,
    Document,
    Edition,
    Exclusion,
    Expectation,
    FactSaying,
    FactStep,
    Gloss,
    ItemDepartment,
    ParameterValue,
    PathwayAmount,
    Question,
    QuestionFact,
    ServiceItem,
)
from catalog.models.baseline import BASELINE
from catalog.models.fields import Lines
from catalog.wording import Wording

DONE = {"+": gettext_lazy("新增"), "~": gettext_lazy("修改"), "-": gettext_lazy("删除")}
# The fields that a row goes by where it has no name.
GOES_BY: Mapping[type[Model], tuple[str, ...]] = {
    Clause: ("term", "words"),
    Condition: ("fact", "relation", "value"),
    Document: ("number",),
    Edition: ("title",),
    Exclusion: ("group",),
    Expectation: ("benefit", "verdict"),
    FactSaying: ("text",),
    FactStep: ("text",),
    Gloss: ("word",),
    ItemDepartment: ("department",),
    ParameterValue: ("region", "effective_from"),
    PathwayAmount: ("option",),
    Question: ("title",),
    QuestionFact: ("fact",),
    ServiceItem: ("row", "name"),
}


@dataclass(frozen=True)
class Difference:
    """One field of a row, before and now, in words."""

    label: str
    before: str
    now: str


@dataclass(frozen=True)
class Place:
    """A row that something belongs to, or is: its model, its number, its name, and whether it is still there."""

    model: type[Model]
    pk: int
    name: str
    alive: bool


@dataclass(frozen=True)
class Change:
    """One saved change of one row: when, who ("" is the portal itself), which row, what was done, and its fields."""

    when: datetime
    who: str
    kind: str
    row: str
    done: str
    differences: tuple[Difference, ...]
    places: tuple[Place, ...]
    record: Any = field(repr=False, compare=False)

    def __str__(self) -> str:
        told = "，".join(f"{one.label}：{one.before} → {one.now}" for one in self.differences)
        head = f"{self.done}{self.kind}“{self.row}”"
        return f"{head}：{told}" if told else head


def changes_since(row: Model, seen: Sequence[int]) -> list[Change]:
    """What was done to an object and its rows after the records seen (families.last_records), the newest first."""
    newer = [
        one
        for place, found in enumerate(records(row))
        for one in found.filter(history_id__gt=seen[place] if place < len(seen) else 0).select_related("history_user")
    ]
    return told(newer)


def last_deletion(model: Any, pk: Any) -> Change | None:
    """The deletion of an object that is gone; None where it never was."""
    try:
        found = model.history.filter(id=pk, history_type="-").select_related("history_user").order_by("-history_id")[:1]
        return next(iter(told(found)), None)
    except (AttributeError, ValueError):
        return None


def all_records(row: Model, parts: Parts = PARTS) -> list[tuple[datetime, int, type[Model]]]:
    """When each record of an object and its rows was made, its id and its model, the newest first."""
    stamps = [
        (when, number, found.model)
        for found in records(row, parts)
        for when, number in found.exclude(history_change_reason=BASELINE)
        .order_by()
        .values_list("history_date", "history_id")
    ]
    return sorted(set(stamps), key=lambda one: (one[0], one[2].__name__, one[1]), reverse=True)


def fetched(stamps: Iterable[tuple[datetime, int, type[Model]]]) -> list[Change]:
    """The changes that some of `all_records` stand for, the newest first, in a few queries a kind."""
    numbers: dict[Any, list[int]] = defaultdict(list)
    for _when, number, model in stamps:
        numbers[model].append(number)
    return told(
        record
        for model, some in numbers.items()
        for record in model.objects.filter(history_id__in=some).select_related("history_user")
    )


def told(found: Iterable[Any]) -> list[Change]:
    """History records as changes, those that changed nothing left out."""
    written = (one for one in found if one.history_change_reason != BASELINE)
    rows = sorted(written, key=lambda one: (one.history_date, one.history_id), reverse=True)
    before, names = _previous(rows), Names()
    pairs = [(one, before.get((type(one), one.history_id))) for one in rows]
    names.learn(record for pair in pairs for record in pair if record is not None)
    changes = [_change(one, old, names) for one, old in pairs]
    return [one for one in changes if one.differences or one.record.history_type != "~"]


def _previous(rows: Sequence[Any]) -> dict[tuple[type[Model], int], Any]:
    """The record before each, a query for each kind."""
    kinds: dict[Any, set[int]] = defaultdict(set)
    for one in rows:
        kinds[type(one)].add(one.id)
    found: dict[tuple[type[Model], int], Any] = {}
    for model, ids in kinds.items():
        last: dict[int, Any] = {}
        for record in model.objects.filter(id__in=ids).order_by("history_date", "history_id"):
            if record.id in last:
                found[model, record.history_id] = last[record.id]
            last[record.id] = record
    return found


def _change(record: Any, old: Any, names: Names) -> Change:
    model = record.instance_type
    differences: list[Difference] = []
    for one in record.tracked_fields:
        if not one.editable or one.name in owners(model):
            continue
        now = names.value(record, one)
        if record.history_type == "~":
            before = names.value(old, one) if old is not None else ""
            same = old is not None and getattr(old, one.attname) == getattr(record, one.attname)
            if not same:
                differences.append(Difference(capfirst(str(one.verbose_name)), before, now))
    who = str(record.history_user) if record.history_user_id and record.history_user else ""
    return Change(
        record.history_date,
        who,
        str(model._meta.verbose_name),
        names.row(record),
        str(DONE[record.history_type]),
        tuple(differences),
        tuple(names.places(record)),
        record,
    )


class Names:
    """Values of history records in words; what they refer to is fetched once a kind, deleted rows as they last were."""

    def __init__(self) -> None:
        self._known: dict[tuple[type[Model], Any], Any] = {}

    def learn(self, found: Iterable[Any]) -> None:
        """Fetch what records refer to, and what that refers to in its turn."""
        level = list(found)
        for _step in range(6):
            wanted: dict[type[Model], set[Any]] = defaultdict(set)
            for record in level:
                for one in _model_of(record)._meta.concrete_fields:
                    pk = getattr(record, one.attname, None)
                    if isinstance(one, ForeignKey) and pk is not None and (one.related_model, pk) not in self._known:
                        wanted[one.related_model].add(pk)
            level = [row for model, pks in wanted.items() for row in self._fetch(model, pks)]

    def _fetch(self, model: Any, pks: set[Any]) -> list[Any]:
        defer = ["frozen"] if model is Edition else []
        rows = {row.pk: row for row in model._base_manager.defer(*defer).filter(pk__in=pks)}
        gone = pks - rows.keys()
        if gone and hasattr(model, "history"):
            for record in model.history.filter(id__in=gone).order_by("history_date", "history_id"):
                rows[record.id] = record
        self._known |= {(model, pk): rows.get(pk) for pk in pks}
        return list(rows.values())

    def one(self, model: Any, pk: Any) -> Any:
        """A row that was learnt, or the last record of one that is deleted; None for what nobody knows."""
        return self._known.get((model, pk))

    @cached_property
    def words(self) -> Wording:
        """The words of the facts and regions."""
        return Wording(meanings())

    def row(self, record: Any) -> str:
        """What a row goes by."""
        model = _model_of(record)
        if not (names := GOES_BY.get(model)):
            return str(getattr(record, "name", None) or f"#{record.pk}")
        said = " ".join(
            self.value(record, model._meta.get_field(name)) for name in names if getattr(record, name + "_id", True)
        )
        return said.strip("— ") or f"#{getattr(record, 'id', record.pk)}"

    def value(self, record: Any, one: Any) -> str:
        """The value of a field of a record, as people say it."""
        value = getattr(record, one.attname)
        if value is None or value == "" or value == []:
            return "—"
        if isinstance(one, ForeignKey):
            other = self.one(one.related_model, value)
            return _("（已删除）") if other is None else self.row_name(other)
        return self._said(record, one, value)

    def row_name(self, row: Any) -> str:
        """What a row or a record that something refers to is called."""
        return str(row) if not hasattr(row, "history_type") and not hasattr(row, "owner") else self.row(row)

    def _said(self, record: Any, one: Field[Any, Any], value: Any) -> str:
        model = _model_of(record)
        if isinstance(one, Lines):
            return "、".join(str(line) for line in value)
        if isinstance(one, JSONField):
            known = self.one(model._meta.get_field("fact").related_model, record.fact_id) if _of_fact(model) else None
            return self.words.shown(known.code if known else "", value).replace("\n", "、")
        if isinstance(one, BooleanField):
            return _("是") if value else _("否")
        if one.choices:
            return str(dict(one.flatchoices).get(value, value))
        if isinstance(value, datetime):
            return date_format(timezone.localtime(value), "DATETIME_FORMAT")
        return date_format(value) if isinstance(value, date) else str(value)

    def places(self, record: Any) -> Iterator[Place]:
        """What a row belongs to, from the edition down, and the row itself."""
        if (owner := self._owner(record)) is not None:
            yield from self.places(owner)
        model, gone = _model_of(record), getattr(record, "history_type", "") == "-"
        pk = getattr(record, "id", record.pk)
        yield Place(model, pk, self.row(record), not gone)

    def _owner(self, record: Any) -> Any:
        model = _model_of(record)
        for name in owners(model):
            one: Any = model._meta.get_field(name)
            if (pk := getattr(record, one.attname)) is not None:
                return self.one(one.related_model, pk)
        return None


def _model_of(row: Any) -> Any:
    return getattr(row, "instance_type", None) or type(row)


def _of_fact(model: type[Model]) -> bool:
    return model in (Condition, FactStep)
