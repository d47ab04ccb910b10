"""Freshness: when a benefit was last held against its document, and whether a document's address still answers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models.documents import Document
from catalog.models.fields import WebAddress, code_validator
from catalog.models.regions import Region


class BenefitReview(models.Model):
    """Somebody held a benefit against its document; by its code, so that it outlives the edition."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="reviews", verbose_name=_("地区"))
    benefit = models.CharField(_("待遇代码"), max_length=60, validators=[code_validator])
    reviewed_on = models.DateField(_("核对日期"))
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("核对人")
    )
    note = models.CharField(_("备注"), max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("核对记录")
        ordering = ["-reviewed_on", "-id"]
        indexes = [models.Index(fields=["benefit", "-reviewed_on"])]

    def __str__(self) -> str:
        return f"{self.benefit} {self.reviewed_on}"


class LinkCheck(models.Model):
    """What the last nightly visit of a document's address found."""

    document = models.OneToOneField(Document, models.CASCADE, related_name="link", verbose_name=_("文件"))
    url = WebAddress(_("网址"), blank=False)
    checked_at = models.DateTimeField(_("查看时间"))
    works = models.BooleanField(_("能打开"))
    status = models.PositiveSmallIntegerField(_("状态码"), null=True, blank=True)
    fault = models.CharField(_("打不开的原因"), max_length=200, blank=True)
    broken_since = models.DateTimeField(_("从何时打不开"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("网址检查")
        ordering = ["document"]

    def __str__(self) -> str:
        return self.url
