"""Loads catalogue files and publishes them; what has not changed since the last time is left alone."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from catalog.apps import FILES
from catalog.loading import VOCABULARY, CatalogueError, Fault, edition_data, load_edition, load_vocabulary, read_yaml
from catalog.models import CatalogueFile, Edition
from catalog.publishing import clone, publish
from catalog.review.beside import neighbours
from catalog.rules import Rulebook, RulebookError

# Words that a page explains; no list is read with them.
EXPLAINING = {"glosses"}


class Command(BaseCommand):
    """Loads files of the catalogue; without any, all of catalog/files."""

    help = "Loads catalogue files, the words first, and publishes each list from its date."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Files to load in the place of catalog/files."""
        parser.add_argument("files", nargs="*", metavar="FILE", type=Path, help="a YAML file of the catalogue")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load all or nothing, and say what changed."""
        given: list[Path] = options["files"]
        try:
            with transaction.atomic():
                for line in load(given or sorted(FILES.glob("*.yaml")), asked_for=bool(given)):
                    self.stdout.write(line)
        except CatalogueError as error:
            raise CommandError(f"{error}\n" + _("什么都没有载入。")) from None


def load(paths: list[Path], asked_for: bool) -> list[str]:
    """Load files, the words before the lists, and tell what changed."""
    words = sorted((path for path in paths if path.stem in VOCABULARY), key=lambda path: VOCABULARY.index(path.stem))
    lists = [path for path in paths if path.stem not in VOCABULARY]
    changed = {path.stem: line for path in words if (line := load_words(path))}
    told, reworded = list(changed.values()), bool(changed.keys() - EXPLAINING)
    if reworded and not lists:
        told.append(_("已发布的版本仍按原来的文字；载入清单文件或发布新版本后才换"))
    for path in lists:
        told += load_list(path, reworded, asked_for)
    if told:
        refuse_clashes()
    return told


def refuse_clashes() -> None:
    """Raise CatalogueError where other lists in force do not go with the words published last."""
    last = Edition.objects.published().order_by("-published_at", "-id").first()
    if last is not None:
        try:
            neighbours(Rulebook.from_json(last.rulebook), last.effective_from)
        except RulebookError as error:
            raise CatalogueError([Fault(one.where, one.message) for one in error.problems], last.label) from None


def load_words(path: Path) -> str:
    """Load a file of the vocabulary if it says something else than before."""
    content, known = read(path), CatalogueFile.objects.filter(name=path.name).first()
    if known and known.content == content:
        return ""
    try:
        before = read_yaml(known.content) if known else None
        count = load_vocabulary(path.stem, read_yaml(content), before)
    except CatalogueError as error:
        raise error.of(path.name) from None
    CatalogueFile.objects.update_or_create(name=path.name, defaults={"content": content})
    return _("%(file)s：改了 %(count)s 项") % {"file": path.name, "count": count}


def load_list(path: Path, reworded: bool, asked_for: bool) -> list[str]:
    """Load and publish a region's list if it, or the words it is read with, changed."""
    content, known = read(path), CatalogueFile.objects.filter(name=path.name).select_related("edition").first()
    same = known is not None and known.content == content
    if same and not reworded:
        return []
    try:
        data = read_yaml(content)
        if taken_over(known) and not (asked_for and not same):
            return [_("%s：工作人员已另发布新版本，没有载入；要载入就写明文件名") % path.name]
        draft = draft_of(data, known.edition if same and known else None)
        if draft is None:
            CatalogueFile.objects.update_or_create(name=path.name, defaults={"content": content})
            return []
        edition = publish(draft)
    except CatalogueError as error:
        raise error.of(path.name) from None
    except RulebookError as error:
        raise CatalogueError([Fault(one.where, one.message) for one in error.problems], path.name) from None
    CatalogueFile.objects.update_or_create(name=path.name, defaults={"content": content, "edition": edition})
    said = {"file": path.name, "edition": edition.label, "day": edition.effective_from}
    return [_("%(file)s：发布 %(edition)s，自 %(day)s 起") % said]


def taken_over(known: CatalogueFile | None) -> bool:
    """Whether staff have published another edition since the file was loaded."""
    return known is not None and (known.edition is None or known.edition.status != Edition.Status.PUBLISHED)


def draft_of(data: Any, published: Edition | None) -> Edition | None:
    """What is to be published: the file's list, or the same one read with new words; None if nothing would change."""
    if published is not None:
        return clone(published)
    if isinstance(data, dict) and isinstance(data.get("edition"), str):
        last = Edition.objects.whole().filter(code=data["edition"], status=Edition.Status.PUBLISHED).first()
        if last is not None and edition_data(last) == data:
            return None
    return load_edition(data)


def read(path: Path) -> str:
    """A file's text; raises CatalogueError where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise CatalogueError([Fault("", _("读不了（%s）；看看路径，并存成 UTF-8") % error)], str(path)) from None
