"""Editions: one region's list from one document, from a date."""

from __future__ import annotations

import json
from typing import Any, Self
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from catalog.models.fields import code_validator
from catalog.models.guard import PublishedEdition
from catalog.models.regions import Region

# What may still be written of a published edition: that a later one takes its place.
AFTER_PUBLISHING = frozenset({"status", "superseded_by"})


class EditionQuerySet(models.QuerySet["Edition"]):
    """Editions, and ways to fetch them."""

    def published(self) -> Self:
        """Those that were ever published; the later ones stand before the earlier for their days."""
        return self.exclude(status=Edition.Status.DRAFT)

    def latest_first(self) -> Self:
        """By the date from which they are in force, then by their publishing, the newest first."""
        return self.order_by("-effective_from", "-published_at", "-id")

    def whole(self) -> Self:
        """With every row of the list, in a number of queries that does not grow with it."""
        from catalog.models.whole import PARTS

        return self.select_related("region", "document").prefetch_related(*PARTS)


class Edition(models.Model):
    """One region's list: a draft, then published and frozen, then superseded by the next."""

    class Status(models.TextChoices):
        """How far it has come."""

        DRAFT = "draft", _("草稿")
        PUBLISHED = "published", _("已发布")
        SUPERSEDED = "superseded", _("已被替代")

    region = models.ForeignKey(Region, models.PROTECT, related_name="editions", verbose_name=_("地区"))
    code = models.CharField(_("代码"), max_length=60, validators=[code_validator], help_text=_("例如 quzhou-2023。"))
    version = models.PositiveSmallIntegerField(_("第几次修订"), default=1)
    title = models.CharField(_("标题"), max_length=300)
    document = models.ForeignKey("catalog.Document", models.PROTECT, related_name="editions", verbose_name=_("文件"))
    effective_from = models.DateField(_("生效日期"), help_text=_("从这一天起按这个版本测算。"))
    status = models.CharField(_("状态"), max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    frozen = models.TextField(_("发布时的规则"), blank=True, editable=False)
    published_at = models.DateTimeField(_("发布时间"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("发布人"),
    )
    based_on = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="corrections",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("复制自"),
    )
    submitted_at = models.DateTimeField(_("送审时间"), null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("送审人"),
    )
    submitted_state = models.CharField(
        _("送审时的内容"),
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("送审时内容的校验和；以后改了就要重新送审。"),
    )
    superseded_by = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="supersedes",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("替代者"),
    )
    history = HistoricalRecords(excluded_fields=["frozen"])
    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("版本")
        ordering = ["region", "-effective_from", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version"],
                name="edition_version_once",
                violation_error_message=_("这个版本号已经有了。"),
            ),
            models.CheckConstraint(
                condition=models.Q(status="draft", frozen="", published_at__isnull=True)
                | (~models.Q(status="draft") & ~models.Q(frozen="") & models.Q(published_at__isnull=False)),
                name="edition_frozen_when_published",
                violation_error_message=_("发布过的版本必须留有规则和发布时间，草稿没有。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.label}）"

    @property
    def label(self) -> str:
        """The code by which results name it: a correction of an edition has one of its own."""
        return self.code if self.version == 1 else f"{self.code}-v{self.version}"

    @property
    def is_draft(self) -> bool:
        """Whether it can still be written."""
        return self.status == self.Status.DRAFT

    @property
    def rulebook(self) -> dict[str, Any]:
        """The frozen rulebook as JSON."""
        return json.loads(self.frozen)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it; of a published one only that it is superseded."""
        fields = kwargs.get("update_fields")
        changes_little = fields is not None and set(fields) <= AFTER_PUBLISHING
        if self.pk and not changes_little and self._is_published():
            raise PublishedEdition
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Throw a draft away; a published edition stays."""
        if self._is_published():
            raise PublishedEdition
        return super().delete(*args, **kwargs)

    def _is_published(self) -> bool:
        return Edition.objects.published().filter(pk=self.pk).exists()


class PublishStamp(models.Model):
    """One row that changes with every publish: processes watch it, and publishers queue at it."""

    token: models.UUIDField[UUID, UUID] = models.UUIDField(default=uuid4)

    class Meta:
        verbose_name = verbose_name_plural = _("发布标记")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_publish_stamp")]

    def __str__(self) -> str:
        return str(self.token)

    @classmethod
    def current(cls) -> UUID | None:
        """The stamp of the last publish; None before the first."""
        return cls.objects.values_list("token", flat=True).first()
