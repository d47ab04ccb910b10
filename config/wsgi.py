"""The web application, for gunicorn; it starts only with settings that pass the start-up checks."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

from config.checks import refuse_bad_settings  # noqa: E402 - needs the applications to be ready

refuse_bad_settings()
