"""How much of a page is read, and for how long.

Options go in. The stages ask how many blocks they may make and whether the time is over; what they leave out for it
they say in words, so that a part of a page never passes for the whole.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from cleanpage.blocks import Format
from cleanpage.options import Options

CUTTING_SHARE: Final = 0.5
"""Share of the time after which no more blocks are made: one that is not judged is of no use."""

JUDGING: Final[Mapping[Format, float]] = MappingProxyType({"html": 7.0, "text": 12.0})
"""How many times as long as cutting a page into blocks it takes to judge them, at most: with short lines alone."""

TAGS_PER_BLOCK: Final = 6
"""Tags, and lines of a text dump, that are read for each block that may be made. Pages have about 8, and none an
eighth of what this makes with the defaults; the parser takes 100 to 330 bytes of memory for each."""

MIN_TAGS: Final = 30_000
"""Tags and lines that are read for however few blocks. The largest of 2,215 pages has 21,646."""

ATTRIBUTES_PER_BLOCK: Final = 6
"""Attributes of tags that are read for each block that may be made. The parser takes 260 bytes of memory for each. The
largest of 3,482 pages has 39,076, less than a quarter of what this makes with the defaults."""

MIN_ATTRIBUTES: Final = 250_000
"""Attributes that are read for however few blocks: they take 65 MB, and a page of 500 kB can't have more."""

CELLS_PER_BLOCK: Final = 20
"""Cells of the tables of a text dump that are told apart for each block that may be made, at some 60 bytes of memory
each; a row past them is a line like others. The dumps of 4,556 pages have at most 30 tabs in a line."""

LINES_A_SECOND: Final = 100_000
"""Lines of a text dump that are read at most for each second there is; some 40,000 can be judged in one. They are cut
into blocks all at once."""


ALL: Final = 2**40
"""More blocks, or lines, than any page has."""


class OutOfTime(Exception):
    """The time for a page is over."""


class Limits:
    """What one extraction may take. Its clock begins when it is made."""

    __slots__ = ("_start", "deadline_s", "max_attributes", "max_blocks", "max_cells", "max_tags")

    def __init__(self, options: Options) -> None:
        self.max_blocks = ALL if options.max_blocks is None else min(options.max_blocks, ALL)
        self.max_tags = max(MIN_TAGS, TAGS_PER_BLOCK * self.max_blocks)
        self.max_attributes = max(MIN_ATTRIBUTES, ATTRIBUTES_PER_BLOCK * self.max_blocks)
        self.max_cells = max(MIN_TAGS, CELLS_PER_BLOCK * self.max_blocks)
        self.deadline_s = options.deadline_s
        self._start = time.monotonic()

    def first_lines(self, text: str) -> tuple[list[str], str]:
        """Return as many lines of a text dump as are read, and what is said of the rest; "" if that is all."""
        in_time = ALL if self.deadline_s is None else int(LINES_A_SECOND * min(self.deadline_s, 1e6)) + 1
        most = min(in_time, self.max_tags)
        lines = text.split("\n", most)
        if len(lines) <= most:
            return lines, ""
        return lines[:most], self.out_of_time if in_time < self.max_tags else self.too_many_tags

    @property
    def cutting_is_over(self) -> bool:
        """Whether no more blocks may be made."""
        return self.deadline_s is not None and time.monotonic() - self._start > CUTTING_SHARE * self.deadline_s

    def judged(self, blocks: int, format: Format) -> int:
        """Return for how many of so many blocks there is time left."""
        if self.deadline_s is None:
            return blocks
        taken = time.monotonic() - self._start
        needed = JUDGING[format] * taken
        return blocks if taken + needed <= self.deadline_s else int(blocks * max(0.0, self.deadline_s - taken) / needed)

    def check(self) -> None:
        """Raise OutOfTime if the time is over."""
        if self.deadline_s is not None and time.monotonic() - self._start > self.deadline_s:
            raise OutOfTime

    @property
    def out_of_time(self) -> str:
        """What is said of a page that was not finished."""
        return f"what there was time for in {self.deadline_s or 0:g} s (deadline_s)"

    @property
    def too_many_blocks(self) -> str:
        """What is said of a page that has more blocks."""
        return f"the first {self.max_blocks:,} blocks (max_blocks)"

    @property
    def too_many_tags(self) -> str:
        """What is said of a page that has more tags, or lines."""
        return f"the first {self.max_tags:,} tags or lines (max_blocks)"

    @property
    def too_many_attributes(self) -> str:
        """What is said of a page whose tags have more attributes."""
        return f"the first {self.max_attributes:,} attributes of tags (max_blocks)"


UNLIMITED: Final = Limits(Options(max_bytes=None, max_blocks=None))


def first_bytes(dump: bytes | str, max_bytes: int | None) -> tuple[bytes | str, str]:
    """Return as much of a dump as is read, and what is said of the rest; "" if that is all.

    A `str` is measured in characters. UTF-8 is not cut within a character.
    """
    if max_bytes is None or len(dump) <= max_bytes:
        return dump, ""
    unit = "characters" if isinstance(dump, str) else "bytes"
    note = f"the first {max_bytes:,} of {len(dump):,} {unit} (max_bytes)"
    stop = max_bytes
    if isinstance(dump, bytes):
        while stop > max_bytes - 3 and dump[stop] & 0xC0 == 0x80:
            stop -= 1
    return dump[:stop], note
