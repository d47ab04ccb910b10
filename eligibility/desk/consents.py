"""Consent as the desk takes it: the words that are read out, and the record of who agreed to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import sha256

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext_noop

from eligibility.models import Case, Consent, Subscription

TEXT = gettext_noop(
    "待遇到期要重新办理以前，我们发短信、邮件或者打电话提醒。为了提醒，要记下：姓名、所在的街道、"
    "电话或邮箱，提醒哪几件事，各在哪一天。从这些事可能看得出老人的年纪、身体和生活情况，"
    "所以要单独问您同不同意。\n\n身份证号、收入和测算时的回答不记。"
    "随时可以说不要了，我们就停；也可以要求全部删除。不同意，不影响享受待遇。"
)
# What was agreed to can be found again by it, in the history of this file.
VERSION = sha256(TEXT.encode()).hexdigest()


@dataclass(frozen=True)
class Given:
    """Who agreed, how and on which day."""

    giver: Consent.Giver
    how: Consent.How
    on: date


def record(subscription: Subscription, given: Given, *, by: User, now: datetime) -> Consent:
    """Keeps that somebody agreed; a consent of today was given now, one of an earlier day at its beginning."""
    today = timezone.localdate(now)
    at = now if given.on >= today else timezone.make_aware(datetime.combine(given.on, time.min))
    return Consent.objects.create(
        subscription=subscription.pk,
        text_version=VERSION,
        how=given.how,
        giver=given.giver,
        recorded_by=by,
        given_at=at,
    )


def consents_of(case: Case) -> dict[str, list[Consent]]:
    """What was agreed to for a case, by the id of the subscription."""
    found: dict[str, list[Consent]] = {}
    ids = [one.pk for one in case.subscriptions.all()]
    for consent in Consent.objects.filter(subscription__in=ids).select_related("recorded_by"):
        found.setdefault(str(consent.subscription), []).append(consent)
    return found
