"""Start-up checks: what production refuses, and what it says."""

import subprocess
import sys

import pytest

from tests.ground.processes import BIN, ROOT, environment, manage


def test_production_settings_pass_the_deployment_check(production: dict[str, str]) -> None:
    done = manage("check", "--deploy", "--fail-level", "INFO", env=production)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            {"SECRET_KEY": "", "ANSWERS_KEYS": "", "CONTACTS_KEYS": "", "ALLOWED_HOSTS": "", "DEBUG": "1"},
            [
                "SECRET_KEY is missing.",
                "ANSWERS_KEYS is missing.",
                "CONTACTS_KEYS is missing.",
                "ALLOWED_HOSTS is empty.",
                "DEBUG is on in production.",
            ],
        ),
        (
            {"SECRET_KEY": "short", "ANSWERS_KEYS": "not-a-key", "ALLOWED_HOSTS": "portal.test,*", "DEBUG": "perhaps"},
            [
                "SECRET_KEY is shorter than 50",
                "ANSWERS_KEYS has a key (number 1) that is not a Fernet key.",
                "ALLOWED_HOSTS lets every host through.",
                "DEBUG is 'perhaps', neither yes nor no.",
            ],
        ),
        (
            {"SMS_PROVIDER": "http", "EMAIL_URL": "smtp://mailer:hunter2@mail.test:25"},
            [
                "SMS_KEY is missing.",
                "SMS_SECRET is missing.",
                "SMS_URL is missing.",
                "PORTAL_URL is missing.",
                "EMAIL_FROM is missing.",
            ],
        ),
        (
            {"SMS_PROVIDER": "carrier-pigeon", "EMAIL_URL": "hunter2", "PORTAL_URL": "portal.test"},
            ["SMS_PROVIDER is 'carrier-pigeon'.", "EMAIL_URL cannot be read.", "PORTAL_URL cannot be read."],
        ),
        (
            {
                "SECRET_KEY": "django-insecure-" + "abcdefghij0123456789" * 3,
                "DATABASE_URL": "mysql://user:hunter2@db/name",
                "REDIS_URL": "localhost:6379",
                "TRUSTED_PROXIES": "-1",
                "LOG_LEVEL": "loud",
            },
            [
                "SECRET_KEY is a published default.",
                "DATABASE_URL cannot be read.",
                "REDIS_URL cannot be read.",
                "TRUSTED_PROXIES is '-1'.",
                "LOG_LEVEL is 'loud'.",
            ],
        ),
        ({"DJANGO_ENV": "prod"}, ["DJANGO_ENV is 'prod'."]),
    ],
)
def test_bad_settings_are_all_refused_by_name(
    production: dict[str, str], change: dict[str, str], says: list[str]
) -> None:
    done = manage("check", env=production | change)
    assert done.returncode != 0
    assert [line for line in says if line not in done.stderr] == []
    assert done.stderr.count("HINT: ") == len(says)
    assert "hunter2" not in done.stderr + done.stdout


@pytest.mark.parametrize(
    "command",
    [
        [str(BIN / "gunicorn"), "--config", "config/gunicorn.py", "--check-config"],
        [sys.executable, "-c", "import config.wsgi"],
        [str(BIN / "celery"), "--app", "config", "worker"],
        [str(BIN / "celery"), "--app", "config", "beat"],
    ],
)
def test_no_process_starts_on_unsafe_settings(production: dict[str, str], command: list[str]) -> None:
    env = production | {"SECRET_KEY": "", "ANSWERS_KEYS": ""}
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode != 0
    said = done.stderr + done.stdout
    assert "The portal does not start:" in said
    assert "SECRET_KEY is missing." in said
    assert "ANSWERS_KEYS is missing." in said


def test_a_local_portal_makes_its_own_keys_once(tmp_path: object) -> None:
    env = environment(VAR_DIR=f"{tmp_path}/var")
    ask = "from django.conf import settings; print(settings.SECRET_KEY, *settings.ANSWERS_KEYS, settings.DEBUG)"
    first, second = (manage("shell", "-v0", "-c", ask, env=env).stdout for _ in range(2))
    assert first == second
    assert len(first) > 100
    assert first.endswith("False\n")
