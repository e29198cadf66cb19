from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

import pool_tasks as work
from cleanpage.crawl.pool import NO_LIMITS, Limits, StoppedError, Stream

LIMITS = Limits(deadline_s=1.0, memory_bytes=2**28)

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="needs limits of memory and time")


@pytest.mark.parametrize("limits", [NO_LIMITS, LIMITS])
def test_all_items_in_order(limits: Limits) -> None:
    with Stream(work.count, limits) as stream:
        for _ in range(2):
            assert [number for number, _ in stream.run(50)] == list(range(50))
        assert list(stream.run(0)) == []


def test_one_process_for_all_and_none_without_limits() -> None:
    with Stream(work.where, LIMITS) as stream:
        assert len({*stream.run(1), *stream.run(2)} - {os.getpid()}) == 1
    with Stream(work.where) as stream:
        assert list(stream.run()) == [os.getpid()]


@pytest.mark.parametrize(
    ("fault", "error", "words"),
    [
        pytest.param("sleep", StoppedError, "it took longer than 1 s and was stopped", id="sleep", marks=on_linux),
        pytest.param("backtrack", StoppedError, "it took longer than 1 s", id="compiled-code", marks=on_linux),
        pytest.param("memory", StoppedError, "needed more than the 256 MiB of memory", id="memory", marks=on_linux),
        pytest.param("kill", StoppedError, "crashed or was killed", id="killed"),
        pytest.param("exit", StoppedError, r"crashed or was killed \(exit code 3\)", id="ended"),
        pytest.param("raise", KeyError, "odd", id="raised"),
    ],
)
def test_what_came_before_is_kept_and_the_next_run_begins_anew(fault: str, error: type[Exception], words: str) -> None:
    with Stream(work.count, LIMITS) as stream:
        found: list[tuple[int, bytes]] = []
        with pytest.raises(error, match=words):
            found.extend(stream.run(5, fault))
        assert [number for number, _ in found] == [0, 1, 2, 3]
        assert [number for number, _ in stream.run(3)] == [0, 1, 2]


@on_linux
def test_time_in_which_nobody_asks_does_not_count() -> None:
    with Stream(work.count, Limits(deadline_s=0.5)) as stream:
        items = stream.run(20, "", 2**20)  # more than a pipe holds
        next(items)
        time.sleep(1)
        assert sum(1 for _ in items) == 19


def test_left_early(tmp_path: Path) -> None:
    with Stream(work.count, LIMITS) as stream:
        items = stream.run(10**6, "", 1000)
        assert next(items)[0] == 0
        items.close()
        assert [number for number, _ in stream.run(2)] == [0, 1]


@pytest.mark.skipif(sys.platform == "win32", reason="files are passed on elsewhere")
def test_a_file_that_is_passed_on(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"owls")
    number = os.open(tmp_path / "a", os.O_RDONLY)
    with Stream(work.read_file, LIMITS, files=[number]) as stream:
        assert list(stream.run(number)) == [b"owls"]
    os.close(number)
