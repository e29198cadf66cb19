"""Write out what was kept, as plain text.

A `Selected` goes in and a string comes out. Nothing is decided here: the kept blocks are
written in page order, a block on each line, and the cells of a table row on one.
"""

from __future__ import annotations

from typing import Final

from cleanpage.blocks import Document, Selected

CELL_SEPARATOR: Final = " | "
"""Between the cells of a table row."""


def serialize(selected: Selected) -> str:
    """Return the main content as text: a line for each block or table row; "" where nothing was kept."""
    document = selected.scored.measured.document
    lines: list[str] = []
    last_row = -1
    for block, kept in zip(document.blocks, selected.kept, strict=True):
        if not kept:
            continue
        row = _table_row(document, block.element) if block.kind == "cell" else -1
        if row >= 0 and row == last_row:
            lines[-1] += CELL_SEPARATOR + block.text
        else:
            lines.append(block.text)
        last_row = row
    return "\n".join(lines)


def _table_row(document: Document, element: int) -> int:
    """Return the index of the table row that an element is in; -1 outside of one."""
    elements = document.elements
    while element >= 0:
        if elements.tags[element] == "tr":
            return element
        element = elements.parents[element]
    return -1
