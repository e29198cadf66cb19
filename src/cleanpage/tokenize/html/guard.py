"""Keep the HTML parser linear: cut what it would handle in quadratic time.

A page in UTF-8 goes in and comes out unchanged unless it holds thousands of nested elements,
formatting that is never closed, or a single tag with thousands of attributes (lexbor takes 4 s
for 40,000 of any of these). Words are never cut, only tags: a block-level tag leaves a `<br>`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import itemgetter
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

_DRAWINGS: Final = frozenset((b"svg", b"math"))
_ENDING_DRAWINGS: Final = frozenset(
    b"b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta "
    b"nobr ol p pre ruby s small span strong strike sub sup table tt u ul var".split()
)
"""Elements that end all drawings and formulas, by the HTML standard."""
_HOLDING_HTML: Final = frozenset(b"title desc foreignobject mi mo mn ms mtext annotation-xml".split())
"""Elements of drawings and formulas in which HTML can stand, and may or may not end what is around it."""

_LOOK_BACK: Final = 64
"""Open elements among which the one that an end tag ends is looked for."""


def guard(page: bytes, limits: Limits = UNLIMITED) -> bytes:
    """Return the page without tags past MAX_DEPTH and MAX_FORMATTING and attributes past MAX_ATTRIBUTES.

    Where the time is over before all tags are looked at, the page ends there.
    """
    if _may_grow(page):
        page = _Tags().limit(page, limits)
    surplus = _surplus_attributes(page)
    if surplus:
        # A comparison in a script can look like a tag.
        tags = _Tags()
        tags.limit(page, limits)
        surplus = [span for span in surplus if not tags.in_raw_text(span[0])]
    return _replace(page, surplus)


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
        self._places = _Places()
        self._raw: list[tuple[int, int]] = []
        """(start, stop) of the text of scripts and their like."""

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
                self._places.pass_other(match[0])
                continue
            name = match[2].lower()
            self._places.pass_tag(name, is_end=bool(match[1]), self_closing=bool(match[3]))
            if name in _FORMATTING:
                keep = self._end_formatting(name) if match[1] else self._start_formatting(name)
            elif match[1]:
                keep = self._end(name)
            elif name in _RAW_END and self._places.hold_raw_text:
                end = _RAW_END[name].search(page, position)
                start, position = position, end.start() if end else len(page)
                self._raw.append((start, position))
                keep = True
            else:
                keep = self._start(name, bool(match[3]))
            if not keep:
                drop.append((*match.span(), b"<br>" if name in _SCOPED else b""))
        return _replace(page, drop)

    def in_raw_text(self, position: int) -> bool:
        """Return whether what stands there in the page is text of a script or its like."""
        index = bisect_right(self._raw, position, key=itemgetter(0)) - 1
        return index >= 0 and position < self._raw[index][1]

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


class _Places:
    """Follows where the text of a `<script>` and its like is surely no markup for the parser.

    In drawings and formulas it is. Where HTML may stand in one of them, it is taken for markup from there on: then more
    elements are thought open than are.
    """

    def __init__(self) -> None:
        self._drawings: list[bytes] = []
        self._holding = b""
        """The element in a drawing that has just begun, and could hold HTML."""
        self._unsure = False

    @property
    def hold_raw_text(self) -> bool:
        """Whether scripts and the like hold no markup here."""
        return not (self._drawings or self._unsure)

    def pass_other(self, markup: bytes) -> None:
        """Go past a comment or a declaration."""
        # In drawings, what stands in CDATA is text, also behind the first ">".
        self._unsure |= bool(self._drawings) and markup[:9].upper() == b"<![CDATA["

    def pass_tag(self, name: bytes, *, is_end: bool, self_closing: bool) -> None:
        """Go past a tag."""
        if self._holding:
            # Only where nothing stands in it does its end tag surely end it.
            self._unsure |= not (is_end and name == self._holding)
            self._holding = b""
        if self._drawings:
            if is_end:
                if name in self._drawings:
                    while self._drawings.pop() != name:
                        pass
            elif name in _HOLDING_HTML:
                self._holding = b"" if self_closing else name
            elif name in _ENDING_DRAWINGS:
                self._drawings.clear()
            elif name in _DRAWINGS and not self_closing:
                self._drawings.append(name)
        elif name in _DRAWINGS and not is_end and not self_closing:
            self._drawings.append(name)


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
