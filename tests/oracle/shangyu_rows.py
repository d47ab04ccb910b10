"""What 虞政办发〔2020〕51号 gives a person: vouchers, home care, health checks, adaptation."""

from __future__ import annotations

from collections.abc import Mapping

from .ground import NO, SUBDISTRICTS, Elder, Outcome, row, service
from .terms import given, in_kind, lives

CONDITIONS = ("hypertension", "type2_diabetes", "other_diabetes", "severe_mental_disorder", "tuberculosis")
KINDS_LEFT_OPEN: Mapping[str, frozenset[str]] = {"shangyu-adapt": frozenset({"in_kind", "service", "priority"})}


@row("shangyu-voucher")
def vouchers(elder: Elder) -> Outcome:
    """Measure 4, R32, R44: 90 with a hukou anywhere in Shangyu, 70 in one of its seven 街道."""
    if not elder.registered("shangyu"):
        return NO
    in_town = any(elder.registered(f"shangyu-{part}") for part in SUBDISTRICTS)
    return in_kind(elder.aged(90) or (elder.aged(70) and in_town))


@row("shangyu-96345")
def visits_to_order(elder: Elder) -> Outcome:
    """Measure 3, R26: everyone of 60."""
    return given(lives(elder, "shangyu"), service())


@row("shangyu-centre")
def centres(elder: Elder) -> Outcome:
    """Measure 1, R26: everyone of 60."""
    return given(lives(elder, "shangyu"), service())


@row("shangyu-health")
def health_days(elder: Elder) -> Outcome:
    """Annex 3, one, 1: measuring and advice at the centre for all who come."""
    return given(lives(elder, "shangyu"), service())


@row("shangyu-health-visit")
def health_visits(elder: Elder) -> Outcome:
    """Annex 3, one, 1, R32: severely disabled, or with any chronic condition."""
    if not lives(elder, "shangyu"):
        return NO
    present = elder.among("chronic_conditions")
    return given(elder.severely_disabled() or any(one in present for one in CONDITIONS), service())


@row("shangyu-adapt")
def adaptation(elder: Elder) -> Outcome:
    """Measure 6, R32: dibao, dibian or regular pension; the unable, those with dementia and from 80 first."""
    if not lives(elder, "shangyu"):
        return NO
    fits = elder.on("assistance", "dibao", "dibian") or elder.honoured("regular_pension")
    return in_kind(fits, "first" if elder.frail_or_old() else "after")
