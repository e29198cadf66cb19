"""Sections of dated items below the article of a text dump: comments, or teasers of other articles.

Each item is signed: a line says when it was written, and often by whom.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Final

from cleanpage.blocks import Measured, Overrule
from cleanpage.features import BLOCK_NAMES
from cleanpage.select.rules.related import MAX_HEADING_WORDS
from cleanpage.select.rules.rule import Case, Kept
from cleanpage.words.line_shapes import shape_of

_DIGIT_SHARE: Final = BLOCK_NAMES["text"].index("digit_share")

MIN_SIGNATURES: Final = 3
"""Signatures with kept text between them that make a section of comments, or of teasers."""

MAX_ITEM_LINES: Final = 15
"""Lines from one signature to the next."""

MAX_COUNT_WORDS: Final = 4
"""Words of a line such as "41 comments"."""

MAX_SIGNED_WORDS: Final = 14

MAX_SIGNED_CHARS: Final = 90
"""Words and characters of a line that says who wrote a comment, or when."""

MIN_TEXT_SHARE: Final = 0.6

MIN_TEXT_SHARE_CUED: Final = 0.4

MIN_TEXT_SHARE_HEADED: Final = 0.2

MIN_TEXT_WORDS: Final = 150
"""Share and words of the expected content that stand before the first item; the second share where a line such as
"Reply" or "Leave a comment" is among them, the third where one such as "41 comments" or "Read also" stands above.
Answers to a question are longer than it, and comments mostly shorter than their article."""

HEADING_LINES: Final = 8
"""Lines above the first signature in which that heading is looked for."""

SHAPE_CHARS: Final = 14
"""Characters at a signature's end that tell one template of dates from another."""

_TIMED = re.compile(r"(?=.*(?:\d:\d\d|\bago\b|\bsays\b|\bwrites\b)).*(?:\d{4}|\bago\b)", re.I)

_LETTERS = re.compile(r"[^\W\d_]+")

_DIGITS = re.compile(r"\d+")


def find_signatures(case: Case) -> list[int]:
    """Return the lines that say when something was written, and often by whom."""
    measured = case.measured
    shares = measured.columns[_DIGIT_SHARE]
    return [index for index, share in enumerate(shares) if share and _is_signature(measured, index)]


def are_signed_comments(case: Case, kept: Kept) -> list[bool]:
    """Return whether each block is in a section of dated comments below the article."""
    return _are_signed(case, kept, "comment")


def are_signed_teasers(case: Case, kept: Kept) -> list[bool]:
    """Return whether each block is in a section of dated teasers below the article."""
    return _are_signed(case, kept, "related")


def _are_signed(case: Case, kept: Kept, why: Overrule) -> list[bool]:
    """Return whether each block is in a section of dated items below the article that are "comment" or "related".

    The section is a row of signatures with kept text between them. In a thread the first post is signed like
    the others, so no signature of the same shape may stand above.
    """
    measured, signatures = case.measured, case.once(find_signatures)
    blocks, words = measured.document.blocks, measured.words
    found = [False] * len(kept)
    expected = [score * count if keep else 0.0 for score, count, keep in zip(case.scores, words, kept, strict=True)]
    seen = [0.0, *accumulate(expected)]
    if len(signatures) - bisect_left(signatures, bisect_left(seen, MIN_TEXT_WORDS)) < MIN_SIGNATURES:
        return found
    kept_before = [0, *accumulate(kept)]
    shapes: set[str] = set()
    for row in _rows(signatures):
        own = {_signature_shape(blocks[index].text) for index in row}
        items = sum([kept_before[two] > kept_before[one + 1] for one, two in pairwise(row)])
        begin, end = max(0, row[0] - 1), min(len(kept), row[-1] + MAX_ITEM_LINES + 1)
        heading = _heading(measured, range(max(0, begin - HEADING_LINES), row[0]))
        if heading:
            share = MIN_TEXT_SHARE_HEADED
        else:
            share = MIN_TEXT_SHARE_CUED if "comment" in measured.cues[max(0, begin - 2) : end] else MIN_TEXT_SHARE
        if (
            items >= MIN_SIGNATURES - 1
            and own.isdisjoint(shapes)
            and seen[row[0]] >= max(MIN_TEXT_WORDS, share * seen[-1])
        ):
            if why == (heading or "comment"):
                # A name; a long line is the article's last.
                start = begin if words[begin] <= MAX_SIGNED_WORDS else row[0]
                found[start:end] = [True] * (end - start)
            break
        shapes |= own
    return found


def _rows(signatures: Sequence[int]) -> list[list[int]]:
    """Return the signatures in rows of which each is MAX_ITEM_LINES from the next at most."""
    rows = [[signatures[0]]]
    for one, two in pairwise(signatures):
        if two - one <= MAX_ITEM_LINES:
            rows[-1].append(two)
        else:
            rows.append([two])
    return rows


def _is_signature(measured: Measured, index: int) -> bool:
    text, words = measured.document.blocks[index].text, measured.words[index]
    if words > MAX_SIGNED_WORDS or len(text) > MAX_SIGNED_CHARS:
        return False
    return shape_of(text, words) == "date" or _TIMED.match(text) is not None


def _heading(measured: Measured, lines: Sequence[int]) -> Overrule | None:
    """Return what the last of these lines that is a heading is of: comments that it counts, or other articles."""
    for index in reversed(lines):
        cue, words = measured.cues[index], measured.words[index]
        if cue == "related" and words <= MAX_HEADING_WORDS:
            return "related"
        if cue == "comment" and words <= MAX_COUNT_WORDS and _DIGITS.search(measured.document.blocks[index].text):
            return "comment"
    return None


def _signature_shape(text: str) -> str:
    return _LETTERS.sub("a", _DIGITS.sub("9", text))[-SHAPE_CHARS:]
