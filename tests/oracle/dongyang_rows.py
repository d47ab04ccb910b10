"""The 28 rows of 东政办发〔2024〕3号."""

from __future__ import annotations

from collections.abc import Mapping

from . import terms
from .ground import NO, Elder, Outcome, cash, discount, row, service
from .terms import given, in_kind, insured

HERE = "dongyang"
BOUGHT = frozenset({"insurance", "in_kind"})
SUPPORT = frozenset({"service", "in_kind"})
KINDS_LEFT_OPEN: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("dongyang-10", "dongyang-12", "dongyang-21", "dongyang-27"), BOUGHT),
    **dict.fromkeys(("dongyang-13", "dongyang-15", "dongyang-17", "dongyang-18"), SUPPORT),
    **dict.fromkeys(("dongyang-23", "dongyang-26"), SUPPORT),
    "dongyang-28": frozenset({"service", "priority"}),
}


def registered(elder: Elder, age: int = 60) -> bool:
    """Hukou in Dongyang, and an age."""
    return terms.registered(elder, HERE, age)


def lives(elder: Elder, age: int = 60) -> bool:
    """Lives in Dongyang, and an age."""
    return terms.lives(elder, HERE, age)


@row("dongyang-01")
def employee_pension(elder: Elder) -> Outcome:
    """Row 1, R1, R17."""
    return terms.employee_pension(elder, HERE)


@row("dongyang-02")
def resident_pension(elder: Elder) -> Outcome:
    """Row 2, R17."""
    return terms.resident_pension(elder, HERE)


@row("dongyang-03")
def assessment(elder: Elder) -> Outcome:
    """Row 3, R21, R42."""
    return terms.assessment(elder, HERE)


@row("dongyang-04")
def home_care(elder: Elder) -> Outcome:
    """Row 4, R26: everyone of 60 at home."""
    return given(lives(elder) and elder.at_home(), service())


@row("dongyang-05")
def health_check(elder: Elder) -> Outcome:
    """Row 5, R21: every year from 65."""
    return given(lives(elder, 65), service(renewal=12))


@row("dongyang-06-aid")
def legal_aid(elder: Elder) -> Outcome:
    """Row 6, R28: all of 60."""
    return given(lives(elder), service())


@row("dongyang-06-notary")
def first_will(elder: Elder) -> Outcome:
    """Row 6, R28, R43: half price from 70, free from 80."""
    return given(lives(elder, 70), discount("1" if elder.aged(80) else "0.5"))


@row("dongyang-07")
def travel(elder: Elder) -> Outcome:
    """Row 7, R33, R43: half price from 60, free from 70."""
    return given(lives(elder), discount("1" if elder.aged(70) else "0.5"))


@row("dongyang-08-luzhai")
def luzhai(elder: Elder) -> Outcome:
    """Row 8, R33: free from 70."""
    return given(lives(elder, 70), discount("1"))


@row("dongyang-08-hengdian")
def hengdian(elder: Elder) -> Outcome:
    """Row 8, R1, R33, R43: 30 % off, men from 60, women from 55."""
    old_enough = elder.aged(60) or (elder.aged(55) and elder.on("sex", "female"))
    return given(elder.resides(HERE) and old_enough, discount("0.3"))


@row("dongyang-09-senior")
def senior_allowance(elder: Elder) -> Outcome:
    """Row 9 and point 2, R33: 60 yuan from 80 to 99."""
    return given(registered(elder, 80) and not elder.aged(100), cash("60"))


@row("dongyang-09-longevity")
def longevity_allowance(elder: Elder) -> Outcome:
    """Row 9 and point 2, R33: 400 yuan from 100."""
    return given(registered(elder, 100), cash("400"))


@row("dongyang-10")
def accident_insurance(elder: Elder) -> Outcome:
    """Row 10: from 80."""
    return insured(registered(elder, 80))


@row("dongyang-11")
def service_subsidy(elder: Elder) -> Outcome:
    """Row 11, R6: no amount in the document."""
    return given(registered(elder) and elder.hardship(), cash())


@row("dongyang-12")
def premiums(elder: Elder) -> Outcome:
    """Row 12: tekun, dibao, dibian."""
    return insured(registered(elder) and elder.hardship())


@row("dongyang-13")
def adaptation(elder: Elder) -> Outcome:
    """Row 13, R6."""
    return in_kind(lives(elder) and elder.hardship())


@row("dongyang-14")
def nursing_subsidy(elder: Elder) -> Outcome:
    """Row 14, R34: recognised as unable, and hard-up."""
    return given(registered(elder) and terms.recognised(elder) and elder.hardship(), cash())


@row("dongyang-15")
def carer_training(elder: Elder) -> Outcome:
    """Row 15, R34."""
    return terms.carer_training(elder, HERE)


@row("dongyang-16")
def last_resort(elder: Elder) -> Outcome:
    """Row 16, R35: dibao."""
    return given(registered(elder) and elder.on("assistance", "dibao"), cash())


@row("dongyang-17")
def supported_at_home(elder: Elder) -> Outcome:
    """Row 17, R35."""
    return terms.supported(elder, HERE, "home")


@row("dongyang-18")
def supported_in_institution(elder: Elder) -> Outcome:
    """Row 18, R35."""
    return terms.supported(elder, HERE, "institution")


@row("dongyang-19")
def visits(elder: Elder) -> Outcome:
    """Row 19, R25: Dongyang adds the hard-up."""
    return given(lives(elder) and (terms.visited(elder) or elder.hardship()), service())


@row("dongyang-20")
def home_for_special_families(elder: Elder) -> Outcome:
    """Row 20, R35."""
    return terms.home_for(elder.yes("special_family"), elder, HERE)


@row("dongyang-21")
def insurance_for_special_families(elder: Elder) -> Outcome:
    """Row 21, R35."""
    return insured(registered(elder) and elder.yes("special_family"))


@row("dongyang-22-living")
def disability_living(elder: Elder) -> Outcome:
    """Row 22, R36: dibao or dibian, any grade; no amount in the document."""
    fits = elder.on("assistance", "dibao", "dibian") and not elder.on("disability_grade", "none")
    return given(registered(elder) and fits, cash())


@row("dongyang-22-care")
def disability_care(elder: Elder) -> Outcome:
    """Row 22, R7, R36: no amount in the document."""
    return given(registered(elder) and elder.severe_or_mental(), cash())


@row("dongyang-23")
def rescue(elder: Elder) -> Outcome:
    """Row 23, R15."""
    return terms.rescue(elder, HERE)


@row("dongyang-24")
def home_for_the_served(elder: Elder) -> Outcome:
    """Row 24, R35."""
    return terms.home_for(elder.honoured(*terms.SERVED), elder, HERE)


@row("dongyang-25")
def served_at_home(elder: Elder) -> Outcome:
    """Row 25, R35."""
    return terms.served_at_home(elder, HERE)


@row("dongyang-26")
def support_for_bravery(elder: Elder) -> Outcome:
    """Row 26, R35."""
    return terms.support_for_bravery(elder, HERE)


@row("dongyang-27")
def insurance_for_the_honoured(elder: Elder) -> Outcome:
    """Row 27, R8, R35."""
    return insured(registered(elder) and elder.honoured("regular_pension"))


@row("dongyang-28")
def joining_a_child(elder: Elder) -> Outcome:
    """Row 28, R30: who lives with the child."""
    if not elder.aged(60):
        return NO
    return given(elder.joins_child(HERE) and elder.yes("lives_with_child"), service())
