"""Numbers that somebody rings: mobiles and landlines, and how all of them are read out."""

from __future__ import annotations

import re

import phonenumbers
from django.utils.translation import gettext_lazy as _
from phonenumbers import NumberParseException, PhoneNumberFormat

from eligibility.typed import tidy

BETWEEN_DIGITS = re.compile(r"[\s\-‐-―−.()·]+")
DIGITS = re.compile(r"\+?\d{3,20}")
CALLABLE = _("号码不对。手机填 11 位；座机要带区号，例如 0570-3021234。")


class WrongNumberError(ValueError):
    """What was typed cannot be rung."""


def ringable(typed: str) -> str:
    """A number in E.164 form; landlines need their area code. Raises WrongNumberError."""
    plain = BETWEEN_DIGITS.sub("", tidy(typed))
    if not DIGITS.fullmatch(plain) or not plain.isascii():
        raise WrongNumberError
    try:
        number = phonenumbers.parse(plain, "CN")
    except NumberParseException:
        raise WrongNumberError from None
    if not phonenumbers.is_valid_number(number):
        raise WrongNumberError
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def spoken(address: str) -> str:
    """A number as it is written beside a phone: 138 0000 0000, 0570 302 1234; a mailbox as it is."""
    if not address.startswith("+"):
        return address
    number = phonenumbers.parse(address)
    own = number.country_code == phonenumbers.country_code_for_region("CN")
    return phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL if own else PhoneNumberFormat.INTERNATIONAL)
