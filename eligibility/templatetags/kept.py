"""Parts of a page that are the same for everybody, drawn once a process for each language."""

from __future__ import annotations

from django.conf import settings
from django.template import Context, Library, Node, NodeList
from django.template.base import Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = Library()


class KeptNode(Node):
    """Draws its part the first time; nothing in it may hang on the request."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self.drawn: dict[str | None, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """The part in the reader's language."""
        language = get_language()
        drawn = self.drawn.get(language)
        if drawn is None:
            drawn = self.nodelist.render(Context(autoescape=context.autoescape))
            if not settings.DEBUG:
                self.drawn[language] = drawn
        return drawn


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """Keep what stands between {% kept %} and {% endkept %}."""
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist)
