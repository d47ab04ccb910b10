"""The 30 rows of Gongshu's list, and what the opinion before it gives a person."""

from __future__ import annotations

from collections.abc import Mapping

from . import terms
from .ground import NO, Elder, Outcome, cash, discount, lies_within, row, service
from .terms import given, in_kind, insured

HERE = "gongshu"
SUPPORT = frozenset({"service", "in_kind"})
KINDS_LEFT_OPEN: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("gongshu-03", "gongshu-04", "gongshu-25-aid"), frozenset({"insurance", "service"})),
    **dict.fromkeys(("gongshu-13", "gongshu-16"), frozenset({"insurance", "service", "in_kind"})),
    "gongshu-25-premium": frozenset({"insurance", "in_kind"}),
    **dict.fromkeys(("gongshu-15", "gongshu-18", "gongshu-20", "gongshu-21"), SUPPORT),
    **dict.fromkeys(("gongshu-26", "gongshu-guard"), SUPPORT),
    "gongshu-29": frozenset({"service", "in_kind", "priority"}),
    "gongshu-30": frozenset({"service", "priority"}),
}


def registered(elder: Elder, age: int = 60) -> bool:
    """Hukou in Gongshu, and an age."""
    return terms.registered(elder, HERE, age)


def lives(elder: Elder, age: int = 60) -> bool:
    """Lives in Gongshu, and an age."""
    return terms.lives(elder, HERE, age)


def hard_up(elder: Elder) -> bool:
    """R6: in Gongshu, those on a low income too."""
    return elder.hardship() or elder.on("assistance", "low_income")


@row("gongshu-01")
def employee_pension(elder: Elder) -> Outcome:
    """Row 1, R1, R17."""
    return terms.employee_pension(elder, HERE)


@row("gongshu-02")
def resident_pension(elder: Elder) -> Outcome:
    """Row 2, R17."""
    return terms.resident_pension(elder, HERE)


@row("gongshu-03")
def employee_cover(elder: Elder) -> Outcome:
    """Row 3, R1, R37: no floor of 60."""
    fits = elder.on("medical_insurance", "employee") and elder.yes("retirement_age_reached")
    return insured(fits and (elder.registered(HERE) or elder.resides(HERE)))


@row("gongshu-04")
def resident_cover(elder: Elder) -> Outcome:
    """Row 4, R37."""
    return insured(elder.on("medical_insurance", "resident") and (registered(elder) or lives(elder)))


@row("gongshu-05")
def assessment(elder: Elder) -> Outcome:
    """Row 5, R21, R42."""
    return terms.assessment(elder, HERE)


@row("gongshu-06")
def home_care(elder: Elder) -> Outcome:
    """Row 6, R26: everyone of 60 at home."""
    return given(lives(elder) and elder.at_home(), service())


@row("gongshu-07-aid")
def legal_aid(elder: Elder) -> Outcome:
    """Row 7, R28: all of 60, as far as they qualify."""
    return given(lives(elder), service())


@row("gongshu-07-notary")
def first_will(elder: Elder) -> Outcome:
    """Row 7, R28, R43: free from 70."""
    return given(lives(elder, 70), discount("1"))


@row("gongshu-08")
def travel(elder: Elder) -> Outcome:
    """Row 8, R38, R43: half price from 60, free from 70."""
    return given(lives(elder), discount("1" if elder.aged(70) else "0.5"))


@row("gongshu-09-culture")
def culture(elder: Elder) -> Outcome:
    """Row 9, R38, R43: half price from 60, free from 70."""
    return given(lives(elder), discount("1" if elder.aged(70) else "0.5"))


@row("gongshu-09-sports")
def sports(elder: Elder) -> Outcome:
    """Row 9: free or cheaper, so no certain rate."""
    return given(lives(elder), discount())


@row("gongshu-10")
def love_card(elder: Elder) -> Outcome:
    """Row 10: discounts that the document does not number."""
    return given(lives(elder), discount())


@row("gongshu-11-senior")
def senior_allowance(elder: Elder) -> Outcome:
    """Row 11, R40: from 80 to 99; no amount in the document."""
    return given(registered(elder, 80) and not elder.aged(100), cash())


@row("gongshu-11-longevity")
def longevity_allowance(elder: Elder) -> Outcome:
    """Row 11, R40: from 100; no amount in the document."""
    return given(registered(elder, 100), cash())


@row("gongshu-12")
def electronic_allowance(elder: Elder) -> Outcome:
    """Row 12, R44: from 80."""
    return in_kind(registered(elder, 80))


@row("gongshu-13")
def appliances(elder: Elder) -> Outcome:
    """Row 13: from 80, repairs insured."""
    return insured(registered(elder, 80))


@row("gongshu-14")
def service_subsidy(elder: Elder) -> Outcome:
    """Row 14, R6: no amount in the document."""
    return given(registered(elder) and hard_up(elder), cash())


@row("gongshu-15")
def adaptation(elder: Elder) -> Outcome:
    """Row 15, R6."""
    return in_kind(lives(elder) and hard_up(elder))


@row("gongshu-16")
def accident_insurance(elder: Elder) -> Outcome:
    """Row 16, R6."""
    return insured(registered(elder) and hard_up(elder))


