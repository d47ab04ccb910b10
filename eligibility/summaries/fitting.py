"""A summary on a single page: the blocks that matter least give way until the rest has room."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from eligibility.summaries.shapes import Block, Part, Summary, width

# A page of A4 in lines of 14 pt, and a line in widths of a Chinese character; a little room is left over.
LINES, WIDTH = 39.5, 35.7
PICTURE_LINES, PICTURE_WIDTH, CODE_LINES, HEADING_LINES = 5, 7, 2, 2
TITLE_LINES, PART_LINES, TICKET_LINES, DATES = 3, 1.6, 1.5, 3
# Of these parts the first few stay until the others have given way.
STAY = {"open": 0, "coming": 1, "step": 2, "choose": 2}


def fitted(summary: Summary) -> Summary:
    """The summary with as many blocks as a page has room for."""
    summary = replace(summary, dates=summary.dates[:DATES])
    while lines(summary) > LINES and summary.parts:
        summary = shorter(summary)
    return summary


def shorter(summary: Summary) -> Summary:
    """The summary with one block less, which is named among what is left out."""
    counts = {part.code: len(part.blocks) for part in summary.parts}
    order = [code for code, stay in STAY.items() if counts.get(code, 0) > stay] + ["have", *STAY]
    loses = next(code for code in order if counts.get(code))
    gone = next(part for part in summary.parts if part.code == loses).blocks[-1]
    parts = tuple(_numbered(_without(part, gone) for part in summary.parts))
    return replace(summary, parts=parts, left_out=(gone.name, *summary.left_out))


def _without(part: Part, gone: Block) -> Part:
    return replace(part, blocks=tuple(block for block in part.blocks if block is not gone))


def _numbered(parts: Iterator[Part]) -> Iterator[Part]:
    number = 1
    for part in parts:
        if not part.blocks:
            continue
        blocks = tuple(replace(block, number=place) for place, block in enumerate(part.blocks, number))
        number += len(blocks)
        yield replace(part, blocks=blocks)


def lines(summary: Summary) -> float:
    """About how many lines a single page takes."""
    wide = WIDTH - (PICTURE_WIDTH if summary.picture else 0)
    head: float = TITLE_LINES + _lines("".join(summary.sums), wide / 1.2) * 1.2 + _lines(summary.alike, wide)
    head += CODE_LINES if summary.way_back else 0
    head = max(head, PICTURE_LINES) if summary.picture else head
    head += HEADING_LINES if summary.heading else 0
    parts = sum(PART_LINES + _lines(part.lead) + sum(map(_of_block, part.blocks)) for part in summary.parts)
    dates: float = sum(_lines(f"{one.day}　{'；'.join(one.things)}") for one in summary.dates)
    dates += PART_LINES if summary.dates else 0
    named = _lines(summary.left_out_words) + 1.5 if summary.left_out else 0
    return head + parts + dates + named + (TICKET_LINES if summary.ticket else 0)


def _of_block(block: Block) -> float:
    """A block runs on in one paragraph, with a little air behind it."""
    rows = "".join(f"{row.label}：{row.text}；" for row in block.rows)
    return _lines(f"{block.number} {block.name} {block.amount} {block.gives}{rows}") + 0.25


def _lines(text: str, wide: float = WIDTH) -> int:
    return math.ceil(width(text) / wide)
