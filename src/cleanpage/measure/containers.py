"""What each element holds: words, links, prose, and the votes for the best container.

Elements and the numbers of their blocks go in; sums over each element and all in it come out, and shares made of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from cleanpage.blocks import Elements
from cleanpage.measure.context import PROSE_LINK_DENSITY

MIN_PARAGRAPH_WORDS: Final = 8
"""Words from which a block speaks for its container; Readability asks for 25 characters."""


class Boxes(NamedTuple):
    """What is inside each element, itself and those in it: a column each."""

    words: list[float]
    chars: list[float]
    link_chars: list[float]
    prose_words: list[float]
    votes: list[float]
    """Readability's votes of the paragraphs in it: one point, one for each comma, up to three for length; whole
    to the container, half to the one around it."""


def sum_boxes(
    parents: Sequence[int],
    own: Sequence[int],
    words: Sequence[int],
    chars: Sequence[float],
    links: Sequence[int],
    prose: Sequence[bool],
    commas: Sequence[float],
) -> Boxes:
    """Return the boxes of all elements; `own` is the element of each block."""
    words_in, chars_in, links_in, prose_in, votes = boxes = Boxes(*[[0.0] * len(parents) for _ in range(5)])
    columns = zip(own, words, chars, links, prose, commas, strict=True)
    for index, count, length, linked, is_prose, block_commas in columns:
        words_in[index] += count
        chars_in[index] += length
        links_in[index] += linked
        if is_prose:
            prose_in[index] += count
        if count >= MIN_PARAGRAPH_WORDS and linked < PROSE_LINK_DENSITY * length:
            vote = 1 + block_commas + min(3.0, count / 20)
            parent = parents[index]
            votes[parent] += vote
            votes[parents[parent]] += vote / 2
    for index in range(len(parents) - 1, 0, -1):
        count = words_in[index]
        if count:
            parent = parents[index]
            words_in[parent] += count
            chars_in[parent] += chars_in[index]
            links_in[parent] += links_in[index]
            prose_in[parent] += prose_in[index]
    return boxes


def box_shares(boxes: Boxes) -> tuple[list[float], list[float], list[float]]:
    """Return each element's words of the page's words, its characters in links and its words of prose, as shares."""
    words = boxes.words
    total = words[0] or 1
    return (
        [count / total for count in words],
        [links / chars if chars else 0.0 for links, chars in zip(boxes.link_chars, boxes.chars, strict=True)],
        [prose / count if count else 0.0 for prose, count in zip(boxes.prose_words, words, strict=True)],
    )


def best_box(elements: Elements, boxes: Boxes) -> tuple[list[int], int]:
    """Return how many levels up from the best container each element first meets it, and its index.

    The best container has most votes after a deduction for links, as in Readability; 0
    levels means inside it.
    """
    columns = zip(boxes.votes, boxes.link_chars, boxes.chars, strict=True)
    scores = [vote * (1 - links / chars) if vote and chars else 0.0 for vote, links, chars in columns]
    best = scores.index(max(scores))
    above: dict[int, int] = {}
    index = best
    while index >= 0:
        above[index] = len(above)
        index = elements.parents[index]
    steps: list[int] = []
    for index, parent in enumerate(elements.parents):
        steps.append(above[index] if index in above else steps[parent])
    return steps, best


def article_shares(elements: Elements, shares: Sequence[float]) -> list[float]:
    """Return for each element which share of the page's words its `<article>` holds; -1 outside of any."""
    if "article" not in elements.tags:
        return [-1.0] * len(elements)
    found: list[float] = []
    for tag, parent, share in zip(elements.tags, elements.parents, shares, strict=True):
        found.append(share if tag == "article" else found[parent] if parent >= 0 else -1.0)
    return found
