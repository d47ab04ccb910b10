"""The next years as a file that a phone's calendar reads (RFC 5545)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.utils.translation import get_language, gettext
from icalendar import Alarm, Calendar, Event

from eligibility.findings.calendar import MARKS
from eligibility.reminders import calendar
from eligibility.reminders.due import BIRTHDAY_LEAD, LEAD

NAMESPACE = uuid.UUID("0d1f0e0c-6d0e-4a57-9a8d-6f3d5a0b7c52")
# Nobody is woken: a whole day begins at midnight, and its alarm rings at nine.
NINE = timedelta(hours=9)


def ics(found: Sequence[calendar.Event], audience: str, now: datetime) -> bytes:
    """The events as a file; loaded once more after a change, each takes the place of what it was."""
    file = Calendar()
    file.add("prodid", "-//yanglao//results//ZH")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", gettext("养老待遇"))
    for one in reversed({(one.day, one.what, one.name): one for one in reversed(found)}.values()):
        file.add_component(_event(one, audience, now))
    return file.to_ical()


def _event(one: calendar.Event, audience: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{_uid(one, audience)}@yanglao")
    event.add("dtstamp", now)
    event.add("sequence", int(now.timestamp()) // 60)
    event.add("dtstart", one.day)
    event.add("dtend", one.day + timedelta(days=1))
    summary = gettext("{label}：{name}").format(label=MARKS[one.what][1], name=one.name)
    event.add("summary", summary)
    event.add("description", "\n".join(_words(one)), parameters={"language": get_language()})
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    for before in (LEAD if one.what == "renew" else BIRTHDAY_LEAD, timedelta(0)):
        event.add_component(_alarm(summary, NINE - before))
    return event


def _words(one: calendar.Event) -> Iterable[str]:
    if one.says:
        yield one.says
    if one.guessed:
        yield gettext("没填上次是哪天办的，这个日子是估计的。")
    yield gettext("以办理部门审核为准。咨询电话 12345。")


def _alarm(words: str, trigger: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", trigger)
    return alarm


def _uid(one: calendar.Event, audience: str) -> uuid.UUID:
    """The same whenever the file is made for the same relative: of the benefit and its turn, not of the person."""
    return uuid.uuid5(NAMESPACE, f"{audience}|{one.benefit}|{one.what if one.what == 'rhythm' else ''}|{one.turn}")
