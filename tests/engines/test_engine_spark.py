"""Runs Spark on this machine, in one process and without its web pages: one session for all tests."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from paths import ROOT

pytest.importorskip("pyspark.sql", reason="pyspark is not installed")
pytest.importorskip("pandas", reason="pandas, which pyspark asks for, is not installed")
pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
    pytest.skip("there is no Java", allow_module_level=True)

import pyarrow.parquet as pq  # noqa: E402
from pyspark import SparkContext  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402
from pyspark.sql.pandas.types import from_arrow_schema  # noqa: E402
from pyspark.sql.types import StructType  # noqa: E402

from cleanpage.crawl.rows.arrow import arrow_schema  # noqa: E402
from cleanpage.engines.spark import SCHEMA, extract_batches  # noqa: E402
from fixture_crawl import Crawl, command_rows, found, load_example, write_crawl  # noqa: E402

pytestmark = pytest.mark.spark

SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "512m",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "20",
}

BIG = b"<p>Owls hunt at night, and most of them hunt alone.</p>" * 400_000
"""A page of 22 MB, which needs a multiple of that."""
CAP_BYTES = 60 * 2**20


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Crawl:
    return write_crawl(tmp_path_factory.mktemp("crawl"))


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    with pytest.MonkeyPatch.context() as patch:
        # Its processes are this Python, and find the package as this one does.
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("PYTHONPATH", str(ROOT / "src"))
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        builder: Any = SparkSession.builder
        builder = builder.master("local[1]").config("spark.local.dir", str(tmp_path_factory.mktemp("spark-local")))
        builder = builder.config("spark.sql.warehouse.dir", str(tmp_path_factory.mktemp("spark-warehouse")))
        for name, value in SETTINGS.items():
            builder = builder.config(name, value)
        session: SparkSession = builder.getOrCreate()
        yield session
        session.stop()
        end_java()


def end_java() -> None:
    """Stop the Java that pyspark has started, which otherwise lives as long as this process."""
    context: Any = SparkContext
    gateway, context._gateway, context._jvm = context._gateway, None, None
    gateway.shutdown()
    gateway.proc.stdin.close()
    gateway.proc.wait(timeout=30)


@pytest.fixture(scope="module")
def example() -> ModuleType:
    return load_example("spark_warc")


@pytest.fixture(scope="module")
def output(spark: SparkSession, crawl: Crawl, example: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the example has put its results: a part for each file."""
    folder = tmp_path_factory.mktemp("spark")
    example.extract_files(spark, [str(path) for path in crawl.paths], str(folder), part_files=1)
    return folder


def test_schema_is_that_of_arrow(spark: SparkSession) -> None:
    declared: Any = StructType.fromDDL(SCHEMA)
    assert declared == from_arrow_schema(arrow_schema())
    assert declared.names == arrow_schema().names


def test_example_gives_what_extract_gives(crawl: Crawl, output: Path) -> None:
    rows = pq.read_table(output).to_pylist()
    assert found(rows) == crawl.expected


def test_example_gives_what_the_command_gives(crawl: Crawl, output: Path) -> None:
    rows = pq.read_table(output).to_pylist()
    assert sorted(rows, key=str) == sorted(command_rows(crawl), key=str)


def test_a_part_that_is_done_is_not_done_again(
    spark: SparkSession, crawl: Crawl, output: Path, example: ModuleType
) -> None:
    before = {path: path.stat().st_mtime_ns for path in output.rglob("*.parquet")}
    assert {path.parent.name for path in before} == {"part-00000", "part-00001"}
    (output / "part-00001" / "_SUCCESS").unlink()
    example.extract_files(spark, [str(path) for path in crawl.paths], str(output), part_files=1)
    after = {path: path.stat().st_mtime_ns for path in output.rglob("*.parquet")}
    assert {path for path in before if after.get(path) == before[path]} == {
        path for path in before if path.parent.name == "part-00000"
    }
    assert found(pq.read_table(output).to_pylist()) == crawl.expected


@pytest.mark.skipif(sys.platform != "linux", reason="memory is capped on Linux only")
def test_a_frame_of_pages(spark: SparkSession, crawl: Crawl) -> None:
    pages: list[Any] = [(url, data, content_type) for url, (data, content_type) in crawl.raw.items()]
    pages += [("https://null.example/", None, None), ("https://big.example/", BIG, None)]
    frame = spark.createDataFrame(
        [(number, url, bytearray(data) if data else None, kind) for number, (url, data, kind) in enumerate(pages)],
        "number int, address string, page binary, type string",
    )
    extract = extract_batches("page", "address", content_type_column="type", keep=["number"], memory_bytes=CAP_BYTES)
    extracted = frame.repartition(1).mapInArrow(extract, f"{SCHEMA}, number int")
    rows = sorted([row.asDict() for row in extracted.collect()], key=lambda row: int(row["number"]))
    assert [row["url"] for row in rows] == [url for url, _, _ in pages]
    assert [row["status"] for row in rows[-2:]] == ["failed", "failed"]
    assert rows[-1]["status_reason"].startswith("it needed more than the 60 MiB")
    assert [row["text"] for row in rows[:-2]] == [page.text for page in crawl.pages.values()]
