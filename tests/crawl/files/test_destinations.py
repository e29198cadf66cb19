from __future__ import annotations

import io
import json
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from cleanpage.crawl.files.destinations import Destination, Frames, in_folder, together
from cleanpage.crawl.files.journal import JournalError
from cleanpage.crawl.files.outputs import QUARANTINE, Frame
from cleanpage.crawl.files.sources import JOURNAL, Source

ARRAY = Frame("[", ",", "]")
LINES = Frame()
PAGE = Source(name="a.html", place="a.html")
ARCHIVE = Source(name="b.warc", place="b.warc", archive="warc")
MAIL = Source(name="c.eml", place="c.eml", archive="mail")
SOURCES = (PAGE, ARCHIVE, MAIL)
FILES = Frames(page=LINES, archive=ARRAY)
PAGE_FILES = Frames(page=LINES, archive=None)
TALLY = {"records": 1}


@pytest.fixture(autouse=True)
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for source in SOURCES:
        Path(source.name).touch()
    return Path("out")


def folder(frames: Frames = FILES, *, resume: bool = False) -> AbstractContextManager[Destination]:
    return in_folder(SOURCES, Path("out"), ".txt", frames, {}, resume=resume)


def put(
    destination: Destination, position: int, results: dict[int, str], failures: tuple[int, ...] = (), **more: bool
) -> None:
    """Put the results of one input in their place, and note that it is done."""
    assert destination.finished(position) is None
    with destination.of_input(position) as places:
        for record, body in results.items():
            places.add(record, body)
        for record in failures:
            assert places.quarantine
            places.quarantine(record, f"{record}\n")
        places.undone = more.get("undone", False)
    if not places.undone:
        destination.finish(position, TALLY)


def written(where: str = "out") -> dict[str, str]:
    """Return the files of a folder, but for its journal, with what is in them."""
    files = sorted(path for path in Path(where).rglob("*") if path.is_file() and path.name != JOURNAL)
    return {path.relative_to(where).as_posix(): path.read_text() for path in files}


# ------------------------------------------------------------------ all in one


def test_all_in_one_stream() -> None:
    stream = io.BytesIO()
    with together(SOURCES, stream, ARRAY, None) as destination:
        put(destination, 0, {0: "1"})
        put(destination, 1, {0: "2", 3: "3"})
        put(destination, 2, {})
    assert stream.getvalue() == b"[1,2,3]"


def test_all_in_one_file_with_the_failures_apart() -> None:
    with together(SOURCES, Path("all.json"), ARRAY, Path("failed.jsonl")) as destination:
        put(destination, 1, {1: "1"}, (0, 2))
        put(destination, 0, {}, (0,))
        assert not Path("all.json").exists()
    assert Path("all.json").read_text() == "[1]"
    assert Path("failed.jsonl").read_text() == "0\n2\n0\n"


def test_without_a_quarantine_failures_stand_among_the_results() -> None:
    with (
        together(SOURCES, io.BytesIO(), ARRAY, None) as destination,
        destination.of_input(0) as places,
    ):
        assert places.quarantine is None


@pytest.mark.parametrize(
    ("position", "undone", "content"),
    [
        pytest.param(0, False, "old", id="page"),
        pytest.param(1, False, "[]", id="archive"),
        pytest.param(1, True, "old", id="unread-archive"),
        pytest.param(2, False, "old", id="mail"),
    ],
)
def test_one_file_without_a_result(position: int, undone: bool, content: str) -> None:
    for name in ("all.json", "failed.jsonl"):
        Path(name).write_text("old")
    with together(SOURCES, Path("all.json"), ARRAY, Path("failed.jsonl")) as destination:
        put(destination, position, {}, undone=undone)
    assert Path("all.json").read_text() == content
    assert Path("failed.jsonl").read_text() == ""


def test_one_file_interrupted_is_left_as_it_was() -> None:
    before = written(".")
    with (
        pytest.raises(KeyboardInterrupt),
        together(SOURCES, Path("all.json"), ARRAY, Path("failed.jsonl")) as destination,
    ):
        put(destination, 1, {0: "1"}, (1,))
        raise KeyboardInterrupt
    assert written(".") == before


# ------------------------------------------------------------------ a folder


@pytest.mark.parametrize(
    ("frames", "expected"),
    [
        pytest.param(FILES, {"a.txt": "1", "b.txt": "[2,3]", "c.txt": "4"}, id="a-file-for-each-input"),
        pytest.param(
            PAGE_FILES,
            {"a.txt": "1", "b/000000.txt": "2", "b/000007.txt": "3", "c.txt": "4"},
            id="a-file-for-each-page",
        ),
    ],
)
def test_folder(frames: Frames, expected: dict[str, str]) -> None:
    with folder(frames) as destination:
        put(destination, 0, {0: "1"})
        put(destination, 1, {0: "2", 7: "3"}, (1,))
        put(destination, 2, {0: "4"})
    assert written() == expected | {f"{QUARANTINE}/b.jsonl": "1\n"}


def test_results_are_there_when_the_input_is_done() -> None:
    with folder() as destination:
        with destination.of_input(1) as places:
            places.add(0, "1")
            assert places.quarantine
            places.quarantine(1, "2")
            assert not [name for name in written() if not name.split("/")[-1].startswith(".cleanpage-")]
        assert written() == {"b.txt": "[1]", f"{QUARANTINE}/b.jsonl": "2"}


