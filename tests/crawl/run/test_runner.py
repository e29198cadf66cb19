from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from batch_tasks import render_and_linger
from cleanpage.crawl.archives.records import Reading
from cleanpage.crawl.files.destinations import Destination, Frames, Left, Results, in_folder
from cleanpage.crawl.files.outputs import QUARANTINE, Add, Body, Frame
from cleanpage.crawl.files.sources import JOURNAL, Source, find_sources
from cleanpage.crawl.pool.limits import Limits
from cleanpage.crawl.run import runner
from cleanpage.crawl.run.apart import Splitter
from cleanpage.crawl.run.renderer import Outcome, OutputFormat, Request, Task, render
from cleanpage.crawl.run.runner import Run, carry_out
from cleanpage.crawl.run.tally import Tally
from cleanpage.options import Options
from warcs import http, packed, record

PROSE = "The owls of the old mill hunt at night, and most of them alone, as their parents did before them. "


def page(word: str) -> bytes:
    return f"<title>{word}</title><h1>{word}</h1><p>{word} owls: {PROSE * 2}<p>{PROSE}".encode()


@pytest.fixture(autouse=True)
def inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Inputs of several kinds, in which some things are wrong, in the working folder."""
    monkeypatch.chdir(tmp_path)
    warc = [
        record(0, b"", kind="warcinfo"),
        record(1, http(page("one"))),
        record(2, kind="request"),
        record(3, b"HTTP/1.1 200 OK"),
        record(4, http(page("four")), "WARC-Truncated: length"),
        record(5, http(b"\x89PNG", content_type="image/png")),
    ]
    lines = [{"html": page("five").decode(), "url": "https://owls.example/5"}, {"other": 1}, {"html": "<p></p>"}]
    for name, data in {
        "a.html": page("a"),
        "b.warc.gz": packed(*warc),
        "c.jsonl": "".join(json.dumps(line) + "\n" for line in lines).encode(),
        "d.html": b"",
        "e.eml": b"Content-Type: text/html\n\n" + page("mail"),
        "f.warc.gz": packed(record(0, kind="request")),
        "g.html": page("g"),
    }.items():
        (tmp_path / name).write_bytes(data)
    return sorted(path.name for path in tmp_path.iterdir())


class Notes:
    """A listener that remembers what it hears, and a destination that remembers what it is given."""

    def __init__(self) -> None:
        self.events: list[tuple[Any, ...]] = []
        self.tallies: dict[str, Tally] = {}

    def done(self, task: Task, outcome: Outcome) -> None:
        name = f"{task.origin.file}:{task.origin.position}" if not isinstance(task, Source) else task.name
        self.events.append(("done", name, outcome.status))

    def finished(self, source: Source, tally: Tally, *, before: bool) -> None:
        self.events.append(("finished", source.name, before))
        assert source.name not in self.tallies
        self.tallies[source.name] = tally


class Memory:
    """A destination that keeps the results."""

    def __init__(self, *, quarantine: bool = True) -> None:
        self.results: dict[int, list[tuple[int, Body]]] = {}
        self.failures: dict[int, list[tuple[int, dict[str, Any]]]] = {}
        self.complete: dict[int, Mapping[str, Any]] = {}
        self._quarantine = quarantine

    def left(self) -> tuple[Left, ...]:
        return ()

    def finished(self, position: int) -> None:
        """Nothing is."""

    @contextmanager
    def of_input(self, position: int) -> Iterator[Results]:
        results = self.results[position] = []
        failures = self.failures[position] = []

        def add(record: int, body: Body) -> None:
            results.append((record, body))

        def quarantine(record: int, body: Body) -> None:
            failures.append((record, json.loads(str(body))))

        yield Results(add, quarantine if self._quarantine else None)

    def finish(self, position: int, tally: Mapping[str, Any]) -> None:
        self.complete[position] = tally


def run_over(*names: str, format: OutputFormat = "jsonl", **more: Any) -> Run:
    found = find_sources(names)
    request = Request(format=format, **{name: more.pop(name) for name in ("options", "width") if name in more})
    settings: dict[str, Any] = {"reading": Reading(), "limits": Limits(), "jobs": 1} | more
    return Run(sources=found.sources, request=request, **settings)


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({}, id="in-this-process"),
        pytest.param({"jobs": 2}, id="in-two"),
        pytest.param({"limits": Limits(deadline_s=60, memory_bytes=2**32)}, id="with-limits"),
    ],
)
def test_order_and_tallies(inputs: list[str], more: dict[str, Any]) -> None:
    memory, notes = Memory(), Notes()
    carry_out(run_over(*inputs, **more), memory, notes)
    assert notes.events == [
        ("done", "a.html", "ok"),
        ("finished", "a.html", False),
        ("done", "b.warc.gz:1", "ok"),
        ("done", "b.warc.gz:3", "failed"),
        ("done", "b.warc.gz:4", "ok"),
        ("finished", "b.warc.gz", False),
        ("done", "c.jsonl:0", "ok"),
        ("done", "c.jsonl:1", "failed"),
        ("done", "c.jsonl:2", "empty"),
        ("finished", "c.jsonl", False),
        ("done", "d.html", "failed"),
        ("finished", "d.html", False),
        ("done", "e.eml:0", "ok"),
        ("finished", "e.eml", False),
        ("finished", "f.warc.gz", False),
        ("done", "g.html", "ok"),
        ("finished", "g.html", False),
    ]
    assert {position: [record for record, _ in results] for position, results in memory.results.items()} == {
        0: [0],
        1: [1, 4],
        2: [0, 2],
        3: [],
        4: [0],
        5: [],
        6: [0],
    }
    tally = notes.tallies["b.warc.gz"]
    assert tally.statuses == {"ok": 2}
    assert tally.failed.total() == 1
    assert tally.skipped == {"a warcinfo record": 1, "a request": 1, "image/png": 1}
    assert tally.truncated == {"length": 1}
    assert tally.size == len(page("one")) + len(page("four"))
    assert notes.tallies["f.warc.gz"].skipped == {"a request": 1}
    assert memory.complete == {n: notes.tallies[name].to_dict() for n, name in enumerate(inputs) if name != "d.html"}


def test_failures_go_to_the_quarantine(inputs: list[str]) -> None:
    memory = Memory()
    carry_out(run_over("b.warc.gz", "d.html"), memory, Notes())
    ((position, failure),) = memory.failures[0]
    assert position == 3
    assert (failure["source"], failure["position"], failure["status"]) == ("b.warc.gz", 3, "failed")
    assert failure["url"] == "https://owls.example/3"
    assert failure["offset"] > 0
    assert failure["status_reason"]
    assert memory.failures[1] == [
        (0, {"source": "d.html", "status": "failed", "status_reason": memory.failures[1][0][1]["status_reason"]})
    ]


def test_without_a_quarantine_they_stand_among_the_results(inputs: list[str]) -> None:
    memory = Memory(quarantine=False)
    carry_out(run_over("b.warc.gz"), memory, Notes())
    assert [(record, json.loads(str(body))["status"]) for record, body in memory.results[0]] == [
        (1, "ok"),
        (3, "failed"),
        (4, "ok"),
    ]
    carry_out(run_over("b.warc.gz", format="text"), memory, Notes())
    assert [record for record, _ in memory.results[0]] == [1, 4]


@pytest.mark.parametrize("name", ["missing.html", "d.html", "missing.warc.gz", "zero.warc.gz", "none*"])
def test_input_that_fails_as_a_whole_is_tried_again_later(name: str) -> None:
    Path("zero.warc.gz").touch()
    memory, notes = Memory(), Notes()
    carry_out(run_over(name, "a.html"), memory, notes)
    assert list(memory.complete) == [1]
    assert notes.tallies[name].failed.total() == 1
    assert len(memory.failures[0]) == 1


def test_page_that_failed_does_not_make_the_next_one_undone() -> None:
    memory = Memory()
    carry_out(run_over("d.html", "b.warc.gz", "missing.html", "e.eml"), memory, Notes())
    assert list(memory.complete) == [1, 3]


def test_fault_of_a_reader_ends_its_input_only(monkeypatch: pytest.MonkeyPatch) -> None:
    read = Splitter.split

    def fail(self: Splitter, source: Source) -> Iterator[Any]:
        for number, entry in enumerate(read(self, source)):
            if source.name == "b.warc.gz" and number == 2:
                raise KeyError("odd")
            yield entry

    monkeypatch.setattr(Splitter, "split", fail)
    memory, notes = Memory(), Notes()
    carry_out(run_over("b.warc.gz", "c.jsonl"), memory, notes)
    assert list(memory.complete) == [1]
    assert [record for record, _ in memory.results[0]] == [1]
    ((_, failure),) = memory.failures[0]
    assert failure["status_reason"].startswith("KeyError: 'odd'; this is a bug in cleanpage")


def test_page_that_hits_a_limit_fails_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "render", render_and_linger)
    pages = [page(word) for word in ("one", "SLOW", "three")]
    Path("x.warc.gz").write_bytes(packed(*[record(number, http(data)) for number, data in enumerate(pages)]))
    Path("s.html").write_bytes(page("SLOW"))
    memory, notes = Memory(), Notes()
    limits = Limits(deadline_s=1)
    carry_out(run_over("x.warc.gz", "s.html", "a.html", limits=limits), memory, notes)
    assert list(memory.complete) == [0, 2]  # a page of its own is tried again
    assert [record for record, _ in memory.results[0]] == [0, 2]
    reasons = [(record, failure["offset"] > 0, failure["status_reason"]) for record, failure in memory.failures[0]]
    assert reasons == [(1, True, "it took longer than 1 s and was stopped")]
    assert memory.results[1] == []
    assert memory.failures[1][0][1]["status_reason"] == reasons[0][2]


@pytest.mark.parametrize(
    ("more", "same"),
    [
        pytest.param({"jobs": 2}, True, id="jobs"),
        pytest.param({"limits": Limits(1, 2)}, True, id="limits"),
        pytest.param({"width": 100}, True, id="width"),
        pytest.param({"reading": Reading(max_bytes=7)}, False, id="max-page"),
        pytest.param({"reading": Reading(columns=("body",))}, False, id="column"),
        pytest.param({"format": "text"}, False, id="format"),
        pytest.param({"options": Options(favor="recall")}, False, id="favor"),
    ],
)
def test_settings_are_what_results_depend_on(more: dict[str, Any], same: bool) -> None:
    usual, other = run_over("a.html").settings(), run_over("a.html", **more).settings()
    assert (other == usual) is same
    assert json.loads(json.dumps(usual)) == usual | {name: list(usual[name]) for name in ("columns", "url_columns")}
    assert not any(isinstance(value, dict) for value in usual.values())
    assert usual["now"] is None


# ------------------------------------------------------------------ going on


class KilledError(BaseException):
    """Stands for the end of the process."""


class Killer:
    """Ends a run at its nth event, just before or after it."""

    def __init__(self, count: int) -> None:
        self.left = count

    def __call__(self) -> None:
        self.left -= 1
        if self.left == 0:
            raise KilledError


class Watched:
    """A destination and a listener with events before and behind everything that is done."""

    def __init__(self, inner: Destination, event: Callable[[], None]) -> None:
        self._inner = inner
        self._event = event
        self.tallies: dict[str, Tally] = {}
        self.before: list[str] = []

    def finished(self, *arguments: Any, **more: Any) -> Any:
        self._event()
        if len(arguments) == 1:
            return self._inner.finished(arguments[0])
        source, tally = arguments
        self.tallies[source.name] = tally
        if more["before"]:
            self.before.append(source.name)
        return None

    def left(self) -> Sequence[Left]:
        return self._inner.left()

    def done(self, task: Task, outcome: Outcome) -> None:
        self._event()

    @contextmanager
    def of_input(self, position: int) -> Iterator[Results]:
        self._event()
        with self._inner.of_input(position) as results:

            def complete() -> None:
                self._event()
                results.undone = watched.undone
                results.complete()
                self._event()

            quarantine = results.quarantine and self._watched(results.quarantine)
            watched = Results(self._watched(results.add), quarantine, complete)
            yield watched
            self._event()
        self._event()

    def finish(self, position: int, tally: Mapping[str, Any]) -> None:
        self._event()
        self._inner.finish(position, tally)
        self._event()

    def _watched(self, add: Add) -> Add:
        def watched(record: int, body: Body) -> None:
            self._event()
            add(record, body)
            self._event()

        return watched


FRAMES = {
    "jsonl": Frames(page=Frame(), archive=Frame()),
    "text": Frames(page=Frame(), archive=None),
}
ALL = ("a.html", "b.warc.gz", "c.jsonl", "e.eml", "f.warc.gz", "g.html")


def attempt(format: OutputFormat, event: Callable[[], None], *, resume: bool) -> Watched:
    run = run_over(*ALL, format=format)
    with in_folder(
        run.sources, Path("out"), f".{format}", FRAMES[format], run.settings(), resume=resume
    ) as destination:
        watched = Watched(destination, event)
        carry_out(run, watched, watched)
        return watched


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Don't wait for the disk, for no power fails here, and work on each page once."""
    monkeypatch.setattr(os, "fsync", lambda number: None)
    monkeypatch.setattr(runner, "render", cache(render))