@row("gongshu-17")
def nursing_subsidy(elder: Elder) -> Outcome:
    """Row 17, R5: no amount in the document."""
    return given(registered(elder) and terms.recognised(elder), cash())


@row("gongshu-18")
def carer_training(elder: Elder) -> Outcome:
    """Row 18, R34."""
    return terms.carer_training(elder, HERE)


@row("gongshu-19")
def last_resort(elder: Elder) -> Outcome:
    """Row 19, R35: dibao."""
    return given(registered(elder) and elder.on("assistance", "dibao"), cash())


@row("gongshu-20")
def supported_at_home(elder: Elder) -> Outcome:
    """Row 20, R35."""
    return terms.supported(elder, HERE, "home")


@row("gongshu-21")
def supported_in_institution(elder: Elder) -> Outcome:
    """Row 21, R35."""
    return terms.supported(elder, HERE, "institution")


@row("gongshu-22")
def visits(elder: Elder) -> Outcome:
    """Row 22, R25."""
    return given(lives(elder) and terms.visited(elder), service())


@row("gongshu-23")
def home_for_special_families(elder: Elder) -> Outcome:
    """Row 23, R35."""
    return terms.home_for(elder.yes("special_family"), elder, HERE)


@row("gongshu-24-living")
def disability_living(elder: Elder) -> Outcome:
    """Row 24, R36: dibao, any grade; no amount in the document."""
    fits = elder.on("assistance", "dibao") and not elder.on("disability_grade", "none")
    return given(registered(elder) and fits, cash())


@row("gongshu-24-care")
def disability_care(elder: Elder) -> Outcome:
    """Row 24, R7, R36: no amount in the document."""
    return given(registered(elder) and elder.severe_or_mental(), cash())


def medical_assistance(elder: Elder) -> bool:
    """Row 25, R37: tekun, dibao, dibian, or grade 1 or 2."""
    return registered(elder) and (elder.hardship() or elder.severely_disabled())


@row("gongshu-25-premium")
def premium(elder: Elder) -> Outcome:
    """Row 25, R37: the whole premium of the resident insurance."""
    return insured(medical_assistance(elder) and elder.on("medical_insurance", "resident"))


@row("gongshu-25-aid")
def medical_aid(elder: Elder) -> Outcome:
    """Row 25, R37: with any insurance."""
    return given(medical_assistance(elder) and elder.on("medical_insurance", "employee", "resident"), service())


@row("gongshu-26")
def rescue(elder: Elder) -> Outcome:
    """Row 26, R15."""
    return terms.rescue(elder, HERE)


@row("gongshu-27")
def home_for_the_served(elder: Elder) -> Outcome:
    """Row 27, R35."""
    return terms.home_for(elder.honoured(*terms.SERVED), elder, HERE)


@row("gongshu-28")
def served_at_home(elder: Elder) -> Outcome:
    """Row 28, R35."""
    return terms.served_at_home(elder, HERE)


@row("gongshu-29")
def support_for_bravery(elder: Elder) -> Outcome:
    """Row 29, R35."""
    return terms.support_for_bravery(elder, HERE)


@row("gongshu-30")
def joining_a_child(elder: Elder) -> Outcome:
    """Row 30, R1, R11, R30: a child of Hangzhou; from 80 three of the conditions fall away."""
    fits = elder.joins_child("hangzhou") and elder.yes("children_mostly_with_child") and elder.yes("family_dwelling")
    if not fits or elder.aged(80):
        return given(fits, service())
    old_enough = elder.aged(60) or (elder.aged(55) and elder.on("sex", "female"))
    there = lies_within(elder.facts["residence"], "hangzhou") and elder.yes("residence_permit")
    return given(old_enough and there and elder.yes("no_child_at_origin"), service())


@row("gongshu-meal")
def meals(elder: Elder) -> Outcome:
    """Two, 14, R38, R43: 20 %, from 80 30 %, from 90 50 % off."""
    if not lives(elder):
        return NO
    return discount("0.5" if elder.aged(90) else "0.3" if elder.aged(80) else "0.2")


@row("gongshu-guard")
def guard(elder: Elder) -> Outcome:
    """Two, 9, R39: at home, alone or empty nest, and old, dependent or with dementia."""
    if not (lives(elder) and elder.at_home() and elder.on("living", "alone", "empty_nest")):
        return NO
    return in_kind(elder.aged(80) or elder.on("self_care", "substantial", "total") or elder.yes("dementia"))


@row("gongshu-homecare")
def care_packages(elder: Elder) -> Outcome:
    """Two, 6, R39: at home, dependent or with dementia, or from 80 with a disabled child."""
    if not (lives(elder) and elder.at_home()):
        return NO
    dependent = elder.on("self_care", "substantial", "total") or elder.yes("dementia")
    return given(dependent or (elder.aged(80) and elder.yes("cares_for_disabled_child")), service())


@row("gongshu-institution-care")
def institution_care(elder: Elder) -> Outcome:
    """Two, 6, R39: in an institution, unable or with dementia; no amount in the document."""
    fits = not elder.at_home() and (elder.unable() or elder.yes("dementia"))
    return given(registered(elder) and fits, cash())
