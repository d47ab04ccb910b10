"""Uploads: what a file said in its dry run, kept for an hour until somebody confirms it."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models.editions import Edition


class Upload(models.Model):
    """A file that was read without fault: its data as JSON text, whose order counts, for the one who sent it."""

    token = models.UUIDField(default=uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("上传人"))
    name = models.CharField(_("文件名"), max_length=200)
    kind = models.CharField(_("内容"), max_length=20)
    content = models.TextField(_("内容"))
    notices = models.JSONField(default=list)
    uploaded_at = models.DateTimeField(_("上传时间"))
    edition = models.ForeignKey(
        Edition, models.SET_NULL, related_name="+", null=True, blank=True, verbose_name=_("建成的草稿")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("上传的文件")
        ordering = ["-uploaded_at"]
        indexes = [models.Index(fields=["uploaded_at"])]

    def __str__(self) -> str:
        return self.name
