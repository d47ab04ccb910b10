"""The way of an upload: read, tried without writing, kept for an hour, confirmed once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.core import signing
from django.db import DatabaseError, IntegrityError, transaction
from django.utils.translation import gettext as _

from catalog.compile import compile_edition
from catalog.differences import Difference, Kind, Section, differences, surroundings
from catalog.exchange.files import is_words, read_file
from catalog.exchange.guarding import refuse
from catalog.exchange.reading import Reading
from catalog.loading import CatalogueError, Fault, load_edition, load_vocabulary, vocabulary_data
from catalog.models import Document, Edition, Upload
from catalog.permissions import may

KEPT_FOR = timedelta(hours=1)
SALT = "catalog.exchange"
FEW = 12
LABELS = ("title", "issuer", "issued", "url", "valid_until", "note")


@dataclass(frozen=True)
class Change:
    """One field that would be written otherwise."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class ListPlan:
    """What an uploaded list would become: a draft, its numbers, and what it says otherwise than the last published."""

    edition: Edition
    counts: dict[str, int]
    document: tuple[Change, ...]
    before: Edition | None
    benefits: tuple[Difference, ...]
    sections: tuple[Section, ...]

    @property
    def few(self) -> bool:
        """Whether all that differs can be read at a glance."""
        return len(self.benefits) + sum(len(one.differences) for one in self.sections) <= FEW

    @property
    def kinds(self) -> dict[Kind, int]:
        """How many benefits are added, changed and removed."""
        return {kind: sum(one.kind == kind for one in self.benefits) for kind in ("added", "changed", "removed")}


@dataclass(frozen=True)
class WordsPlan:
    """What an uploaded file of words would change, by the codes of its entries."""

    kind: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether it would change nothing."""
        return not (self.added or self.changed or self.removed)


def receive(user: User, name: str, content: bytes, kind: str, now: datetime) -> Upload:
    """Read and try a file, and keep what it says; raises CatalogueError with every fault, and keeps nothing then."""
    reading = read_file(name, content, kind)
    _tried(kind, reading.data, user)
    forget(now)
    return _kept(user, name, kind, reading, now)


def _kept(user: User, name: str, kind: str, reading: Reading, now: datetime) -> Upload:
    content = json.dumps(reading.data, ensure_ascii=False)
    return Upload.objects.create(
        user=user, name=name[-200:], kind=kind, content=content, notices=list(reading.notices), uploaded_at=now
    )


def forget(now: datetime) -> int:
    """Delete what nobody confirmed within the hour; answers how many."""
    return Upload.objects.filter(uploaded_at__lt=now - KEPT_FOR).delete()[0]


def reference_of(upload: Upload) -> str:
    """A signed reference to an upload, for an address."""
    return signing.dumps(upload.token.hex, salt=SALT)


def find(reference: str, user: User, now: datetime) -> Upload | None:
    """The upload of a reference; None where it is forged, another person's, or older than an hour."""
    try:
        token = signing.loads(reference, salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return None
    return Upload.objects.filter(token=token, user=user, uploaded_at__gte=now - KEPT_FOR).first()


def plan(upload: Upload, user: User) -> ListPlan | WordsPlan:
    """What an upload would do, tried anew; nothing is written. Raises CatalogueError where it no longer can."""
    return _tried(upload.kind, json.loads(upload.content), user)


def _tried(kind: str, data: Any, user: User) -> ListPlan | WordsPlan:
    """Write everything in a transaction that is taken back."""
    with transaction.atomic():
        try:
            with transaction.atomic():
                return _words_plan(kind, data) if is_words(kind) else _list_plan(data, user)
        except DatabaseError:
            raise refuse(_("数据库不接受这份内容；看看有没有特别长的代码或名称")) from None
        finally:
            transaction.set_rollback(True)


def _list_plan(data: Any, user: User) -> ListPlan:
    number = _number(data)
    before = Document.objects.filter(number=number).first() if number else None
    edition = load_edition(data)
    _permit(user, edition)
    changes = _document_changes(before, edition.document)
    last = Edition.objects.published().filter(region=edition.region).latest_first().first()
    new = compile_edition(edition.pk)
    old = last.rulebook if last else new
    return ListPlan(edition, _counts(new), changes, last, differences(old, new), surroundings(old, new))


def _number(data: Any) -> str:
    document = data.get("document") if isinstance(data, dict) else None
    return str(document.get("number") or "") if isinstance(document, dict) else ""


def _permit(user: User, edition: Edition) -> None:
    if not may(user, "edit", edition.region):
        said = {"name": user.get_username(), "region": edition.region.name}
        message = _("%(name)s 在%(region)s没有“编辑”职责，不能导入它的清单。请管理员加上职责，或改用自己地区的清单")
        raise CatalogueError([Fault(_("地区"), message % said)])


def _document_changes(before: Document | None, after: Document) -> tuple[Change, ...]:
    if before is None:
        return ()
    fields = [(name, str(after._meta.get_field(name).verbose_name)) for name in LABELS]  # type: ignore[union-attr]
    told = [Change(label, _told(before, name), _told(after, name)) for name, label in fields]
    return tuple(one for one in told if one.before != one.after)


def _told(document: Document, name: str) -> str:
    return str(getattr(document, name) or "")


def _counts(book: dict[str, Any]) -> dict[str, int]:
    benefits = [one for item in book["items"] for one in item["benefits"]]
    return {
        _("项目"): len(book["items"]),
        _("待遇"): len(benefits),
        _("情形"): sum(len(one["pathways"]) for one in benefits),
        _("参数"): len(book["parameters"]),
        _("部门"): len(book["departments"]),
    }


def _words_plan(kind: str, data: Any) -> WordsPlan:
    before = vocabulary_data(kind)
    load_vocabulary(kind, data, before)
    after = vocabulary_data(kind)
    old, new = _entries(before), _entries(after)
    return WordsPlan(
        kind,
        tuple(_entry(code, new) for code in new if code not in old),
        tuple(_entry(code, new) for code in new if code in old and new[code] != old[code]),
        tuple(_entry(code, old) for code in old if code not in new),
    )


def _entries(data: Any) -> dict[str, Any]:
    return {one["code"]: one for one in data} if isinstance(data, list) else dict(data)


def _entry(code: str, entries: dict[str, Any]) -> str:
    one = entries[code]
    if not isinstance(one, dict):
        return f"{code}：{one}"
    return f"{one.get('name') or one.get('title') or ''}（{code}）"


@transaction.atomic
def confirm(upload: Upload, user: User) -> Edition | None:
    """Make the draft or write the words, once however often it is asked; raises CatalogueError if it cannot be."""
    mine = Upload.objects.select_for_update().get(pk=upload.pk)
    if not mine.content:
        return mine.edition
    try:
        with transaction.atomic():
            mine.edition = _written(mine, user)
    except IntegrityError:
        raise refuse(_("刚才有人也在导入同一份清单；再确认一次")) from None
    mine.content = ""
    mine.save(update_fields=["edition", "content"])
    return mine.edition


def _written(upload: Upload, user: User) -> Edition | None:
    """Roles and rows may have changed since the dry run: everything is held against them again."""
    data = json.loads(upload.content)
    if is_words(upload.kind):
        load_vocabulary(upload.kind, data, vocabulary_data(upload.kind))
        return None
    edition = load_edition(data, reason=_("从文件 %s 导入") % upload.name[:60])
    _permit(user, edition)
    return edition
