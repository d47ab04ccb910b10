"""Names by which rows of a workbook point at one another, and the codes that they stand for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, Generic, TypeVar

from django.utils.translation import override

from catalog.compile import meanings
from catalog.models import Condition, Exclusion, Pathway, Term
from catalog.wording import Wording

Key = TypeVar("Key", bound=Hashable)
YES, NO = "是", "否"


class Labels(Generic[Key]):
    """One label for each of some things: the first of its names that is only its own."""

    def __init__(self, things: Iterable[tuple[Key, tuple[str, ...]]]) -> None:
        listed = [(key, tuple(one.strip() for one in names)) for key, names in things]
        shared = Counter(name for _key, names in listed for name in set(names))
        self._labels: dict[Key, str] = {}
        self._keys: dict[str, Key] = {}
        self._shared = {name for name, count in shared.items() if count > 1}
        for key, names in listed:
            self._keys |= {name: key for name in names if shared[name] == 1}
        for key, names in listed:
            label = next((one for one in names if shared[one] == 1 and one and "\n" not in one), None)
            self._labels[key] = label or self._numbered(names[0].replace("\n", " "), key)

    def _numbered(self, name: str, key: Key) -> str:
        count = 2
        while f"{name} #{count}" in self._keys:
            count += 1
        self._keys[f"{name} #{count}"] = key
        return f"{name} #{count}"

    def __iter__(self) -> Iterator[str]:
        return iter(self._labels.values())

    def __getitem__(self, key: Key) -> str:
        return self._labels[key]

    def of(self, key: Key) -> str:
        """The label of a thing; of one not listed, its key as it is."""
        return self._labels.get(key, str(key))

    def find(self, text: str) -> Key | None:
        """The thing that somebody names, by a label or another name that is only its own."""
        return self._keys.get(text.strip())

    def is_shared(self, text: str) -> bool:
        """Whether several things have this name."""
        return text.strip() in self._shared

    def like(self, text: str) -> list[str]:
        """The labels that somebody may have meant, the closest first; of a shared name, all that have it."""
        name = text.strip()
        if name in self._shared:
            return [one for one in self._labels.values() if one.startswith(name)]
        return get_close_matches(name, list(self._labels.values()), 1, 0.6)


def coded(names: Mapping[str, str]) -> Labels[str]:
    """Labels of things with a name and a code: the name, or both where another has the name too."""
    return Labels((code, (name, f"{name} [{code}]", code)) for code, name in names.items())


class Names:
    """Every word of the vocabulary by its name, read once."""

    def __init__(self) -> None:
        known: dict[str, Any] = meanings()
        self.wording = Wording(known)
        self.facts = coded({code: one["name"] for code, one in known["facts"].items()})
        self.regions = coded({slug: one["name"] for slug, one in known["regions"].items()})
        self.options = {code: coded(one["options"]) for code, one in known["facts"].items()}
        self.terms = coded(dict(Term.objects.values_list("code", "name")))
        with override(None):  # a workbook is Chinese whatever language its reader has chosen
            self.relations = coded({code: str(label) for code, label in Condition.Relation.choices})
            self.kinds = coded({code: str(label) for code, label in Pathway.Kind.choices})
            self.periods = coded({code: str(label) for code, label in Pathway.Period.choices})
            self.modes = coded({code: str(label) for code, label in Exclusion.Mode.choices})
        self.yes_no = coded({"true": YES, "false": NO})

    def menus(self) -> dict[str, list[str]]:
        """The closed lists that a workbook offers in drop-downs."""
        lists = ("facts", "relations", "regions", "terms", "kinds", "periods", "modes", "yes_no")
        return {name: list(getattr(self, name)) for name in lists}
