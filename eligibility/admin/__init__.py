"""The staff's admin of the messages."""
