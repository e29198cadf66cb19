"""Archives that are made to cost time or memory where they are read, each large in one thing alone."""

from __future__ import annotations

import gzip
import io
import struct
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from benchmarks.crawl.synthetic import bomb, http_response, warc_record

PAGE: Final = b"<p>The ferry left the pier at nine in the morning, and nobody on the island was surprised."
_HTTP: Final = "application/http; msgtype=response"
_HTML: Final = "Content-Type: text/html"


class Bomb(NamedTuple):
    """A file that costs its reader something."""

    suffix: str
    make: Callable[[int], bytes]
    """Returns the file, of about `times` so many bytes before it was packed."""
    times: float = 1


def _filled(front: bytes, filler: bytes, end: bytes, size: int) -> bytes:
    return front + filler * max(1, (size - len(front) - len(end)) // len(filler)) + end


def _numbered(front: bytes, pattern: bytes, end: bytes, size: int) -> bytes:
    return front + b"".join([pattern % number for number in range(size // (len(pattern) + 4))]) + end


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)


def _zstd(data: bytes, level: int = 3) -> bytes:
    import zstandard

    return zstandard.ZstdCompressor(level=level).compress(data)


# ------------------------------------------------------------------ JSONL


def _line(values: bytes, filler: bytes, end: bytes = b"") -> Bomb:
    """Return a line whose last field holds what is repeated, and a sound line behind it."""
    front = b'{"html": "' + PAGE + b'", "a": ' + values
    behind = end + b"}\n" + b'{"html": "' + PAGE + b'"}\n'
    return Bomb(".jsonl.gz", lambda size: _gzip(_filled(front, filler, behind, size)))


def _numbered_line(pattern: bytes) -> Bomb:
    front, behind = b'{"html": "' + PAGE + b'", "a": {', b'"z": 0}}\n{"html": "' + PAGE + b'"}\n'
    return Bomb(".jsonl.gz", lambda size: _gzip(_numbered(front, pattern, behind, size)))


def _text_bomb(filler: bytes) -> Bomb:
    """Return a line whose page holds what is repeated."""
    return Bomb(".jsonl.gz", lambda size: _gzip(_filled(b'{"html": "' + PAGE, filler, b'"}\n', size)))


# ------------------------------------------------------------------ WARC


def _response(body: bytes, *fields: str) -> bytes:
    block = http_response(body, _HTML, *fields)
    return warc_record("response", "https://owls.example/", _HTTP, block, number=1)


def _body(make: Callable[[int], bytes], *fields: str, times: int = 1) -> Bomb:
    return Bomb(".warc.gz", lambda size: _gzip(_response(make(size), *fields)), times)


def _head(front: bytes, filler: bytes, end: bytes) -> Bomb:
    """Return an HTTP header, or several, of what is repeated."""

    def make(size: int) -> bytes:
        block = _filled(front, filler, end + PAGE, size)
        return _gzip(warc_record("response", "https://owls.example/", _HTTP, block, number=1))

    return Bomb(".warc.gz", make)


def _chunks(chunk: bytes) -> Bomb:
    return _body(lambda size: _filled(b"", chunk, b"0\r\n\r\n", size), "Transfer-Encoding: chunked")


def _nested_gzip(size: int) -> bytes:
    return _gzip(_gzip(_gzip(_filled(PAGE, b" owls", b"", size))))


def _zstd_record(size: int) -> bytes:
    """Return a record that declares more than is read, packed to a thirty-thousandth."""
    number = size * 8
    front = warc_record("response", "https://owls.example/", _HTTP, b"", number=1, length=number).rstrip()
    return b"".join([_zstd(front + b"\r\n\r\n" + bytes(number) + b"\r\n\r\n"), _zstd(_response(PAGE))] * 4)


def _zstd_windows(size: int) -> bytes:
    """Return frames of some bytes each of which asks for the largest window that is granted."""
    raw = b"x"
    frame = b"\x28\xb5\x2f\xfd\x00" + bytes([17 << 3]) + struct.pack("<I", 1 | len(raw) << 3)[:3] + raw
    return _zstd(_response(PAGE)) + frame * (size // 100 // len(frame)) + _zstd(_response(PAGE))


def _skippable(size: int) -> bytes:
    return _zstd(_response(PAGE)) + b"\x50\x2a\x4d\x18\0\0\0\0" * (size // 100 // 8) + _zstd(_response(PAGE))


# ------------------------------------------------------------------ mail


def _mail(front: bytes, filler: bytes, end: bytes = b"") -> Bomb:
    return Bomb(".eml.gz", lambda size: _gzip(_filled(front, filler, end, size)))


_MULTIPART: Final = b'Subject: a\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
_PART: Final = b"\r\n--b\r\nContent-Type: text/html\r\n\r\n" + PAGE + b"\r\n--b--\r\n"


def _nested_mail(size: int) -> bytes:
    levels = (
        b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (level, level) for level in range(size // 64)
    )
    return _gzip(b"Subject: a\r\n" + b"".join(levels) + b"Content-Type: text/html\r\n\r\n" + PAGE)


# ------------------------------------------------------------------ Parquet


def _parquet(make: Callable[[int], list[bytes | None]], times: float = 1, **settings: Any) -> Bomb:
    def pack(size: int) -> bytes:
        import pyarrow
        import pyarrow.parquet

        stream = io.BytesIO()
        table = pyarrow.table({"html": pyarrow.array(make(size), type=pyarrow.large_binary())})
        pyarrow.parquet.write_table(table, stream, **{"compression": "zstd", **settings})
        return stream.getvalue()

    return Bomb(".parquet", pack, times)


def _nested_parquet(size: int) -> bytes:
    """Return a table with a page, and a column of lists of lists that nobody asks for."""
    import pyarrow
    import pyarrow.parquet

    stream = io.BytesIO()
    table = pyarrow.table({"html": [PAGE], "a": [[[0] * (size // 8)]]})
    pyarrow.parquet.write_table(table, stream, compression="zstd")
    return stream.getvalue()


BOMBS: Final[Mapping[str, Bomb]] = {
    "JSONL, small objects": _line(b"[", b'{"a":[]},', b"{}]"),
    "JSONL, empty lists": _line(b"[", b"[],", b"0]"),
    "JSONL, numbers": _line(b"[", b"1.5,", b"0]"),
    "JSONL, long numbers": _line(b"[", b"9" * 4000 + b",", b"0]"),
    "JSONL, short strings": _numbered_line(b'"a":"%d",'),
    "JSONL, names": _numbered_line(b'"%d":0,'),
    "JSONL, one name": _line(b"{", b'"a":0,', b'"b":0}'),
    "JSONL, one long name": _line(b'{"', b"a", b'":0}'),
    "JSONL, deep": _line(b"", b"["),
    "JSONL, quotes in the page": _text_bomb(rb"\""),
    "JSONL, commas in the page": _text_bomb(b","),
    "JSONL, escapes in the page": _text_bomb(rb"\u00e4"),
    "JSONL, backslashes": _text_bomb(rb"\\"),
    "JSONL, lines of a byte": Bomb(".jsonl.gz", lambda size: _gzip(_filled(b"", b"x\n", b"", size // 10)), 0.1),
    "JSONL, a line without end": Bomb(".jsonl.gz", lambda size: _gzip(_filled(b"", b" x", b"", 8 * size)), 8),
    "WARC, chunks of a byte": _chunks(b"1\r\na\r\n"),
    "WARC, chunk extensions": _chunks(b"1;" + b"a" * 200 + b"\r\na\r\n"),
    "WARC, spaces before a chunk": _body(lambda size: b" " * size + b"z", "Transfer-Encoding: chunked"),
    "WARC, chunk of a huge size": _body(lambda size: b"f" * 15 + b"\r\n" + b"a" * size, "Transfer-Encoding: chunked"),
    "WARC, chunk of a negative size": _body(lambda size: b"-1\r\n" + b"a" * size, "Transfer-Encoding: chunked"),
    "WARC, trailers": _body(lambda size: b"1\r\na\r\n0\r\n" + b"A: b\r\n" * (size // 6), "Transfer-Encoding: chunked"),
    "WARC, interim answers": _head(b"", b"HTTP/1.1 100\r\n\r\n", b"HTTP/1.1 200\r\nContent-Type: text/html\r\n\r\n"),
    "WARC, fields of a header": _head(b"HTTP/1.1 200 OK\r\n", b"a:b\r\n", b"\r\n"),
    "WARC, folded fields": _head(b"HTTP/1.1 200 OK\r\nA: b", b"\r\n b", b"\r\n\r\n"),
    "WARC, codings": _head(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip", b",gzip", b"\r\n\r\n"),
    "WARC, gzip in gzip in gzip": _body(_nested_gzip, "Content-Encoding: gzip, gzip, gzip"),
    "WARC, gzip in a body": _body(lambda size: bomb(8 * size), "Content-Encoding: gzip", times=4),
    "WARC, zstd in a body": _body(lambda size: _zstd(bytes(8 * size)), "Content-Encoding: zstd", times=4),
    "WARC, members in a body": _body(lambda size: _gzip(b"a") * (size // 21), "Content-Encoding: gzip"),
    "WARC, headers without end": Bomb(
        ".warc.gz", lambda size: _gzip(_filled(b"", b"WARC/1.0\r\nA:", b"", size // 100))
    ),
    "WARC, fields without end": Bomb(".warc.gz", lambda size: _gzip(_filled(b"WARC/1.0\r\n", b"A: b\r\n", b"", size))),
    "WARC, lying lengths": Bomb(
        ".warc.gz",
        lambda size: _gzip(_filled(b"", b"WARC/1.0\r\nContent-Length: 9999999\r\n\r\n", b"", size // 100)),
        0.01,
    ),
    "WARC, zstd records": Bomb(".warc.zst", _zstd_record, 32),
    "WARC, zstd windows": Bomb(".warc.zst", _zstd_windows, 0.01),
    "WARC, skippable frames": Bomb(".warc.zst", _skippable, 0.01),
    "gzip, members of a byte": Bomb(".jsonl.gz", lambda size: _gzip(b"a") * (size // 2000), 0.01),
    "gzip, zeros between members": Bomb(".jsonl.gz", lambda size: (_gzip(b"") + b"\0") * (size // 2000), 0.01),
    "zstd, frames of a byte": Bomb(".jsonl.zst", lambda size: _zstd(b"a") * (size // 1000), 0.01),
    "zstd, a long frame": Bomb(".jsonl.zst", lambda size: _zstd(bytes(32 * size)), 32),
    "zstd, a wide window": Bomb(
        ".jsonl.zst", lambda size: _zstd(b'{"html": "' + PAGE * (size // len(PAGE)) + b'"}', 22)
    ),
    "mail, semicolons": _mail(b'Content-Type: text/html; a="', b";", b"\n\n" + PAGE),
    "mail, parameters": _mail(b"Content-Type: text/html", b"; a*0*=b", b"\n\n" + PAGE),
    "mail, encoded words": _mail(
        b"Content-Location: ", b"=?utf-8?q?a?= ", b"\r\nContent-Type: text/html\r\n\r\n" + PAGE
    ),
    "mail, fields": _mail(b"", b"A: b\r\n", b"Content-Type: text/html\r\n\r\n" + PAGE),
    "mail, folded fields": _mail(b"Content-Type: text/html", b"\r\n ;a=b", b"\r\n\r\n" + PAGE),
    "mail, date": _mail(b"Date: ", b"(", b"\r\nContent-Type: text/html\r\n\r\n" + PAGE),
    "mail, parts": _mail(_MULTIPART, b"--b\r\nContent-Type: image/png\r\n\r\nx\r\n", _PART),
    "mail, boundaries": _mail(_MULTIPART, b"--b\r\n", _PART),
    "mail, almost boundaries": _mail(_MULTIPART, b"--bb\r\n", _PART),
    "mail, nested": Bomb(".eml.gz", _nested_mail),
    "mail, messages in messages": _mail(
        b"Subject: a\r\n", b"Content-Type: message/rfc822\r\n\r\n", b"Content-Type: text/html\r\n\r\n" + PAGE
    ),
    "mail, base64": _mail(b"Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n", b"!PHA+", b"Zmlu"),
    "mail, soft breaks": _mail(
        b"Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n", b"a=\n", PAGE
    ),
    "Parquet, a large row": _parquet(lambda size: [bytes(32 * size), PAGE], 32),
    "Parquet, one value often": _parquet(lambda size: [bytes(size)] * 40, 40),
    "Parquet, fronts": _parquet(
        lambda size: [bytes(size // 4)] * 200, 50, use_dictionary=False, column_encoding={"html": "DELTA_BYTE_ARRAY"}
    ),
    "Parquet, null": _parquet(lambda size: [None] * (size // 10), 0.1),
    "Parquet, lists": Bomb(".parquet", _nested_parquet),
}
"""What costs a reader something, by what there is much of."""
