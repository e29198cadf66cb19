"""Reads the page out of a saved web page (MHTML) or a mail (EML).

In: a file or a stream. Out: one `Record`, sealed: `split_message` reads no more than its bytes. `open_message` takes
them apart (`mime`) and takes of the parts the HTML that the message begins with, else its plain text. Pictures and
frames that were saved with the page are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final

from cleanpage.crawl.archives.mime import Part, body_of, read_parts
from cleanpage.crawl.archives.packing import DamagedError, open_unpacked
from cleanpage.crawl.archives.records import Entry, Origin, Reading, Record, Sealed

CODING_SHARE: Final = 2
"""Bytes of a message per byte of the largest page; base64 needs 1.4, and pictures are saved beside the page."""

MAX_WORDS: Final = 100
"""Encoded words of a field above which it stays as it is. A line of 76 characters holds one or two."""

MAX_DATE_CHARS: Final = 100
"""Characters of a date that are read; it has some 31, and a comment."""

PIECE_BYTES: Final = 2**20
"""Bytes that are read at a time."""

HTML_TYPES: Final = frozenset({"text/html", "application/xhtml+xml"})


def split_message(name: str, reading: Reading, stream: BinaryIO | None = None) -> Iterator[Entry]:
    """Return the MHTML or EML file or, if given, the stream called `name`, as the only record, sealed.

    Raises:
        InputError: the file can't be opened, or is packed with zstd and there is no package to unpack it.
    """
    limit = CODING_SHARE * reading.max_bytes
    origin = Origin(file=name)
    with open_unpacked(name, stream) as file:
        try:
            data = _read(file, limit)
        except DamagedError as error:
            yield Record(origin=origin, problem=f"{error}; copy or download the file again")
            return
    if len(data) > limit:
        yield Record(origin=origin, problem=f"it is larger than {limit} bytes, too large for a page")
    else:
        yield Record(origin=origin, data=data, sealed=Sealed(kind="message"))


def _read(file: BinaryIO, limit: int) -> bytes:
    """Return what is in a file, up to a piece more than the limit. `read` itself would make room for all of it
    first."""
    pieces: list[bytes] = []
    left = limit
    while left >= 0 and (piece := file.read(PIECE_BYTES)):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def open_message(record: Record, reading: Reading) -> Record:
    """Return the record with the page of the message, or with the reason why there is none."""
    assert isinstance(record.data, bytes)
    # Leading line ends would end the header before it has begun.
    data = record.data.lstrip(b"\r\n")
    message, *others = read_parts(data)
    part = _main_part(message, [message, *others])
    if part is None:
        problem = "it has no part of HTML or plain text; if it is no mail and no saved page, rename it"
        return Record(origin=record.origin, problem=problem)
    page = body_of(data, part)
    location = _text(part, "content-location")
    origin = Origin(
        file=record.origin.file,
        record_id=_text(part, "content-id").strip("<>") or location or None,
        date=_date(message),
    )
    url = _text(message, "snapshot-content-location") or location or _text(message, "content-location")
    if not page.strip():
        return Record(origin=origin, url=url or None, problem="the part with the page is empty; save the page again")
    if len(page) > reading.max_bytes:
        problem = f"the page has {len(page)} bytes, more than the limit of {reading.max_bytes}"
        return Record(origin=origin, url=url or None, problem=problem)
    charset = part.parameters.get("charset", "").lower()
    content_type = part.content_type + (f"; charset={charset}" if charset else "")
    return Record(origin=origin, data=page, url=url or None, content_type=content_type)


def _main_part(message: Part, parts: Sequence[Part]) -> Part | None:
    """Return the part with the page: the first of HTML or the one that the message names, else the first of text."""
    parts = [part for part in parts if not _is_attached(part)]
    pages = [part for part in parts if part.content_type in HTML_TYPES]
    root = message.parameters.get("start", "").strip("<> ")
    address = _text(message, "snapshot-content-location") or _text(message, "content-location")
    for part in pages:
        if root and _text(part, "content-id").strip("<>") == root:
            return part
    for part in pages:
        if address and _text(part, "content-location") == address:
            return part
    texts = [part for part in parts if part.content_type == "text/plain"]
    return next(iter(pages or texts), None) if message.fields else None


def _is_attached(part: Part) -> bool:
    return part.fields.get("content-disposition", "").partition(";")[0].strip().lower() == "attachment"


def _text(part: Part, name: str) -> str:
    """Return the value of a field, its encoded words as text; "" if there is none."""
    from email.header import decode_header, make_header

    value = part.fields.get(name, "")
    if not 0 < value.count("=?") <= MAX_WORDS:
        return value
    try:
        return str(make_header(decode_header(value)))
    except Exception:  # What the library raises on broken fields is of many types, and in no list.
        return value


def _date(message: Part) -> str | None:
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(message.fields.get("date", "")[:MAX_DATE_CHARS]).isoformat()
    except Exception:  # as above
        return None
