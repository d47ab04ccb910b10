"""The Celery app; its settings are in config.broker."""

import os

from celery import Celery
from celery.signals import beat_init, celeryd_init, setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("portal")
app.config_from_object("config.broker")


@setup_logging.connect
def keep_logging(**kwargs: object) -> None:
    """Leave logging as Django's settings have it: a receiver here stops Celery from setting up its own."""


@celeryd_init.connect
@beat_init.connect
def check_settings(**kwargs: object) -> None:
    """Start a worker or beat only with settings that pass the start-up checks."""
    from config.checks import refuse_bad_settings

    refuse_bad_settings()
