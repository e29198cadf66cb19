"""Lines below the article of a text dump that ask the reader for support, or to follow a channel of the site."""

from __future__ import annotations

from typing import Final

from cleanpage.select.rules.rule import Case, Kept
from cleanpage.words.boilerplate import CHANNEL_KINDS, appeals_in, appeals_to_visitor

MIN_SHARE_ABOVE: Final = 0.6
"""Share of the kept words that stand above such a line."""

MAX_SCORE: Final = 0.8
"""Score from which such a line is of the article."""

MIN_WORDS: Final = 5
MAX_WORDS: Final = 60
"""Words of such a line."""


def are_appeal_lines(case: Case, kept: Kept) -> list[bool]:
    """Return whether each block is kept and asks for support or followers below the article.

    Only cued lines are looked at: what the page is about is no appeal (`measure.lines.line_cues`).
    """
    measured = case.measured
    words, blocks = measured.words, measured.document.blocks
    found = [False] * len(kept)
    total = sum([count for count, keep in zip(words, kept, strict=True) if keep])
    above = 0
    for index, keep in enumerate(kept):
        if not keep:
            continue
        if (
            measured.cues[index] == "newsletter"
            and above >= MIN_SHARE_ABOVE * total
            and case.scores[index] < MAX_SCORE
            and MIN_WORDS <= words[index] <= MAX_WORDS
        ):
            text = blocks[index].text
            found[index] = appeals_to_visitor(text, appeals_in(text, CHANNEL_KINDS, measured.language))
        above += words[index]
    return found
