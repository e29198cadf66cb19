from __future__ import annotations

import importlib
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from paths import ROOT

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")

from cleanpage.crawl.archives.records import Origin, Reading, Record  # noqa: E402
from cleanpage.crawl.rows.arrow import arrow_schema  # noqa: E402
from cleanpage.engines import archives  # noqa: E402
from cleanpage.engines.archives import AS_READ, archive_schema, bytes_of, content_type_of, read_batches  # noqa: E402
from cleanpage.engines.batches import BatchReader  # noqa: E402
from cleanpage.engines.ray import ExtractPages, read_archives  # noqa: E402
from cleanpage.engines.spark import SCHEMA, extract_batches  # noqa: E402
from cleanpage.errors import InputError, OptionsError  # noqa: E402
from fixture_crawl import BROKEN_URL, Crawl, found, write_crawl  # noqa: E402

PAGE = "<title>Owls</title><p>Owls hunt at night, and most of them hunt alone.</p>"
TEXT = "Owls hunt at night, and most of them hunt alone."
UNLIMITED: dict[str, Any] = {"deadline_s": None, "memory_bytes": None}


def reader(**reading: Any) -> BatchReader:
    return BatchReader(**{"url_column": None, **UNLIMITED, **reading})


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Crawl:
    return write_crawl(tmp_path_factory.mktemp("crawl"))


@pytest.mark.parametrize(
    "column",
    [
        pytest.param(pa.array([PAGE, None]), id="string"),
        pytest.param(pa.array([PAGE, None], pa.large_string()), id="large-string"),
        pytest.param(pa.array([PAGE, None], pa.string_view()), id="string-view"),
        pytest.param(pa.array([PAGE, None], pa.binary()), id="binary"),
        pytest.param(pa.array([PAGE, None], pa.large_binary()), id="large-binary"),
        pytest.param(pa.array([PAGE, None]).dictionary_encode(), id="dictionary"),
        pytest.param(pa.chunked_array([[PAGE], [None]], pa.string()), id="chunks"),
    ],
)
def test_types_of_the_column(column: Any) -> None:
    [table] = reader().tables([pa.table({"html": column})])
    assert table.schema == arrow_schema()
    assert table["text"].to_pylist() == [TEXT, ""]
    assert table["status"].to_pylist() == ["ok", "failed"]


def test_all_null() -> None:
    [table] = reader().tables([pa.table({"html": pa.nulls(2)})])
    assert table["status"].to_pylist() == ["failed", "failed"]


def test_a_string_that_is_no_utf_8() -> None:
    bad = pa.array([PAGE.encode() + b"<p>\xff", b"\xff"], pa.binary())
    column = pa.StringArray.from_buffers(2, bad.buffers()[1], bad.buffers()[2])
    [table] = reader(url_column="url").tables([pa.table({"html": column, "url": column})])
    assert table["status"].to_pylist()[0] == "ok"
    assert table["url"].to_pylist()[1] == "\ufffd"


@pytest.mark.parametrize("limits", [pytest.param({}, id="process"), pytest.param(UNLIMITED, id="no-limits")])
@pytest.mark.parametrize("sizes", [[], [0], [2], [0, 2, 0, 0, 1], [1, 1, 0], [3]], ids=str)
def test_a_table_for_each_batch(sizes: list[int], limits: dict[str, Any]) -> None:
    numbers = iter(range(100))
    batches = [
        pa.record_batch(
            [pa.array([PAGE] * size, pa.string()), pa.array([next(numbers) for _ in range(size)], pa.int64())],
            ["html", "n"],
        )
        for size in sizes
    ]
    tables = list(BatchReader(url_column=None, keep=["n"], **limits).tables(batches))
    assert [table.num_rows for table in tables] == sizes
    assert [n for table in tables for n in table["n"].to_pylist()] == list(range(sum(sizes)))


def test_columns_that_are_kept() -> None:
    table = pa.table({"html": [PAGE], "offset": pa.array([7], pa.int32()), "crawl": ["may"], "n": [1]})
    [kept] = reader(keep=["crawl", "offset"]).tables([table])
    assert kept.schema.names == [*arrow_schema().names, "crawl"]
    assert kept.schema.field("offset") == arrow_schema().field("offset")
    assert kept.select(["crawl", "offset"]).to_pylist() == [{"crawl": "may", "offset": 7}]


