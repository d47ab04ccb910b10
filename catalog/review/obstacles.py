"""What stands between a draft and its publishing, each in words with the mend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Literal

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from catalog.compile import freeze
from catalog.models import Edition
from catalog.permissions import may
from catalog.review.authors import authors, made_at
from catalog.review.checking import Report
from catalog.scenarios import failing

Kind = Literal["role", "check", "scenario", "not_submitted", "changed", "person", "stale", "date", "same_date"]
IN_THE_PERSON = frozenset({"role", "person"})
IN_THE_CONTENT = frozenset({"check", "scenario"})
# What another day would mend, and what nobody and no day does.
AT_THE_DAY = frozenset({"date", "same_date"})
IN_THE_DRAFT = IN_THE_CONTENT | {"changed", "stale"}
SHOWN = 3


@dataclass(frozen=True)
class Obstacle:
    """One thing that stands in the way: its kind, what happened and what to do, and the other edition's key if any."""

    kind: Kind
    message: str
    edition: int | None = None


@dataclass(frozen=True)
class Standing:
    """How far a draft has come: whether it is submitted, and what stands between it and its publishing."""

    submitted: bool
    obstacles: tuple[Obstacle, ...]

    @property
    def blocks(self) -> tuple[Obstacle, ...]:
        """What forbids everybody to publish it, from whatever day."""
        return tuple(one for one in self.obstacles if one.kind in IN_THE_DRAFT)

    @property
    def bars(self) -> tuple[Obstacle, ...]:
        """What forbids this one person to publish it."""
        return tuple(one for one in self.obstacles if one.kind in IN_THE_PERSON)

    @property
    def content(self) -> bool:
        """Whether the list itself is without faults, so that it can be submitted."""
        return not any(one.kind in IN_THE_CONTENT for one in self.obstacles)

    @property
    def changed(self) -> bool:
        """Whether it was changed since it was submitted."""
        return any(one.kind == "changed" for one in self.obstacles)

    @property
    def stale(self) -> Obstacle | None:
        """What was published since, that it does not rest on."""
        return next((one for one in self.obstacles if one.kind == "stale"), None)


class Refused(Exception):
    """A step towards publishing that is not taken; it names everything that stands in the way."""

    def __init__(self, obstacles: tuple[Obstacle, ...]) -> None:
        super().__init__("；".join(one.message for one in obstacles))
        self.obstacles = obstacles


def state_of(rulebook: Mapping[str, Any]) -> str:
    """What a draft says, but for its date, as a checksum: it tells whether somebody has changed it."""
    said = {name: part for name, part in rulebook.items() if name != "effective_from"}
    return sha256(freeze(said).encode()).hexdigest()


def before_submitting(edition: Edition, by: User, report: Report) -> tuple[Obstacle, ...]:
    """What forbids somebody to submit a draft."""
    if not may(by, "edit", edition.region):
        said = {"name": by.get_username(), "region": edition.region.name}
        return (Obstacle("role", _("%(name)s 在%(region)s没有“编辑”职责，不能送审") % said),)
    return tuple(in_the_content(edition, report))


def before_publishing(edition: Edition, by: User, report: Report, today: date, day: date) -> tuple[Obstacle, ...]:
    """What forbids somebody to publish a draft from a day."""
    return (
        *in_the_person(edition, by),
        *in_the_submission(edition, report),
        *in_the_region(edition),
        *in_the_day(edition, today, day),
        *in_the_content(edition, report),
    )


def in_the_content(edition: Edition, report: Report) -> Iterator[Obstacle]:
    """Faults of the list itself, and people whom it answers otherwise than staff have written down."""
    if report.problems:
        told = "；".join(str(one) for one in report.problems[:SHOWN])
        said = {"count": len(report.problems), "told": told}
        yield Obstacle("check", _("检查出 %(count)s 个问题，先改好：%(told)s") % said)
    elif wrong := failing(edition):
        said = {"count": len(wrong), "told": "；".join(str(one.scenario) for one in wrong[:SHOWN])}
        yield Obstacle("scenario", _("%(count)s 个样例的结论不对：%(told)s。改规则，或改样例应有的结论") % said)


def in_the_person(edition: Edition, by: User) -> Iterator[Obstacle]:
    """Whoever wrote or submitted a draft does not publish it; nobody is above that."""
    if not may(by, "publish", edition.region):
        said = {"name": by.get_username(), "region": edition.region.name}
        yield Obstacle("role", _("%(name)s 在%(region)s没有“发布”职责，请有这项职责的人来发布") % said)
    if by.pk == edition.submitted_by_id or by in authors(edition):
        message = _("%s 编辑过或送审了这个草稿，要由另一个人来发布。没有第二个人，就在“用户”里加一位有“发布”职责的")
        yield Obstacle("person", message % by.get_username())


def in_the_submission(edition: Edition, report: Report) -> Iterator[Obstacle]:
    """A draft is published as it was submitted."""
    if edition.submitted_at is None:
        yield Obstacle("not_submitted", _("还没有送审；编辑的人先送审"))
    elif edition.submitted_state != state_of(report.rulebook):
        yield Obstacle("changed", _("送审以后内容又改过；看看改了什么，再重新送审"))


def newer(edition: Edition) -> Edition | None:
    """What was published for the region since a draft was copied, if the draft does not rest on it."""
    seen = [day for day in (made_at(edition), edition.based_on and edition.based_on.published_at) if day]
    others = Edition.objects.published().filter(region=edition.region).exclude(pk=edition.pk)
    if seen:
        others = others.filter(published_at__gt=max(seen))
    return others.order_by("-published_at").first() if seen else None


def in_the_region(edition: Edition) -> Iterator[Obstacle]:
    """What others have published is not passed over."""
    other = newer(edition)
    if other is not None:
        message = _("复制这个草稿以后，又发布了 %s；和它对照，把它改的也改进来，再以它为底稿")
        yield Obstacle("stale", message % other.label, other.pk)


def in_the_day(edition: Edition, today: date, day: date) -> Iterator[Obstacle]:
    """From a day to come, or today, and not from one that another edition has."""
    if day < today:
        message = _("生效日期 %(day)s 已经过去了，最早从今天 %(today)s 起")
        yield Obstacle("date", message % {"day": day, "today": today})
        return
    others = Edition.objects.published().filter(region=edition.region, effective_from=day).exclude(pk=edition.pk)
    other = others.latest_first().first()
    if other is not None and other.pk != edition.based_on_id:
        message = _("%(edition)s 也从 %(day)s 起生效，同一天不能有两个；换一天，或复制它来改")
        yield Obstacle("same_date", message % {"edition": other.label, "day": day})
