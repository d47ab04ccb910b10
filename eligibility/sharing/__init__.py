"""Keeping answers for a week: by code, by link, sent to a relative, as a file, erased."""
