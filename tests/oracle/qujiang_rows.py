"""The three helps of Qujiang's draft: meals, cleaning, family doctors; all for those who live there."""

from __future__ import annotations

from collections.abc import Mapping

from .ground import NO, Elder, Outcome, Rule, row, service
from .terms import given, lives

KINDS_LEFT_OPEN: Mapping[str, frozenset[str]] = {"qujiang-meal": frozenset({"service", "discount"})}
# R13: the city's rows 16, 17 and 25 that each of these carries out.
CARRIES_OUT = {
    "qujiang-meal": "quzhou-16",
    "qujiang-clean": "quzhou-17",
    "qujiang-gp-basic": "quzhou-25-basic",
    "qujiang-gp-hypertension": "quzhou-25-hypertension",
    "qujiang-gp-diabetes": "quzhou-25-diabetes",
    "qujiang-gp-mental": "quzhou-25-mental",
    "qujiang-gp-tb": "quzhou-25-tb",
    "qujiang-gp-special": "quzhou-25-special",
    "qujiang-gp-hardship": "quzhou-25-hardship",
    "qujiang-gp-disability": "quzhou-25-disability",
}


def hard_up(elder: Elder) -> bool:
    """Annex 1, two, (1), R23: the first class, the hard-up and those named with them."""
    return (
        elder.on("assistance", "dibao", "dibian")
        or (elder.on("assistance", "tekun") and elder.on("support_preference", "home"))
        or elder.honoured("regular_pension")
        or elder.severe_or_mental()
        or elder.yes("special_family")
        or elder.yes("hardship_worker_family")
    )


@row("qujiang-meal")
def meals(elder: Elder) -> Outcome:
    """Annex 1, R23: the first class that fits."""
    if not lives(elder, "qujiang"):
        return NO
    if hard_up(elder):
        return service("one")
    return service("two" if elder.aged(80) else "three")


@row("qujiang-clean")
def cleaning(elder: Elder) -> Outcome:
    """Annex 2, R24: dibao or dibian; unable, with dementia or 80; at home."""
    fits = (
        lives(elder, "qujiang")
        and elder.on("assistance", "dibao", "dibian")
        and elder.frail_or_old()
        and elder.at_home()
    )
    return given(fits, service())


@row("qujiang-gp-basic")
def basic(elder: Elder) -> Outcome:
    """Annex 3, four, (1): everyone from 65, for a year."""
    return given(lives(elder, "qujiang", 65), service(renewal=12))


def package(code: str, condition: Rule) -> None:
    """Annex 3, R21, R31: from 65, for a year, each by its condition."""

    def rule(elder: Elder) -> Outcome:
        return condition(elder) if basic(elder).eligible else NO

    row(code)(rule)


def ill_with(condition: str) -> Rule:
    """A package for one chronic condition."""
    return lambda elder: given(condition in elder.among("chronic_conditions"), service(renewal=12))


package("qujiang-gp-hypertension", ill_with("hypertension"))
package("qujiang-gp-diabetes", ill_with("type2_diabetes"))
package("qujiang-gp-tb", ill_with("tuberculosis"))
package(
    "qujiang-gp-mental",
    lambda elder: ill_with("severe_mental_disorder")(elder) if elder.at_home() else NO,
)
package("qujiang-gp-special", lambda elder: given(elder.yes("special_family"), service(renewal=12)))
package("qujiang-gp-hardship", lambda elder: given(elder.hardship(), service(renewal=12)))
package(
    "qujiang-gp-disability",
    lambda elder: given(not elder.on("disability_grade", "none"), service(renewal=12)),
)
