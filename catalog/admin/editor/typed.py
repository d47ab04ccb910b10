"""What a form holds, by name: as a browser sends it, or as a stored row would fill it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.http import QueryDict


class Typed:
    """Texts by name, several to a name; keys of rows stand under the name of their list, in their order."""

    def __init__(self, values: Mapping[str, list[str]] | None = None) -> None:
        self.values: dict[str, list[str]] = dict(values or {})

    @classmethod
    def sent(cls, data: QueryDict) -> Typed:
        """What a browser sent."""
        return cls({name: [str(one) for one in values] for name, values in data.lists()})

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def one(self, name: str) -> str:
        """The last text of a name, as browsers mean it; an empty one where there is none."""
        return (self.values.get(name) or [""])[-1].strip()

    def all(self, name: str) -> list[str]:
        """Every text of a name."""
        return self.values.get(name, [])

    def keys(self, name: str) -> list[str]:
        """The keys of a list's rows, each once."""
        return [one for one in dict.fromkeys(self.all(name)) if one.isascii() and one.isalnum()]

    def put(self, name: str, value: object) -> None:
        """Write one text; an empty one stays away."""
        if value not in ("", None):
            self.values[name] = [str(value)]

    def put_all(self, name: str, values: Iterable[object]) -> None:
        """Write the texts of a name in their order."""
        self.values[name] = [str(one) for one in values]
