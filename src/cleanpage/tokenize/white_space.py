"""Make every run of white space in a text one space, also where the text is a page of millions of words.

A text goes in, and its words on one line come out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

PIECE_CHARS: Final = 65_536
"""Characters, and up to the next white space, whose words are held at once: a word takes 60 bytes of memory."""

_SPACE = re.compile(r"\s")


def collapse(text: str) -> str:
    r"""Return a text with one space for each run of white space, and none around.

    >>> collapse(" By the\n  pier ")
    'By the pier'
    """
    # Printable text holds no white space but spaces; most texts are so and need no splitting.
    if "  " not in text and text.isprintable():
        return text.strip()
    if len(text) <= PIECE_CHARS:
        return " ".join(text.split())
    return " ".join(filter(None, _pieces(text)))


def _pieces(text: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        space = _SPACE.search(text, start + PIECE_CHARS)
        stop = space.start() if space else len(text)
        yield " ".join(text[start:stop].split())
        start = stop
