"""Data tables: kept whole or dropped whole.

A page and what is kept of it go in, the decision with whole tables comes out. Only what is surely a table of data is
decided as one: forums and old pages are built of tables that lay them out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from cleanpage.blocks import Block, Document, Elements
from cleanpage.select.rules.rule import Case, Kept
from cleanpage.select.rules.units.wholes import Run, with_whole

MIN_ROWS: Final = 3
MIN_CELLS: Final = 6
"""Rows and filled cells of a table without header cells; two rows of pairs can be a layout."""

MIN_HEADED_ROWS: Final = 2
MIN_HEADED_CELLS: Final = 4
"""The same of a table with header cells."""

MAX_MEAN_CHARS: Final = 100
MAX_CELL_CHARS: Final = 600
"""Characters of the mean and of the largest cell. Layouts have whole texts in a cell."""

MAX_LINK_SHARE: Final = 0.6
"""Share of the characters in links: above it, a table is a list of other pages."""

MIN_REGULAR_SHARE: Final = 0.6
"""Share of the rows that have the same number of filled cells, without header cells."""

MIN_KEPT_SHARE: Final = 1 / 3
"""Share of a table's words from which the whole table is kept."""

_FOREIGN_TAGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "form", "textarea", "article", "nav"})
"""What no cell of data has."""


def data_tables(document: Document) -> list[Run]:
    """Return the tables of data, in the order of the page."""
    elements, blocks = document.elements, document.blocks
    if "table" not in elements.tags:
        return []
    inside = _Insides(elements)
    found = []
    start = 0
    for table, group in groupby(blocks, lambda block: inside.tables[block.element]):
        of_table = list(group)
        stop = start + len(of_table)
        if table >= 0 and table not in inside.laid_out and _is_data(of_table, inside):
            found.append(Run(start, stop, MIN_KEPT_SHARE))
        start = stop
    return found


class _Insides:
    """For each element the table, row and cell that it is in, -1 for none; and the tables that are no data."""

    def __init__(self, elements: Elements) -> None:
        self.tables: list[int] = []
        self.rows: list[int] = []
        self.cells: list[int] = []
        self.laid_out: set[int] = set()
        self.tags = elements.tags
        tables, rows, cells = self.tables, self.rows, self.cells
        for index, (tag, parent) in enumerate(zip(elements.tags, elements.parents, strict=True)):
            table, row, cell = (tables[parent], rows[parent], cells[parent]) if parent >= 0 else (-1, -1, -1)
            if tag == "table":
                if table >= 0:
                    self.laid_out.add(table)
                table, row, cell = index, -1, -1
            elif table < 0:
                pass
            elif tag == "tr":
                row = index
            elif tag in ("td", "th"):
                cell = index
            elif tag in _FOREIGN_TAGS:
                self.laid_out.add(table)
            tables.append(table)
            rows.append(row)
            cells.append(cell)
        # For blocks without an element.
        for column in (tables, rows, cells):
            column.append(-1)


def _is_data(blocks: Sequence[Block], inside: _Insides) -> bool:
    """Tell whether the blocks of a table are data, by the size of its cells and the regularity of its rows."""
    chars: Counter[int] = Counter()
    row_of: dict[int, int] = {}
    links = 0
    for block in blocks:
        cell = inside.cells[block.element]
        if cell >= 0:
            chars[cell] += len(block.text)
            row_of[cell] = inside.rows[block.element]
            links += block.link_chars
    widths = Counter(row_of.values())
    headed = any(inside.tags[cell] == "th" for cell in row_of)
    if len(chars) < (MIN_HEADED_CELLS if headed else MIN_CELLS):
        return False
    if len(widths) < (MIN_HEADED_ROWS if headed else MIN_ROWS) or max(widths.values()) < 2:
        return False
    total = sum(chars.values())
    if total > MAX_MEAN_CHARS * len(chars) or max(chars.values()) > MAX_CELL_CHARS or links > MAX_LINK_SHARE * total:
        return False
    return headed or max(Counter(widths.values()).values()) >= MIN_REGULAR_SHARE * len(widths)


def with_whole_tables(case: Case, kept: Kept) -> Kept:
    """Return the decision with each data table whole."""
    return with_whole(case, kept, data_tables(case.measured.document))
