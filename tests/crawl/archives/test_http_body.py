from __future__ import annotations

import gzip
import io
import sys
import time
import tracemalloc
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.crawl.archives.http_body import (
    CUT_OFF,
    MAX_ANSWERS,
    MAX_CHUNKS,
    Decoded,
    codings_of,
    decode_body,
    read_response,
)
from warcs import PAGE, http

MAX_BYTES = 10_000


def bare_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def zstd(data: bytes) -> bytes:
    return bytes(pytest.importorskip("zstandard").compress(data))


def brotli(data: bytes) -> bytes:
    stream = io.BytesIO()
    writer = pytest.importorskip("fastwarc.stream_io").BrotliWriter(stream)
    writer.write(data)
    writer.close()
    return stream.getvalue()


def decoded(data: bytes, max_bytes: int) -> Decoded:
    response = read_response(data)
    return decode_body(response.body, codings_of(response.fields), max_bytes)


def chunked(data: bytes, size: int = 20) -> bytes:
    chunks = [data[start : start + size] for start in range(0, len(data), size)]
    return b"".join(b"%x;name=value\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks) + b"0\r\nA: b\r\n\r\n"


@pytest.mark.parametrize(
    ("data", "status", "fields", "body"),
    [
        pytest.param(http(b"<p>a"), 200, {"content-type": "text/html"}, b"<p>a", id="plain"),
        pytest.param(b"HTTP/1.0 404\r\n\r\nno", 404, {}, b"no", id="no-phrase"),
        pytest.param(b"HTTP/2 200 OK\r\na: \xe4\r\n\r\n", 200, {"a": "ä"}, b"", id="http-2-latin-1"),
        pytest.param(b"HTTP/1.1 200 OK\nA: b\n\n\n<p>", 200, {"a": "b"}, b"\n<p>", id="line-feeds"),
        pytest.param(b"HTTP/1.1 100 Continue\r\n\r\n" + http(b"x"), 200, None, b"x", id="interim"),
        pytest.param(
            b"HTTP/1.1 100\r\n\r\n" * (MAX_ANSWERS - 1) + http(b"x"), 200, None, b"x", id="as-many-answers-as-are-read"
        ),
        pytest.param(b"HTTP/1.1 100\r\n\r\n" * MAX_ANSWERS + http(b"x"), 0, {}, b"", id="answers-without-end"),
        pytest.param(b"HTTP/1.1 103 Hints\r\nA: b\r\n\r\nHTTP/", 0, None, b"", id="interim-alone"),
        pytest.param(b"<p>a", 0, {}, b"", id="no-response"),
        pytest.param(b"HTTP/1.1 2000 OK\r\n\r\n", 0, {}, b"", id="status-of-four-digits"),
        pytest.param(b"HTTP/1.1 200 OK\r\nA: b\r\n", 0, {}, b"", id="no-end"),
        pytest.param(b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200_000 + b"\r\n", 0, {}, b"", id="large-header"),
        pytest.param(b"", 0, {}, b"", id="empty"),
    ],
)
def test_read_response(data: bytes, status: int, fields: dict[str, str] | None, body: bytes) -> None:
    response = read_response(data)
    assert (response.status, response.body) == (status, body)
    assert bool(response.problem) == (status == 0)
    if fields is not None:
        assert {name: value for name, value in response.fields.items() if name} == fields


@pytest.mark.parametrize(
    ("fields", "body"),
    [
        pytest.param(["Content-Encoding: gzip"], gzip.compress(PAGE), id="gzip"),
        pytest.param(["Content-Encoding: X-GZIP"], gzip.compress(PAGE), id="x-gzip"),
        pytest.param(["Content-Encoding: gzip"], gzip.compress(PAGE[:9]) + gzip.compress(PAGE[9:]), id="two-members"),
        pytest.param(["Content-Encoding: gzip"], gzip.compress(PAGE) + b"rest", id="gzip-and-rest"),
        pytest.param(["Content-Encoding: gzip"], PAGE, id="not-gzip"),
        pytest.param(["Content-Encoding: deflate"], zlib.compress(PAGE), id="deflate"),
        pytest.param(["Content-Encoding: deflate"], bare_deflate(PAGE), id="bare-deflate"),
        pytest.param(["Content-Encoding: deflate"], PAGE, id="not-deflate"),
        pytest.param(["Content-Encoding: br"], PAGE, id="not-brotli"),
        pytest.param(["Content-Encoding: zstd"], PAGE, id="not-zstd"),
        pytest.param(["Content-Encoding: identity"], PAGE, id="identity"),
        pytest.param(["Content-Encoding: "], PAGE, id="empty"),
        pytest.param(["Content-Encoding: utf-8"], PAGE, id="nonsense"),
        pytest.param(["Content-Encoding: deflate, gzip"], gzip.compress(zlib.compress(PAGE)), id="two-codings"),
        pytest.param(["Transfer-Encoding: chunked"], chunked(PAGE), id="chunked"),
        pytest.param(["Transfer-Encoding: chunked"], PAGE, id="not-chunked"),
        pytest.param(
            ["Content-Encoding: gzip", "Transfer-Encoding: Chunked"], chunked(gzip.compress(PAGE)), id="chunked-gzip"
        ),
        pytest.param(["Transfer-Encoding: gzip, chunked"], chunked(gzip.compress(PAGE)), id="gzip-in-transfer"),
    ],
)
def test_codings(fields: list[str], body: bytes) -> None:
    response = decoded(http(body, *fields), MAX_BYTES)
    assert (response.body, response.truncated, response.problem) == (PAGE, "", "")


def test_codings_of_packages() -> None:
    for name, pack in (("zstd", zstd), ("br", brotli)):
        response = decoded(http(pack(PAGE), f"Content-Encoding: {name}"), MAX_BYTES)
        assert (response.body, response.truncated, response.problem) == (PAGE, "", "")


@pytest.mark.parametrize(("name", "module"), [("zstd", "zstandard"), ("br", "fastwarc.stream_io")])
def test_a_package_is_missing(name: str, module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    body = (zstd if name == "zstd" else brotli)(PAGE)
    monkeypatch.setitem(sys.modules, module, None)
    response = decoded(http(body, f"Content-Encoding: {name}"), MAX_BYTES)
    assert response.body == b""
    assert "pip install" in response.problem


LONG = b"".join(b"<p>Owl %d hunts at night." % number for number in range(300))


@pytest.mark.parametrize(
    ("field", "body"),
    [
        pytest.param("Content-Encoding: gzip", gzip.compress(LONG), id="gzip"),
        pytest.param("Content-Encoding: deflate", zlib.compress(LONG), id="deflate"),
        pytest.param("Content-Encoding: deflate", bare_deflate(LONG), id="bare-deflate"),
        pytest.param("Transfer-Encoding: chunked", chunked(LONG), id="chunked"),
        pytest.param("Content-Encoding: zstd", None, id="zstd"),
    ],
)
def test_every_cut_is_told(field: str, body: bytes | None) -> None:
    body = zstd(LONG) if body is None else body
    end = body.index(b"\r\n0\r\n") + 5 if field.endswith("chunked") else len(body)
    for size in range(17, end):
        response = decoded(http(body[:size], field), MAX_BYTES)
        assert LONG.startswith(response.body)
        assert (response.truncated, response.problem) == (CUT_OFF, "")


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": bare_deflate,
    "br": brotli,
    "zstd": zstd,
}


@pytest.mark.parametrize("coding", PACKERS)
def test_damage(coding: str) -> None:
    pack = PACKERS[coding]
    body = bytearray(pack(LONG))
    body[12:200] = b"\xff" * 188
    response = decoded(http(bytes(body), f"Content-Encoding: {coding}"), MAX_BYTES)
    assert response.body == b""
    assert "damaged" in response.problem


@pytest.mark.parametrize("coding", PACKERS)
def test_bombs(coding: str) -> None:
    pack = PACKERS[coding]
    response = decoded(http(pack(bytes(30_000_000)), f"Content-Encoding: {coding}"), 20_000_000)
    assert response.body == b""
    assert response.problem == "the body unpacks to more than 20000000 bytes"
    response = decoded(http(pack(bytes(999)), f"Content-Encoding: {coding}"), 999)
    assert response.body == bytes(999)


def test_a_bomb_in_a_bomb() -> None:
    body = gzip.compress(gzip.compress(bytes(30_000_000)))
    response = decoded(http(body, "Content-Encoding: gzip, gzip"), 20_000_000)
    assert response.problem == "the body unpacks to more than 20000000 bytes"


def test_a_bomb_takes_no_memory() -> None:
    response = read_response(http(gzip.compress(bytes(60_000_000)), "Content-Encoding: gzip"))
    tracemalloc.start()
    try:
        assert decode_body(response.body, codings_of(response.fields), 1_000_000).problem
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 5_000_000


def test_codings_without_end() -> None:
    body = PAGE
    for _ in range(4):
        body = gzip.compress(body)
    assert decoded(http(body, "Content-Encoding: gzip" + ", gzip" * 3), MAX_BYTES).body == PAGE
    response = decoded(http(gzip.compress(body), "Content-Encoding: gzip" + ", gzip" * 4), MAX_BYTES)
    assert (response.body, response.problem) == (b"", "the body has more than 4 codings")


def test_a_cut_transfer_is_told_where_the_content_was_unpacked_before() -> None:
    data = http(chunked(PAGE)[:-30], "Content-Encoding: gzip", "Transfer-Encoding: chunked")
    response = decoded(data, MAX_BYTES)
    assert PAGE.startswith(response.body)
    assert response.truncated == CUT_OFF


def test_an_unknown_coding_is_a_problem() -> None:
    response = decoded(http(b"\x01\x02", "Content-Encoding: compress"), MAX_BYTES)
    assert response.problem == "its Content-Encoding 'compress' is none that is read"


@pytest.mark.parametrize(
    ("chunks", "problem"),
    [
        pytest.param(MAX_CHUNKS, "", id="most"),
        pytest.param(MAX_CHUNKS + 1, "the body comes in more than 200000 chunks", id="more"),
    ],
)
def test_chunks_are_bounded(chunks: int, problem: str) -> None:
    body, _, found = decoded(http(b"1\r\nx\r\n" * chunks + b"0\r\n\r\n", "Transfer-Encoding: chunked"), 10**8)
    assert (len(body), found) == (0 if problem else chunks, problem)


@given(body=st.binary(max_size=200), coding=st.sampled_from(["gzip", "deflate", "br", "zstd", "chunked", "x"]))
def test_nothing_raises(body: bytes, coding: str) -> None:
    for start in (b"", b"\x1f\x8b\x08\0", b"\x28\xb5\x2f\xfd", b"\x78\x9c", b"5\r\n"):
        data = http(start + body, f"Content-Encoding: {coding}", f"Transfer-Encoding: {coding}")
        decoded(data, MAX_BYTES)


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        pytest.param(gzip.compress(b"") * 500_000, "gzip", id="many-members"),
        pytest.param(b"1\r\nx\r\n" * 500_000, "chunked", id="many-chunks"),
        pytest.param(b"1;" + b"x" * 3_000_000, "chunked", id="long-extension"),
        pytest.param(b"\r\n" * 1_000_000, "deflate", id="line-ends"),
    ],
)
def test_linear_time(body: bytes, coding: str) -> None:
    seconds = time.process_time()
    decoded(http(body, f"Content-Encoding: {coding}"), 10**8)
    assert time.process_time() - seconds < 2
