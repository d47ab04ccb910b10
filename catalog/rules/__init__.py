"""The rules: who can have what, why, from when and how much. Pure: no Django, no clock, no I/O."""

from catalog.rules.answers import Among, Answers, Value, read_answer
from catalog.rules.awards import AwardResult
from catalog.rules.errors import InvalidAnswer, Problem, RulebookError, Subject
from catalog.rules.facts import Fact, Question
from catalog.rules.findings import Finding
from catalog.rules.phrases import Listing, Phrase
from catalog.rules.reasons import Reason
from catalog.rules.regions import Region, RegionTree
from catalog.rules.rulebook import Benefit, Department, Document, Item, Pathway, Rulebook
from catalog.rules.screener import Screener
from catalog.rules.screening import NextAward, Screening, Verdict

__all__ = [
    "Among",
    "Answers",
    "AwardResult",
    "Benefit",
    "Department",
    "Document",
    "Fact",
    "Finding",
    "InvalidAnswer",
    "Item",
    "Listing",
    "NextAward",
    "Pathway",
    "Phrase",
    "Problem",
    "Question",
    "Reason",
    "Region",
    "RegionTree",
    "Rulebook",
    "RulebookError",
    "Screener",
    "Screening",
    "Subject",
    "Value",
    "Verdict",
    "read_answer",
]
