"""Faults of a catalogue file: where, what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the place in the file, what is wrong there, and the mend."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}：{self.message}" if self.where else self.message


class CatalogueError(ValueError):
    """A file that cannot be loaded, with every fault found in it."""

    def __init__(self, faults: Sequence[Fault], file: str = "") -> None:
        super().__init__("\n".join(f"{file}: {fault}" if file else str(fault) for fault in faults))
        self.faults = tuple(faults)
        self.file = file

    def of(self, file: str) -> CatalogueError:
        """The same faults with the name of the file."""
        return CatalogueError(self.faults, file)


class Faults:
    """A list of faults that grows while a file is read."""

    def __init__(self) -> None:
        self.found: list[Fault] = []

    def add(self, where: str, message: str) -> None:
        """Note one."""
        self.found.append(Fault(where, message))

    def raise_any(self) -> None:
        """Raise CatalogueError if there is one."""
        if self.found:
            raise CatalogueError(self.found)
