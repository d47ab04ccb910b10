"""Visits the addresses of the documents, one after another, and keeps what was found."""

from __future__ import annotations

from datetime import datetime, timedelta
from time import monotonic, sleep
from urllib.parse import urlsplit

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from catalog.freshness.links import NO_ANSWER, NOT_HTTP, Visit, visit
from catalog.freshness.locks import alone
from catalog.models import Document, LinkCheck

# A night's round that is broken off goes on; it does not begin anew.
ROUND = timedelta(hours=12)
# One slice of it; a task may run for 270.
SECONDS = 180.0
# Between two visits to one host.
PAUSE = 1.0


def due(now: datetime) -> models.QuerySet[Document]:
    """The documents whose address has not been visited in this round, or has been changed since."""
    visited = Q(link__checked_at__gt=now - ROUND, link__url=F("url"))
    return Document.objects.exclude(url="").exclude(pk__in=Document.objects.filter(visited)).order_by("pk")


def check_some(now: datetime, seconds: float = SECONDS) -> bool:
    """Visit what is due for some time; gives whether something is left.

    Somebody else doing the same leaves nothing to this one.
    """
    with alone("check-links") as free:
        if not free:
            return False
        end, last = monotonic() + seconds, ""
        for document in list(due(now)):
            if monotonic() > end:
                return True
            host = urlsplit(document.url).netloc
            if host == last:
                sleep(PAUSE)
            last = host
            keep(document, safely(document.url), timezone.now())
    return False


def safely(url: str) -> Visit:
    """The visit; whatever happens in it is a finding about the address."""
    try:
        return visit(url, settings.LINK_CHECK_PRIVATE)
    except SoftTimeLimitExceeded:
        return Visit(False, None, NO_ANSWER)
    except Exception:  # no address may keep the others from being visited
        return Visit(False, None, NOT_HTTP)


def keep(document: Document, found: Visit, now: datetime) -> None:
    """Write what was found; the first failure of an address is kept until it works again."""
    with transaction.atomic():
        if not Document.objects.select_for_update().filter(pk=document.pk).exists():
            return
        before = LinkCheck.objects.filter(document=document, url=document.url, works=False).first()
        since = before.broken_since if before and before.broken_since else now
        known = {
            "url": document.url,
            "checked_at": now,
            "works": found.works,
            "status": found.status,
            "fault": found.fault,
            "broken_since": None if found.works else since,
        }
        LinkCheck.objects.update_or_create(document=document, defaults=known)
