"""What waits for somebody: drafts, benefits to be checked, documents that have gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.admin.edition_pages import PAGES
from catalog.freshness.reviews import DAYS_AHEAD, Trouble, in_force_on, stale_counts, troubled, used_by
from catalog.models import Document, Edition
from catalog.permissions import regions_of, within

MOST_DRAFTS = 8


@dataclass(frozen=True)
class Job:
    """One thing to do: what it is, and where it is done."""

    text: str
    url: str


def to_do(person: User, day: date) -> list[Job]:
    """Everything that waits for somebody in the regions that they may read, the drafts first; eight queries."""
    regions = None if person.is_superuser else regions_of(person, "read")
    editions = in_force_on(day, regions)
    return [*_drafts(person), *_stale(editions, day), *_documents(used_by(editions), day)]


def _drafts(person: User) -> list[Job]:
    drafts = within(Edition.objects.filter(status=Edition.Status.DRAFT), person, "read")
    drafts = drafts.select_related("region", "submitted_by").defer("frozen").order_by("submitted_at", "pk")
    publishes, edits = regions_of(person, "publish"), regions_of(person, "edit")
    waiting, unsent = [], []
    for one in drafts:
        if one.submitted_at is None and one.region_id in edits:
            unsent.append(Job(_("草稿还没有送审：%s") % one, _page(one, "change")))
        elif one.submitted_at is not None and one.region_id in publishes and one.submitted_by != person:
            waiting.append(Job(_("等您审核发布：%s") % one, _page(one, "publish")))
    return [*_first(waiting), *_first(unsent)]


def _first(jobs: list[Job]) -> list[Job]:
    """As many as one reads; the others by their number."""
    left = len(jobs) - MOST_DRAFTS
    if left <= 0:
        return jobs
    listed = f"{reverse('admin:catalog_edition_changelist')}?status__exact=draft"
    return [*jobs[:MOST_DRAFTS], Job(_("另外还有 %s 个草稿") % left, listed)]


def _page(edition: Edition, slug: str) -> str:
    """The page of an edition where the job is done; its form where there is none of that name."""
    names = {one.slug: one.url_name for one in PAGES}
    return reverse(f"admin:{names.get(slug, 'catalog_edition_change')}", args=[edition.pk])


def _stale(editions: list[Edition], day: date) -> list[Job]:
    counts = stale_counts(editions, day)
    said = _("%(region)s：%(count)s 项待遇超过 %(months)s 个月没有核对")
    return [
        Job(
            said % {"region": one.region, "count": counts[one.pk], "months": settings.REVIEW_MONTHS},
            f"{_page(one, 'reviews')}?show=due",
        )
        for one in editions
        if one.pk in counts
    ]


def _documents(documents: QuerySet[Document], day: date) -> list[Job]:
    kinds: list[tuple[Trouble, str]] = [
        ("dead", _("%(count)s 份文件的网址打不开")),
        ("expired", _("%(count)s 份文件已过有效期")),
        ("expiring", _("%(count)s 份文件 %(days)s 天内到期")),
    ]
    listed = reverse("admin:catalog_document_changelist")
    counts = [(kind, said, troubled(documents, kind, day).count()) for kind, said in kinds]
    return [
        Job(said % {"count": count, "days": DAYS_AHEAD}, f"{listed}?trouble={kind}")
        for kind, said, count in counts
        if count
    ]
