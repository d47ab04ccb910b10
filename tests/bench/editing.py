"""What editing costs, as ratios: a whole list checked, and compared, against compiling it once and an admin page.

    editing.py [--rounds 7]

Loads the project's lists into a fresh SQLite database and measures in turn, so that what else runs on the
machine falls on all alike. Prints medians of CPU time as ratios; seconds stand beside them for reading only.
A measure more is a function more in MEASURES.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))
DAY = date(2026, 11, 23)
LIST = "quzhou"
Measure = Callable[[], object]


@dataclass(frozen=True)
class Ground:
    """What there is to measure on: a draft that corrects a list, one that changes it, the list, and a clerk."""

    draft: Any
    changed: Any
    published: Any
    clerk: Any


def prepared() -> Ground:
    """The project's lists in force, and a draft of the longest."""
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import Client

    from catalog.models import Edition
    from catalog.publishing import clone

    call_command("set_up", stdout=StringIO())
    published = Edition.objects.published().get(region__slug=LIST)
    clerk = Client(SERVER_NAME="localhost")
    clerk.force_login(User.objects.create_superuser("bench"), backend="django.contrib.auth.backends.ModelBackend")
    return Ground(clone(published), changed(clone(published)), published, clerk)


def changed(draft: Any) -> Any:
    """A draft in which every benefit of cash pays another sum."""
    from catalog.models import Pathway

    Pathway.objects.filter(benefit__item__edition=draft, kind="cash").update(amount="111", amount_by=None)
    return draft


def compiling(ground: Ground) -> object:
    """A rulebook compiled once: the unit of the rules."""
    from catalog.rules import Rulebook, Screener

    return Screener([Rulebook.from_json(ground.published.rulebook)], DAY)


def page(ground: Ground) -> object:
    """A page of the admin: the unit of the pages."""
    answer = ground.clerk.get("/admin/catalog/serviceitem/", {"edition__id__exact": ground.draft.pk})
    if answer.status_code != 200:
        raise SystemExit(f"the admin answers {answer.status_code}")
    return answer


def checking(ground: Ground) -> object:
    """A whole draft checked, with its queries."""
    from catalog.review.checking import check

    return check(ground.draft, DAY)


def comparing(ground: Ground) -> object:
    """A whole draft compared with what is in force: in words, by witnesses, and on the sample of residents."""
    from catalog.review.comparing import compare

    return compare(ground.published, ground.changed, DAY)


MEASURES: Mapping[str, Callable[[Ground], object]] = {
    "compile": compiling,
    "page": page,
    "check": checking,
    "compare": comparing,
}
# What is promised of a measure against a unit.
RATIOS: Mapping[str, tuple[str, str]] = {
    "a whole list checked / compiled once": ("check", "compile"),
    "a whole list checked / a page of the admin": ("check", "page"),
    "a whole list compared / compiled once": ("compare", "compile"),
    "a whole list compared / a page of the admin": ("compare", "page"),
}


def seconds(measures: Mapping[str, Measure], rounds: int) -> dict[str, float]:
    """The median CPU seconds of each measure, all in turn."""
    taken: dict[str, list[float]] = {name: [] for name in measures}
    for _ in range(rounds + 1):
        for name, measure in measures.items():
            start = time.process_time()
            measure()
            taken[name].append(time.process_time() - start)
    return {name: statistics.median(times[1:]) for name, times in taken.items()}


def main() -> None:
    """Runs and prints."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=7)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as var:
        os.environ.update(DJANGO_ENV="local", VAR_DIR=var, DJANGO_SETTINGS_MODULE="config.settings")
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        logging.disable(logging.INFO)
        ground = prepared()
        measures = {name: partial(measure, ground) for name, measure in MEASURES.items()}
        taken = seconds(measures, args.rounds)
    report: dict[str, Any] = {name: round(taken[one] / taken[unit], 1) for name, (one, unit) in RATIOS.items()}
    report["CPU seconds"] = {name: round(one, 3) for name, one in taken.items()}
    print(json.dumps(report, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
