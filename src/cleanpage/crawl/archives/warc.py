"""Reads the pages of WARC and WET archives.

In: a file, packed or not, or a stream. Out: an `Entry` for every record and every damaged stretch, in their order:
a page, a reason why the record is none, or a problem. A server's answer is a page if its status is 2xx and its type
one of HTML or plain text; where there is no type that says something, its first bytes decide. `split_warc` looks at
headers and lengths; a body with codings is sealed, and `open_body` undoes them.
"""

from __future__ import annotations

import contextlib
import dataclasses
import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from cleanpage.crawl.archives.http_body import MAX_CODINGS, codings_of, decode_body, read_response
from cleanpage.crawl.archives.packing import DamagedError, Members, Packing, open_file
from cleanpage.crawl.archives.records import Entry, Origin, Reading, Record, Sealed, Skipped
from cleanpage.crawl.archives.warc_blocks import MAGIC, Block, read_blocks
from cleanpage.errors import InputError

ARC_MAGIC: Final = b"filedesc:"
"""First bytes of an ARC file, the forerunner of WARC."""

PAGE_TYPES: Final = frozenset({"text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml", "text/plain"})
"""Media types of pages. The third is XHTML for phones, and what Apache Tika, which names the types in Common Crawl,
finds in pages that declare that."""

INVALID_TYPE: Final = "an invalid Content-Type"
"""Stands for all that break the rules, so that reasons are few: "html", "text\\html", "<b>error</b>"."""

VAGUE_TYPES: Final = frozenset(
    {"", "application/octet-stream", "application/xml", "binary/octet-stream", "text/xml", "unknown/unknown"}
    | {INVALID_TYPE}
)
"""Media types that can be a page, or no page: the first bytes decide."""

SNIFFED_BYTES: Final = 1024
"""First bytes of a body that are searched for a sign of HTML; some twice what the WHATWG's MIME Sniffing needs."""

_OTHER_RECORDS: Final = {
    "continuation": "a continuation",
    "metadata": "metadata",
    "request": "a request",
    "revisit": "a revisit",
    "warcinfo": "a warcinfo record",
}

_MEDIA_TYPE: Final = re.compile(r"[a-z0-9.+-]{1,40}/[a-z0-9.+-]{1,80}", re.ASCII)
_HTML: Final = re.compile(
    rb"(?:[\s\xef\xbb\xbf\xff\xfe]|<\?xml[^>]*>|<!--(?:(?!-->).)*-->)*"
    rb"<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|div|h1|p|a|table|br)\b",
    re.IGNORECASE | re.DOTALL,
)
"""Begin of HTML as the WHATWG's MIME Sniffing has it, with comments and an XML declaration passed over."""


def split_warc(name: str, reading: Reading, stream: BinaryIO | None = None) -> Iterator[Entry]:
    """Return the records of a WARC file or, if given, of a stream called `name`, with what is damaged in it.

    Raises:
        InputError: the file can't be opened, is empty, is an ARC file, or is packed with zstd and there is no package
            to unpack it.
    """
    if stream is not None:
        yield from _split(name, reading, stream)
        return
    with open_file(name) as file:
        yield from _split(name, reading, file)


def open_body(record: Record, reading: Reading) -> Entry:
    """Return the entry of a body that had codings."""
    assert isinstance(record.data, bytes)
    assert record.sealed
    body, truncated, problem = decode_body(record.data, record.sealed.codings, reading.max_bytes)
    if problem:
        return Record(origin=record.origin, url=record.url, problem=problem)
    if reason := _reason_against(record.sealed.media_type, body):
        return Skipped(origin=record.origin, reason=reason)
    return dataclasses.replace(record, data=body, truncated=record.truncated or truncated, sealed=None)


def _split(name: str, reading: Reading, stream: BinaryIO) -> Iterator[Entry]:
    expected: Packing = "gzip" if name.lower().endswith(".gz") else "zstd" if name.lower().endswith(".zst") else ""
    members = Members(stream, expected=expected, plain=MAGIC)
    # Damage at the start is met again when the records are read, and told with its place.
    with contextlib.suppress(DamagedError):
        if members.begins_with(ARC_MAGIC):
            raise InputError("this is an ARC archive, which is not read; convert it to WARC first")
    for position, block in enumerate(read_blocks(members, reading.max_bytes)):
        yield _entry(block, _origin(name, position, block))
    if not members.position:
        raise InputError("it is empty (0 bytes); copy or download it again")


