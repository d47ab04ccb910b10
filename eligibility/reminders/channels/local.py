"""The way out of a portal without a provider: messages stay here and are read at /outbox/."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import DatabaseError, transaction
from django.utils import timezone

from eligibility.models import LocalMessage
from eligibility.models.subscriptions import Channel
from eligibility.reminders.channels.interface import Found, Outcome, Outgoing


class Local:
    """One channel's messages as rows."""

    name = "local"
    looks_up = True
    absent_after = timedelta(0)

    def __init__(self, channel: Channel) -> None:
        self.channel = channel

    def send(self, message: Outgoing) -> Outcome:
        """Write the message down."""
        row = LocalMessage(
            message_id=message.message_id,
            channel=self.channel,
            address=message.address,
            subject=message.subject,
            text=message.text,
            sent_at=timezone.now(),
        )
        try:
            with transaction.atomic():
                row.save()
        except DatabaseError:
            return Outcome("unknown", code="database")
        return Outcome("accepted", provider_id=str(row.pk))

    def look_up(self, message: Outgoing, sent_on: date) -> Found:
        """Whether it was written down."""
        try:
            found = LocalMessage.objects.filter(message_id=message.message_id).values_list("pk", flat=True).first()
        except DatabaseError:
            return Found("silent", code="database")
        return Found("absent") if found is None else Found("found", str(found))
