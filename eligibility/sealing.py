"""What identifies people at rest: sealed for reading back, or as a keyed digest for finding again."""

from __future__ import annotations

import hmac
from functools import lru_cache
from hashlib import sha256
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models


@lru_cache(maxsize=2)
def _lock(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def seal(text: str) -> str:
    """A text under the first of CONTACTS_KEYS."""
    return _lock(tuple(settings.CONTACTS_KEYS)).encrypt(text.encode()).decode("ascii")


def unseal(token: str) -> str:
    """The text that was sealed under any of CONTACTS_KEYS; raises cryptography's InvalidToken under another."""
    return _lock(tuple(settings.CONTACTS_KEYS)).decrypt(token).decode()


def digest(text: str) -> str:
    """What stands for a text where it is only to be found again: HMAC-SHA256 under the first key, in hex."""
    return _digest(text, settings.CONTACTS_KEYS[0])


def digests(text: str) -> list[str]:
    """A text's digests under every key: a row may have been written under an older one."""
    return [_digest(text, key) for key in settings.CONTACTS_KEYS]


def _digest(text: str, key: str) -> str:
    return hmac.new(key.encode(), text.encode(), sha256).hexdigest()


class SealedField(models.TextField):
    """A text that the database holds sealed; an empty one stays empty, and none can be searched for."""

    def from_db_value(self, value: str | None, *args: Any) -> str | None:
        """The text itself."""
        return unseal(value) if value else value

    def get_prep_value(self, value: Any) -> Any:
        """The sealed text."""
        return seal(value) if value else value
