"""Reads the page out of a saved web page (MHTML) or a mail (EML).

In: a file or a stream. Out: one `Record`: of the parts of the message the HTML that it begins with, else its plain
text. Pictures and frames that were saved with the page are passed over. The standard library takes the message
apart; a message that is made to cost it time is turned away first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message
from typing import BinaryIO, Final

from cleanpage.crawl.archives.packing import DamagedError, open_unpacked
from cleanpage.crawl.archives.records import Entry, Origin, Reading, Record

MAX_NESTED: Final = 64
"""Messages and multiparts in a message above which it is none: the library takes a call for each that is inside
another, and looks for the end of all of them at each line. Mails have up to some five."""

CODING_SHARE: Final = 2
"""Bytes of a message per byte of the largest page; base64 needs 1.4, and pictures are saved beside the page."""

HTML_TYPES: Final = frozenset({"text/html", "application/xhtml+xml"})

_NESTED: Final = re.compile(rb"^content-type:\s*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
_SPACE: Final = re.compile(r"\s+")


def read_mail(name: str, reading: Reading, stream: BinaryIO | None = None) -> Iterator[Entry]:
    """Return the page of an MHTML or EML file or, if given, of a stream called `name`, as the only record.

    Raises:
        InputError: the file can't be opened, or is packed with zstd and there is no package to unpack it.
    """
    limit = CODING_SHARE * reading.max_bytes
    origin = Origin(file=name)
    with open_unpacked(name, stream) as file:
        try:
            data = file.read(limit + 1)
        except DamagedError as error:
            yield Record(origin=origin, problem=f"{error}; copy or download the file again")
            return
    if len(data) > limit:
        problem = f"it is larger than {limit} bytes, which is no page"
    elif len(_NESTED.findall(data)) > MAX_NESTED:
        problem = f"it has more than {MAX_NESTED} messages inside each other, which is no page"
    else:
        try:
            yield _read_message(data, origin, reading)
            return
        except Exception as error:  # what the library raises on broken fields is of many types, and in no list
            problem = f"it can't be taken apart ({type(error).__name__}: {error}); save the page again"
    yield Record(origin=origin, problem=problem)


def _read_message(data: bytes, origin: Origin, reading: Reading) -> Record:
    import email  # takes 30 ms to import

    # Leading line ends would end the header before it has begun.
    message = email.message_from_bytes(data.lstrip(b"\r\n"))
    part = _main_part(message)
    if part is None:
        problem = "it has no part of HTML or plain text; if it is no mail and no saved page, rename it"
        return Record(origin=origin, problem=problem)
    body = part.get_payload(decode=True)
    page = body if isinstance(body, bytes) else b""
    location = _field(part, "Content-Location")
    origin = Origin(
        file=origin.file, record_id=_field(part, "Content-ID").strip("<>") or location or None, date=_date(message)
    )
    url = _field(message, "Snapshot-Content-Location") or location or _field(message, "Content-Location")
    if not page.strip():
        return Record(origin=origin, url=url or None, problem="the part with the page is empty; save the page again")
    if len(page) > reading.max_bytes:
        problem = f"the page has {len(page)} bytes, more than the {reading.max_bytes} that are read"
        return Record(origin=origin, url=url or None, problem=problem)
    charset = part.get_content_charset()
    content_type = part.get_content_type() + (f"; charset={charset}" if charset else "")
    return Record(origin=origin, data=page, url=url or None, content_type=content_type)


def _main_part(message: Message) -> Message | None:
    """Return the part with the page: the first of HTML or the one that the message names, else the first of text."""
    parts = [part for part in message.walk() if part.get_content_disposition() != "attachment"]
    pages = [part for part in parts if part.get_content_type() in HTML_TYPES]
    root = str(message.get_param("start") or "").strip("<> ")
    address = _field(message, "Snapshot-Content-Location") or _field(message, "Content-Location")
    for part in pages:
        if root and _field(part, "Content-ID").strip("<>") == root:
            return part
    for part in pages:
        if address and _field(part, "Content-Location") == address:
            return part
    texts = [part for part in parts if part.get_content_type() == "text/plain" and not part.is_multipart()]
    return next(iter(pages or texts), None) if message.keys() else None


def _field(part: Message, name: str) -> str:
    """Return the value of a field on one line, its encoded words as text; "" if there is none."""
    from email.errors import HeaderParseError
    from email.header import decode_header, make_header

    value = _SPACE.sub(" ", str(part.get(name) or "")).strip()
    if "=?" not in value:
        return value
    try:
        return str(make_header(decode_header(value)))
    except (HeaderParseError, LookupError, ValueError):
        return value


def _date(message: Message) -> str | None:
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(_field(message, "Date")).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
