"""Copies of a long text that is kept already: for phones and for screens, or in each slide of a carousel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cleanpage.blocks import Block, Elements
from cleanpage.select.rules.rule import Case, Kept

MIN_REPEAT_WORDS: Final = 15
"""Words from which a text is kept once, however often the page has it: for phones and for screens, or in each
slide of a carousel. Shorter lines are a refrain's."""

MIN_NEAR_WORDS: Final = 200
"""Words from which a text that differs in some of them is a copy too: with another date, or cut short."""

NEAR_SHARE: Final = 0.9
"""Share of its runs of four words that such a text has in common with what is kept above."""

_RUN: Final = 4

MAX_RUNS: Final = 100_000
"""Runs of a page that are remembered, at some 200 bytes each; articles have a few thousand."""


def are_repeats(case: Case, kept: Kept) -> list[bool]:
    """Return whether each kept block is a later copy of a long text that is kept.

    Elements of one shape side by side are no copies: a page may well say the same in each of its paragraphs.
    """
    document, words = case.measured.document, case.measured.words
    places = [_place(document.elements, block) for block in document.blocks]
    near = _near_copies(document.blocks, words, places, kept)
    first: dict[str, _Place] = {}
    found = []
    for index, (block, place) in enumerate(zip(document.blocks, places, strict=True)):
        is_long = kept[index] and words[index] >= MIN_REPEAT_WORDS
        if is_long and block.text in first:
            found.append(block.element < 0 or first[block.text] != place)
        else:
            found.append(index in near)
            if is_long:
                first[block.text] = place
    return found


_Place = tuple[int, str, str]
"""What elements of one shape side by side have in common: parent, tag and names."""


def _place(elements: Elements, block: Block) -> _Place:
    element = block.element
    if element < 0:
        # Each line of a text dump has a place of its own.
        return -1 - block.line, "", ""
    return elements.parents[element], elements.tags[element], elements.names[element]


def _near_copies(blocks: Sequence[Block], words: Sequence[int], places: Sequence[_Place], kept: Kept) -> set[int]:
    """Return the indices of kept blocks of MIN_NEAR_WORDS or more of which nearly all is in kept blocks above.

    There are none in a text dump: its long lines that are alike are the paragraphs of terms and of laws.
    """
    long = [
        index
        for index, (keep, count, block) in enumerate(zip(kept, words, blocks, strict=True))
        if keep and count >= MIN_NEAR_WORDS and block.element >= 0
    ]
    found: set[int] = set()
    if not long or long[-1] == kept.index(True):
        return found
    candidates = set(long)
    seen: dict[tuple[str, ...], _Place] = {}
    for index in range(long[-1] + 1):
        if len(seen) > MAX_RUNS:
            break
        if kept[index] and words[index] >= _RUN:
            place = places[index]
            runs = _runs(blocks[index].text, words[index])
            if index in candidates:
                known = sum(1 for run in runs if seen.get(run, place) != place)
                if known >= NEAR_SHARE * len(runs) > 0:
                    found.add(index)
            for run in runs:
                seen.setdefault(run, place)
    return found


def _runs(text: str, words: int) -> set[tuple[str, ...]]:
    """Return the runs of words in a text, of characters where its words are not divided by spaces."""
    pieces: Sequence[str] = text.split()
    if len(pieces) < words / 2:
        pieces = text
    pieces = pieces[:MAX_RUNS]
    return set(zip(*[pieces[start:] for start in range(_RUN)], strict=False))
