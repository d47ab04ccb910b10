"""An independent reading of the Quzhou list in plain Python, and people to try it on."""
