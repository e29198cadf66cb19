"""Find the formatting of a page that the parser may not end: it opens it again in all that follows.

Formatting is surely ended where its end tag stands if nothing is inside but text, breaks, pictures, small drawings, and
elements without rules of their own, all ended in their order. That holds wherever it stands: in a table, a menu, a
drawing or a script.
"""

from __future__ import annotations

import re
from typing import Final

from cleanpage.tokenize.html.source.open_elements import FORMATTING, SPECIAL

MAX_SHAPES: Final = 64
"""Tags of a small drawing; icons have up to a dozen."""

_NAMES = b"|".join([b"".join(b"[%c%c]" % (byte, byte - 32) for byte in name) for name in sorted(FORMATTING)])
"""In letters of any case. Without re.I, with which each byte of a page would be looked at."""
_OPENS = rb"<(?=[bcefinstuBCEFINSTU])"
"""With the first letters of these names: half of all tags need no further look."""
_ATTRIBUTES = rb"""(?:\s++[^\s"'<>/=]++(?:=(?:"[^"<>]*+"|'[^'<>]*+'|[^\s"'<>=`]++))?+)*+\s*+"""
"""Attributes that nobody reads otherwise: no bracket in a value, no quote astray."""

_AROUND_TEXT: Final = re.compile(_OPENS + rb"(" + _NAMES + rb")(?=[\s/>])" + _ATTRIBUTES + rb">[^<]*+</\1\s*+>")
"""Formatting with nothing in it but text."""

_TAG: Final = re.compile(rb"<(/?)([a-zA-Z][^\s/<>]*+)" + _ATTRIBUTES + rb"(/?)>")
_END: Final = re.compile(rb"[^<]*+</(?:title|desc)\s*+>", re.I)

_WITHOUT_CONTENT: Final = frozenset((b"br", b"wbr", b"img"))
_SHAPES: Final = frozenset(
    b"circle clippath defs ellipse g line lineargradient mask path polygon polyline rect stop symbol use".split()
)
"""Elements of drawings in which no HTML can stand."""


_FORMATTING_OR_ROOT: Final = re.compile(
    rb"<(?=[bcefhinstuBCEFHINSTU])(?:(?:" + _NAMES + rb")[\s/>]|([hH][tT][mM][lL]|[bB][oO][dD][yY])[\s/>])"
)
"""The beginning of formatting, or with its name of <html> and <body>."""


def find_formatting(page: bytes) -> tuple[list[int], int]:
    """Return where the start tags of formatting stand, and how many of <html> and <body> there are."""
    found = list(_FORMATTING_OR_ROOT.finditer(page))
    starts = [start.start() for start in found if start[1] is None]
    return starts, len(found) - len(starts)


class Formatting:
    """Tells of each start tag of formatting whether it may be left open; each tag of the page is looked at once."""

    def __init__(self, page: bytes) -> None:
        self._page = page
        self._ended: set[int] = set()
        self._looked_to = 0

    def left_open(self, starts: list[int]) -> list[int]:
        """Return those start tags of formatting of which it may be left open."""
        page = self._page
        return [start for start in starts if not _AROUND_TEXT.match(page, start) and self.is_left(start)]

    def is_left(self, position: int) -> bool:
        """Tell whether the formatting that begins there may be left open; asked in the order of the page."""
        if position >= self._looked_to:
            self._look(position)
        return position not in self._ended

    def _look(self, position: int) -> None:
        """Note all that is surely ended, from a start tag up to the first tag that isn't simple."""
        page = self._page
        opened: list[tuple[bytes, int]] = []
        while position >= 0 and (tag := _TAG.match(page, position)):
            name = tag[2].lower()
            if tag[1]:
                if not opened or opened[-1][0] != name:
                    break
                self._ended.add(opened.pop()[1])
            elif name == b"svg":
                end = self._end_of_drawing(tag)
                if not end:
                    break
                tag = end
            elif name not in _WITHOUT_CONTENT:
                if name in SPECIAL:
                    break
                opened.append((name, position))
            position = page.find(b"<", tag.end())
            if not opened:
                break
        self._looked_to = position if position >= 0 else len(page)

    def _end_of_drawing(self, tag: re.Match[bytes]) -> re.Match[bytes] | None:
        """Return the end tag of a small drawing that begins with a tag; None if it is none."""
        page = self._page
        if tag[3]:
            return tag
        for _ in range(MAX_SHAPES):
            position = page.find(b"<", tag.end())
            following = _TAG.match(page, position) if position >= 0 else None
            if not following:
                return None
            tag = following
            name = tag[2].lower()
            if tag[1] and name == b"svg":
                return tag
            if not tag[1] and name in (b"title", b"desc"):
                end = _END.match(page, tag.end())
                if not end:
                    return None
                tag = end
            elif name not in _SHAPES:
                return None
        return None
