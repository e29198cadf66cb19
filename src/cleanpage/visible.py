"""Read what stands around the headline of an HTML page: headings, byline, date line, counters.

The blocks and the decision which of them are the article come in. Only the blocks near
the headline and directly after the article are looked at closely: further away, names
and dates belong to other articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from cleanpage.blocks import Document, Elements, Link
from cleanpage.dates import find_dates, read_date
from cleanpage.names import MAX_NAME_CHARS, has_lead_in, split_names
from cleanpage.plain_text import key, plain

BEFORE_BLOCKS: Final = 12
"""Blocks before the headline that can belong to it (kicker, date, byline above)."""
AFTER_BLOCKS: Final = 25
"""Blocks after the headline; between it and the text stand share buttons and a standfirst."""
TAIL_BLOCKS: Final = 8
"""Blocks after the article in which a date, an author or the number of comments may follow."""
BYLINE_BLOCKS: Final = 6
"""Blocks from the headline within which a line that looks like a byline surely is one."""
MAX_LINE_CHARS: Final = 160
"""Characters of a block that can be a byline or a date line; more is prose."""
MAX_NAMES_CHARS: Final = 300
"""Characters of class names that are read per element; templates write some dozens."""
MAX_LINKS: Final = 20
"""Links on one line that can be to its authors' pages."""
MAX_HEADINGS: Final = 12
"""Headings that are weighed as headline."""

