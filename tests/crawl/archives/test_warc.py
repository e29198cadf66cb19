from __future__ import annotations

import gzip
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.crawl.archives.readers import read_archive
from cleanpage.crawl.archives.records import Entry, Reading, Record, Skipped
from cleanpage.errors import InputError
from warcs import PAGE, http, packed, record


def read(data: bytes, reading: Reading | None = None, name: str = "a.warc") -> list[Entry]:
    return list(read_archive(name, "warc", reading or Reading(), io.BytesIO(data)))


def one(data: bytes, reading: Reading | None = None) -> Entry:
    (entry,) = read(data, reading)
    return entry


def page(data: bytes) -> Record:
    entry = one(data)
    assert isinstance(entry, Record)
    assert not entry.problem
    return entry


def test_a_record_has_what_the_archive_says() -> None:
    archive = packed(
        record(1, kind="request"),
        record(
            2,
            http(content_type="text/html; charset=windows-1251"),
            "WARC-Payload-Digest: sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ",
            version="WARC/1.1",
        ),
    )
    request, entry = read(archive, name="owls.warc.gz")
    assert isinstance(request, Skipped)
    assert (request.origin.position, request.origin.offset) == (0, 0)
    assert isinstance(entry, Record)
    assert entry.data == PAGE
    assert entry.url == "https://owls.example/2"
    assert entry.content_type == "text/html; charset=windows-1251"
    assert (entry.input_format, entry.truncated, entry.problem) == ("auto", "", "")
    origin = entry.origin
    assert (origin.file, origin.position) == ("owls.warc.gz", 1)
    assert archive[origin.offset :][: origin.length] == packed(archive_record(archive))
    assert origin.offset == request.origin.length
    assert origin.record_id == "urn:uuid:2"
    assert origin.digest == "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"
    assert origin.date == "2024-01-01T00:00:00Z"


def archive_record(archive: bytes) -> bytes:
    """Return the second record of an archive."""
    return gzip.decompress(archive).partition(b"\r\n\r\n")[2].partition(PAGE + b"\r\n\r\n")[2]


def test_wet() -> None:
    text = "Owls\nhunt at night – alone".encode()
    entry = page(record(1, text, kind="conversion", content_type="text/plain"))
    assert (entry.data, entry.input_format, entry.content_type) == (text, "text", "text/plain; charset=utf-8")


def test_resource() -> None:
    entry = page(record(1, PAGE, kind="resource", content_type="text/html; charset=utf-8"))
    assert (entry.data, entry.input_format, entry.content_type) == (PAGE, "auto", "text/html; charset=utf-8")


PICTURE = b"\x89PNG\r\n\x1a\n"

SKIPPED = [
    pytest.param(record(kind="request"), "a request", id="request"),
    pytest.param(record(kind="warcinfo"), "a warcinfo record", id="warcinfo"),
    pytest.param(record(kind="metadata", content_type="application/json"), "metadata", id="wat"),
    pytest.param(record(kind="revisit"), "a revisit", id="revisit"),
    pytest.param(record(kind="continuation"), "a continuation", id="continuation"),
    pytest.param(record(kind="x-owl"), "a record of unknown type", id="unknown"),
    pytest.param(record(0, http(status="404 Not Found")), "HTTP status 404", id="404"),
    pytest.param(record(0, http(status="301 Moved", content_type="")), "HTTP status 301", id="redirect"),
    pytest.param(record(0, http(status="304 Not Modified")), "HTTP status 304", id="not-modified"),
    pytest.param(record(0, http(b"")), "an empty body", id="empty"),
    pytest.param(record(0, http(PICTURE, content_type="image/png")), "image/png", id="picture"),
    pytest.param(record(0, http(content_type="IMAGE/SVG+xml; a=b")), "image/svg+xml", id="type-in-capitals"),
    pytest.param(record(0, http(PICTURE, content_type="")), "no Content-Type", id="no-type"),
    pytest.param(
        record(0, http(PICTURE, content_type="application/octet-stream")), "application/octet-stream", id="octets"
    ),
    pytest.param(record(0, http(b"<rss>", content_type="text/xml")), "text/xml", id="feed"),
    pytest.param(record(0, http(b"<svg>", content_type="x" * 500)), "an invalid Content-Type", id="invalid-type"),
    pytest.param(
        record(0, http(), "WARC-Identified-Payload-Type: application/pdf"), "application/pdf", id="identified"
    ),
    pytest.param(record(0, b"1.2.3.4 owls", content_type="text/dns"), "text/dns", id="dns"),
    pytest.param(record(0, PICTURE, kind="resource", content_type="image/png"), "image/png", id="resource"),
    pytest.param(record(0, b"", kind="conversion", content_type="text/plain"), "an empty body", id="empty-wet"),
    pytest.param(record(0, b"{}", kind="conversion", content_type="text/json"), "text/json", id="other-conversion"),
]


