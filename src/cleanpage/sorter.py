"""Name what was dropped: login prompt, counter, related article, navigation…

A `Selected` and the page's title go in; a sort for each block comes out, "" for what was
kept. It is a name and no verdict: the decision has been made by the score.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from cleanpage.blocks import Block, Overrule, Selected, Sort
from cleanpage.lexicon import cue_of_text

FLOWING: Final = frozenset({"related", "comment", "newsletter", "legal", "cookie", "ad", "tags"})
"""Sorts whose heading names the lines below it too, until main content or another heading."""

BOXES: Final = frozenset({"newsletter", "legal", "cookie", "ad"})
"""Those of them that are a few lines of prose and not a list."""

PASSING: Final = frozenset({"", "date", "counter", "byline", "navigation", "share"})
"""Sorts that can stand inside a list of another sort without ending it."""

HEADING_WORDS: Final = 12
"""Words up to which a cued line can be the heading of the lines below it."""

BOX_LINES: Final = 4
"""Lines of a box below its heading."""

BOX_WORDS: Final = 4
"""Words from which a line can go on with a box; a shorter one begins something else."""

LIST_DATES: Final = 3
"""Date lines that make a list of dated items."""

ITEM_LINES: Final = 4
"""Lines from one date of such a list to the next: date, count, headline, teaser."""

COUNTER_WORDS: Final = 3
"""Words up to which a line with a digit is a counter ("Posts: 312")."""

MENU_WORDS: Final = 3
"""Words up to which a block that nothing names is an entry of some menu."""

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

_SORT_OF_OVERRULE: Final[Mapping[Overrule, Sort]] = MappingProxyType(
    {
        "comment": "comment",
        "related": "related",
        "byline": "byline",
        "newsletter": "newsletter",
        "headline": "title",
        "caption": "caption",
    }
)
"""The sorts of blocks that `extras` dropped."""

_DATE = re.compile(
    r"(?=.*\d)(?:[\d\s.,:/|–—-]|am|pm|gmt|utc|[a-zа-я]{1,4}\b|年|月|日|時|分|时|\w{3,12}day|jan\w*|feb\w*|mar\w*|apr\w*|may|"
    r"jun\w*|jul\w*|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*)++$",
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
    blocks = measured.document.blocks
    shapes = [shape_of(block.text, words) for block, words in zip(blocks, measured.words, strict=True)]
    listed = _in_dated_list(shapes, selected.kept)
    sorts: list[Sort] = []
    flow: Sort = ""
    flowed = 0
    rows = zip(blocks, measured.words, measured.cues, selected.kept, shapes, listed, strict=True)
    for index, (block, words, cue, kept, shape, is_listed) in enumerate(rows):
        if kept:
            flow = ""
            sorts.append("")
            continue
        if block.kind == "heading":
            flow = ""
        if block.element >= 0:
            cue = cue_of_text(block.text, words) or cue
        if is_listed and flow != "comment":
            flow = "related"
        elif flow in BOXES:
            flowed += 1
            if flowed > BOX_LINES or words < BOX_WORDS:
                flow = ""
        overruled = _SORT_OF_OVERRULE.get(selected.overruled.get(index, "repeat"))
        if overruled:
            sorts.append(overruled)
            continue
        if abs(words - title_length) <= TITLE_SLACK and _same(_words(block.text), title_words):
            sorts.append("title")
            continue
        sorts.append(_sort_of(block, words, cue, shape, flow))
        if cue in FLOWING and words <= HEADING_WORDS:
            flow, flowed = cue, 0
        elif cue not in PASSING:
            flow = ""
    return tuple(sorts)


def _in_dated_list(shapes: Sequence[Sort], kept: Sequence[bool]) -> list[bool]:
    """Return whether each dropped block is in a list whose items each have a date: headlines, mostly.

    That is LIST_DATES date lines with up to ITEM_LINES lines from one to the next, and the
    lines of the last item.
    """
    listed = [False] * len(shapes)
    dates: list[int] = []
    for index, shape in enumerate([*shapes, "date"]):
        ends = index == len(shapes) or kept[index]
        if ends or (dates and index - dates[-1] > ITEM_LINES):
            if len(dates) >= LIST_DATES:
                stop = min(index, dates[-1] + dates[-1] - dates[-2])
                listed[dates[0] : stop] = [True] * (stop - dates[0])
            dates.clear()
        if not ends and shape == "date":
            dates.append(index)
    return listed


def shape_of(text: str, words: int) -> Sort:
    """Return "date" or "counter" for a short line that is one by its digits alone; "" for others."""
    if len(text) > MAX_SHAPE_CHARS or not _DIGIT.search(text):
        return ""
    if _TIME.search(text) and _DATE.match(text):
        return "date"
    return "counter" if words <= COUNTER_WORDS else ""


def _sort_of(block: Block, words: int, cue: Sort, shape: Sort, flow: Sort) -> Sort:
    """Return the sort of one dropped block below a heading that speaks for `flow`."""
    if flow == "related" and cue in ("", "date", "counter"):
        return "related"
    if cue or flow:
        return cue or flow
    if shape:
        return shape
    if block.kind == "caption":
        return "caption"
    if block.link_chars >= LINK_LIST_DENSITY * len(block.text):
        return "related" if words >= HEADLINE_WORDS else "navigation"
    return "navigation" if words <= MENU_WORDS else "other"


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