@pytest.mark.parametrize("frames", [FILES, PAGE_FILES], ids=["file", "page-files"])
@pytest.mark.parametrize("position", [0, 1, 2])
def test_interrupted_input_leaves_no_half_file(position: int, frames: Frames) -> None:
    with pytest.raises(KeyboardInterrupt), folder(frames) as destination, destination.of_input(position) as places:
        places.add(0, "1")
        assert places.quarantine
        places.quarantine(1, "2")
        raise KeyboardInterrupt
    assert set(written()) <= {"b/000000.txt"}  # a page of an archive is whole by itself
    with folder(frames, resume=True) as destination:
        assert destination.finished(position) is None


@pytest.mark.parametrize(
    ("frames", "expected"), [pytest.param(FILES, {"b.txt": "[]"}, id="file"), pytest.param(PAGE_FILES, {}, id="files")]
)
def test_archive_without_pages_is_done(frames: Frames, expected: dict[str, str]) -> None:
    with folder(frames) as destination:
        put(destination, 1, {})
    assert written() == expected
    with folder(frames, resume=True) as destination:
        assert destination.finished(1) == TALLY


@pytest.mark.parametrize("frames", [FILES, PAGE_FILES], ids=["file", "page-files"])
def test_unread_archive_is_no_empty_result(frames: Frames) -> None:
    with folder(frames) as destination:
        put(destination, 1, {}, (0,), undone=True)
    assert written() == {f"{QUARANTINE}/b.jsonl": "0\n"}
    assert not Path("out/b").exists()
    with folder(frames, resume=True) as destination:
        assert destination.finished(1) is None


@pytest.mark.parametrize("frames", [FILES, PAGE_FILES], ids=["file", "page-files"])
def test_unread_archive_leaves_earlier_results(frames: Frames) -> None:
    with folder(frames) as destination:
        put(destination, 1, {0: "1"})
    before = written()
    Path("b.warc").write_text("changed")
    with folder(frames, resume=True) as destination:
        put(destination, 1, {}, undone=True)
    assert written() == before


@pytest.mark.parametrize(
    ("frames", "position", "before", "results", "failures", "after"),
    [
        pytest.param(FILES, 0, {0: "1"}, {}, (0,), {f"{QUARANTINE}/a.jsonl": "0\n"}, id="page-fails-now"),
        pytest.param(FILES, 0, {0: "1"}, {}, (), {}, id="page-is-empty-now"),
        pytest.param(FILES, 0, {}, {0: "1"}, (), {"a.txt": "1"}, id="page-failed-before"),
        pytest.param(FILES, 1, {0: "1", 1: "2"}, {1: "2"}, (), {"b.txt": "[2]"}, id="archive"),
        pytest.param(
            PAGE_FILES,
            1,
            {0: "1", 1: "2", 1234567: "3"},
            {0: "4"},
            (1,),
            {"b/000000.txt": "4", f"{QUARANTINE}/b.jsonl": "1\n"},
            id="page-of-an-archive-fails-now",
        ),
    ],
)
def test_every_page_is_there_once_after_a_second_try(
    frames: Frames,
    position: int,
    before: dict[int, str],
    results: dict[int, str],
    failures: tuple[int, ...],
    after: dict[str, str],
) -> None:
    with folder(frames) as destination:
        put(destination, position, before, () if before else (0,))
    assert written()
    Path(SOURCES[position].name).write_text("changed")
    with folder(frames, resume=True) as destination:
        put(destination, position, results, failures)
    assert written() == after


def test_files_of_others_beside_the_pages_stay() -> None:
    others = ["notes.txt", "1.txt", "000001.json", "00000١.txt", "000001", "-00001.txt"]
    Path("out/b").mkdir(parents=True)
    for name in [*others, "000001.txt"]:
        Path("out/b", name).touch()
    with folder(PAGE_FILES) as destination:
        put(destination, 1, {0: "1"})
    assert set(written("out/b")) == {*others, "000000.txt"}


def test_tallies_come_back_and_what_is_not_finished_does_not() -> None:
    with folder() as destination:
        put(destination, 0, {})
        put(destination, 1, {0: "1"})
        with destination.of_input(2) as places:
            places.add(0, "1")
        # killed before `finish`
    with folder(resume=True) as destination:
        assert [destination.finished(position) for position in range(3)] == [TALLY, TALLY, None]
        put(destination, 2, {0: "1"})
    assert written() == {"b.txt": "[1]", "c.txt": "1"}


def test_folder_in_use() -> None:
    with folder(), pytest.raises(JournalError), folder():
        pass


def test_packed_folder() -> None:
    with in_folder(SOURCES, Path("out"), ".jsonl.gz", FILES, {}, resume=False) as destination:
        put(destination, 1, {0: "1"}, (1,))
    assert Path("out/b.jsonl.gz").read_bytes()[:2] == b"\x1f\x8b"
    assert Path(f"out/{QUARANTINE}/b.jsonl").read_text() == "1\n"


def test_journal_is_plain_json() -> None:
    with folder() as destination:
        put(destination, 1, {0: "1"})
    head, entry = [json.loads(line) for line in Path("out", JOURNAL).read_text().splitlines()]
    known: dict[str, Any] = {"input": "b.warc", "output": "b.txt", "written": True, "tally": TALLY}
    assert known.items() <= entry.items()
    assert head["settings"] == {}
