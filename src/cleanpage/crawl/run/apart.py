"""Reads in a process of its own what can't be read in bounded memory: Parquet, which pyarrow unpacks as the file says.

An archive and limits go in, its entries come out, as if it had been read here. The others are split here, by lengths
and line ends alone.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from typing import BinaryIO, Final

from cleanpage.crawl.archives import (
    Entry,
    Group,
    Reading,
    Record,
    load_library,
    lost_rows,
    read_groups,
    split_archive,
)
from cleanpage.crawl.files import STDIN, Source, check_file, open_stdin
from cleanpage.crawl.pool import NO_LIMITS, Limits, StoppedError, Stream
from cleanpage.errors import InputError

MAX_STOPS: Final = 3
"""Groups of rows in a file that may take too much; after so many the rest of the file is lost. Each can cost the whole
deadline."""


class Splitter:
    """Splits archives into records. A context: the process for Parquet ends with it."""

    def __init__(self, reading: Reading, limits: Limits) -> None:
        self._reading = reading
        self._limits = limits
        self._open = ExitStack()
        self._stream: Stream[Group | Record] | None = None

    def __enter__(self) -> Splitter:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def split(self, source: Source) -> Iterator[Entry]:
        """Return what is in an input that is an archive, sealed.

        Raises:
            InputError: nothing of it can be read.
        """
        assert source.archive
        check_file(source)
        if source.archive == "parquet" and self._limits != NO_LIMITS:
            yield from self._read_apart(source)
            return
        stream = open_stdin(source) if source.name == STDIN else None
        yield from split_archive(source.name, source.archive, self._reading, stream)

    def _read_apart(self, source: Source) -> Iterator[Entry]:
        if source.name != STDIN:
            if self._stream is None:
                self._stream = self._open.enter_context(Stream(_groups, self._limits, prepare=load_library))
            yield from _rows(self._stream, source.name, None, self._reading)
            return
        file = _another_stdin()
        if file is None:
            yield from split_archive(STDIN, "parquet", self._reading, open_stdin(source))
            return
        try:
            with Stream(_groups, self._limits, prepare=load_library, files=[file]) as stream:
                yield from _rows(stream, STDIN, file, self._reading)
        finally:
            os.close(file)


def _another_stdin() -> int | None:
    """Return a number of its own for standard input, if that can be read in another process as it can here."""
    try:
        return os.dup(sys.stdin.fileno()) if sys.platform != "win32" and sys.stdin.seekable() else None
    except (OSError, ValueError, io.UnsupportedOperation):
        return None


def _rows(stream: Stream[Group | Record], name: str, file: int | None, reading: Reading) -> Iterator[Entry]:
    """Yield the rows of a Parquet file; a group that takes too much is lost from there on, and the next one is read."""
    first = position = row = 0
    for stop in range(1, MAX_STOPS + 1):
        group: Group | None = None
        try:
            for entry in stream.run(name, file, reading, first, position):
                if isinstance(entry, Group):
                    group, row = entry, entry.first_row
                    continue
                yield entry
                position += 1
                row += 1
            return
        except StoppedError as error:
            if group is None:
                raise InputError(f"it can't be read: {error}") from error
            end = group.all_rows if stop == MAX_STOPS else group.end
            if row < end:
                yield lost_rows(name, position, row, end, str(error))
                position += 1
            if end == group.all_rows:
                return
            first = group.number + 1


def _groups(name: str, file: int | None, reading: Reading, first: int, position: int) -> Iterator[Group | Record]:
    """Yield the groups and rows, in the process that reads them."""
    if file is None:
        yield from read_groups(name, reading, None, first, position)
        return
    with _opened(file) as stream:
        yield from read_groups(name, reading, stream, first, position)


def _opened(file: int) -> BinaryIO:
    return io.open(file, "rb", closefd=False)  # noqa: UP020 - by its number
