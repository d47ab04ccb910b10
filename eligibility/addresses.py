"""Phone numbers and mailboxes: read from what people type, and shown so that one knows one's own, and no more."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from phonenumbers import NumberParseException, PhoneNumberType

from eligibility.sealing import digest, digests
from eligibility.typed import tidy

CHINA = 86
MOBILE_DIGITS = 11
LONGEST_TYPED = 320
AT_SIGNS = "@＠﹫"
LONGEST_EMAIL, LONGEST_NAME = 254, 64  # RFC 5321, less the brackets
BETWEEN_DIGITS = re.compile(r"[\s\-‐-―−.()·]+")
NUMBER = re.compile(r"\+?\d+")
COUNTRY = re.compile(r"(\+|00)86|\+")
MAILBOX = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+")

SENTENCES: Mapping[str, Promise] = {
    "no_address": _("请填手机号码。"),
    "not_digits": _("手机号码只有数字。请检查有没有打错。"),
    "wrong_length": _("手机号码是 11 位数字，您填了 {count} 位。请数一数。"),
    "no_such_number": _("没有这样的手机号码。请看看有没有打错。"),
    "landline": _("这是座机号码，收不到短信。请填手机号码；没有手机的，可以到村（社区）登记，请人打电话提醒。"),
    "foreign": _("短信只能发到中国内地的手机号码。号码在别处的，请用邮箱收。"),
    "not_email": _("邮箱地址写得不完整。样子像 name@example.com。"),
    "odd_email": _("邮箱地址里有不能用的字。请只用英文字母和数字，照着原样填。"),
    "long_email": _("邮箱地址太长了。请检查有没有多填。"),
}


@dataclass(frozen=True)
class Address:
    """A number in E.164 form, or a mailbox in small letters; and the channel that it belongs to."""

    channel: Literal["sms", "email"]
    text: str

    @property
    def digest(self) -> str:
        """What stands for it in the database."""
        return digest(self.text)

    @property
    def digests(self) -> list[str]:
        """What may stand for it in older rows."""
        return digests(self.text)

    @property
    def shown(self) -> str:
        """The whole of it, as its owner reads it: 138 1234 5678."""
        number = self.text.removeprefix("+86")
        return self.text if self.channel == "email" else f"{number[:3]} {number[3:7]} {number[7:]}"

    def __str__(self) -> str:
        return masked(self.text)


class WrongAddressError(ValueError):
    """What was typed is neither a mobile number of the mainland nor a mailbox."""

    def __init__(self, code: str, **params: int) -> None:
        super().__init__(code)
        self.code, self.params = code, params

    @property
    def sentence(self) -> str:
        """What is wrong and how to mend it, in the reader's language."""
        return str(SENTENCES[self.code]).format(**self.params)


def parse(typed: str) -> Address:
    """A number or a mailbox, by whether there is an @ in it; raises WrongAddressError."""
    return email(typed) if any(at in typed for at in AT_SIGNS) else phone(typed)


def phone(typed: str) -> Address:
    """A mobile number of the mainland, with or without +86, spaces, hyphens, full-width digits."""
    plain = BETWEEN_DIGITS.sub("", tidy(typed[:LONGEST_TYPED]))
    if not plain:
        raise WrongAddressError("no_address")
    if not NUMBER.fullmatch(plain) or not plain.isascii():
        raise WrongAddressError("not_digits")
    try:
        number = phonenumbers.parse(plain, "CN")
    except NumberParseException:
        raise _misread(plain) from None
    if number.country_code != CHINA:
        raise WrongAddressError("foreign")
    kind = phonenumbers.number_type(number)
    if kind == PhoneNumberType.FIXED_LINE:
        raise WrongAddressError("landline")
    if kind not in (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE):
        raise _misread(plain)
    return Address("sms", phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _misread(plain: str) -> WrongAddressError:
    count = len(COUNTRY.sub("", plain))
    if count == MOBILE_DIGITS:
        return WrongAddressError("no_such_number")
    return WrongAddressError("wrong_length", count=count)


def email(typed: str) -> Address:
    """A mailbox whose name is ASCII and whose host is ASCII or Chinese throughout; nothing that could end a header."""
    if any(unicodedata.category(one) in ("Cc", "Zl", "Zp") for one in typed.strip()):
        raise WrongAddressError("odd_email")
    text = tidy(typed[: 2 * LONGEST_TYPED]).lower()
    name, at, host = text.rpartition("@")
    if len(text) > LONGEST_EMAIL or len(name) > LONGEST_NAME:
        raise WrongAddressError("long_email")
    if not at or not name or not host:
        raise WrongAddressError("not_email")
    if not MAILBOX.fullmatch(name):
        raise WrongAddressError("odd_email")
    return Address("email", _whole(f"{name}@{_host(host)}"))


def _whole(text: str) -> str:
    """A mailbox that Django takes for one, at a host with a name."""
    try:
        EmailValidator(allowlist=[])(text)
    except ValidationError:
        raise WrongAddressError("not_email") from None
    if "[" in text or len(text) > LONGEST_EMAIL:
        raise WrongAddressError("not_email")
    return text


def _host(host: str) -> str:
    """A host as mail servers write it; refuses names that are drawn like others (homographs)."""
    try:
        labels = [one.encode("ascii").decode("idna") if one.startswith("xn--") else one for one in host.split(".")]
        if not all(_of_one_script(label) for label in labels):
            raise WrongAddressError("odd_email")
        return ".".join(label.encode("idna").decode("ascii") for label in labels)
    except UnicodeError:
        raise WrongAddressError("not_email") from None


def _of_one_script(label: str) -> bool:
    """Whether a label is ASCII, or Chinese characters with digits."""
    if label.isascii():
        return True
    return all(unicodedata.name(one, "").startswith("CJK UNIFIED") or one in "0123456789-" for one in label)


def masked(address: str) -> str:
    """A number with its middle hidden, a mailbox with most of its name: 138****5678, z***@example.com."""
    name, at, host = address.partition("@")
    if at:
        return f"{name[:1]}***@{host}"
    number = address.removeprefix("+86")
    return f"{number[:3]}****{number[-4:]}" if len(number) >= 9 else f"{number[:1]}****"
