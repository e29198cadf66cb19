"""cleanpage in Spark: a function for `DataFrame.mapInArrow`, and its schema. pyspark itself is not imported here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from cleanpage.crawl.rows import COLUMNS, NEVER_NULL, ColumnType
from cleanpage.engines.archives import read_batches
from cleanpage.engines.batches import BatchReader

if TYPE_CHECKING:
    import pyarrow as pa

    MapBatches: TypeAlias = Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]

_TYPES: Final[Mapping[ColumnType, str]] = {
    "string": "string",
    "int": "bigint",
    "float": "double",
    "strings": "array<string>",
}

SCHEMA: Final = ", ".join(
    f"`{name}` {_TYPES[type_]}{' not null' if name in NEVER_NULL else ''}" for name, type_ in COLUMNS.items()
)
"""The columns in Spark's DDL, as `mapInArrow` and `createDataFrame` take it. With columns that are kept beyond
these: SCHEMA + ", `crawl` string"."""


def extract_batches(column: str = "html", url_column: str | None = "url", **reading: Any) -> MapBatches:
    """Return a function for `mapInArrow` that takes batches with pages and gives batches with `rows.COLUMNS`.

        pages = frame.mapInArrow(extract_batches("html", deadline_s=20), SCHEMA)

    The arguments are the fields of `batches.BatchReader`. With a deadline or a cap on memory, a partition has a process
    of its own for its pages.

    Raises:
        OptionsError: a value outside its range; within the function, a column is missing or of a wrong type.
    """
    reader = BatchReader(column=column, url_column=url_column, **reading)

    def extract(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        with closing(reader.tables(batches)) as tables:
            for table in tables:
                yield from table.combine_chunks().to_batches()

    return extract


def read_archives(column: str = "path") -> MapBatches:
    """Return a function that takes batches with the names of archives and gives what is in them.

    The batches have `archives.archive_schema`. Put the two functions together, so that no page leaves the process
    that has read it: `lambda paths: extract(read(paths))`.
    """

    def read(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return read_batches(name for batch in batches for name in batch.column(column).to_pylist())

    return read
