from __future__ import annotations

import io
import sys
import time
import tracemalloc

import pytest
from benchmarks.robustness import readers
from benchmarks.robustness.bombs import BOMBS
from benchmarks.robustness.readers import FREE_MB, MAX_TIMES, Cost, costs_too_much

from cleanpage.crawl.archives import Reading, archive_kind, read_archive

pytest.importorskip("pyarrow")


def read(kind: str, size: int) -> int:
    return read_data(BOMBS[kind].suffix, BOMBS[kind].make(size))


def read_data(suffix: str, data: bytes) -> int:
    """Return how many entries the reader finds, none of which is kept."""
    name = f"a{suffix}"
    archive = archive_kind(name, data)
    assert archive
    return sum(1 for _ in read_archive(name, archive, Reading(), io.BytesIO(data)))


@pytest.mark.parametrize("kind", BOMBS)
def test_time(kind: str) -> None:
    read(kind, 10_000)  # what is imported for it
    seconds = time.process_time()
    read(kind, 200_000)
    assert time.process_time() - seconds < 2


@pytest.mark.parametrize("kind", [kind for kind in BOMBS if not kind.startswith("Parquet")])
def test_memory(kind: str) -> None:
    size = 4_000_000
    read(kind, 1000)  # what is imported for it
    bomb = BOMBS[kind]
    data = bomb.make(size)
    tracemalloc.start()
    try:
        read_data(bomb.suffix, data)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 1e6 * FREE_MB / 2 + MAX_TIMES * size * bomb.times / 2


@pytest.mark.parametrize(
    ("cost", "size", "unpacked_mb", "too_much"),
    [
        pytest.param(Cost(0.9, 50, 0.9, 50), 1000, 0.001, False, id="little"),
        pytest.param(Cost(1.1, 50, 0.9, 50), 1000, 0.001, True, id="slow"),
        pytest.param(Cost(0.9, 50, 1.1, 50), 1000, 0.001, True, id="others-slow"),
        pytest.param(Cost(1.9, 50, 1.9, 50), 200_000, 0.2, False, id="slow-for-its-size"),
        pytest.param(Cost(0.9, 50, 5.9, 50), 1000, 10, False, id="a-large-page"),
        pytest.param(Cost(0.9, 61, 0.9, 50), 1000, 0.001, True, id="memory"),
        pytest.param(Cost(0.9, 50, 0.9, 61), 1000, 0.001, True, id="memory-of-others"),
        pytest.param(Cost(0.9, 179, 0.9, 179), 1000, 10, False, id="memory-of-a-large-page"),
    ],
)
def test_costs_too_much(cost: Cost, size: int, unpacked_mb: float, too_much: bool) -> None:
    assert costs_too_much(cost, size, unpacked_mb) == too_much


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_a_run_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    assert readers.main(["boundaries", "--megabytes", "0.1"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition("  ")[0] for line in lines[3:]] == ["mail, boundaries", "mail, almost boundaries"]
