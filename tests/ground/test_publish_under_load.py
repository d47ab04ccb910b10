"""Editions are published while residents are screened: every answer is wholly from one of them."""

import http.client
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from typing import Any

from tests.ground.conftest import Start
from tests.ground.processes import BIN, free_port, manage

TIMES, PAUSE, EACH, THREADS = 4, 1.5, 0.12, 4
LEAST_A_SECOND = 20
SOON = 1.0
# Every cash benefit of the list gives the same new sum in each new edition, so that a mix would show.
PUBLISHER = f"""
import sys, time
from datetime import date
from django.contrib.auth.models import User
from django.utils import timezone
from catalog.models import Edition, Pathway
from catalog.publishing import clone, publish, submit
editor, publisher = (User.objects.create_superuser(name) for name in ("editor", "publisher"))
today = timezone.localdate()
print("ready", flush=True)
for place in range(1, {TIMES} + 1):
    time.sleep({PAUSE})
    draft = clone(Edition.objects.published().filter(region__slug="quzhou").latest_first().first())
    paid = Pathway.objects.filter(benefit__item__edition=draft, kind="cash")
    paid.update(amount=str(1000 + place), amount_by=None, at_least=False)
    submit(draft, editor, today)
    begun = time.time()
    publish(draft, publisher, today, today)
    print("published", draft.label, 1000 + place, begun, time.time(), flush=True)
"""
PERSON = {
    **{"birth_date": "1924-03-02", "hukou": "quzhou", "residence": "quzhou", "assistance": "dibao"},
    **{"disability_grade": "1", "care_setting": "home", "self_care": "total", "care_assessed": True},
}


@dataclass(frozen=True)
class Answer:
    """One screening: when it was asked and answered, the edition it names, and the sums it gives."""

    asked: float
    answered: float
    status: int
    edition: str
    amounts: frozenset[float]


@dataclass(frozen=True)
class Publish:
    """One publish: the label and the sum of the new edition, and between which moments it became the law."""

    label: str
    amount: float
    begun: float
    done: float


def ask(port: int, client: int) -> Answer:
    """One screening through the API, from an address of its own."""
    headers = {
        **{"Host": "portal.test", "X-Forwarded-Proto": "https", "Content-Type": "application/json"},
        "X-Forwarded-For": f"10.{client >> 16 & 255}.{client >> 8 & 255}.{client & 255}",
    }
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=15)
    asked = time.time()
    connection.request("POST", "/api/v1/screenings", json.dumps({"facts": PERSON}), headers)
    response = connection.getresponse()
    body = response.read()
    answered = time.time()
    connection.close()
    return Answer(asked, answered, response.status, *read(body if response.status == 200 else b"{}"))


def read(body: bytes) -> tuple[str, frozenset[float]]:
    """The city's edition, and the sums of its cash benefits."""
    found: dict[str, Any] = json.loads(body)
    edition = next((one["edition"] for one in found.get("catalogues", ()) if one["region"] == "quzhou"), "")
    paid = [one["award"] for one in found.get("benefits", ()) if one["region"] == "quzhou" and one["award"]]
    return edition, frozenset(one["amount"] for one in paid if one["kind"] == "cash" and one["amount"] is not None)


def keep_asking(port: int, numbers: "count[int]", until: list[float]) -> Iterator[Answer]:
    """A screening at each beat of this thread's clock until the end is set."""
    beat = time.time()
    while not until or time.time() < until[0]:
        yield ask(port, next(numbers))
        beat = max(beat + EACH, time.time() - EACH)
        time.sleep(max(0.0, beat - time.time()))


def test_no_answer_mixes_editions(
    start: Start, production: dict[str, str], migrated_postgresql: str, redis: str
) -> None:
    port = free_port()
    env = production | {"DATABASE_URL": migrated_postgresql, "REDIS_URL": redis, "PORT": str(port)}
    done = manage("set_up", env=env)
    assert done.returncode == 0, done.stderr
    server = start([str(BIN / "gunicorn"), "--config", "config/gunicorn.py"], env)
    server.wait_for("Booting worker")
    publisher = start([str(BIN / "python"), "manage.py", "shell", "-v0", "-c", PUBLISHER], env)
    publisher.wait_for("ready", 60)

    first = ask(port, 0)
    numbers, until = count(1), list[float]()
    with ThreadPoolExecutor(THREADS) as threads:
        asking = [threads.submit(lambda: list(keep_asking(port, numbers, until))) for _ in range(THREADS)]
        try:
            publisher.process.wait(90)
        finally:
            until.append(time.time() + SOON + 0.5)
        answers = [one for thread in asking for one in thread.result()]
    assert publisher.process.returncode == 0, publisher.output()

    lines = [line.split()[1:] for line in publisher.output().splitlines() if line.startswith("published")]
    publishes = [Publish(label, *map(float, numbers)) for label, *numbers in lines]
    assert len(publishes) == TIMES
    hold_against(answers, first, publishes)
    seconds = max(one.answered for one in answers) - min(one.asked for one in answers)
    assert len(answers) / seconds >= LEAST_A_SECOND


def hold_against(answers: list[Answer], first: Answer, publishes: list[Publish]) -> None:
    """Each answer is of one edition, of none to come, and of the newest a second after it was published."""
    assert {one.status for one in [first, *answers]} == {200}
    sums = {first.edition: first.amounts, **{one.label: frozenset({one.amount}) for one in publishes}}
    order = [first.edition, *(one.label for one in publishes)]
    assert len(first.amounts) > 1
    assert {one.edition for one in answers} == set(order)
    for one in answers:
        assert one.amounts == sums[one.edition], one
        place = order.index(one.edition)
        assert place == 0 or publishes[place - 1].begun <= one.answered, one
        assert all(publish.done + SOON >= one.asked for publish in publishes[place:]), one
