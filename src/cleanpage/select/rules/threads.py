"""Tell a thread of a forum from an article with comments, where the page declares itself an article.

A page with its scores and what is kept of it go in. A thread is known by the names of the elements that hold its text
outside of what is named after comments: the first post, or all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cleanpage.blocks import Elements
from cleanpage.select.rules.rule import Case, Kept
from cleanpage.words.lexicon import name_tokens

_THREAD_TOKENS: Final = frozenset(
    ("forum", "forums", "thread", "threads", "threadview", "bbp", "bbpress", "phpbb", "vbulletin", "xenforo")
)
"""Name tokens of a thread's elements. "topic" is none: news names its subjects so."""

THREAD_SHARE: Final = 0.5
"""Share of the text outside of comments that such an element holds."""


def is_thread(case: Case, kept: Kept, beside: Sequence[bool]) -> bool:
    """Return whether the elements of what is kept, and not `beside` it in comments, are named after a thread."""
    measured = case.measured
    elements = measured.document.elements
    held = [0] * len(elements)
    for block, words, keep, other in zip(measured.document.blocks, measured.words, kept, beside, strict=True):
        if keep and not other:
            held[block.element] += words
    return _names_thread(elements, held)


def _names_thread(elements: Elements, held: list[int]) -> bool:
    for index in range(len(elements) - 1, 0, -1):
        held[elements.parents[index]] += held[index]
    return any(
        words and words >= THREAD_SHARE * held[0] and not _THREAD_TOKENS.isdisjoint(name_tokens(names))
        for words, names in zip(held, elements.names, strict=True)
    )
