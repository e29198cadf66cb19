"""Lay out the decisions about a page's blocks as a table for a terminal.

The blocks of a page come in and lines come out, none wider than asked for. What is shown was recorded with
the blocks; nothing is decided here.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Sequence
from typing import Final

from cleanpage.explain.page_blocks import PageBlock

MIN_WIDTH: Final = 60
"""Columns below which the table is not squeezed further."""

INDENT: Final = " " * 6
"""Before a reason: as wide as the number of a block and the space after it."""

HEADER: Final = f"{'#':>4}  {'label':<11}  {'score':<5}  {'sort':<10}  {'kind':<10}  text"


def lay_out(blocks: Sequence[PageBlock], heading: str, width: int) -> str:
    """Return a line for each block (number, label, score, sort, kind, first words), its reason below it.

    The `heading` stands above. `width` is in columns, of which a character of Chinese,
    Japanese or Korean takes two.
    """
    width = max(width, MIN_WIDTH)
    lines = textwrap.wrap(heading, width)
    if blocks:
        lines += ["", HEADER]
    for number, block in enumerate(blocks, start=1):
        lines.append(_row(number, block, width))
        lines += textwrap.wrap(_reason(block), width, initial_indent=INDENT, subsequent_indent=INDENT)
    return "\n".join(lines)


def _row(number: int, block: PageBlock, width: int) -> str:
    fields = f"{number:>4}  {block.label:<11}  {block.score:<5.2f}  {block.sort or '-':<10}  {block.kind:<10}  "
    return fields + fit(block.text, width - len(fields))


def _reason(block: PageBlock) -> str:
    """Return the reason without its first part, the decision and score, which the row says unless a rule decided."""
    return block.reason if block.overrule else block.reason.partition("; ")[2] or block.reason


def fit(text: str, width: int) -> str:
    """Return the beginning of a text that fits into `width` columns, on one line, "…" where it is cut.

    >>> fit("Owls hunt at night", 10)
    'Owls hunt…'
    """
    # A column holds one character or a few that combine; more are not looked at.
    line = " ".join(text[: 4 * width].split())
    shown = "".join(_printable(char) for char in line)
    columns = end = 0
    for index, char in enumerate(shown):
        columns += _columns(char)
        if columns > width:
            return shown[:end].rstrip() + "…"
        if columns < width:
            end = index + 1
    return shown


def _printable(char: str) -> str:
    if char.isprintable():
        return char
    # Marks that turn the direction of writing would turn the columns too.
    return "" if unicodedata.category(char) == "Cf" else " "


def _columns(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1
