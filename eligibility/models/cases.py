"""Cases: older people whom a street's staff look after; and what was agreed to, by whom."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from eligibility.sealing import SealedField

# Without characters that are taken for one another when read aloud.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_reference() -> str:
    """A case's number, short enough to be said on the phone."""
    return "".join(secrets.choice(LETTERS) for _place in range(8))


class Case(models.Model):
    """An older person known to a street's staff: name and place, none of the answers."""

    reference = models.CharField(_("个案编号"), max_length=12, unique=True, default=new_reference, editable=False)
    region = models.ForeignKey("catalog.Region", models.PROTECT, related_name="cases", verbose_name=_("地区"))
    street = models.CharField(_("街道（乡镇）"), max_length=40)
    name = SealedField(_("老人姓名"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="cases", verbose_name=_("建档人")
    )
    opened_at = models.DateTimeField(_("建档时间"))
    closed_at = models.DateTimeField(_("结案时间"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("个案")
        ordering = ["-opened_at", "-id"]
        indexes = [models.Index(fields=["region", "street"], name="case_place")]

    def __str__(self) -> str:
        return self.reference


class Consent(models.Model):
    """That somebody agreed to be reminded; kept after the end as proof, so it names the subscription by id alone."""

    class How(models.TextChoices):
        """How it was given."""

        CODE = "code", _("网上输入验证码")
        PAPER = "paper", _("签字的纸质同意书")
        SPOKEN = "spoken", _("当面口头同意")
        PHONE = "phone", _("电话里同意")

    class Giver(models.TextChoices):
        """Who gave it."""

        SELF = "self", _("老人本人")
        RELATIVE = "relative", _("家属")
        GUARDIAN = "guardian", _("监护人")

    subscription = models.UUIDField(_("订阅"), db_index=True)
    text_version = models.CharField(_("同意书版本"), max_length=64)
    how = models.CharField(_("同意方式"), max_length=10, choices=How)
    giver = models.CharField(_("同意人"), max_length=10, choices=Giver)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("记录人")
    )
    given_at = models.DateTimeField(_("同意时间"))
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("同意记录")
        ordering = ["-given_at"]

    def __str__(self) -> str:
        return f"{self.get_giver_display()} {self.given_at:%Y-%m-%d}"
