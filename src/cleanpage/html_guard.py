"""Keep the HTML parser linear: cut what it would handle in quadratic time.

A page in UTF-8 goes in and comes out unchanged unless it holds thousands of nested elements,
formatting that is never closed, or a single tag with thousands of attributes (lexbor takes 4 s
for 40,000 of any of these). Words are never cut, only tags: a block-level tag leaves a `<br>`.
"""

from __future__ import annotations

import re
from typing import Final

from cleanpage.limits import UNLIMITED, Limits

MAX_DEPTH: Final = 256
"""Open elements; deeper ones lose their tag and keep their text. Browsers stop at 512."""

MAX_FORMATTING: Final = 32
"""Open formatting elements (<b>, <font>, …). The parser opens all of them again in every paragraph that
follows, so that a page that never closes them grows with the square."""

MANY_TAGS: Final = 30_000
"""Occurrences of "<" up to which even a page that is all nesting parses in a quarter of a second."""

SOME_TAGS: Final = 1_500
"""Occurrences of "<" up to which even a page of unclosed formatting parses in half a second."""

MAX_REOPENED: Final = 2_000_000
"""Product of tags and unclosed ones, about what formatting that is never closed makes the parser open, up to
which a page is not looked at tag by tag: a second."""

MAX_TAG_BYTES: Final = 20_000
"""Bytes between "<" and ">" after which a tag's attributes are counted. Pictures given as data
URLs and application state are longer than that, but they are few attributes."""

MAX_ATTRIBUTES: Final = 500
"""Attributes that a tag keeps when it is longer than MAX_TAG_BYTES."""

LOOK_TAGS: Final = 1024
"""Tags between two looks at the clock."""

_ATTRIBUTE = rb"""[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+|))?+"""
_TAG = re.compile(rb"<(/?)([a-zA-Z][^\s/>]*+)(?:\s++|/(?!>)|" + _ATTRIBUTE + rb")*+(/?)(?:>|\Z)")
_MARKUP = re.compile(rb"<!--(?:-?>|(?s:.*?)(?:--!?>|\Z))|<[!?][^>]*+>?|" + _TAG.pattern)
"""A comment, a declaration or a tag, as the HTML standard reads them: ">" in quotes ends nothing."""

_RAW_END: Final = {
    name: re.compile(rb"</" + name + rb"(?=[\s/>])", re.I)
    for name in b"script style textarea title xmp iframe noembed noframes".split()
}
"""Where the elements end whose content is not markup."""

_VOID: Final = b"area base br col embed frame hr img input link meta param source track wbr"
_ENDED_BY_NEXT: Final = b"p li dt dd tr td th thead tbody tfoot option optgroup html head body"
"""Elements that the parser ends itself when the next one opens, so that they do not nest alone."""
_LINKS: Final = b"a nobr"
"""Formatting elements that the parser ends when the next one opens."""
_NOT_NESTING: Final = frozenset((_VOID + b" " + _ENDED_BY_NEXT + b" " + _LINKS).split())
_FORMATTING: Final = frozenset(b"b big code em font i s small strike strong tt u".split())

_END: Final = re.compile(b"</")
_FORMATTING_TAG: Final = re.compile(rb"<(/?)(?:" + b"|".join(sorted(_FORMATTING)) + rb")(?=[\s/>])", re.I)

_SCOPED: Final = frozenset(
    b"address article aside blockquote button center details dialog dir div dl fieldset figcaption figure footer "
    b"form h1 h2 h3 h4 h5 h6 header hgroup listing main menu nav ol pre search section summary ul table select "
    b"object applet marquee template caption noscript".split()
)
"""Elements whose end tag also ends what is open inside them, up to a _BOUNDARY."""
_BOUNDARY: Final = frozenset(b"table select object applet marquee template caption foreignobject desc".split())
_BREAKOUT: Final = (
    _SCOPED | _FORMATTING | _NOT_NESTING | frozenset(b"span ruby sub sup var title foreignobject desc".split())
)
"""Elements that end a drawing or formula, or that hold HTML in one; after them "/>" ends no element."""

_LOOK_BACK: Final = 64
"""Open elements among which the one that an end tag ends is looked for."""


