"""What every channel is given, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal, Protocol

# accepted: the provider has it · refused: this message will never be taken · broken: for certain not taken, the
# provider's fault · later: not before `after` seconds, nobody's fault · unknown: it may have been taken.
OutcomeKind = Literal["accepted", "refused", "broken", "later", "unknown"]
# silent: no answer, or none that can be read.
FoundKind = Literal["found", "absent", "silent"]

# The one code that all providers share, of a refusal or an undelivered message: nobody has this number any more.
DEAD = "dead"


@dataclass(frozen=True)
class Outgoing:
    """One message, ready to go: the id that it is looked up by, an E.164 number or a mailbox, and its words."""

    message_id: str
    address: str
    text: str
    subject: str = ""
    template: str = ""  # the provider's number of the approved text
    params: Mapping[str, str] = field(default_factory=dict)
    stop_link: str = ""


@dataclass(frozen=True)
class Outcome:
    """What a provider made of a message."""

    kind: OutcomeKind
    code: str = ""
    provider_id: str = ""
    after: int = 0


@dataclass(frozen=True)
class Found:
    """What a provider says of a message that it may have had."""

    kind: FoundKind
    provider_id: str = ""
    receipt: Literal["", "delivered", "undelivered"] = ""
    code: str = ""


class Provider(Protocol):
    """One way out. No call takes longer than ten seconds, and none raises."""

    name: str
    looks_up: bool
    # How long after the call "absent" is believed: until then the provider may still be at it.
    absent_after: timedelta

    def send(self, message: Outgoing) -> Outcome:
        """Hand a message over, once."""

    def look_up(self, message: Outgoing, sent_on: date) -> Found:
        """Ask what became of a message, by its id."""
