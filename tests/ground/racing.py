"""Races for one PostgreSQL, run as `manage.py shell` runs a file: prints what came of each as a line of JSON."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from datetime import date
from threading import Barrier
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection

from catalog.compile import compile_edition
from catalog.loading import load_edition, load_vocabulary
from catalog.models import Benefit, Edition
from catalog.publishing import clone, publish, submit
from catalog.review.obstacles import Refused
from tests.catalog.conftest import LIST, WORDS

TODAY, LATER = date(2026, 11, 23), date(2027, 1, 1)
ROUNDS, CROWD = 12, 6


def at_once(*steps: Callable[[], object]) -> list[str]:
    """Every step in a thread of its own, begun together; "done", or why it was refused."""
    barrier = Barrier(len(steps))

    def run(step: Callable[[], object]) -> str:
        try:
            connection.ensure_connection()
            barrier.wait()
            step()
        except Refused as refused:
            return " ".join(one.kind for one in refused.obstacles)
        except ValidationError as fault:
            return str(fault.code)
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(steps)) as threads:
        return sorted(threads.map(run, steps))


def drafts(base: Edition, editor: User, count: int) -> list[Edition]:
    """Copies of an edition, each submitted."""
    return [submit(clone(base), editor, TODAY) for _ in range(count)]


def newest() -> Edition:
    """What was published last."""
    return Edition.objects.published().order_by("-published_at")[0]


def rename(benefit: Benefit, name: str) -> None:
    """Somebody writes a row of a draft that they have read before."""
    benefit.name = name
    benefit.save()


def tell(race: str, **found: Any) -> None:
    """One line for the test."""
    print(json.dumps({"race": race, **found}), flush=True)


def write_and_publish(editor: User, publisher: User, place: int) -> None:
    """A row is written while its edition is published."""
    base = newest()
    (draft,) = drafts(base, editor, 1)
    benefit = Benefit.objects.select_related("item__edition").get(item__edition=draft, code="quzhou-09")
    ended = at_once(
        # The day of the edition that it corrects: which day that is depends on who won the race before.
        lambda: publish(draft, publisher, TODAY, base.effective_from),
        lambda: rename(benefit, f"名{place}") if place % 3 else None,
    )
    draft.refresh_from_db()
    benefit.refresh_from_db()
    frozen = {} if draft.is_draft else draft.rulebook
    rows = compile_edition(draft.pk)
    tell("write", ended=ended, draft=draft.is_draft, same=frozen.get("items") == rows["items"], name=benefit.name)
    if draft.is_draft:
        draft.delete()


def main() -> None:
    """Every race."""
    for name, data in WORDS.items():
        load_vocabulary(name, deepcopy(data))
    first = publish(load_edition(deepcopy(LIST)))
    editor, publisher, other = (User.objects.create_superuser(name) for name in ("editor", "publisher", "other"))
    (draft,) = drafts(first, editor, 1)
    tell("one", ended=at_once(*[lambda: publish(draft, publisher, TODAY, LATER)] * CROWD))
    for days in ((LATER, LATER), (LATER, date(2027, 2, 1))):
        one, two = drafts(newest(), editor, 2)
        ended = at_once(
            lambda one=one, day=days[0]: publish(one, publisher, TODAY, day),  # type: ignore[misc]
            lambda two=two, day=days[1]: publish(two, other, TODAY, day),  # type: ignore[misc]
        )
        states = [Edition.objects.get(pk=draft.pk).is_draft for draft in (one, two)]
        tell("two", ended=ended, drafts=sum(states))
    for place in range(ROUNDS):
        write_and_publish(editor, publisher, place)


main()