@pytest.mark.parametrize(("data", "reason"), SKIPPED)
def test_skipped(data: bytes, reason: str) -> None:
    entry = one(data)
    assert isinstance(entry, Skipped)
    assert entry.reason == reason
    assert entry.origin.length == len(data)


@pytest.mark.parametrize(
    ("response", "content_type"),
    [
        pytest.param(http(status="203 Non-Authoritative"), "text/html", id="203"),
        pytest.param(http(content_type="Text/HTML;charset=x"), "Text/HTML;charset=x", id="capitals"),
        pytest.param(http(content_type="application/xhtml+xml"), "application/xhtml+xml", id="xhtml"),
        pytest.param(http(content_type="text/plain"), "text/plain", id="text"),
        pytest.param(http(content_type=""), None, id="no-type"),
        pytest.param(http(content_type="application/octet-stream"), "application/octet-stream", id="octets"),
        pytest.param(http(content_type="html"), "html", id="invalid"),
        pytest.param(
            http(b"<?xml version='1.0'?>\n<!-- a --> <!DOCTYPE html>", content_type="text/xml"), None, id="xml"
        ),
        pytest.param(http(b"\xff\xfe<\0h\0t\0m\0l\0>\0", content_type=""), None, id="utf-16"),
    ],
)
def test_taken(response: bytes, content_type: str | None) -> None:
    entry = page(record(0, response))
    assert entry.data == response.partition(b"\r\n\r\n")[2]
    assert entry.content_type == content_type or content_type is None


def test_the_identified_type_counts_more_but_has_no_charset() -> None:
    response = http(content_type="image/png; charset=koi8-r")
    entry = page(record(0, response, "WARC-Identified-Payload-Type: text/html"))
    assert entry.content_type == "image/png; charset=koi8-r"
    entry = page(record(0, http(content_type=""), "WARC-Identified-Payload-Type: text/html"))
    assert entry.content_type == "text/html"


def test_sniffing_takes_linear_time() -> None:
    assert isinstance(one(record(0, http(b"<!---->" * 140 + b"x", content_type=""))), Skipped)
    assert isinstance(one(record(0, http(b"<?xml>" * 160 + b"x", content_type=""))), Skipped)


@pytest.mark.parametrize(
    ("data", "truncated"),
    [
        pytest.param(record(0, http(), "WARC-Truncated: Length"), "length", id="said"),
        pytest.param(record(0, http(), "WARC-Segment-Number: 1"), "segmented", id="segmented"),
        pytest.param(
            record(0, http(gzip.compress(PAGE)[:-9], "Content-Encoding: gzip"), "WARC-Truncated: time"),
            "time",
            id="both",
        ),
        pytest.param(record(0, http(gzip.compress(PAGE)[:-9], "Content-Encoding: gzip")), "disconnect", id="seen"),
        pytest.param(record(0, http()), "", id="whole"),
    ],
)
def test_truncated(data: bytes, truncated: str) -> None:
    entry = page(data)
    assert entry.truncated == truncated
    assert isinstance(entry.data, bytes)
    assert PAGE.startswith(entry.data)


