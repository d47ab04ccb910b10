"""What the fields of a row refuse, told before the database would."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from catalog.loading.faults import Faults


def within_limits(row: models.Model, where: str, faults: Faults) -> None:
    """Note each field of a row, not yet saved, that says more or other than it may."""
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.primary_key or field.remote_field or value in (None, "", [], {}):
            continue
        try:
            setattr(row, field.attname, field.clean(value, row))
        except ValidationError as fault:
            said = {"field": field.verbose_name, "fault": "；".join(fault.messages)}
            faults.add(where, _("%(field)s：%(fault)s") % said)


def twice(rows: Iterable[models.Model], places: Mapping[int, str], faults: Faults) -> None:
    """Note each row that says again what may be said once."""
    seen: set[tuple[object, ...]] = set()
    for row in rows:
        for one in row._meta.constraints:
            if isinstance(one, models.UniqueConstraint):
                # Rows that a new one belongs to have no keys yet: each stands for itself.
                key = (one.name, *(_identity(getattr(row, name)) for name in one.fields))
                if key in seen:
                    faults.add(places[id(row)], str(one.get_violation_error_message()))
                seen.add(key)


def _identity(value: object) -> object:
    return id(value) if isinstance(value, models.Model) and value.pk is None else value
