"""What the catalogue has done for it: addresses visited at night, uploads forgotten by the hour."""

from celery import shared_task
from django.utils import timezone

from catalog.exchange.incoming import forget
from catalog.freshness.visits import check_some


@shared_task(name="catalog.check_links", acks_late=True, reject_on_worker_lost=True)
def check_links() -> None:
    """Visit the documents' addresses; what a slice leaves is queued as the next one."""
    if check_some(timezone.now()):
        check_links.delay()


@shared_task(name="catalog.forget_uploads")
def forget_uploads() -> None:
    """Delete the files that were tried and that nobody confirmed within the hour."""
    forget(timezone.now())
