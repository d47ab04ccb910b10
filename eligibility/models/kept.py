"""Answers that somebody asked to keep for a week, and what was sent so that another can see them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from eligibility.models.subscriptions import Channel
from eligibility.sealing import SealedField


class Kept(models.Model):
    """An interview under seal; found by the digest of a link's secret or of a short code, never by what it holds."""

    link_digest = models.CharField(max_length=64, unique=True)
    code_digest = models.CharField(max_length=64, unique=True)
    answers = models.TextField()  # under ANSWERS_KEYS
    agreed_to = models.CharField(max_length=64)  # the version of the words that it was kept under
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = _("存下的回答")

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M}"


class Try(models.Model):
    """What a visitor may do only so often: type a code that opens nothing, keep answers."""

    class What(models.TextChoices):
        """What was tried; each is counted for itself."""

        OPEN = "open", _("用代码打开")
        KEEP = "keep", _("存下回答")
        FEEDBACK = "feedback", _("用代码反馈")

    what = models.CharField(max_length=10, choices=What)
    visitor_digest = models.CharField(max_length=64)  # the network address, under a day's key
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = _("尝试次数")
        indexes = [
            models.Index(fields=["what", "at"], name="try_what"),
            models.Index(fields=["visitor_digest", "what", "at"], name="try_visitor"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.at:%Y-%m-%d %H:%M}"


class Share(models.Model):
    """One message that brings the way to kept answers to a relative: handed over once, and forgotten."""

    class State(models.TextChoices):
        """Asked for, handed to the channel (never twice), or known not to have gone out."""

        ASKED = "asked", _("正在发")
        HANDED = "handed", _("已发出")
        FAILED = "failed", _("没有发出")

    kept = models.ForeignKey(Kept, models.CASCADE, related_name="shares")
    channel = models.CharField(max_length=10, choices=Channel)
    address = SealedField(blank=True)  # until it is handed over
    secret = SealedField(blank=True)  # what opens by link, until it is handed over
    code = SealedField(blank=True)  # what opens by being typed, until it is handed over
    address_digest = models.CharField(max_length=64, db_index=True)
    visitor_digest = models.CharField(max_length=64, db_index=True)
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = _("发给家人")

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M}"
