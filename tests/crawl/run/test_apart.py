from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest

from cleanpage.crawl.archives import Entry, Reading, Record
from cleanpage.crawl.files.sources import STDIN, Source
from cleanpage.crawl.pool import NO_LIMITS, Limits
from cleanpage.crawl.run import apart
from cleanpage.crawl.run.apart import MAX_STOPS, Splitter
from cleanpage.errors import InputError

pyarrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")

LIMITS = Limits(deadline_s=60, memory_bytes=300 * 2**20)
BOMB = bytes(400_000_000)
"""A page of zeros, of which pyarrow needs more than the limit for one row."""

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="needs limits of memory")


def write(path: Path, *groups: list[bytes]) -> str:
    schema = pyarrow.schema([("html", pyarrow.large_binary())])
    with parquet.ParquetWriter(path, schema, compression="zstd", use_dictionary=False, write_statistics=False) as file:
        for group in groups:
            file.write_table(pyarrow.table({"html": pyarrow.array(group, pyarrow.large_binary())}, schema))
    return str(path)


def split(name: str, limits: Limits = LIMITS) -> list[tuple[int, int | None, str]]:
    """Return position, row, and page or problem of each record."""
    with Splitter(Reading(), limits) as splitter:
        return [_told(entry) for entry in splitter.split(Source(name=name, archive="parquet"))]


def _told(entry: Entry) -> tuple[int, int | None, str]:
    assert isinstance(entry, Record)
    assert isinstance(entry.data, bytes)
    return entry.origin.position, entry.origin.offset, entry.problem or entry.data.decode()


@pytest.mark.parametrize("limits", [NO_LIMITS, LIMITS])
def test_rows_are_the_same_apart(tmp_path: Path, limits: Limits) -> None:
    name = write(tmp_path / "a.parquet", [b"a", b"b"], [b"c"])
    assert split(name, limits) == [(0, 0, "a"), (1, 1, "b"), (2, 2, "c")]


def test_one_process_for_all_files(tmp_path: Path) -> None:
    names = [write(tmp_path / f"{number}.parquet", [b"a"]) for number in range(3)]
    with Splitter(Reading(), LIMITS) as splitter:
        processes = set()
        for name in names:
            assert len(list(splitter.split(Source(name=name, archive="parquet")))) == 1
            assert splitter._stream
            assert splitter._stream._process
            processes.add(splitter._stream._process.pid)
    assert len(processes) == 1


@on_linux
def test_a_group_that_takes_too_much_is_lost_alone(tmp_path: Path) -> None:
    name = write(tmp_path / "a.parquet", [b"a", b"b"], [BOMB, b"x"], [b"c"])
    assert split(name) == [
        (0, 0, "a"),
        (1, 1, "b"),
        (2, 2, "rows 3 to 4 are lost: it needed more than the 300 MiB of memory it may take"),
        (3, 4, "c"),
    ]


@on_linux
def test_groups_that_take_too_much_end_the_file(tmp_path: Path) -> None:
    name = write(tmp_path / "a.parquet", *[[BOMB]] * MAX_STOPS, [b"c"], [b"d"])
    told = split(name)
    assert [place[:2] for place in told] == [(number, number) for number in range(MAX_STOPS)]
    assert told[-1][2].startswith(f"rows {MAX_STOPS} to {MAX_STOPS + 2} are lost: it needed more")


@pytest.mark.parametrize("limits", [NO_LIMITS, LIMITS])
def test_what_cannot_be_read_says_so(tmp_path: Path, limits: Limits) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1")
    with pytest.raises(InputError, match="no sound Parquet file"):
        split(str(tmp_path / "a.parquet"), limits)
    with pytest.raises(InputError, match="no such file"):
        split(str(tmp_path / "gone.parquet"), limits)


def test_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = write(tmp_path / "a.parquet", [b"a"], [b"b"])
    with Path(name).open("rb") as file, monkeypatch.context() as then:
        then.setattr(sys, "stdin", io.TextIOWrapper(file))
        then.setattr(apart, "open_stdin", _never)
        assert split(STDIN) == [(0, 0, "a"), (1, 1, "b")]
    # One that isn't of the system is read here.
    stream: Any = io.TextIOWrapper(io.BytesIO(Path(name).read_bytes()))
    monkeypatch.setattr(sys, "stdin", stream)
    assert split(STDIN) == [(0, 0, "a"), (1, 1, "b")]


def _never(_: Source) -> None:
    raise AssertionError
