"""Reminders: what falls due, the outbox, and the channels that it goes out by."""
