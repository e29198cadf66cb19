"""Rows of pages as tables of Arrow: what Parquet is written from, and what Ray and Spark work on.

The one place that says which type of Arrow a column of `rows.COLUMNS` has. pyarrow is imported when it is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from cleanpage.crawl.rows.rows import COLUMNS, ColumnType

if TYPE_CHECKING:
    import pyarrow as pa

NEVER_NULL: Final = ("status", "status_reason", "text")
"""Columns that every row has a value in; see `rows.COLUMNS`."""

_TYPES: Final[Mapping[ColumnType, Callable[[Any], pa.DataType]]] = {
    "string": lambda arrow: arrow.string(),
    "int": lambda arrow: arrow.int64(),
    "float": lambda arrow: arrow.float64(),
    "strings": lambda arrow: arrow.list_(arrow.string()),
}


@cache
def arrow_schema() -> pa.Schema:
    """Return names, types and order of the columns, as in `rows.COLUMNS`.

    Raises:
        ModuleNotFoundError: pyarrow is not installed.

    >>> arrow_schema().field("authors").type
    ListType(list<item: string>)
    """
    import pyarrow as pa

    return pa.schema(
        [pa.field(name, _TYPES[type_](pa), nullable=name not in NEVER_NULL) for name, type_ in COLUMNS.items()]
    )


def table_of(rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Return the rows as a table with `arrow_schema`: null where a row has no such column, and no others.

    Raises:
        ModuleNotFoundError: pyarrow is not installed.
        pyarrow.ArrowException: a value is not of its column's type. Rows from `rows.row_of` and `failed_row` are.

    >>> table_of([{"status": "failed", "status_reason": "it was cut off", "text": ""}]).num_rows
    1
    """
    import pyarrow as pa

    return pa.Table.from_pylist(rows, schema=arrow_schema())
