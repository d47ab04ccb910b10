"""No page escapes the sweep: every address is in its table, or is no page."""

from tests.browser.sweep.pages import NO_PAGE, PAGES
from tests.conventions.routes import ROUTES


def test_every_address_is_swept_or_is_no_page() -> None:
    swept = {stop.route for stop in PAGES.values()} - {""}
    assert swept & set(NO_PAGE) == set()
    assert swept | set(NO_PAGE) == set(ROUTES)
