"""Where in a document something stands."""

from django.template import Library

from eligibility.findings.texts import row_in_words

register = Library()
register.filter(row_in_words)
