"""Batches of Arrow with a page in each row in; tables with `arrow_schema` out, a row for each row.

What Ray and Spark have in common. That a column is missing or of the wrong type is an error of the call, and told
at the first batch; whatever a value holds is not.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from cleanpage.crawl.rows import COLUMNS, arrow_schema, table_of
from cleanpage.engines.pages import Dump, PageReader
from cleanpage.errors import OptionsError

if TYPE_CHECKING:
    import pyarrow as pa

    Batch: TypeAlias = "pa.RecordBatch | pa.Table"

ORIGIN: Final = ("source", "position", "offset", "length", "record_id", "digest", "fetched", "truncated")
"""Columns of the output that the page itself knows nothing of; null unless the input has them and `keep` names them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchReader(PageReader):
    """Where the pages stand in the batches, and how they are read.

    Raises:
        OptionsError: a value outside its range.
    """

    column: str = "html"
    """Column with the pages, as strings or binary. Take binary if you can: the bytes know their encoding."""
    url_column: str | None = "url"
    """Column with their addresses; None if there is none."""
    content_type_column: str | None = None
    """Column with their Content-Type headers; None if there is none."""
    problem_column: str | None = None
    """Column that says why a page is null; None if there is none."""
    keep: Sequence[str] = ()
    """Columns of the input that the output has too: those of ORIGIN in their place, others behind `COLUMNS`."""

    def __post_init__(self) -> None:
        PageReader.__post_init__(self)  # a class with slots has no super() without arguments
        if isinstance(self.keep, str):
            raise OptionsError("keep", self.keep, "pass a list of names")
        for name in self.keep:
            if name in COLUMNS and name not in ORIGIN:
                raise OptionsError("keep", name, "the output has a column of its own with this name; rename it before")

    def tables(self, batches: Iterable[Batch]) -> Generator[pa.Table, None, None]:
        """Yield a table for each batch, with a row for each of its rows, in order.

        Raises:
            OptionsError: a column is missing, or its type is not one that it can have.
            WorkerError: the process for pages with a deadline can't be started.
        """
        waiting: deque[Batch] = deque()

        def dumps() -> Iterator[Dump]:
            for batch in batches:
                waiting.append(batch)
                yield from self._dumps(batch)

        rows: list[dict[str, Any]] = []
        with closing(self.rows(dumps())) as read:
            for row in read:
                while len(rows) == waiting[0].num_rows:
                    yield self._table(waiting.popleft(), rows)
                    rows = []
                rows.append(row)
        while waiting:
            yield self._table(waiting.popleft(), rows)
            rows = []

    def _dumps(self, batch: Batch) -> Iterator[Dump]:
        none = [None] * batch.num_rows
        columns = [
            _values(batch, name, role) if name is not None else none
            for role, name in (
                ("column", self.column),
                ("url_column", self.url_column),
                ("content_type_column", self.content_type_column),
                ("problem_column", self.problem_column),
            )
        ]
        for data, url, content_type, problem in zip(*columns, strict=True):
            yield Dump(data, _as_text(url), _as_text(content_type), _as_text(problem))

    def _table(self, batch: Batch, rows: Sequence[dict[str, Any]]) -> pa.Table:
        import pyarrow as pa

        table = table_of(rows)
        for name in self.keep:
            column = _column(batch, name, "keep")
            if name not in ORIGIN:
                table = table.append_column(batch.schema.field(name), column)
                continue
            field = arrow_schema().field(name)
            try:
                column = column.cast(field.type)
            except pa.ArrowException as error:
                raise OptionsError("keep", name, f"{column.type} can't be made {field.type} ({error})") from error
            table = table.set_column(table.schema.get_field_index(name), field, column)
        return table


def _column(batch: Batch, name: str, role: str) -> Any:
    found = batch.schema.get_all_field_indices(name)
    if len(found) != 1:
        what = "several such columns" if found else f"only {', '.join(batch.schema.names) or 'no columns'}"
        raise OptionsError(role, name, f"the data has {what}")
    return batch.column(found[0])


def _values(batch: Batch, name: str, role: str) -> Iterator[bytes | str | None]:
    """Yield the values of a column one by one: all at once they would take the memory of the batch again."""
    import pyarrow as pa

    column = _column(batch, name, role)
    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    types = pa.types
    of_text = types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind)
    of_bytes = types.is_binary(kind) or types.is_large_binary(kind) or types.is_binary_view(kind)
    if not (of_text or of_bytes or types.is_null(kind)):
        raise OptionsError(role, name, f"the column is {column.type}; make it string or binary")
    return map(_value, column)


def _value(scalar: Any) -> bytes | str | None:
    try:
        value: bytes | str | None = scalar.as_py()
    except UnicodeDecodeError:  # Arrow doesn't look whether a string is UTF-8.
        data: bytes = scalar.as_buffer().to_pybytes()
        return data
    return value


def _as_text(value: bytes | str | None) -> str | None:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
