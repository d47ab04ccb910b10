"""Languages that staff add to the catalogue."""
