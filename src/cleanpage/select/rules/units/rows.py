"""Lists of names and values: what is a table in all but its tags.

A page goes in, its runs of short items come out; and with what is kept of it, the decision with whole runs.
"""

from __future__ import annotations

from itertools import groupby
from typing import Final

from cleanpage.blocks import Document
from cleanpage.select.rules.rule import Case, Kept
from cleanpage.select.rules.units.wholes import Run, with_whole

MIN_ROWS: Final = 3
"""Items of such a list."""

MAX_ROW_CHARS: Final = 80
"""Characters of an item; in longer ones stands text, of which each item is judged for itself."""

ROWS_SHARE: Final = 0.34
"""Share of its words from which it is kept whole. Tried .34 and .5; the same of rows of other elements loses."""


def rows_alike(document: Document) -> list[Run]:
    """Return the runs of short items without links that have one parent and are written alike."""
    elements, blocks = document.elements, document.blocks
    tags, names, parents = elements.tags, elements.names, elements.parents

    def shape(index: int) -> tuple[str, str, int] | None:
        block = blocks[index]
        if block.kind != "list_item" or block.link_chars or len(block.text) > MAX_ROW_CHARS:
            return None
        return tags[block.element], names[block.element], parents[block.element]

    found = []
    for key, run in groupby(range(len(blocks)), shape):
        rows = list(run)
        if key is not None and len(rows) >= MIN_ROWS:
            found.append(Run(rows[0], rows[-1] + 1, ROWS_SHARE))
    return found


def with_whole_rows(case: Case, kept: Kept) -> Kept:
    """Return the decision with each such list whole."""
    return with_whole(case, kept, rows_alike(case.measured.document))
