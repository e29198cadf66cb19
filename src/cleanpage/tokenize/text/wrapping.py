"""Tell whether a text dump was wrapped at a width, and which of its lines make a paragraph.

Lines go in, a width and runs of lines come out. A program that wraps text ends a line only when the next word
has no room, so a single width explains where nearly all longer lines end: each is no longer than the width, and
would be with the first word of the next line. Lines that an author ended, of verse or of a list, have no such width.
What a paragraph says is not looked at, except where a list mark or a table may begin.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from itertools import accumulate, islice, pairwise
from typing import Final, NamedTuple

from cleanpage.tokenize.text.marks import DASHES, bullet_end, number_mark
from cleanpage.words.dates import find_dates
from cleanpage.words.lexicon import cue_of_text
from cleanpage.words.plain_text import is_wide

MIN_WIDTH: Final = 40
MAX_WIDTH: Final = 140
"""Columns that a dump can be wrapped at. Mail has 65 to 80, terminals up to 132; verse is narrower."""

MAX_LONG_SHARE: Final = 0.1
"""Share of a dump's characters in lines over MAX_WIDTH from which it isn't wrapped: on pages with a block on each
line such lines hold the article. Wrapped dumps have few, of addresses and tables."""

MAX_LONG_CHARS: Final = 500
"""Characters of such a line that count: it can be data in one word."""

MIN_FULL_LINES: Final = 6
"""Lines that must end where a width says, so that chance gives no width."""

MIN_FULL_SHARE: Final = 0.33
"""Share of the longer lines, followed by another, that must be full; the last line of a paragraph needn't be, nor
a headline. Lines of any length are full by chance for one in five at the longest one's length."""

NARROW_WIDTH: Final = 56
MIN_NARROW_SHARE: Final = 0.8
"""The same up to this width, where verse is, whose regular lines are full by chance for two in five."""

NEAR_WIDTH: Final = 0.6
"""Share of the width from which a line is one of the longer."""

OVER_COST: Final = 10
"""Full lines that a longer line of several words outweighs. Of 4,470 dumps of real pages four have a width, all
of them wrapped."""

ALIKE_LINES: Final = 60
"""Full lines whose first words are looked at."""

MIN_DISTINCT_SHARE: Final = 0.25
"""Share of these that must be different. On wrapped real pages 0.65 to 1 are; on a few in English down to 0.12."""

CLOSED_UP: Final = 3
"""Columns by which a line of Chinese or Japanese can fall short: a stop or bracket may not begin the next."""

MAX_WORD: Final = 30
"""Columns of a first word that count; before an address any line is full."""

MAX_ASIDE_CHARS: Final = 40
"""Characters of a line that can be a date or a menu item by itself."""

_QUOTE = re.compile(r"(?:>{1,9}[^\S\n]?)+")
_FIRST_WIDE: Final = "\u2e80"
_NUMERALS: Final = "0123456789.,:;/_-()[]"
SOFT_HYPHEN: Final = "\u00ad"
_STOPS: Final = tuple(".:;!?…。：！？।؟۔։")
_ENDS: Final = (*_STOPS, *"\"'”’»)）」』")


class Line(NamedTuple):
    """A line that is not blank, as far as its wrapping goes."""

    indent: int
    """Columns of white space before it."""
    quote: str
    """Its quote marks, without white space (">>"); empty for most."""
    text: str
    """The rest, without white space around."""
    columns: int
    """Columns of `text`."""
    before: int
    """Columns before `text`."""


class Paragraph(NamedTuple):
    """Lines that were one before they were wrapped."""

    start: int
    """Index of the first line."""
    lines: Sequence[Line]


def unwrap(lines: Sequence[str], apart: Container[int] = ()) -> list[Paragraph]:
    """Return the paragraphs of a dump that was wrapped at a width; none at all if it wasn't.

    Blank lines are in none; lines whose number, from 1, is in `apart` stay alone.
    """
    sizes = list(map(len, lines))
    if sum([min(size, MAX_LONG_CHARS) for size in sizes if size > MAX_WIDTH]) > MAX_LONG_SHARE * sum(sizes):
        return []
    read = [*map(_read, lines), None]
    rooms = [_room(line, after) if line and after else 0 for line, after in pairwise(read)]
    width = _width(read, rooms)
    if not width or _begin_alike(read, rooms, width):
        return []
    return _paragraphs(read, rooms, width, apart)


