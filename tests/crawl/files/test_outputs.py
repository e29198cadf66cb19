from __future__ import annotations

import errno
import gzip
import io
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
import zstandard

from cleanpage.crawl.files import outputs
from cleanpage.crawl.files.outputs import (
    QUARANTINE,
    Frame,
    check_packages,
    encode,
    name_outputs,
    replacing,
    to_file,
    to_stream,
)
from cleanpage.crawl.files.sources import JOURNAL, Source
from cleanpage.crawl.rows.arrow import arrow_schema
from cleanpage.crawl.rows.rows import COLUMNS, failed_row
from cleanpage.errors import InputError

ARRAY = Frame("[", ",", "]")
TABLE = Frame(table=True)


@pytest.mark.parametrize(
    ("bodies", "expected"),
    [
        pytest.param([], b"[]", id="none"),
        pytest.param(["1"], b"[1]", id="one"),
        pytest.param(["1", "é", "3"], "[1,é,3]".encode(), id="three"),
    ],
)
def test_to_stream(bodies: list[str], expected: bytes) -> None:
    stream = io.BytesIO()
    with to_stream(stream, ARRAY) as add:
        for position, body in enumerate(bodies):
            add(position, body)
    assert stream.getvalue() == expected


@pytest.mark.parametrize(("flush", "seen"), [(True, b"[1"), (False, b"")])
def test_to_stream_flushes_each_result_if_asked(flush: bool, seen: bytes) -> None:
    raw = io.BytesIO()
    with io.BufferedWriter(raw) as stream, to_stream(stream, ARRAY, flush=flush) as add:
        add(0, "1")
        assert raw.getvalue() == seen


def test_to_stream_ends_nothing_that_failed() -> None:
    stream = io.BytesIO()
    with pytest.raises(KeyError), to_stream(stream, ARRAY) as add:
        add(0, "1")
        raise KeyError
    assert stream.getvalue() == b"[1"


