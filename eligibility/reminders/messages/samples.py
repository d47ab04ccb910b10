"""What messages look like, with made-up values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from eligibility.models import MessageTemplate, Subscription
from eligibility.reminders.channels.interface import Outgoing
from eligibility.reminders.messages.composing import WHO, laid_out
from eligibility.reminders.messages.defaults import Text
from eligibility.reminders.messages.filling import LONGEST_NAME, PARAMS, filled, portal_url, stop_values, way
from eligibility.reminders.messages.length import parts, units

# The longest day that there is, written out.
DAY = date(2028, 12, 31)
CODE = {"code": "042531", "minutes": "10"}
SHARE = {"code": "0425 3199 8807", "days": "7"}
LINK = "AbCdEfGhIjKlMnOpQrStUv"
REFERENCE, STOP_CODE = "ABCD2345", "ABCDEFGHJKMN"


@dataclass(frozen=True)
class Sample:
    """A message to one kind of reader."""

    reader: str
    message: Outgoing

    @property
    def units(self) -> int:
        """How long it is."""
        return units(self.message.text)

    @property
    def parts(self) -> int:
        """How many messages are paid for."""
        return parts(self.message.text)


def samples(kind: str, channel: str, language: str, words: Text) -> list[Sample]:
    """The message as each kind of reader gets it, the longest last; raises KeyError for an unknown placeholder."""
    if kind == MessageTemplate.Kind.CODE:
        return [Sample(_("要验证码的人"), laid_out("", channel, "", words, CODE))]
    if kind == MessageTemplate.Kind.SHARE:
        return [Sample(_("收到结果的家人"), laid_out("", channel, "", words, {**SHARE, "way": way(LINK)}))]
    who = WHO[language]
    readers = {
        _("老人本人"): who[Subscription.Recipient.SELF],
        _("家属，没有写称呼"): who[Subscription.Recipient.RELATIVE],
        _("工作人员"): who[Subscription.Recipient.WORKER].replace("{reference}", REFERENCE),
        _("家属，称呼写满 {count} 个字").format(count=LONGEST_NAME): ("妈妈" * LONGEST_NAME)[:LONGEST_NAME],
    }
    fixed = stop_values(DAY, channel, language, STOP_CODE)
    return [
        Sample(reader, laid_out("", channel, "", words, {**fixed, "who": name})) for reader, name in readers.items()
    ]


def longest(kind: str, channel: str, language: str, words: Text) -> Sample:
    """The reader whose message is the longest."""
    return max(samples(kind, channel, language, words), key=lambda sample: sample.units)


def for_approval(channel: str, language: str, text: str) -> str:
    """A text as SMS providers want to see it before they send it: what changes as ${name}, the sender not in it."""
    fixed = {**stop_values(DAY, channel, language, STOP_CODE), "sender": settings.SMS_SENDER, "portal": portal_url()}
    fixed["way"] = way(LINK)
    fixed |= {name: "${" + name + "}" for name in PARAMS}
    return filled(text, fixed)
