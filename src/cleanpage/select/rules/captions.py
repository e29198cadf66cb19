"""Captions and credits of an article's pictures, which an option keeps."""

from __future__ import annotations

from typing import Final

from cleanpage.blocks import Measured
from cleanpage.select.rules.rule import Case, Kept
from cleanpage.words.lexicon import cue_of_text

_CAPTION_KINDS: Final = frozenset({"caption", "paragraph", "list_item"})
"""Kinds of a figure's caption. The `<caption>` of a table is none: it is the table's first line."""


def are_captions(case: Case, kept: Kept) -> list[bool]:
    """Return whether each kept block is a caption: by its element, its names or its words."""
    return [keep and is_caption(case.measured, index) for index, keep in enumerate(kept)]


def is_caption(measured: Measured, index: int) -> bool:
    """Return whether a block is a caption or a credit."""
    document = measured.document
    block = document.blocks[index]
    if block.kind not in _CAPTION_KINDS or (block.element >= 0 and document.elements.tags[block.element] == "caption"):
        return False
    return (
        block.kind == "caption"
        or measured.cues[index] == "caption"
        # On a line of a text dump the cue is that of its words.
        or (block.element >= 0 and cue_of_text(block.text, measured.words[index]) == "caption")
    )


def with_captions(case: Case, kept: Kept) -> Kept:
    """Return the decision with the captions from right before the first kept block to right after the last."""
    first = kept.index(True)
    last = len(kept) - 1 - kept[::-1].index(True)
    while first > 0 and is_caption(case.measured, first - 1):
        first -= 1
    while last + 1 < len(kept) and is_caption(case.measured, last + 1):
        last += 1
    return tuple(
        [keep or (first <= index <= last and is_caption(case.measured, index)) for index, keep in enumerate(kept)]
    )
