"""The project's lists in force in a test's database: loaded once in a process, and from then on put back as rows."""

from io import StringIO

from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Model

from catalog.in_force import recheck

Rows = list[tuple[object, ...]]

_loaded: dict[type[Model], Rows] = {}


def put_in_force() -> None:
    """Leave behind what `manage.py load_catalogue` leaves behind in an empty database."""
    if _loaded:
        # Rows that point at one another are looked at together, at the end.
        with transaction.atomic():
            for model, rows in _loaded.items():
                _put_back(model, rows)
    else:
        before = {model: _rows(model) for model in _models()}
        call_command("load_catalogue", stdout=StringIO())
        _loaded.update({model: rows for model, was in before.items() if (rows := _rows(model)) != was})
        assert not any(before[model] for model in _loaded), "lists were loaded into a database that had some"
    recheck()


def _models() -> list[type[Model]]:
    return list(apps.get_app_config("catalog").get_models(include_auto_created=True))


def _rows(model: type[Model]) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_columns(model)} FROM {_table(model)}")
        return cursor.fetchall()


def _put_back(model: type[Model], rows: Rows) -> None:
    """The sequence of the keys has passed these already: they were drawn from it."""
    places = ", ".join(["%s"] * len(model._meta.local_concrete_fields))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {_table(model)} ({_columns(model)}) VALUES ({places})", rows)


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _columns(model: type[Model]) -> str:
    return ", ".join(connection.ops.quote_name(field.column) for field in model._meta.local_concrete_fields)
