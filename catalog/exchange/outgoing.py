"""What can be downloaded: a list or the words as YAML, a list or an empty form as a workbook."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from catalog.exchange.labels import Names
from catalog.exchange.workbook import workbook_of
from catalog.loading import edition_data, vocabulary_data, write_yaml
from catalog.models import Edition

YAML = "application/yaml; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNFIT = re.compile(r'[\x00-\x1f\x7f\\/:*?"<>|]+')
LONGEST_NAME = 80


@dataclass(frozen=True)
class Download:
    """A file: its name, its media type and its content."""

    name: str
    media_type: str
    content: bytes


def edition_file(edition: Edition, ending: str) -> Download:
    """An edition as yaml or xlsx; raises CatalogueError where a text is too long for a cell."""
    data = edition_data(Edition.objects.whole().get(pk=edition.pk))
    name = f"{UNFIT.sub('_', edition.title)[:LONGEST_NAME].strip()} {edition.label}.{ending}"
    if ending == "yaml":
        return Download(name, YAML, write_yaml(data).encode())
    return Download(name, XLSX, workbook_of(data, Names()))


def words_file(kind: str) -> Download:
    """The regions, facts, terms or questions as YAML."""
    return Download(f"{kind}.yaml", YAML, write_yaml(vocabulary_data(kind)).encode())


def empty_form() -> Download:
    """A workbook with headings, lists and a guide, to be filled for a first list."""
    nothing: dict[str, Any] = {}
    return Download("空白清单.xlsx", XLSX, workbook_of(nothing, Names()))
