"""What is done with kept answers in a worker: a message handed to its channel, answers forgotten."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from eligibility.keeping import forgetting, sending
from eligibility.models import Pulse
from eligibility.reminders import braking


@shared_task(name="keeping.send_share")
def send_share(share_id: int) -> None:
    """Hand one message over."""
    sending.hand_over(share_id, braking.clock())


@shared_task(name="keeping.forget", acks_late=True, reject_on_worker_lost=True)
def forget() -> None:
    """Delete what its time is over for, unless it is a clock that leapt which says so."""
    now = braking.clock()
    hold, _detail = braking.judged(braking.pulse_now(), now, timezone.now())
    if hold != Pulse.Hold.CLOCK:
        forgetting.forget(now)
