"""What a hundred thousand subscribers cost a minute that finds five thousand due, against ten thousand subscribers.

    reminders.py [--rounds 5]

Needs DATABASE_URL of a PostgreSQL that may be written to; makes two databases there and looks for what is due in
each in turn, so that what else runs on the machine falls on both alike. Prints the ratio of the medians; seconds
stand beside it for reading only.
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
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).parents[2]))
DUE = 5_000
SUBSCRIBERS = {"bench_small": 10_000, "bench_large": 100_000}
# Those that are not due today wake in the year to come.
YEAR = 365
SLICE = 5_000


def turn_to(name: str) -> None:
    """Go on with this database."""
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = name


def make(name: str, subscribers: int, today: datetime) -> None:
    """A database with the portal's lists and so many subscribers."""
    import psycopg2
    from django.core.management import call_command
    from django.db import connection

    from eligibility.models import Subscription, Watch
    from tests.faults.seed import one, renewed

    server = psycopg2.connect(os.environ["DATABASE_URL"])
    server.autocommit = True
    server.cursor().execute(f"CREATE DATABASE {name}")
    server.close()
    turn_to(name)
    call_command("migrate", verbosity=0)
    call_command("load_catalogue", stdout=StringIO())
    what, day = renewed(), today.date()
    for start in range(0, subscribers, SLICE):
        pairs = [
            one(place, day + timedelta(days=0 if place < DUE else 1 + place % YEAR), what)
            for place in range(start, min(start + SLICE, subscribers))
        ]
        Subscription.objects.bulk_create([subscription for subscription, _watch in pairs])
        Watch.objects.bulk_create([watch for _subscription, watch in pairs])
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def finding(name: str, now: datetime) -> float:
    """The seconds in which all that is due is found and queued; the database is then as it was."""
    from django.db import connection, transaction

    from eligibility.models import Reminder
    from eligibility.reminders.finding import find

    turn_to(name)
    with transaction.atomic():
        start = time.perf_counter()
        found = find(now)
        taken = time.perf_counter() - start
        queued = Reminder.objects.filter(state=Reminder.State.PENDING).count()
        transaction.set_rollback(True)
    if not found == queued == DUE:
        raise SystemExit(f"{found} found and {queued} queued of {DUE}")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return taken


def main() -> None:
    """Runs and prints."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as var:
        address = urlsplit(os.environ["DATABASE_URL"])
        given = {"DATABASE_URL": urlunsplit(address), "DJANGO_SETTINGS_MODULE": "config.settings"}
        os.environ.update(DJANGO_ENV="local", VAR_DIR=var, **given)
        import django

        django.setup()
        logging.disable(logging.WARNING)
        now = datetime.now(ZoneInfo("Asia/Shanghai")).replace(hour=10)
        for name, subscribers in SUBSCRIBERS.items():
            make(name, subscribers, now)
        taken: dict[str, list[float]] = {name: [] for name in SUBSCRIBERS}
        for _round in range(args.rounds + 1):
            for name, times in taken.items():
                times.append(finding(name, now))
        small, large = (statistics.median(times[1:]) for times in taken.values())
        turn_to(address.path.strip("/"))
    report = {
        f"{DUE} due found and queued among 100,000 subscribers / among 10,000": round(large / small, 2),
        "seconds": {name: round(statistics.median(times[1:]), 2) for name, times in taken.items()},
    }
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
