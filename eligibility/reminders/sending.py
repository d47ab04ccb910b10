"""Sends what is waiting, one message after another, so that none is lost and none goes out twice.

A reminder is claimed in a short transaction, the provider is called outside of any, and the answer is recorded by an
update that names the attempt it belongs to. Where a process may die, and why nothing comes of it:

1. Before the claim is committed: the row waits as before, and nobody was called. Two processes never claim one row:
   the second skips what the first has locked, and finds it no longer waiting.
2. After the commit, before the call: the lease runs out, the row becomes unknown and is looked up. The provider has
   never heard of it and says so, once as much time has gone by as it needs to know; then it waits again.
3. During the call, or after it before the answer is recorded: the lease runs out, the row becomes unknown and is
   looked up by its id. Found, it is settled; not found, it waits again; where the provider is silent, or keeps no
   record, a person decides. What may have gone out is never sent again on a guess.
4. While the answer is recorded: that is one transaction, so it is as if the process had died before it or after it.
   Where the database is away, it is tried again until it is back; if the process dies first, see 3.
5. Frozen, not dead: whoever wakes up late with a claim does not call any more, since by then the lease may be
   somebody's look-up. An answer that comes after the lease counts while the attempt is still open, else not at all.
6. During a look-up: its turn was moved on before, so it comes again; asking changes nothing. An answer counts only for
   the attempt that it was asked about.
7. While finding, in a slice of `finding`: a transaction, and a key that lets no reminder be written twice.
8. The tick or the bells are lost with Redis: the rows wait, the next tick is a minute away. Bells rung twice wake
   senders who find nothing. A bell from before the last tick but one, or from a database's future, is not answered.
9. The clock leaps while somebody calls: no lease is given up, and nobody asked what became of a message, until it has
   gone evenly for as long as a call and the provider's records take.
10. The database is put back from a backup: nothing goes out until the ledgers were replayed, and then each message is
   looked up before it is sent (see `restoring`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from time import monotonic, sleep
from typing import TypeVar

from django.db import Error, connection

from eligibility.models import Code, Subscription
from eligibility.reminders import braking, claiming, codes, looking, settling
from eligibility.reminders.channels.interface import Outcome
from eligibility.reminders.claiming import Claim
from eligibility.reminders.messages import compose
from eligibility.reminders.reasons import Reason

logger = logging.getLogger("reminders")
Clock = Callable[[], datetime]
# How long one round of sending lasts: a worker that is asked to stop ends within it, and a tick waits no longer.
SECONDS = 15.0
# How often somebody who is busy sending looks for codes and for messages to be looked up.
EVERY = 0.5
# After how long a claim is not acted on any more.
PATIENCE = 5.0
# Pauses while the database is away and an answer is to be recorded.
PAUSES = (0.2, 0.5, 1, 2, 4, 8, 8, 8)
T = TypeVar("T")


def send_waiting(clock: Clock, seconds: float = SECONDS) -> bool:
    """Send, look up and hand over codes until nothing is left or the time is over; gives whether something is left."""
    ends, look_at = monotonic() + seconds, 0.0
    silent: set[str] = set()
    give_up_cut_off(clock())
    while monotonic() < ends:
        looks = monotonic() >= look_at
        if looks:
            hand_over_codes(clock)
            looks = look_up_one(clock, silent)
            look_at = 0.0 if looks else monotonic() + EVERY
        if not send_one(clock) and not looks:
            return False
    return True


def give_up_cut_off(now: datetime) -> None:
    """Leases that ran out; after a leap of the clock not before whoever was calling then has come to the end."""
    if braking.even_for(now) >= claiming.LEASE:
        settling.expire(now)


def send_one(clock: Clock) -> bool:
    """Bring the next reminder to its end, or as far as can be known; whether there was one."""
    begun = monotonic()
    claim = claiming.claim(clock())
    if isinstance(claim, bool):
        return claim
    outcome, called = call(claim, begun)
    if outcome is None:
        settling.withdraw(claim, Reason.STOPPED, clock())
    else:
        lasting(lambda: settling.settle(claim, outcome, clock(), called))
    return True


def call(claim: Claim, begun: float) -> tuple[Outcome | None, bool]:
    """Call the provider, unless something speaks against it at the very last; gives the outcome, and whether it was."""
    if not Subscription.objects.filter(pk=claim.reminder.subscription_id, state=Subscription.State.ACTIVE).exists():
        return None, False
    try:
        message = compose(claim.reminder)
    except Exception:
        logger.exception("not composed", extra={"fields": {"reminder": claim.reminder.pk}})
        return Outcome("broken", code=settling.NOT_COMPOSED), False
    if monotonic() - begun > PATIENCE:
        return Outcome("broken", code="too_slow"), False
    try:
        return claim.provider.send(message), True
    except Exception:
        logger.exception("provider raised", extra={"fields": {"reminder": claim.reminder.pk}})
        return Outcome("unknown", code="raised"), True


def look_up_one(clock: Clock, silent: set[str]) -> bool:
    """Look one message up; whether there was one. Providers that do not answer are added to the silent."""
    now = clock()
    look = looking.take(now, silent, braking.even_for(now))
    if isinstance(look, bool):
        return look
    found = looking.ask(look)
    if found.kind == "silent":
        silent.add(look.provider.name)
    lasting(lambda: looking.record(look, found, clock()))
    return True


def hand_over_codes(clock: Clock) -> None:
    """Codes come first: somebody sits and waits for them, and a bell may have been lost."""
    now = clock()
    for key in list(Code.objects.filter(state=Code.State.ASKED, expires_at__gt=now).values_list("pk", flat=True)):
        try:
            codes.hand_over(key, now)
        except Exception:
            logger.exception("code not handed over", extra={"fields": {"code": key}})


def lasting(record: Callable[[], T]) -> T:
    """Record what a provider said, however long the database is away."""
    for pause in PAUSES:
        try:
            return record()
        except Error:
            logger.warning("not recorded yet", exc_info=True)
            if not connection.in_atomic_block:
                connection.close()
            sleep(pause)
    return record()


def ready(number: int, now: datetime, here: datetime) -> bool:
    """Whether to answer a bell: it was rung by one of the last two ticks of this database, and the clock is right."""
    pulse = braking.pulse_now()
    return not claiming.held(pulse) and not braking.skewed(now, here) and pulse.number - 1 <= number <= pulse.number
