from __future__ import annotations

import dataclasses
import gzip
import io
import os
import re
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from cleanpage.crawl.files import sources as inputs
from cleanpage.crawl.files.sources import (
    JOURNAL,
    Source,
    check_file,
    find_sources,
    look_at_stdin,
    open_stdin,
    read_source,
    read_stdin,
)
from cleanpage.errors import InputError

PAGE = b"<p>Owls hunt at night, and most of them alone."


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of files with and without the names of pages, which is the working folder."""
    for name in (
        "b.html",
        "a.HTM",
        "z/c.txt",
        "z/deep/d.xhtml.gz",
        "m/e.shtml",
        "m/f.text",
        "m/index.html",
        "photo.jpg",
        "z/style.css",
        "z/other.CSS",
        "README",
        ".hidden.html",
        ".git/g.html",
        "[1].html",
        "z/index.html",
    ):
        file = tmp_path / "pages" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(PAGE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


IN_FOLDER = [
    "pages/[1].html",
    "pages/a.HTM",
    "pages/b.html",
    "pages/m/e.shtml",
    "pages/m/f.text",
    "pages/m/index.html",
    "pages/z/c.txt",
    "pages/z/index.html",
    "pages/z/deep/d.xhtml.gz",
]


@pytest.mark.parametrize(
    ("arguments", "names", "several"),
    [
        pytest.param(["pages/b.html"], ["pages/b.html"], False, id="file"),
        pytest.param(["-"], ["-"], False, id="stdin"),
        pytest.param(["pages/photo.jpg"], ["pages/photo.jpg"], False, id="named-whatever-its-suffix"),
        pytest.param(["pages"], IN_FOLDER, True, id="folder"),
        pytest.param(["pages/z/deep"], ["pages/z/deep/d.xhtml.gz"], True, id="folder-of-one"),
        pytest.param(["pages/b.html", "-", "pages/a.HTM"], ["pages/b.html", "-", "pages/a.HTM"], True, id="in-order"),
        pytest.param(["pages/b.html", "./pages/b.html", "-", "-"], ["pages/b.html", "-"], True, id="once"),
        pytest.param(
            ["pages/b.html", "pages"],
            ["pages/b.html", *(n for n in IN_FOLDER if n != "pages/b.html")],
            True,
            id="once-in-folder",
        ),
        pytest.param(["pages/*.html"], ["pages/[1].html", "pages/b.html"], True, id="glob"),
        pytest.param(["pages/?.html"], ["pages/b.html"], True, id="glob-of-one"),
        pytest.param(
            ["pages/*"],
            ["pages/README", "pages/[1].html", "pages/a.HTM", "pages/b.html", "pages/photo.jpg"],
            True,
            id="glob-takes-any-file-but-no-folder",
        ),
        pytest.param(["pages/**/index.html"], ["pages/m/index.html", "pages/z/index.html"], True, id="glob-deep"),
        pytest.param(["pages/[1].html"], ["pages/[1].html"], False, id="name-that-looks-like-a-glob"),
    ],
)
def test_find_sources(tree: Path, arguments: list[str], names: list[str], several: bool) -> None:
    found = find_sources(arguments)
    assert [source.name for source in found.sources] == names
    assert found.several == several
    assert not any(source.problem for source in found.sources)


def test_folders_are_read_in_order(tmp_path: Path) -> None:
    names = [f"{letter}{number}" for letter in "dbca" for number in range(9, 0, -1)]
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.html").write_bytes(PAGE)
    assert [source.place for source in find_sources([str(tmp_path)]).sources] == [
        f"{name}/x.html" for name in sorted(names)
    ]


def test_files_passed_over_are_counted_by_suffix(tree: Path) -> None:
    assert find_sources(["pages"]).passed_over == {".css": 2, ".jpg": 1, "no suffix": 1, ".html": 1}
    assert find_sources(["pages/*"]).passed_over == {}


@pytest.mark.parametrize(
    ("argument", "places"),
    [
        pytest.param("pages/z/c.txt", ["c.txt"], id="file"),
        pytest.param("pages/z", ["c.txt", "index.html", "deep/d.xhtml.gz"], id="folder"),
        pytest.param("pages/*/index.html", ["m/index.html", "z/index.html"], id="glob"),
        pytest.param("-", ["stdin"], id="stdin"),
    ],
)
def test_place(tree: Path, argument: str, places: list[str]) -> None:
    assert [source.place for source in find_sources([argument]).sources] == places


@pytest.mark.parametrize(
    ("argument", "problem"),
    [
        pytest.param("none.html", "no such file or folder", id="missing"),
        pytest.param("pages/b.html/c.html", "no such file or folder", id="file-as-folder"),
        pytest.param("pages/*.pdf", "no file matches", id="glob-without-match"),
        pytest.param("pages/[m]", "no file matches", id="glob-of-folders"),
        pytest.param("empty", "no file in it has the suffix of a page (.html", id="folder-without-pages"),
        pytest.param("a\0b", "not a valid file name", id="nul"),
        pytest.param("", "an empty name", id="empty-name"),
    ],
)
def test_problem(tree: Path, argument: str, problem: str) -> None:
    (tree / "empty").mkdir()
    (tree / "empty" / "x.jpg").touch()
    (source,) = find_sources([argument]).sources
    assert problem in source.problem
    with pytest.raises(InputError, match=re.escape(problem)):
        read_source(source)


def test_link_to_nothing_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "gone.html").symlink_to("nowhere.html")
    (source,) = find_sources([str(tmp_path)]).sources
    with pytest.raises(InputError, match="no such file"):
        read_source(source)


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(os.path.relpath(path))  # the name of a socket can't be long


KINDS = [
    pytest.param(make_pipe, "a pipe", id="pipe"),
    pytest.param(make_socket, "a socket", id="socket"),
    pytest.param(lambda path: path.symlink_to("/dev/zero"), "a device", id="endless-device"),
    pytest.param(lambda path: path.symlink_to("/dev/tty"), "a device", id="terminal"),
    pytest.param(lambda path: path.symlink_to("/proc/self/status"), "a kernel file", id="proc"),
]


@pytest.mark.parametrize("linked", [False, True])
@pytest.mark.parametrize("name", ["a.html", "a.txt.gz", "a.warc", "a.jsonl", "a.parquet", "a.eml"])
@pytest.mark.parametrize(("make", "kind"), KINDS)
def test_what_is_no_file_is_named_and_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], None], kind: str, name: str, linked: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    place = tmp_path / "in" / name
    place.parent.mkdir()
    if linked:
        make(tmp_path / "elsewhere")
        place.symlink_to("../elsewhere")
    else:
        make(place)
    if kind.startswith("a file") and not os.path.ismount("/proc"):
        pytest.skip("there is no /proc")
    for argument in ("in", "in/*", "**/a.*"):
        found = find_sources([argument])
        assert [(source.place, source.archive, source.many) for source in found.sources] == [
            ("in/a" + name[1:] if "**" in argument else name, None, False)
        ]
        with pytest.raises(InputError, match=f"^it is {kind}, which is read only if it is given by name"):
            read_source(found.sources[0])


def test_a_file_that_becomes_a_pipe_is_not_opened(tmp_path: Path) -> None:
    for name in ("a.html", "b.warc"):
        (tmp_path / name).write_bytes(PAGE)
    sources = find_sources([str(tmp_path)]).sources
    for source in sources:
        Path(source.name).unlink()
        os.mkfifo(source.name)
        with pytest.raises(InputError, match="a pipe"):
            check_file(source)
        check_file(dataclasses.replace(source, named=True))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(PAGE, PAGE, id="plain"),
        pytest.param(gzip.compress(PAGE), PAGE, id="gzip"),
        pytest.param(gzip.compress(PAGE) + gzip.compress(b" More"), PAGE + b" More", id="gzip-members"),
        pytest.param(gzip.compress(PAGE) + bytes(8), PAGE, id="gzip-padded"),
        pytest.param(zstandard.compress(PAGE), PAGE, id="zstd"),
        pytest.param(zstandard.compress(PAGE) + zstandard.compress(b" More"), PAGE + b" More", id="zstd-frames"),
        pytest.param(
            b"WARC/1.0\r\nWARC-Type: conversion\r\n\r\nOwls",
            b"WARC/1.0\r\nWARC-Type: conversion\r\n\r\nOwls",
            id="one-warc-record",
        ),
    ],
)
def test_read_source(tmp_path: Path, data: bytes, expected: bytes) -> None:
    file = tmp_path / "page"
    file.write_bytes(data)
    assert read_source(Source(name=str(file))) == expected
    assert read_source(Source(name="-", data=data)) == expected


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b"", "empty \\(0 bytes\\)", id="empty"),
        pytest.param(gzip.compress(b""), "empty \\(0 bytes\\)", id="empty-gzip"),
        pytest.param(gzip.compress(PAGE)[:-12], "cut off at byte 5[0-9]; copy or download", id="cut-gzip"),
        pytest.param(gzip.compress(PAGE)[:-8] + bytes(8), "damaged \\(CRC", id="gzip-checksum"),
        pytest.param(b"\x1f\x8b\x08\x00" + b"\xff" * 40, "damaged", id="gzip-data"),
        pytest.param(gzip.compress(PAGE) + b"tail", "damaged", id="gzip-tail"),
        pytest.param(zstandard.compress(b""), "empty \\(0 bytes\\)", id="empty-zstd"),
        pytest.param(zstandard.compress(PAGE)[:-5], "at byte [0-9]+; copy or download it again", id="cut-zstd"),
        pytest.param(zstandard.compress(b"x" * 2049), "larger than", id="large-zstd"),
        pytest.param(b"x" * 2049, "larger than", id="large"),
        pytest.param(gzip.compress(b"x" * 2049), "larger than", id="large-unpacked"),
    ],
)
def test_read_source_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, message: str) -> None:
    monkeypatch.setattr(inputs, "MAX_PAGE_BYTES", 2048)
    file = tmp_path / "page.html"
    file.write_bytes(data)
    with pytest.raises(InputError, match=message):
        read_source(Source(name=str(file)))


def test_largest_page_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "MAX_PAGE_BYTES", 2048)
    assert len(read_source(Source(name="-", data=gzip.compress(b"x" * 2048)))) == 2048


@pytest.mark.parametrize(
    ("error", "message"),
    [
        pytest.param(PermissionError(13, "Permission denied"), "permission denied; check who", id="permission"),
        pytest.param(IsADirectoryError(21, "Is a directory"), "can't be read \\(Is a directory\\)", id="folder"),
        pytest.param(OSError(5, "Input/output error"), "can't be read \\(Input/output error\\)", id="disk"),
    ],
)
def test_read_errors(monkeypatch: pytest.MonkeyPatch, error: OSError, message: str) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(Path, "open", fail)
    with pytest.raises(InputError, match=message):
        read_source(Source(name="page.html"))


def test_zstd_pages_are_taken_from_a_folder(tmp_path: Path) -> None:
    for name in ("a.html.zst", "b.txt.zst", "c.jsonl.zst", "d.css.zst"):
        (tmp_path / name).write_bytes(zstandard.compress(PAGE))
    found = find_sources([str(tmp_path)])
    assert [(source.place, source.archive) for source in found.sources] == [
        ("a.html.zst", None),
        ("b.txt.zst", None),
        ("c.jsonl.zst", "jsonl"),
    ]
    assert read_source(found.sources[0]) == PAGE


def test_folders_of_results_are_left_out_unless_named(tree: Path) -> None:
    (tree / "pages" / "z" / JOURNAL).touch()
    names = [source.name for source in find_sources(["pages"]).sources]
    assert names == [name for name in IN_FOLDER if not name.startswith("pages/z/")]
    assert len(find_sources(["pages/z"]).sources) == 3
    assert len(find_sources(["pages/z/*.txt"]).sources) == 1


def test_finding_a_pipe_reads_nothing_of_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (source,) = find_sources([str(tmp_path / "pipe")]).sources  # opening it would wait for ever
    assert (source.archive, source.problem) == (None, "")


WET = b"WARC/1.0\r\nWARC-Type: conversion\r\n\r\n" + b"Owls. " * 20_000


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        pytest.param(WET, "warc", id="warc"),
        pytest.param(gzip.compress(WET), "warc", id="packed-warc"),
        pytest.param(b'{"html": "<p>"}', "jsonl", id="jsonl"),
        pytest.param(PAGE * 2000, None, id="page"),
        pytest.param(b"", None, id="empty"),
    ],
)
@pytest.mark.parametrize("seekable", [True, False])
def test_look_at_stdin(monkeypatch: pytest.MonkeyPatch, data: bytes, kind: str | None, seekable: bool) -> None:
    class Slow(io.BytesIO):
        """What gives few bytes at a time."""

        def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
            return super().readinto(memoryview(buffer)[:7])

        def seekable(self) -> bool:
            return seekable

    stream = Slow(data) if seekable else io.BufferedReader(Slow(data))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stream))
    source = look_at_stdin(Source(name="-"))
    assert source.archive == kind
    assert bool(source.head) is (bool(data) and not seekable)
    opened = open_stdin(source)
    assert opened.read(5) + opened.read() == data


def test_read_stdin_has_what_was_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    os.write(writer, PAGE * 100)
    os.close(writer)
    monkeypatch.setattr(sys, "stdin", os.fdopen(reader))
    source = read_stdin(look_at_stdin(Source(name="-")))
    assert (source.data, source.head) == (PAGE * 100, b"")


def test_read_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = gzip.compress(PAGE)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(packed)))
    source = read_stdin(Source(name="-"))
    assert source.data == packed
    assert read_source(source) == PAGE


def test_read_stdin_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "MAX_PAGE_BYTES", 9)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x" * 10)))
    assert "larger than" in read_stdin(Source(name="-")).problem


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("-", "standard input", id="stdin"),
        pytest.param("pages/été.html", "pages/été.html", id="letters"),
        pytest.param("a\nb\x1b[2J.html", "a\\nb\\x1b[2J.html", id="control"),
        pytest.param("caf\udce9.html", "caf\\xe9.html", id="undecodable"),
        pytest.param("", "''", id="empty"),
    ],
)
def test_shown(name: str, shown: str) -> None:
    assert Source(name=name).shown == shown
