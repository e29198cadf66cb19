"""Make every run of white space in a text one space, also where the text is a page of millions of words.

A text goes in, and its words on one line come out. What nobody sees is no part of a word: soft hyphens and zero-width
spaces go, control characters become spaces. Joiners between letters stay, as scripts are written with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

PIECE_CHARS: Final = 65_536
"""Characters, and up to the next white space, whose words are held at once: a word takes 60 bytes of memory."""

_SPACE = re.compile(r"\s")
_ASCII = re.compile(r"(?<=[ -~])(?s:.)")
"""A character behind one that is no half of a misread letter."""

# Behind the first half of a letter that was misread ("Ã" and U+00AD are "í") stands its second half.
_UNSEEN: Final = re.compile(
    "[\u200b\u2060\ufeff]|(?<![ÃÐ])(?<!à¸)\u00ad|([\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
    "|(?<![\xc2-\xf4])(?<![\xe0-\xf4][\x80-\xbf])(?<![\xf0-\xf4][\x80-\xbf][\x80-\xbf])[\x80-\x9f])"
)


def collapse(text: str) -> str:
    r"""Return a text with one space for each run of white space, and none around, without what nobody sees.

    >>> collapse(" By the\n  pi\u00ader ")
    'By the pier'
    """
    # Printable text holds no white space but spaces; most texts are so and need no splitting.
    if text.isprintable():
        return _joined(text) if "  " in text else text.strip()
    joined = _joined(text)
    return joined if joined.isprintable() else _joined(visible(joined))


def visible(text: str) -> str:
    r"""Return a text without soft hyphens and zero-width spaces, with a space for each control character.

    >>> visible("Müh\u00adle\x01am Bach\n")
    'Mühle am Bach\n'
    """
    if text.isprintable():
        return text
    if len(text) <= PIECE_CHARS:
        return _UNSEEN.sub(_instead, text)
    return "".join([_UNSEEN.sub(_instead, piece) for piece in _cut(text, _ASCII)])


def _instead(found: re.Match[str]) -> str:
    return " " if found[1] else ""


def _joined(text: str) -> str:
    if len(text) <= PIECE_CHARS:
        return " ".join(text.split())
    return " ".join(filter(None, (" ".join(piece.split()) for piece in _cut(text, _SPACE))))


def _cut(text: str, where: re.Pattern[str]) -> Iterator[str]:
    """Yield the pieces of a long text, each but the first beginning with what is looked for."""
    start = 0
    while start < len(text):
        found = where.search(text, start + PIECE_CHARS)
        stop = found.start() if found else len(text)
        yield text[start:stop]
        start = stop
