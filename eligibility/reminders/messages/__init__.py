"""What messages say: texts that staff edit, filled in for one recipient."""

from eligibility.reminders.messages.composing import compose, compose_code, compose_share

__all__ = ["compose", "compose_code", "compose_share"]
