"""Scenarios: people with what the lists must answer them; run, made from boundaries, kept from a screening."""

from catalog.scenarios.answered import Told, answers_of, told
from catalog.scenarios.keeping import accept, keep_answers, keep_screening, without_identity
from catalog.scenarios.running import Line, Outcome, failing, run, run_edition, scenarios_of
from catalog.scenarios.seeding import Proposal, propose, seed

__all__ = [
    "Line",
    "Outcome",
    "Proposal",
    "Told",
    "accept",
    "answers_of",
    "failing",
    "keep_answers",
    "keep_screening",
    "propose",
    "run",
    "run_edition",
    "scenarios_of",
    "seed",
    "told",
    "without_identity",
]
