"""Read what stands around the headline of an HTML page: headings, byline, date line, counters.

The blocks and the decision which of them are the article come in. Only the blocks near
the headline and directly after the article are looked at closely: further away, names
and dates belong to other articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from cleanpage.blocks import Block, Document, Elements
from cleanpage.metadata.html.visible.bylines import NO_BYLINE, Byline, read_byline
from cleanpage.metadata.html.visible.dates import NO_DATES, ShownDates, read_dates, read_opening
from cleanpage.metadata.html.visible.lines import HAS_YEAR, read_lines
from cleanpage.words.date_words import says_published
from cleanpage.words.dates import find_dates
from cleanpage.words.plain_text import key, plain

BEFORE_BLOCKS: Final = 12
"""Blocks before the headline that can belong to it (kicker, date, byline above)."""
AFTER_BLOCKS: Final = 25
"""Blocks after the headline; between it and the text stand share buttons and a standfirst."""
TAIL_BLOCKS: Final = 8
"""Blocks after the article in which a date, an author or the number of comments may follow."""
LEAD_LINES: Final = 4
"""Blocks before and after the beginning of the text that can hold its date."""
MAX_HEADINGS: Final = 12
"""Headings that are weighed as headline."""
LEAD_BLOCKS: Final = 3
"""Blocks before the text in which any heading may be the headline. Swept 2 to 5."""
MAX_KICKER_CHARS: Final = 60
"""Characters of a line above a headline that may belong to it."""

MAIN_WEIGHT: Final = 1.3
"""Trust in an h1 or an element named like a headline shortly before the text, and in a heading there
when the h1 is in a breadcrumb."""
LEAD_WEIGHT: Final = 0.8
"""Trust in another heading directly before the text. Swept 0.5 to 0.9."""
NAMED_WEIGHT: Final = 0.3
"""Trust in a heading shortly before the text of which only the words are like a title in the markup."""
LATE_H1_WEIGHT: Final = 0.7
"""Trust in an h1 elsewhere. Swept 0.4 to 1.0."""
LATE_WEIGHT: Final = 0.4
"""Trust in another element elsewhere that is named like a headline. Swept 0.2 to 0.7."""
LISTED_WEIGHT: Final = 0.4
"""Trust in a heading in a breadcrumb or a menu. Swept 0.2 to 0.8."""
DISTANCE_COST: Final = 0.01
"""Trust lost with each block between a heading and the text: of two, the nearer is the headline."""
LIST_LEVELS: Final = 4
"""Levels up from a heading on which it can be seen that it is one of a list."""

_LIST_TAGS: Final = frozenset({"nav", "li", "footer", "aside"})
_HEADLINE_NAME = re.compile(
    r"headline|(?:entry|post|article|page|story|content|single|news|blog|product)[-_]{0,2}title|titulo|titre|heading-title",
)


class Heading(NamedTuple):
    """A heading that may be the headline."""

    text: str
    weight: float
    """Trust in it, 0.0 to 1.5, before it is compared with what the markup calls the page."""
    kicker: str = ""
    """The short line directly before it."""
    at: int = -1
    """Index of its first block."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visible:
    """What was read off the blocks; empty or None where nothing was found."""

    headings: tuple[Heading, ...] = ()
    byline: Byline = NO_BYLINE
    """The authors, as the lines around the headline name them, or else those after the article."""
    dates: ShownDates = NO_DATES
    """The dates around the headline, or where none is, after the article or at its front."""
    lines: tuple[str, ...] = ()
    """The short lines around the headline."""
    lines_at: tuple[int, ...] = ()
    """The index of the block of each of them."""
    tail: tuple[str, ...] = ()
    """The short lines directly after the article."""
    tail_at: tuple[int, ...] = ()
    tags: tuple[tuple[str, int], ...] = ()
    """(tag, index of its block) of each link that is marked as one to a tag's page."""
    sections: tuple[tuple[str, int], ...] = ()
    """The same for the pages of sections."""


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
    dates = read_dates(document, head, month_first)
    if not dates.published and first_kept >= stop:
        # Links to other articles stand between headline and text.
        lead = read_lines(document, first_kept - LEAD_LINES, first_kept + LEAD_LINES, first_kept)
        dates = read_dates(document, lead, month_first)._replace(early=dates.early)
    if not dates.published:
        late = [line for line in tail if (line.year or line.timed) and says_published(line.names + line.text.lower())]
        below = read_dates(document, late, month_first)
        late_dates = below if below.published else read_opening(blocks, kept, month_first)
        changed = dates if dates.modified else below
        early = dates.early + below.early
        dates = late_dates._replace(
            modified=changed.modified, modified_at=changed.modified_at, days=dates.days, early=early
        )
    byline = read_byline(head)
    return Visible(
        headings=tuple(headings),
        byline=byline if byline.names else read_byline(tail)._replace(sure=False),
        dates=dates,
        lines=tuple(line.text for line in head),
        lines_at=tuple(line.at for line in head),
        tail=tuple(line.text for line in tail),
        tail_at=tuple(line.at for line in tail),
        tags=tuple(_rel_links(blocks, sections=False)),
        sections=tuple(_rel_links(blocks, sections=True)),
    )


