"""Headings go with what they head: none stays without text under it, none amid the text goes.

A page and what is kept of it go in, the decision with such headings comes out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cleanpage.blocks import Document
from cleanpage.select.rules.rule import Case, Kept
from cleanpage.select.rules.units.wholes import MIN_AMID_WORDS, is_amid
from cleanpage.words.lexicon import cue_of_text

MAX_EMPTY_SCORE: Final = 0.5
"""Score from which a heading stays without text under it. Tried .4 to 1."""

MAX_EMPTY_SHARE: Final = 0.2
"""Share of the kept words that headings without text must not reach, or they are what the page is. Tried .02 to .4:
with more, pages that are lists of products lose their names."""

MAX_HEADING_WORDS: Final = 20
"""Words of a heading amid the text; longer ones are text."""

_LEVELS: Final = {f"h{level}": level for level in range(1, 7)}

_LEVELS_AROUND: Final = 3
"""Elements from a block's own outwards among which its heading is."""


def with_headings(case: Case, kept: Kept) -> Kept:
    """Return the decision without headings that have no text under them, and with those that stand amid the text."""
    measured = case.measured
    words, blocks = measured.words, measured.document.blocks
    decided = list(kept)
    headings = [index for index, block in enumerate(blocks) if block.kind == "heading"]
    if empty := _empty_headings(case, kept, headings):
        total = sum([count for count, keep in zip(words, kept, strict=True) if keep])
        if sum([words[index] for index in empty]) < MAX_EMPTY_SHARE * total:
            for index in empty:
                decided[index] = False
    for index in headings:
        block = blocks[index]
        if (
            not kept[index]
            and words[index] <= MAX_HEADING_WORDS
            # "Read also" and the like head no text of this article.
            and not cue_of_text(block.text, words[index])
            and (
                (is_amid(words, kept, index, index + 1) and not measured.cues[index])
                or _heads_paragraph(measured.document, words, kept, index)
            )
        ):
            decided[index] = True
    return tuple(decided)


def _heads_paragraph(document: Document, words: Sequence[int], kept: Kept, index: int) -> bool:
    """Tell whether a heading stands right above a kept paragraph of its parent, and below something kept."""
    blocks, parents = document.blocks, document.elements.parents
    under = index + 1
    return (
        index > 0
        and under < len(blocks)
        and kept[index - 1]
        and kept[under]
        and words[under] >= MIN_AMID_WORDS
        and blocks[under].kind == "paragraph"
        and parents[blocks[under].element] == parents[blocks[index].element]
    )


def _empty_headings(case: Case, kept: Kept, headings: Sequence[int]) -> list[int]:
    """Return the kept doubtful headings with nothing kept up to the next heading of their level or a higher one.

    An `<h1>` is none: it may be all that is kept above the text of a page.
    """
    document = case.measured.document
    found = []
    # For each level, whether text is kept before the next heading of that level or a higher one.
    has_text = [False] * 7
    stop = len(kept)
    for index in reversed(headings):
        if True in kept[index + 1 : stop]:
            has_text = [True] * 7
        stop = index
        level = _level(document, document.blocks[index].element)
        if level:
            if kept[index] and level > 1 and not has_text[level] and case.scores[index] < MAX_EMPTY_SCORE:
                found.append(index)
            has_text[level:] = [False] * (7 - level)
    return found


def _level(document: Document, element: int) -> int:
    """Return the level of the heading that an element is or is in, 1 to 6; 0 if there is none close by."""
    elements = document.elements
    for _ in range(_LEVELS_AROUND):
        if element < 0:
            break
        if elements.tags[element] in _LEVELS:
            return _LEVELS[elements.tags[element]]
        element = elements.parents[element]
    return 0
