"""One message for one recipient."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import timedelta
from textwrap import wrap

from django.conf import settings

from eligibility.models import Code, MessageTemplate, Reminder, Share, Subscription
from eligibility.models.reminders import NAMESPACE
from eligibility.models.subscriptions import Channel
from eligibility.reminders.channels.interface import Outgoing
from eligibility.reminders.messages.defaults import CHINESE, DEFAULTS, Text
from eligibility.reminders.messages.filling import (
    PARAMS,
    filled,
    is_whole,
    name_of,
    placeholders,
    portal_url,
    sign,
    stop_values,
    way,
)

WHO = {
    "zh-hans": {"self": "您", "relative": "您的家人", "worker": "个案{reference}"},
    "en": {"self": "you", "relative": "your relative", "worker": "case {reference}"},
}


def compose(reminder: Reminder) -> Outgoing:
    """A reminder's message, as its subscription and the texts are now."""
    subscription, channel = reminder.subscription, reminder.channel
    text, language = text_for(reminder.kind, channel, subscription.language)
    values = stop_values(reminder.due_on, channel, language, subscription.stop_code)
    values["who"] = who(subscription, language)
    return laid_out(str(reminder.message_id), channel, subscription.address, text, values, values["link"])


def compose_code(code: Code, text: str) -> Outgoing:
    """The message that brings a one-time code; `text` is the code."""
    words, _language = text_for(MessageTemplate.Kind.CODE, code.channel, code.language)
    minutes = round((code.expires_at - code.created_at) / timedelta(minutes=1))
    ident = uuid.uuid5(NAMESPACE, f"code|{code.pk}|{code.created_at.isoformat()}")
    return laid_out(str(ident), code.channel, code.address, words, {"code": text, "minutes": str(minutes)})


def compose_share(share: Share) -> Outgoing:
    """The message that brings a relative the way to kept answers."""
    words, _language = text_for(MessageTemplate.Kind.SHARE, share.channel, share.language)
    values = {
        "code": " ".join(wrap(share.code, 4)),
        "way": way(share.secret),
        "days": str(round((share.kept.expires_at - share.created_at) / timedelta(days=1))),
    }
    ident = uuid.uuid5(NAMESPACE, f"share|{share.pk}|{share.created_at.isoformat()}")
    return laid_out(str(ident), share.channel, share.address, words, values)


def laid_out(
    message_id: str, channel: str, address: str, words: Text, values: Mapping[str, str], link: str = ""
) -> Outgoing:
    """The words filled in, as their channel wants them."""
    values = {"sender": settings.SMS_SENDER, "portal": portal_url(), **values}
    sms = channel == Channel.SMS
    return Outgoing(
        message_id=message_id,
        address=address,
        text=(sign() if sms else "") + filled(words.text, values),
        subject="" if sms else filled(words.subject, values),
        template=words.provider_code,
        params={name: values[name] for name in sorted(placeholders(words.text) & PARAMS)},
        stop_link=link,
    )


def text_for(kind: str, channel: str, language: str) -> tuple[Text, str]:
    """The staff's text and its language: theirs, or Chinese; the delivered one where the staff's is not whole."""
    languages = [one for one in dict.fromkeys((language, CHINESE)) if (kind, channel, one) in DEFAULTS]
    rows = {
        row.language: Text(row.text, row.subject, row.provider_code)
        for row in MessageTemplate.objects.filter(kind=kind, channel=channel, language__in=languages)
        if is_whole(kind, row.text, row.subject)
    }
    found = [(rows.get(one, DEFAULTS[kind, channel, one]), one) for one in languages]
    # Alibaba sends what was approved there and nothing else.
    approved = [one for one in found if one[0].provider_code]
    by_code = channel == Channel.SMS and settings.SMS_PROVIDER == "alibaba"
    return approved[0] if by_code and approved else found[0]


def who(subscription: Subscription, language: str) -> str:
    """Whom the message is about, in the words of its reader."""
    if subscription.recipient == Subscription.Recipient.RELATIVE and (name := name_of(subscription.label)):
        return name
    reference = subscription.case.reference if subscription.case else ""
    return WHO[language][subscription.recipient].replace("{reference}", reference).strip()
