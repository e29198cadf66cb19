"""Write out what was kept, as plain text.

A `Selected` goes in and a string comes out. Nothing is decided here: the kept blocks are
written in page order, a block on each line, and the cells of a table row on one. What a line
break or a paragraph divides within a cell is one cell. A line of a text dump that was cut into
blocks becomes one again where they were kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from cleanpage.blocks import Document, Selected

CELL_SEPARATOR: Final = " | "
"""Between the cells of a table row."""


MAX_CELL_CHARS: Final = 600
"""Characters of a cell that is written on its row's line. In a longer one a text is laid out, and each of its
paragraphs has a line."""


class _Place(NamedTuple):
    """Where a block of a table stands."""

    row: int
    """The element of the row; -1 outside of one."""
    cell: int
    """The element of its cell."""


def serialize(selected: Selected) -> str:
    """Return the main content as text: a line for each block or table row; "" where nothing was kept."""
    document = selected.scored.measured.document
    parts: list[str] = []
    before = False
    last = _NO_CELL
    places, long_cells = _cells(document, selected.kept)
    for index, (block, kept) in enumerate(zip(document.blocks, selected.kept, strict=True)):
        if not kept:
            before = False
            continue
        place = places.get(index, _NO_CELL)
        if place.row >= 0 and place.row == last.row and last.cell not in long_cells:
            parts.append(" " if place.cell == last.cell else CELL_SEPARATOR)
        elif parts:
            parts.append(block.joint if before else "\n")
        parts.append(CELL_SEPARATOR.join(block.cells) if block.cells else block.text)
        last = place
        before = True
    return "".join(parts)


_NO_CELL: Final = _Place(-1, -1)


def _cells(document: Document, kept: Sequence[bool]) -> tuple[dict[int, _Place], set[int]]:
    """Return the row and cell of each kept block that is a cell's, and the cells that are written line by line.

    These are long ones, and those that are all that is kept of their row.
    """
    places: dict[int, _Place] = {}
    chars: Counter[int] = Counter()
    cells: dict[int, set[int]] = {}
    for index, (block, keep) in enumerate(zip(document.blocks, kept, strict=True)):
        if keep and block.kind == "cell" and block.element >= 0:
            place = _place(document, block.element)
            if place.row >= 0:
                places[index] = place
                chars[place.cell] += len(block.text)
                cells.setdefault(place.row, set()).add(place.cell)
    long_cells = {cell for cell, count in chars.items() if count > MAX_CELL_CHARS}
    long_cells |= {cell for of_row in cells.values() if len(of_row) == 1 for cell in of_row}
    return places, long_cells


def _place(document: Document, element: int) -> _Place:
    """Return the table row and the cell that an element is in."""
    elements = document.elements
    cell = -1
    while element >= 0:
        tag = elements.tags[element]
        if tag in ("td", "th") and cell < 0:
            cell = element
        elif tag == "tr":
            return _Place(element, cell)
        element = elements.parents[element]
    return _NO_CELL
