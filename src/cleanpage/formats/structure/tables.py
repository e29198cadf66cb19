"""Tables: the rows of a `<table>` with what its cells hold, or that it only lays the page out.

The node of a table and the content of the cells that were kept go in. Rows and cells are taken
from the page, so that a cell without text keeps its column; rows of which nothing was kept are
left out. A table that only puts things side by side is none: its content goes where it stood.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from selectolax.lexbor import LexborNode

from cleanpage.formats.tree import (
    Anchor,
    Cell,
    Code,
    Heading,
    Inline,
    Listing,
    Node,
    Paragraph,
    Quote,
    Ruby,
    Span,
    Table,
    Text,
)

Contents: TypeAlias = Mapping[int, tuple[Node, ...]]
"""What the kept cells hold, by the `mem_id` of the cell's node."""

MAX_SPAN: Final = 100
"""Columns or rows of one cell; the HTML standard allows 1000 columns, which is what mistakes have."""

MAX_CELL_WORDS: Final = 60
"""Words of a mean cell above which a table without header cells lays text out in columns; cells of data have few."""

MAX_CELL_BLOCKS: Final = 4
"""Paragraphs and the like of a mean cell above which the same holds."""

_GRID_ROLES: Final = frozenset({"table", "grid", "treegrid"})
_LAYOUT_ROLES: Final = frozenset({"presentation", "none"})


def rows_of(table: LexborNode, contents: Contents) -> tuple[tuple[Cell, ...], ...]:
    """Return the rows of a table that hold something that was kept, with all their cells."""
    rows = []
    for row, in_head in _row_nodes(table):
        nodes = list(_cell_nodes(row))
        if any(contents.get(node.mem_id) for node in nodes):
            rows.append((row, [_cell(node, contents, in_head) for node in nodes]))
    return _with_spans_kept(table, rows)


def is_layout(table: LexborNode, rows: Sequence[Sequence[Cell]], *, captioned: bool) -> bool:
    """Tell whether a table only lays the page out: it has one column or one row, tables within it, or long texts in
    its cells, and nothing says that it is one of data."""
    role = (table.attributes.get("role") or "").strip().lower()
    if role in _LAYOUT_ROLES:
        return True
    columns = max((sum(cell.columns for cell in row) for row in rows), default=0)
    if columns < 2:
        return True
    headed = sum(cell.header and bool(cell.content) for row in rows for cell in row)
    if role in _GRID_ROLES or captioned:
        return False
    filled = [cell for row in rows for cell in row if cell.content]
    if any(isinstance(node, Table) for cell in filled for node in cell.content):
        return headed < 2
    if headed:
        return False
    if len(rows) < 2 or len(filled) < 2:
        return len(filled) < 3
    if any(isinstance(node, Heading) and node.level < 4 for cell in filled for node in cell.content):
        return True
    blocks = sum(len(cell.content) for cell in filled)
    words = sum(count_words(cell.content) for cell in filled)
    return words > MAX_CELL_WORDS * len(filled) or blocks > MAX_CELL_BLOCKS * len(filled)


def laid_out(rows: Sequence[Sequence[Cell]]) -> list[Node]:
    """Return what the cells of a table hold, in their order."""
    return [node for row in rows for cell in row for node in cell.content]


def count_words(nodes: Sequence[Node]) -> int:
    """Return about how many words there are in paragraphs, headings, lists, quotes and code."""
    count = 0
    for node in nodes:
        if isinstance(node, (Paragraph, Heading)):
            count += _inline_words(node.content)
        elif isinstance(node, Listing):
            count += sum(count_words(item.content) for item in node.items)
        elif isinstance(node, Quote):
            count += count_words(node.content)
        elif isinstance(node, Code):
            count += len(node.text.split())
    return count


def _inline_words(content: Sequence[Inline]) -> int:
    count = 0
    for one in content:
        if isinstance(one, Text):
            count += one.text.count(" ") + 1
        elif isinstance(one, (Span, Anchor, Ruby)):
            count += _inline_words(one.content)
    return count


def _row_nodes(table: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """Yield the rows of a table, not those of tables within it, and whether each is in its head."""
    child = table.first_child
    while child is not None:
        tag = child.tag
        if tag == "tr":
            yield child, False
        elif tag in ("thead", "tbody", "tfoot"):
            row = child.first_child
            while row is not None:
                if row.tag == "tr":
                    yield row, tag == "thead"
                row = row.next
        child = child.next


def _cell_nodes(row: LexborNode) -> Iterator[LexborNode]:
    child = row.first_child
    while child is not None:
        if child.tag in ("td", "th"):
            yield child
        child = child.next


def _cell(node: LexborNode, contents: Contents, in_head: bool) -> Cell:
    attributes = node.attributes
    return Cell(
        content=contents.get(node.mem_id, ()),
        header=in_head or node.tag == "th",
        columns=_span(attributes.get("colspan")),
        rows=_span(attributes.get("rowspan")),
    )


def _span(value: str | None) -> int:
    """Return the number of a `colspan` or `rowspan`; 1 for anything else."""
    value = (value or "").strip()
    if not (value.isascii() and value.isdecimal() and len(value) < 5):
        return 1
    return min(max(int(value), 1), MAX_SPAN)


def _with_spans_kept(table: LexborNode, rows: list[tuple[LexborNode, list[Cell]]]) -> tuple[tuple[Cell, ...], ...]:
    """Return rows whose cells reach no further down than the rows that were kept, and no further right than the
    widest row needs."""
    kept = {row.mem_id: number for number, (row, _) in enumerate(rows)}
    # How many of the table's rows from each on are followed by which kept one.
    order = [kept.get(row.mem_id, -1) for row, _ in _row_nodes(table)]
    places = {number: place for place, number in enumerate(order) if number >= 0}
    widths = [sum(cell.columns for cell in cells) for _, cells in rows]
    # A cell that is to reach over all columns is often given more than there are.
    alone = [width for width, (_, cells) in zip(widths, rows, strict=True) if len(cells) > 1]
    widest = max(alone, default=1)
    result = []
    for number, (_, cells) in enumerate(rows):
        place = places[number]
        result.append(
            tuple(
                replace(
                    cell,
                    columns=min(cell.columns, widest) if len(cells) == 1 else cell.columns,
                    rows=1 if cell.rows == 1 else max(1, sum(one >= 0 for one in order[place : place + cell.rows])),
                )
                for cell in cells
            )
        )
    return tuple(result)
