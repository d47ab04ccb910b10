"""Office words explained on the page where they stand."""

from __future__ import annotations

from time import monotonic
from uuid import UUID

from django.template import Context, Library, Node, NodeList
from django.template.base import Parser, Token
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from catalog.in_force import publish_stamp
from catalog.plain.glossary import Words, explained, words

register = Library()
SECONDS_BETWEEN_LOOKS = 60.0


class _Watch:
    """Looks for the words at most once a minute, and anew after each publish."""

    def __init__(self) -> None:
        self.kept: tuple[UUID | None, float, Words] | None = None

    def current(self) -> Words:
        """The words as they are now."""
        stamp, kept = publish_stamp(), self.kept
        if kept is None or kept[0] != stamp or monotonic() - kept[1] >= SECONDS_BETWEEN_LOOKS:
            kept = self.kept = (stamp, monotonic(), words())
        return kept[2]


_watch = _Watch()


class TermsNode(Node):
    """Draws its part, and below it what the words in it mean."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        """The part, with nothing below it where every word is plain."""
        drawn = self.nodelist.render(context)
        found = explained([strip_tags(drawn)], _watch.current())
        if not found:
            return drawn
        below = render_to_string("portal/terms.html", {"terms": found, "unfolded": context.get("unfolded")})
        return mark_safe(drawn + below)  # noqa: S308 - both are escaped


@register.tag
def terms(parser: Parser, token: Token) -> TermsNode:
    """Explain the words that stand between {% terms %} and {% endterms %}."""
    nodelist = parser.parse(("endterms",))
    parser.delete_first_token()
    return TermsNode(nodelist)
