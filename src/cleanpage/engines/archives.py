"""The records of archives as batches of Arrow: what is read on a cluster, one file after another.

Pages come as bytes with all that the archive says of them, what should be one and isn't comes with the reason in
place of it, and what is no page (requests, pictures, revisits) is passed over. AS_READ are the arguments with which
`batches.BatchReader` reads them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from functools import cache
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from cleanpage.crawl.archives import HEAD_BYTES, Entry, Reading, Record, archive_kind, read_archive
from cleanpage.crawl.rows import arrow_schema, origin_of
from cleanpage.engines.batches import ORIGIN
from cleanpage.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa

AS_READ: Final[Mapping[str, Any]] = {
    "column": "html",
    "url_column": "url",
    "content_type_column": "content_type",
    "problem_column": "problem",
    "keep": ORIGIN,
}

BATCH_PAGES: Final = 128
BATCH_BYTES: Final = 16 * 2**20
"""Most pages in a batch, and bytes of them after which no other is added: few enough that a worker of a cluster holds
several, some seconds of work at once."""


def read_entries(name: str, reading: Reading | None = None, stream: BinaryIO | None = None) -> Iterator[Entry]:
    """Return what is in an archive; of the stream, if there is one, that has this name and can seek.

    A name with "://" in it is opened with fsspec: "s3://crawl/may.warc.gz".

    Raises:
        InputError: it can't be opened or is no archive, or a package is missing.
    """
    if stream is None and "://" in name:
        with _open_remote(name) as remote:
            yield from read_entries(name, reading, remote)
        return
    head = None
    if stream:
        head = stream.read(HEAD_BYTES)
        stream.seek(0)
    kind = archive_kind(name, head)
    if kind is None:
        raise InputError(f"{name} is no archive of pages that can be read here; pass WARC, WET, JSONL or Parquet")
    yield from read_archive(name, kind, reading or Reading(), stream)


def _open_remote(name: str) -> AbstractContextManager[BinaryIO]:
    try:
        import fsspec
    except ImportError as error:
        raise InputError(f"reading {name} needs the package fsspec; pip install fsspec") from error
    remote: AbstractContextManager[BinaryIO] = fsspec.open(name, "rb")
    return remote


def content_type_of(record: Record) -> str | None:
    """Return the Content-Type of the bytes that `bytes_of` gives."""
    if isinstance(record.data, bytes):
        return record.content_type
    media_type = "text/plain" if record.input_format == "text" else (record.content_type or "").partition(";")[0]
    return f"{media_type or 'text/html'}; charset=utf-8"


def bytes_of(record: Record) -> bytes | None:
    """Return the bytes of a page; None where there is a problem in its place."""
    if record.problem:
        return None
    return record.data if isinstance(record.data, bytes) else record.data.encode("utf-8", "replace")


@cache
def archive_schema() -> pa.Schema:
    """Return the columns of the batches."""
    import pyarrow as pa

    ours = [("html", pa.binary()), ("url", pa.string()), ("content_type", pa.string()), ("problem", pa.string())]
    return pa.schema([*ours, *[arrow_schema().field(name) for name in ORIGIN]])


def read_batches(names: Iterable[str], reading: Reading | None = None) -> Iterator[pa.RecordBatch]:
    """Yield what is in archives, one after another, in batches with `archive_schema`.

    Raises:
        InputError: one can't be opened or is no archive, or a package is missing.
    """
    rows: list[dict[str, Any]] = []
    size = 0
    for name in names:
        for entry in read_entries(name, reading):
            if isinstance(entry, Record):
                rows.append(_row(entry))
                size += len(entry.data)
            if len(rows) == BATCH_PAGES or size >= BATCH_BYTES:
                yield _batch(rows)
                rows, size = [], 0
    if rows:
        yield _batch(rows)


def _row(record: Record) -> dict[str, Any]:
    return origin_of(record) | {
        "html": bytes_of(record),
        "content_type": content_type_of(record),
        "problem": record.problem or None,
    }


def _batch(rows: list[dict[str, Any]]) -> pa.RecordBatch:
    import pyarrow as pa

    return pa.RecordBatch.from_pylist(rows, schema=archive_schema())
