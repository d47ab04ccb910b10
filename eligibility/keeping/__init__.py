"""Answers kept for a week because somebody asked: sealed, found by a secret, forgotten.

What pages and papers need of it:

    found = way_back(request, interview, now)   # WayBack | None; None where these very answers are not kept
    found.url      "https://…/back/<secret>/"   # "" where the visitor came back by code
    found.code     "0425 3199 8807"             # "" where the visitor came back by link
    found.until    date, found.day in words     # the last day
    qr_svg(found.url)                           # the square as inline SVG, for a page and for paper alike
    typing_address(request)                     # where a code is typed: "https://…/back/"

A way back is in the visitor's session, encrypted, and nowhere else: the database knows digests alone. Put it on what
the visitor asked for, never into a log, a task's arguments or an address.

Whatever else takes short codes counts its wrong ones with `guess`:

    found = guess(Try.What.FEEDBACK, network, now, lambda: Ticket.objects.filter(…).first())   # raises TooManyError
    str(TOO_MANY[error.kind])                   # why not, in words; answer 429
"""

from eligibility.keeping.squares import qr_svg
from eligibility.keeping.trying import TOO_MANY, TooManyError, guess
from eligibility.keeping.ways import WayBack, typing_address, way_back

__all__ = ["TOO_MANY", "TooManyError", "WayBack", "guess", "qr_svg", "typing_address", "way_back"]
