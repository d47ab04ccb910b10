"""One window that goes from page to page, and what is measured in it."""

import html
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, CDPSession, Page, Response

from tests.browser.conftest import AXE, MEASURES
from tests.browser.sweep.pages import Stop, World

# Whether everything is looked at, or a short form of it (script/sweep).
WHOLE = os.environ.get("SWEEP") == "whole"
WIDTHS = {360: 740, 768: 1024, 1280: 900}
# The cookies that a mode is made of.
MODES: dict[str, dict[str, str]] = {"normal": {}, "simple": {"text": "large"}}
# Modes that lay out as those two do, looked at on the pages that matter most.
BESIDES: dict[str, dict[str, str]] = {"largest": {"text": "largest"}, "kiosk": {"kiosk": "yes"}}
OPEN_ALL = """open => document.querySelectorAll('main details').forEach(one => {
  if (open) one.dataset.was = one.open;
  one.open = open || one.dataset.was === 'true';
  if (!open) delete one.dataset.was;
})"""
# As it is drawn, without what differs each time it is asked for.
DRAWN = """() => document.documentElement.outerHTML.replace(/name="csrfmiddlewaretoken" value="[^"]*"/g, '')"""
SQUEEZED = {
    "spacing of one's own": "@media all { * { line-height: 1.5 !important; letter-spacing: .12em !important;"
    " word-spacing: .16em !important } p { margin-bottom: 2em !important } }",
    "text twice as large": "html { font-size: {}px !important }",
}
# Which events a page listens to is known from its first line on.
HEARD = """
  window.heard = [];
  const listen = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (kind, ...rest) {
    window.heard.push(kind);
    return listen.call(this, kind, ...rest);
  };
"""
# Dragging, swiping, several fingers, hovering, and what moves the page away under a reader.
GESTURES = re.compile(r"^(touch|gesture|drag|wheel|scroll|devicemotion|(pointer|mouse)(move|enter|over))")


@dataclass
class Window:
    """A browser's window, in which somebody looks at pages in one of the modes."""

    context: BrowserContext
    portal: str
    world: World
    page: Page = field(init=False)
    script: CDPSession = field(init=False)
    refused: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page = self.context.new_page()
        self.page.set_default_timeout(30_000)
        self.page.add_init_script(HEARD)
        self.page.on("pageerror", lambda error: self.refused.append(str(error)))
        self.page.on("console", lambda line: self.refused.append(line.text) if "Policy" in line.text else None)
        self.script = self.context.new_cdp_session(self.page)

    def as_somebody(self, who: str, mode: str) -> None:
        """Become somebody, in a mode."""
        self.context.clear_cookies()
        cookies = (MODES | BESIDES)[mode] | ({"session": self.world["sessions"][who]} if who != "nobody" else {})
        for name, value in cookies.items():
            self.context.add_cookies([{"name": name, "value": value, "url": self.portal}])

    def title_of(self, stop: Stop) -> str:
        """What a page is called, as its server says."""
        self.as_somebody(stop.who, "normal")
        answer = self.context.request.get(self.portal + stop.address.format(**self.world["places"]))
        found = re.search("<title>(.*?)</title>", answer.text(), re.DOTALL)
        assert found, stop.address
        return html.unescape(found[1]).strip()

    def open(self, stop: Stop, mode: str = "normal", javascript: bool = True) -> Response:
        """Go to a page. Without script it is read without; script is then let in again, to measure."""
        self.as_somebody(stop.who, mode)
        self.resize(360)
        with nullcontext() if javascript else self.without_script():
            response = self.page.goto(self.portal + stop.address.format(**self.world["places"]))
        assert response
        assert response.status == stop.status, f"{stop} answered {response.status}"
        assert response.request.redirected_from is None, f"{stop} led to {response.url}"
        return response

    @contextmanager
    def without_script(self) -> Iterator[None]:
        """What comes is drawn without script."""
        self.script.send("Emulation.setScriptExecutionDisabled", {"value": True})
        try:
            yield
        finally:
            self.script.send("Emulation.setScriptExecutionDisabled", {"value": False})

    def resize(self, width: int, height: int = 0) -> None:
        """Another width, as high as such a screen is."""
        self.page.set_viewport_size({"width": width, "height": height or WIDTHS[width]})

    def measured(self, name: str, **given: Any) -> list[str]:
        """The faults that a measure finds."""
        found: list[str] = self.page.evaluate((MEASURES / f"{name}.js").read_text(encoding="utf-8"), given)
        return found

    def violations(self, simple: bool = False, colours: bool = True) -> list[str]:
        """What axe finds; where the text is large, its contrast is to be 7:1."""
        if not self.page.evaluate("Boolean(window.axe)"):
            self.page.evaluate(AXE_SCRIPT)
        rules = {"color-contrast": colours, "color-contrast-enhanced": colours and simple, "target-size": True}
        options = json.dumps(AXE | {"rules": {name: {"enabled": on} for name, on in rules.items()}})
        found = self.page.evaluate(f"axe.run({options}).then(found => found.violations)")
        return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]

    def squeezed(self) -> list[str]:
        """What is lost on 320 dots, with spacing of one's own, and with text of twice the size."""
        self.resize(320, 256)
        found = [f"at 320: {fault}" for fault in self.measured("layout")]
        put = "rule => document.styleSheets[0].insertRule(rule, document.styleSheets[0].cssRules.length)"
        root = self.page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
        for name, rule in SQUEEZED.items():
            self.resize(1280)
            self.page.evaluate(put, rule.replace("{}", str(root * 2)))
            found += [f"{name}: {fault}" for fault in self.measured("layout")]
            self.page.evaluate("document.styleSheets[0].deleteRule(document.styleSheets[0].cssRules.length - 1)")
        return found

    def gestures(self) -> list[str]:
        """The kinds of events that the page waits for and that not everybody can bring about."""
        heard: list[str] = self.page.evaluate("[...new Set(window.heard)]")
        return [f"listens to {kind}" for kind in heard if GESTURES.match(kind)]
