"""Takes the page out of an HTTP response as an archive holds it: status, header fields, body without codings.

`read_response` takes the bytes from the status line on apart and looks at a bounded header alone; `decode_body`
undoes the codings. Archives often hold the body decoded and the header as it came, so a coding is undone only where
the bytes have it. What is unpacked is bounded, and so are its pieces.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from cleanpage.crawl.archives.packing import GZIP_MAGIC, MAX_WINDOW_BYTES, ZSTD_FEED_BYTES, ZSTD_MAGIC, packing_of
from cleanpage.crawl.archives.warc_blocks import parse_fields

MAX_CODINGS: Final = 4
MAX_MEMBERS: Final = 64
"""Codings of one body above which it is none, and packed members of it above which the rest is left: more are made
to cost time. Servers send one of each, and the chunks."""

MAX_CHUNKS: Final = 200_000
"""Chunks above which a body is none: 64 MB in pieces of 320 bytes. Servers send some kB at a time, and a line at the
least."""

MAX_HEAD_BYTES: Final = 300 * 2**10
"""Bytes above which a header is none, as with curl; browsers stop at 256 KiB."""

MAX_ANSWERS: Final = 16
"""Answers above which a response is none; all but the last are interim."""

CUT_OFF: Final = "disconnect"
"""What WARC-Truncated says where the connection ended before the body did (ISO 28500)."""

_STATUS: Final = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})(?!\d)")
_HEAD_END: Final = re.compile(rb"\r?\n\r?\n")
_CHUNK_SIZE: Final = re.compile(rb"(?:\r\n)?[ \t]*([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\r\n]*)?\r\n")
_MARKUP: Final = re.compile(rb"[\s\xef\xbb\xbf\xff\xfe]*<[!?a-zA-Z]")
_FEED_BYTES: Final = 64 * 2**10
"""Bytes given to zlib at a time."""


class Response(NamedTuple):
    """What a server sent."""

    status: int
    """0 if there is no status line."""
    fields: dict[str, str]
    """The header fields by name in small letters."""
    body: bytes
    """The body as it was sent."""
    problem: str = ""
    """Why there is no body."""


class Decoded(NamedTuple):
    """A body without codings."""

    body: bytes
    """Of one that is cut off, what there is."""
    truncated: str = ""
    """CUT_OFF if the codings show that the end is missing."""
    problem: str = ""
    """Why there is no body."""


class _BodyError(Exception):
    pass


def read_response(data: bytes) -> Response:
    """Return the response with its body as it was sent; `decode_body` makes that a page."""
    at = 0
    for _ in range(MAX_ANSWERS):
        if not (status := _STATUS.match(data, at)):
            break
        if not (end := _HEAD_END.search(data, at, at + MAX_HEAD_BYTES)):
            return Response(0, {}, b"", problem="the header of the HTTP response has no end")
        fields = parse_fields(data[at : end.start()], "latin-1")
        at = end.end()
        # An interim answer ("100 Continue") stands before the real one.
        if not status[1].startswith(b"1") or not data.startswith(b"HTTP/", at):
            return Response(int(status[1]), fields, data[at:])
    return Response(0, {}, b"", problem="the record holds no HTTP response")


def codings_of(fields: Mapping[str, str]) -> tuple[str, ...]:
    """Return the codings of a body in the order in which they are to be undone.

    >>> codings_of({"content-encoding": "deflate, gzip", "transfer-encoding": "chunked"})
    ('chunked', 'gzip', 'deflate')
    """
    return tuple(
        coding
        for name in ("transfer-encoding", "content-encoding")
        for coding in _listed(fields.get(name, ""))[::-1]
        if coding not in ("", "identity")
    )


def _listed(value: str) -> list[str]:
    return [coding.strip().lower() for coding in value.split(",")]


def decode_body(body: bytes, codings: Sequence[str], max_bytes: int) -> Decoded:
    """Return the body with its codings undone, or with a problem; up to `max_bytes` are unpacked."""
    whole = True
    if len(codings) > MAX_CODINGS:
        return Decoded(b"", problem=f"the body has more than {MAX_CODINGS} codings")
    try:
        for coding in codings:
            body, complete = _decode(coding, body, max_bytes)
            whole = whole and complete
    except _BodyError as error:
        return Decoded(b"", problem=str(error))
    return Decoded(body, "" if whole else CUT_OFF)


def _decode(coding: str, body: bytes, max_bytes: int) -> tuple[bytes, bool]:
    """Return what the coding was applied to, and whether its end is there."""
    match coding:
        case "chunked":
            return _join_chunks(body)
        case "gzip" | "x-gzip":
            return _inflate(body, 31, max_bytes) if body.startswith(GZIP_MAGIC) else (body, True)
        case "deflate":
            # The standard means zlib data; some servers send bare deflate.
            is_zlib = len(body) > 1 and body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0
            return (body, True) if _MARKUP.match(body) else _inflate(body, 15 if is_zlib else -15, max_bytes)
        case "zstd":
            return _unpack_zstd(body, max_bytes) if body.startswith(ZSTD_MAGIC) else (body, True)
        case "br":
            return (body, True) if _MARKUP.match(body) or not body else (_unpack_brotli(body, max_bytes), True)
        case _ if _MARKUP.match(body):
            return body, True
    raise _BodyError(f"its Content-Encoding {coding[:40]!r} is none that is read")


def _join_chunks(body: bytes) -> tuple[bytes, bool]:
    """Return the body without the sizes of its chunks; the body itself if it has none."""
    chunks: list[bytes] = []
    at = 0
    while size := _CHUNK_SIZE.match(body, at):
        start, length = size.end(), int(size[1], 16)
        if not length:
            return b"".join(chunks), True
        if len(chunks) == MAX_CHUNKS:
            raise _BodyError(f"the body comes in more than {MAX_CHUNKS} chunks")
        chunks.append(body[start : start + length])
        at = start + length
    return (b"".join(chunks), False) if chunks else (body, True)


def _inflate(body: bytes, wbits: int, max_bytes: int) -> tuple[bytes, bool]:
    return _unpack(body, max_bytes, lambda: zlib.decompressobj(wbits), zlib.error, _FEED_BYTES)


def _unpack_zstd(body: bytes, max_bytes: int) -> tuple[bytes, bool]:
    try:
        import zstandard
    except ImportError:
        raise _BodyError('a body packed with zstd needs the package zstandard; pip install "cleanpage[zstd]"') from None
    make = zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW_BYTES).decompressobj
    return _unpack(body, max_bytes, make, zstandard.ZstdError, ZSTD_FEED_BYTES)


def _unpack(
    body: bytes, max_bytes: int, make: Callable[[], Any], error_type: type[Exception], feed_bytes: int
) -> tuple[bytes, bool]:
    """Return the members of a body unpacked one by one, and whether the last one has its end."""
    chunks: list[bytes] = []
    size = at = 0
    unpacker = make()
    for _ in range(MAX_MEMBERS):
        unpacker = make()
        while at < len(body) and not unpacker.eof:
            fed = body[at : at + feed_bytes]
            bound = (max_bytes + 1 - size,) if feed_bytes == _FEED_BYTES else ()  # zstd's has no bound
            try:
                chunks.append(unpacker.decompress(fed, *bound))
            except error_type as error:
                raise _BodyError(f"the packed body is damaged ({error})") from None
            size += len(chunks[-1])
            if size > max_bytes:
                raise _BodyError(f"the body unpacks to more than {max_bytes} bytes")
            at += len(fed) - len(unpacker.unused_data)
        # Behind the last member browsers pass over whatever there is.
        if not packing_of(body[at : at + 4]):
            break
    return b"".join(chunks), unpacker.eof


def _unpack_brotli(body: bytes, max_bytes: int) -> bytes:
    try:
        from fastwarc.stream_io import BrotliReader
    except ImportError:
        raise _BodyError(
            'a body packed with Brotli needs the package fastwarc; pip install "cleanpage[warc]"'
        ) from None
    reader: Any = BrotliReader(io.BytesIO(body))
    try:
        return _bounded(reader.read(max_bytes + 1), max_bytes)
    except OSError as error:
        raise _BodyError(f"the packed body is damaged ({error})") from None


def _bounded(body: bytes, max_bytes: int) -> bytes:
    if len(body) > max_bytes:
        raise _BodyError(f"the body unpacks to more than {max_bytes} bytes")
    return body
