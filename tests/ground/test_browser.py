"""A real browser under the real policy: nothing is blocked, with script and without."""

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.conftest import OpenPage


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("path", ["/privacy", "/accessibility", "/admin/login/", "/no-such-page"])
def test_pages_keep_to_the_policy(live_server: LiveServer, open_page: OpenPage, path: str, javascript: bool) -> None:
    page = open_page(javascript=javascript)
    page.goto(live_server.url + path)
    assert page.locator("h1").first.is_visible()
    assert (
        page.evaluate("document.styleSheets.length") > 0 if javascript else page.locator("link[rel=stylesheet]").count()
    )
    assert page.locator("html").get_attribute("lang") in {"zh-hans", "zh-CN", "zh-Hans"}
