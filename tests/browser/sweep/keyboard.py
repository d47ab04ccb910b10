"""From the first thing on a page to the last by Tab alone, and how well one sees where one is."""

from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image
from playwright.sync_api import Page

from tests.browser.conftest import MEASURES

AROUND = 12
LEAST_CONTRAST = 3
# Each has an outline of three dots; of it, two stand out all around, less what a neighbour's edge or a corner takes.
LEAST_WIDTH = 1.8
# The way by Tab begins with the page, wherever the page itself put the focus.
FROM_THE_TOP = """() => {
  window.walked = [];
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute('tabindex');
  scrollTo(0, 0);
}"""
MOST_STEPS = 400
Kinds = set[str]


def walked(page: Page, mode: str, known: Kinds) -> list[str]:
    """The faults on the way by Tab through a page; the ring itself is looked at once for each kind of thing."""
    step, unreached = ((MEASURES / f"{name}.js").read_text(encoding="utf-8") for name in ("focus", "unreached"))
    faults: list[str] = []
    page.evaluate(FROM_THE_TOP)
    for _step in range(MOST_STEPS):
        page.keyboard.press("Tab")
        found = page.evaluate(step)
        if found is None:
            break
        faults += found["faults"]
        if "kind" in found and (kind := f"{mode} {found['kind']}") not in known:
            known.add(kind)
            width = ring(page, found["box"])
            faults += [f"a ring that is seen {width:.1f} dots wide: {found['said']}"] if width < LEAST_WIDTH else []
    return faults + page.evaluate(unreached)


def ring(page: Page, box: dict[str, float]) -> float:
    """How wide the part of the focus is that stands out by 3 to 1 from what was there without it."""
    size = page.viewport_size
    assert size
    left, top = max(box["x"] - AROUND, 0), max(box["y"] - AROUND, 0)
    right = min(box["x"] + box["width"] + AROUND, size["width"])
    bottom = min(box["y"] + box["height"] + AROUND, size["height"])
    clip: Any = {"x": left, "y": top, "width": max(right - left, 1), "height": max(bottom - top, 1)}
    shots = []
    for focused in (True, False):
        if not focused:
            page.evaluate("() => { window.held = document.activeElement; window.held.blur() }")
        shots.append(luminance(page.screenshot(clip=clip, animations="disabled", caret="hide")))
    page.evaluate("window.held.focus({ preventScroll: true })")
    lighter, darker = np.maximum(*shots), np.minimum(*shots)
    changed = (lighter + 0.05) / (darker + 0.05) >= LEAST_CONTRAST
    wide, high = min(box["width"], right - left), min(box["height"], bottom - top)
    # Of what is larger than the window, only some sides are in it.
    in_sight = wide * ((box["y"] >= 0) + (box["y"] + box["height"] <= size["height"]))
    in_sight += high * ((box["x"] >= 0) + (box["x"] + box["width"] <= size["width"]))
    return float(changed.sum() / max(in_sight, 1))


def luminance(shot: bytes) -> "np.ndarray[Any, np.dtype[np.float64]]":
    """How bright each dot is, as WCAG reckons it."""
    colours = np.asarray(Image.open(BytesIO(shot)).convert("RGB")).astype(np.float64) / 255
    linear = np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])
