"""What staff see of the portal's use, and the pages on which people say what became of it."""
