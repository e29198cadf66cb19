"""Read the counters of a text dump: views, comments and so on, beside its headline or below the article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cleanpage.blocks import Block, Sort
from cleanpage.metadata.dump.bylines import MAX_BYLINE_CHARS
from cleanpage.metadata.fields import Counters
from cleanpage.words.counters import read_counters

SHOWN_COUNTERS: Final = 4
"""Bare numbers in a row that can be counters; more of them are a table or a list of pages."""


def read_dump_counters(
    between: Sequence[str], head: Sequence[str], tail: Sequence[str], headings: Sequence[str]
) -> Counters:
    """Return the counters that have a noun, or else the bare numbers between headline and text.

    News sites put the number of views first and that of comments second; a lone number
    could be either and is left alone. The heading of the comments counts them, if it is the only one.
    """
    counters = read_counters(head)
    if not counters:
        numbers = _row_of_numbers(between)
        # More comments than views are another pair of numbers.
        if 1 < len(numbers) <= SHOWN_COUNTERS and numbers[0] >= numbers[1]:
            return Counters(views=numbers[0], comments=numbers[1])
        counters = read_counters(tail)
    if "comments" not in counters and len(headings) == 1:
        counters |= {"comments": read_counters(headings)["comments"]}
    return Counters(**counters)


COMMENT_LINES: Final = 100
"""Lines after the article in which the heading of its comments is looked for."""


def comment_headings(blocks: Sequence[Block], cues: Sequence[Sort], last: int) -> list[str]:
    """Return the lines after the article such as "Comments (3)"; "3 comments" is said of other articles, too."""
    return [
        block.text
        for block, cue in zip(
            blocks[last + 1 : last + COMMENT_LINES], cues[last + 1 : last + COMMENT_LINES], strict=False
        )
        if cue == "comment"
        and len(block.text) <= MAX_BYLINE_CHARS
        and block.text[0].isalpha()
        and read_counters([block.text]).get("comments")
    ]


def _row_of_numbers(lines: Sequence[str]) -> list[int]:
    """Return the first bare numbers that stand on lines one after another."""
    numbers: list[int] = []
    for text in lines:
        if len(text) < 10 and text.isascii() and text.isdigit():
            numbers.append(int(text))
        elif len(numbers) > 1:
            break
        else:
            numbers.clear()
    return numbers if len(numbers) > 1 else []
