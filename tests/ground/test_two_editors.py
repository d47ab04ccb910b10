"""Two editors who press the same button at the same instant, on a real PostgreSQL."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, connections
from django.db.models import Model
from django.test import Client

from catalog.loading import load_edition
from catalog.models import Department, Edition, Fact, ServiceItem
from catalog.publishing import publish
from tests.catalog.conftest import draft, small, words
from tests.catalog.test_admin import address, fields

__all__ = ["draft", "small", "words"]

PAIRS = 3
CHANGES: list[tuple[type[Model], str]] = [(Department, "address"), (ServiceItem, "category"), (Fact, "name")]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def on_postgresql(db: None) -> None:
    """These tests are about its locks."""
    assert connection.vendor == "postgresql", "run these tests through script/test"


@pytest.fixture
def editors() -> list[Client]:
    """Two editors, each signed in."""
    clients = []
    for name in ("anna", "boli"):
        client = Client()
        user = User.objects.create_superuser(name)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        clients.append(client)
    return clients


def at_once(*doings: Callable[[], Any]) -> list[Any]:
    """What each gives, all begun at the same instant in threads of their own."""
    ready, given = threading.Barrier(len(doings)), [None] * len(doings)

    def run(place: int) -> None:
        try:
            ready.wait(10)
            given[place] = doings[place]()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(doings))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return given


@pytest.mark.parametrize(("model", "field"), CHANGES)
def test_of_two_at_once_exactly_one_wins(draft: Edition, editors: list[Client], model: type[Model], field: str) -> None:
    for pair in range(PAIRS):
        row: Any = model._default_manager.order_by("pk")[0]
        path = address(model, "change", row.pk)
        sent = [{**fields(one.get(path)), field: f"{'甲乙'[place]}{pair}"} for place, one in enumerate(editors)]  # type: ignore[arg-type]
        answers = at_once(
            *(
                lambda one=one, data=data, path=path: one.post(path, data)
                for one, data in zip(editors, sent, strict=True)
            )
        )
        assert sorted(one.status_code for one in answers) == [302, 409]
        winner = [one.status_code for one in answers].index(302)
        row.refresh_from_db()
        assert getattr(row, field) == sent[winner][field]
        assert ["anna", "boli"][winner] in answers[1 - winner].content.decode()


def test_two_new_rows_of_one_name_get_two_codes(draft: Edition, editors: list[Client]) -> None:
    path, sent = address(Department, "add"), {"edition": draft.pk, "name": "老龄办", "position": 1}
    answers = at_once(*(lambda one=one: one.post(path, sent) for one in editors))
    assert [one.status_code for one in answers] == [302, 302]
    assert set(Department.objects.filter(name="老龄办").values_list("code", flat=True)) == {
        "lao-ling-ban",
        "lao-ling-ban-2",
    }


def test_a_save_and_a_publish_at_once_never_change_what_is_published(
    words: None, small: dict[str, Any], editors: list[Client]
) -> None:
    for pair in range(PAIRS):
        small["edition"] = f"pair-{pair}"
        edition = load_edition(small)
        office = edition.departments.get(code="minzheng")
        path = address(Department, "change", office.pk)
        sent = {**fields(editors[0].get(path)), "phone": "1"}  # type: ignore[arg-type]
        answer, _published = at_once(
            lambda path=path, sent=sent: editors[0].post(path, sent), lambda e=edition: publish(e)
        )
        office.refresh_from_db()
        frozen = Edition.objects.get(pk=edition.pk).rulebook["departments"]["minzheng"]["phone"]
        assert office.phone == frozen
        assert answer.status_code == (302 if frozen == "1" else 409)
