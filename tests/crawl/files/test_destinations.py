from __future__ import annotations

import errno
import io
import json
import os
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from cleanpage.crawl.files.destinations import Destination, Frames, in_folder, together
from cleanpage.crawl.files.journal import JournalError
from cleanpage.crawl.files.outputs import QUARANTINE, Frame
from cleanpage.crawl.files.places import UnplacedError
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
        places.complete()
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
            places.complete()
        assert written() == {"b.txt": "[1]", f"{QUARANTINE}/b.jsonl": "2"}


@pytest.mark.parametrize("frames", [FILES, PAGE_FILES], ids=["file", "page-files"])
@pytest.mark.parametrize("position", [0, 1, 2])
def test_interrupted_input_leaves_no_half_file(position: int, frames: Frames) -> None:
    with pytest.raises(KeyboardInterrupt), folder(frames) as destination, destination.of_input(position) as places:
        places.add(0, "1")
        assert places.quarantine
        places.quarantine(1, "2")
        raise KeyboardInterrupt
    assert set(written()) <= {"a.txt", "c.txt", "b/000000.txt"}  # a page is whole by itself
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
    head, place, begun, done = [json.loads(line) for line in Path("out", JOURNAL).read_text().splitlines()]
    assert head["settings"] == {}
    assert place == {"here": os.path.realpath("out")}
    stat = Path("b.warc").stat()
    state = [stat.st_size, stat.st_mtime_ns, stat.st_ino]
    assert begun == {"input": os.path.realpath("b.warc"), "output": "b.txt", "state": state}
    assert done == {"output": "b.txt", "done": {"written": 1, "failures": False, "tally": TALLY}}


# ------------------------------------------------------------------ going on with other inputs


def source_of(name: str) -> Source:
    kind: Any = "warc" if name.endswith(".warc") else None
    there = Path(name).exists()
    return Source(name=name, place=Path(name).name, archive=kind if there else None, problem="" if there else "gone")


def go_on(*names: str, frames: Frames = PAGE_FILES, resume: bool = True) -> tuple[list[str], list[str]]:
    """Go on with inputs, the text of each its result, twice if it is an archive.

    Return which were done, and the results that were left.
    """
    done = []
    sources = [source_of(name) for name in names]
    with in_folder(sources, Path("out"), ".txt", frames, {}, resume=resume) as destination:
        left = [f"{left.output.as_posix()} {Path(left.input).name} {left.is_there}" for left in destination.left()]
        for position, source in enumerate(sources):
            if destination.finished(position) is None:
                text = "" if source.problem else Path(source.name).read_text()
                results = {number: text for number in range(2 if source.many else 1) if text != "fails"}
                undone = bool(source.problem) or text == "fails"
                put(destination, position, {} if undone else results, (0,) if undone else (), undone=undone)
                done.append(source.name)
    return done, left


def make(**texts: str) -> None:
    for name, text in texts.items():
        Path(name.replace("_", ".")).write_text(text)


def test_input_removed() -> None:
    make(x_html="1", x_txt="2")
    assert go_on("x.html", "x.txt", resume=False) == (["x.html", "x.txt"], [])
    Path("x.html").unlink()
    assert go_on("x.txt") == ([], ["out/x.txt x.html False"])
    make(x_htm="3")
    assert go_on("x.htm", "x.txt") == (["x.htm"], ["out/x.txt x.html False"])
    assert written() == {"x.txt": "1", "x-2.txt": "2", "x-3.txt": "3"}
    make(x_html="4")
    assert go_on("x.html", "x.htm", "x.txt") == (["x.html"], [])
    assert written() == {"x.txt": "4", "x-2.txt": "2", "x-3.txt": "3"}


def test_inputs_that_are_not_named_this_time() -> None:
    make(x_html="1", x_txt="2")
    go_on("x.html", resume=False)
    assert go_on("x.txt") == (["x.txt"], ["out/x.txt x.html True"])
    assert go_on("x.txt", "x.html") == ([], [])
    assert written() == {"x.txt": "1", "x-2.txt": "2"}


@pytest.mark.parametrize("frames", [FILES, PAGE_FILES], ids=["file", "page-files"])
@pytest.mark.parametrize("name", ["x.html", "x.warc"])
def test_removed_input_that_is_named(name: str, frames: Frames) -> None:
    """Its result stays, and its failure goes when it comes back."""
    Path(name).write_text("1")
    go_on(name, frames=frames, resume=False)
    before = written()
    Path(name).rename("away")
    assert go_on(name, frames=frames)[0] == [name]
    assert written() == before | {f"{QUARANTINE}/x.jsonl": "0\n"}
    Path("away").rename(name)
    assert go_on(name, frames=frames) == ([name], [])
    assert written() == before
    assert go_on(name, frames=frames) == ([], [])


