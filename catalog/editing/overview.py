"""What is in an edition, on one page that a clerk can keep in mind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from django.db.models import Count, Prefetch
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from catalog.models import Benefit, Department, Edition, Parameter, ParameterValue, ServiceItem


@dataclass(frozen=True)
class Overview:
    """An edition's items with benefits (each with `ways`, its pathways), departments, figures with their last value."""

    items: Sequence[ServiceItem]
    departments: Sequence[Department]
    parameters: Sequence[tuple[Parameter, ParameterValue | None]]
    stands: str
    next_step: str

    @property
    def benefits(self) -> int:
        """How many benefits there are."""
        return sum(len(one.benefits.all()) for one in self.items)


def overview(edition: Edition) -> Overview:
    """All that is in an edition, in a number of queries that does not grow with it."""
    benefits = Benefit.objects.annotate(ways=Count("pathways"))
    items = edition.items.prefetch_related(Prefetch("benefits", benefits), "offices__department")
    parameters = edition.parameters.prefetch_related("values")
    return Overview(
        tuple(items),
        tuple(edition.departments.all()),
        tuple((one, max(one.values.all(), key=attrgetter("effective_from"), default=None)) for one in parameters),
        stands(edition),
        next_step(edition),
    )


def stands(edition: Edition) -> str:
    """How far an edition has come, in words."""
    day = date_format(edition.effective_from)
    if edition.status == Edition.Status.SUPERSEDED:
        return _("已发布过，后来被“%s”替代。") % (edition.superseded_by or "—")
    if edition.status == Edition.Status.PUBLISHED:
        when = date_format(localtime(edition.published_at)) if edition.published_at else "—"
        said = {"when": when, "who": edition.published_by or _("系统"), "day": day}
        return _("%(when)s 由 %(who)s 发布，自 %(day)s 起生效。") % said
    if edition.submitted_at:
        said = {"when": date_format(localtime(edition.submitted_at)), "who": edition.submitted_by or _("系统")}
        return _("草稿，%(when)s 由 %(who)s 送审，还没有发布。") % said
    return _("草稿，居民还看不到。")


def next_step(edition: Edition) -> str:
    """What to do next with an edition."""
    if not edition.is_draft:
        return _("发布过的版本不能改。要改，先“复制为新版本”，改好再发布。")
    if edition.submitted_at:
        return _("请另一位有发布职责的人核对后发布；再有改动，要重新送审。")
    return _("把项目、待遇和参数补齐，到“检查”页看有没有问题，再送审，由另一人发布。")
