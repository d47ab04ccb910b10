"""Everything about one person's reminders, found by what the person can tell at the counter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import User
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from eligibility.addresses import WrongAddressError, masked, parse
from eligibility.desk.access import reminders_of, subscriptions_of, watches_of
from eligibility.desk.cases import find
from eligibility.desk.filters import benefit_names
from eligibility.desk.lists import USUAL, Row, told
from eligibility.desk.telling import briefly
from eligibility.models import Case, Reminder, Subscription, Watch

# One household's; more than these is not one person's.
MOST_SUBSCRIPTIONS, MOST_WATCHES, MOST_REMINDERS = 20, 200, 100


@dataclass(frozen=True)
class Thing:
    """One thing that somebody is reminded of."""

    benefit: str
    last: str
    due_on: date | None
    said: str
    url: str


@dataclass(frozen=True)
class Way:
    """One way in which the person is reminded, with all that goes out by it."""

    recipient: str
    channel: str
    number: str
    said: str
    things: tuple[Thing, ...]


@dataclass(frozen=True)
class Person:
    """Somebody with all ways in which they are reminded."""

    case: Case | None
    ways: tuple[Way, ...]
    reminders: tuple[Row, ...]
    heads: tuple[Promise, Promise, Promise] = USUAL


def found_by(user: User, typed: str) -> list[Subscription]:
    """Whom a case's number, a phone, a mailbox or a part of a name may mean, each by one subscription.

    Raises TooManyError where a name would have to be looked for among too many.
    """
    cases = find(user, typed) if typed.strip() else []
    rows = subscriptions_of(user).filter(case__in=[one.pk for one in cases]).select_related("case__region")
    of_cases = {one.case_id: one for one in rows.order_by("created_at")}
    own = subscriptions_of(user).filter(case=None, address_digest__in=_digests(typed)).order_by("-created_at")[:1]
    return [*(of_cases[one.pk] for one in cases if one.pk in of_cases), *own]


def _digests(typed: str) -> list[str]:
    try:
        return parse(typed).digests
    except WrongAddressError:
        return []


def person_of(user: User, subscription: Subscription, today: date) -> Person:
    """The whole case, or everything that goes to the same number; the same few queries for anybody."""
    same = Q(pk=subscription.pk)
    if subscription.case_id:
        same |= Q(case=subscription.case_id)
    elif subscription.address_digest:
        same |= Q(case=None, address_digest=subscription.address_digest)
    found = list(subscriptions_of(user).filter(same).order_by("-created_at")[:MOST_SUBSCRIPTIONS])
    pks = [one.pk for one in found]
    watches = list(watches_of(user).filter(subscription__in=pks).order_by("due_on", "pk")[:MOST_WATCHES])
    reminders = reminders_of(user).filter(subscription__in=pks).select_related("subscription__case")
    newest = list(reminders.order_by("-due_on", "-round", "-pk")[:MOST_REMINDERS])
    things = _things(watches, newest, {one.pk: one for one in found}, today)
    ways = [_way(one, things.get(str(one.pk), [])) for one in found]
    return Person(subscription.case, tuple(ways), tuple(told(one) for one in newest))


def _things(
    watches: list[Watch], reminders: list[Reminder], subscriptions: dict[object, Subscription], today: date
) -> dict[str, list[Thing]]:
    names = benefit_names(today)
    by_day = {(one.subscription_id, one.kind, one.due_on): one for one in reversed(reminders)}
    found: dict[str, list[Thing]] = {}
    for one in watches:
        reminder = by_day.get((one.subscription_id, one.kind, one.due_on)) if one.due_on else None
        said = briefly(reminder) if reminder else _not_yet(one, subscriptions[one.subscription_id])
        last = date_format(one.last) if one.last else ""
        thing = Thing(
            benefit=names.get(one.benefit, one.benefit),
            last=_("%s（推算）") % last if last and one.assumed else last,
            due_on=one.due_on,
            said=said,
            url=reverse("desk:reminder", args=[reminder.pk]) if reminder else "",
        )
        found.setdefault(str(one.subscription_id), []).append(thing)
    return found


def _not_yet(watch: Watch, subscription: Subscription) -> str:
    """Why there is no reminder of it."""
    if subscription.state == Subscription.State.STOPPED:
        return _("不再提醒")
    if subscription.state == Subscription.State.WAITING:
        return _("验证码还没有输入，不提醒")
    if watch.due_on is None:
        return _("没有到期的日子，不用提醒")
    if watch.wake_on is None or watch.announced_for == watch.due_on:
        return _("没有提醒过")
    return _("还没到日子，%s 提醒") % date_format(watch.wake_on)


def _way(one: Subscription, things: list[Thing]) -> Way:
    said = str(one.get_state_display())
    if one.state == Subscription.State.STOPPED and one.stopped_at:
        said = _("%(day)s 已停止：%(how)s") % {
            "day": date_format(timezone.localdate(one.stopped_at)),
            "how": one.get_stopped_how_display() or _("没有记下来"),
        }
    number = masked(one.address) if one.address else _("没有号码")
    return Way(str(one.get_recipient_display()), str(one.get_channel_display()), number, said, tuple(things))