def _begin_alike(lines: Sequence[Line | None], rooms: Sequence[int], width: int) -> bool:
    """Return whether many full lines begin with one word, digits aside: logs, code or timetables."""
    full = (line for line, room in zip(lines, rooms, strict=False) if line and room and _is_full(line, room, width))
    words = [line.text.split(None, 1)[0].strip(_NUMERALS) for line in islice(full, ALIKE_LINES)]
    return len(set(words)) < MIN_DISTINCT_SHARE * len(words)


def _width(lines: Sequence[Line | None], rooms: Sequence[int]) -> int:
    """Return the columns at which a dump was wrapped, MIN_WIDTH to MAX_WIDTH; 0 if it wasn't.

    The width is the one that the most lines fill, less OVER_COST times the lines that are longer.
    """
    # Each is the number of lines for a width less the number for the width before it.
    full, near, over = ([0] * (MAX_WIDTH + 2) for _ in range(3))
    for line, room in zip(lines, rooms, strict=False):
        if line:
            size = line.before + line.columns
            if _can_break(line):
                _count(over, 0, line.columns - 1)
            if room:
                _count(near, size, int(size / NEAR_WIDTH))
                # Quote marks may have been put before the text after it was wrapped.
                _count(full, line.columns if line.quote else size, size + min(room, MAX_WORD))
    full, near, over = (list(accumulate(steps)) for steps in (full, near, over))
    merits = [filled - OVER_COST * longer for filled, longer in zip(full, over, strict=True)]
    width = max(range(MIN_WIDTH, MAX_WIDTH + 1), key=lambda at: (merits[at], at))
    share = MIN_FULL_SHARE if width > NARROW_WIDTH else MIN_NARROW_SHARE
    return width if full[width] >= MIN_FULL_LINES and merits[width] >= share * near[width] else 0


def _count(steps: list[int], first: int, last: int) -> None:
    """Add 1 to the widths from `first` to `last`, whose differences are `steps`."""
    if first <= MAX_WIDTH:
        steps[first] += 1
        steps[min(last, MAX_WIDTH) + 1] -= 1


def _paragraphs(
    lines: Sequence[Line | None], rooms: Sequence[int], width: int, apart: Container[int]
) -> list[Paragraph]:
    """Return the paragraphs of lines wrapped at `width`; the last line is None. See `_room`."""
    found: list[Paragraph] = []
    run: list[Line] = []
    start = 0
    gap = True
    for index, line in enumerate(lines):
        full = line and run and _is_full(run[-1], rooms[index - 1], width)
        if line and full and _goes_on(run, line) and index not in apart and index + 1 not in apart:
            run.append(line)
            continue
        if run:
            # Between two blank lines there is one paragraph.
            first = 0 if gap and not line else _doubtful_end(run)
            if first:
                found.append(Paragraph(start, run[:first]))
            found.append(Paragraph(start + first, run[first:]))
            gap = False
        if line:
            start, run = index, [line]
        else:
            gap, run = True, []
    return found


def _doubtful_end(run: Sequence[Line]) -> int:
    """Return the index in a run of full lines where another block seems to begin; 0 if none does.

    The last line of a paragraph, or a headline, can be full by chance. A paragraph ends like a sentence; if the run
    doesn't, what follows its last sentence stands alone, and so does a last line that is a date or a menu's.
    """
    last = run[-1].text
    if len(run) == 1 or last.endswith(_ENDS):
        return 0
    for index in range(len(run) - 1, 0, -1):
        if run[index - 1].text.endswith(_ENDS) and not run[index].text[0].islower():
            return index
    if len(last) <= MAX_ASIDE_CHARS and (cue_of_text(last, len(last.split())) or _is_date(last)):
        return len(run) - 1
    return 0


def _is_date(text: str) -> bool:
    dates = find_dates(text)
    return bool(dates) and 2 * (dates[0].stop - dates[0].start) > len(text)