def guard(page: bytes, limits: Limits = UNLIMITED) -> bytes:
    """Return the page without tags past MAX_DEPTH and MAX_FORMATTING and attributes past MAX_ATTRIBUTES.

    Where the time is over before all tags are looked at, the page ends there.
    """
    if _may_grow(page):
        page = _Tags().limit(page, limits)
    return _replace(page, _surplus_attributes(page))


def _may_grow(page: bytes) -> bool:
    """Tell whether the parser could take long for a page, by counting before looking at single tags."""
    tags = page.count(b"<")
    if tags <= SOME_TAGS or tags > MANY_TAGS:
        return tags > MANY_TAGS
    # To count all end tags with a pattern takes half the time of counting its two bytes.
    if (tags - 2 * len(_END.findall(page))) * tags <= MAX_REOPENED:
        return False
    slashes = _FORMATTING_TAG.findall(page)
    return (len(slashes) - 2 * slashes.count(b"/")) * tags > MAX_REOPENED


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
        tag = _TAG.match(page, at)
        if tag and tag.end() - tag.start() > MAX_TAG_BYTES:
            start = max(start, tag.end())
            for number, match in enumerate(re.finditer(_ATTRIBUTE, tag[0][len(tag[2]) + 1 :])):
                if number == MAX_ATTRIBUTES:
                    found.append((tag.end(2) + match.start(), tag.end() - tag[0].endswith(b">"), b""))
                    break
    return found


class _Tags:
    """Follows which elements are open, never thinking fewer open than the parser does."""

    def __init__(self) -> None:
        self._open: list[tuple[bytes, bool]] = []
        self._depth = 0
        self._formatting = 0
        self._kept: dict[bytes, int] = {}
        self._dropped: dict[bytes, int] = {}
        self._in_drawing = False

    def limit(self, page: bytes, limits: Limits) -> bytes:
        """Return the page without the tags that would open too many elements at once, and their end tags."""
        drop: list[tuple[int, int, bytes]] = []
        position = 0
        left = LOOK_TAGS
        while match := _MARKUP.search(page, position):
            position = match.end()
            left -= 1
            if not left:
                left = LOOK_TAGS
                if limits.cutting_is_over:
                    page = page[:position]
                    break
            if match[2] is None:
                continue
            name = match[2].lower()
            if name in _FORMATTING:
                keep = self._end_formatting(name) if match[1] else self._start_formatting(name)
            elif match[1]:
                keep = self._end(name)
            elif name in _RAW_END and not self._in_drawing:
                end = _RAW_END[name].search(page, position)
                position = end.start() if end else len(page)
                keep = True
            else:
                keep = self._start(name, bool(match[3]))
            if not keep:
                drop.append((*match.span(), b"<br>" if name in _SCOPED else b""))
        return _replace(page, drop)

    def _start(self, name: bytes, self_closing: bool) -> bool:
        if name in (b"svg", b"math"):
            self._in_drawing = not self_closing
        elif name in _BREAKOUT:
            self._in_drawing = False
        if name in _NOT_NESTING or (self_closing and (self._in_drawing or name in (b"svg", b"math"))):
            return True
        keep = self._depth < MAX_DEPTH
        self._depth += keep
        self._open.append((name, keep))
        return keep

    def _end(self, name: bytes) -> bool:
        if name in (b"svg", b"math", b"p"):
            self._in_drawing = False
        stop = _BOUNDARY if name in _SCOPED else _SCOPED
        opened = self._open
        for index in range(len(opened) - 1, max(len(opened) - _LOOK_BACK, 0) - 1, -1):
            other, keep = opened[index]
            if other == name:
                # The parser takes a <form> from among its children and leaves them open.
                ended = slice(index, index + 1 if name == b"form" else None)
                self._depth -= sum([kept for _, kept in opened[ended]])
                del opened[ended]
                return keep
            if other in stop:
                break
        return True

    def _start_formatting(self, name: bytes) -> bool:
        self._in_drawing = False
        keep = self._formatting < MAX_FORMATTING
        self._formatting += keep
        counts = self._kept if keep else self._dropped
        counts[name] = counts.get(name, 0) + 1
        return keep

    def _end_formatting(self, name: bytes) -> bool:
        if self._dropped.get(name):
            self._dropped[name] -= 1
            return False
        if self._kept.get(name):
            self._kept[name] -= 1
            self._formatting -= 1
        return True


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
