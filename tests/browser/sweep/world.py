"""Everybody who looks at pages: made in the portal's own database, by a process of its own, in a second."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from catalog.models import Edition, Region
from catalog.publishing import clone
from eligibility.models import Code, LocalMessage, Paper, Pulse, Reminder, Subscription
from eligibility.reminders.codes import hand_over
from eligibility.session import box
from eligibility.usage.counting import Cell, What, write
from eligibility.usage.tickets import Told, issue
from tests.browser.sweep.pages import World
from tests.desk import clerks, outbox
from tests.interview.conftest import PLAIN, Visitor

# A father who gets help, cannot look after himself, and was never assessed: every section of the results has entries.
NEEDY: dict[str, dict[str, Any]] = {
    "assistance": {"assistance": "dibao"},
    "disability": {"disability_grade": "2"},
    "self_care": {"self_care": "total"},
    "care": {"care_assessed": "false", "family_carer": "false"},
}
UNSURE: dict[str, dict[str, Any]] = {
    "assistance": {"assistance": "?"},
    "disability": {"disability_grade": "?"},
    "self_care": {"self_care": "?"},
    "means": {"ticks": ["?"]},
    "income": {"household_income_unsure": "1"},
}


# Two people that can be read, and one whose day of birth cannot.
ROSTER = "编号,姓名,出生日期\n1,王桂英,1941-02-03\n2,李秀珍,1938-05-06\n3,张三,九月\n"


class People:
    """Who they are, and the parts of addresses that only this database knows."""

    def __init__(self) -> None:
        self.sessions: dict[str, str] = {}
        self.places: dict[str, str] = {}

    def seen_by(self, who: str, client: Client) -> None:
        """Remember somebody's session."""
        self.sessions[who] = client.cookies[settings.SESSION_COOKIE_NAME].value

    def everybody(self) -> World:
        """Make them all."""
        self.seen_by("asking", visitor().start("father").client)
        needy = answered("father", NEEDY)
        self.seen_by("needy", needy.client)
        self.places["last"] = needy.text("/results/").split("/results/last/")[1].split("/")[0]
        self.places["otherwise"] = needy.text("/results/what-if/").split("?if=")[1].split('"')[0]
        self.places |= {"paper": paper_of(needy), "pdf": paper_of(needy, ready=True)}
        keeper = answered("father", NEEDY)
        keeper.post("/keep/", {"agree": "on"})
        self.places["secret"] = keeper.text("/keep/").split("/back/")[1].split("/")[0]
        self.seen_by("keeper", keeper.client)
        self.places["ticket"] = issue([Told("quzhou-2023", "quzhou-12")], timezone.localdate())
        self.seen_by("unsure", answered("mother", UNSURE).client)
        self.reminded()
        self.at_the_desk()
        used()
        return {"sessions": self.sessions, "places": self.places}

    def reminded(self) -> None:
        """Somebody who waits for a code, and somebody who has reminders."""
        waiting = answered("mother", {})
        ask(waiting, "13812340001")
        self.seen_by("waiting", waiting.client)
        person = answered("father", NEEDY)
        ask(person, "13812340002")
        code = Code.objects.latest("pk")
        hand_over(code.pk, timezone.now())
        text = LocalMessage.objects.latest("pk").text
        person.post("/reminders/code/", {"code": "".join(one for one in text if one.isdigit())[:6]})
        kept = Subscription.objects.filter(state="active").latest("created_at")
        self.places |= {"watch": str(kept.watches.exclude(due_on=None)[0].pk), "stop": kept.stop_code}
        self.seen_by("reminded", person.client)

    def at_the_desk(self) -> None:
        """A clerk with cases, calls and reminders in every state, who also answered for a client and tries a draft."""
        clerk = clerks.clerk()
        User.objects.filter(pk=clerk.pk).update(is_superuser=True)
        client = answered("client", NEEDY)
        client.client.force_login(User.objects.get(pk=clerk.pk), "django.contrib.auth.backends.ModelBackend")
        self.seen_by("clerk", client.client)
        roster = SimpleUploadedFile("list.csv", ROSTER.encode())
        sent = {"file": roster, "form": "short", "which": "all"}
        self.places["roster"] = client.post("/desk/papers/", sent).headers["Location"].split("/")[3]
        case = clerks.case(clerk)
        call = clerks.call(case)
        self.reminders()
        one = Reminder.objects.filter(state="unknown")[0]
        self.places |= {"case": case.reference, "call": str(call.pk), "reminder": str(one.pk)}
        self.places |= {"person": str(one.subscription_id), "recipient": str(case.subscriptions.get().pk)}
        draft = clone(Edition.objects.published().get(region__slug="quzhou"))
        trying = visitor()
        trying.client.force_login(User.objects.get(pk=clerk.pk), "django.contrib.auth.backends.ModelBackend")
        day = timezone.localdate().isoformat()
        begun = trying.post(f"/admin/catalog/edition/{draft.pk}/trial/", {"day": day, "edition": str(draft.pk)})
        assert begun.status_code == 302, begun.content.decode()
        trying.start("father").go_on(**NEEDY)
        self.seen_by("trying", trying.client)

    def reminders(self) -> None:
        """Reminders in every state, while the sending is paused."""
        now, today = timezone.now(), timezone.localdate()
        place = Region.objects.get(slug="qujiang").slug
        for number, state in enumerate(outbox.State.values * 3):
            of = outbox.case(["樟潭街道", "廿里镇"][number % 2], place)
            person = outbox.subscribed(of, f"+8613800{number:06}")
            outbox.watch(person, today + timedelta(days=number * 20))
            why = "ask_staff" if state == outbox.State.UNKNOWN else ""
            one = outbox.reminder(person, state, today + timedelta(days=number), reason=why)
            one.history.create(step="send", began_at=now, outcome="broken", code="HTTP 503")
        Pulse.objects.update_or_create(pk=1, defaults={"number": 1, "ticked_at": now, "hold": "staff", "held_at": now})


