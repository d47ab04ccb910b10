"""Who gets where: every page of cases and calls, for everybody, also for the people of the next district."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from catalog.models import Region, Role
from eligibility.desk.urls import urlpatterns
from eligibility.models import Call, Case, Subscription
from tests.desk.clerks import at_work, call, case, clerk

OPEN, NONE, REFUSED, SIGN_IN = "open", 404, 403, "sign in"
# Each with what happens to them on a page that is about one case, and on a list.
PEOPLE = {
    "own": (OPEN, OPEN),
    "of the city": (OPEN, OPEN),
    "elsewhere": (NONE, OPEN),
    "of a street": (NONE, OPEN),
    "editor": (REFUSED, REFUSED),
    "left": (SIGN_IN, SIGN_IN),
    "anonymous": (SIGN_IN, SIGN_IN),
}
POSTED = {"call-back", "case-last", "case-drop"}
OURS = re.compile("case|call|visits")


@dataclass(frozen=True)
class Ground:
    """One case with a call, and everybody."""

    case: Case
    call: Call
    clients: dict[str, Client]


@pytest.fixture
def ground(worker: User) -> Ground:
    """All of PEOPLE around a case of the district."""
    opened = case(worker)
    street = Region.objects.create(slug="zhangtan", name="樟潭街道", parent=Region.objects.get(slug="qujiang"))
    people = {
        "own": worker,
        "of the city": clerk("city", "quzhou"),
        "elsewhere": clerk("elsewhere", "kecheng"),
        "of a street": clerk("street", street.slug),
        "editor": User.objects.create_user("editor", is_staff=True),
        "left": clerk("left"),
    }
    Role.objects.create(user=people["editor"], kind="editor", region=Region.objects.get(slug="qujiang"))
    clients = {name: at_work(person) for name, person in people.items()}
    User.objects.filter(username="left").update(is_active=False)
    return Ground(opened, call(opened), {**clients, "anonymous": Client()})


def ways(found: Ground) -> Iterator[tuple[str, str, bool]]:
    """Every address of cases and calls, and whether it is about the one case."""
    known = {"reference": found.case.reference, "uuid": Subscription.objects.get().pk, "int": found.call.pk}
    for one in urlpatterns:
        if not OURS.search(str(one.name)):
            continue
        takes = one.pattern.converters
        args = {name: known.get(name, known["int" if "call" in one.name else "uuid"]) for name in takes}
        yield str(one.name), reverse(f"desk:{one.name}", kwargs=args), bool(takes)


def happened(client: Client, name: str, path: str, method: str) -> object:
    """What somebody got."""
    answer = getattr(client, method)(path)
    if answer.status_code == 302 and "/admin/login/" in answer.headers["Location"]:
        return SIGN_IN
    return answer.status_code if answer.status_code in (NONE, REFUSED) else OPEN


@pytest.mark.parametrize("who", PEOPLE)
def test_every_page_is_open_to_those_whose_case_it_is(ground: Ground, who: str) -> None:
    about_one, on_lists = PEOPLE[who]
    client, found, expected = ground.clients[who], {}, {}
    for name, path, one in ways(ground):
        found[name] = happened(client, name, path, "post" if name in POSTED else "get")
        expected[name] = about_one if one else on_lists
    assert found == expected
    assert len(found) >= 17


@pytest.mark.parametrize("who", [name for name, (about_one, _) in PEOPLE.items() if about_one != OPEN])
def test_nobody_else_changes_anything(ground: Ground, who: str) -> None:
    for name, path, one in ways(ground):
        if one and name != "case":
            assert happened(ground.clients[who], name, path, "post") == PEOPLE[who][0], name
    assert (Case.objects.get().closed_at, Call.objects.get().tries.count()) == (None, 0)
    assert Subscription.objects.get().state == "active"


def test_lists_show_nobody_of_another_district(ground: Ground) -> None:
    for name, path, one in ways(ground):
        if not one:
            shown = ground.clients["elsewhere"].get(path).content.decode()
            assert "王桂英" not in shown, name
            assert "302 1234" not in shown, name


def test_a_role_that_is_taken_away_ends_at_the_next_press(ground: Ground, worker: User) -> None:
    client = ground.clients["own"]
    assert client.get("/desk/calls/").status_code == 200
    Role.objects.filter(user=worker).delete()
    assert client.get("/desk/calls/").status_code == 403


def test_no_page_is_kept_by_a_browser(ground: Ground) -> None:
    for name, path, _one in ways(ground):
        if name not in POSTED:
            assert "no-store" in ground.clients["own"].get(path).headers["Cache-Control"], name
