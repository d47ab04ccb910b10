"""The controls of the portal's forms, drawn by its own templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from catalog.answering import place_in_words
from catalog.rules import RegionTree

UNSURE = "?"
NONE_OF_THESE = "-"
DAY_PARTS = ("year", "month", "day")


class Radios(forms.RadioSelect):
    """One of several, each a row that is easy to hit."""

    template_name = "portal/widgets/radios.html"


class Ticks(forms.CheckboxSelectMultiple):
    """Any of several; the last two exclude the others."""

    template_name = "portal/widgets/ticks.html"


class Typed(forms.Widget):
    """Text inputs with a box for "do not know" beneath."""

    parts: tuple[str, ...] = ("",)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, str]:
        """What was typed in each input, and whether the box was ticked."""
        typed = {part: data.get(_joined(name, part), "") for part in self.parts}
        return {**typed, "unsure": "1" if data.get(_joined(name, "unsure")) else ""}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Whether nothing of it was sent."""
        return not any(_joined(name, part) in data for part in (*self.parts, "unsure"))

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """The first input."""
        return _joined(id_, self.parts[0])

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The inputs with what was typed."""
        context = super().get_context(name, value, attrs)
        value = value or {}
        unsure = _joined(name, "unsure")
        context["widget"] |= {
            "wrong": "aria-invalid" in (attrs or {}),
            "inputs": [self.input(name, part, value) for part in self.parts],
            "unsure": {"name": unsure, "id": f"id_{unsure}", "checked": bool(value.get("unsure"))},
        }
        return context

    def input(self, name: str, part: str, value: Mapping[str, str]) -> dict[str, str]:
        """One input."""
        name = _joined(name, part)
        return {"name": name, "id": f"id_{name}", "value": value.get(part, ""), "part": part}


class Number(Typed):
    """One number, with its unit behind it."""

    template_name = "portal/widgets/number.html"


class Day(Typed):
    """A date in three inputs; the first also takes a whole date."""

    template_name = "portal/widgets/day.html"
    parts = DAY_PARTS


def _joined(name: str, part: str) -> str:
    return f"{name}_{part}" if part else name


class Places(forms.Widget):
    """Regions as a tree that opens a level at a time, without script."""

    template_name = "portal/widgets/places.html"

    def __init__(self, regions: RegionTree) -> None:
        super().__init__()
        self.regions = regions

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The tree, open where the choice lies."""
        context = super().get_context(name, value, attrs)
        line = self.regions.line(value) if value in self.regions else frozenset()
        nodes = [*self._top(value, line), _leaf(UNSURE, _("不清楚"), value)]
        _number(nodes, f"id_{name}")
        context["widget"]["nodes"] = nodes
        return context

    def _top(self, value: Any, line: frozenset[str]) -> Iterator[dict[str, Any]]:
        """The cities, where there is one province; then the places without parts."""
        roots = [slug for slug, region in self.regions.items() if region.parent is None]
        wide = [slug for slug in roots if self.regions.parts(slug)]
        if len(wide) == 1:
            yield from self._inside(wide[0], value, line)
        else:
            yield from (self._node(slug, value, line) for slug in wide)
        yield from (self._node(slug, value, line) for slug in roots if slug not in wide)

    def _node(self, slug: str, value: Any, line: frozenset[str]) -> dict[str, Any]:
        name = _(self.regions[slug].name)
        if not self.regions.parts(slug):
            return _leaf(slug, name, value)
        return {"label": name, "open": slug in line, "nodes": list(self._inside(slug, value, line))}

    def _inside(self, slug: str, value: Any, line: frozenset[str]) -> Iterator[dict[str, Any]]:
        yield from (self._node(part, value, line) for part in self.regions.parts(slug))
        yield _leaf(slug, place_in_words(slug, self.regions), value)


def _leaf(slug: str, label: str, value: Any) -> dict[str, Any]:
    return {"value": slug, "label": label, "checked": slug == value}


def _number(nodes: list[dict[str, Any]], stem: str) -> None:
    """Gives every row an id; the first bears the field's own, where an error's link lands."""
    for place, node in enumerate(nodes):
        node["id"] = f"{stem}_{place}" if place else stem
        if "nodes" in node:
            _number(node["nodes"], f"{stem}_{place}_in")