def test_an_address_in_angle_brackets_or_none() -> None:
    data = record(1).replace(b"https://owls.example/1", b"<https://owls.example/1>")
    assert page(data).url == "https://owls.example/1"
    assert page(data.replace(b"WARC-Target-URI", b"X-Other")).url is None


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        pytest.param(record(0, b"<p>no header"), "the record holds no HTTP response", id="no-http"),
        pytest.param(
            record(0, http(gzip.compress(bytes(5000)), "Content-Encoding: gzip")),
            "the body unpacks to more than 1000 bytes",
            id="bomb",
        ),
        pytest.param(
            record(0, http(bytes(2000))),
            f"the record declares {len(http(bytes(2000)))} bytes, more than the 1000 that are read",
            id="large",
        ),
        pytest.param(
            record(0, lie=90),
            f"the record is cut off: {len(http()) + 4} of the {len(http()) + 90} bytes that it declares are there; "
            "copy or download the archive again",
            id="cut-off",
        ),
    ],
)
def test_problems(data: bytes, problem: str) -> None:
    entry = one(data, Reading(max_bytes=1000))
    assert isinstance(entry, Record)
    assert (entry.problem, entry.data, entry.url) == (problem, b"", "https://owls.example/0")
    assert entry.origin.length == len(data)


def test_arc_is_not_read() -> None:
    arc = b"filedesc://owls.arc 0.0.0.0 20090101000000 text/plain 77\n1 0 Owls\n"
    for data in (arc, gzip.compress(arc)):
        with pytest.raises(InputError, match="ARC"):
            read(data)


def test_an_empty_file_is_none() -> None:
    with pytest.raises(InputError, match="empty"):
        read(b"")
    assert read(gzip.compress(b"")) == []


def test_a_packed_file_whose_first_bytes_are_damaged() -> None:
    archive = packed(record(0), record(1))
    for name, pages in (("a.warc.gz", [1]), ("a.warc", [])):
        first, *others = read(b"xx" + archive[2:], name=name)
        assert isinstance(first, Record)
        assert first.problem
        assert first.origin.offset == 0
        assert [entry.origin.record_id for entry in others] == [f"urn:uuid:{number}" for number in pages]


def test_a_packed_name_on_a_file_that_isnt_packed() -> None:
    assert len([entry for entry in read(record(0) + record(1), name="a.warc.gz") if isinstance(entry, Record)]) == 2


def test_a_file(tmp_path: Path) -> None:
    file = tmp_path / "owls.warc.gz"
    file.write_bytes(packed(record(0), record(1)))
    entries = list(read_archive(str(file), "warc", Reading()))
    assert [entry.origin.record_id for entry in entries] == ["urn:uuid:0", "urn:uuid:1"]
    with pytest.raises(InputError, match="no such file"):
        list(read_archive(str(tmp_path / "missing"), "warc", Reading()))


@given(data=st.data())
def test_whatever_is_flipped_nothing_raises_and_all_is_accounted_for(data: st.DataObject) -> None:
    archive = bytearray(b"".join([record(0), record(1, kind="request"), record(2, http(b"", status="404"))]))
    for _ in range(data.draw(st.integers(1, 5))):
        archive[data.draw(st.integers(0, len(archive) - 1))] = data.draw(st.integers(0, 255))
    try:
        entries = read(bytes(archive))
    except InputError:
        return
    assert sum(entry.origin.length or 0 for entry in entries) == len(archive) - (entries[0].origin.offset or 0)
    assert [entry.origin.position for entry in entries] == list(range(len(entries)))


@pytest.mark.parametrize("pack", [packed, lambda *records: b"".join(records)], ids=["packed", "plain"])
def test_a_sound_archive_reads_as_with_fastwarc(pack: Callable[..., bytes]) -> None:
    fastwarc = pytest.importorskip("fastwarc")
    archive = pack(*(record(number, http(PAGE * number)) for number in range(1, 50)))
    theirs = [
        (item.stream_pos, item.record_id.strip("<>"), item.headers["WARC-Target-URI"], item.reader.read())
        for item in fastwarc.ArchiveIterator(io.BytesIO(archive))
    ]
    entries = [entry for entry in read(archive) if isinstance(entry, Record)]
    assert [(entry.origin.offset, entry.origin.record_id, entry.url, entry.data) for entry in entries] == theirs
