"""Put a text together from millions of pieces without holding them all.

Pieces, or a pattern and what replaces it, go in; the text comes out.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

PIECES: Final = 4096
"""Pieces of text that are put together at a time: a page of damage and nothing else has millions, of 60 bytes each."""


def join(pieces: Iterable[str]) -> str:
    """Return the pieces in one text, holding few of them at a time."""
    remaining = iter(pieces)
    joined = []
    while some := list(itertools.islice(remaining, PIECES)):
        joined.append("".join(some))
    return "".join(joined)


def substitute(pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str], text: str) -> str:
    """Return what `pattern.sub` returns, holding few pieces at a time."""

    def pieces() -> Iterator[str]:
        stop = 0
        for match in pattern.finditer(text):
            yield text[stop : match.start()] + replace(match)
            stop = match.end()
        yield text[stop:]

    return join(pieces())