def paper_of(person: Visitor, ready: bool = False) -> str:
    """The number of a PDF that somebody waits for, or can fetch."""
    number = person.post("/summary/pdf/", {"form": "full"}).headers["Location"].split("/")[2]
    if ready:
        paper = Paper.objects.get(pk=number)
        paper.pieces.create(number=0, content=box().encrypt(b"%PDF-1.7"))
        Paper.objects.filter(pk=number).update(state=Paper.State.READY, pages=1, size=8)
    return number


def used() -> None:
    """Three weeks of use, some of it too little to be shown."""
    for ago in range(1, 22):
        day = timezone.localdate() - timedelta(days=ago)
        for what, times in ((What.STARTED, 30 + ago * 2), (What.FINISHED, 4 + ago)):
            write({Cell(day, what, "", ""): times})


def visitor() -> Visitor:
    """A browser that the running portal would let in."""
    made = Visitor()
    made.client.defaults["SERVER_NAME"] = "localhost"
    return made


def answered(audience: str, answers: dict[str, dict[str, Any]]) -> Visitor:
    """Somebody who has answered everything."""
    made = visitor()
    made.start(audience).go_on(**answers)
    assert made.at == "/check/", made.at
    return made


def ask(person: Visitor, phone: str) -> None:
    """Ask to be reminded of everything."""
    form = person.text("/reminders/")
    things = [part.split('"')[0] for part in form.split('name="things" value="')[1:]]
    assert things, form
    response = person.post("/reminders/", {"things": things, "phone": phone, "agree": "on"})
    assert response.status_code == 302, response.content.decode()


def build(path: str) -> None:
    """Make everybody, and write down how they are met."""
    assert set(NEEDY) | set(UNSURE) <= set(PLAIN)
    Path(path).write_text(json.dumps(People().everybody()), encoding="utf-8")
