"""A page as plain data for files and engines: an object of JSON, or a flat row of a table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, Literal

from cleanpage.crawl.archives import Record
from cleanpage.page import Page

FAILED: Final = "failed"
"""Status of a record that gave no page; a page has one of `page.Status`."""

TextFormat = Literal["text", "markdown", "html"]
"""What stands in the field `text` of objects and rows."""

ColumnType = Literal["string", "int", "float", "strings"]

COLUMNS: Final[Mapping[str, ColumnType]] = {
    "source": "string",
    "position": "int",
    "offset": "int",
    "length": "int",
    "record_id": "string",
    "digest": "string",
    "fetched": "string",
    "url": "string",
    "truncated": "string",
    "status": "string",
    "status_reason": "string",
    "confidence": "float",
    "format": "string",
    "encoding": "string",
    "replaced": "int",
    "misread": "int",
    "misread_as": "string",
    "text": "string",
    "title": "string",
    "authors": "strings",
    "published": "string",
    "modified": "string",
    "language": "string",
    "site_name": "string",
    "description": "string",
    "kind": "string",
    "word_count": "int",
    "metadata": "string",
}
"""Names and types of the columns of a row, in order. All may be null but `status`, `status_reason` and `text`, which is
"" where there is none. `metadata` is JSON with all fields of `Metadata`; those that most people ask for have
columns of their own too."""

_OF_METADATA: Final = (
    "title",
    "published",
    "modified",
    "language",
    "site_name",
    "description",
    "kind",
    "word_count",
)


def origin_of(record: Record) -> dict[str, Any]:
    """Return where a record stands, and what the archive says of it, without what it doesn't say."""
    origin = record.origin
    fields = {
        "source": origin.file,
        "position": origin.position,
        "offset": origin.offset,
        "length": origin.length,
        "record_id": origin.record_id,
        "digest": origin.digest,
        "fetched": origin.date,
        "url": record.url,
        "truncated": record.truncated or None,
    }
    return {name: value for name, value in fields.items() if value is not None}


def object_of(page: Page, text: str | None = None) -> dict[str, Any]:
    """Return the page as an object of JSON: without blocks, and without the values that its metadata don't have.

    `text` stands in place of the page's, for instance as Markdown.
    """
    return {
        "url": page.url,
        "status": page.status,
        "status_reason": page.status_reason,
        "format": page.format,
        "encoding": page.encoding,
        "encoding_source": page.encoding_source,
        "replaced": page.replaced,
        "misread": page.misread,
        "misread_as": page.misread_as,
        "confidence": round(page.confidence, 4),
        "metadata": page.metadata.to_dict(found=False),
        "text": page.text if text is None else text,
    }


def row_of(page: Page, origin: Mapping[str, Any] = MappingProxyType({}), text: str | None = None) -> dict[str, Any]:
    """Return the page as a row with COLUMNS; `origin` fills those that the page itself knows nothing of.

    >>> import cleanpage
    >>> row = row_of(cleanpage.extract("<title>Owls</title><p>Owls hunt at night, and most of them hunt alone."))
    >>> row["status"], row["title"], row["offset"]
    ('ok', 'Owls', None)
    """
    known = object_of(page, text)
    metadata = known["metadata"]
    row = empty_row() | dict(origin) | {name: value for name, value in known.items() if name in COLUMNS}
    row |= {name: metadata[name] for name in _OF_METADATA}
    row["authors"] = metadata["authors"]
    row["metadata"] = json.dumps(metadata, ensure_ascii=False)
    return {name: _encodable(value) for name, value in row.items()}


def failed_row(reason: str, origin: Mapping[str, Any] = MappingProxyType({})) -> dict[str, Any]:
    """Return the row of what gave no page."""
    return {name: _encodable(value) for name, value in (empty_row() | dict(origin)).items()} | {
        "status": FAILED,
        "status_reason": _encodable(reason),
        "text": "",
    }


def empty_row() -> dict[str, Any]:
    """Return a row of nulls."""
    return dict.fromkeys(COLUMNS)


def _encodable(value: Any) -> Any:
    """Return the value with escapes for lone surrogates, which file names and JSON can have and UTF-8 can't."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, list):
        return [_encodable(one) for one in value]
    return value
