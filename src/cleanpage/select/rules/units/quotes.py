"""Quotations in posts: what stands between two paragraphs of one belongs to them, however little it says.

A page and what is kept of it go in; the decision with whole quotations comes out.
"""

from __future__ import annotations

from typing import Final

from cleanpage.blocks import Document
from cleanpage.select.rules.rule import Case, Kept
from cleanpage.select.rules.units.wholes import Run, is_between, with_whole

QUOTE_SHARE: Final = 0.5
"""Share of the words of a quotation from which it is kept whole."""

MAX_SOURCE_CHARS: Final = 40
"""Characters of a line such as "Ada wrote:" above a quotation."""

PULLED_BLOCKS: Final = 30
"""Blocks before and after a quotation in which its sentence is looked for."""


def quotations(document: Document) -> list[Run]:
    """Return each run of blocks that are quoted, with the line before it that says of whom."""
    blocks = document.blocks
    found = []
    start = -1
    for index, block in enumerate(blocks):
        if block.kind != "quote":
            if start >= 0:
                found.append(Run(start, index, QUOTE_SHARE))
            start = -1
        elif start < 0:
            names = index > 0 and blocks[index - 1].text.endswith(":")
            start = index - (names and len(blocks[index - 1].text) <= MAX_SOURCE_CHARS)
    if start >= 0:
        found.append(Run(start, len(blocks), QUOTE_SHARE))
    return found


def with_whole_quotes(case: Case, kept: Kept) -> Kept:
    """Return the decision with each quotation whole, but for those that repeat a sentence of the text around them.

    What another post said is said again on purpose: quotations that are copies are kept too (harvest-forum-dev +.009).
    Those of articles stay as they are: there they are pull quotes more often than quotations.
    """
    document = case.measured.document
    if case.measured.declares_article:
        return kept
    return with_whole(case, kept, [run for run in quotations(document) if not _is_pulled(document, kept, run)])


def _is_pulled(document: Document, kept: Kept, run: Run) -> bool:
    """Tell whether a paragraph of the same parent says all that a quotation between two of them says."""
    if not is_between(document, kept, run.start, run.stop):
        return False
    blocks, parents = document.blocks, document.elements.parents
    parent = parents[blocks[run.stop].element]
    said = " ".join([block.text for block in blocks[run.start : run.stop]]).strip("\"'“”„‘’«» .").lower()
    near = blocks[max(0, run.start - PULLED_BLOCKS) : run.stop + PULLED_BLOCKS]
    return any(
        said in block.text.lower() for block in near if block.kind == "paragraph" and parents[block.element] == parent
    )
