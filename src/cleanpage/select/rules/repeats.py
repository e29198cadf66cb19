"""Copies of a long text that is kept already: for phones and for screens, or in each slide of a carousel."""

from __future__ import annotations

from typing import Final

from cleanpage.select.rules.rule import Case, Kept

MIN_REPEAT_WORDS: Final = 15
"""Words from which a text is kept once, however often the page has it: for phones and for screens, or in each
slide of a carousel. Shorter lines are a refrain's."""


def are_repeats(case: Case, kept: Kept) -> list[bool]:
    """Return whether each kept block is a later copy of a long text that is kept."""
    seen = set()
    found = []
    for block, words, keep in zip(case.measured.document.blocks, case.measured.words, kept, strict=True):
        is_long = keep and words >= MIN_REPEAT_WORDS
        found.append(is_long and block.text in seen)
        if is_long:
            seen.add(block.text)
    return found
