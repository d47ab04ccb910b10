"""How gunicorn serves the portal."""

import os

from config.logs import logging_tables

wsgi_app = "config.wsgi:application"
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
timeout = 30
graceful_timeout = 20
max_requests = 1000
max_requests_jitter = 100
limit_request_line = 2000
control_socket_disable = True
# The portal logs its own requests, without query strings.
accesslog = None
logconfig_dict = logging_tables("INFO")
