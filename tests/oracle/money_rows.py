"""Rows 1 to 14 of 衢政办发〔2023〕27号: support, insurance, subsidies, allowances."""

from __future__ import annotations

from decimal import Decimal

from .ground import DIBAO_STANDARD, NO, Elder, Outcome, cash, row, service

CARE = {"total": "500", "substantial": "250", "partial": "125", "independent": "50"}
WAGE_SHARE = {"total": 80, "substantial": 40, "partial": 20, "independent": 10}


def destitute_support(elder: Elder) -> bool:
    """Rows 1 to 4, R14: 60, Quzhou hukou, tekun or nothing at all to live on."""
    if not (elder.registered() and elder.aged(60)):
        return False
    if elder.on("assistance", "tekun"):
        return True
    means = elder.among("means_of_support")
    return not any(one in means for one in ("labour", "income", "family"))


@row("quzhou-01-living")
def living(elder: Elder) -> Outcome:
    """Row 1 standard 1, R14, R43, R44: at least 1.3 times the dibao standard."""
    return cash(DIBAO_STANDARD * Decimal("1.3"), at_least=True) if destitute_support(elder) else NO


@row("quzhou-01-care")
def care(elder: Elder) -> Outcome:
    """Row 1 standard 2, R14, R44: a share of the unknown minimum wage by level, half of it at home."""
    if not destitute_support(elder):
        return NO
    share = Decimal(WAGE_SHARE[elder.facts["self_care"]])
    return service(basis=str(share / 2 if elder.on("support_preference", "home") else share))


@row("quzhou-02")
def treatment(elder: Elder) -> Outcome:
    """Row 2, R14: insurance premiums paid and treatment."""
    return Outcome(True, "insurance") if destitute_support(elder) else NO


@row("quzhou-03-institution")
def institution_housing(elder: Elder) -> Outcome:
    """Row 3 content 1, R14: supported in an institution."""
    return service() if destitute_support(elder) and elder.on("support_preference", "institution") else NO


@row("quzhou-03-housing")
def housing(elder: Elder) -> Outcome:
    """Row 3 content 2, R14: supported at home with a recognised housing difficulty."""
    fits = destitute_support(elder) and elder.on("support_preference", "home") and elder.yes("housing_difficulty")
    return Outcome(True, "in_kind") if fits else NO


@row("quzhou-04")
def funeral(elder: Elder) -> Outcome:
    """Row 4, R14."""
    return service() if destitute_support(elder) else NO


@row("quzhou-05")
def minimum_income(elder: Elder) -> Outcome:
    """Row 5, R15, R16: from 80 the whole standard, below the standard less the income."""
    if not (elder.registered() and elder.aged(60) and elder.on("assistance", "dibao")):
        return NO
    if elder.aged(80):
        return cash(DIBAO_STANDARD)
    return cash(max(Decimal(0), DIBAO_STANDARD - elder.income()))


@row("quzhou-06")
def employee_pension(elder: Elder) -> Outcome:
    """Row 6, R1, R17: no floor of 60; hukou or residence."""
    fits = (
        (elder.registered() or elder.resides())
        and elder.on("pension_scheme", "employee")
        and elder.yes("retirement_age_reached")
        and elder.facts["contribution_years"] >= 15
    )
    return cash() if fits else NO


@row("quzhou-07")
def resident_pension(elder: Elder) -> Outcome:
    """Row 7, R17: the resident scheme, 60, 15 years, hukou."""
    fits = (
        elder.registered()
        and elder.aged(60)
        and elder.on("pension_scheme", "resident")
        and elder.facts["contribution_years"] >= 15
    )
    return cash() if fits else NO


@row("quzhou-08")
def accident_insurance(elder: Elder) -> Outcome:
    """Row 8: Quzhou hukou and 80."""
    return Outcome(True, "insurance") if elder.registered() and elder.aged(80) else NO


def province_tie(elder: Elder) -> bool:
    """R11 `province`: hukou in Zhejiang, and hukou or residence in Quzhou; with the floor of R1."""
    return elder.registered("zhejiang") and (elder.registered() or elder.resides()) and elder.aged(60)


@row("quzhou-09-living")
def disability_living(elder: Elder) -> Outcome:
    """Row 9 standard 1, R10, R18: any grade, income up to and with 1552.50; 30 % of the standard."""
    fits = (
        province_tie(elder)
        and not elder.on("disability_grade", "none")
        and elder.income() <= DIBAO_STANDARD * Decimal("1.5")
    )
    return cash(DIBAO_STANDARD * Decimal("0.3")) if fits else NO


@row("quzhou-09-care")
def disability_care(elder: Elder) -> Outcome:
    """Row 9 standard 2, R7, R18: by level, in an institution half as much again, for total 200 on top."""
    if not (province_tie(elder) and elder.severe_or_mental()):
        return NO
    amount = Decimal(CARE[elder.facts["self_care"]])
    if not elder.at_home():
        amount = amount * Decimal("1.5") + (200 if elder.on("self_care", "total") else 0)
    return cash(amount)


@row("quzhou-10")
def roaming(elder: Elder) -> Outcome:
    """Row 10, R15: destitute where they are."""
    return service() if elder.resides() and elder.aged(60) and elder.yes("destitute") else NO


@row("quzhou-11-senior")
def senior_allowance(elder: Elder) -> Outcome:
    """Row 11, R40: at least 60 yuan from 80 to 99."""
    return cash("60", at_least=True) if elder.registered() and elder.aged(80) and not elder.aged(100) else NO


@row("quzhou-11-longevity")
def longevity_allowance(elder: Elder) -> Outcome:
    """Row 11, R40: at least 60 yuan from 100."""
    return cash("60", at_least=True) if elder.registered() and elder.aged(100) else NO


@row("quzhou-12")
def assessment(elder: Elder) -> Outcome:
    """Row 12, R21: free, every 12 months from 80 and every 24 below."""
    if not (elder.registered() and elder.aged(60)):
        return NO
    return service(renewal=12 if elder.aged(80) else 24)


@row("quzhou-13")
def service_subsidy(elder: Elder) -> Outcome:
    """Row 13, R19: known amounts only for dibao at home."""
    if not (
        elder.registered() and elder.aged(60) and elder.on("assistance", "dibao", "dibian") and elder.frail_or_old()
    ):
        return NO
    if elder.on("assistance", "dibian") or not elder.at_home():
        return cash()
    return cash(CARE[elder.facts["self_care"]] if elder.unable() else "125")


@row("quzhou-14")
def nursing_subsidy(elder: Elder) -> Outcome:
    """Row 14, R4, R5: assessed as unable to care for oneself."""
    fits = elder.registered() and elder.aged(60) and elder.unable() and elder.yes("care_assessed")
    return cash() if fits else NO
