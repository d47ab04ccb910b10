"""Summaries on paper for a file of residents, without a worker and without a trace in the database."""

from __future__ import annotations

import argparse
import csv
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from catalog.in_force import screener_on
from eligibility.models import Paper
from eligibility.rosters import Roster, RosterError, read_roster
from eligibility.summaries.people import person_of
from eligibility.summaries.printing import print_all


class Command(BaseCommand):
    """Reads a roster and writes one PDF; faulty rows go to OUT.pdf.errors.csv, and the others are printed."""

    help = "Prints the summaries of everybody in a roster (CSV or XLSX) into one PDF."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """The files, and how the summaries are to be."""
        parser.add_argument("source", type=Path, metavar="IN")
        parser.add_argument("target", type=Path, metavar="OUT.pdf")
        parser.add_argument("--form", choices=Paper.Form.values, default=Paper.Form.FULL.value)
        parser.add_argument("--as-of", type=date.fromisoformat, default=None, metavar="DATE")
        parser.add_argument("--language", default="zh-hans")

    def handle(self, *args: Any, source: Path, target: Path, form: str, language: str, **options: Any) -> None:
        """Read, draw and write, and tell how many."""
        as_of = options["as_of"] or timezone.localdate()
        with translation.override(language):
            try:
                roster = read_roster(source.name, source.read_bytes(), screener_on(as_of), as_of)
            except (OSError, RosterError) as fault:
                raise CommandError(str(fault)) from None
            for notice in roster.notices:
                self.stderr.write(notice)
            if roster.faults:
                _tell(roster, Path(f"{target}.errors.csv"))
            if not roster.rows:
                raise CommandError(_("没有一行能用。"))
        pages = print_all([person_of(row) for row in roster.rows], form, as_of, language, target)
        told = f"{len(roster.rows)} people, {pages} pages"
        self.stdout.write(f"{told}; {roster.faulty} rows left out" if roster.faulty else told)


def _tell(roster: Roster, path: Path) -> None:
    """The faults as a file that spreadsheets open."""
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["line", "column", "reason"])
        rows.writerows([one.line, one.column, one.message] for one in roster.faults)
