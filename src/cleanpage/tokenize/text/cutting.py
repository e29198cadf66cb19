"""Cut the giant lines of a dump that has only a few lines, so that menus and article can be told apart.

A line goes in, the places of its pieces come out. Where the line ends of a page were lost, sentence ends, marks
between menu items, wide gaps and runs of capitalised words are what is left of its blocks. Nothing is put in or
left out: what stands between two pieces is known for each, so that they can be written back as they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
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
_WORD = re.compile("[^ ]+")
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


def cut_line(line: str) -> Iterator[Piece]:
    """Yield the pieces of a line, in order; the whole line, without white space around, if it is short.

    They are found one by one: a page of one line can have more of them than are read.
    """
    start = len(line) - len(line.lstrip())
    stop = len(line.rstrip())
    if stop - start < MIN_CUT_CHARS:
        if start < stop:
            yield Piece(start, stop, "")
        return
    joint = ""
    done = -1
    for gap in chain(_GAP.finditer(line, start, stop), (None,)):
        end = gap.start() if gap else stop
        # Where gaps are left, what stands between two of them is a block unless it is long.
        whole = [(start, end)] if start < end else []
        for first, last in _sentences(line, start, end) if end - start >= MIN_CUT_CHARS else whole:
            for begun, ended in _split_menus(line, first, last) if end - start >= MIN_CUT_CHARS else whole:
                if done >= 0 and not joint and line[done:begun]:
                    joint = " "
                yield Piece(begun, ended, joint)
                done = ended
                joint = ""
        if gap:
            joint = " ".join(["", *gap[0].split(), ""]) if gap[0].strip() else " "
            start = gap.end()


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
    """Yield a sentence whole, or cut where runs of capitalised words begin and end."""
    text = line[start:stop]
    first = 0
    for last in chain(_menu_ends(text), (len(text),)):
        if piece := text[first:last].rstrip():
            yield start + first, start + first + len(piece)
        first = last


def _menu_ends(text: str) -> Iterator[int]:
    """Yield where runs of capitalised words begin and end in a sentence.

    In Chinese and Japanese it is cut at every space, as only menus have any.
    """
    if not text.isascii() and max(text) >= "\u3040" and any(map(_is_unspaced, text)):
        yield from (word.start() for word in _WORD.finditer(text))
        return
    # A run of words without a small letter in front: how many, and where the first and last begin.
    run = first = last = 0
    words = 0
    # A list of the words would take thirty times as much memory as a page of short ones.
    for word in _WORD.finditer(text):
        at = word.start()
        if not text[at].islower():
            first = first if run else at
            last = at
            run += 1
            continue
        if _is_menu(run, words):
            # The last capital begins the sentence that follows.
            yield first
            yield last
            words = 0
        words += run + 1
        run = 0
    if _is_menu(run, words):
        yield first


def _is_menu(run: int, words: int) -> bool:
    """Return whether so many capitalised words, after so many words of a piece, are a menu's."""
    return run >= (MENU_WORDS if words < BEGUN_WORDS else MENU_WORDS_IN_PROSE)


def _is_unspaced(char: str) -> bool:
    """Return whether a character is kana or Han."""
    return "\u3040" <= char <= "\u9fff"
