"""cleanpage in Ray Data: a class for `Dataset.map_batches` on batches of Arrow. Ray itself is not imported here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Any

from cleanpage.crawl.pool import NO_LIMITS
from cleanpage.engines.archives import read_batches
from cleanpage.engines.batches import BatchReader
from cleanpage.pipeline import warm_up

if TYPE_CHECKING:
    import pyarrow as pa


class ExtractPages:
    """Takes a table with pages, gives one with `rows.COLUMNS` and a row for each page.

        pages = dataset.map_batches(
            ExtractPages,
            fn_constructor_kwargs={"column": "html", "text_as": "markdown", "deadline_s": 20},
            batch_format="pyarrow",
            batch_size=256,
            concurrency=4,
        )

    The arguments are the fields of `batches.BatchReader`. With a deadline or a cap on memory, each batch gets a process
    of its own, which takes a third of a second to start; with None for both, an actor loads the weights once.

    Raises:
        OptionsError: a value outside its range.

    >>> import pyarrow as pa
    >>> table = pa.table({"html": ["<title>Owls</title><p>Owls hunt at night, and most of them hunt alone."]})
    >>> ExtractPages(url_column=None, deadline_s=None, memory_bytes=None)(table)["text"].to_pylist()
    ['Owls hunt at night, and most of them hunt alone.']
    """

    def __init__(self, column: str = "html", url_column: str | None = "url", **reading: Any) -> None:
        self._reader = BatchReader(column=column, url_column=url_column, **reading)
        if self._reader.limits == NO_LIMITS:
            warm_up()

    def __call__(self, table: pa.Table) -> pa.Table:
        """Return the rows of the pages of a table.

        Raises:
            OptionsError: a column is missing, or its type is not one that it can have.
            WorkerError: the process for pages with a deadline can't be started.
        """
        with closing(self._reader.tables([table])) as tables:
            return next(tables)


def read_archives(table: pa.Table, column: str = "path") -> Iterator[pa.Table]:
    """Yield what is in the archives that a table names, as tables with `archives.archive_schema`.

        dataset.map_batches(read_archives, batch_format="pyarrow", batch_size=1)

    Raises:
        InputError: one can't be opened or is no archive, or a package is missing.
    """
    import pyarrow as pa

    for batch in read_batches(table[column].to_pylist()):
        yield pa.Table.from_batches([batch])
