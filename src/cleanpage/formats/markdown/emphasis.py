r"""Move the ends of emphasis to where Markdown sees them.

Running text comes as pieces in a row, each with the marks that it should have; it goes out as pieces whose marks
CommonMark reads as meant. Stars open emphasis only before something that is not white space, and before punctuation
only if white space or punctuation stands before them too; closing is the mirror image (the "flanking" rules of
CommonMark 0.31, 6.2). White space at an end is moved out, then punctuation, one character at a time; a link takes
the stars into its brackets; code and formulas lose them. Where stars that close and stars that open would touch so
that they can be read in two ways, the later ones are left out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType
from typing import Final, Literal

STRONG: Final = 1
EMPHASIS: Final = 2
DELETED: Final = 4
SIGNS: Final[Mapping[int, str]] = MappingProxyType({STRONG: "**", EMPHASIS: "*", DELETED: "~~"})
_SIGNS_OF: Final[Mapping[int, str]] = MappingProxyType({0: "", **SIGNS})
STARS: Final = STRONG | EMPHASIS


@dataclass(slots=True)
class Piece:
    """A piece of running text, being laid out."""

    kind: Literal["text", "code", "source", "link"]
    """What `text` is: words, words of code, Markdown, or the Markdown between the brackets of a link."""
    text: str
    """Never empty."""
    marks: int = 0
    """Emphasis around it: a sum of STRONG, EMPHASIS and DELETED."""
    inner: int = 0
    """Emphasis that a link has to have within its brackets."""

    @property
    def first(self) -> str:
        """The character that it is written with first."""
        return "`" if self.kind == "code" else "[" if self.kind == "link" else self.text[0]

    @property
    def last(self) -> str:
        """The character that it is written with last."""
        return "`" if self.kind == "code" else ")" if self.kind == "link" else self.text[-1]


def fit(pieces: list[Piece], before: str, after: str) -> list[Piece]:
    """Return the pieces with marks that can be written by `signs_between`; `before` and `after` stand around them.

    >>> [(piece.text, piece.marks) for piece in fit([Piece("text", "a "), Piece("text", "(b) ", 1)], " ", " ")]
    [('a ', 0), ('(b)', 1), (' ', 0)]
    """
    if _are_apart(pieces) and all(
        not piece.marks or (piece.first.isalnum() and piece.last.isalnum()) for piece in pieces
    ):
        return pieces
    return _fit_ends(_fit_starts(pieces, before), after)


def signs_between(pieces: Sequence[Piece]) -> list[str]:
    """Return the signs to be written before each of the pieces, and those behind the last.

    >>> signs_between([Piece("text", "a", 1), Piece("text", "b", 3), Piece("text", "c")])
    ['**', '*', '***', '']
    """
    if _are_apart(pieces):
        around = [0, *[piece.marks for piece in pieces], 0]
        return [_SIGNS_OF[left | right] for left, right in pairwise(around)]
    ends = _find_ends(pieces)
    open_marks: list[int] = []
    signs = []
    for index, piece in enumerate(pieces):
        closed = []
        while open_marks and sum(open_marks) & ~piece.marks:
            closed.append(SIGNS[open_marks.pop()])
        opened = _in_order(piece.marks & ~sum(open_marks), ends[index])
        open_marks += opened
        signs.append("".join(closed + [SIGNS[mark] for mark in opened]))
    signs.append("".join([SIGNS[mark] for mark in reversed(open_marks)]))
    return signs


def _are_apart(pieces: Sequence[Piece]) -> bool:
    """Whether no piece has more than one mark, and no two with marks are neighbours: most running text."""
    last = 0
    for piece in pieces:
        marks = piece.marks
        if marks and (last or marks not in SIGNS):
            return False
        last = marks
    return True


def _fit_starts(pieces: Sequence[Piece], before: str) -> list[Piece]:
    ends = _find_ends(pieces)
    fitted: list[Piece] = []
    open_marks: list[int] = []
    fused = False
    for index, piece in enumerate(pieces):
        closed = 0
        while open_marks and sum(open_marks) & ~piece.marks:
            closed |= open_marks.pop()
        outer = sum(open_marks)
        opening = piece.marks & ~outer
        if opening:
            # Of three stars that open, two are left when one is closed. What then opens in a word, or between two
            # signs, would close them: the "rule of 3" of CommonMark 6.2 counts the three.
            fused = fused and bool(outer & STARS)
            after = "~" if opening & DELETED else piece.first
            if fused and (_sort(before), _sort(after)) != ("punctuation", "letter") and not before.isspace():
                closed = STARS
            head, rest = _fit_start(piece, outer, closed, before)
            if head:
                fitted.append(Piece("text", head, outer))
                before, closed = head[-1], 0
            if rest is None:
                continue
            piece = rest
            opened = piece.marks & ~outer & STARS
            fused = fused or opened == STARS or bool(opened and closed & STARS)
            open_marks += _in_order(piece.marks & ~outer, ends[index])
        fitted.append(piece)
        before = piece.last
    return fitted


def _fit_start(piece: Piece, outer: int, closed: int, before: str) -> tuple[str, Piece | None]:
    """Return the text that has only the marks `outer`, and the rest of the piece with the marks that it can have."""
    opening = piece.marks & ~outer
    if piece.kind != "text":
        if _may_touch(closed, opening, before, piece.first) and _can_flank(opening, before, piece.first):
            return "", piece
        return "", replace(piece, marks=outer, inner=piece.inner | opening if piece.kind == "link" else 0)
    text = piece.text
    at = len(text) - len(text.lstrip())
    if not at and not _may_touch(closed, opening, before, text[0]):
        opening &= ~STARS
        if not opening:
            return "", replace(piece, marks=outer)
    while at < len(text) and not _can_flank(opening, text[at - 1] if at else before, text[at]):
        at += 1
    rest = replace(piece, text=text[at:], marks=outer | opening) if at < len(text) else None
    return text[:at], rest


def _fit_ends(pieces: Sequence[Piece], after: str) -> list[Piece]:
    fitted: list[Piece] = []
    outer = 0
    for piece in reversed(pieces):
        closing = piece.marks & ~outer
        marks = piece.marks & outer
        if not closing:
            pass
        elif piece.kind == "text":
            text = piece.text
            end = len(text.rstrip())
            while end and not _can_flank(closing, text[end] if end < len(text) else after, text[end - 1]):
                end -= 1
            if end < len(text):
                fitted.append(Piece("text", text[end:], marks))
                outer, after = marks, text[end]
            if not end:
                continue
            piece = replace(piece, text=text[:end])
        elif not _can_flank(closing, after, piece.last):
            piece = replace(piece, marks=marks, inner=piece.inner | closing if piece.kind == "link" else 0)
        fitted.append(piece)
        outer, after = piece.marks, piece.first
    return fitted[::-1]


def _may_touch(closed: int, opening: int, before: str, after: str) -> bool:
    """Whether stars that close and stars that open can stand side by side: one pair each, between letters."""
    if not closed & STARS or not opening & STARS:
        return True
    one_each = closed & STARS != STARS and opening & STARS != STARS
    return one_each and _sort(before) == _sort(after) == "letter"


def _can_flank(marks: int, outside: str, inside: str) -> bool:
    """Whether marks between these characters belong to the one inside."""
    inner = _sort(inside)
    # Tildes within stars are punctuation for the stars, and the other way round.
    if inner == "letter" and not (marks & DELETED and marks & STARS):
        return True
    return inner != "space" and _sort(outside) in ("space", "punctuation")


def _sort(char: str) -> str:
    """Return what CommonMark sees in a character; "symbol" for what its versions see differently."""
    if char.isalnum():
        return "letter"
    if char.isspace():
        return "space"
    if char.isascii():
        return "punctuation" if char.isprintable() else "letter"
    category = unicodedata.category(char)[0]
    return "punctuation" if category == "P" else "symbol" if category == "S" else "letter"


def _find_ends(pieces: Sequence[Piece]) -> list[dict[int, int]]:
    """Return for each piece where each of its marks ends: the index of the last piece that has it."""
    ends: list[dict[int, int]] = []
    last: dict[int, int] = {}
    for index in range(len(pieces) - 1, -1, -1):
        marks = pieces[index].marks
        last = {mark: last.get(mark, index) for mark in SIGNS if marks & mark}
        ends.append(last)
    return ends[::-1]


def _in_order(marks: int, ends: Mapping[int, int]) -> list[int]:
    """Return marks in the order to open them: those that end last first."""
    return sorted([mark for mark in SIGNS if marks & mark], key=lambda mark: -ends.get(mark, 0))
