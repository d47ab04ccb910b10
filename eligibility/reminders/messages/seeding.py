"""Puts the delivered texts where staff can edit them."""

from __future__ import annotations

from eligibility.models import MessageTemplate
from eligibility.reminders.messages.defaults import DEFAULTS


def seed() -> int:
    """Add the texts that are not there yet; gives how many. What staff wrote stays."""
    made = 0
    for (kind, channel, language), words in DEFAULTS.items():
        given = {"text": words.text, "subject": words.subject}
        _row, new = MessageTemplate.objects.get_or_create(kind=kind, channel=channel, language=language, defaults=given)
        made += new
    return made
