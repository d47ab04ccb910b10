"""What tests of real processes begin with, made once in a test run and copied for each."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.ground.processes import environment, manage


@contextmanager
def once(factory: pytest.TempPathFactory, name: str) -> Iterator[Path]:
    """A folder's path that all test processes share; whoever enters first finds nothing there, and may make it."""
    shared = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield shared / name


def prepared(factory: pytest.TempPathFactory, var: Path) -> Path:
    """Fill a data folder with what `manage.py set_up` makes."""
    with once(factory, "prepared") as made:
        if not made.exists():
            making = made.with_name("being-prepared")
            shutil.rmtree(making, ignore_errors=True)
            done = manage("set_up", env=environment(DJANGO_ENV="local", VAR_DIR=str(making)))
            assert done.returncode == 0, done.stderr
            making.rename(made)
    shutil.copytree(made, var)
    return var
