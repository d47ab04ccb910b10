"""An address as a square that a phone's camera reads."""

from __future__ import annotations

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext


def qr_svg(address: str) -> SafeString:
    """The square as an SVG element without style or script, for a page under a strict policy and for paper."""
    square = segno.make(address, error="m", micro=False)
    drawn = square.svg_inline(svgclass=None, lineclass=None, omitsize=True, border=4, dark="#000", light="#fff")
    inside = drawn.partition(">")[2]
    width, height = square.symbol_size(border=4)
    return format_html(
        '<svg class="qr" xmlns="http://www.w3.org/2000/svg" width="200" height="200" viewBox="0 0 {} {}" role="img"'
        ' aria-label="{}">{}',
        width,
        height,
        gettext("二维码：用手机扫一扫，打开存下的结果"),
        mark_safe(inside),  # noqa: S308  # segno's own path, of digits and letters of its making
    )
