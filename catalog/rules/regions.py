"""The tree of regions that places are named from (contract/regions.yaml)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Region:
    """One region: its slug, its name, its parent, and whether its listed parts are all there are."""

    slug: str
    name: str
    gb: str = ""
    parent: str | None = None
    complete: bool = False


class RegionTree(Mapping[str, Region]):
    """Regions by slug, with their ancestors and parts."""

    def __init__(self, regions: Mapping[str, Region]) -> None:
        self._regions = dict(regions)
        self._lines = {slug: frozenset(self._climb(slug)) for slug in self._regions}

    def _climb(self, slug: str) -> Iterator[str]:
        seen: set[str] = set()
        step: str | None = slug
        while step is not None and step in self._regions and step not in seen:
            seen.add(step)
            yield step
            step = self._regions[step].parent

    def __getitem__(self, slug: str) -> Region:
        return self._regions[slug]

    def __iter__(self) -> Iterator[str]:
        return iter(self._regions)

    def __len__(self) -> int:
        return len(self._regions)

    def within(self, slug: str, outer: str) -> bool:
        """Whether a region is `outer` or lies below it."""
        return outer in self._lines.get(slug, frozenset())

    def line(self, slug: str) -> frozenset[str]:
        """A region and all above it."""
        return self._lines[slug]

    def parts(self, slug: str) -> tuple[str, ...]:
        """The regions directly below one."""
        return tuple(code for code, region in self._regions.items() if region.parent == slug)

    def meant(self, slug: str) -> tuple[str, ...]:
        """The places that naming a region may mean (R12).

        A complete region leaves open which of its parts it is; any other, named itself, means a
        part of it that has no name here.
        """
        if not self._regions[slug].complete:
            return (slug,)
        return tuple(place for part in self.parts(slug) for place in self.meant(part))

    def places(self) -> tuple[str, ...]:
        """Every place somebody can be in: all regions but the complete ones."""
        return tuple(slug for slug, region in self._regions.items() if not region.complete)
