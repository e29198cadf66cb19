"""Writes WARC records byte by byte, sound and otherwise, for the tests of what reads them."""

from __future__ import annotations

import gzip

PAGE = b"<!doctype html><p>Owls hunt at night, and most of them alone."


def http(body: bytes = PAGE, *fields: str, status: str = "200 OK", content_type: str = "text/html") -> bytes:
    """Return a response of a server."""
    lines = [f"HTTP/1.1 {status}", *([f"Content-Type: {content_type}"] if content_type else []), *fields]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def record(
    number: int = 0,
    block: bytes | None = None,
    *fields: str,
    kind: str = "response",
    version: str = "WARC/1.0",
    lie: int = 0,
    content_type: str = "application/http; msgtype=response",
    tail: bytes = b"\r\n\r\n",
) -> bytes:
    """Return a record that declares `lie` bytes more than it has."""
    block = http() if block is None else block
    lines = [
        version,
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:{number}>",
        f"WARC-Target-URI: https://owls.example/{number}",
        "WARC-Date: 2024-01-01T00:00:00Z",
        f"Content-Type: {content_type}",
        *fields,
        f"Content-Length: {len(block) + lie}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + tail


def packed(*records: bytes) -> bytes:
    """Return the records as a .warc.gz has them, each a member."""
    return b"".join(gzip.compress(data, mtime=0) for data in records)