def join_lines(texts: Iterable[str]) -> str:
    """Return the lines of a paragraph as one, with a space between where the script has spaces.

    A hyphen at the end stays and is closed up with a lower-case letter; a soft hyphen goes.
    """
    parts: list[str] = []
    end = ""
    for text in texts:
        if end == SOFT_HYPHEN:
            parts[-1] = parts[-1][:-1]
        elif parts and not _closes_up(parts[-1], text):
            parts.append(" ")
        parts.append(text)
        end = text[-1]
    return "".join(parts)


def _closes_up(before: str, after: str) -> bool:
    """Return whether no space belongs between the end of a line and the beginning of the next."""
    if before[-1] == "-":
        return before[-2:-1].isalpha() and after[0].islower()
    return _is_unspaced(before[-1]) and _is_unspaced(after[0])


def _read(raw: str) -> Line | None:
    """Return a line with what stands before its text told apart; None if it is blank."""
    text = raw.strip()
    if not text:
        return None
    before = len(raw) - len(raw.lstrip())
    indent, quote = before, ""
    if text[0] == ">" and (marks := _QUOTE.match(text)) and marks.end() < len(text):
        quote = marks[0].replace(" ", "")
        text = text[marks.end() :]
        rest = text.lstrip()
        before += marks.end() + len(text) - len(rest)
        text = rest
    return Line(indent, quote, text, columns(text), before)


def columns(text: str) -> int:
    """Return the columns that a text takes on a terminal, where a character of Chinese, Japanese or Korean takes two.

    >>> columns("rain"), columns("雨。")
    (4, 4)
    """
    if text.isascii() or max(text) < _FIRST_WIDE:
        return len(text)
    return len(text) + sum(
        [is_wide(char) or "\u3000" <= char <= "\u303f" or "\uff00" <= char <= "\uff60" for char in text]
    )


def _is_unspaced(char: str) -> bool:
    """Return whether words beside this character have no space between: Chinese, Japanese and their punctuation."""
    return "\u3001" <= char <= "\u9fff" or "\uff01" <= char <= "\uff60"


def _can_break(line: Line) -> bool:
    """Return whether a line is more than one word, so that it could be shorter."""
    return " " in line.text or line.columns > len(line.text)


def _room(line: Line, after: Line) -> int:
    """Return the columns after a line that its end leaves unexplained, if the next line's first word had no room."""
    if _is_unspaced(after.text[0]) or _is_unspaced(line.text[-1]):
        return 1 + CLOSED_UP
    return columns(after.text.split(None, 1)[0])


def _is_full(line: Line, room: int, width: int) -> bool:
    """Return whether the first word of the next line had no room on a line."""
    if line.columns > width and _can_break(line):
        return False
    return line.before + line.columns + room >= width


def _goes_on(run: Sequence[Line], line: Line) -> bool:
    """Return whether a line belongs to the paragraph of the full lines before it, by their marks and indents."""
    first, previous = run[0], run[-1]
    if line.quote != previous.quote or not _is_prose(previous) or not _is_prose(line):
        return False
    if previous is not first:
        if line.before != previous.before:
            return False
    elif line.before > first.before and not (bullet_end(first.text) or number_mark(first.text)):
        # The first line can stand further in; further out only if its mark hangs before the text.
        return False
    return not _begins_item(first, previous, line)


def _begins_item(first: Line, previous: Line, line: Line) -> bool:
    """Return whether a line begins with a list mark, and not with a number or dash of its sentence."""
    ended = previous.text.endswith(_STOPS)
    if bullet_end(line.text):
        return ended or line.text[0] not in DASHES or (line.text[0] == first.text[0] and line.before == first.before)
    mark = number_mark(line.text)
    if mark is None:
        return False
    before = number_mark(first.text)
    return ended or (before is not None and mark == (before.style, before.value + 1))


def _is_prose(line: Line) -> bool:
    """Return whether a line is neither a row of columns nor a rule of dashes."""
    return "   " not in line.text and "\t" not in line.text and any(map(str.isalnum, line.text))
