"""Lines such as "Read also", with what they lead to."""

from __future__ import annotations

from typing import Final

from cleanpage.select.rules.rule import Case, Kept
from cleanpage.words.lexicon import MAX_CUE_WORDS, cue_of_text

MAX_RELATED_LINKS: Final = 8
"""Blocks of links after a line "read also" that belong to it. With 3 or 30 as many pages gain."""

RELATED_LINK_SHARE: Final = 0.9
"""Share of its characters in links from which such a block is one of the links."""


def are_related_lines(case: Case, kept: Kept) -> list[bool]:
    """Return whether each block is a line such as "Read also: …" within the text, or one of the links right after.

    Where the line is dropped anyhow, what was kept of its links goes too.
    """
    measured = case.measured
    blocks = measured.document.blocks
    is_link = [block.link_chars >= RELATED_LINK_SHARE * len(block.text) for block in blocks]
    found = []
    links = 0
    rows = zip(blocks, measured.words, measured.cues, kept, is_link, [*is_link[1:], False], strict=True)
    for block, words, cue, keep, link, next_link in rows:
        if block.element >= 0:
            # The cue was that of the names around it. To look for its words takes time.
            cue = cue_of_text(block.text, words) if keep or links or (next_link and not link) else ""
        if cue == "related" and words <= MAX_CUE_WORDS:
            links = MAX_RELATED_LINKS
            found.append(True)
        elif links and link:
            links -= 1
            found.append(True)
        else:
            links = 0
            found.append(False)
    return found


MAX_HEADING_WORDS: Final = 12
"""Words of a line such as "Read also" or "More from this author"."""

MAX_RELATED_LINES: Final = 20
"""Lines below it that can belong to it. Tried 4 to 40: the more the better, to 20."""

HEADING_SCORE: Final = 0.3
"""Score under which such a line is surely no heading of the article's own."""

RELATED_SCORE: Final = 0.6
"""Score under which they do. At .7 standfirsts and short paragraphs are lost."""

RESUMING_SCORE: Final = 0.7

RESUMING_WORDS: Final = 15
"""Score and words of the line with which the article goes on."""


def are_below_related(case: Case, kept: Kept) -> list[bool]:
    """Return whether each block is doubtful and below a line such as "Read also", before the article goes on."""
    measured = case.measured
    found = []
    left = 0
    for count, cue, score, keep in zip(measured.words, measured.cues, case.scores, kept, strict=True):
        is_heading = cue == "related" and count <= MAX_HEADING_WORDS and score < HEADING_SCORE and not keep
        if is_heading:
            left = MAX_RELATED_LINES + 1
        elif score >= RESUMING_SCORE and count >= RESUMING_WORDS:
            left = 0
        found.append(left > 0 and not is_heading and score < RELATED_SCORE)
        left -= left > 0
    return found
