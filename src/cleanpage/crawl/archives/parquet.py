"""Reads pages from Parquet: one row a page, one of the columns its HTML or text.

In: a file. Out: a `Record` for every row; a row without a page is a record with a problem that names it. Of the
file only the columns that are needed are read, some rows at a time.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, Final

from cleanpage.crawl.archives.packing import open_file
from cleanpage.crawl.archives.records import Entry, Origin, Reading, Record
from cleanpage.errors import InputError

BATCH_ROWS: Final = 64
"""Rows that are in memory at a time, apart from what the library holds of the file: some 10 MB of pages."""

BUFFER_BYTES: Final = 2**20
"""Bytes of a column that are read at a time; else it is all of a row group, which can be a gigabyte."""

CONTENT_TYPE_COLUMN: Final = "content_type"


def read_parquet(name: str, reading: Reading, stream: BinaryIO | None = None) -> Iterator[Entry]:
    """Return the rows of a Parquet file as records; where it is damaged, one says which are lost.

    Raises:
        InputError: pyarrow is missing, the file is none of Parquet or damaged at its end, has no such column, or
            is a stream that can't seek.
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
        yield from _read_rows(name, table, _columns(schema, reading), reading)
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


def _read_rows(name: str, table: Any, columns: Sequence[str | None], reading: Reading) -> Iterator[Entry]:
    """Return the records of the rows, one for all that are lost where a group of rows is damaged."""
    import pyarrow

    wanted = [column for column in columns if column]
    position = row = 0
    for group in range(table.num_row_groups):
        end = row + table.metadata.row_group(group).num_rows
        reason = "they are not there"
        try:
            for batch in table.iter_batches(batch_size=BATCH_ROWS, row_groups=[group], columns=wanted):
                # Bytes of strings: pyarrow doesn't check that they are UTF-8 before it makes a str of them.
                values = [_bytes_of(batch.column(column)) if column else None for column in columns]
                is_text = _is_string(batch.column(columns[0]).type)
                for index in range(batch.num_rows):
                    cells = [None if column is None else column[index] for column in values]
                    origin = Origin(file=name, position=position, offset=row)
                    yield _record(origin, cells, reading, is_text=is_text)
                    position, row = position + 1, row + 1
        except (pyarrow.ArrowException, OSError, ValueError) as error:
            reason = _first_line(error)
        if row < end:
            lost = f"rows {row + 1} to {end} are lost: {reason}; copy or download the file again"
            yield Record(origin=Origin(file=name, position=position, offset=row), problem=lost)
            position += 1
        row = end


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
    return value.as_py().decode("utf-8", "replace") or None if value is not None and value.is_valid else None


def _first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0][:200]
