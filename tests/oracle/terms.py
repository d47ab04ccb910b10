"""What several lists of R33 to R39 ask in the same words, each for a region of its own."""

from __future__ import annotations

from .ground import NO, Elder, Outcome, cash, service

SERVED = ("disabled_veteran", "veteran", "martyr_family")


def registered(elder: Elder, region: str, age: int = 60) -> bool:
    """Tie `hukou`, with the floor of R1 or another age."""
    return elder.registered(region) and elder.aged(age)


def lives(elder: Elder, region: str, age: int = 60) -> bool:
    """Tie `residence`, with the floor of R1 or another age."""
    return elder.resides(region) and elder.aged(age)


def given(fits: bool, outcome: Outcome) -> Outcome:
    """The outcome for those whom it fits."""
    return outcome if fits else NO


def employee_pension(elder: Elder, region: str) -> Outcome:
    """R1, R17, tie `either`: no floor of 60."""
    fits = (
        (elder.registered(region) or elder.resides(region))
        and elder.on("pension_scheme", "employee")
        and elder.yes("retirement_age_reached")
        and elder.facts["contribution_years"] >= 15
    )
    return given(fits, cash())


def resident_pension(elder: Elder, region: str) -> Outcome:
    """R17: the resident scheme, 60, 15 years, hukou."""
    fits = (
        registered(elder, region) and elder.on("pension_scheme", "resident") and elder.facts["contribution_years"] >= 15
    )
    return given(fits, cash())


def assessment(elder: Elder, region: str) -> Outcome:
    """R21: free, every 12 months from 80 and every 24 below."""
    return given(lives(elder, region), service(renewal=12 if elder.aged(80) else 24))


def recognised(elder: Elder) -> bool:
    """R5: unable by level, and officially assessed."""
    return elder.unable() and elder.yes("care_assessed")


def carer_training(elder: Elder, region: str) -> Outcome:
    """R5, R34: recognised, and a family carer."""
    return given(lives(elder, region) and recognised(elder) and elder.yes("family_carer"), service())


def supported(elder: Elder, region: str, preference: str) -> Outcome:
    """R35: tekun, by where support is wanted."""
    fits = registered(elder, region) and elder.on("assistance", "tekun") and elder.on("support_preference", preference)
    return given(fits, service())


def visited(elder: Elder) -> bool:
    """R25: alone or left behind, unable, severely disabled, or a special family."""
    return (
        elder.on("living", "alone", "empty_nest", "left_behind")
        or elder.unable()
        or elder.severely_disabled()
        or elder.yes("special_family")
    )


def rescue(elder: Elder, region: str) -> Outcome:
    """R15: destitute where they are."""
    return given(lives(elder, region) and elder.yes("destitute"), service())


def home_for(fits: bool, elder: Elder, region: str) -> Outcome:
    """R35: a place in a care home before others."""
    return given(lives(elder, region) and fits, Outcome(True, "priority"))


def served_at_home(elder: Elder, region: str) -> Outcome:
    """R35: those who served come first at home."""
    fits = lives(elder, region) and elder.at_home() and elder.honoured(*SERVED)
    return given(fits, Outcome(True, "priority"))


def support_for_bravery(elder: Elder, region: str) -> Outcome:
    """R35: disabled in an act of bravery, not independent, no family support."""
    fits = (
        lives(elder, region)
        and elder.honoured("bravery_disabled")
        and elder.unable()
        and "family" not in elder.among("means_of_support")
    )
    return given(fits, service())


def insured(fits: bool) -> Outcome:
    """Insurance bought, or a premium paid."""
    return given(fits, Outcome(True, "insurance"))


def in_kind(fits: bool, class_: str = "") -> Outcome:
    """Things, works or vouchers; no amount stands in the documents."""
    return given(fits, Outcome(True, "in_kind", class_=class_))
