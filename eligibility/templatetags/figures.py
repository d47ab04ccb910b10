"""Counts as the staff's report writes them."""

from django.template import Library

from eligibility.insight.figures import in_words

register = Library()


@register.filter
def figure(count: int | None) -> str:
    """A count, or that it is too small to be told."""
    return in_words(count)
