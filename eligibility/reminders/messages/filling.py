"""Placeholders: which there are, what each kind of message needs, and how they are filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from django.conf import settings
from django.utils import formats, translation

from eligibility.models import MessageTemplate
from eligibility.models.subscriptions import Channel
from eligibility.reminders.messages.defaults import CHINESE

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
EVERYWHERE = frozenset({"sender", "portal"})
REMINDER = frozenset({"date", "who", "stop", "link"})
NEEDED = {
    MessageTemplate.Kind.RENEWAL: frozenset({"date", "stop"}),
    MessageTemplate.Kind.BIRTHDAY: frozenset({"date", "stop"}),
    MessageTemplate.Kind.CODE: frozenset({"code", "minutes"}),
    MessageTemplate.Kind.SHARE: frozenset({"code", "days"}),
}
SOMETIMES = {
    MessageTemplate.Kind.RENEWAL: REMINDER,
    MessageTemplate.Kind.BIRTHDAY: REMINDER,
    MessageTemplate.Kind.SHARE: frozenset({"way"}),
}
# What differs from message to message, and is given to a provider that has the rest of the text already.
PARAMS = frozenset({"date", "who", "code", "minutes", "days"})
LONGEST_NAME = 10
REPLY_TO_STOP = {"zh-hans": "回TD退订", "en": "Reply TD to stop."}


def known(kind: str) -> frozenset[str]:
    """The placeholders that a kind of message may have."""
    known_kind = MessageTemplate.Kind(kind)
    return EVERYWHERE | NEEDED[known_kind] | SOMETIMES.get(known_kind, frozenset())


def placeholders(text: str) -> set[str]:
    """The names between braces, whether they are known or not."""
    return set(PLACEHOLDER.findall(text))


def is_whole(kind: str, text: str, subject: str = "") -> bool:
    """Whether a text has all placeholders that it needs, none that is unknown, and no brace beside them."""
    found = placeholders(text)
    rest = PLACEHOLDER.sub("", text + subject)
    needed = NEEDED[MessageTemplate.Kind(kind)]
    return needed <= found and (found | placeholders(subject)) <= known(kind) and not set("{}") & set(rest)


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with every placeholder filled in, once: what a value holds is not looked at again."""
    return PLACEHOLDER.sub(lambda match: values[match[1]], text)


def day_of(day: date, channel: str, language: str) -> str:
    """A day as it is written out: 2026年3月5日, 5 March 2026, in a text message 5 Mar 2026."""
    if language == CHINESE:
        return f"{day.year}年{day.month}月{day.day}日"
    with translation.override(language):
        return formats.date_format(day, "j M Y" if channel == Channel.SMS else "j F Y")


def name_of(label: str) -> str:
    """What a relative calls the person, on one line and short."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in label).split())[:LONGEST_NAME]


def portal_url() -> str:
    """The portal's address in messages; this machine's where it has no other."""
    return settings.PORTAL_URL or settings.LOCAL_URL


def stop_link(code: str) -> str:
    """The page on which one press ends a subscription."""
    return f"{portal_url()}/stop/{code}/"


def way(secret: str) -> str:
    """The page that opens kept answers by a press."""
    return f"{portal_url()}/back/{secret}/"


def stop_values(day: date, channel: str, language: str, code: str) -> dict[str, str]:
    """What a reminder says besides whom it is about: the day, and how to stop."""
    link = stop_link(code)
    stop = REPLY_TO_STOP[language] if channel == Channel.SMS else link
    return {"date": day_of(day, channel, language), "stop": stop, "link": link}


def sign() -> str:
    """The sender's name as every text message begins with it."""
    return f"【{settings.SMS_SENDER}】"