@pytest.mark.parametrize("frames", [FILES, PAGE_FILES], ids=["file", "page-files"])
@pytest.mark.parametrize("suffix", [".html", ".warc"])
def test_input_renamed(suffix: str, frames: Frames) -> None:
    Path("x" + suffix).write_text("1")
    make(y_html="2")
    go_on("x" + suffix, "y.html", frames=frames, resume=False)
    before = written()
    Path("x" + suffix).rename("z" + suffix)
    assert go_on("y.html", "z" + suffix, frames=frames) == (["z" + suffix], [])
    assert written() == {name.replace("x", "z", 1) if name[0] == "x" else name: text for name, text in before.items()}
    assert not Path("out/x").exists()
    assert go_on("y.html", "z" + suffix, frames=frames) == ([], [])


def test_folder_renamed() -> None:
    Path("in").mkdir()
    Path("in/x.html").write_text("1")
    go_on("in/x.html", resume=False)
    Path("in").rename("in2")
    assert go_on("in2/x.html") == (["in2/x.html"], [])
    assert written() == {"x.txt": "1"}


def test_inputs_that_change_names() -> None:
    make(x_html="1", y_html="2", z_html="3")
    for name in ("x.html", "y.html", "z.html"):
        os.utime(name, ns=(1, 1))
    go_on("x.html", "y.html", "z.html", resume=False)
    Path("y.html").replace("x.html")
    Path("z.html").rename("y.html")
    assert go_on("x.html", "y.html") == (["x.html", "y.html"], [])
    assert written() == {"x.txt": "2", "y.txt": "3"}


def test_renamed_by_a_killed_run() -> None:
    make(x_html="1")
    go_on("x.html", resume=False)
    Path("x.html").rename("z.html")
    with in_folder([source_of("z.html")], Path("out"), ".txt", FILES, {}, resume=True) as destination:
        assert destination.finished(0) is None
        with destination.of_input(0) as places:
            places.add(0, "1")
            places.complete()
    assert go_on("z.html", frames=FILES) == (["z.html"], [])
    assert written() == {"z.txt": "1"}


def test_other_name_of_an_input_is_another_input() -> None:
    make(x_html="1")
    go_on("x.html", resume=False)
    os.link("x.html", "hard.html")
    Path("soft.html").symlink_to("x.html")
    assert go_on("hard.html", "soft.html", "x.html") == (["hard.html", "soft.html"], [])
    assert written() == {"x.txt": "1", "hard.txt": "1", "soft.txt": "1"}


@pytest.mark.parametrize("name", ["./x.html", "{}/x.html", "sub/../x.html"])
def test_same_input_by_another_path(tmp_path: Path, name: str) -> None:
    Path("sub").mkdir()
    make(x_html="1")
    go_on("x.html", resume=False)
    assert go_on(name.format(tmp_path)) == ([], [])


def test_archive_that_is_a_page_now() -> None:
    """The results are those of what it is, whatever it was, and its names don't go to others meanwhile."""
    make(x_warc="1", x_html="0")
    go_on("x.warc", "x.html", resume=False)
    assert written() == {"x/000000.txt": "1", "x/000001.txt": "1", "x-2.txt": "0"}
    for kind, expected in ((None, {"x.txt": "2"}), ("warc", {"x/000000.txt": "3"})):
        Path("x.warc").write_text(next(iter(expected.values())))
        source = Source(name="x.warc", place="x.warc", archive=kind)  # type: ignore[arg-type]
        with in_folder([source, source_of("x.html")], Path("out"), ".txt", PAGE_FILES, {}, resume=True) as destination:
            put(destination, 0, {0: next(iter(expected.values()))})
            assert destination.finished(1)
        assert written() == expected | {"x-2.txt": "0"}


@pytest.mark.parametrize("lost", ["x.txt", "y/000001.txt", f"{QUARANTINE}/z.jsonl"])
def test_output_removed_by_hand(lost: str) -> None:
    make(x_html="1", y_warc="2", z_warc="3")
    sources = [source_of(name) for name in ("x.html", "y.warc", "z.warc")]
    with in_folder(sources, Path("out"), ".txt", PAGE_FILES, {}, resume=False) as destination:
        put(destination, 0, {0: "1"})
        put(destination, 1, {0: "2", 1: "2"})
        put(destination, 2, {0: "3"}, (1,))
    Path("out", lost).unlink()
    with in_folder(sources, Path("out"), ".txt", PAGE_FILES, {}, resume=True) as destination:
        unfinished = [source.name for n, source in enumerate(sources) if destination.finished(n) is None]
    assert [name[0] for name in unfinished] == [Path(lost).parts[-2 if lost[0] == "y" else -1][0]]


