from __future__ import annotations

import gzip
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest
import zstandard

import cleanpage
from batch_tasks import render_and_linger
from cleanpage.cli.command import EXIT_INTERRUPTED, main
from cleanpage.crawl.archives.records import Reading
from cleanpage.crawl.files.outputs import QUARANTINE
from cleanpage.crawl.files.sources import JOURNAL, STDIN
from cleanpage.crawl.rows.rows import COLUMNS
from cleanpage.crawl.run import runner
from cleanpage.crawl.run.renderer import Outcome, Request, Task, render
from warcs import http, packed, record

PROSE = "The owls of the old mill hunt at night, and most of them alone, as their parents did before them. "
FREE = ("--deadline", "0", "--memory", "0")
"""Without limits all is done in this process."""

Output = pytest.CaptureFixture[str]


def page(word: str) -> bytes:
    return f"<title>{word}</title><h1>{word}</h1><p>{word} owls: {PROSE * 2}<p>{PROSE}".encode()


def text(word: str) -> bytes:
    return f"Home\n{word} owls: {PROSE * 2}\n{PROSE}\n".encode()


WARC = packed(
    record(0, b"", kind="warcinfo"),
    record(1, http(page("Answer"))),
    record(2, b"HTTP/1.1 200 OK"),
    record(3, http(page("Other"))),
    record(4, http(b"\x89PNG", content_type="image/png")),
)
WET = packed(
    record(0, b"", kind="warcinfo"),
    record(1, text("Converted"), kind="conversion", content_type="text/plain"),
)
JSONL = "".join(
    json.dumps(line) + "\n"
    for line in (
        {"html": page("Lined").decode(), "url": "https://owls.example/lined", "body": page("Embodied").decode()},
        {"other": 1, "body": page("Stout").decode()},
    )
).encode()
MHTML = b"MIME-Version: 1.0\nSnapshot-Content-Location: https://owls.example/saved\nContent-Type: text/html\n\n"


def write_table(path: Path) -> None:
    rows = {"html": [page("Rowed").decode(), None], "url": ["https://owls.example/row", None]}
    pyarrow.parquet.write_table(pyarrow.table(rows), path)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with an archive of every kind, a page and a packed one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    for name, data in {
        "a.html": page("Lone"),
        "b.html.zst": zstandard.compress(page("Packed")),
        "c.warc.gz": WARC,
        "d.warc.wet.gz": WET,
        "e.jsonl.gz": gzip.compress(JSONL),
        "g.mhtml": MHTML + page("Saved"),
    }.items():
        (tmp_path / "in" / name).write_bytes(data)
    write_table(tmp_path / "in" / "f.parquet")
    return tmp_path


RECORDS = [
    ("in/a.html", 0, "ok", "Lone"),
    ("in/b.html.zst", 0, "ok", "Packed"),
    ("in/c.warc.gz", 1, "ok", "Answer"),
    ("in/c.warc.gz", 2, "failed", ""),
    ("in/c.warc.gz", 3, "ok", "Other"),
    ("in/d.warc.wet.gz", 1, "ok", "Converted"),
    ("in/e.jsonl.gz", 0, "ok", "Lined"),
    ("in/e.jsonl.gz", 1, "failed", ""),
    ("in/f.parquet", 0, "ok", "Rowed"),
    ("in/f.parquet", 1, "failed", ""),
    ("in/g.mhtml", 0, "ok", "Saved"),
]
"""What is in the inputs: file, position, status and first word of the text."""

GOOD = [found for found in RECORDS if found[2] == "ok"]
FAILED = [found for found in RECORDS if found[2] == "failed"]


def seen(rows: list[dict[str, Any]]) -> list[tuple[str, int, str, str]]:
    """Return of results what RECORDS has."""
    return [(row["source"], row.get("position") or 0, row["status"], first_word(row.get("text") or "")) for row in rows]


def first_word(text: str) -> str:
    return next((word for word in text.split() if word[0].isupper()), "")


