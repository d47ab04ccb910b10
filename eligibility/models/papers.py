"""Summaries that are being made as PDF, for one person or a whole list."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from eligibility.sealing import digest, digests


class PaperQuerySet(models.QuerySet["Paper"]):
    """Papers by whose they are."""

    def of_session(self, key: str | None) -> PaperQuerySet:
        """Those that a session asked for."""
        return self.filter(session_digest__in=digests(f"paper|{key}")) if key else self.none()


class Paper(models.Model):
    """One PDF that somebody asked for: made part by part in a worker, kept for an hour or a day, then gone."""

    class Form(models.TextChoices):
        """How much it tells and how large."""

        FULL = "full", _("完整版")
        LARGE = "large", _("大字版")
        SHORT = "short", _("一页版")

    class State(models.TextChoices):
        """Waiting for a worker, being made, ready to be fetched, or given up."""

        WAITING = "waiting", _("等待")
        MAKING = "making", _("正在做")
        READY = "ready", _("做好了")
        FAILED = "failed", _("没有做成")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    form = models.CharField(_("版式"), max_length=10, choices=Form, default=Form.FULL)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.WAITING)
    language = models.CharField(max_length=10)
    as_of = models.DateField()
    regions = models.JSONField(default=list)  # the lists it is worked out with; all where none is named
    # Who may fetch it: the session that asked, or the worker who did.
    session_digest = models.CharField(max_length=64, blank=True, db_index=True)
    made_for = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="papers")
    people = models.PositiveIntegerField(default=1)
    faults = models.BinaryField(null=True)  # rows of a list that could not be read: JSON, sealed
    pages = models.PositiveIntegerField(default=0)
    size = models.PositiveIntegerField(default=0)  # bytes, not sealed
    downloads = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)  # while a worker puts the parts together
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("告知单")

    def __str__(self) -> str:
        return f"{self.get_form_display()} {self.created_at:%Y-%m-%d %H:%M}"

    @staticmethod
    def digest_of(session_key: str) -> str:
        """What stands for a session that may fetch it."""
        return digest(f"paper|{session_key}")


class PaperPart(models.Model):
    """Some people of a list: what is known of them until their pages are made, then the pages."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    people = models.PositiveIntegerField(default=1)
    known = models.BinaryField(null=True)  # JSON, sealed; gone once the pages are made
    content = models.BinaryField(null=True)  # the pages as PDF, sealed
    leased_until = models.DateTimeField(null=True)  # while a worker makes it
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("告知单的一部分")
        constraints = [models.UniqueConstraint(fields=["paper", "number"], name="paper_part_once")]

    def __str__(self) -> str:
        return f"{self.paper_id} {self.number}"


class PaperPiece(models.Model):
    """Some megabytes of the finished file, so that nobody has to hold it whole."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField()
    content = models.BinaryField()  # sealed

    class Meta:
        verbose_name = verbose_name_plural = _("告知单文件的一段")
        constraints = [models.UniqueConstraint(fields=["paper", "number"], name="paper_piece_once")]

    def __str__(self) -> str:
        return f"{self.paper_id} {self.number}"
