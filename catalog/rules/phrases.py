"""Sentences that are kept apart from their language until somebody reads them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

Translate = Callable[[str], str]


def _as_written(text: str) -> str:
    return text


def _render(part: object, translate: Translate) -> str:
    if isinstance(part, Phrase | Listing):
        return part.render(translate)
    return translate(part) if isinstance(part, str) and part else str(part)


@dataclass(frozen=True)
class Listing:
    """Several words of which one is enough, or all: "低保、低保边缘或特困"."""

    parts: tuple[object, ...]
    last: str = "或"

    def render(self, translate: Translate) -> str:
        """The words joined the way the reader's language joins them."""
        words = [_render(part, translate) for part in self.parts]
        if len(words) < 2:
            return "".join(words)
        return translate("、").join(words[:-1]) + translate(self.last) + words[-1]


@dataclass(frozen=True)
class Phrase:
    """A template in Chinese with its arguments, rendered in the reader's language."""

    template: str
    args: Mapping[str, object] = field(default_factory=dict, hash=False)

    def render(self, translate: Translate = _as_written) -> str:
        """The sentence, its template and every word in it translated."""
        if not self.args:
            return translate(self.template)
        words = {name: _render(part, translate) for name, part in self.args.items()}
        return translate(self.template).format(**words)

    @cached_property
    def as_written(self) -> str:
        """The sentence in Chinese."""
        return self.render()

    def __str__(self) -> str:
        return self.as_written