def read(path: Path | str) -> list[dict[str, Any]]:
    """Return the objects or rows of a file."""
    path = Path(path)
    if path.suffix == ".parquet":
        rows: list[dict[str, Any]] = pyarrow.parquet.read_table(path).to_pylist()
        return rows
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    if path.suffix == ".zst":
        with zstandard.ZstdDecompressor().stream_reader(data) as stream:
            data = stream.read()
    if ".jsonl" not in path.name:
        found = json.loads(data)
        return found if isinstance(found, list) else [found]
    return [json.loads(line) for line in data.splitlines()]


def files(folder: str = "out") -> dict[str, bytes]:
    found = [path for path in Path(folder).rglob("*") if path.is_file() and path.name != JOURNAL]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(found)}


def extract(*arguments: str) -> int:
    return main(["extract", *arguments, *FREE, "--quiet"])


def pipe_in(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


# ------------------------------------------------------------------ everything in one place


def test_stdout(capsys: Output) -> None:
    assert extract("in", "--format", "jsonl") == 1
    out, err = capsys.readouterr()
    found = [json.loads(line) for line in out.splitlines()]
    assert seen(found) == RECORDS
    assert len(err.splitlines()) == len(FAILED)
    assert err.startswith("cleanpage: in/c.warc.gz:2 (https://owls.example/2): ")
    answer = found[2]
    assert answer["url"] == "https://owls.example/1"
    assert (answer["record_id"], answer["fetched"]) == ("urn:uuid:1", "2024-01-01T00:00:00Z")
    data = Path("in/c.warc.gz").read_bytes()[answer["offset"] :][: answer["length"]]
    assert gzip.decompress(data) == record(1, http(page("Answer")))


@pytest.mark.parametrize("name", ["x.jsonl", "x.jsonl.gz", "x.jsonl.zst", "x.json", "x.JSONL.GZ", "x.parquet"])
def test_one_file(capsys: Output, name: str) -> None:
    assert extract("in", "-o", name) == 1
    path = Path(name) if name.islower() else Path(name).rename("x2.jsonl.gz")
    assert seen(read(path)) == RECORDS
    assert capsys.readouterr().out == ""
    assert extract("in", "-o", "again-" + name) == 1
    assert Path("again-" + name).read_bytes() == path.read_bytes()


def test_one_table() -> None:
    assert extract("in", "-o", "x.parquet", "--text-as", "markdown") == 1
    rows = read("x.parquet")
    assert all(list(row) == list(COLUMNS) for row in rows)
    assert rows[2]["text"] == cleanpage.extract(page("Answer")).to_markdown()
    assert json.loads(rows[2]["metadata"])["title"] == rows[2]["title"] == "Answer"


def test_texts_are_titled(capsys: Output) -> None:
    assert extract("in/c.warc.gz", "in/g.mhtml") == 1
    titles = [line for line in capsys.readouterr().out.splitlines() if line.startswith("==>")]
    assert titles == [
        "==> in/c.warc.gz:1 (https://owls.example/1) <==",
        "==> in/c.warc.gz:3 (https://owls.example/3) <==",
        "==> in/g.mhtml:0 (https://owls.example/saved) <==",
    ]


def test_metadata_of_archives(capsys: Output) -> None:
    assert main(["metadata", "in/c.warc.gz", "-o", "x.html", *FREE, "--quiet"]) == 1
    assert "title: Answer" in Path("x.html").read_text().splitlines()
    assert main(["metadata", "in", "-o", "x.parquet", *FREE, "--quiet"]) == 1
    assert [row["title"] for row in read("x.parquet")][:3] == ["Lone", "Packed", "Answer"]


@pytest.mark.parametrize(("name", "content"), [("x.jsonl", []), ("x.json", []), ("x.parquet", [])])
def test_archive_without_pages_gives_an_empty_file(name: str, content: list[Any]) -> None:
    Path("none.warc.gz").write_bytes(packed(record(0, kind="request")))
    Path(name).write_text("of an earlier run")
    assert extract("none.warc.gz", "-o", name) == 0
    assert read(name) == content


def test_quarantine_file() -> None:
    assert extract("in", "-o", "x.jsonl", "--quarantine", "failed.jsonl.gz") == 1
    assert seen(read("x.jsonl")) == GOOD
    failures = read("failed.jsonl.gz")
    assert seen(failures) == FAILED
    assert all(failure["status_reason"] for failure in failures)
    assert extract("in/g.mhtml", "-o", "x.jsonl", "--quarantine", "failed.jsonl.gz") == 0
    assert read("failed.jsonl.gz") == []


def test_statistics(capsys: Output) -> None:
    assert main(["extract", "in", "--format", "jsonl", "--stats", "stats.json", *FREE]) == 1
    found = json.loads(Path("stats.json").read_text())
    assert (found["inputs"], found["records"], found["pages"]) == (7, 14, 8)
    assert found["statuses"] == {"ok": 8}
    assert sum(found["failed"].values()) == 3
    assert found["skipped"] == {"a warcinfo record": 2, "image/png": 1}
    table = capsys.readouterr().err
    assert "cleanpage:   8  ok\n" in table
    assert "  2  passed over: a warcinfo record" in table


# ------------------------------------------------------------------ a folder of results


@pytest.mark.parametrize("suffix", [".jsonl", ".json", ".parquet", ".jsonl.gz", ".jsonl.zst"])
def test_a_file_for_each_input(suffix: str) -> None:
    format, _, pack = suffix[1:].partition(".")
    assert extract("in", "-o", "out/", "--format", format, *(["--pack", pack] if pack else [])) == 1
    names = ["a", "b", "c", "d.warc", "e", "f", "g"]
    failed = [f"{QUARANTINE}/{name}.jsonl" for name in "cef"]
    assert list(files()) == [*failed, *(name + suffix for name in names)]
    assert [row for name in names for row in seen(read(f"out/{name}{suffix}"))] == GOOD
    assert [row for name in failed for row in seen(read(f"out/{name}"))] == FAILED


@pytest.mark.parametrize(("format", "suffix"), [("text", ".txt"), ("markdown", ".md"), ("html", ".html")])
def test_a_file_for_each_page(format: str, suffix: str) -> None:
    assert extract("in", "-o", "out/", "--format", format) == 1
    pages = [path for path in files() if not path.startswith(QUARANTINE)]
    places = ["a", "b", "c/000001", "c/000003", "d.warc/000001", "e/000000", "f/000000", "g"]
    assert pages == [place + suffix for place in places]
    assert "Other owls" in Path("out", "c", "000003" + suffix).read_text()
    assert [row for name in "cef" for row in seen(read(f"out/{QUARANTINE}/{name}.jsonl"))] == FAILED


def test_packed_files_of_pages() -> None:
    assert extract("in/c.warc.gz", "-o", "out/", "--pack", "gz") == 1
    assert b"Answer owls: The owls" in gzip.decompress(files()["c/000001.txt.gz"])


def test_results_are_no_inputs_of_the_next_run(capsys: Output) -> None:
    for options in ((), ("--resume",)):
        assert extract(".", "-o", "out/", "--format", "jsonl", *options) == 1
        assert len(files()) == 7 + 3
    assert extract("out/in", "--format", "jsonl") == 0  # asked for by name it is read: text in the place of a page
    assert len(capsys.readouterr().out.splitlines()) == len(GOOD)


# ------------------------------------------------------------------ what is read, and how


@pytest.mark.parametrize("name", ["c.warc.gz", "d.warc.wet.gz", "e.jsonl.gz", "f.parquet"])
def test_stdin(monkeypatch: pytest.MonkeyPatch, capsys: Output, name: str) -> None:
    pipe_in(monkeypatch, Path("in", name).read_bytes())
    assert extract("-", "--format", "jsonl") == (0 if name.startswith("d") else 1)
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert seen(rows) == [(STDIN, *found[1:]) for found in RECORDS if found[0] == f"in/{name}"]


def command(*arguments: str, **more: Any) -> subprocess.Popen[bytes]:
    environment = os.environ | {"PYTHONPATH": str(Path(cleanpage.__file__).parent.parent)}
    return subprocess.Popen(
        [sys.executable, "-m", "cleanpage", *arguments],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more,
    )  # fmt: skip


def test_pipe_that_fills_slowly() -> None:
    process = command("extract", "-", "--format=jsonl", *FREE, "--quiet", stdin=subprocess.PIPE)
    assert process.stdin
    for part in (WARC[:1], WARC[1:30], WARC[30:]):
        process.stdin.write(part)
        process.stdin.flush()
        time.sleep(0.3 if len(part) < 100 else 0)
    out, err = process.communicate(timeout=60)
    assert [json.loads(line)["status"] for line in out.splitlines()] == ["ok", "failed", "ok"]
    assert err.startswith(b"cleanpage: standard input:2 (https://owls.example/2): ")


def test_page_out_of_a_pipe_is_whole(capsys: Output) -> None:
    reader, writer = os.pipe()
    data = page("Piped") + b"<p>" + PROSE.encode() * 300 + b"<p>The end is here, and the owls sleep."
    os.write(writer, data)
    os.close(writer)
    assert extract(f"/dev/fd/{reader}") == 0
    assert capsys.readouterr().out == cleanpage.extract(data).text + "\n"
    os.close(reader)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param([], ["Lined", ""], id="usual"),
        pytest.param(["--column", "body"], ["Embodied", "Stout"], id="other"),
        pytest.param(["--column", "none"], ["", ""], id="missing"),
    ],
)
def test_column(capsys: Output, options: list[str], expected: list[str]) -> None:
    extract("in/e.jsonl.gz", "--format", "jsonl", *options)
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [first_word(row.get("text", "")) for row in rows] == expected