def test_to_file(tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    with to_file(file, ARRAY) as add:
        add(0, "1")
        add(1, "2")
        assert not file.exists()
    assert file.read_text() == "[1,2]"
    assert list(tmp_path.iterdir()) == [file]


def test_to_file_without_a_result_leaves_the_old_one(tmp_path: Path) -> None:
    file = tmp_path / "out.txt"
    file.write_text("old")
    with to_file(file, Frame()):
        pass
    assert file.read_text() == "old"


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
def test_to_file_interrupted_leaves_the_old_one(tmp_path: Path, error: type[BaseException]) -> None:
    file = tmp_path / "out.txt"
    file.write_text("old")
    with pytest.raises(error), to_file(file, Frame()) as add:
        add(0, "new")
        raise error
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_replacing_keeps_the_mode_and_follows_links(tmp_path: Path) -> None:
    file, link = tmp_path / "real.txt", tmp_path / "link.txt"
    file.write_text("old")
    file.chmod(0o640)
    link.symlink_to(file)
    with replacing(link) as stream:
        stream.write(b"new")
    assert link.is_symlink()
    assert file.read_text() == "new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_replacing_gives_a_new_file_the_usual_mode(tmp_path: Path) -> None:
    with replacing(tmp_path / "new"):
        pass
    (tmp_path / "usual").touch()
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_replacing_writes_to_a_device_as_it_is() -> None:
    with replacing(Path(os.devnull)) as stream:
        stream.write(b"new")
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize(
    ("always", "content"),
    [
        pytest.param(None, "old", id="usual"),
        pytest.param(lambda: False, "old", id="not-in-the-end"),
        pytest.param(lambda: True, "[]", id="always"),
    ],
)
def test_to_file_without_a_result_always(tmp_path: Path, always: Callable[[], bool] | None, content: str) -> None:
    file = tmp_path / "out.json"
    file.write_text("old")
    with to_file(file, ARRAY, always=always):
        pass
    assert file.read_text() == content
    with to_file(file, ARRAY, always=always) as add:
        add(0, "1")
    assert file.read_text() == "[1]"


def test_always_is_asked_at_the_end(tmp_path: Path) -> None:
    wanted = False
    with to_file(tmp_path / "out.txt", Frame(), always=lambda: wanted):
        wanted = True
    assert (tmp_path / "out.txt").read_bytes() == b""


def unpack_zstd(data: bytes) -> bytes:
    with zstandard.ZstdDecompressor().stream_reader(data) as stream:
        return bytes(stream.read())


@pytest.mark.parametrize("name", ["out.jsonl.gz", "out.jsonl.zst", "OUT.JSONL.GZ", "OUT.ZST", ".gz"])
def test_packed_file(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = []
    for day in (0, 86400):
        monkeypatch.setattr("time.time", lambda day=day: float(day))
        path = tmp_path / str(day) / name
        path.parent.mkdir()
        with to_file(path, Frame()) as add:
            for position in range(2000):
                add(position, f"{position} é \n")
        packed.append(path.read_bytes())
    assert packed[0] == packed[1]
    unpack = gzip.decompress if name.lower().endswith("gz") else unpack_zstd
    unpacked = unpack(packed[0])
    assert unpacked == "".join(f"{position} é \n" for position in range(2000)).encode()
    assert len(packed[0]) < len(unpacked) / 2


@pytest.mark.parametrize("name", ["out.gz", "out.zst"])
def test_packed_file_interrupted_leaves_nothing(tmp_path: Path, name: str) -> None:
    with pytest.raises(KeyboardInterrupt), to_file(tmp_path / name, Frame()) as add:
        add(0, "x" * 100_000)
        raise KeyboardInterrupt
    assert not list(tmp_path.iterdir())


def row(position: int, text: str = "", **more: Any) -> dict[str, Any]:
    return failed_row("gone", {"source": "a.warc", "position": position} | more) | {"text": text}


@pytest.mark.parametrize(
    ("sizes", "groups"),
    [
        pytest.param([], [], id="none"),
        pytest.param([1], [1], id="one"),
        pytest.param([0] * 20, [10, 10], id="by-rows"),
        pytest.param([0] * 21, [10, 10, 1], id="by-rows-and-one"),
        pytest.param([40, 59, 1, 100, 7], [3, 1, 1], id="by-characters"),
    ],
)
def test_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sizes: list[int], groups: list[int]) -> None:
    monkeypatch.setattr(outputs, "ROW_GROUP", 10)
    monkeypatch.setattr(outputs, "ROW_GROUP_CHARS", 100)
    file = tmp_path / "out.parquet"
    with to_file(file, TABLE, always=lambda: True) as add:
        for position, size in enumerate(sizes):
            add(position, row(position, "é" * size))
    table = pyarrow.parquet.ParquetFile(file)
    assert table.schema_arrow.equals(arrow_schema())
    assert [table.metadata.row_group(number).num_rows for number in range(table.num_row_groups)] == groups
    rows = table.read().to_pylist()
    assert [(found["position"], found["text"]) for found in rows] == [(n, "é" * size) for n, size in enumerate(sizes)]
    assert all(list(found) == list(COLUMNS) for found in rows)


def test_table_of_what_is_no_utf8(tmp_path: Path) -> None:
    with to_file(tmp_path / "out.parquet", TABLE) as add:
        add(0, row(0, source="caf\udce9.warc", url="https://owls.example/\ud800"))
    (found,) = pyarrow.parquet.read_table(tmp_path / "out.parquet").to_pylist()
    assert (found["source"], found["url"]) == ("caf\\udce9.warc", "https://owls.example/\\ud800")


def test_table_is_the_same_each_time(tmp_path: Path) -> None:
    files = [tmp_path / "a.parquet", tmp_path / "b.parquet"]
    for file in files:
        with to_file(file, TABLE) as add:
            for position in range(1500):
                add(position, row(position, "owls"))
    assert files[0].read_bytes() == files[1].read_bytes()


def test_table_interrupted_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), to_file(tmp_path / "out.parquet", TABLE) as add:
        add(0, row(0))
        raise KeyboardInterrupt
    assert not list(tmp_path.iterdir())


PACKAGES = [
    pytest.param("out.jsonl.zst", Frame(), "zstandard", 'cleanpage[zstd]"', id="zstd"),
    pytest.param("out.parquet", TABLE, "pyarrow", 'cleanpage[parquet]"', id="parquet"),
]


@pytest.mark.parametrize(("name", "frame", "package", "hint"), PACKAGES)
def test_missing_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, frame: Frame, package: str, hint: str
) -> None:
    check_packages(name, frame)
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.delitem(sys.modules, "pyarrow.parquet", raising=False)
    for attempt in (check_packages, lambda *_: write(tmp_path / name, frame)):
        with pytest.raises(InputError, match=f"needs the package {package}; pip install") as caught:
            attempt(name, frame)
        assert str(caught.value).endswith(hint)
    assert not list(tmp_path.iterdir())
    check_packages("out.jsonl.gz", Frame())


def write(path: Path, frame: Frame) -> None:
    with to_file(path, frame) as add:
        add(0, row(0) if frame.table else "1")


@pytest.mark.parametrize("durable", [False, True])
def test_durable_is_on_the_disk_before_it_takes_the_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, durable: bool
) -> None:
    synced: list[bytes] = []

    def fsync(number: int) -> None:
        (draft,) = tmp_path.iterdir()
        assert draft.name != "new"
        synced.append(draft.read_bytes())

    monkeypatch.setattr(os, "fsync", fsync)
    with to_file(tmp_path / "new", Frame(), durable=durable) as add:
        add(0, "owls")
    assert synced == ([b"owls"] if durable else [])


