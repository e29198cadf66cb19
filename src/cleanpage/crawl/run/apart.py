"""Reads in a process of its own what can't be read in bounded memory: Parquet, which pyarrow unpacks as the file says.

An archive and limits go in, its entries come out, as if it had been read here. The others are split here, by lengths
and line ends alone.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from typing import Final

from cleanpage.crawl.archives import Entry, Group, Reading, Record, lost_rows, read_groups, split_archive
from cleanpage.crawl.files import STDIN, Source, check_file, open_stdin
from cleanpage.crawl.pool import NO_LIMITS, Limits, StoppedError, stream
from cleanpage.errors import InputError

MAX_STOPS: Final = 3
"""Groups of rows in a file that may take too much; after so many the rest of the file is lost. Each can cost the whole
deadline."""


def split_source(source: Source, reading: Reading, limits: Limits) -> Iterator[Entry]:
    """Return what is in an input that is an archive, sealed.

    Raises:
        InputError: nothing of it can be read.
    """
    assert source.archive
    check_file(source)
    # Without its package there is nothing to be started.
    if source.archive == "parquet" and limits != NO_LIMITS and importlib.util.find_spec("pyarrow"):
        yield from _read_rows(source, reading, limits)
        return
    yield from split_archive(source.name, source.archive, reading, open_stdin(source) if source.name == STDIN else None)


def _read_rows(source: Source, reading: Reading, limits: Limits) -> Iterator[Entry]:
    """Yield the rows of a Parquet file; a group that takes too much is lost from there on, and the next one is read."""
    first = position = row = 0
    group: Group | None = None
    for stop in range(1, MAX_STOPS + 1):
        entries = stream(_groups, source, reading, first, position, limits=limits, reads_stdin=source.name == STDIN)
        try:
            for entry in entries:
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
            yield lost_rows(source.name, position, row, end, str(error))
            if end == group.all_rows:
                return
            position += 1
            first, group = group.number + 1, None
        finally:
            entries.close()


def _groups(source: Source, reading: Reading, first: int, position: int) -> Iterator[Group | Record]:
    """Return the groups and rows, in the process that reads them."""
    file = open_stdin(source) if source.name == STDIN else None
    return read_groups(source.name, reading, file, first, position)
