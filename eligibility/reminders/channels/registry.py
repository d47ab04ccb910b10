"""Which provider a channel goes out by, as the settings say."""

from __future__ import annotations

from django.conf import settings

from eligibility.models.subscriptions import Channel
from eligibility.reminders.channels.http import SignedHttp
from eligibility.reminders.channels.interface import Provider
from eligibility.reminders.channels.local import Local
from eligibility.reminders.channels.smtp import Smtp


def provider_for(channel: str) -> Provider | None:
    """The way out of a channel; None where there is none, and the channel is not offered.

    Calls of the desk go out by no provider.
    """
    if channel == Channel.SMS and settings.SMS_PROVIDER == "http":
        return SignedHttp()
    if channel == Channel.SMS and settings.SMS_PROVIDER == "alibaba":
        # Its SDK takes longer to load than everything else here; most portals never ask for it.
        from eligibility.reminders.channels.alibaba import Alibaba

        return Alibaba()
    if channel == Channel.EMAIL and settings.EMAIL:
        return Smtp()
    if channel in {Channel.SMS, Channel.EMAIL} and not settings.PRODUCTION:
        return Local(Channel(channel))
    return None


def offered() -> list[str]:
    """The channels that there is a way out for."""
    return [channel for channel in (Channel.SMS, Channel.EMAIL) if provider_for(channel) is not None]
