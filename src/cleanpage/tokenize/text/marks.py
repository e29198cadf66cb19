"""Marks at the front of a line of a text dump, and lines that are rows of a table.

A line goes in, and what its mark is and where its text begins come out. A bullet says nothing and is taken off; a
number is part of the text, and makes a list only where the next item counts on.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Final, NamedTuple

from cleanpage.blocks import Block
from cleanpage.limits import ALL
from cleanpage.tokenize.white_space import collapse

BLANKS: Final = "\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Characters of no width at the front of a line that say nothing of its layout."""

BULLETS: Final = frozenset("•◦▪‣·●○■□►▶➤✓✔*-–—")
DASHES: Final = frozenset("-–—")
"""Bullets that are also punctuation."""

_BULLET = re.compile(r"(?:[•◦▪‣·●○■□►▶➤✓✔*]|[-–—])\s+(?=\S)")
"""A list mark and the space after it; a dash without a space opens speech in many languages."""

_NUMBER = re.compile(r"([(（]?)(?:(\d{1,3})|([a-z]))(?:([.)）])\s|([．、]))|([\u2460-\u2473])")
"""A number or letter with what divides it from its item: "1. ", "(1) ", "a) ", "１．", "①"."""

_RULE = re.compile(r":?-+:?")
_ROW_FRONT = re.compile(r"[|\s]*")
"""What stands before the first cell with a text."""
_TAB = re.compile(r"\t\s*")
_LETTER_BULLET: Final = "o "


class NumberMark(NamedTuple):
    """A number that may be the mark of a list item."""

    style: str
    """How it is written: the brackets or stops around it, and whether it is a letter."""
    value: int
    """Its place in the list."""


def bullet_end(text: str) -> int:
    """Return the index after a list mark at the front of a text and the space after it; 0 if there is none."""
    mark = _BULLET.match(text) if text[0] in BULLETS else None
    return mark.end() if mark else 0


def number_mark(text: str) -> NumberMark | None:
    """Return the number at the front of a text that could be a list mark, or None.

    >>> number_mark("2) Rain"), number_mark("2024. A wet year")
    (NumberMark(style=')', value=2), None)
    """
    # Most lines begin with a letter of a word, and the pattern takes its time.
    match = None if text[0].isalpha() and text[1:2] not in (")", ".") else _NUMBER.match(text)
    if not match:
        return None
    opening, digits, letter, stop, wide_stop, circled = match.groups()
    if circled:
        return NumberMark("①", int(unicodedata.numeric(circled)))
    style = opening + (stop or wide_stop)
    if digits:
        return NumberMark(style, int(digits))
    return NumberMark("a" + style, ord(letter))


def mark_lists(blocks: list[Block]) -> None:
    """Make list items, in place, of neighbouring blocks whose numbers count up, or that begin with "o" for a bullet."""
    previous: NumberMark | None = None
    before = -2
    letters = []
    for index, block in enumerate(blocks):
        text = block.text
        if text[:2] == _LETTER_BULLET and block.indent and len(text) > 2:
            letters.append(index)
        elif not text[0].isalpha() or text[1:2] in (")", "."):
            mark = number_mark(text)
            if mark and previous and before == index - 1 and mark == (previous.style, previous.value + 1):
                for item in (before, index):
                    blocks[item] = blocks[item]._replace(kind="list_item")
            previous, before = mark, index
    for index in letters if len(letters) > 1 else ():
        # Some languages have a word "o"; two such lines are a list.
        if index - 1 in letters or index + 1 in letters:
            block = blocks[index]
            start = block.start_offset + len(_LETTER_BULLET)
            blocks[index] = block._replace(text=block.text[2:], kind="list_item", bullet=True, start_offset=start)


def mark_rows(blocks: Sequence[Block], rows: Mapping[int, tuple[str, ...]], page: str) -> list[Block]:
    """Return the blocks with those of table rows as cells, and without the rules between; `table_rows` has `rows`."""
    marked = []
    for block in blocks:
        cells = rows.get(block.line)
        if cells is None:
            marked.append(block)
        elif text := " ".join(filter(None, cells)):
            front = _ROW_FRONT.match(page, page.rfind("\n", 0, block.start_offset) + 1)
            start = front.end() if front else block.start_offset
            marked.append(block._replace(text=text, kind="cell", cells=cells, bullet=False, start_offset=start))
    return marked


_NO_ROW: Final[tuple[str, tuple[str, ...]]] = ("", ())


def table_rows(lines: Sequence[str], most: int = ALL) -> dict[int, tuple[str, ...]]:
    """Return the cells of the rows of tables by line number, from 1; () for a rule between rows.

    A table is two or more lines one after the other with the same number of tabs or of pipes, where
    pipes stand at both ends, or a line of dashes and pipes ("---|---") says so. A line that may have more cells
    than are left of so many is no row.
    """
    rows: dict[int, tuple[str, ...]] = {}
    run: list[tuple[int, tuple[str, ...]]] = []
    before: tuple[str, int] = ("", 0)
    for number, line in enumerate(chain(lines, ("",)), start=1):
        kind, cells = _NO_ROW
        if ("|" in line or "\t" in line) and line.count("|") + line.count("\t") < most:
            kind, cells = _read_row(line)
            most -= len(cells)
        if before != (kind, len(cells)):
            ruled = any(_is_rule(row) for _, row in run)
            if len(run) > 1 and (before[0] != "inner" or ruled):
                rows.update([(at, () if _is_rule(row) else row) for at, row in run])
            run, before = [], (kind, len(cells))
        if kind:
            run.append((number, cells))
    return rows


def _read_row(line: str) -> tuple[str, tuple[str, ...]]:
    """Return what divides a line into cells ("tab", "pipe" at both ends, "inner" pipes), and them; "" if nothing."""
    text = line.strip()
    if "|" in text:
        if text[0] == text[-1] == "|" and len(text) > 2:
            return "pipe", _cells(text[1:-1].split("|"))
        return "inner", _cells(text.split("|"))
    if "\t" in text:
        return "tab", _cells(_TAB.split(text))
    return "", ()


def _cells(parts: Sequence[str]) -> tuple[str, ...]:
    return tuple([collapse(part) for part in parts])


def _is_rule(cells: Sequence[str]) -> bool:
    """Return whether a row of pipes is the line of dashes under the heads of a table."""
    return all(_RULE.fullmatch(cell) for cell in cells)
