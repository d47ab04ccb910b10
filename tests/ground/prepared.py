"""A portal's data folder, set up once in a test run and copied for each test that needs one of its own."""

import fcntl
import os
import shutil
from pathlib import Path

import pytest

from tests.ground.processes import environment, manage


def set_up(var: Path) -> None:
    """Set a portal up in a data folder."""
    done = manage("set_up", env=environment(DJANGO_ENV="local", VAR_DIR=str(var)))
    assert done.returncode == 0, done.stderr


def prepared(factory: pytest.TempPathFactory, var: Path) -> Path:
    """Fill a data folder with what `manage.py set_up` makes; whichever test process comes first makes it for all."""
    shared = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    made = shared / "prepared"
    with (shared / "prepared.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            making = shared / "being-prepared"
            shutil.rmtree(making, ignore_errors=True)
            set_up(making)
            making.rename(made)
    shutil.copytree(made, var)
    return var
