"""Keep the HTML parser linear: cut what it would handle in quadratic time.

A page in UTF-8 goes in and comes out unchanged unless it holds thousands of nested elements,
formatting that is never closed, or a single tag with thousands of attributes (lexbor takes 4 s
for 40,000 of any of these). Words are never cut, only tags.
"""

from __future__ import annotations

import re
from typing import Final

MAX_DEPTH: Final = 256
"""Open elements; deeper ones lose their tag and keep their text. Browsers stop at 512."""

MAX_FORMATTING: Final = 32
"""Open formatting elements (<b>, <font>, …). The parser opens all of them again in every paragraph that
follows, so that a page that never closes them grows with the square."""

MANY_TAGS: Final = 10_000
"""Occurrences of "<" up to which even a page that is all nesting parses in a quarter of a second."""

SOME_TAGS: Final = 1_500
"""Occurrences of "<" up to which even a page of unclosed formatting parses in half a second."""

MANY_UNCLOSED: Final = 500
"""Tags without an end tag from which they are looked at one by one. Most are <img>, <br> and the like."""

MAX_TAG_BYTES: Final = 20_000
"""Bytes between "<" and ">" after which a tag's attributes are looked at. Pictures given as data
URLs are longer than that, but they are few attributes."""

MAX_ATTRIBUTES: Final = 500
"""Attributes that a tag keeps when it is longer than MAX_TAG_BYTES."""

_TAG = re.compile(rb"<(/?)([a-zA-Z][^\s/>]*)")
_VOID: Final = b"area base br col embed frame hr img input link meta param source track wbr"
_ENDED_BY_NEXT: Final = b"p li dt dd tr td th thead tbody tfoot option optgroup html head body"
"""Elements that the parser ends itself when the next one opens, so that they do not nest alone."""
_NOT_NESTING: Final = frozenset(_VOID.split() + _ENDED_BY_NEXT.split())
_FORMATTING: Final = frozenset(b"a b big code em font i nobr s small strike strong tt u".split())


def guard(page: bytes) -> bytes:
    """Return the page without tags past MAX_DEPTH and MAX_FORMATTING and attributes past MAX_ATTRIBUTES."""
    tags = page.count(b"<")
    if tags > MANY_TAGS or (tags > SOME_TAGS and tags - 2 * page.count(b"</") > MANY_UNCLOSED):
        page = _limit_depth(page)
    long_tags = _long_tags(page)
    if not long_tags:
        return page
    pieces = []
    done = 0
    for start, stop in long_tags:
        words = page[start:stop].split(None, MAX_ATTRIBUTES + 1)
        pieces += [page[done:start], b" ".join(words[: MAX_ATTRIBUTES + 1])]
        done = stop
    pieces.append(page[done:])
    return b"".join(pieces)


def _long_tags(page: bytes) -> list[tuple[int, int]]:
    """Return (start, stop) of the tags with too many attributes, looking at little else of the page."""
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
        tag = page.rfind(b"<", start, stop)
        if (
            tag >= 0
            and stop - tag > MAX_TAG_BYTES
            and page[tag + 1 : tag + 2].isalpha()
            and len(page[tag:stop].split(None, MAX_ATTRIBUTES + 1)) > MAX_ATTRIBUTES + 1
        ):
            found.append((tag, stop))
        start = stop + 1
    return found


def _limit_depth(page: bytes) -> bytes:
    """Drop the start tags that would open too many elements at once, and their end tags."""
    depth = {True: 0, False: 0}
    limit = {True: MAX_FORMATTING, False: MAX_DEPTH}
    drop: list[tuple[int, int]] = []
    dropped: dict[bytes, int] = {}
    for match in _TAG.finditer(page):
        name = match[2].lower()
        if name in _NOT_NESTING:
            continue
        formatting = name in _FORMATTING
        if match[1]:
            if dropped.get(name):
                dropped[name] -= 1
                drop.append(match.span())
            elif depth[formatting]:
                depth[formatting] -= 1
        elif depth[formatting] < limit[formatting]:
            depth[formatting] += 1
        else:
            dropped[name] = dropped.get(name, 0) + 1
            drop.append(match.span())
    return _without(page, drop) if drop else page


def _without(page: bytes, tags: list[tuple[int, int]]) -> bytes:
    """Return the page without the tags that begin at these spans, each up to its ">"."""
    pieces = []
    done = 0
    for start, stop in tags:
        if start < done:
            continue
        pieces.append(page[done:start])
        end = page.find(b">", stop)
        done = end + 1 if end >= 0 else len(page)
    pieces.append(page[done:])
    return b"".join(pieces)
