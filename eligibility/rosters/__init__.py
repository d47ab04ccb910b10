"""Lists of residents that street-level workers bring along, as files: read, and every fault told."""

from eligibility.rosters.reading import Fault, Roster, RosterError, Row, read_roster

__all__ = ["Fault", "Roster", "RosterError", "Row", "read_roster"]
