"""What two editions say otherwise, field by field and in words: no rows, no day, nothing decided."""

from catalog.differences.benefits import differences
from catalog.differences.surroundings import Section, surroundings
from catalog.differences.telling import Difference, Field, Kind

__all__ = ["Difference", "Field", "Kind", "Section", "differences", "surroundings"]
