"""What stands below an article: doubtful text outside of its element, and headings at its end.

The rules ask where a block stands, which the scores know too little about: a paragraph of the next story
reads like one of this story.
"""

from __future__ import annotations

import re
from operator import and_
from typing import Final

from cleanpage.blocks import Elements
from cleanpage.select.rules.rule import Case, Kept

CORE_SHARE: Final = 0.7
"""Share of the likely content that the core holds: the smallest element with it. Tried .6 to .9."""

LIKELY_SCORE: Final = 0.5
"""Score from which a kept block counts for the core, its words by how far the score is above it: a long tail of
doubtful blocks makes no core. Tried .5 to .8."""

MIN_CORE_WORDS: Final = 100
"""Words of likely content from which there is a core: a short text can stand beside longer lists."""

BELOW_SCORE: Final = 0.7
"""Score under which a kept block below the core and outside of it is dropped. Tried .6 to .9."""

TEXT_TAGS: Final = frozenset({"p", "blockquote", "pre"})
"""Elements that hold a text and are no core: a long one can be most of an article that goes on below it."""

_NO_DIGITS: Final = dict.fromkeys(b"0123456789")

ITEM_KINDS: Final = frozenset({"list_item", "cell"})
"""Kinds of blocks that a list or table of the article's own can hold."""


def are_below(case: Case, kept: Kept) -> list[bool]:
    """Return whether each block is doubtful and below the last kept one in the core, the element of the article.

    An article can be in several containers, of which the first is the core: a likely block stays if the element around
    it has the shape of one around blocks of the core. Items without links are spared: the ingredients below the steps
    of a recipe are no list of other articles.
    """
    measured, scores = case.measured, case.scores
    elements, blocks = measured.document.elements, measured.document.blocks
    held = [0.0] * len(elements)
    likely = 0
    for block, words, keep, score in zip(blocks, measured.words, kept, scores, strict=True):
        if keep and elements and score > LIKELY_SCORE:
            held[block.element] += words * (score - LIKELY_SCORE)
            likely += words
    for index in range(len(elements) - 1, 0, -1):
        held[elements.parents[index]] += held[index]
    if likely < MIN_CORE_WORDS:
        return [False] * len(kept)
    # More than half is on one path, and its deepest element comes last in the page.
    core = max([index for index, words in enumerate(held) if words >= CORE_SHARE * held[0]])
    while core and elements.tags[core] in TEXT_TAGS:
        core = elements.parents[core]
    inside = _inside(elements, core)
    last = max([index for index, keep in enumerate(kept) if keep and inside[blocks[index].element]])
    doubtful = [
        index > last and score < BELOW_SCORE and not (block.kind in ITEM_KINDS and not block.link_chars)
        for index, (block, score) in enumerate(zip(blocks, scores, strict=True))
    ]
    if not any(map(and_, doubtful, kept)):
        return doubtful
    likely_kept = [keep and score > LIKELY_SCORE for keep, score in zip(kept, scores, strict=True)]
    shapes = {
        _parent_shape(elements, block.element)
        for block, is_likely in zip(blocks[: last + 1], likely_kept, strict=False)
        if is_likely and inside[max(0, elements.parents[block.element])]
    }
    return [
        is_below and not (is_likely and _parent_shape(elements, block.element) in shapes)
        for is_below, is_likely, block in zip(doubtful, likely_kept, blocks, strict=True)
    ]


def _parent_shape(elements: Elements, element: int) -> tuple[str, str, str]:
    """Return tag and names, but for their numbers, of the element around one, and the tag around that.

    The names of a section are its own, and its neighbours have others.
    """
    parent = max(0, elements.parents[element])
    tag = elements.tags[parent]
    names = "" if tag == "section" else elements.names[parent].translate(_NO_DIGITS)
    return tag, names, elements.tags[max(0, elements.parents[parent])]


def _inside(elements: Elements, outer: int) -> list[bool]:
    """Return for each element whether it is `outer` or in it."""
    inside = [False] * len(elements)
    inside[outer] = True
    for index in range(outer + 1, len(elements)):
        inside[index] = inside[elements.parents[index]]
    return inside


MIN_TRAILED_BLOCKS: Final = 3
"""Kept blocks that are left when headings at the end are dropped."""


_NUMBERED: Final = re.compile(r"\W{0,3}\d{1,3}\s?[.):]")
"""The beginning of a heading with a number."""


def are_trailing_headings(case: Case, kept: Kept) -> list[bool]:
    """Return whether each block comes after the last kept one that is no heading.

    Numbered headings are a list, if there are several: each of them says something without any text below it.
    """
    blocks = case.measured.document.blocks
    left = [index for index, keep in enumerate(kept) if keep]
    numbered = [index for index in left if blocks[index].kind == "heading" and _NUMBERED.match(blocks[index].text)]
    last_of_list = numbered[-1] if len(numbered) > 1 else -1
    while len(left) > MIN_TRAILED_BLOCKS and blocks[left[-1]].kind == "heading" and left[-1] != last_of_list:
        left.pop()
    end = left[-1] + 1 if left else len(kept)
    return [index >= end for index in range(len(kept))]