def test_failure_goes_when_the_input_succeeds() -> None:
    make(x_html="1", x_txt="fails")
    go_on("x.html", "x.txt", resume=False)
    assert written() == {"x.txt": "1", f"{QUARANTINE}/x-2.jsonl": "0\n"}
    Path("x.html").unlink()
    make(x_txt="2")
    assert go_on("x.txt") == (["x.txt"], ["out/x.txt x.html False"])
    assert written() == {"x.txt": "1", "x-2.txt": "2"}


def test_folder_called_like_a_result_that_is_there() -> None:
    make(x_html="1")
    go_on("x.html", resume=False)
    Path("in").mkdir()
    make(**{"in/y_html": "2"})
    source = Source(name="in/y.html", place="x.txt/y.html")
    with in_folder([source], Path("out"), ".txt", FILES, {}, resume=True) as destination:
        put(destination, 0, {0: "2"})
    assert written() == {"x.txt": "1", "x.txt-2/y.txt": "2"}


# ------------------------------------------------------------------ places where nothing can be put


def block_file(path: Path) -> None:
    (path / "folder").mkdir(parents=True)


def block_folder(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_text("")


@pytest.mark.parametrize(
    ("frames", "position", "blocked", "added"),
    [
        pytest.param(FILES, 0, "out/a.txt/x", 0, id="page"),
        pytest.param(FILES, 1, "out/b.txt/x", 0, id="archive"),
        pytest.param(PAGE_FILES, 1, "out/b", 0, id="folder-of-pages"),
        pytest.param(PAGE_FILES, 1, "out/b/000000.txt/x", 1, id="page-of-an-archive"),
    ],
)
def test_place_that_is_taken(frames: Frames, position: int, blocked: str, added: int) -> None:
    Path(blocked).parent.mkdir(parents=True)
    Path(blocked).touch()
    failed = 0
    with folder(frames) as destination:
        with destination.of_input(position) as places:
            for record in range(2):
                try:
                    places.add(record, "1")
                except UnplacedError as error:
                    assert "can't be written" in str(error) and "out/" in str(error)
                    failed += 1
            places.complete()
        assert failed == 2 - added
        put(destination, 2, {0: "2"})
    assert written().get("c.txt") == "2"
    assert len(written()) == 2 + added


@pytest.mark.parametrize("position", [0, 1])
@pytest.mark.parametrize(
    ("number", "fatal"),
    [
        pytest.param(errno.EACCES, False, id="permission"),
        pytest.param(errno.ENAMETOOLONG, False, id="too-long"),
        pytest.param(errno.ENOSPC, True, id="disk-full"),
        pytest.param(errno.EDQUOT, True, id="quota"),
    ],
)
def test_what_is_wrong_with_a_place(monkeypatch: pytest.MonkeyPatch, position: int, number: int, fatal: bool) -> None:
    usual = Path.replace

    def fail(self: Path, target: Path) -> Path:
        if target.suffix == ".txt":
            raise OSError(number, os.strerror(number))
        return usual(self, target)

    monkeypatch.setattr(Path, "replace", fail)
    with (
        folder() as destination,
        pytest.raises(OSError if fatal else UnplacedError),
        destination.of_input(position) as places,
    ):
        places.add(0, "1")
        places.complete()
    assert not [name for name in written() if ".cleanpage-" in name]


def test_folder_that_cannot_be_written_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Path, *_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    with folder() as destination, destination.of_input(0) as places:
        monkeypatch.setattr(Path, "replace", fail)
        with pytest.raises(PermissionError):
            places.add(0, "1")


def test_archive_that_cannot_be_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was taken for written has failed, and the failures are kept."""
    with folder() as destination:
        with destination.of_input(1) as places:
            places.add(0, "1")
            block_file(Path("out/b.txt"))
            with pytest.raises(UnplacedError):
                places.complete()
            assert places.quarantine
            places.quarantine(0, "0\n")
        assert written() == {f"{QUARANTINE}/b.jsonl": "0\n"}


def test_failure_whose_place_is_taken() -> None:
    block_file(Path("out", QUARANTINE, "a.jsonl"))
    with folder() as destination:
        put(destination, 0, {}, (0,))
        assert destination.finished(0)
    (name,) = written()
    assert (name.split("/")[0], written()[name]) == (QUARANTINE, "0\n")
    Path("a.html").write_text("changed")
    with folder(resume=True) as destination:
        put(destination, 0, {0: "1"})
    assert written() == {"a.txt": "1"}


def test_failure_that_has_no_place() -> None:
    block_folder(Path("out", QUARANTINE))
    with folder() as destination:
        with destination.of_input(0) as places:
            assert places.quarantine
            places.quarantine(0, "0\n")
        assert places.unplaced
