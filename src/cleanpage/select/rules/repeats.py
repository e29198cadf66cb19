"""Copies of a long text that is kept already: for phones and for screens, or in each slide of a carousel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cleanpage.blocks import Block, Document, Elements
from cleanpage.select.rules.rule import Case, Kept

MIN_REPEAT_WORDS: Final = 15
"""Words from which a text is kept once, however often the page has it: for phones and for screens, or in each
slide of a carousel. Shorter lines are a refrain's."""

MIN_NEAR_WORDS: Final = 200
"""Words from which a text that differs in some of them is a copy too: with another date, or cut short."""

NEAR_SHARE: Final = 0.9
"""Share of its runs of four words that such a text has in common with what is kept above."""

_RUN: Final = 4

_WORD_CHARS: Final = 10
"""Characters of most words, with the space behind."""

MAX_RUNS: Final = 100_000
"""Runs of a page that are remembered, at some 200 bytes each; articles have a few thousand."""


def are_repeats(case: Case, kept: Kept) -> list[bool]:
    """Return whether each kept block is a later copy of a long text that is kept.

    Elements of one shape side by side are no copies: a page may well say the same in each of its paragraphs.
    """
    document, words = case.measured.document, case.measured.words
    blocks, elements = document.blocks, document.elements
    found = [False] * len(kept)
    long = [index for index, keep in enumerate(kept) if keep and words[index] >= MIN_REPEAT_WORDS]
    first: dict[str, int] = {}
    for index in long:
        above = first.setdefault(blocks[index].text, index)
        if above != index:
            block = blocks[index]
            found[index] = block.element < 0 or _place(elements, blocks[above]) != _place(elements, block)
    for index in _near_copies(document, words, kept, long):
        found[index] = True
    return found


_Place = tuple[int, str, str]
"""What elements of one shape side by side have in common: parent, tag and names."""


def _place(elements: Elements, block: Block) -> _Place:
    element = block.element
    if element < 0:
        # Each line of a text dump has a place of its own.
        return -1 - block.line, "", ""
    return elements.parents[element], elements.tags[element], elements.names[element]


def _near_copies(document: Document, words: Sequence[int], kept: Kept, long: Sequence[int]) -> set[int]:
    """Return which of the `long` blocks have MIN_NEAR_WORDS or more, of which nearly all is in kept blocks above.

    There are none in a text dump: its long lines that are alike are the paragraphs of terms and of laws.
    """
    blocks = document.blocks
    candidates = {index for index in long if words[index] >= MIN_NEAR_WORDS and blocks[index].element >= 0}
    found: set[int] = set()
    if not candidates or max(candidates) == kept.index(True):
        return found
    seen: dict[tuple[str, ...], _Place] = {}
    for index in range(max(candidates) + 1):
        if len(seen) > MAX_RUNS:
            break
        if kept[index] and words[index] >= _RUN:
            place = _place(document.elements, blocks[index])
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
    text = text[: MAX_RUNS * _WORD_CHARS]
    pieces: Sequence[str] = text.split()
    if len(pieces) < min(words, MAX_RUNS) / 2:
        pieces = text
    pieces = pieces[:MAX_RUNS]
    return set(zip(*[pieces[start:] for start in range(_RUN)], strict=False))
