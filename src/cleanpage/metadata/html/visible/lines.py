"""Find the short lines around the headline of an HTML page, where its authors, dates and counters stand."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from cleanpage.blocks import Document, Link
from cleanpage.words.dates import may_hold_date

MAX_LINE_CHARS: Final = 160
"""Characters of a block that can be a byline or a date line; more is prose."""
MAX_NAMES_CHARS: Final = 300
"""Characters of class names that are read per element; templates write some dozens."""

HAS_YEAR = re.compile(r"\d(?:(?:(?<=1)9|(?<=2)0)\d\d|\s?[./]\s?\d\d?\s?[./]\s?\d\d)")
"""What every visible date holds, 19 or 20 and two digits or numbers between dots; cheaper to look for than dates."""
_QUOTING_TAGS: Final = frozenset({"blockquote", "figure", "figcaption"})
_QUOTING_NAMES = re.compile(
    r"(?<![a-z])(?:testimonials?|block-?quotes?|pull-?quotes?|quotes?|quotation|customer-?(?:stories|reviews?)"
    r"|comment-?(?:list|body|item|content|author|meta|thread)|commentlist)(?![a-z])",
    re.I,
)
"""Elements, and names of elements, that hold what somebody else said."""
_QUOTING_PARTS: Final = ("uot", "UOT", "estimonial", "omment", "ustomer")
"""One of these is in all names that _QUOTING_NAMES finds, but for capitals; a search costs ten times as much."""
_OUTER_TAGS: Final = frozenset({"html", "body", "main", "article", "section", "-document"})
"""Elements whose names are about the page and not about the block."""


class Line(NamedTuple):
    """A short block near the headline."""

    at: int
    """Index of its block."""
    text: str
    links: tuple[Link, ...]
    names: str
    """Its own names, those of inline elements and of the nearest containers, in lower case."""
    distance: int
    """Blocks from the headline."""
    timed: bool
    """Whether it holds or follows a <time>."""
    year: bool
    """Whether its text may hold a date; long texts are not searched for one."""
    quoted: bool = False
    """Whether it stands in a quotation, a testimonial, a comment or a figure, whose author is not the page's."""


def read_lines(document: Document, start: int, stop: int, anchor: int) -> list[Line]:
    """Return the short blocks from `start` to `stop`, and long ones that hold a <time>."""
    lines = []
    around = _around(document, anchor)
    quoting: dict[int, bool] = {-1: False, **dict.fromkeys(around, False)}
    tags, parents, names_of = document.elements.tags, document.elements.parents, document.elements.names
    timed = {index for index, _ in document.markup.times}
    for index in range(start, min(stop, len(document.blocks))):
        block = document.blocks[index]
        text = block.text
        short = len(text) <= MAX_LINE_CHARS
        if block.kind == "control" or not (short or index in timed):
            continue
        names = block.inline_names[:MAX_NAMES_CHARS]
        element = block.element
        for _ in range(3):
            if element < 0 or tags[element] in _OUTER_TAGS:
                break
            own = names_of[element][:MAX_NAMES_CHARS]
            if element in around and "caption" in own:
                own = own.replace("caption", "")  # It holds the headline, and is no picture's.
            names += " " + own
            element = parents[element]
        year = short and may_hold_date(text)
        names = f" {names.lower()} "
        quoted = _is_quoted(block.element, document, quoting)
        lines.append(Line(index, text, block.links, names, abs(index - anchor), index in timed, year, quoted))
    return lines


def _around(document: Document, anchor: int) -> frozenset[int]:
    """Return the elements around the headline: what these are called is about more than a line."""
    found = set()
    element = document.blocks[anchor].element if 0 <= anchor < len(document.blocks) else -1
    while element >= 0:
        element = document.elements.parents[element]
        found.add(element)
    return frozenset(found)


def _is_quoted(element: int, document: Document, known: dict[int, bool]) -> bool:
    """Return whether an element or one around it holds what somebody else said."""
    tags, parents, names = document.elements.tags, document.elements.parents, document.elements.names
    path = []
    while element not in known:
        path.append(element)
        element = parents[element]
    quoted = known[element]
    for one in reversed(path):
        own = names[one]
        quoted = (
            quoted
            or tags[one] in _QUOTING_TAGS
            or (
                any(map(own.__contains__, _QUOTING_PARTS))
                and tags[one] not in ("html", "body")
                and _QUOTING_NAMES.search(own[:MAX_NAMES_CHARS]) is not None
            )
        )
        known[one] = quoted
    return quoted
