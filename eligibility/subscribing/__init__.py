"""Asking to be reminded: the residents' way in, what is kept of it, and the way out."""
