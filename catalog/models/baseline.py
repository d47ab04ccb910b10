"""What a loaded row was before its first change here: without it, its history could not tell what changed."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.utils import timezone

BASELINE = "baseline"


def remember(sender: Any, instance: Model, raw: bool = False, **_more: Any) -> None:
    """Before a row is written for the first time, keep it in its history as it stands."""
    if raw or instance.pk is None or not hasattr(sender, "history") or sender.history.filter(id=instance.pk).exists():
        return
    stands = sender._base_manager.filter(pk=instance.pk).first()
    if stands is not None:
        model = sender.history.model
        values = {one.attname: getattr(stands, one.attname) for one in model.tracked_fields}
        model.objects.create(history_date=timezone.now(), history_type="+", history_change_reason=BASELINE, **values)
