"""Rows: a page as plain data, an object of JSON or a flat row of a table; `arrow` makes tables of Arrow of them."""

from cleanpage.crawl.rows.arrow import NEVER_NULL, arrow_schema, table_of
from cleanpage.crawl.rows.rows import (
    COLUMNS,
    FAILED,
    ColumnType,
    TextFormat,
    failed_row,
    object_of,
    origin_of,
    row_of,
)

__all__ = [
    "COLUMNS",
    "FAILED",
    "NEVER_NULL",
    "ColumnType",
    "TextFormat",
    "arrow_schema",
    "failed_row",
    "object_of",
    "origin_of",
    "row_of",
    "table_of",
]
