"""Whom a paper is for: what is known of somebody, kept under seal until the pages are made."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from eligibility.keeping import WayBack
from eligibility.rosters import Row
from eligibility.session import box
from eligibility.wording import OWN

PEOPLE_A_PART = 20
IDENTITY = re.compile(r"\d{17}[\dXx]|\d{15}")


@dataclass(frozen=True)
class Person:
    """What is known of one person, as JSON values, and what stands at the head of the pages."""

    audience: str
    answers: dict[str, Any]
    lasts: dict[str, str] = field(default_factory=dict)  # benefit -> ISO day on which it was last renewed
    heading: tuple[str, ...] = ()
    way_back: WayBack | None = None
    ticket: str = ""  # the code with which somebody says later what became of it

    def to_row(self) -> list[Any]:
        """The person in JSON's types."""
        back = self.way_back
        way = [back.url, back.code, back.until.isoformat()] if back else None
        return [self.audience, self.answers, self.lasts, self.heading, way, self.ticket]

    @classmethod
    def from_row(cls, row: list[Any]) -> Person:
        """The person that `to_row` laid down."""
        audience, answers, lasts, heading, way, *ticket = row
        back = WayBack(way[0], way[1], date.fromisoformat(way[2])) if way else None
        return cls(audience, answers, lasts, tuple(heading), back, *ticket)


def person_of(row: Row) -> Person:
    """Somebody of a roster, who is to read the paper: it says 您."""
    return Person(OWN, row.facts, heading=heading(row))


def heading(row: Row) -> tuple[str, ...]:
    """What stands at the head of somebody's pages; of an identity number only its ends."""
    number = row.resident_id
    if IDENTITY.fullmatch(number):
        number = f"{number[:3]}{'*' * (len(number) - 7)}{number[-4:]}"
    return tuple(text for text in (number, row.name) if text)


def sealed(people: Iterable[Person]) -> bytes:
    """Some people under the key of the answers."""
    return sealed_json([one.to_row() for one in people])


def unsealed(token: bytes | memoryview) -> list[Person]:
    """The people again; raises cryptography's InvalidToken where the key is gone."""
    return [Person.from_row(row) for row in unsealed_json(token)]


def sealed_json(data: Any) -> bytes:
    """Anything of JSON's types under the key of the answers."""
    return box().encrypt(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())


def unsealed_json(token: bytes | memoryview) -> Any:
    """What was sealed; raises cryptography's InvalidToken where the key is gone."""
    return json.loads(box().decrypt(bytes(token)))