def results() -> dict[str, bytes]:
    files = [path for path in Path("out").rglob("*") if path.is_file() and path.name != JOURNAL]
    return {path.relative_to("out").as_posix(): path.read_bytes() for path in files}


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("format", ["jsonl", "text"])
def test_killed_anywhere_and_gone_on_everything_is_there_once(format: OutputFormat) -> None:
    counter = Killer(0)
    whole = attempt(format, counter, resume=False)
    expected, events = results(), -counter.left
    assert events > 50
    assert f"{QUARANTINE}/b.jsonl" in expected
    for count in range(1, events + 1):
        with pytest.raises(KilledError):
            attempt(format, Killer(count), resume=False)
        for name, data in results().items():
            assert data == expected[name]  # nothing is there by halves, and nothing else
        gone_on = attempt(format, Killer(0), resume=True)
        assert results() == expected
        assert gone_on.tallies == whole.tallies
        remove_results()


def remove_results() -> None:
    for path in sorted(Path("out").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()


@pytest.mark.usefixtures("quick")
def test_killed_again_and_again_it_comes_to_an_end() -> None:
    attempt("jsonl", Killer(0), resume=False)
    expected = results()
    remove_results()
    before: list[list[str]] = []
    for number in range(100):
        try:
            before.append(attempt("jsonl", Killer(25), resume=number > 0).before)
            break
        except KilledError:
            continue
    assert results() == expected
    assert 1 < number < 10
    assert before[0]


def test_result_that_cannot_be_put_in_its_place_fails_alone(inputs: list[str]) -> None:
    """Each record is counted once, named, in the quarantine, and tried again later."""
    for name in ("a.jsonl", "b.jsonl"):
        Path("out", name, "x").mkdir(parents=True)
    run, notes = run_over(*inputs), Notes()
    with in_folder(run.sources, Path("out"), ".jsonl", FRAMES["jsonl"], {}, resume=False) as destination:
        carry_out(run, destination, notes)
    assert notes.tallies["a.html"].failed == {"its result can't be written": 1}
    assert notes.tallies["b.warc.gz"].failed["its result can't be written"] == 2
    assert [tally.records for tally in notes.tallies.values()] == [1, 6, 3, 1, 1, 1, 1]
    assert ("done", "a.html", "failed") in notes.events
    lines = Path("out", QUARANTINE, "b.jsonl").read_text().splitlines()
    assert [json.loads(line)["position"] for line in lines] == [1, 3, 4]
    assert json.loads(lines[0])["status_reason"].endswith("(out/b.jsonl)")
    for name in ("a.jsonl", "b.jsonl"):
        Path("out", name, "x").rmdir()
        Path("out", name).rmdir()
    with in_folder(run.sources, Path("out"), ".jsonl", FRAMES["jsonl"], {}, resume=True) as destination:
        again = Notes()
        carry_out(run, destination, again)
    assert [name for kind, name, before in again.events if kind == "finished" and not before] == [
        "a.html",
        "b.warc.gz",
        "d.html",
    ]
    assert Path("out/b.jsonl").exists()


def test_archive_that_cannot_be_ended_has_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = Path.replace

    def fail(self: Path, target: Path) -> Path:
        if target.name == "b.jsonl" and target.parent.name == "out":
            raise PermissionError(13, "Permission denied")
        return usual(self, target)

    monkeypatch.setattr(Path, "replace", fail)
    run, notes = run_over("b.warc.gz", "g.html"), Notes()
    with in_folder(run.sources, Path("out"), ".jsonl", FRAMES["jsonl"], {}, resume=False) as destination:
        carry_out(run, destination, notes)
    tally = notes.tallies["b.warc.gz"]
    assert (tally.records, tally.pages, tally.failed["its result can't be written"]) == (6, 0, 2)
    assert ("done", "b.warc.gz", "failed") in notes.events
    lines = [json.loads(line) for line in Path("out", QUARANTINE, "b.jsonl").read_text().splitlines()]
    assert [line.get("position") for line in lines] == [3, None]
    assert Path("out/g.jsonl").exists()


def test_every_record_of_the_inputs_is_accounted_for(inputs: list[str]) -> None:
    watched = attempt("jsonl", Killer(0), resume=False)
    lines = Counter(
        (line["source"], line.get("position", 0))
        for data in results().values()
        for line in map(json.loads, data.decode().splitlines())
    )
    assert set(lines.values()) == {1}
    for name, tally in watched.tallies.items():
        assert tally.records == {"b.warc.gz": 6, "c.jsonl": 3}.get(name, 1)
        assert sum(count for (source, _), count in lines.items() if source == name) + tally.skipped.total() == (
            tally.records
        )
