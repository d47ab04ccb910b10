"""Counts that are forgotten when they are old."""
