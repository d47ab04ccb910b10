"""A provider that fails again and again is left alone, but for a probe now and then."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from eligibility.models import Circuit

# So many faults without anything between them open it.
FAULTS = 5
# How long until the first probe, and how long at most: every minute's tick finds one allowed.
FIRST, LONGEST = timedelta(seconds=15), timedelta(seconds=45)


def resting(now: datetime) -> set[str]:
    """The providers that are not to be called."""
    return set(Circuit.objects.filter(closed_until__gt=now).values_list("provider", flat=True))


def admit(provider: str, now: datetime) -> bool:
    """Whether a call may be made, in the transaction that claims it; while open, the first who asks is the probe."""
    circuit = Circuit.objects.filter(provider=provider).exclude(opened_at=None).first()
    if circuit is None:
        return True
    if circuit.closed_until is not None and circuit.closed_until > now:
        return False
    mine = Circuit.objects.filter(provider=provider, closed_until=circuit.closed_until, opened_at=circuit.opened_at)
    return mine.update(closed_until=now + LONGEST) == 1


@transaction.atomic
def fault(provider: str, now: datetime) -> None:
    """Count a call that came to nothing by the provider's fault."""
    Circuit.objects.bulk_create([Circuit(provider=provider)], ignore_conflicts=True)
    circuit = Circuit.objects.select_for_update().get(provider=provider)
    circuit.faults = min(circuit.faults + 1, 1000)
    if circuit.faults >= FAULTS:
        circuit.turns = 0 if circuit.opened_at is None else min(circuit.turns + 1, 10)
        circuit.opened_at = circuit.opened_at or now
        circuit.closed_until = now + min(FIRST * 2**circuit.turns, LONGEST)
    circuit.save()


def worked(provider: str) -> bool:
    """A call that was answered; whether that closed the circuit."""
    troubled = Circuit.objects.filter(provider=provider).exclude(faults=0, opened_at=None).first()
    if troubled is None:
        return False
    closed = Circuit.objects.filter(provider=provider).exclude(faults=0, opened_at=None)
    closed.update(faults=0, opened_at=None, closed_until=None, turns=0)
    return troubled.opened_at is not None
