"""How often something may be asked for: counted one by one, even where a hundred ask at once."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from eligibility.models import CodeGate
from eligibility.sealing import digest

EVERYBODY = "everybody"


class RefusedError(Exception):
    """Nothing goes out now; `kind` is a key of the sentences of what was asked for."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def refuse_more(asked: QuerySet[Any], limits: Iterable[tuple[timedelta, int, str]], now: datetime) -> None:
    """Raises RefusedError where as much was asked for within a span as may be."""
    for span, most, kind in limits:
        if asked.filter(created_at__gt=now - span).count() >= most:
            raise RefusedError(kind)


def hold(*keys: str) -> None:
    """Keeps others waiting who hold one of these keys too, until the transaction ends; always in one order."""
    for key in sorted(keys):
        # Housekeeping may delete a gate between the two statements.
        while not CodeGate.objects.select_for_update().filter(pk=key):
            CodeGate.objects.bulk_create([CodeGate(address_digest=key)], ignore_conflicts=True)


def visitor_digests(visitor: str, now: datetime, span: timedelta) -> list[str]:
    """What stands for a visitor's network today, and what stood for it when the span began."""
    days = (timezone.localdate(now), timezone.localdate(now - span))
    return [digest(f"visitor|{day}|{_network(visitor)}") for day in dict.fromkeys(days)]


def _network(visitor: str) -> str:
    """One household's share of IPv6 counts as one visitor."""
    try:
        address = ipaddress.ip_address(visitor)
    except ValueError:
        return visitor
    return str(address) if address.version == 4 else str(ipaddress.ip_network((address, 64), strict=False))
