"""Keep the HTML parser linear: cut what it would handle in quadratic time.

A decoded page goes in and comes out unchanged unless it holds thousands of nested
elements or a single tag with thousands of attributes (lexbor takes 4 s for 40,000 of
either). Words are never cut, only tags.
"""

from __future__ import annotations

import re
from typing import Final

MAX_DEPTH: Final = 256
"""Open elements; deeper ones lose their tag and keep their text. Browsers stop at 512."""

_MANY_TAGS: Final = 10_000
"""Occurrences of "<" up to which even a page that is all nesting parses in a quarter of a second."""

MAX_TAG_CHARS: Final = 20_000
"""Characters between "<" and ">" after which a tag's attributes are looked at. Pictures given as data
URLs are longer than that, but they are few attributes."""

MAX_ATTRIBUTES: Final = 500
"""Attributes that a tag keeps when it is longer than MAX_TAG_CHARS."""

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_SELF_CLOSED: Final = frozenset(
    "area base br col embed frame hr img input link meta param source track wbr "
    # The parser ends these itself when the next one opens, so that they do not nest alone.
    "p li dt dd tr td th thead tbody tfoot option optgroup html head body".split()
)


def guard(text: str) -> str:
    """Return the page with tags deeper than MAX_DEPTH and attributes past MAX_ATTRIBUTES left out."""
    if text.count("<") > _MANY_TAGS:
        text = _limit_depth(text)
    if _has_long_stretch(text):
        text = _limit_attributes(text)
    return text


def _has_long_stretch(text: str) -> bool:
    """Tell whether MAX_TAG_CHARS characters follow each other without a ">", looking at few of them."""
    start = 0
    while start + MAX_TAG_CHARS < len(text):
        last = text.rfind(">", start, start + MAX_TAG_CHARS)
        if last < 0:
            return True
        start = last + 1
    return False


def _limit_depth(text: str) -> str:
    """Drop the start tags that would open an element deeper than MAX_DEPTH, and their end tags."""
    depth = 0
    drop: list[tuple[int, int]] = []
    dropped: dict[str, int] = {}
    for match in _TAG.finditer(text):
        name = match[2].lower()
        if name in _SELF_CLOSED:
            continue
        if match[1]:
            if dropped.get(name):
                dropped[name] -= 1
                drop.append(match.span())
            elif depth:
                depth -= 1
        elif depth < MAX_DEPTH:
            depth += 1
        else:
            dropped[name] = dropped.get(name, 0) + 1
            drop.append(match.span())
    if not drop:
        return text
    pieces = []
    done = 0
    for start, stop in drop:
        pieces.append(text[done:start])
        # The rest of the tag is skipped up to its ">".
        end = text.find(">", stop)
        done = max(done, end + 1 if end >= 0 else len(text))
    pieces.append(text[done:])
    return "".join(pieces)


def _limit_attributes(text: str) -> str:
    """Cut tags that are longer than MAX_TAG_CHARS after their first MAX_ATTRIBUTES attributes."""
    pieces = text.split(">")
    for index, piece in enumerate(pieces):
        if len(piece) <= MAX_TAG_CHARS:
            continue
        start = piece.rfind("<")
        if start < 0 or not piece[start + 1 : start + 2].isalpha():
            continue
        words = piece[start:].split(None, MAX_ATTRIBUTES + 1)
        if len(words) > MAX_ATTRIBUTES + 1:
            pieces[index] = piece[:start] + " ".join(words[: MAX_ATTRIBUTES + 1])
    return ">".join(pieces)
