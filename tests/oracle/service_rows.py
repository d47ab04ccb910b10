"""Rows 15 to 25 of 衢政办发〔2023〕27号: services, courtesies, family doctors."""

from __future__ import annotations

from decimal import Decimal

from .ground import NO, Elder, Outcome, Rule, discount, row, service
from .terms import SERVED


def resident_of(elder: Elder, age: int = 60) -> bool:
    """Lives in Quzhou and has reached an age."""
    return elder.resides() and elder.aged(age)


@row("quzhou-15")
def adaptation(elder: Elder) -> Outcome:
    """Row 15, R22, R43: 6000 yuan on average, once; at discretion for the hard-up and independent from 80."""
    if not resident_of(elder):
        return NO
    plain = elder.honoured("three_old") or (elder.unable() and (elder.hardship() or elder.yes("special_family")))
    if not plain and not (elder.hardship() and elder.aged(80)):
        return NO
    return Outcome(True, "in_kind", Decimal(6000), None, "once", class_="plain" if plain else "discretion")


def meal_class_one(elder: Elder) -> bool:
    """R23: the hard-up, honoured, disabled, special and hardship workers' families."""
    return (
        elder.on("assistance", "dibao", "dibian")
        or (elder.on("assistance", "tekun") and elder.on("support_preference", "home"))
        or elder.honoured("regular_pension")
        or elder.severe_or_mental()
        or elder.yes("special_family")
        or elder.yes("hardship_worker_family")
    )


@row("quzhou-16")
def meals(elder: Elder) -> Outcome:
    """Row 16, R23: the first class that fits."""
    if not resident_of(elder):
        return NO
    if meal_class_one(elder):
        return service("one")
    return service("two" if elder.aged(80) else "three")


@row("quzhou-17")
def cleaning(elder: Elder) -> Outcome:
    """Row 17, R24: hukou and residence, dibao or dibian, frail or 80, at home."""
    fits = (
        elder.registered()
        and resident_of(elder)
        and elder.on("assistance", "dibao", "dibian")
        and elder.frail_or_old()
        and elder.at_home()
    )
    return service() if fits else NO


@row("quzhou-18")
def carer_training(elder: Elder) -> Outcome:
    """Row 18, R5, R34: assessed, and a family carer."""
    fits = resident_of(elder) and elder.unable() and elder.yes("care_assessed") and elder.yes("family_carer")
    return service() if fits else NO


@row("quzhou-19")
def visits(elder: Elder) -> Outcome:
    """Row 19, R25."""
    fits = resident_of(elder) and (
        elder.on("living", "alone", "empty_nest", "left_behind")
        or elder.unable()
        or elder.severely_disabled()
        or elder.yes("special_family")
    )
    return service() if fits else NO


@row("quzhou-20")
def community_care(elder: Elder) -> Outcome:
    """Row 20, R26: everyone at home; those who served come first."""
    if not (resident_of(elder) and elder.at_home()):
        return NO
    return Outcome(True, "priority", class_="first") if elder.honoured(*SERVED) else service("plain")


def public_home_by_residence(elder: Elder) -> bool:
    """Row 21 targets 2 to 4, R27."""
    held, alone = elder.among("honours"), "family" not in elder.among("means_of_support")
    return (
        elder.honoured(*SERVED)
        or elder.yes("special_family")
        or ("regular_pension" in held and alone)
        or ("bravery_disabled" in held and alone and elder.unable())
    )


@row("quzhou-21")
def public_home(elder: Elder) -> Outcome:
    """Row 21, R27: tekun by hukou, all others by residence."""
    fits = elder.aged(60) and (
        (elder.registered() and elder.on("assistance", "tekun"))
        or (elder.resides() and public_home_by_residence(elder))
    )
    return Outcome(True, "priority") if fits else NO


@row("quzhou-22-advice")
def legal_advice(elder: Elder) -> Outcome:
    """Row 22 standard 1."""
    return service() if resident_of(elder) else NO


@row("quzhou-22-aid")
def legal_aid(elder: Elder) -> Outcome:
    """Row 22 standard 2, R28: without a means test for some."""
    if not resident_of(elder):
        return NO
    untested = elder.aged(70) or elder.on("assistance", "tekun") or elder.unable() or elder.yes("serious_illness")
    return service("untested" if untested else "means test")


@row("quzhou-22-notary")
def first_will(elder: Elder) -> Outcome:
    """Row 22 standard 3, R28: half price from 70, free from 80."""
    if not resident_of(elder, 70):
        return NO
    return discount("1" if elder.aged(80) else "0.5")


@row("quzhou-23-parks")
def parks(elder: Elder) -> Outcome:
    """Row 23 standard 1, R29."""
    return discount("1") if resident_of(elder) else NO


@row("quzhou-23-scenic")
def scenic_areas(elder: Elder) -> Outcome:
    """Row 23 standard 2, R29: from 70."""
    return discount("1") if resident_of(elder, 70) else NO


@row("quzhou-23-culture")
def culture(elder: Elder) -> Outcome:
    """Row 23 standard 3, R29."""
    return discount("1") if resident_of(elder) else NO


@row("quzhou-23-sports")
def sports(elder: Elder) -> Outcome:
    """Row 23 standard 4, R29: free or cheaper, so no certain rate."""
    return discount() if resident_of(elder) else NO


@row("quzhou-23-medical")
def medical_priority(elder: Elder) -> Outcome:
    """Row 23 standard 5, R29."""
    return Outcome(True, "priority") if resident_of(elder) else NO


@row("quzhou-23-bus")
def bus(elder: Elder) -> Outcome:
    """Row 23 standard 6, R29: half price, free from 70."""
    if not resident_of(elder):
        return NO
    return discount("1" if elder.aged(70) else "0.5")


@row("quzhou-24")
def joining_a_child(elder: Elder) -> Outcome:
    """Row 24, R11, R30: the child's hukou here, the person's own not."""
    return service() if elder.aged(60) and elder.joins_child("quzhou") else NO


def package(code: str, condition: Rule | None = None) -> None:
    """Row 25, R21, R31: a family doctor's package from 65, every 12 months."""

    def rule(elder: Elder) -> Outcome:
        if not resident_of(elder, 65) or (condition and not condition(elder).eligible):
            return NO
        return service(renewal=12)

    row(code)(rule)


def ill_with(*conditions: str) -> Rule:
    """Holds for somebody with one of the chronic conditions."""

    def rule(elder: Elder) -> Outcome:
        present = elder.among("chronic_conditions")
        return Outcome(any(one in present for one in conditions))

    return rule


package("quzhou-25-basic")
package("quzhou-25-hypertension", ill_with("hypertension"))
package("quzhou-25-diabetes", ill_with("type2_diabetes", "other_diabetes"))
package("quzhou-25-mental", ill_with("severe_mental_disorder"))
package("quzhou-25-tb", ill_with("tuberculosis"))
package("quzhou-25-special", lambda elder: Outcome(elder.yes("special_family")))
package("quzhou-25-hardship", lambda elder: Outcome(elder.hardship()))
package("quzhou-25-disability", lambda elder: Outcome(not elder.on("disability_grade", "none")))
