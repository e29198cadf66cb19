"""What stands with a thing and is judged by it: a quotation's source, a question that opens its answer, a line below a
listing.

A page and what is kept of it go in; the decision with these companions comes out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cleanpage.blocks import Elements
from cleanpage.select.rules.rule import Case, Kept
from cleanpage.words.boilerplate import YES_WORDS, is_label
from cleanpage.words.lexicon import cue_of_text

MAX_SOURCE_WORDS: Final = 25
"""Words of a line that says of whom a quotation is."""

SOURCE_LEVELS: Final = 4
"""Elements from such a line outwards among which the quotation's is."""

MIN_QUESTION_WORDS: Final = 2
MAX_QUESTION_WORDS: Final = 30
"""Words of a question on a button."""

QUESTION_MARKS: Final = ("?", "？", "؟", ";", "՞")
"""The Greek one is a semicolon."""

MIN_LINE_WORDS: Final = 4
LINE_ENDS: Final = (".", "!", "?", ":", "…", "。", "！", "？", "।", "۔")
"""Words and ends of a sentence below a listing."""

_SOURCE_TAGS: Final = frozenset({"cite", "footer", "figcaption"})
_SOURCE_NAMES = re.compile(r"cite|citation|source|attribution|quote-?_*author|author", re.I)

_QUESTION_NAMES = re.compile(r"accordi|faq|question|toggle|collaps|expand|disclos", re.I)
"""Names of what opens an answer."""


def with_sources(case: Case, kept: Kept) -> Kept:
    """Return the decision with the source of each kept quotation: a line in the same `<blockquote>` or `<figure>`."""
    document, words = case.measured.document, case.measured.words
    blocks, elements = document.blocks, document.elements
    decided = list(kept)
    for index, block in enumerate(blocks):
        if (
            index
            and not kept[index]
            and decided[index - 1]
            and block.kind != "control"
            and words[index] <= MAX_SOURCE_WORDS
            and (quote := _quote_around(elements, block.element)) >= 0
            and _is_source(elements, block.element, quote)
            and _is_inside(elements, blocks[index - 1].element, quote)
        ):
            decided[index] = True
    return tuple(decided)


def _outwards(elements: Elements, index: int, levels: int) -> Iterator[int]:
    while index >= 0 and levels:
        yield index
        index = elements.parents[index]
        levels -= 1


def _quote_around(elements: Elements, index: int) -> int:
    """Return the quotation that an element is in: a `<blockquote>`, or a `<figure>` with one; -1 for none."""
    for outer in _outwards(elements, index, SOURCE_LEVELS):
        if elements.tags[outer] == "blockquote":
            return outer
        if elements.tags[outer] == "figure":
            return outer if "blockquote" in elements.tags[outer + 1 : index + 1] else -1
    return -1


def _is_source(elements: Elements, index: int, quote: int) -> bool:
    for outer in _outwards(elements, index, SOURCE_LEVELS):
        if outer == quote:
            return False
        if elements.tags[outer] in _SOURCE_TAGS or _SOURCE_NAMES.search(elements.names[outer]):
            return True
    return False


def _is_inside(elements: Elements, index: int, outer: int) -> bool:
    return outer in _outwards(elements, index, 2 * SOURCE_LEVELS)


def with_questions(case: Case, kept: Kept) -> Kept:
    """Return the decision with the questions on buttons right above a kept answer."""
    measured = case.measured
    blocks, elements = measured.document.blocks, measured.document.elements
    decided = list(kept)
    for index in range(len(blocks) - 1):
        block, count = blocks[index], measured.words[index]
        if (
            block.kind == "control"
            and not kept[index]
            and kept[index + 1]
            and blocks[index + 1].kind != "control"
            and MIN_QUESTION_WORDS <= count <= MAX_QUESTION_WORDS
            and not is_label(block.text)
            and block.text.lower() not in YES_WORDS
            and not cue_of_text(block.text, count)
            and (
                block.text.endswith(QUESTION_MARKS)
                or (
                    not measured.declares_article
                    and any(_QUESTION_NAMES.search(elements.names[it]) for it in _outwards(elements, block.element, 2))
                )
            )
        ):
            decided[index] = True
    return tuple(decided)


def with_lines_below(case: Case, kept: Kept) -> Kept:
    """Return the decision with each sentence right below a kept listing or table that stands among kept paragraphs."""
    measured = case.measured
    blocks, parents = measured.document.blocks, measured.document.elements.parents
    decided = list(kept)
    around: set[int] | None = None
    for index in range(1, len(blocks)):
        block = blocks[index]
        if (
            kept[index]
            or block.kind != "paragraph"
            or not decided[index - 1]
            or blocks[index - 1].kind not in ("code", "cell")
            or measured.words[index] < MIN_LINE_WORDS
            or block.link_chars
            or measured.cues[index]
            or not block.text.endswith(LINE_ENDS)
        ):
            continue
        if around is None:
            around = {
                parents[one.element] for one, keep in zip(blocks, kept, strict=True) if keep and one.kind == "paragraph"
            }
        decided[index] = parents[block.element] in around
    return tuple(decided)
