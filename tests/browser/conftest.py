"""The portal as it runs, with the real catalogue, and measures taken in a real browser."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.ground.prepared import prepared
from tests.ground.processes import BIN, Running, environment, free_port, get, manage, wait_until

AXE = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
    "preload": False,
}
Check = Callable[[Page], None]

MEASURES = Path(__file__).parent / "measures"


@contextmanager
def serving(folder: Path, *scripts: str) -> Iterator[str]:
    """The address of a portal of its own in a folder that is set up, with what some scripts make."""
    env = environment(DJANGO_ENV="local", VAR_DIR=str(folder / "var"), PORT=(port := str(free_port())))
    for script in scripts:
        done = manage("shell", "-c", script, env=env)
        assert done.returncode == 0, done.stderr
    server = Running([str(BIN / "gunicorn"), "--config", "config/gunicorn.py"], env, folder / "log")
    try:
        wait_until(lambda: answers(int(port)), 60, "the portal")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.stop()


@pytest.fixture(scope="session")
def portal_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the portal of these tests keeps what it keeps."""
    return prepared(tmp_path_factory, tmp_path_factory.mktemp("portal") / "var").parent


@pytest.fixture(scope="session")
def portal(portal_folder: Path) -> Iterator[str]:
    """The address of a portal of these tests' own."""
    with serving(portal_folder) as address:
        yield address


def answers(port: int) -> bool:
    """Whether the portal answers."""
    try:
        return get(port, "/healthz")[0].status == 200
    except OSError:
        return False


@pytest.fixture
def accessible() -> Check:
    """Asserts that axe finds nothing on a page."""

    def check(page: Page) -> None:
        violations = Axe().run(page, options=AXE).response["violations"]
        found = [(one["id"], [node["html"] for node in one["nodes"]]) for one in violations]
        assert found == [], f"{page.url} at {page.viewport_size}"

    return check


@pytest.fixture
def sound(accessible: Check) -> Check:
    """Asserts that a resident's page is accessible: axe finds nothing, sizes and widths hold."""

    def check(page: Page) -> None:
        where = f"{page.url} at {page.viewport_size}"
        accessible(page)
        assert page.evaluate((MEASURES / "sizes.js").read_text(encoding="utf-8"), {}) == [], where
        assert page.title(), where
        assert page.locator("html").get_attribute("lang") == "zh-Hans", where

    return check
