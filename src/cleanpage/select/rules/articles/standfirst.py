"""The standfirst of a news article: the line between its headline and its text, which is also its description."""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from cleanpage.select.rules.rule import Case, Kept
from cleanpage.select.rules.shared_words import share_in, words_in

MAX_STANDFIRST_BLOCKS: Final = 40
"""Blocks above the first kept one among which the standfirst is: byline, buttons and captions can be between."""

MIN_STANDFIRST_WORDS: Final = 8

STANDFIRST_SHARE: Final = 0.8
"""Share of its words that the page's description holds, from which a block is the standfirst. Tried .6 to .9."""

MAX_STANDFIRST_LINKS: Final = 0.3
"""Share of its characters in links up to which a block can be it."""


def find_standfirst(case: Case, kept: Kept, dropped: Container[int]) -> int:
    """Return the index of the standfirst above the first kept block; -1 if there is none.

    Blocks in `dropped` stay so. Other kinds of article repeat their first sentence or an advertising line there.
    """
    measured = case.measured
    markup = measured.document.markup
    if True not in kept or not measured.declares_news:
        return -1
    first = kept.index(True)
    described = {word for key, value in markup.metas if "description" in key for word in words_in(value)}
    title = words_in(markup.title)
    for index in range(max(0, first - MAX_STANDFIRST_BLOCKS), first):
        block = measured.document.blocks[index]
        if (
            measured.words[index] >= MIN_STANDFIRST_WORDS
            and index not in dropped
            and block.kind != "caption"
            and block.link_chars <= MAX_STANDFIRST_LINKS * len(block.text)
            and share_in(block.text, described) >= STANDFIRST_SHARE
            and share_in(block.text, title) < STANDFIRST_SHARE
        ):
            return index
    return -1
