"""Answers kept for a week because somebody asked: sealed, found by a secret, forgotten."""
