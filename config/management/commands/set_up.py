"""Everything between installed packages and a portal that can serve."""

import hashlib
import secrets
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand

from eligibility.reminders.messages.seeding import seed


class Command(BaseCommand):
    """Brings the database, the catalogue and the static files up to date; running it again changes nothing."""

    help = "Migrates the database, loads the catalogue and collects the static files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer the first staff login, for one's own machine, and static files that an image brings along."""
        parser.add_argument("--first-login", action="store_true", help="make a staff login if there is none; print it")
        parser.add_argument("--without-static", action="store_true", help="the static files are collected already")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it all; only the login goes to standard output."""
        call_command("migrate", verbosity=0, stdout=self.stderr)
        call_command("load_catalogue", stdout=self.stderr)
        seed()
        if not options["without_static"]:
            collect_static()
        if options["first_login"] and (password := make_first_login()):
            self.stdout.write(f"  Staff login, shown only this once: admin / {password}")


def collect_static() -> None:
    """Gather the static files, unless they are as they were the last time."""
    stamp, state = settings.STATIC_ROOT / ".collected", static_state()
    if stamp.exists() and stamp.read_text(encoding="ascii") == state:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(state, encoding="ascii")


def static_state() -> str:
    """A checksum over the project's own static files and the pinned packages, which bring the others."""
    digest = hashlib.sha256((settings.BASE_DIR / "requirements.txt").read_bytes())
    for folder in map(Path, settings.STATICFILES_DIRS):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def make_first_login() -> str | None:
    """Make a superuser with a random password where there is none yet."""
    people = get_user_model().objects
    if people.filter(is_superuser=True).exists():
        return None
    password = secrets.token_urlsafe(12)
    people.create_superuser(username="admin", email="", password=password)
    return password