def _origin(name: str, position: int, block: Block) -> Origin:
    fields = block.fields
    record_id = fields.get("warc-record-id")
    return Origin(
        file=name,
        position=position,
        offset=block.offset,
        length=block.length,
        record_id=record_id.strip("<>") if record_id else None,
        digest=fields.get("warc-payload-digest"),
        date=fields.get("warc-date"),
    )


def _entry(block: Block, origin: Origin) -> Entry:
    fields = block.fields
    if block.problem:
        return Record(origin=origin, url=_url(fields), problem=block.problem)
    record_type = fields.get("warc-type", "").lower()
    if record_type == "response":
        return _response(block, origin)
    if record_type in ("resource", "conversion"):
        return _document(block, origin, is_text=record_type == "conversion")
    return Skipped(origin=origin, reason=_OTHER_RECORDS.get(record_type, "a record of unknown type"))


def _url(fields: dict[str, str]) -> str | None:
    # Wget 1.14 to 1.19 put angle brackets around it.
    return fields.get("warc-target-uri", "").strip("<>") or None


def _response(block: Block, origin: Origin) -> Entry:
    fields = block.fields
    declared = _media_type(fields.get("content-type"))
    if declared not in ("", "application/http") and not block.data.startswith(b"HTTP/"):
        return Skipped(origin=origin, reason=declared)
    response = read_response(block.data)
    if response.problem:
        return Record(origin=origin, url=_url(fields), problem=response.problem)
    if not 200 <= response.status < 300:
        return Skipped(origin=origin, reason=f"HTTP status {response.status}")
    sent = response.fields.get("content-type")
    found = _media_type(fields.get("warc-identified-payload-type")) or _media_type(sent)
    if found not in PAGE_TYPES and found not in VAGUE_TYPES:
        return Skipped(origin=origin, reason=found)
    codings = codings_of(response.fields)
    if not codings and (reason := _reason_against(found, response.body)):
        return Skipped(origin=origin, reason=reason)
    return Record(
        origin=origin,
        data=response.body,
        url=_url(fields),
        content_type=sent or found or None,
        truncated=_truncated(fields),
        sealed=Sealed(kind="body", codings=codings[: MAX_CODINGS + 1], media_type=found) if codings else None,
    )


def _document(block: Block, origin: Origin, *, is_text: bool) -> Entry:
    """Return the entry of a record that holds a file, or the text of a page (WET)."""
    fields = block.fields
    content_type = fields.get("content-type")
    found = _media_type(content_type)
    if found not in PAGE_TYPES and found not in VAGUE_TYPES:
        return Skipped(origin=origin, reason=found)
    if reason := "an empty body" if is_text and not block.data else _reason_against(found, block.data, text=is_text):
        return Skipped(origin=origin, reason=reason)
    return Record(
        origin=origin,
        data=block.data,
        url=_url(fields),
        # WET has no charset: it is UTF-8 by definition.
        content_type="text/plain; charset=utf-8" if is_text else content_type,
        input_format="text" if is_text else "auto",
        truncated=_truncated(fields),
    )


def _truncated(fields: dict[str, str]) -> str:
    return fields.get("warc-truncated", "").lower() or ("segmented" if "warc-segment-number" in fields else "")


def _reason_against(media_type: str, body: bytes, *, text: bool = False) -> str:
    """Return why a body of a type of pages is none; "" if it is one."""
    if not body:
        return "an empty body"
    if media_type in PAGE_TYPES or text or _HTML.match(body[:SNIFFED_BYTES].replace(b"\0", b"")):
        return ""
    return media_type or "no Content-Type"


def _media_type(content_type: str | None) -> str:
    """Return the type without parameters in small letters; "" if there is none, or INVALID_TYPE."""
    if not content_type:
        return ""
    media_type = content_type.partition(";")[0].strip().lower()
    return media_type if not media_type or _MEDIA_TYPE.fullmatch(media_type) else INVALID_TYPE
