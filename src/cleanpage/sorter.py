"""Name what was dropped: login prompt, counter, related article, navigation…

A `Selected` and the page's title go in; a sort for each block comes out, "" for what was
kept. It is a name and no verdict: the decision has been made by the score.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from cleanpage.blocks import Block, Selected, Sort
from cleanpage.lexicon import cue_of_text

FLOWING: Final = frozenset({"related", "comment", "newsletter", "legal", "cookie", "ad", "tags"})
"""Sorts whose heading names the lines below it too, until main content or another heading."""

HEADING_WORDS: Final = 12
"""Words up to which a cued line can be the heading of the lines below it."""

NOTE_WORDS: Final = 4
"""Words from which a line can go on with a legal note; a shorter one begins something else."""

TITLE_OVERLAP: Final = 0.8
"""Share of the words of a line and of the title, each, that make them the same."""

TITLE_SLACK: Final = 4
"""Words by which a line may be longer or shorter than the title to be looked at."""

MAX_SHAPE_CHARS: Final = 40
"""Characters of a line whose shape alone can make it a date or a counter."""

LINK_LIST_DENSITY: Final = 0.8
"""Link density from which a block nobody named is a link of a list."""

HEADLINE_WORDS: Final = 5
"""Words from which such a link is a headline and not a menu entry."""

_NUMBER = re.compile(r"[+(]?\d[\d.,\s]{0,12}[kKMкКтысмлн万千+%)]{0,5}\.?$")
_DATE = re.compile(
    r"(?=.*\d)(?:[\d\s.,:/|–—-]|am|pm|gmt|utc|[a-zа-я]{1,4}\b|年|月|日|時|分|时|\w{3,12}day|jan\w*|feb\w*|mar\w*|apr\w*|may|"
    r"jun\w*|jul\w*|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*)+$",
    re.I,
)
_WORD = re.compile(r"\w\w+")
_DIGIT = re.compile(r"\d")
_TIME = re.compile(
    r"\d:\d\d|(?<!\d)\d{1,2}[./-]\d{1,2}(?!\d|[kKMкК%]|\s?(?:тыс|млн|万|千))|\b(?:19|20)\d\d\b|\d[年月日時时]"
)


def sort_blocks(selected: Selected, title: str | None) -> tuple[Sort, ...]:
    """Return what sort of boilerplate each dropped block is; "" for the kept ones."""
    measured = selected.scored.measured
    title_words = _words(title or "")
    title_length = len((title or "").split())
    sorts: list[Sort] = []
    flow: Sort = ""
    rows = zip(measured.document.blocks, measured.words, measured.cues, selected.kept, strict=True)
    for block, words, cue, kept in rows:
        if kept:
            flow = ""
            sorts.append("")
            continue
        if block.kind == "heading":
            flow = ""
        if block.element >= 0:
            cue = cue_of_text(block.text, words) or cue
        is_title = abs(words - title_length) <= TITLE_SLACK and _same(_words(block.text), title_words)
        own = "title" if is_title else _sort_of(block, words, cue, flow)
        if cue in FLOWING and words <= HEADING_WORDS:
            flow = cue
        elif cue and cue not in ("date", "counter", "byline", "navigation", "share"):
            flow = ""
        elif flow == "legal" and words < NOTE_WORDS:
            own = "other" if own == "legal" else own
            flow = ""
        sorts.append(own)
    return tuple(sorts)


def _sort_of(block: Block, words: int, cue: Sort, flow: Sort) -> Sort:
    """Return the sort of one dropped block below a heading that speaks for `flow`."""
    short = len(block.text) <= MAX_SHAPE_CHARS
    if flow == "related" and (cue in ("", "date", "counter")):
        return "related"
    if cue:
        return cue
    if short and _DIGIT.search(block.text):
        if _TIME.search(block.text) and _DATE.match(block.text):
            return flow or "date"
        if _NUMBER.match(block.text):
            return flow or "counter"
    if flow:
        return flow
    if block.link_chars >= LINK_LIST_DENSITY * len(block.text):
        return "related" if words >= HEADLINE_WORDS else "navigation"
    if block.kind == "caption":
        return "caption"
    return "other"


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


def _same(words: set[str], title_words: set[str]) -> bool:
    common = len(words & title_words)
    return bool(common) and common >= TITLE_OVERLAP * max(len(title_words), len(words))


def count_sorts(sorts: Sequence[Sort]) -> dict[Sort, int]:
    """Return how many blocks there are of each sort, most first, main content left out."""
    counts: dict[Sort, int] = {}
    for sort in sorts:
        if sort:
            counts[sort] = counts.get(sort, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: -item[1]))
