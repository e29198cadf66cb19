"""Reads pages from Parquet: one row a page, one of the columns its HTML or text.

In: a file. Out: a `Record` for every row; a row without a page is a record with a problem that names it. Of the
file only the columns that are needed are read, some rows at a time.

What pyarrow takes for a row is what the file says it needs. `read_groups` is for whoever reads in a process that may be
stopped for it: it tells of each group of rows before it is read, and can begin at any.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, Final, NamedTuple

from cleanpage.crawl.archives.packing import open_file
from cleanpage.crawl.archives.records import MAX_FIELD_CHARS, Entry, Origin, Reading, Record
from cleanpage.errors import InputError

BATCH_ROWS: Final = 64
BATCH_BYTES: Final = 16 * 2**20
"""Most rows that are in memory at a time, apart from what the library holds of the file, and bytes of them, should each
be as large as all of its group. Rows one by one cost 40 us each."""

FREE_ROWS: Final = 10_000
BYTES_A_ROW: Final = 16
"""Rows that a file may have: so many, and one for so many bytes of its pages as they lie there. Any number of equal
rows takes a byte or two."""

BUFFER_BYTES: Final = 2**20
"""Bytes of a column that are read at a time; else it is all of a row group, which can be a gigabyte."""

CONTENT_TYPE_COLUMN: Final = "content_type"


class Group(NamedTuple):
    """The next rows are of this group."""

    number: int
    first_row: int
    end: int
    """Index of the row behind it."""
    all_rows: int
    """Rows of the file."""


def read_parquet(name: str, reading: Reading, stream: BinaryIO | None = None) -> Iterator[Entry]:
    """Return the rows of a Parquet file as records; where it is damaged, one says which are lost.

    Raises:
        InputError: pyarrow is missing, the file is none of Parquet or damaged at its end, has no such column, or
            is a stream that can't seek.
    """
    for entry in read_groups(name, reading, stream):
        if isinstance(entry, Record):
            yield entry


def load_library() -> None:
    """Import pyarrow, which takes memory of its own, if it is there."""
    with contextlib.suppress(ImportError):
        import pyarrow.compute
        import pyarrow.parquet  # noqa: F401


def lost_rows(name: str, position: int, first_row: int, end: int, why: str) -> Record:
    """Return the record that stands for rows that can't be read."""
    return Record(
        origin=Origin(file=name, position=position, offset=first_row),
        problem=f"rows {first_row + 1} to {end} are lost: {why}",
    )


def read_groups(
    name: str, reading: Reading, stream: BinaryIO | None = None, group: int = 0, position: int = 0
) -> Iterator[Group | Record]:
    """Return the rows as `read_parquet` does, from a group of them on, with a `Group` before the rows of each.

    `position` is that of the first record.

    Raises:
        InputError: as there.
        MemoryError: a group needs more than there is.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise InputError('reading Parquet needs the package pyarrow; pip install "cleanpage[parquet]"') from error
    file = open_file(name) if stream is None else stream
    try:
        if not file.seekable():
            raise InputError("Parquet is read from its end, which a pipe doesn't allow; write it to a file first")
        try:
            table = pyarrow.parquet.ParquetFile(
                file, buffer_size=BUFFER_BYTES, pre_buffer=False, page_checksum_verification=True
            )
            schema = table.schema_arrow
        except (pyarrow.ArrowException, OSError, ValueError) as error:
            raise InputError(
                f"it is no sound Parquet file ({_first_line(error)}); copy or download it again"
            ) from error
        yield from _read_rows(name, table, _columns(schema, reading), reading, group, position)
    finally:
        if stream is None:
            file.close()


def _columns(schema: Any, reading: Reading) -> list[str | None]:
    """Return the columns of the page, its address and its type; None for one of the latter that isn't there."""
    texts = [field.name for field in schema if _is_text(field.type)]
    page = next((column for column in reading.columns if column in schema.names), None)
    if page is None:
        listed = ", ".join(map(repr, schema.names)) or "none"
        wanted = ", ".join(map(repr, reading.columns))
        raise InputError(f"it has none of the columns {wanted}; it has {listed}: name the one with the page (--column)")
    if page not in texts:
        listed = ", ".join(map(repr, texts)) or "none"
        kind = schema.field(page).type
        raise InputError(f"its column {page!r} holds {kind}; columns of text or bytes are {listed} (--column)")
    url = next((column for column in reading.url_columns if column in texts), None)
    return [page, url, CONTENT_TYPE_COLUMN if CONTENT_TYPE_COLUMN in texts else None]


