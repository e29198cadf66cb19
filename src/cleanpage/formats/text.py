"""Write out what was kept, as plain text.

A `Selected` goes in and a string comes out. Nothing is decided here: the kept blocks are
written in page order, a block on each line, and the cells of a table row on one. A line of
a text dump that was cut into blocks becomes one again where they were kept.
"""

from __future__ import annotations

from typing import Final

from cleanpage.blocks import Document, Selected

CELL_SEPARATOR: Final = " | "
"""Between the cells of a table row."""


def serialize(selected: Selected) -> str:
    """Return the main content as text: a line for each block or table row; "" where nothing was kept."""
    document = selected.scored.measured.document
    parts: list[str] = []
    last_row = -1
    before = False
    for block, kept in zip(document.blocks, selected.kept, strict=True):
        if not kept:
            before = False
            continue
        row = _table_row(document, block.element) if block.kind == "cell" else -1
        if row >= 0 and row == last_row:
            parts.append(CELL_SEPARATOR)
        elif parts:
            parts.append(block.joint if before else "\n")
        parts.append(CELL_SEPARATOR.join(block.cells) if block.cells else block.text)
        last_row = row
        before = True
    return "".join(parts)


def _table_row(document: Document, element: int) -> int:
    """Return the index of the table row that an element is in; -1 outside of one."""
    elements = document.elements
    while element >= 0:
        if elements.tags[element] == "tr":
            return element
        element = elements.parents[element]
    return -1
