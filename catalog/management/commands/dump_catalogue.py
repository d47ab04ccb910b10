"""Writes a region's list, or the words that lists are read with, as a catalogue file."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from catalog.loading import VOCABULARY, edition_data, vocabulary_data, write_yaml
from catalog.models import Edition


class Command(BaseCommand):
    """Writes a catalogue file to standard output."""

    help = "Writes the list of a region as YAML; regions, facts, terms, questions and glosses are files too."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which file, and which edition of it."""
        parser.add_argument("region", metavar="REGION", help="a region's slug, or " + ", ".join(VOCABULARY))
        parser.add_argument("--edition", help="an edition's label; without it the last one published")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file."""
        name = options["region"]
        data = vocabulary_data(name) if name in VOCABULARY else edition_data(self.edition(name, options["edition"]))
        self.stdout.write(write_yaml(data), ending="")

    def edition(self, region: str, label: str | None) -> Edition:
        """The edition asked for."""
        editions = Edition.objects.whole().filter(region__slug=region)
        if label:
            found = next((one for one in editions if one.label == label), None)
        else:
            found = editions.published().latest_first().first()
        if found is None:
            raise CommandError(_("没有这个地区的版本：%s；先载入它的文件，或改用已有的地区") % region)
        return found
