"""A form in another shape: rows added, moved and taken away, with everything typed kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog.admin.editor.typed import Typed

RESHAPE = "_reshape"
SAY = "say"  # asks for the sentences alone
LIST = re.compile(r"^(exclusions|clauses|pathways|p[a-z0-9]+-clauses|c[a-z0-9]+-conditions)$")
SUM = re.compile(r"^[a-z0-9-]{1,60}$")
LETTERS = {"exclusions": "x", "clauses": "c", "pathways": "p", "conditions": "k"}


def fresh_keys(typed: Typed) -> Iterator[str]:
    """Keys of new rows that nothing in the form has yet: n1, n2 and so on."""
    taken = {int(one[1:]) for name in typed.values if LIST.match(name) for one in typed.keys(name) if _is_new(one)}
    number = max(taken, default=0)
    while True:
        number += 1
        yield f"n{number}"


def reshape(typed: Typed, command: str, fresh: Iterator[str]) -> None:
    """Do what a button says: add:<list>, up:<list>:<key>, down:<list>:<key>, part:<sum>; others only redraw."""
    for name in [one for one in typed.values if LIST.match(one)]:
        letter = LETTERS[name.rpartition("-")[2]]
        typed.values[name] = [
            key for key in typed.keys(name) if not (_is_new(key) and typed.one(f"{letter}{key}-remove"))
        ]
    verb, _, rest = command.partition(":")
    target, _, key = rest.partition(":")
    if verb == "add" and LIST.match(target):
        typed.put_all(target, [*typed.keys(target), next(fresh)])
    elif verb in ("up", "down") and LIST.match(target):
        typed.put_all(target, moved(typed.keys(target), key, -1 if verb == "up" else 1))
    elif verb == "part" and SUM.match(target):
        places = [int(one) for one in typed.keys(f"{target}-terms") if one.isdecimal() and len(one) < 4]
        typed.put_all(f"{target}-terms", [*places, max(places, default=-1) + 1])


def moved(keys: list[str], key: str, by: int) -> list[str]:
    """The keys with one of them a place earlier or later."""
    if key not in keys:
        return keys
    place = keys.index(key)
    other = min(max(place + by, 0), len(keys) - 1)
    keys[place], keys[other] = keys[other], keys[place]
    return keys


def _is_new(key: str) -> bool:
    return key.startswith("n") and key[1:].isdecimal() and len(key) < 10
