"""Decide a run of blocks as one.

The runs of a page and what is kept of it go in, the decision with each run whole comes out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from cleanpage.blocks import Document
from cleanpage.select.rules.rule import Case, Kept

MIN_AMID_WORDS: Final = 10
"""Words of the kept blocks right before and right after a run, from which it stands amid the text and is kept whole.
With 4 one set more loses."""


class Run(NamedTuple):
    """Blocks that are kept or dropped together."""

    start: int
    """Index of the first block."""
    stop: int
    """Index of the block after the last one."""
    share: float
    """Share of its words from which the whole run is kept."""


def whole_blocks(document: Document, run: Run) -> list[int]:
    """Return the blocks of a run that are decided together: all but buttons and labels."""
    return [index for index in range(run.start, run.stop) if document.blocks[index].kind != "control"]


def with_whole(case: Case, kept: Kept, runs: Iterable[Run]) -> Kept:
    """Return the decision with each run whole: one amid the text is kept, others by the share of them that is.

    It is amid the text between two kept paragraphs of some length, or of one parent however short they are.

    Buttons and labels are kept only where they are and the run is.
    """
    words = case.measured.words
    decided = list(kept)
    for run in runs:
        start, stop, share = run
        of_run = kept[start:stop]
        if False not in of_run:
            continue
        amid = is_amid(words, kept, start, stop) or is_between(case.measured.document, kept, start, stop)
        if True not in of_run and not amid:
            continue
        held = sum([count for count, keep in zip(words[start:stop], of_run, strict=True) if keep])
        is_kept = amid or held >= share * sum(words[start:stop])
        decided[start:stop] = [keep and is_kept for keep in of_run]
        for index in whole_blocks(case.measured.document, run):
            decided[index] = is_kept
    return tuple(decided)


def is_amid(words: tuple[int, ...], kept: Kept, start: int, stop: int) -> bool:
    """Tell whether the blocks from `start` to before `stop` stand between two kept paragraphs."""
    before, after = start - 1, stop
    return (
        before >= 0
        and after < len(kept)
        and kept[before]
        and kept[after]
        and words[before] >= MIN_AMID_WORDS <= words[after]
    )


def is_between(document: Document, kept: Kept, start: int, stop: int) -> bool:
    """Tell whether the blocks from `start` to before `stop` stand between two kept paragraphs of one parent."""
    if not (start > 0 and stop < len(kept) and kept[start - 1] and kept[stop]):
        return False
    before, after = document.blocks[start - 1], document.blocks[stop]
    parents = document.elements.parents
    return before.kind == after.kind == "paragraph" and parents[before.element] == parents[after.element]