def _rel_links(blocks: Sequence[Block], *, sections: bool) -> Iterator[tuple[str, int]]:
    """Yield the text and block of each link with rel=tag; WordPress calls a section "category tag"."""
    for index, block in enumerate(blocks):
        if "rel-tag" not in block.inline_names:
            continue
        rels = [name for name in block.inline_names.split() if name in ("rel-tag", "rel-category")]
        are_sections = [before == "rel-category" for before, rel in pairwise(["", *rels]) if rel == "rel-tag"]
        if len(set(are_sections)) == 1:
            are_sections = are_sections[:1] * len(block.links)
        # With another number of links, it can't be told which is which.
        if len(are_sections) == len(block.links):
            yield from [
                (link.text, index)
                for link, is_section in zip(block.links, are_sections, strict=True)
                if link.text and is_section == sections
            ]


# ------------------------------------------------------------------ headings


def _headings(document: Document, first_kept: int, titles: Sequence[str]) -> tuple[list[Heading], int]:
    """Return the headings that may be the headline, and the index of the block that most likely is."""
    title_keys = [title_key for title in titles if (title_key := key(title))]
    blocks, elements = document.blocks, document.elements
    headings: list[Heading] = []
    anchor, best, crumb = first_kept, 0.0, False
    for element, indices in _heading_blocks(document, first_kept):
        parts = _parts(document, indices)
        text_key = key("".join(text for text, _ in parts))
        if len(text_key) < 2 or _is_date(" ".join(text for text, _ in parts)):
            continue
        is_h1 = elements.tags[element] == "h1"
        listed = _is_listed(document, element, indices[0])
        main = is_h1 or _is_headline_name(elements.names[element])
        named = any(2.5 * len(text_key) > len(title) and text_key in title for title in title_keys)
        distance = abs(first_kept - indices[-1])
        before = indices[0] <= first_kept and distance <= AFTER_BLOCKS
        lead = before and not listed and (distance <= LEAD_BLOCKS or crumb)
        if listed:
            weight = LISTED_WEIGHT
            crumb = crumb or (is_h1 and before)
        elif before:
            weight = MAIN_WEIGHT if main or (lead and crumb) else LEAD_WEIGHT if lead else NAMED_WEIGHT
            weight -= DISTANCE_COST * distance
        else:
            # Menus with a heading of their own are sometimes taken for the text.
            called = LEAD_WEIGHT if text_key in title_keys else 0.0
            weight = max(called, LATE_H1_WEIGHT if is_h1 else LATE_WEIGHT if main else 0.0)
        merit = weight + (2.0 if named else 0.0) - distance / len(blocks)
        # A heading within the text is not the headline, unless the page is called like it.
        if merit > best and (named or indices[0] <= first_kept + LEAD_BLOCKS):
            anchor, best = indices[-1], merit
        if main or named or lead:
            for text, index in parts:
                line = blocks[index - 1].text if index else ""
                headings.append(Heading(text, weight, line if len(line) <= MAX_KICKER_CHARS else "", index))
    return headings[: 2 * MAX_HEADINGS], anchor


def _heading_blocks(document: Document, first_kept: int) -> list[tuple[int, list[int]]]:
    """Return the elements that may be the headline, each with the indices of its blocks."""
    elements = document.elements
    found: dict[int, list[int]] = {}
    for index in [index for index, block in enumerate(document.blocks) if block.kind == "heading"]:
        element = _heading_element(elements, document.blocks[index].element)
        tag = elements.tags[element] if element >= 0 else ""
        near = 0 <= first_kept - index <= LEAD_BLOCKS
        if tag == "h1" or (tag == "h2" and len(found) < MAX_HEADINGS) or (tag in ("h2", "h3") and near):
            found.setdefault(element, []).append(index)
    return list(found.items())[: 2 * MAX_HEADINGS]


def _parts(document: Document, indices: Sequence[int]) -> list[tuple[str, int]]:
    """Return the texts of a heading, each with the index of its first block.

    Lines of one element are one text; what has an element of its own inside a heading is a
    kicker or a subtitle.
    """
    blocks = document.blocks
    if len({blocks[index].element for index in indices}) == 1:
        groups = [(" ".join(blocks[index].text for index in indices), indices[0])]
    else:
        groups = [(blocks[index].text, index) for index in indices]
    return [(text, index) for part, index in groups if (text := plain(part).rstrip("¶# "))]


def _is_date(text: str) -> bool:
    """Return whether a heading is a date: blogs head the posts of a day with it."""
    dates = find_dates(text, month_first=False) if len(text) < 60 and HAS_YEAR.search(text) else []
    return bool(dates) and dates[0].stop - dates[0].start > len(text) / 2


def _is_listed(document: Document, element: int, index: int) -> bool:
    """Return whether a heading stands in a breadcrumb, a menu or a list of other pages.

    Some templates write a title for search engines there and the headline into an h2.
    """
    elements = document.elements
    above = document.blocks[index - 1] if index else None
    if (
        above
        and above.element == elements.parents[element]
        and len(above.links) > 1
        and 2 * above.link_chars > len(above.text)
    ):
        return True
    for _ in range(LIST_LEVELS):
        if element < 0:
            break
        if elements.tags[element] in _LIST_TAGS or "breadcrumb" in elements.names[element].lower():
            return True
        element = elements.parents[element]
    return False


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
