"""What is read out of files: pages with the place that they stand at, and what was passed over, with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from cleanpage.options import InputFormat

MAX_RECORD_BYTES: Final = 64 * 2**20
"""Bytes, unpacked, above which a record is no page. The largest page in the benchmarks has a tenth of it; what is
larger is a film with the wrong type or a bomb, and must not fill the memory of a run over millions."""

MAX_FIELD_CHARS: Final = 2**16
"""Characters above which an address or a type is none, as in a header of WARC. It goes through every process and file
of a run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a record stands, so that it can be found again."""

    file: str
    """Name of the file as the command line led to it."""
    position: int = 0
    """Index among the records of the file, counted from 0, those passed over too."""
    offset: int | None = None
    """First byte of the record in the file as it lies on the disk, packed or not; its number of the line in JSONL
    and of the row in Parquet, from 0. None where the whole file is one page."""
    length: int | None = None
    """Bytes from there to the next record; None where it is not known, and for lines and rows."""
    record_id: str | None = None
    """WARC-Record-ID, without angle brackets; Content-ID or Content-Location of a part of a mail."""
    digest: str | None = None
    """Digest of the payload as the archive has it: "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"."""
    date: str | None = None
    """When it was fetched (WARC-Date, Date of a mail), ISO 8601."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """How a record is opened whose data are as they lie in the archive, not the page yet."""

    kind: Literal["line", "body", "message"]
    """A line of JSONL; the body of a server's answer with its codings; a mail or a saved page."""
    codings: tuple[str, ...] = ()
    """Of a body: its codings, in the order in which they are to be undone."""
    media_type: str = ""
    """Of a body: what it is said to be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One page of an archive, or what stands where one should be."""

    origin: Origin
    data: bytes | str = b""
    url: str | None = None
    content_type: str | None = None
    """The Content-Type that it came with: "text/html; charset=windows-1251"."""
    input_format: InputFormat = "auto"
    """"text" for a record of WET; else what it looks like decides."""
    truncated: str = ""
    """Why the archive holds only the front of the page (WARC-Truncated: "length", "time", "disconnect")."""
    problem: str = ""
    """Why there is no page although there should be: what, where and what to try. Goes to the quarantine."""
    sealed: Sealed | None = None
    """How `data` becomes a page; None if it is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A record that is no page, and doesn't claim to be one: a request, a picture, a redirection."""

    origin: Origin
    reason: str
    """Few and short, for they are counted by it: "a request", "image/png", "HTTP status 404", "a revisit"."""


Entry = Record | Skipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How archives are read."""

    max_bytes: int = MAX_RECORD_BYTES
    """Bytes, unpacked, above which a record goes to the quarantine unread."""
    columns: Sequence[str] = ("html", "content", "raw_content", "text")
    """Names of the field of JSONL or Parquet that holds the page; the first that the line or file has."""
    url_columns: Sequence[str] = ("url", "target_uri", "uri")
    """Names of the field with its address, likewise; without one there is no address."""
