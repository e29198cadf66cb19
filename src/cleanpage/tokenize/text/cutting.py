"""Cut the giant lines of a dump that has only a few lines, so that menus and article can be told apart.

A line goes in, the places of its pieces come out. Where the line ends of a page were lost, sentence ends, marks
between menu items, wide gaps and runs of capitalised words are what is left of its blocks. Nothing is put in or
left out: what stands between two pieces is known for each, so that they can be written back as they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

MIN_MEAN_CHARS: Final = 800
"""Characters for each line that is not empty from which a dump has too few of them. Of 4,470 dumps of real pages the
highest mean is 782, an essay without its page."""

MIN_CUT_CHARS: Final = 300
"""Characters from which a line of such a dump is cut."""

MENU_WORDS: Final = 3
"""Words in a row without a lower-case letter in front from which they are a menu, where no sentence has begun."""

MENU_WORDS_IN_PROSE: Final = 4
"""The same within a sentence, where names have that many. Tried with MENU_WORDS: 2 to 8
(`python -m benchmarks.quality layouts`)."""

BEGUN_WORDS: Final = 10
"""Words after which a sentence has begun; tried 3 to 10."""

MAX_ABBREVIATION: Final = 2
"""Letters or digits up to which a word before a full stop is an abbreviation, an initial or an ordinal."""

_GAP = re.compile(r"\s+(?:[|•·▪»›]\s+)+|\s{3,}|\s?[\t\u2028\u2029\x85\x0b\x0c]\s?")
_SENTENCE_END = re.compile(
    # A run of stops is read from its first one, so that a run without a space behind is read once.
    r"(?<![.!?…])([.!?…]+)[\"'”’»)\]]*\s+|[。！？｡]+[」』”’）]*\s*|(?<![।॥؟۔։።])[।॥؟۔։።]+[\"”»)]*\s+"
)
_OPENERS: Final = "\"'“‘«‹([¿¡„"


class Piece(NamedTuple):
    """A part of a line."""

    start: int
    """Index of its first character in the line."""
    stop: int
    """Index after its last character."""
    joint: str
    """What divides it from the piece before: white space as one space, a mark with its spaces, or nothing."""


def has_few_lines(lines: Sequence[str]) -> bool:
    """Return whether a dump has too few lines for the blocks of a page."""
    chars = sum(map(len, lines))
    return chars >= MIN_MEAN_CHARS * max(1, len(lines) - lines.count(""))


def cut_line(line: str) -> list[Piece]:
    """Return the pieces of a line, in order; the whole line, without white space around, if it is short."""
    start = len(line) - len(line.lstrip())
    stop = len(line.rstrip())
    if stop - start < MIN_CUT_CHARS:
        return [Piece(start, stop, "")] if start < stop else []
    pieces: list[Piece] = []
    joint = ""
    for gap in [*_GAP.finditer(line, start, stop), None]:
        end = gap.start() if gap else stop
        # Where gaps are left, what stands between two of them is a block unless it is long.
        whole = [(start, end)] if start < end else []
        for first, last in _sentences(line, start, end) if end - start >= MIN_CUT_CHARS else whole:
            for begun, ended in _split_menus(line, first, last) if end - start >= MIN_CUT_CHARS else whole:
                if pieces and not joint and line[pieces[-1].stop : begun]:
                    joint = " "
                pieces.append(Piece(begun, ended, joint))
                joint = ""
        if gap:
            joint = " ".join(["", *gap[0].split(), ""]) if gap[0].strip() else " "
            start = gap.end()
    return pieces


def _sentences(line: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield the (start, stop) of each sentence of a part of a line."""
    for end in _SENTENCE_END.finditer(line, start, stop):
        if end.end() < stop and _ends_sentence(line, end, start):
            yield start, end.start() + len(end[0].rstrip())
            start = end.end()
    if start < stop:
        yield start, stop


def _ends_sentence(line: str, end: re.Match[str], start: int) -> bool:
    """Return whether a stop ends a sentence: no small letter begins the next, and it is no abbreviation's."""
    after = line[end.end() : end.end() + 2].lstrip(_OPENERS)[:1]
    if after.islower():
        return False
    if end[1] != ".":
        return True
    at = end.start()
    before = line[max(start, at - MAX_ABBREVIATION - 1) : at]
    return not before[-1:].isalnum() or (len(before) > MAX_ABBREVIATION and before.isalnum())


def _split_menus(line: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield a sentence whole, or cut where runs of capitalised words begin and end.

    In Chinese and Japanese it is cut at every space, as only menus have any.
    """
    text = line[start:stop]
    everywhere = not text.isascii() and max(text) >= "\u3040" and any(map(_is_unspaced, text))
    cuts = [start]
    run: list[int] = []
    words = 0
    at = start
    for word in text.split(" "):
        if everywhere:
            cuts.append(at)
        elif word and word[0].islower():
            if _is_menu(run, words):
                # The last capital begins the sentence that follows.
                cuts += [run[0], run[-1]]
                words = 0
            words += len(run) + 1
            run = []
        elif word:
            run.append(at)
        at += len(word) + 1
    if _is_menu(run, words):
        cuts.append(run[0])
    for first, last in pairwise([*cuts, stop]):
        if piece := line[first:last].rstrip():
            yield first, first + len(piece)


def _is_menu(run: Sequence[int], words: int) -> bool:
    """Return whether capitalised words, after so many words of a piece, are a menu's."""
    return len(run) >= (MENU_WORDS if words < BEGUN_WORDS else MENU_WORDS_IN_PROSE)


def _is_unspaced(char: str) -> bool:
    """Return whether a character is kana or Han."""
    return "\u3040" <= char <= "\u9fff"
