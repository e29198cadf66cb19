"""Read the authors off the lines around the headline of an HTML page."""

from __future__ import annotations

import re
from typing import Final

from cleanpage.html_lines import MAX_LINE_CHARS, Line
from cleanpage.names import MAX_NAME_CHARS, has_lead_in, split_names
from cleanpage.plain_text import key

BYLINE_BLOCKS: Final = 6
"""Blocks from the headline within which a line that looks like a byline surely is one."""
MAX_LINKS: Final = 20
"""Links on one line that can be to its authors' pages."""

_BYLINE_NAME = re.compile(
    r"aut(?:hor|or|eur)|by[-_]?line|verfasser|redakteur|(?:wrote|written|posted|story)[-_]by"
    r"|creator|contributor| fn "
)
_BYLINE_PARTS: Final = ("aut", "by", "verfass", "redak", "creator", "contrib", " fn ")
"""One of these is in all names that _BYLINE_NAME finds; a search over every line's names costs ten times as much."""
_NO_BYLINE_NAME = re.compile(
    r"comment|related|share|social|bio\b|description|avatar|follow|newsletter|teaser|promo|autoplay|authori[tz]"
)
_AUTHOR_HREF = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|people|staff|by|profile|reporters?|contributors?|team)/", re.I
)


def read_authors(lines: list[Line]) -> tuple[tuple[str, ...], bool]:
    """Return the names on the line that most looks like a byline, and whether it surely is one."""
    best: Line | None = None
    best_rank = 0
    found: dict[str, str] = {}
    for line in lines:
        rank = _byline_rank(line) if line.distance and len(line.text) <= MAX_LINE_CHARS else 0
        if not rank or rank < best_rank:
            continue
        if best is None or rank > best_rank:
            names = _line_names(line)
            if names:
                best, best_rank = line, rank
                found = {key(name): name for name in names}
        elif line.names == best.names and line.at - best.at <= 4 * len(found):
            # Co-authors stand side by side; the same class further on is a list of other articles.
            found.update((key(name), name) for name in _line_names(line) if key(name) not in found)
    sure = best is not None and best_rank == 3 and best.distance <= BYLINE_BLOCKS
    return tuple(found.values()), sure


def _byline_rank(line: Line) -> int:
    """Return how much a line looks like a byline: 0 not at all, 3 by its words and its names."""
    names = line.names
    named = (
        any(map(names.__contains__, _BYLINE_PARTS))
        and _BYLINE_NAME.search(names) is not None
        and not _NO_BYLINE_NAME.search(names)
    )
    return (1 if named else 0) + (2 if has_lead_in(line.text, inside=named or line.year) else 0)


def _line_names(line: Line) -> tuple[str, ...]:
    """Return the names on a byline: its links to authors' pages, or what its text says."""
    names = [
        name
        for link in line.links[:MAX_LINKS]
        if len(link.text) <= MAX_NAME_CHARS and _AUTHOR_HREF.search(link.href[:300])
        for name in split_names(link.text, byline=True)
    ]
    return tuple(names) or split_names(line.text, byline=True)