def _is_text(kind: Any) -> bool:
    from pyarrow import types

    value = kind.value_type if types.is_dictionary(kind) else kind
    return _is_string(value) or any(
        test(value) for test in (types.is_binary, types.is_large_binary, types.is_binary_view)
    )


def _is_string(kind: Any) -> bool:
    from pyarrow import types

    value = kind.value_type if types.is_dictionary(kind) else kind
    return any(test(value) for test in (types.is_string, types.is_large_string, types.is_string_view))


def _read_rows(
    name: str, table: Any, columns: Sequence[str | None], reading: Reading, first: int, position: int
) -> Iterator[Group | Record]:
    """Return the records of the rows, one for all that are lost where a group of rows is damaged."""
    import pyarrow

    wanted = [column for column in columns if column]
    all_rows = table.metadata.num_rows
    schema = table.metadata.schema
    place = next(place for place in range(len(schema)) if schema.column(place).path == wanted[0])
    packed = row = 0
    for index in range(table.num_row_groups):
        group = table.metadata.row_group(index)
        end = row + group.num_rows
        chunk = group.column(place)
        packed += max(chunk.total_compressed_size, 0)
        if index < first:
            row = end
            continue
        yield Group(index, row, end, all_rows)
        if end > FREE_ROWS + packed // BYTES_A_ROW:
            why = f"the file holds {end} rows in {packed} bytes, too many to be pages"
            yield lost_rows(name, position, row, all_rows, why)
            return
        reason = "they are not there"
        try:
            # Threads would take address space, which is what is capped.
            rows = _batch_rows(chunk)
            for batch in table.iter_batches(rows, [index], wanted, use_threads=False):
                # Bytes of strings: pyarrow doesn't check that they are UTF-8 before it makes a str of them.
                values = [_bytes_of(batch.column(column)) if column else None for column in columns]
                is_text = _is_string(batch.column(columns[0]).type)
                for at in range(batch.num_rows):
                    cells = [None if column is None else column[at] for column in values]
                    origin = Origin(file=name, position=position, offset=row)
                    yield _record(origin, cells, reading, is_text=is_text)
                    position, row = position + 1, row + 1
        except MemoryError:
            raise
        except (pyarrow.ArrowException, OSError, ValueError) as error:
            reason = _first_line(error)
        if row < end:
            yield lost_rows(name, position, row, end, f"{reason}; copy or download the file again")
            position += 1
        row = end


def _batch_rows(chunk: Any) -> int:
    """Return how many rows are read at a time."""
    if "DELTA_BYTE_ARRAY" in chunk.encodings:  # Each value can hold the one before it.
        return 1
    size: int = chunk.total_uncompressed_size
    return max(1, min(BATCH_ROWS, BATCH_BYTES // max(size, 1)))


def _bytes_of(array: Any) -> Any:
    import pyarrow

    if pyarrow.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    return array.cast(pyarrow.large_binary())


def _record(origin: Origin, cells: Sequence[Any], reading: Reading, *, is_text: bool) -> Record:
    page, url, content_type = cells
    address = _text(url)
    if not page.is_valid:
        problem = f"row {(origin.offset or 0) + 1} holds null where the page should be"
        return Record(origin=origin, url=address, problem=problem)
    size = page.as_buffer().size
    if size > reading.max_bytes:
        problem = f"row {(origin.offset or 0) + 1} holds {size} bytes, more than the {reading.max_bytes} that are read"
        return Record(origin=origin, url=address, problem=problem)
    data: bytes | str = page.as_py()
    if is_text:
        with contextlib.suppress(UnicodeDecodeError):
            data = page.as_py().decode()
    return Record(origin=origin, data=data, url=address, content_type=_text(content_type))


def _text(value: Any) -> str | None:
    if value is None or not value.is_valid or value.as_buffer().size > MAX_FIELD_CHARS:
        return None
    return value.as_py().decode("utf-8", "replace") or None


def _first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0][:200]
