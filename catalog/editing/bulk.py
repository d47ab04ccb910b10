"""One field of many rows changed at once: what would become of each, then all of them or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from catalog.editing.families import digest
from catalog.editing.history import Names
from catalog.editing.revisions import hold, is_published
from catalog.models import Benefit, Department, ItemDepartment, Parameter, ParameterValue, Pathway, ServiceItem
from catalog.models.fields import Lines

# The fields that may be changed at once, for each kind of row.
FIELDS: Mapping[type[Model], tuple[str, ...]] = {
    ServiceItem: ("category", "departments", "legal_basis", "name"),
    Benefit: ("apply", "bring", "summary", "gives", "readings"),
    Pathway: ("renewal_months", "period", "note", "formula", "readings"),
    ParameterValue: ("effective_from", "document", "row", "value"),
    Department: ("phone", "address", "hours", "name"),
}
# Where a list shows something else than what is changed: the rows under it, and the field that leads to it.
UNDER: Mapping[type[Model], tuple[type[Model], str]] = {Parameter: (ParameterValue, "parameter")}
OFFICES = "departments"


class Outdated(Exception):
    """Somebody changed the rows after they were shown."""


@dataclass(frozen=True)
class Line:
    """A row with a field before and after, in words; `fault` says why it cannot become so, `left` why it stays."""

    row: Any
    name: str
    before: str
    after: str
    value: Any = None
    fault: str = ""
    left: str = ""

    @property
    def changes(self) -> bool:
        """Whether it would be written."""
        return not self.left and not self.fault and self.before != self.after


def rows_of(model: type[Model], chosen: Iterable[int]) -> list[Any]:
    """The rows that a choice in a list means, in their order."""
    target, path = UNDER.get(model, (model, "pk"))
    return list(target._default_manager.filter(**{f"{path}__in": list(chosen)}))


def fields_of(model: type[Model]) -> tuple[str, ...]:
    """The fields that a list's rows may be changed in."""
    return FIELDS.get(UNDER.get(model, (model, ""))[0], ())


def is_text(model: type[Model], field: str) -> bool:
    """Whether words in a field can be replaced."""
    one: Any = model._meta.get_field(field)
    known = one.get_internal_type() in ("CharField", "TextField") or isinstance(one, Lines)
    return field != OFFICES and known and not getattr(one, "choices", None)


def setting(value: Any) -> Callable[[Any], Any]:
    """The change that puts one value everywhere."""
    return lambda _before: value


def replacing(old: str, new: str) -> Callable[[Any], Any]:
    """The change that puts some words in the place of others."""

    def change(before: Any) -> Any:
        if isinstance(before, list):
            return [line for one in before if (line := one.replace(old, new).strip())]
        return before.replace(old, new)

    return change


def planned(rows: Sequence[Any], field: str, change: Callable[[Any], Any], may: Callable[[Any], bool]) -> list[Line]:
    """What would become of each row."""
    names = Names()
    names.learn(rows)
    return [_line(one, field, change, may, names) for one in rows]


def _line(row: Any, field: str, change: Callable[[Any], Any], may: Callable[[Any], bool], names: Names) -> Line:
    name = names.row(row)
    if field == OFFICES:
        return _office_line(row, name, change([]), may)
    one = row._meta.get_field(field)
    before, said = getattr(row, field), names.value(row, one)
    if left := _left(row, may):
        return Line(row, name, said, said, left=left)
    value, fault = change(before), ""
    setattr(row, field, value)
    try:
        row.full_clean(exclude=[other.name for other in row._meta.fields if other.name != field])
    except ValidationError as error:
        fault = " ".join(error.messages)
    names.learn([row])
    after = names.value(row, one)
    setattr(row, field, before)
    return Line(row, name, said, after, value, fault)


def _office_line(item: ServiceItem, name: str, wanted: list[str], may: Callable[[Any], bool]) -> Line:
    said = "、".join(str(one) for one in item.offices.select_related("department")) or "—"
    if left := _left(item, may):
        return Line(item, name, said, said, left=left)
    known = {one.name: one for one in Department.objects.filter(edition=item.edition_id)}
    missing = [one for one in wanted if one not in known]
    fault = _("这个版本里没有部门“%s”，先加上。") % "、".join(missing) if missing else ""
    return Line(item, name, said, "、".join(wanted) or "—", [known[one] for one in wanted if one in known], fault)


def _left(row: Any, may: Callable[[Any], bool]) -> str:
    if is_published(row):
        return _("已发布，不动")
    return "" if may(row) else _("您不能改这个地区的内容，不动")


def stamp(rows: Sequence[Any]) -> str:
    """A text that differs when any of the rows does."""
    return "".join(digest(one)[:8] for one in rows)


@transaction.atomic
def write(rows: Sequence[Any], shown: str, plan: Callable[[], list[Line]], field: str) -> int:
    """Write what was planned, all or nothing, and say how many rows changed; raises Outdated where rows differ."""
    hold(rows)
    for one in rows:
        one.refresh_from_db()
    if stamp(rows) != shown:
        raise Outdated
    lines = [line for line in plan() if line.changes]
    for line in lines:
        if field == OFFICES:
            _write_offices(line.row, line.value)
        else:
            setattr(line.row, field, line.value)
            line.row.save()
    return len(lines)


def _write_offices(item: ServiceItem, offices: Sequence[Department]) -> None:
    """The offices in their order; rows that stay keep their history."""
    found = {one.department_id: one for one in item.offices.all()}
    for one in found.values():
        if one.department_id not in {office.pk for office in offices}:
            one.delete()
    for position, office in enumerate(offices, start=1):
        row = found.get(office.pk) or ItemDepartment(item=item, department=office)
        row.position = position
        row.save()
