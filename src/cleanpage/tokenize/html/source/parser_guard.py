"""Keep the HTML parser linear: bound the work that it has with nesting, formatting and attributes.

A page in UTF-8 goes in and comes out unchanged unless it could cost the parser more than a budget that grows with its
size. Words are never cut, only tags: a block-level tag leaves a `<br>`.

Nothing is assumed of what the parser does with a tag but what holds wherever the tag stands. Where that isn't sure, an
element is taken to stay open: what the guard thinks is open is never less than what is (docs/decisions/0015).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import islice
from operator import itemgetter
from typing import Final

from cleanpage.limits import UNLIMITED, Limits
from cleanpage.tokenize.html.source.formatting import Formatting, find_formatting
from cleanpage.tokenize.html.source.open_elements import BLOCKS, FORMATTING, OpenElements
from cleanpage.tokenize.html.source.raw_text import RAW_TEXT, end_of_raw_text

MAX_DEPTH: Final = 256
"""Open elements from which a page of which the depths are used up gets no deeper. Browsers stop at 512."""

DEPTHS_PER_BYTE: Final = 100
"""Open elements at each tag, summed up, for each byte of a page, for which it may be deeper. The parser looks through
one in 4 ns: 40 ms for 100 kB."""

MANY_TAGS: Final = 15_000
"""Occurrences of "<" up to which even a page that is all nesting parses in half a second."""

MIN_REOPENED: Final = 100_000
REOPENED_PER_BYTE: Final = 1 / 30
"""Elements that formatting may make the parser open again: so many, and for each byte of a page. One takes 360 bytes of
memory: 36 MB, and 12 times the page."""

MAX_TAG_BYTES: Final = 20_000
"""Bytes between "<" and ">" after which a tag's attributes are counted. Pictures given as data
URLs and application state are longer than that, but they are few attributes."""

MAX_ATTRIBUTES: Final = 500
"""Attributes that a tag keeps when it is longer than MAX_TAG_BYTES; and that all `<html>` and `<body>` but the first
two keep, which the parser gathers on one element."""

LOOK_TAGS: Final = 1024
"""Tags between two looks at the clock."""

ATTRIBUTE = rb"""[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+|))?+"""
TAG = re.compile(rb"<(/?)([a-zA-Z][^\s/>]*+)(?:\s++|/(?!>)|" + ATTRIBUTE + rb")*+(/?)(?:>|\Z)")
_MARKUP = re.compile(rb"<!--(?:-?>|(?s:.*?)(?:--!?>|\Z))|<[!?][^>]*+>?|" + TAG.pattern)
"""A comment, a declaration or a tag, as the HTML standard reads them: ">" in quotes ends nothing."""

_ROOTS: Final = 2
"""<html> and <body> of a page of its own; more stand in scripts, or in pages put together of others."""

_ROOT: Final = re.compile(rb"<(?:html|body)(?=[\s/>])", re.I)


def guard(page: bytes, limits: Limits = UNLIMITED) -> bytes:
    """Return the page without the tags and attributes that would cost the parser more than the budgets.

    Where the time is over before all tags are looked at, the page ends there.
    """
    formatting, roots = find_formatting(page)
    if _may_grow(page, formatting):
        page = _Tags(page).limit(limits)
    page = _without(page, _surplus_attributes(page), limits)
    if roots > _ROOTS:
        page = _without(page, _merged_attributes(page), limits)
    return page


def _may_grow(page: bytes, formatting: list[int]) -> bool:
    """Tell whether the parser could take long for a page with this formatting, without looking at single tags."""
    tags = page.count(b"<")
    if tags > MANY_TAGS:
        return True
    most = _most_reopened(page)
    return len(formatting) * tags > most and _reopened(page, formatting, tags) > most


def _most_reopened(page: bytes) -> int:
    return MIN_REOPENED + int(REOPENED_PER_BYTE * len(page))


def _reopened(page: bytes, formatting: list[int], tags: int) -> int:
    """Return how many elements formatting can make the parser open again: what may be left open, at each later tag."""
    reopened = position = 0
    for start in Formatting(page).left_open(formatting):
        tags -= page.count(b"<", position, start)
        position = start
        reopened += tags
    return reopened


def _surplus_attributes(page: bytes) -> list[tuple[int, int, bytes]]:
    """Return the (start, stop) of attributes past MAX_ATTRIBUTES, looking at little else of the page."""
    found = []
    start = 0
    while start + MAX_TAG_BYTES < len(page):
        last = page.rfind(b">", start, start + MAX_TAG_BYTES)
        if last >= 0:
            start = last + 1
            continue
        stop = page.find(b">", start + MAX_TAG_BYTES)
        if stop < 0:
            stop = len(page)
        at = page.rfind(b"<", start, stop)
        start = stop + 1
        # Most stretches are scripts, in which "<" is an operator: they are not read as a tag.
        if at < 0 or stop - at <= MAX_TAG_BYTES or not page[at + 1 : at + 2].isalpha():
            continue
        tag = TAG.match(page, at)
        if tag and tag.end() - tag.start() > MAX_TAG_BYTES:
            start = max(start, tag.end())
            found += _past(tag, MAX_ATTRIBUTES)[1]
    return found


def _merged_attributes(page: bytes) -> list[tuple[int, int, bytes]]:
    """Return the same of all <html> and <body> but the first ones: the parser gathers them on one element."""
    found = []
    left = MAX_ATTRIBUTES
    for number, root in enumerate(_ROOT.finditer(page)):
        tag = TAG.match(page, root.start()) if number >= _ROOTS else None
        if tag:
            count, surplus = _past(tag, left)
            left = max(0, left - count)
            found += surplus
    return found


def _past(tag: re.Match[bytes], most: int) -> tuple[int, list[tuple[int, int, bytes]]]:
    """Return how many attributes a tag has, and the (start, stop) of those past so many."""
    attributes = list(islice(re.finditer(ATTRIBUTE, tag[0][len(tag[2]) + 1 :]), most + 1))
    if len(attributes) <= most:
        return len(attributes), []
    end = tag.end() - tag[0].endswith(b">")
    return len(attributes), [(tag.end(2) + attributes[most].start(), end, b"")]


def _without(page: bytes, surplus: list[tuple[int, int, bytes]], limits: Limits) -> bytes:
    """Return the page without surplus attributes; what stands in a script is none, though it may look like a tag."""
    if not surplus:
        return page
    tags = _Tags(page)
    tags.limit(limits)
    return _replace(page, [span for span in surplus if not tags.in_raw_text(span[0])])


class _Tags:
    """Looks at a page tag by tag, and leaves out what its budgets don't pay for."""

    def __init__(self, page: bytes) -> None:
        self._page = page
        self._open = OpenElements()
        self._formatting = Formatting(page)
        self._left = page.count(b"<")
        """Tags that may follow."""
        self._reopened = _most_reopened(page)
        """Elements that formatting may still make the parser open again."""
        self._depths = DEPTHS_PER_BYTE * len(page)
        """Open elements, summed up over the tags, that the page may still have."""
        self._raw: list[tuple[int, int]] = []
        """(start, stop) of the text of scripts and their like."""

    def limit(self, limits: Limits) -> bytes:
        """Return the page without the tags that would open too much, and their end tags."""
        page = self._page
        drop: list[tuple[int, int, bytes]] = []
        position = doubtful_to = 0
        look = LOOK_TAGS
        while match := _MARKUP.search(page, position):
            position = match.end()
            self._left -= 1
            look -= 1
            if not look:
                look = LOOK_TAGS
                if limits.cutting_is_over:
                    page = page[:position]
                    break
            if match[2] is None:
                if self._open.drawings and match[0][:9].upper() == b"<![CDATA[":
                    # In drawings, what stands in CDATA is text, also behind the first ">".
                    end = page.find(b"]]>", position)
                    doubtful_to = max(doubtful_to, len(page) if end < 0 else end)
                continue
            name = match[2].lower()
            if not match[1]:
                keep = self._start(match, name)
                if name in RAW_TEXT:
                    end = end_of_raw_text(page, name, position)
                    if self._open.takes_raw_text:
                        self._raw.append((position, end))
                        position = end
                    else:
                        doubtful_to = max(doubtful_to, end)
            else:
                # Where it may be text, it is none of the parser's.
                keep = match.start() < doubtful_to or self._open.end(name)
            self._depths -= self._open.depth
            if not keep:
                drop.append((*match.span(), b"<br>" if name in BLOCKS else b""))
                if name in BLOCKS:
                    self._open.start(b"br", self_closing=False, keep=True)
        return _replace(page, drop)

    def in_raw_text(self, position: int) -> bool:
        """Return whether what stands there in the page is text of a script or its like."""
        index = bisect_right(self._raw, position, key=itemgetter(0)) - 1
        return index >= 0 and position < self._raw[index][1]

    def _start(self, match: re.Match[bytes], name: bytes) -> bool:
        """Go past a start tag, and return whether it is kept."""
        depth = self._open.depth
        # Deeper than that, all that follows may be too: the budget has to pay for it.
        keep = depth < MAX_DEPTH or depth * self._left < self._depths
        if name in RAW_TEXT and self._open.takes_raw_text:
            # Without its tag a script would be shown.
            keep = True
        if keep and name in FORMATTING and self._formatting.is_left(match.start()):
            keep = self._left <= self._reopened
            if keep:
                self._reopened -= self._left
        return self._open.start(name, self_closing=bool(match[3]), keep=keep)


def _replace(page: bytes, spans: list[tuple[int, int, bytes]]) -> bytes:
    """Return the page with other bytes in place of these (start, stop, bytes)."""
    if not spans:
        return page
    pieces = []
    done = 0
    for start, stop, instead in spans:
        pieces += [page[done:start], instead]
        done = stop
    pieces.append(page[done:])
    return b"".join(pieces)
