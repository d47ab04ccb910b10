"""Housekeeping that runs by the clock."""

from celery import shared_task
from django.contrib.sessions.models import Session
from django.utils import timezone


@shared_task(name="eligibility.purge_expired_sessions", acks_late=True, reject_on_worker_lost=True)
def purge_expired_sessions() -> int:
    """Delete the answers of everyone whose session has ended; running it twice does no harm."""
    return Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]
