"""Celery's settings: Redis where there is one, otherwise files in a private folder."""

from datetime import UTC, datetime

from celery.schedules import crontab
from django.conf import settings
from kombu import Exchange, Queue

from config.minutely import Minutely

imports = [
    "catalog.tasks",
    "eligibility.pages.tasks",
    "eligibility.reminders.tasks",
    "eligibility.summaries.tasks",
    "eligibility.keeping.tasks",
    "eligibility.usage.tasks",
]

if settings.REDIS_URL:
    broker_url = settings.REDIS_URL
    broker_transport_options = {
        # Longer than twice the longest task, or a second copy starts beside the first.
        "visibility_timeout": 900,
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        "socket_timeout": 10,
        "socket_connect_timeout": 3,
        "socket_keepalive": True,
        "health_check_interval": 15,
        "max_retries": 2,
        "global_keyprefix": "portal:",
    }
else:
    broker_url = "filesystem://"
    broker_transport_options = {
        "data_folder_in": str(settings.QUEUE_DIR),
        "data_folder_out": str(settings.QUEUE_DIR),
        "control_folder": str(settings.QUEUE_DIR / "control"),
        "polling_interval": 0.2,
    }
broker_connection_retry_on_startup = True

# Every queue by name; a worker without -Q listens to all of them.
# reminders: rounds of sending, some seconds each · codes: what somebody waits for, and the tick, which must not stand
# behind the rounds that it rings for · papers: pages of PDF, seconds each · housekeeping: everything else, minutes long
# at night.
# Each has a way of its own: queues that share the default one get each other's messages.
task_queues = [
    Queue(name, Exchange(name), routing_key=name) for name in ("housekeeping", "reminders", "codes", "papers")
]
task_default_queue = "housekeeping"
task_routes = {
    "reminders.send": {"queue": "reminders"},
    "reminders.send_code": {"queue": "codes"},
    "reminders.tick": {"queue": "codes"},
    "summaries.make": {"queue": "papers"},
    "summaries.look_after": {"queue": "papers"},
    "keeping.send_share": {"queue": "codes"},
}
task_create_missing_queues = False

task_serializer = result_serializer = "json"
accept_content = ["json"]
task_ignore_result = True
task_publish_retry_policy = {"max_retries": 2, "interval_start": 0, "interval_step": 0.2, "interval_max": 0.5}
task_soft_time_limit = 270
task_time_limit = 300
worker_prefetch_multiplier = 1
# A message stays in Redis until a process is free: a tick in a busy worker's memory would be late.
worker_disable_prefetch = bool(settings.REDIS_URL)
worker_max_tasks_per_child = 1000
worker_max_memory_per_child = 400_000
worker_cancel_long_running_tasks_on_connection_loss = True
worker_hijack_root_logger = False
worker_redirect_stdouts = False

timezone = settings.TIME_ZONE
beat_schedule_filename = str(settings.VAR_DIR / "beat-schedule")
beat_cron_starting_deadline = 300
# How soon beat sees that the clock was moved.
beat_max_loop_interval = 10
beat_scheduler = "config.minutely:Scheduler"
beat_schedule = {
    # Only rings: the database says what is due, and two beats, or a bell that rings late, do no harm.
    # The last time is long ago where no other is known: a beat that starts rings at once.
    "reminders": {"task": "reminders.tick", "schedule": Minutely(), "last_run_at": datetime(2000, 1, 1, tzinfo=UTC)},
    "purge-expired-sessions": {"task": "eligibility.purge_expired_sessions", "schedule": crontab(minute=17)},
    "papers": {"task": "summaries.look_after", "schedule": Minutely(), "options": {"expires": 60}},
    "forget-people": {"task": "reminders.forget", "schedule": crontab(minute=47)},
    "forget-kept": {"task": "keeping.forget", "schedule": crontab(minute=57)},
    "forget-uploads": {"task": "catalog.forget_uploads", "schedule": crontab(minute=37)},
    "forget-usage": {"task": "usage.forget", "schedule": crontab(hour=3, minute=10)},
    "check-links": {"task": "catalog.check_links", "schedule": crontab(hour=2, minute=30)},
}
