"""Start-up checks of the settings: what is wrong, in which variable, and what to set."""

from collections.abc import Iterator
from typing import Any

from cryptography.fernet import Fernet
from django.conf import settings
from django.core.checks import CheckMessage, Error, register, run_checks

from config.environment import Problem

TAG = "settings"
SHORTEST_KEY = 50
GIVEN_AWAY = ("insecure", "change-me", "changeme", "change_me", "secret-key", "example", "password")
MAKE_KEY = "python -c 'import secrets; print(secrets.token_urlsafe(64))'"
MAKE_FERNET_KEY = "python -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())'"


def secret_key_problems() -> Iterator[Problem]:
    """A signing key that is absent, short or published lets anyone forge a session."""
    given, mend = settings.GIVEN_SECRET_KEY, f"Set it to a value of your own, made by: {MAKE_KEY}"
    if not given:
        yield Problem("SECRET_KEY", "is missing", mend)
    elif len(given) < SHORTEST_KEY or len(set(given)) < 10:
        yield Problem("SECRET_KEY", f"is shorter than {SHORTEST_KEY} characters or too regular", mend)
    elif any(word in given.lower() for word in GIVEN_AWAY):
        yield Problem("SECRET_KEY", "is a published default", mend)


def fernet_keys_problems(variable: str, keys: list[str]) -> Iterator[Problem]:
    """What is kept of people is encrypted with these; the first key encrypts, the others still decrypt."""
    mend = f"Set it to one key, or several separated by commas, each made by: {MAKE_FERNET_KEY}"
    if not keys:
        yield Problem(variable, "is missing", mend)
    for place, key in enumerate(keys, start=1):
        try:
            Fernet(key)
        except ValueError:
            yield Problem(variable, f"has a key (number {place}) that is not a Fernet key", mend)


def sms_problems() -> Iterator[Problem]:
    """A provider needs its key and secret, and one of our own its address."""
    if settings.SMS_PROVIDER:
        for variable in ("SMS_KEY", "SMS_SECRET"):
            if not getattr(settings, variable):
                yield Problem(variable, "is missing", "Set it to what the SMS provider gave you.")
    if settings.SMS_PROVIDER == "http" and not settings.SMS_URL:
        yield Problem("SMS_URL", "is missing", "Set it to the address of the SMS provider.")


def reminder_problems() -> Iterator[Problem]:
    """Messages that leave the machine name a sender and an address that leads back."""
    if (settings.EMAIL or settings.SMS_PROVIDER) and not settings.PORTAL_URL:
        yield Problem(
            "PORTAL_URL", "is missing", "Set it to the portal's public address, such as https://portal.example."
        )
    if settings.EMAIL and not settings.EMAIL_FROM:
        yield Problem("EMAIL_FROM", "is missing", "Set it to the address that emails come from.")


def host_problems() -> Iterator[Problem]:
    """Without exact host names a forged Host header reaches links and caches."""
    if not settings.ALLOWED_HOSTS:
        yield Problem("ALLOWED_HOSTS", "is empty", "Set it to the portal's host names, separated by commas.")
    if any("*" in host for host in settings.ALLOWED_HOSTS):
        yield Problem("ALLOWED_HOSTS", "lets every host through", "Name the portal's hosts exactly, without *.")


def problems() -> Iterator[Problem]:
    """Everything that forbids a start."""
    yield from settings.ENVIRONMENT_PROBLEMS
    yield from fernet_keys_problems("ANSWERS_KEYS", settings.ANSWERS_KEYS)
    yield from fernet_keys_problems("CONTACTS_KEYS", settings.CONTACTS_KEYS)
    yield from sms_problems()
    yield from reminder_problems()
    if settings.PRODUCTION:
        yield from secret_key_problems()
        yield from host_problems()
        if settings.DEBUG:
            yield Problem("DEBUG", "is on in production", "Remove it: its pages show settings and residents' data.")


@register(TAG)
def check_settings(**kwargs: Any) -> list[CheckMessage]:
    """Report the problems as Django's errors."""
    return [
        Error(f"{problem.variable} {problem.wrong}.", hint=problem.mend, id=f"portal.{problem.variable}")
        for problem in problems()
    ]


def refuse_bad_settings() -> None:
    """End the process with a clear message; servers and workers do not run Django's checks themselves."""
    if errors := run_checks(tags=[TAG]):
        raise SystemExit(
            "\n".join(["The portal does not start:", *(f"  {error.msg} {error.hint}" for error in errors)])
        )