_BYLINE_NAME = re.compile(
    r"aut(?:hor|or|eur)|by[-_]?line|verfasser|redakteur|(?:wrote|written|posted|story)[-_]by"
    r"|creator|contributor| fn "
)
_BYLINE_PARTS: Final = ("aut", "by", "verfass", "redak", "creator", "contrib", " fn ")
"""One of these is in all names that _BYLINE_NAME finds; a search over every line's names costs ten times as much."""
_NO_BYLINE_NAME = re.compile(
    r"comment|related|share|social|bio\b|description|avatar|follow|newsletter|teaser|promo|autoplay|authori[tz]"
)
_HEADLINE_NAME = re.compile(
    r"headline|(?:entry|post|article|page|story|content|single|news|blog|product)[-_]{0,2}title|titulo|titre|heading-title",
)
_DATE_NAME = re.compile(r"date|time|publish|posted|meta|byline|fecha|datum")
_YEAR = re.compile(r"\d(?:(?:(?<=1)9|(?<=2)0)\d\d|\s?[./]\s?\d\d?\s?[./]\s?\d\d)")
"""What every visible date holds, 19 or 20 and two digits or numbers between dots; cheaper to look for than dates."""
_MODIFIED: Final = (
    "updat", "modif", "aktualisi", "geändert", "bearbeitet", "mis à jour", "mise à jour", "actualiza", "aggiorn",
    "atualiz", "bijgewerkt", "обновл", "aktualiz", "uppdater", "opdater", "oppdater", "更新", "päivitet", "revis",
    "edited",
)  # fmt: skip
_STAND = re.compile(r"\bstand\b")
_PUBLISHED: Final = (
    "publi", "posted", "veröffentlich", "erstellt", "erschienen", "geplaatst", "опубл", "opublikow", "julkaist",
    "発表", "公開", "发布", "created", "written",
)  # fmt: skip
_AUTHOR_HREF = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|people|staff|by|profile|reporters?|contributors?|team)/", re.I
)
_OUTER_TAGS: Final = frozenset({"html", "body", "main", "article", "section", "-document"})
"""Elements whose names are about the page and not about the block."""


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
    head = _lines(document, start, stop, anchor)
    tail = _lines(document, max(last_kept + 1, stop), last_kept + 1 + TAIL_BLOCKS, anchor) if any_kept else []
    published, modified = _dates(document, head, month_first)
    if not published:
        late = [line for line in tail if (line.year or line.timed) and _says_published(line.names + line.text.lower())]
        published, late_modified = _dates(document, late, month_first)
        modified = modified or late_modified
    authors, byline = _authors(head)
    return Visible(
        headings=tuple(headings),
        authors=authors or _authors(tail)[0],
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
        dates = find_dates(text, month_first=False) if len(text) < 60 and _YEAR.search(text) else []
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


# ------------------------------------------------------------------ byline and date line


class _Line(NamedTuple):
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


def _lines(document: Document, start: int, stop: int, anchor: int) -> list[_Line]:
    """Return the short blocks from `start` to `stop`, and long ones that hold a <time>."""
    lines = []
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
            names += " " + names_of[element][:MAX_NAMES_CHARS]
            element = parents[element]
        year = short and _YEAR.search(text) is not None
        names = f" {names.lower()} "
        lines.append(_Line(index, text, block.links, names, abs(index - anchor), index in timed, year))
    return lines


def _authors(lines: list[_Line]) -> tuple[tuple[str, ...], bool]:
    """Return the names on the line that most looks like a byline, and whether it surely is one."""
    best: _Line | None = None
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


def _byline_rank(line: _Line) -> int:
    """Return how much a line looks like a byline: 0 not at all, 3 by its words and its names."""
    names = line.names
    named = (
        any(map(names.__contains__, _BYLINE_PARTS))
        and _BYLINE_NAME.search(names) is not None
        and not _NO_BYLINE_NAME.search(names)
    )
    return (1 if named else 0) + (2 if has_lead_in(line.text, inside=named or line.year) else 0)


def _line_names(line: _Line) -> tuple[str, ...]:
    """Return the names on a byline: its links to authors' pages, or what its text says."""
    names = [
        name
        for link in line.links[:MAX_LINKS]
        if len(link.text) <= MAX_NAME_CHARS and _AUTHOR_HREF.search(link.href[:300])
        for name in split_names(link.text, byline=True)
    ]
    return tuple(names) or split_names(line.text, byline=True)


def _dates(document: Document, lines: list[_Line], month_first: bool) -> tuple[str | None, str | None]:
    """Return (published, modified) as the lines near the headline give them."""
    published: tuple[int, str] | None = None
    modified: tuple[int, str] | None = None
    unsure: str | None = None
    for line, value, before in _dated(document, lines, month_first):
        # The nearest words decide; a class "updated" is on most dates of some templates.
        words = before.lower()
        said = _says_modified(words) and not _says_published(words)
        named = _says_modified(line.names) and not _says_published(line.names + words)
        cost = line.distance + (0 if _DATE_NAME.search(line.names) or len(line.text) < 40 else 10)
        if said or named:
            if not said:
                unsure = unsure or value
            if modified is None or cost < modified[0]:
                modified = (cost, value)
        elif published is None or cost < published[0]:
            published = (cost, value)
    if published is None and unsure is not None:
        return unsure, None
    return published and published[1], modified and modified[1]


def _says_modified(text: str) -> bool:
    return any(map(text.__contains__, _MODIFIED)) or ("stand" in text and _STAND.search(text) is not None)


def _says_published(text: str) -> bool:
    return any(map(text.__contains__, _PUBLISHED))


def _dated(document: Document, lines: list[_Line], month_first: bool) -> Iterator[tuple[_Line, str, str]]:
    """Yield (line, date, the words before it) for the dates on the lines; <time> gives the value."""
    times: dict[int, list[str]] = {}
    for index, value in document.markup.times:
        times.setdefault(index, []).append(value)
    for line in lines:
        dates = [date for value in times.get(line.at, ()) if (date := read_date(value, month_first=month_first))]
        prose = len(line.text) > MAX_LINE_CHARS
        shown = find_dates(line.text, month_first=month_first) if line.year else []
        stop = 0
        for number, found in enumerate(shown):
            before = line.text[stop : found.start]
            stop = found.stop
            yield line, dates[number] if len(dates) == len(shown) else found.value, before
        if not shown:
            for date in dates:
                yield line, date, "" if prose else line.text
