"""The call list: whom to ring today, whom to visit, and what came of each try."""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from eligibility.desk.access import cases_of
from eligibility.models import Call, CallTry, Case, Subscription, Watch
from eligibility.reminders.stopping import stop

log = logging.getLogger("reminders")
# After so many times that nobody answered, somebody goes there.
TRIES = 4
OVER = frozenset({CallTry.Outcome.REACHED, CallTry.Outcome.WILL_DO, CallTry.Outcome.DECLINED})
# What cannot be taken back, and is asked about once more.
FINAL = frozenset({CallTry.Outcome.WRONG_NUMBER, CallTry.Outcome.DECLINED})
VISIT = Q(last=CallTry.Outcome.NEEDS_HELP) | Q(unanswered__gte=TRIES) | Q(reminder__subscription__address_digest="")


class SeenBeforeError(Exception):
    """Something has happened to the call since the page was opened."""


def calls_of(user: User) -> QuerySet[Call]:
    """All calls of the cases in which somebody works, each with what its tries tell."""
    tries = CallTry.objects.filter(call=OuterRef("pk"))
    newest = tries.order_by("-at", "-id").values("outcome")[:1]
    unanswered = tries.filter(outcome=CallTry.Outcome.NO_ANSWER).order_by().values("call").annotate(all=Count("pk"))
    return (
        Call.objects.filter(case__in=cases_of(user))
        .annotate(
            last=Coalesce(Subquery(newest), Value("")),
            unanswered=Coalesce(Subquery(unanswered.values("all")), Value(0)),
        )
        .select_related("case__region", "case__opened_by", "reminder__subscription")
        .prefetch_related("tries__by")
    )


def open_calls(user: User) -> QuerySet[Call]:
    """Those that are still to be done."""
    return calls_of(user).filter(
        state=Call.State.OPEN, case__closed_at=None, reminder__subscription__state=Subscription.State.ACTIVE
    )


def to_ring(user: User, today: date) -> QuerySet[Call]:
    """Whom to ring today: what falls due first comes first."""
    due = open_calls(user).filter(next_on__lte=today).exclude(VISIT)
    return due.order_by("reminder__due_on", "case__street", "case_id", "id")


def to_visit(user: User) -> QuerySet[Call]:
    """Whom the phone does not reach, or who needs somebody there: street by street, as one walks."""
    return open_calls(user).filter(VISIT).order_by("case__street", "next_on", "case_id", "id")


def streets(calls: QuerySet[Call]) -> list[str]:
    """The streets that a list can be narrowed to."""
    return list(calls.order_by("case__street").values_list("case__street", flat=True).distinct())


def note(
    call: Call, outcome: CallTry.Outcome, words: str, *, by: User, now: datetime, seen: int, next_on: date | None = None
) -> Call:
    """Writes down one try and what follows from it; raises SeenBeforeError where `seen` tries are not all there are."""
    with transaction.atomic():
        held = Call.objects.select_for_update().get(pk=call.pk)
        if not _goes_on(held) or held.tries.count() != seen:
            raise SeenBeforeError
        held.tries.create(at=now, by=by, outcome=outcome, note=words)
        _follow(held, outcome, now, next_on)
    log.info("call noted", extra={"fields": {"call": held.pk, "outcome": outcome, "by": by.pk}})
    return held


def _goes_on(call: Call) -> bool:
    return call.state == Call.State.OPEN and call.case.closed_at is None and call.reminder.subscription.active


def _follow(call: Call, outcome: CallTry.Outcome, now: datetime, next_on: date | None) -> None:
    today = timezone.localdate(now)
    subscription = call.reminder.subscription
    if outcome == CallTry.Outcome.WRONG_NUMBER:
        # Nobody rings a stranger again: until there is another number, this is a visit.
        subscription.address = subscription.address_digest = ""
        subscription.save(update_fields=["address", "address_digest"])
    if outcome == CallTry.Outcome.DECLINED:
        stop(subscription, Subscription.Stop.STAFF, now)
    if outcome in OVER:
        call.state = Call.State.GIVEN_UP if outcome == CallTry.Outcome.DECLINED else Call.State.DONE
        call.closed_at = now
    elif outcome == CallTry.Outcome.NO_ANSWER:
        call.next_on = next_on or today + timedelta(days=1)
    call.save(update_fields=["state", "closed_at", "next_on"])


def may_take_back(call: Call, by: User, today: date) -> bool:
    """Whether the last try was this person's, today, and left nothing that cannot be undone."""
    newest = call.tries.order_by("-at", "-id").first()
    if newest is None or newest.by_id != by.pk or newest.outcome in FINAL:
        return False
    return timezone.localdate(newest.at) == today


def take_back(call: Call, *, by: User, now: datetime) -> bool:
    """Removes a try that was noted by mistake; the call is open again, today."""
    today = timezone.localdate(now)
    with transaction.atomic():
        held = Call.objects.select_for_update().get(pk=call.pk)
        if not may_take_back(held, by, today):
            return False
        held.tries.order_by("-at", "-id")[:1].get().delete()
        held.state, held.closed_at, held.next_on = Call.State.OPEN, None, today
        held.save(update_fields=["state", "closed_at", "next_on"])
    log.info("call note taken back", extra={"fields": {"call": held.pk, "by": by.pk}})
    return True


def give_up(calls: QuerySet[Call], now: datetime) -> int:
    """Takes calls off the list: what they were about is done with."""
    return calls.filter(state=Call.State.OPEN).update(state=Call.State.GIVEN_UP, closed_at=now)


def give_up_settled(case: Case, now: datetime) -> int:
    """Takes calls off the list whose things have all been done since: their day lies further off now."""
    settled = []
    for call in Call.objects.filter(case=case, state=Call.State.OPEN).select_related("reminder"):
        reminder = call.reminder
        watches = Watch.objects.filter(subscription=reminder.subscription_id, benefit__in=reminder.benefits)
        if not any(_still_due(one, reminder.due_on) for one in watches):
            settled.append(call.pk)
    return give_up(Call.objects.filter(pk__in=settled), now)


def _still_due(watch: Watch, day: date) -> bool:
    """Whether a day stands, or has gone by and is only taken for kept."""
    return watch.due_on == day or (watch.assumed and watch.last is not None and watch.last >= day)
