"""Tells what of the portal's texts is hard to read, and what to write in its place."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from catalog.apps import FILES
from catalog.plain.lint import hard_in
from catalog.plain.texts import in_catalogue, in_interface


class Command(BaseCommand):
    """Looks at the catalogue's files, the templates and the code."""

    help = "Tells which texts are hard to read, each with its place and what to write instead."

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell each once; fail where there is one."""
        texts = [*in_catalogue(FILES), *in_interface(settings.BASE_DIR)]
        found = {
            f"{one.where}: {one.text}\n  {hard.message}"
            for one in texts
            if not one.is_name
            for hard in hard_in(one.text)
        }
        for line in sorted(found):
            self.stdout.write(line)
        if found:
            raise CommandError(_("%s 处不好懂；改好，或者在 catalog/plain/exceptions.yaml 里写明理由") % len(found))
        self.stdout.write(_("看了 %s 段文字，都写得明白") % len(texts))
