"""The next article: some pages add another one as the reader scrolls."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from cleanpage.blocks import Block, Document, Elements, Measured
from cleanpage.select.rules.rule import Case, Kept
from cleanpage.select.rules.shared_words import share_in, words_in

MIN_ARTICLE_WORDS: Final = 100
"""Kept words of each of two articles. With 50 the same pages change."""

MIN_H1_WORDS: Final = 3
"""Words from which an `<h1>` is a headline, and not the name of a section."""

OWN_H1_SHARE: Final = 0.6
"""Share of its words that the page's title holds, from which an `<h1>` is the article's headline."""

NEXT_H1_SHARE: Final = 0.5
"""The same share, under which it is the headline of another article."""


def are_in_next_articles(case: Case, kept: Kept) -> list[bool]:
    """Return whether each block comes after the headline of the next article: some pages add articles as one scrolls.

    That is an `<h1>` unlike the title, in another branch of the page than the one like the title,
    and each branch holds MIN_ARTICLE_WORDS of kept text. An `<h1>` between the paragraphs of an
    article is in its branch.
    """
    measured = case.measured
    document = measured.document
    title = words_in(document.markup.title)
    headlines = [
        (index, share_in(block.text, title))
        for index, (block, words) in enumerate(zip(document.blocks, measured.words, strict=True))
        if words >= MIN_H1_WORDS and _is_h1(document, block)
    ]
    own = next((index for index, share in headlines if share >= OWN_H1_SHARE), len(kept))
    others = [index for index, share in headlines if index > own and share < NEXT_H1_SHARE]
    end = _next_headline(measured, kept, own, others) if others else len(kept)
    return [index >= end for index in range(len(kept))]


def _next_headline(measured: Measured, kept: Kept, own: int, others: Sequence[int]) -> int:
    """Return the first of the other headlines that begins an article, as `own` does; the number of blocks if none."""
    document = measured.document
    meets, branches = _branches(document.elements, document.blocks[own].element)
    by_meet = [0] * (max(meets) + 1)
    by_branch = [0] * len(meets)
    for block, words, keep in zip(document.blocks[own:], measured.words[own:], kept[own:], strict=True):
        if keep:
            by_meet[meets[block.element]] += words
            by_branch[branches[block.element]] += words
    below = [0, *accumulate(by_meet)]
    for index in others:
        element = document.blocks[index].element
        if below[meets[element]] >= MIN_ARTICLE_WORDS <= by_branch[branches[element]]:
            return index
    return len(kept)


def _is_h1(document: Document, block: Block) -> bool:
    """Return whether a block's element, or the one around it, is an `<h1>`."""
    tags, parents = document.elements.tags, document.elements.parents
    return block.element >= 0 and "h1" in (tags[block.element], tags[max(0, parents[block.element])])


def _branches(elements: Elements, element: int) -> tuple[list[int], list[int]]:
    """Return where each element meets the path from `element` up to the root, and by which branch.

    0 is `element` itself. A branch is the element right below the path; elements on the path are their own.
    """
    on_path: dict[int, int] = {}
    while element >= 0:
        on_path[element] = len(on_path)
        element = elements.parents[element]
    meets: list[int] = []
    branches: list[int] = []
    for index, parent in enumerate(elements.parents):
        if index in on_path:
            meets.append(on_path[index])
            branches.append(index)
        else:
            meets.append(meets[parent])
            branches.append(index if parent in on_path else branches[parent])
    return meets, branches
