"""Every page × (normal, simple) × (360, 768, 1280 dots) × (script on, off): axe, and what axe cannot see.

script/sweep looks at all of it; script/test at a short form.
"""

import os
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from tests.browser.sweep.keyboard import Kinds, walked
from tests.browser.sweep.looking import BESIDES, DRAWN, MODES, OPEN_ALL, WHOLE, WIDTHS, Window
from tests.browser.sweep.pages import ERRORS, PAGES, Stop
from tests.ground.processes import ROOT

SCREENSHOTS = Path(os.environ.get("SCREENSHOTS", ROOT / "var" / "screenshots"))
LOOKED_AT = [(name, mode) for name, stop in PAGES.items() for mode in MODES if mode == "normal" or not stop.of_staff]
if not WHOLE:
    # The first page of each address stands for its others in large text.
    first = {stop.route: name for name, stop in reversed(PAGES.items())}
    LOOKED_AT = [(name, mode) for name, mode in LOOKED_AT if mode == "normal" or name in first.values()]
else:
    LOOKED_AT += [(name, mode) for name in ("landing", "ask-birth", "results", "catalogue-benefit") for mode in BESIDES]


@pytest.fixture(scope="session")
def kinds() -> Kinds:
    """The kinds of things whose ring was looked at."""
    return set()


def at_every_width(window: Window, stop: Stop, mode: str, shots: str = "") -> list[str]:
    """What is wrong with the page that is open; at 360 dots everything is unfolded.

    No width changes a colour (tests/conventions/test_sweep.py), so the contrast is not reckoned at each. The short form
    leaves out what lies between a phone and a desk, measures a desk without axe, and sees large text and pages without
    script on a phone alone.
    """
    found, simple = [], mode in ("simple", "largest")
    widths = WIDTHS if WHOLE else (360, 1280) if shots and not simple else (360,)
    for width in widths:
        window.resize(width)
        faults = window.measured("layout")
        if not stop.of_staff:
            faults += window.measured("sizes", simple=simple)
        if shots and WHOLE:
            path = SCREENSHOTS / f"{shots}-{mode}-{width}.jpg"
            window.page.screenshot(path=path, full_page=True, type="jpeg", quality=60)
        if width == min(WIDTHS):
            window.page.evaluate(OPEN_ALL, True)
            faults += window.violations(simple) + window.measured("layout")
            window.page.evaluate(OPEN_ALL, False)
        elif WHOLE:
            faults += window.violations(simple, colours=bool(shots) and width == max(WIDTHS))
        found += [f"{width}: {fault}" for fault in dict.fromkeys(faults)]
    return found


@pytest.mark.parametrize(("name", "mode"), LOOKED_AT, ids=[f"{name}-{mode}" for name, mode in LOOKED_AT])
def test_a_page_is_sound(window: Window, kinds: Kinds, name: str, mode: str) -> None:
    stop = PAGES[name]
    window.open(stop, mode)
    # A kiosk listens for any sign of somebody, and asks nothing of them by it.
    faults = window.measured("shape") + (window.gestures() if mode != "kiosk" else [])
    drawn = window.page.evaluate(DRAWN)
    faults += at_every_width(window, stop, mode, name)
    if WHOLE or mode == "normal":
        faults += window.squeezed()
        window.resize(1280 if mode == "normal" else 360)
        faults += walked(window.page, mode, kinds)
        window.open(stop, mode, javascript=False)
        # A page that script left as it was is the same page without script.
        if window.page.evaluate(DRAWN) != drawn:
            faults += [f"without script: {fault}" for fault in window.measured("shape")]
            faults += [f"without script: {fault}" for fault in at_every_width(window, stop, mode)]
    assert not faults, "\n".join(faults)


@pytest.mark.django_db  # the head of each page names the languages that staff have added
@pytest.mark.parametrize("name", ERRORS)
def test_an_error_page_is_sound(window: Window, name: str) -> None:
    html = render_to_string(f"errors/{name}.html", request=RequestFactory().get("/"))
    drawn = f"{window.portal}/drawn"
    # Its styles come from the running portal; the error itself need not be brought about.
    window.page.route(drawn, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    stop = Stop("", "/drawn")
    window.open(stop)
    assert window.page.evaluate("document.styleSheets.length") > 0
    assert window.measured("shape") + at_every_width(window, stop, "normal") + window.squeezed() == []
    window.page.unroute(drawn)


def test_no_two_pages_have_one_title(window: Window) -> None:
    titles: dict[str, set[str]] = {}
    for stop in PAGES.values():
        titles.setdefault(window.title_of(stop), set()).add(stop.route)
    assert {title: routes for title, routes in titles.items() if len(routes) > 1} == {}
