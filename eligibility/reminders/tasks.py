"""What Celery does for reminders: beat rings, and every task looks into the database for what is to be done."""

from celery import shared_task
from django.utils import timezone

from eligibility.reminders import recounting


@shared_task(name="reminders.recount", acks_late=True, reject_on_worker_lost=True)
def recount() -> None:
    """Work out the due days anew after a publish; running it twice does no harm."""
    recounting.recount(timezone.localdate())
