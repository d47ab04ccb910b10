"""The portal full of people, and one window for all pages."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.sweep.looking import Window
from tests.browser.sweep.pages import World
from tests.ground.processes import environment, manage


@pytest.fixture(scope="session")
def world(portal: str, portal_folder: Path) -> World:
    """Who uses the portal, and the parts of addresses that only its database knows."""
    made = portal_folder / "world.json"
    env = environment(DJANGO_ENV="local", VAR_DIR=str(portal_folder / "var"))
    done = manage("shell", "-v0", "-c", f"from tests.browser.sweep.world import build; build({str(made)!r})", env=env)
    assert done.returncode == 0, done.stderr
    found: World = json.loads(made.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="session")
def _window(browser: Browser, portal: str, world: World) -> Iterator[Window]:
    with browser.new_context(locale="zh-CN", has_touch=True) as context:
        yield Window(context, portal, world)


@pytest.fixture
def window(_window: Window) -> Iterator[Window]:
    """The window; script errors and breaches of the pages' policy fail."""
    _window.refused.clear()
    yield _window
    assert _window.refused == []