@pytest.mark.parametrize(
    ("reading", "message"),
    [
        pytest.param({"column": "htm"}, "column='htm' is not possible; the data has only html, n", id="missing"),
        pytest.param({"url_column": "url"}, "url_column='url'", id="missing-url"),
        pytest.param({"column": "n"}, "the column is int64; make it string or binary", id="type"),
        pytest.param({"keep": ["m"]}, "keep='m'", id="missing-kept"),
        pytest.param({"keep": ["source"]}, "keep='source'", id="kept-of-another-type"),
    ],
)
def test_errors_of_the_call(reading: dict[str, Any], message: str) -> None:
    table = pa.table({"html": [PAGE], "n": [1]})
    if reading.get("keep") == ["source"]:
        table = table.append_column("source", pa.array([[1]]))
    with pytest.raises(OptionsError, match=message):
        list(reader(**reading).tables([table]))


@pytest.mark.parametrize("keep", [pytest.param(["title"], id="a-column-of-ours"), pytest.param("crawl", id="a-string")])
def test_keep_is_checked_at_once(keep: Any) -> None:
    with pytest.raises(OptionsError, match="keep"):
        BatchReader(keep=keep)


def test_archives_give_what_extract_gives(crawl: Crawl) -> None:
    batches = list(read_batches(map(str, crawl.paths)))
    assert all(batch.schema == archive_schema() for batch in batches)
    rows = [row for table in BatchReader(**AS_READ).tables(batches) for row in table.to_pylist()]
    assert found(rows) == crawl.expected
    [failed] = [row for row in rows if row["url"] == BROKEN_URL]
    assert "header" in failed["status_reason"]
    assert failed["source"] == str(crawl.paths[0])
    assert all(row["fetched"] and row["offset"] and row["record_id"] for row in rows)


def test_batches_are_small(crawl: Crawl, monkeypatch: pytest.MonkeyPatch) -> None:
    total = sum(batch.num_rows for batch in read_batches([str(crawl.paths[1])]))
    monkeypatch.setattr(archives, "BATCH_PAGES", 5)
    sizes = [batch.num_rows for batch in read_batches([str(crawl.paths[1])])]
    assert sizes == [5] * (total // 5) + [total % 5] * (total % 5 > 0) and total > 20
    monkeypatch.setattr(archives, "BATCH_BYTES", 1)
    assert {batch.num_rows for batch in read_batches([str(crawl.paths[1])])} == {1}


@pytest.mark.parametrize(
    ("record", "data", "content_type"),
    [
        pytest.param({"data": b"\xff", "content_type": "text/html"}, b"\xff", "text/html", id="bytes"),
        pytest.param({"data": "ż\ud800"}, "ż?".encode(), "text/html; charset=utf-8", id="str"),
        pytest.param({"data": "ż", "input_format": "text"}, "ż".encode(), "text/plain; charset=utf-8", id="text"),
        pytest.param({"data": b"", "problem": "cut off"}, None, None, id="problem"),
    ],
)
def test_records_as_bytes(record: dict[str, Any], data: bytes | None, content_type: str | None) -> None:
    entry = Record(origin=Origin(file="a"), **record)
    assert bytes_of(entry) == data
    assert content_type_of(entry) == content_type


def test_a_file_that_is_no_archive(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE)
    with pytest.raises(InputError, match=r"page\.html is no archive"):
        list(read_batches([str(page)], Reading()))


def test_a_remote_file(crawl: Crawl) -> None:
    fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed")
    fsspec.filesystem("memory").pipe("/texts.warc.gz", crawl.paths[1].read_bytes())
    [remote] = read_batches(["memory://texts.warc.gz"])
    [local] = read_batches([str(crawl.paths[1])])
    assert remote["html"] == local["html"]
    assert set(remote["source"].to_pylist()) == {"memory://texts.warc.gz"}


def test_for_ray(crawl: Crawl) -> None:
    names = pa.table({"path": [str(path) for path in crawl.paths]})
    rows = [row for table in read_archives(names) for row in ExtractPages(**AS_READ)(table).to_pylist()]
    assert found(rows) == crawl.expected


def test_for_spark() -> None:
    batches = [pa.record_batch({"html": [PAGE]})] * 2
    results = list(extract_batches(url_column=None, **UNLIMITED)(iter(batches)))
    assert [type(one) for one in results] == [pa.RecordBatch] * 2
    assert [name.strip("` ").split("`")[0] for name in SCHEMA.split(", ")] == results[0].schema.names


def test_engines_are_not_imported() -> None:
    script = "import sys, cleanpage.engines.ray, cleanpage.engines.spark; print({'ray', 'pyspark'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"


def test_code_in_the_document_compiles() -> None:
    document = (ROOT / "docs" / "engines.md").read_text(encoding="utf-8")
    codes = re.findall(r"^```py\n(.*?)^```", document, re.MULTILINE | re.DOTALL)
    assert len(codes) > 4
    for code in codes:
        compile(code, "docs/engines.md", "exec")
        for module, names in re.findall(r"^from (cleanpage\.engines\.(?:archives|ray|spark)) import (.*)$", code, re.M):
            assert all(hasattr(importlib.import_module(module), name) for name in names.split(", "))
