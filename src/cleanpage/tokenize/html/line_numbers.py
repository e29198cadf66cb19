"""The numbers beside the lines of code that highlighters add: no part of the code, and not copied with it.

An element goes in. Whether it is a number or a column of them comes out, judged by its class and by its text, which
has to be numbers and nothing else; or the lines of code of a table that has numbers beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from selectolax.lexbor import LexborNode

CLASSES: Final = frozenset(
    (
        "lineno",
        "linenos",
        "linenodiv",
        "linenumber",
        "linenumbers",
        "line-number",
        "line-numbers",
        "line-numbers-rows",
        "gutter",
        "rouge-gutter",
        "gl",
        "lnt",
        "lntd",
        "ln",
        "hljs-ln-numbers",
        "hljs-ln-n",
        "blob-num",
        "crayon-nums",
        "react-syntax-highlighter-line-number",
    )
)
"""Classes that Pygments, Rouge, Chroma, highlight.js, Prism, SyntaxHighlighter and their like give to line numbers."""

NUMBER_HINTS: Final = ("lineno", "line-n", "gutter", "linenu", "lnt", "-ln")
"""What the classes have in common, for a first look at a page."""

LISTING_CLASSES: Final = ("syntaxhighlighter", "crayon-syntax")
"""Classes of what SyntaxHighlighter and Crayon put around a table of code, with buttons above it."""

LISTING_HINTS: Final = (*LISTING_CLASSES, "blob-code")
"""What the names of elements have where code may be in a table without a `<pre>`."""

LISTING_LEVELS: Final = 4
"""Elements from a table outwards that can be the one around it and its buttons."""

MAX_CHARS: Final = 100_000
"""Characters of line numbers that are looked at; more is no column of numbers."""


MIN_COUNTED: Final = 3
COUNTED_SHARE: Final = 0.8
"""Numbers that count up, and share of the lines that have one, from which they are line numbers by any name."""

MAX_DIGITS: Final = 6

_LINE_START: Final = re.compile(r"\s{0,8}(\d{1,6})(?!\d)")


class Listing(NamedTuple):
    """Code that is in a table."""

    node: LexborNode
    """What there is of it in the page: the table, or the element around it and its buttons."""
    lines: list[str]
    language: str
    """As the page names it; empty if it doesn't, or further outside."""


def is_line_numbers(node: LexborNode) -> bool:
    """Tell whether an element holds line numbers of code, and nothing else."""
    names = node.attributes.get("class")
    if not names or CLASSES.isdisjoint(names.split()):
        return False
    text = node.text() or ""
    return len(text) <= MAX_CHARS and "".join(text.split()).isdecimal()


def begins_with_numbers(code: str) -> bool:
    """Tell whether the lines of a block of code may begin with their numbers."""
    if not code[:1].isdecimal():
        return False
    starts = [match[1] for line in code.split("\n", 8)[:8] if (match := _LINE_START.match(line))]
    numbers = [int(start) for start in starts[:MIN_COUNTED]]
    return len(numbers) == MIN_COUNTED and all(it == numbers[0] + index for index, it in enumerate(numbers))


def counted_numbers(pre: LexborNode, nodes: Sequence[LexborNode]) -> list[LexborNode]:
    """Return those of the elements of a block of code that hold nothing but the numbers of its lines, by any name.

    They count up by one, and nearly each line has one; or one element counts them all.
    """
    found: list[LexborNode] = []
    last = -1
    for node in nodes:
        child = node.first_child
        text = child.text_content if child is not None and child.next is None else None
        if text is None or len(text) > MAX_CHARS or not text.strip()[:1].isdecimal():
            continue
        numbers = text.split()
        if not all(it.isdecimal() and len(it) <= MAX_DIGITS for it in numbers):
            continue
        values = [int(it) for it in numbers]
        if all(value == values[0] + index for index, value in enumerate(values)):
            if len(values) >= MIN_COUNTED:
                return [node]
            if len(values) == 1 and (not found or values[0] == last + 1):
                found.append(node)
                last = values[0]
    lines = sum([1 for line in (pre.text() or "").split("\n") if line.strip()])
    return found if len(found) >= max(MIN_COUNTED, COUNTED_SHARE * lines) else []


def listing_of(table: LexborNode) -> Listing | None:
    """Return the code of a table that shows lines of code, with numbers beside them; None for any other table."""
    outer = _listing_around(table)
    cells = list(_cells(table))
    if outer is None and not any(_is_number_cell(cell) for cell in cells):
        return None
    # The columns of other highlighters are a <pre> each; within one, lines end as they are.
    if table.css_first("pre") is not None or _has_pre_around(table):
        return None
    lines = [line for cell in cells if not _is_number_cell(cell) for line in _lines(cell)]
    if not any(lines):
        return None
    return Listing(table, lines, "") if outer is None else Listing(outer, lines, _language(outer))


def _language(outer: LexborNode) -> str:
    """Return the language that Crayon shows, or that SyntaxHighlighter has as the last of its classes."""
    shown = outer.css_first(".crayon-language")
    if shown is not None:
        return (shown.text() or "").strip()
    names = (outer.attributes.get("class") or "").split()
    return names[-1] if names[0] == "syntaxhighlighter" and len(names) > 1 else ""


def _listing_around(table: LexborNode) -> LexborNode | None:
    node = table.parent
    for _ in range(LISTING_LEVELS):
        if node is None:
            break
        names = (node.attributes.get("class") or "").split()
        if any(name in names for name in LISTING_CLASSES):
            return node
        node = node.parent
    return None


def _has_pre_around(table: LexborNode) -> bool:
    node = table.parent
    for _ in range(LISTING_LEVELS):
        if node is None or node.tag == "pre":
            break
        node = node.parent
    return node is not None and node.tag == "pre"


def _cells(table: LexborNode) -> Iterator[LexborNode]:
    """Yield the cells of a table, not those of tables within it."""
    for part in table.iter():
        for row in part.iter() if part.tag in ("thead", "tbody", "tfoot") else (part,):
            if row.tag == "tr":
                yield from [cell for cell in row.iter() if cell.tag in ("td", "th")]


def _is_number_cell(cell: LexborNode) -> bool:
    """Tell whether a cell has numbers of lines: as text, or as an attribute that a style shows."""
    return is_line_numbers(cell) or (cell.attributes.get("data-line-number") or "").isdecimal()


def _lines(cell: LexborNode) -> list[str]:
    """Return the lines of a cell: the innermost block-level elements in it, or all of it."""
    # An element is among those that a selector finds in it.
    inner = [node for node in cell.css("div, p, li") if len(node.css("div, p, li")) == 1]
    if not inner:
        return [line.rstrip() for line in (cell.text() or "").strip("\n").split("\n")]
    return [(node.text() or "").replace("\n", "").rstrip() for node in inner]
