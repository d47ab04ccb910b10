"""The lists of reminders at the desk: what falls due this week, and what became of those that were to go out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eligibility.addresses import masked
from eligibility.desk.access import reminders_of, subscriptions_of, watches_of
from eligibility.desk.filters import Pages, Streets, benefit_names, streets_of
from eligibility.desk.telling import briefly
from eligibility.models import Reminder, Subscription, Watch

State = Reminder.State
AGAIN = Exists(Reminder.objects.filter(again_of=OuterRef("pk")))
# Those of which a newer one was made count as that one.
BY_STATE: Mapping[str, Q] = {
    "waiting": Q(state__in=[State.PENDING, State.SENDING]),
    "sent": Q(state=State.ACCEPTED),
    "failed": Q(state=State.FAILED) & ~Q(AGAIN),
    "unknown": Q(state=State.UNKNOWN),
    "dropped": Q(state=State.CANCELLED),
}
LABELS: Mapping[str, Promise] = {
    "week": gettext_lazy("本周到期"),
    "waiting": gettext_lazy("等着发"),
    "sent": gettext_lazy("已发出"),
    "failed": gettext_lazy("没发成"),
    "unknown": gettext_lazy("不确定"),
    "dropped": gettext_lazy("不用发"),
    "stopped": gettext_lazy("已停止"),
}
EMPTY: Mapping[str, Promise] = {
    "week": gettext_lazy("这一周没有到期的。"),
    "waiting": gettext_lazy("没有等着发的。到了提醒的日子，会自动列在这里。"),
    "sent": gettext_lazy("还没有发出过提醒。"),
    "failed": gettext_lazy("没有发不成的。"),
    "unknown": gettext_lazy("没有说不准的。"),
    "dropped": gettext_lazy("没有取消的提醒。"),
    "stopped": gettext_lazy("没有人停止提醒。"),
}
HEADS: Mapping[str, tuple[Promise, Promise, Promise]] = {
    "week": (gettext_lazy("到期日"), gettext_lazy("哪项待遇"), gettext_lazy("提醒过没有")),
    "stopped": (gettext_lazy("停止日期"), gettext_lazy("收信人"), gettext_lazy("怎样停止的")),
}
USUAL = (gettext_lazy("到期日"), gettext_lazy("事由"), gettext_lazy("怎样了"))


@dataclass(frozen=True)
class Row:
    """One line of a list: whose it is, where it goes to, how it stands, and where more is told."""

    day: date | None
    person: str
    person_url: str
    street: str
    about: str
    channel: str
    number: str
    said: str
    url: str = ""


@dataclass(frozen=True)
class Tab:
    """One list with how many there are in it."""

    name: str
    count: int
    query: str

    @property
    def label(self) -> str:
        """What it is called."""
        return str(LABELS[self.name])


@dataclass(frozen=True)
class Listing:
    """A list as it is shown."""

    show: str
    tabs: tuple[Tab, ...]
    streets: Streets
    ahead: bool
    pages: Pages
    rows: tuple[Row, ...]
    week: tuple[date, date]
    heads: tuple[Promise, Promise, Promise] = field(default=USUAL)

    @property
    def label(self) -> str:
        """What the list is called."""
        return str(LABELS[self.show])

    @property
    def empty(self) -> str:
        """What is said where there is nothing in it."""
        return str(EMPTY[self.show])

    @property
    def by_due(self) -> bool:
        """Whether it can be narrowed to what is not due yet."""
        return self.show in BY_STATE

    @property
    def narrowed(self) -> bool:
        """Whether only a part is looked at."""
        return bool(self.streets.chosen or self.ahead)


def listing(user: User, given: Mapping[str, str], today: date) -> Listing:
    """The list that was asked for, with the counts of all of them; the same number of queries for any of them."""
    show = given.get("show", "") if given.get("show", "") in LABELS else "week"
    streets = streets_of(user, given.get("street", ""))
    ahead = given.get("due") == "ahead"
    counts = counted(user, streets, ahead, today)
    kept = {"street": streets.chosen.value if streets.chosen else "", "due": "ahead" if ahead else ""}
    kept = {name: value for name, value in kept.items() if value}
    tabs = tuple(Tab(name, counts[name], f"?{urlencode({'show': name, **kept})}") for name in LABELS)
    rows, told = _rows_of(user, show, streets, ahead, today)
    pages = Pages.of(rows, counts[show], given, {"show": show, **kept})
    heads = HEADS.get(show, USUAL)
    return Listing(show, tabs, streets, ahead, pages, tuple(told(pages.rows)), week_of(today), heads)


def week_of(today: date) -> tuple[date, date]:
    """The Monday and the Sunday around a day."""
    monday = today - timedelta(days=today.weekday())
    return monday, monday + timedelta(days=6)


def counted(user: User, streets: Streets, ahead: bool, today: date) -> dict[str, int]:
    """How many there are in each list; four queries."""
    reminders = _reminders(user, streets, ahead, today)
    # By itself: asked beside the others, PostgreSQL takes the look for newer ones to be long, and plans for longer.
    failed = reminders.filter(BY_STATE["failed"]).count()
    others = {name: condition for name, condition in BY_STATE.items() if name != "failed"}
    counts: dict[str, int] = reminders.aggregate(
        **{name: Count("pk", filter=condition) for name, condition in others.items()}
    )
    week, stopped = _week(user, streets, today).count(), _stopped(user, streets).count()
    return counts | {"failed": failed, "week": week, "stopped": stopped}


def _rows_of(
    user: User, show: str, streets: Streets, ahead: bool, today: date
) -> tuple[QuerySet[Any], Callable[[Any], Iterable[Row]]]:
    if show == "week":
        rows = _week(user, streets, today).select_related("subscription__case__region").order_by("due_on", "pk")
        return rows, lambda page: _told_watches(list(page), today)
    if show == "stopped":
        stopped = _stopped(user, streets).select_related("case__region").order_by("-stopped_at", "pk")
        return stopped, lambda page: [_told_stop(one) for one in page]
    order = ("due_on", "pk") if ahead else ("not_before", "pk") if show == "waiting" else ("-created_at", "-pk")
    reminders = _reminders(user, streets, ahead, today).filter(BY_STATE[show]).order_by(*order)
    return reminders.select_related("subscription__case__region"), lambda page: [told(one) for one in page]


def _reminders(user: User, streets: Streets, ahead: bool, today: date) -> QuerySet[Reminder]:
    found = reminders_of(user).filter(streets.within())
    return found.filter(due_on__gte=today) if ahead else found


def _week(user: User, streets: Streets, today: date) -> QuerySet[Watch]:
    active = Q(subscription__state=Subscription.State.ACTIVE)
    return watches_of(user).filter(active & streets.within(), due_on__range=week_of(today))


def _stopped(user: User, streets: Streets) -> QuerySet[Subscription]:
    return subscriptions_of(user).filter(streets.within(""), state=Subscription.State.STOPPED)


def told(reminder: Reminder) -> Row:
    """A reminder as a line."""
    return _row(
        reminder.subscription,
        day=reminder.due_on,
        about=reminder.get_kind_display(),
        number=reminder.masked,
        said=briefly(reminder),
        url=reverse("desk:reminder", args=[reminder.pk]),
    )


def _told_watches(watches: list[Watch], today: date) -> Iterable[Row]:
    names = benefit_names(today)
    days = {one.due_on for one in watches if one.due_on}
    reminders = Reminder.objects.filter(subscription__in={one.subscription_id for one in watches}, due_on__in=days)
    newest = {(one.subscription_id, one.kind, one.due_on): one for one in reminders.order_by("round")}
    for one in watches:
        reminder = newest.get((one.subscription_id, one.kind, one.due_on)) if one.due_on else None
        yield _row(
            one.subscription,
            day=one.due_on,
            about=names.get(one.benefit, one.benefit),
            said=briefly(reminder) if reminder else _("没有提醒过"),
            url=reverse("desk:reminder", args=[reminder.pk]) if reminder else "",
        )


def _told_stop(one: Subscription) -> Row:
    return _row(
        one,
        day=timezone.localdate(one.stopped_at) if one.stopped_at else None,
        about=one.get_recipient_display(),
        said=one.get_stopped_how_display() or _("没有记下来"),
    )


def _row(subscription: Subscription, day: date | None, about: Any, said: Any, url: str = "", number: str = "") -> Row:
    case = subscription.case
    return Row(
        day=day,
        person=case.name if case else _("居民自己订的"),
        person_url=reverse("desk:person", args=[subscription.pk]),
        street=case.street if case else "",
        about=str(about),
        channel=subscription.get_channel_display(),
        number=number or (masked(subscription.address) if subscription.address else _("没有号码")),
        said=str(said),
        url=url,
    )
