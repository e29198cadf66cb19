"""Read what stands around the headline of an HTML page: headings, byline, date line, counters.

The blocks and the decision which of them are the article come in. Only the blocks near
the headline and directly after the article are looked at closely: further away, names
and dates belong to other articles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from cleanpage.blocks import Document, Elements
from cleanpage.dates import find_dates
from cleanpage.html_bylines import read_authors
from cleanpage.html_dates import read_dates, says_published
from cleanpage.html_lines import HAS_YEAR, read_lines
from cleanpage.plain_text import key, plain

BEFORE_BLOCKS: Final = 12
"""Blocks before the headline that can belong to it (kicker, date, byline above)."""
AFTER_BLOCKS: Final = 25
"""Blocks after the headline; between it and the text stand share buttons and a standfirst."""
TAIL_BLOCKS: Final = 8
"""Blocks after the article in which a date, an author or the number of comments may follow."""
MAX_HEADINGS: Final = 12
"""Headings that are weighed as headline."""

_HEADLINE_NAME = re.compile(
    r"headline|(?:entry|post|article|page|story|content|single|news|blog|product)[-_]{0,2}title|titulo|titre|heading-title",
)


class Heading(NamedTuple):
    """A heading that may be the headline."""

    text: str
    weight: float
    """Trust in it, 0.0 to 1.5, before it is compared with what the markup calls the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visible:
    """What was read off the blocks; empty or None where nothing was found."""

    headings: tuple[Heading, ...] = ()
    authors: tuple[str, ...] = ()
    byline: bool = False
    """Whether the authors' line begins like a byline and is named like one, close to the headline."""
    published: str | None = None
    modified: str | None = None
    lines: tuple[str, ...] = ()
    """The short lines around the headline."""
    tail: tuple[str, ...] = ()
    """The short lines directly after the article."""
    tags: tuple[str, ...] = ()


def read_visible(document: Document, kept: Sequence[bool], titles: Sequence[str], *, month_first: bool) -> Visible:
    """Return what the blocks around the headline say; `titles` are what the markup calls the page."""
    blocks = document.blocks
    if not blocks:
        return Visible()
    any_kept = True in kept
    first_kept = kept.index(True) if any_kept else 0
    last_kept = len(kept) - 1 - kept[::-1].index(True) if any_kept else 0
    headings, anchor = _headings(document, first_kept, titles)
    start = max(0, anchor - BEFORE_BLOCKS)
    stop = min(len(blocks), anchor + AFTER_BLOCKS)
    head = read_lines(document, start, stop, anchor)
    tail = read_lines(document, max(last_kept + 1, stop), last_kept + 1 + TAIL_BLOCKS, anchor) if any_kept else []
    published, modified = read_dates(document, head, month_first)
    if not published:
        late = [line for line in tail if (line.year or line.timed) and says_published(line.names + line.text.lower())]
        published, late_modified = read_dates(document, late, month_first)
        modified = modified or late_modified
    authors, byline = read_authors(head)
    return Visible(
        headings=tuple(headings),
        authors=authors or read_authors(tail)[0],
        byline=byline,
        published=published,
        modified=modified,
        lines=tuple(line.text for line in head),
        tail=tuple(line.text for line in tail),
        tags=tuple(
            [link.text for block in blocks if "rel-tag" in block.inline_names for link in block.links if link.text]
        ),
    )


# ------------------------------------------------------------------ headings


def _headings(document: Document, first_kept: int, titles: Sequence[str]) -> tuple[list[Heading], int]:
    """Return the headings that may be the headline, and the index of the block that most likely is."""
    title_keys = [title_key for title in titles if (title_key := key(title))]
    elements = document.elements
    found: dict[int, list[int]] = {}
    for index in [index for index, block in enumerate(document.blocks) if block.kind == "heading"]:
        element = _heading_element(elements, document.blocks[index].element)
        tag = elements.tags[element] if element >= 0 else ""
        if tag == "h1" or (tag == "h2" and len(found) < MAX_HEADINGS):
            found.setdefault(element, []).append(index)
    headings = []
    anchor, best = first_kept, 0.0
    for element, indices in list(found.items())[: 2 * MAX_HEADINGS]:
        text = plain(" ".join(document.blocks[index].text for index in indices))
        text_key = key(text)
        if len(text_key) < 2:
            continue
        dates = find_dates(text, month_first=False) if len(text) < 60 and HAS_YEAR.search(text) else []
        if dates and dates[0].stop - dates[0].start > len(text) / 2:
            continue  # Blogs head the posts of a day with the date.
        main = elements.tags[element] == "h1" or _is_headline_name(elements.names[element])
        named = any(2.5 * len(text_key) > len(title) and text_key in title for title in title_keys)
        distance = abs(first_kept - indices[-1])
        weight = (1.0 if main else 0.0) + (0.3 if indices[0] <= first_kept and distance <= AFTER_BLOCKS else 0.0)
        merit = weight + (2.0 if named else 0.0) - distance / len(document.blocks)
        # A heading within the text is not the headline, unless the page is called like it.
        if merit > best and (named or indices[0] <= first_kept + 3):
            anchor, best = indices[-1], merit
        if main or named:
            headings.append(Heading(text, weight))
    return headings[:MAX_HEADINGS], anchor


def _is_headline_name(names: str) -> bool:
    # All that _HEADLINE_NAME finds holds one of two parts, which are cheaper to look for.
    names = names.lower()
    return ("tit" in names or "headline" in names) and _HEADLINE_NAME.search(names) is not None


def _heading_element(elements: Elements, element: int) -> int:
    """Return the h1 to h6 that an element is or is in; -1 if there is none near."""
    for _ in range(4):
        if element < 0:
            break
        tag = elements.tags[element]
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            return element
        element = elements.parents[element]
    return -1
