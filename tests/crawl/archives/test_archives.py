from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest

from cleanpage.crawl.archives.readers import ARCHIVE_SUFFIXES, HEAD_BYTES, Kind, archive_kind, read_archive
from cleanpage.crawl.archives.records import Reading, Record
from cleanpage.errors import InputError
from warcs import PAGE, packed, record

LINE = b'{"html": "<p>Owls"}\n'


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        pytest.param("a.warc", b"", "warc", id="warc"),
        pytest.param("a.WARC.GZ", b"", "warc", id="capitals"),
        pytest.param("a.warc.wet.gz", b"", "warc", id="wet"),
        pytest.param("a.wat.zst", b"", "warc", id="wat"),
        pytest.param("a.arc.gz", b"", "warc", id="arc"),
        pytest.param("a.jsonl", b"", "jsonl", id="jsonl"),
        pytest.param("a.ndjson.zst", b"", "jsonl", id="ndjson"),
        pytest.param("a.parquet", b"", "parquet", id="parquet"),
        pytest.param("a.mht", b"", "mail", id="mht"),
        pytest.param("a.mhtml.gz", b"", "mail", id="mhtml"),
        pytest.param("a.eml", b"", "mail", id="eml"),
        pytest.param("a.html", b"<p>", None, id="page"),
        pytest.param("a.json", b'{"a": 1}', None, id="json"),
        pytest.param("a.parquet.gz", b"", None, id="packed-parquet"),
        pytest.param("warc", b"", None, id="no-suffix"),
        pytest.param("a.html", record(), "warc", id="warc-by-bytes"),
        pytest.param("a.jsonl.gz", packed(record()), "warc", id="packed-warc-by-bytes"),
        pytest.param("a.html", b"filedesc://a.arc", "warc", id="arc-by-bytes"),
        pytest.param("a.html", b"PAR1\0", "parquet", id="parquet-by-bytes"),
        pytest.param("-", LINE, "jsonl", id="stdin-jsonl"),
        pytest.param("./in.put/dump", b"\xef\xbb\xbf \n" + LINE, "jsonl", id="no-suffix-jsonl"),
        pytest.param("-", gzip.compress(LINE), "jsonl", id="stdin-packed-jsonl"),
        pytest.param("-", b"<p>", None, id="stdin-page"),
        pytest.param("-", b"\x1f\x8b\xff broken", None, id="stdin-broken"),
        pytest.param("-", b"", None, id="stdin-empty"),
    ],
)
def test_archive_kind(name: str, head: bytes, kind: Kind | None) -> None:
    assert archive_kind(name, head) == kind


def test_archive_kind_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "a.bin"
    file.write_bytes(packed(record(0, b"x" * 100_000)))
    assert archive_kind(str(file)) == "warc"
    assert HEAD_BYTES < 1000
    with pytest.raises(InputError, match="no such file"):
        archive_kind(str(tmp_path / "missing.warc"))


def test_suffixes() -> None:
    assert {".warc.gz", ".wet.zst", ".jsonl", ".parquet", ".mhtml", ".eml"} <= set(ARCHIVE_SUFFIXES)
    assert ".parquet.gz" not in ARCHIVE_SUFFIXES
    assert all(archive_kind("a" + suffix, b"") for suffix in ARCHIVE_SUFFIXES)


def parquet() -> bytes:
    stream = io.BytesIO()
    pytest.importorskip("pyarrow.parquet").write_table(pytest.importorskip("pyarrow").table({"html": [PAGE]}), stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a.warc.gz", packed(record()), id="warc"),
        pytest.param("a.jsonl", b'{"html": "%s"}' % PAGE, id="jsonl"),
        pytest.param("a.parquet", None, id="parquet"),
        pytest.param("a.mht", b"Content-Type: text/html\r\n\r\n" + PAGE, id="mail"),
    ],
)
def test_read_archive(name: str, data: bytes | None, tmp_path: Path) -> None:
    data = parquet() if data is None else data
    file = tmp_path / name
    file.write_bytes(data)
    kind = archive_kind(str(file))
    assert kind
    for entries in (read_archive(str(file), kind, Reading()), read_archive(name, kind, Reading(), io.BytesIO(data))):
        (entry,) = entries
        assert isinstance(entry, Record)
        assert entry.data in (PAGE, PAGE.decode())