def test_url_column(capsys: Output) -> None:
    Path("x.jsonl").write_text(
        json.dumps({"html": "<p>Owls", "url": "https://a.example/", "found": "https://b.example/"})
    )
    extract("x.jsonl", "--format", "jsonl", "--url-column", "found")
    assert json.loads(capsys.readouterr().out)["url"] == "https://b.example/"


def test_url_of_a_mail(capsys: Output) -> None:
    assert extract("in/g.mhtml", "--format", "json", "--url", "https://owls.example/other") == 0
    assert json.loads(capsys.readouterr().out)["url"] == "https://owls.example/other"


def test_largest_page(capsys: Output) -> None:
    Path("x.jsonl").write_text(json.dumps({"html": "<p>" + "owls " * 300_000}) + "\n" + json.dumps({"html": "<p>Owls"}))
    assert extract("x.jsonl", "--format", "jsonl", "--max-page", "1") == 1
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["status"] == "failed" for row in rows] == [True, False]


# ------------------------------------------------------------------ going on


def touched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list in which the pages that are worked on from now on will stand."""
    names: list[str] = []

    def spy(task: Task, request: Request, reading: Reading) -> Outcome:
        names.append(getattr(task, "name", "") or f"{task.origin.file}:{task.origin.position}")  # type: ignore[union-attr]
        return render(task, request, reading)

    monkeypatch.setattr(runner, "render", spy)
    return names


SHARDS = ("in", "-o", "out/", "--format", "jsonl")


def test_resume_does_what_is_left(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    assert extract(*SHARDS) == 1
    expected = files()
    names = touched(monkeypatch)
    assert extract(*SHARDS, "--resume") == 1  # failures of before are failures still
    assert names == []
    Path("out/c.jsonl").unlink()
    os.utime("in/a.html", ns=(1, 1))
    capsys.readouterr()
    assert main(["extract", *SHARDS, *FREE, "--resume", "--stats", "stats.json"]) == 1
    assert names == ["in/a.html", "in/c.warc.gz:1", "in/c.warc.gz:2", "in/c.warc.gz:3"]
    assert files() == expected
    assert "5 inputs done before; the counts below have them too" in capsys.readouterr().err
    found = json.loads(Path("stats.json").read_text())
    assert (found["records"], found["pages"], found["inputs_done_before"]) == (14, 8, 5)


def test_interrupted_and_gone_on(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    assert extract(*SHARDS) == 1
    expected = files()
    for path in Path("out").iterdir():
        path.rename(path.parent.parent / path.name) if path.is_dir() else path.unlink()

    def interrupt(task: Task, request: Request, reading: Reading) -> Outcome:
        if "e.jsonl" in str(task):
            raise KeyboardInterrupt
        return render(task, request, reading)

    capsys.readouterr()
    with monkeypatch.context() as then:
        then.setattr(runner, "render", interrupt)
        assert extract(*SHARDS) == EXIT_INTERRUPTED
    assert capsys.readouterr().err.splitlines()[-1] == (
        "cleanpage: stopped; the same command with --resume goes on from here"
    )
    assert {"a.jsonl", "b.jsonl", "c.jsonl", f"{QUARANTINE}/c.jsonl"} <= set(files())
    assert not {"e.jsonl", "f.jsonl"} & set(files())
    names = touched(monkeypatch)
    assert extract(*SHARDS, "--resume", "--jobs", "1") == 1
    assert not {"in/a.html", "in/c.warc.gz:1"} & set(names)
    assert "in/e.jsonl.gz:0" in names
    assert files() == expected


@pytest.mark.parametrize(
    ("options", "status", "message"),
    [
        pytest.param(["--jobs=2"], 1, "", id="jobs"),
        pytest.param(["--deadline=7"], 1, "", id="deadline"),
        pytest.param(["--favor=recall"], 2, "made with favor='balanced'; use the same again", id="favor"),
        pytest.param(["--column=body"], 2, "made with columns=['html', 'content'", id="column"),
        pytest.param(["--pack=gz"], 2, "made with pack=None", id="pack"),
    ],
)
def test_resume_with_other_options(capsys: Output, options: list[str], status: int, message: str) -> None:
    assert extract("in/c.warc.gz", *SHARDS[1:]) == 1
    before = files()
    capsys.readouterr()
    assert main(["extract", "in/c.warc.gz", *SHARDS[1:], "--resume", "--quiet", *options]) == status
    assert message in capsys.readouterr().err
    assert files() == before


def test_standard_input_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    for data, count in ((WARC, 2), (WET, 1)):
        pipe_in(monkeypatch, data)
        extract("-", "-o", "out/", "--format", "jsonl", "--resume")
        assert len(read("out/stdin.jsonl")) == count


# ------------------------------------------------------------------ what can't be done


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["in", "--resume"], "--resume goes on with the files of a folder", id="resume-stdout"),
        pytest.param(["in", "--resume", "-o", "x.jsonl"], "--resume goes on with the files of", id="resume-file"),
        pytest.param(["in", "--pack=gz", "-o", "x"], "name a file FILE.gz, or a folder", id="pack-file"),
        pytest.param(
            ["in", "--quarantine=q", "-o", "out/"], "failures go to out/_quarantine/; leave", id="quarantine-folder"
        ),
        pytest.param(["in", "--format=parquet"], "--format parquet makes a file; name it", id="parquet-stdout"),
        pytest.param(["in", "--format=parquet", "-o", "-"], "--format parquet makes a file", id="parquet-dash"),
        pytest.param(["in", "-o", "x.parquet.gz"], "--format parquet is packed inside", id="parquet-packed"),
        pytest.param(["in/c.warc.gz", "--format=html"], "makes a document of each input", id="documents"),
        pytest.param(["in/c.warc.gz", "--url=x"], "--url is the address of one page", id="url"),
        pytest.param(["in", "-o", ""], "argument -o/--output: an empty name", id="no-name"),
        pytest.param(["in", "-o", "x", "--stats=x"], "argument --stats: x is already written to", id="stats-twice"),
        pytest.param(["in", "-o", "x", "--quarantine=./x"], "--quarantine: ./x is already written to", id="q-twice"),
        pytest.param(["in", "--stats=in/a.html"], "--stats: in/a.html is one of the inputs", id="stats-input"),
        pytest.param(["in", "--quarantine=in/a.html"], "in/a.html is one of the inputs", id="quarantine-input"),
        pytest.param(["in", "-o", "in/"], "-o/--output: in/ is one of the inputs; choose another folder", id="folder"),
        pytest.param(["in", "--max-page=0"], "0 MiB is too little for any page", id="max-page"),
        pytest.param(["in", "--deadline=-1"], "'-1' is not a number of seconds", id="deadline"),
        pytest.param(["in", "--deadline=nan"], "'nan' is not a number of seconds", id="deadline-nan"),
        pytest.param(["in", "--memory=1.5"], "'1.5' is not a number of MiB", id="memory"),
    ],
)
def test_usage_errors(capsys: Output, arguments: list[str], message: str) -> None:
    before = files(".")
    assert main(["extract", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err
    assert files(".") == before


def test_devices_can_be_written_to_twice() -> None:
    assert extract("in/d.warc.wet.gz", "-o", os.devnull, "--quarantine", os.devnull, "--stats", os.devnull) == 0


@pytest.mark.parametrize(
    ("arguments", "package", "status", "message"),
    [
        pytest.param(
            ["in/a.html", "-o", "x.parquet"], "pyarrow", 1, "writing Parquet needs the package pyarrow", id="table"
        ),
        pytest.param(
            ["in/a.html", "-o", "out/", "--format=parquet"], "pyarrow", 1, "writing Parquet needs", id="tables"
        ),
        pytest.param(["in/a.html", "-o", "x.jsonl.zst"], "zstandard", 1, "writing .zst needs", id="zst"),
        pytest.param(["in/a.html", "-o", "out/", "--pack=zst"], "zstandard", 1, "writing .zst needs", id="pack"),
        pytest.param(
            ["in/a.html", "-o", "x", "--quarantine=q.zst"], "zstandard", 1, "writing .zst needs", id="quarantine"
        ),
        pytest.param(["in/f.parquet", "-o", "x"], "pyarrow", 1, "in/f.parquet: reading Parquet needs the", id="read"),
        pytest.param(["in/b.html.zst", "-o", "x"], "zstandard", 1, "in/b.html.zst: ", id="read-zst"),
    ],
)
def test_missing_package(
    monkeypatch: pytest.MonkeyPatch, capsys: Output, arguments: list[str], package: str, status: int, message: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.delitem(sys.modules, f"{package}.parquet", raising=False)
    names = touched(monkeypatch)
    assert extract(*arguments) == status
    assert bool(names) is ("writing" not in message)
    err = capsys.readouterr().err
    assert message in err
    assert 'pip install "cleanpage[' in err
    assert not Path("x").exists()
    assert not Path("out").exists()


@pytest.mark.parametrize(
    ("arguments", "place"),
    [
        pytest.param(["-o", "none/x.jsonl"], "none/x.jsonl", id="file"),
        pytest.param(["-o", "x.jsonl", "--quarantine", "none/q.jsonl"], "none/q.jsonl", id="quarantine"),
        pytest.param(["-o", "x.jsonl", "--stats", "none/s.json"], "none/s.json", id="statistics"),
        pytest.param(["-o", "in/a.html/", "--format", "jsonl"], "in/a.html", id="folder"),
    ],
)
def test_what_cannot_be_written_is_named(capsys: Output, arguments: list[str], place: str) -> None:
    assert extract("in/c.warc.gz", *arguments) == 1
    assert capsys.readouterr().err.splitlines()[-1].startswith(f"cleanpage: can't write {place}: ")


@pytest.mark.parametrize("name", ["gone.warc.gz", "zero.warc", "in/e.jsonl.gz/x"])
def test_unreadable_archive(capsys: Output, name: str) -> None:
    Path("zero.warc").touch()
    Path("x.jsonl").write_text("of an earlier run")
    assert extract(name, "-o", "x.jsonl", "--format", "text") == 1
    assert capsys.readouterr().err.startswith(f"cleanpage: {name}: ")
    assert Path("x.jsonl").read_text() == "of an earlier run"
    assert extract(name, "in/d.warc.wet.gz", "-o", "out/", "--format", "jsonl") == 1
    assert {path for path in files() if QUARANTINE not in path} == {"d.warc.jsonl"}


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        pytest.param(["in/d.warc.wet.gz"], 0, id="fine"),
        pytest.param(["in/c.warc.gz"], 1, id="failed-record"),
        pytest.param(["p.html"], 1, id="binary-page"),
        pytest.param(["p.html", "in/d.warc.wet.gz"], 1, id="binary-page-beside-an-archive"),
        pytest.param(["b.jsonl"], 0, id="binary-record"),
    ],
)
def test_exit_status(arguments: list[str], status: int) -> None:
    Path("p.html").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    Path("b.jsonl").write_text(json.dumps({"html": "%PDF-1.7\n\0\1\2"}) + "\n" + json.dumps({"html": "<p></p>"}))
    assert extract(*arguments) == status


# ------------------------------------------------------------------ other processes


def test_jobs_change_nothing(capsys: Output) -> None:
    results = []
    for number, options in enumerate((FREE, ("--jobs", "1"), ("--jobs", "2"))):
        assert main(["extract", *SHARDS[:2], f"{number}/", *SHARDS[3:], *options, "--quiet"]) == 1
        results.append((files(str(number)), capsys.readouterr().err))
    assert results[0] == results[1] == results[2]
    assert len(results[0][0]) == 10


def test_page_that_takes_too_long(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    monkeypatch.setattr(runner, "render", render_and_linger)
    data = packed(*[record(n, http(page(word))) for n, word in enumerate(("First", "SLOW", "Third"))])
    Path("x.warc.gz").write_bytes(data)
    assert main(["extract", "x.warc.gz", "-o", "out/", "--format", "jsonl", "--deadline", "1", "--quiet"]) == 1
    assert [row["position"] for row in read("out/x.jsonl")] == [0, 2]
    (failure,) = read(f"out/{QUARANTINE}/x.jsonl")
    assert (failure["position"], failure["url"]) == (1, "https://owls.example/1")
    assert failure["status_reason"] == "it took longer than 1 s and was stopped"
    assert "x.warc.gz:1 (https://owls.example/1): it took longer" in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs groups of processes")
@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_stopped_command_goes_on(stop: signal.Signals) -> None:
    records = [record(n, http(page(f"No{n}"))) for n in range(600)]
    Path("in2").mkdir()
    for number in range(6):
        Path("in2", f"{number}.warc.gz").write_bytes(packed(*records[number::6]))
    arguments = ("extract", "in2", "-o", "out/", "--format=jsonl", "--quiet")
    process = command(*arguments, *FREE, start_new_session=True)
    wait_for(lambda: Path("out/1.jsonl").exists())
    os.killpg(process.pid, stop)
    _, err = process.communicate(timeout=60)
    assert process.returncode == (-stop if stop == signal.SIGKILL else 128 + stop), err
    assert not Path("out/5.jsonl").exists()
    assert main([*arguments, *FREE, "--resume"]) == 0
    rows = [row for number in range(6) for row in read(f"out/{number}.jsonl")]
    assert sorted(row["record_id"] for row in rows) == sorted(f"urn:uuid:{n}" for n in range(600))
    assert not list(Path("out").glob(".cleanpage-*.tmp"))


def wait_for(condition: Callable[[], bool]) -> None:
    for _ in range(3000):
        if condition():
            return
        time.sleep(0.01)
    raise AssertionError("it never came")