@pytest.mark.parametrize("step", ["open", "fsync", "replace"])
def test_what_cannot_be_written_is_named_as_the_reader_knows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", ".cleanpage-0.tmp")

    monkeypatch.setattr(os if step == "fsync" else Path, step, fail)
    with pytest.raises(OSError, match="No space") as caught, replacing(tmp_path / "new", durable=True) as stream:
        stream.write(b"owls")
    assert caught.value.filename == str(tmp_path / "new")
    monkeypatch.undo()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        pytest.param(["a.html"], ["a.txt"], id="suffix"),
        pytest.param(["a.HTML.gz", "b.xhtml"], ["a.txt", "b.txt"], id="gzip-and-case"),
        pytest.param(["www.example.com", "page.v2"], ["www.example.com.txt", "page.v2.txt"], id="other-suffix"),
        pytest.param(["a.html", "a.htm", "A.txt"], ["a.txt", "a-2.txt", "A-3.txt"], id="collisions"),
        pytest.param(["x/a.html", "y/a.html"], ["x/a", "y/a"], id="folders"),
        pytest.param(["../../a.html"], ["a.txt"], id="not-above"),
        pytest.param(["*.html"], ["_.txt"], id="unsafe"),
        pytest.param(["", ".html"], ["page.txt", "page-2.txt"], id="no-name"),
        pytest.param(["a.warc.gz", "b.jsonl.zst", "c.parquet", "d.mhtml"], list("abcd"), id="archives"),
        pytest.param(["a.WARC.GZ", "b.html.zst", "c.gz"], list("abc"), id="packed"),
        pytest.param(["x.warc.wet.gz"], ["x.warc"], id="wet"),
        pytest.param(["a.txt.html", "a.html.txt"], ["a.txt.txt", "a.html.txt"], id="one-suffix"),
        pytest.param(["_quarantine/a.html", "_Quarantine/a.html"], ["__quarantine/a", "__Quarantine/a-2"], id="folder"),
        pytest.param(["deep/_quarantine/a.html"], ["deep/_quarantine/a"], id="deep-folder"),
        pytest.param(["é" * 200 + ".html"], ["é" * 115], id="long"),
        pytest.param(["o" * 240 + "1.html", "o" * 240 + "2.html"], ["o" * 230, "o" * 230 + "-2"], id="long-alike"),
        pytest.param(["caf\udce9.html"], ["caf\udce9"], id="undecodable"),
        pytest.param(["a.html", "a.txt/b.html"], ["a-2", "a.txt/b"], id="folder-called-like-a-result"),
    ],
)
def test_name_outputs(places: list[str], expected: list[str]) -> None:
    sources = [Source(name=f"in/{index}", place=place) for index, place in enumerate(places)]
    names = [name if name.endswith(".txt") and "/" not in name else name + ".txt" for name in expected]
    assert name_outputs(sources, Path("out"), ".txt") == [Path("out", name) for name in names]


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        pytest.param(["a.warc.gz", "b.html"], ["a", "b.txt"], id="folder-and-file"),
        pytest.param(["a.warc.gz", "a.jsonl", "A.wet"], ["a", "a-2", "A-3"], id="collisions"),
        pytest.param(["a.warc", "a.html"], ["a", "a-2.txt"], id="failures-apart"),
        pytest.param(["a.html", "a.txt.warc"], ["a.txt", "a.txt-2"], id="file-then-folder"),
        pytest.param(["a.txt.warc", "a.html"], ["a.txt", "a-2.txt"], id="folder-then-file"),
        pytest.param(["a.warc", "a/000001.html"], ["a-2", "a/000001.txt"], id="folder-of-others"),
        pytest.param([f"{QUARANTINE}.warc"], [f"{QUARANTINE}-2"], id="quarantine"),
        pytest.param([f"{JOURNAL}.warc"], [f"{JOURNAL}-2"], id="journal"),
        pytest.param(["a.eml"], ["a.txt"], id="mail-is-one-page"),
    ],
)
def test_name_outputs_unpacked(places: list[str], expected: list[str]) -> None:
    kinds: dict[str, Any] = {"warc": "warc", "wet": "warc", "jsonl": "jsonl", "eml": "mail", "html": None}
    sources = [
        Source(name=f"in/{place}", place=place, archive=kinds[place.removesuffix(".gz").rpartition(".")[2]])
        for place in places
    ]
    assert name_outputs(sources, Path("out"), ".txt", unpacked=True) == [Path("out", name) for name in expected]


def test_results_fit_the_file_system(tmp_path: Path) -> None:
    sources = [Source(name=str(n), place=letter * 255) for n, letter in enumerate("ooé")]
    for path in name_outputs(sources, tmp_path, ".jsonl.zst"):
        path.touch()
        path.with_suffix("").with_suffix(".jsonl").touch()
    assert len(list(tmp_path.iterdir())) == 6


def test_no_input_is_overwritten() -> None:
    sources = [Source(name="out/a.html", place="a.html"), Source(name="out/a.txt", place="a.txt")]
    assert [path.name for path in name_outputs(sources, Path("out"), ".txt")] == ["a-2.txt", "a-3.txt"]


def test_encode_keeps_lone_surrogates_readable() -> None:
    assert encode("é \udce9") == "é ".encode() + b"\\udce9"
