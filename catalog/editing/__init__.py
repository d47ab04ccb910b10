"""What staff write: what belongs together, what it was before, where it is used, many rows at once."""
