"""Lines below the article of a text dump that ask the reader to subscribe, to follow a channel or to give support."""

from __future__ import annotations

from typing import Final

from cleanpage.select.rules.rule import Case, Kept

MIN_SHARE_ABOVE: Final = 0.6
"""Share of the kept words that stand above such a line."""

MAX_SCORE: Final = 0.8
"""Score from which such a line is of the article."""

MIN_WORDS: Final = 5
"""Words of such a line; shorter ones may be headings."""


def are_appeal_lines(case: Case, kept: Kept) -> list[bool]:
    """Return whether each block is kept and asks its reader for something below the article.

    `measure.lines.line_cues` has found such lines, in the language of the article and of what stands around it.
    """
    measured = case.measured
    found = [False] * len(kept)
    if "newsletter" not in measured.cues:
        return found
    words = measured.words
    total = sum([count for count, keep in zip(words, kept, strict=True) if keep])
    above = 0
    for index, (keep, cue, count, score) in enumerate(zip(kept, measured.cues, words, case.scores, strict=True)):
        if not keep:
            continue
        is_below = above >= MIN_SHARE_ABOVE * total
        found[index] = cue == "newsletter" and is_below and count >= MIN_WORDS and score < MAX_SCORE
        above += count
    return found
