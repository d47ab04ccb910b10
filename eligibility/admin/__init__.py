"""The staff's admin of the messages."""

from eligibility.admin import messages

__all__ = ["messages"]
