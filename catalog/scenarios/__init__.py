"""Scenarios: people with what the lists must answer them; run, made from boundaries, kept from a screening."""

from catalog.scenarios.answered import Said, Told, UnreadableScenario, person
from catalog.scenarios.keeping import Kept, accept, keep_answers, keep_screening, kept_screening, without_identity
from catalog.scenarios.running import Line, Outcome, failing, run, run_edition, scenarios_of
from catalog.scenarios.seeding import Proposal, propose, seed

__all__ = [
    "Kept",
    "Line",
    "Outcome",
    "Proposal",
    "Said",
    "Told",
    "UnreadableScenario",
    "accept",
    "failing",
    "keep_answers",
    "keep_screening",
    "kept_screening",
    "person",
    "propose",
    "run",
    "run_edition",
    "scenarios_of",
    "seed",
    "without_identity",
]
