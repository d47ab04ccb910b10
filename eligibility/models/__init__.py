"""What is kept because somebody asked for it: whom to remind of what, and what became of each reminder."""

from eligibility.models.calls import Call, CallTry
from eligibility.models.cases import Case, Consent
from eligibility.models.codes import Code, CodeGate
from eligibility.models.delivery import Circuit, DayBudget, Pulse
from eligibility.models.kept import Kept, Share, Try
from eligibility.models.messages import LocalMessage, MessageTemplate
from eligibility.models.papers import Paper, PaperPart, PaperPiece
from eligibility.models.reminders import Attempt, Reminder
from eligibility.models.subscriptions import Subscription, Watch
from eligibility.models.usage import Ticket, UsageCount

__all__ = [
    "Attempt",
    "Call",
    "CallTry",
    "Case",
    "Circuit",
    "Code",
    "CodeGate",
    "Consent",
    "DayBudget",
    "Kept",
    "LocalMessage",
    "MessageTemplate",
    "Paper",
    "PaperPart",
    "PaperPiece",
    "Pulse",
    "Reminder",
    "Share",
    "Subscription",
    "Ticket",
    "Try",
    "UsageCount",
    "Watch",
]
