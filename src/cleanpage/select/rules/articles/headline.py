"""The headline of an article, which is its title and no part of its text."""

from __future__ import annotations

from typing import Final

from cleanpage.select.rules.rule import Case, Kept
from cleanpage.select.rules.shared_words import share_in, words_in

HEADLINE_SHARE: Final = 0.9
"""Share of its words that the page's title holds, from which the first heading is the headline."""

MIN_HEADLINE_WORDS: Final = 3


def are_headline(case: Case, kept: Kept) -> list[bool]:
    """Return whether each block is the article's headline: the first kept one, if it is a heading like the title."""
    measured = case.measured
    found = [False] * len(kept)
    first = kept.index(True)
    block = measured.document.blocks[first]
    if block.kind == "heading":
        title = words_in(measured.document.markup.title)
        found[first] = len(words_in(block.text)) >= MIN_HEADLINE_WORDS and share_in(block.text, title) >= HEADLINE_SHARE
    return found
