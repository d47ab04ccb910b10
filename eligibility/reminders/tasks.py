"""What Celery does for reminders: beat rings, and every task looks into the database for what is to be done."""

from __future__ import annotations

import logging
from collections.abc import Callable

from celery import shared_task
from celery.signals import worker_process_init
from django.db import DatabaseError
from django.utils import timezone

from eligibility.models import Pulse, Reminder
from eligibility.reminders import alarms, braking, codes, finding, forgetting, pacing, recounting, sending

logger = logging.getLogger("reminders")
# How many senders a tick wakes at most, and for how many messages each.
SENDERS, EACH = 8, 100
# How much one tick finds at most, so that it ends before the next; the rest is found by that.
SLICES = 40


@worker_process_init.connect
def watch_the_clock(**kwargs: object) -> None:
    """Look at the clock as a process begins, so that by its first tick it knows whether it goes evenly."""
    try:
        braking.even_for(braking.clock())
    except DatabaseError:
        logger.warning("database away at start")


@shared_task(name="reminders.tick")
def tick() -> None:
    """Find what is due, give up what was cut off, and wake as many senders as there is work for."""
    now = braking.clock()
    wrong = alarms.alarms(now)
    pulse = braking.beat(now, timezone.now())
    if pulse is None:
        return
    for alarm in wrong:
        logger.error("alarm", extra={"fields": {"alarm": alarm.kind, "count": alarm.count}})
    if pulse.hold:
        return
    steps: tuple[Callable[[], object], ...] = (
        lambda: sending.give_up_cut_off(now),
        lambda: pacing.put_off(now),
        lambda: recounting.behind() and try_to(recount.delay),
        lambda: finding.find(now, pulse.look_up_before, SLICES),
    )
    for step in steps:
        try:
            step()
        except Exception:  # what cannot be done now must not keep what can be from being sent
            logger.exception("tick step failed")
    for _ in range(senders_for(waiting())):
        if not ring(pulse.number):
            return


@shared_task(name="reminders.send")
def send(number: int) -> None:
    """Send for a while, where the bell is still good; ring again if something is left."""
    if sending.ready(number, braking.clock(), timezone.now()) and sending.send_waiting(braking.clock):
        ring(braking.pulse_now().number)


@shared_task(name="reminders.recount", acks_late=True, reject_on_worker_lost=True)
def recount() -> None:
    """Work out the due days anew after a publish; running it twice does no harm."""
    recounting.recount(timezone.localdate())


@shared_task(name="reminders.send_code")
def send_code(code_id: int) -> None:
    """Hand one code over."""
    codes.hand_over(code_id, braking.clock())


@shared_task(name="reminders.forget", acks_late=True, reject_on_worker_lost=True)
def forget() -> None:
    """Delete what its time is over for, unless a clock that leapt says so, or erasures wait for a restore's end."""
    now = braking.clock()
    hold, _detail = braking.judged(braking.pulse_now(), now, timezone.now())
    if hold not in (Pulse.Hold.CLOCK, Pulse.Hold.RESTORE):
        forgetting.forget(now)


def waiting() -> int:
    """How many messages there is something to do for now."""
    now = braking.clock()
    pending = Reminder.objects.filter(state=Reminder.State.PENDING, not_before__lte=now)
    unknown = Reminder.objects.filter(state=Reminder.State.UNKNOWN, look_up_at__lte=now)
    return pending.count() + unknown.count()


def senders_for(count: int) -> int:
    """How many senders so many messages want; one at least, for codes whose bell was lost."""
    return min(SENDERS, count // EACH + 1)


def ring(number: int) -> bool:
    """Wake a sender; where the queue is away, the next tick does."""
    return try_to(lambda: send.delay(number))


def try_to(queue: Callable[[], object]) -> bool:
    """Queue something, if the queue is there."""
    try:
        queue()
    except Exception:  # whatever a broker raises means the same: it was not taken
        logger.warning("queue does not answer")
        return False
    return True
