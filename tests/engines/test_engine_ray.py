"""Runs Ray on this machine, without its dashboard: one session for all tests."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from paths import ROOT

pytest.importorskip("ray.data", reason="ray[data] is not installed")
pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")

import pyarrow.parquet as pq  # noqa: E402
import ray  # noqa: E402

from cleanpage.crawl.rows.arrow import arrow_schema  # noqa: E402
from cleanpage.engines.ray import ExtractPages  # noqa: E402
from fixture_crawl import Crawl, command_rows, found, load_example, write_crawl  # noqa: E402

pytestmark = pytest.mark.ray

STORE_BYTES = 100 * 2**20

BIG = b"<p>Owls hunt at night, and most of them hunt alone.</p>" * 400_000
"""A page of 22 MB, which needs a multiple of that."""
CAP_BYTES = 60 * 2**20


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Crawl:
    return write_crawl(tmp_path_factory.mktemp("crawl"))


@pytest.fixture(scope="module")
def session() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        # Its processes find the package as this one does, and ask nobody outside.
        patch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT / "src")]))
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        patch.setenv("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
        ray.init(
            address="local", num_cpus=2, include_dashboard=False, object_store_memory=STORE_BYTES, log_to_driver=False
        )
        ray.data.DataContext.get_current().enable_progress_bars = False
        yield
        ray.shutdown()


@pytest.fixture(scope="module")
def example() -> ModuleType:
    return load_example("ray_warc")


@pytest.fixture(scope="module")
def output(session: None, crawl: Crawl, example: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the example has put its results: a part for each file."""
    folder = tmp_path_factory.mktemp("ray")
    example.extract_files([str(path) for path in crawl.paths], folder, part_files=1)
    return folder


def test_example_gives_what_extract_gives(crawl: Crawl, output: Path) -> None:
    table = pq.read_table(output)
    assert table.schema == arrow_schema()
    assert found(table.to_pylist()) == crawl.expected


def test_example_gives_what_the_command_gives(crawl: Crawl, output: Path) -> None:
    rows = pq.read_table(output).to_pylist()
    assert sorted(rows, key=str) == sorted(command_rows(crawl), key=str)


def test_a_part_that_is_done_is_not_done_again(crawl: Crawl, output: Path, example: ModuleType) -> None:
    before = {path: path.stat().st_mtime_ns for path in output.rglob("*.parquet")}
    assert {path.parent.name for path in before} == {"part-00000", "part-00001"}
    (output / "part-00001" / "_SUCCESS").unlink()
    example.extract_files([str(path) for path in crawl.paths], output, part_files=1)
    after = {path: path.stat().st_mtime_ns for path in output.rglob("*.parquet")}
    assert {path for path in before if after.get(path) == before[path]} == {
        path for path in before if path.parent.name == "part-00000"
    }
    assert found(pq.read_table(output).to_pylist()) == crawl.expected


@pytest.mark.skipif(sys.platform != "linux", reason="memory is capped on Linux only")
def test_tables_of_pages(session: None, crawl: Crawl) -> None:
    urls = list(crawl.raw)
    table = pa.table(
        {
            "address": [*urls, "https://null.example/", "https://big.example/"],
            "page": pa.array([*[crawl.raw[url][0] for url in urls], None, BIG], pa.binary()),
            "type": [*[crawl.raw[url][1] for url in urls], None, None],
            "number": range(len(urls) + 2),
        }
    )
    reading: dict[str, Any] = {"content_type_column": "type", "keep": ["number"], "memory_bytes": CAP_BYTES}
    pages = ray.data.from_arrow(table).map_batches(
        ExtractPages,
        fn_constructor_args=("page", "address"),
        fn_constructor_kwargs=reading,
        batch_format="pyarrow",
        batch_size=20,
        compute=ray.data.ActorPoolStrategy(size=1),
    )
    rows = sorted(pages.take_all(), key=lambda row: int(row["number"]))
    assert [row["url"] for row in rows] == table["address"].to_pylist()
    assert [row["status"] for row in rows[-2:]] == ["failed", "failed"]
    assert rows[-1]["status_reason"].startswith("it needed more than the 60 MiB")
    assert [row["text"] for row in rows[:-2]] == [crawl.pages[url].text for url in urls]
