"""Random keys that a local portal makes once and keeps in its data folder."""

import os
import secrets
import tempfile
from collections.abc import Callable
from pathlib import Path

from cryptography.fernet import Fernet


def kept_key(path: Path, make: Callable[[], str]) -> str:
    """Read the key in a file, made on first use; processes that start together agree on one."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, fresh = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(make())
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            os.unlink(fresh)
    return path.read_text(encoding="ascii").strip()


def signing_key() -> str:
    """A fresh key for Django's signatures."""
    return secrets.token_urlsafe(64)


def fernet_key() -> str:
    """A fresh Fernet key."""
    return Fernet.generate_key().decode("ascii")
