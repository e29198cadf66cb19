from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import cleanpage
from cleanpage.crawl.archives.records import Origin, Record
from cleanpage.crawl.files.destinations import Left
from cleanpage.crawl.files.sources import Source
from cleanpage.crawl.run.messages import MAX_GONE, MAX_NAMED, Messages
from cleanpage.crawl.run.renderer import Outcome
from cleanpage.crawl.run.tally import Tally

A, B = Source(name="a.html"), Source(name="b.html")
WARC = Source(name="x.warc", archive="warc")
MAIL = Source(name="m.eml", archive="mail")
CLEAR = "\r\x1b[K"

Output = pytest.CaptureFixture[str]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """A clock that goes on when it is told to."""
    now_s = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now_s[0])

    def go_on(seconds: float) -> None:
        now_s[0] += seconds

    return go_on


def on_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    # In the test itself: between a fixture and the test pytest puts another stream there.
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)


def listen(*sources: Source, quiet: bool = False, shares_terminal: bool = False) -> Messages:
    return Messages(sources, quiet=quiet, shares_terminal=shares_terminal)


def of(source: Source, position: int = 0, url: str | None = None) -> Record:
    return Record(origin=Origin(file=source.name, position=position), url=url)


def outcome(status: str, reason: str = "because", size: int = 0) -> Outcome:
    return Outcome(status, reason, None, size)


def tally(*failures: str, size: int = 0, **statuses: int) -> Tally:
    result = Tally(size=size)
    result.statuses.update(statuses)
    for reason in failures:
        result.add_failure(reason)
    return result


# ------------------------------------------------------------------ what is said of a page


@pytest.mark.parametrize(
    ("task", "result", "quiet", "said"),
    [
        pytest.param(A, outcome("ok"), False, "", id="ok"),
        pytest.param(A, outcome("failed"), False, "cleanpage: a.html: because\n", id="failed"),
        pytest.param(A, outcome("failed"), True, "cleanpage: a.html: because\n", id="failed-quiet"),
        pytest.param(A, outcome("binary"), True, "cleanpage: a.html: because\n", id="binary"),
        pytest.param(A, outcome("empty"), False, "cleanpage: a.html: because\n", id="empty"),
        pytest.param(A, outcome("no_content"), False, "cleanpage: a.html: no main content: because\n", id="nothing"),
        pytest.param(A, outcome("no_content"), True, "", id="nothing-quiet"),
        pytest.param(of(WARC, 7), outcome("failed"), True, "cleanpage: x.warc:7: because\n", id="record"),
        pytest.param(of(WARC), outcome("binary"), False, "", id="binary-record"),
        pytest.param(of(WARC), outcome("no_content"), False, "", id="record-without-content"),
        pytest.param(
            of(WARC, 7, "https://owls.example/\x1b[2J"),
            outcome("failed", "odd \x1b[31m\n"),
            False,
            "cleanpage: x.warc:7 (https://owls.example/\\x1b[2J): odd \\x1b[31m\\n\n",
            id="nothing-reaches-the-terminal",
        ),
    ],
)
def test_page(capsys: Output, task: Source | Record, result: Outcome, quiet: bool, said: str) -> None:
    with listen(A, quiet=quiet) as listener:
        listener.done(task, result)
    assert capsys.readouterr() == ("", said)


def test_failures_of_records_are_named_up_to_a_limit(capsys: Output) -> None:
    with listen(WARC) as listener:
        for number in range(MAX_NAMED + 5):
            listener.done(of(WARC, number), outcome("failed"))
        listener.done(A, outcome("failed"))
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == MAX_NAMED + 2
    assert lines[MAX_NAMED - 1] == f"cleanpage: x.warc:{MAX_NAMED - 1}: because"
    assert lines[MAX_NAMED] == "cleanpage: further failures are only counted here"
    assert lines[-1] == "cleanpage: a.html: because"


@pytest.mark.parametrize(
    ("suffixes", "quiet", "said"),
    [
        pytest.param({}, False, "", id="none"),
        pytest.param({".jpg": 1}, False, "cleanpage: passed over 1 file not named like a page: 1 .jpg\n", id="one"),
        pytest.param(
            {".jpg": 1200, ".css": 1},
            False,
            "cleanpage: passed over 1,201 files not named like a page: 1200 .jpg, 1 .css\n",
            id="two",
        ),
        pytest.param({".jpg": 1}, True, "", id="quiet"),
    ],
)
def test_passed_over(capsys: Output, suffixes: dict[str, int], quiet: bool, said: str) -> None:
    listen(A, quiet=quiet).passed_over(suffixes)
    assert capsys.readouterr().err == said


@pytest.mark.parametrize(
    ("error", "said"),
    [
        pytest.param(OSError(28, "No space left on device"), "out/: No space left on device", id="place"),
        pytest.param(OSError(13, "Permission denied", "q.jsonl"), "q.jsonl: Permission denied", id="named"),
        pytest.param(OSError("odd"), "out/: odd", id="without-number"),
    ],
)
def test_cannot_write(capsys: Output, error: OSError, said: str) -> None:
    listen(A).cannot_write("out/", error)
    assert capsys.readouterr().err == f"cleanpage: can't write {said}; check the folder and its disk\n"


# ------------------------------------------------------------------ progress


def test_progress_on_a_terminal(
    capsys: Output, monkeypatch: pytest.MonkeyPatch, clock: Callable[[float], None]
) -> None:
    on_terminal(monkeypatch)
    with listen(A, B) as listener:
        listener.done(A, outcome("ok"))
        listener.done(A, outcome("ok"))  # too soon for another line
        clock(0.2)
        listener.done(B, outcome("failed"))
    said = capsys.readouterr().err
    assert said == f"{CLEAR}1 of 2 done{CLEAR}cleanpage: b.html: because\n{CLEAR}3 of 2 done{CLEAR}"


def test_progress_of_archives(capsys: Output, monkeypatch: pytest.MonkeyPatch, clock: Callable[[float], None]) -> None:
    on_terminal(monkeypatch)
    with listen(WARC, A) as listener:
        clock(2)
        for number in range(1500):
            listener.done(of(WARC, number), outcome("ok"))
        listener.finished(WARC, tally(ok=1500), before=False)
        clock(1)
        listener.done(A, outcome("failed", ""))
    said = capsys.readouterr().err.split(CLEAR)
    assert said[1] == "1 page, 0 a second; 0 of 2 inputs done"
    assert said[-2] == "1,501 pages, 500 a second; 1 of 2 inputs done; 1 failed"
    assert said[-1] == ""


@pytest.mark.parametrize(
    ("sources", "options"),
    [
        pytest.param((A,), {}, id="one-page"),
        pytest.param((A, B), {"quiet": True}, id="quiet"),
        pytest.param((A, B), {"shares_terminal": True}, id="results-on-the-same-terminal"),
        pytest.param((MAIL,), {}, id="mail"),
    ],
)
def test_no_progress(
    capsys: Output,
    monkeypatch: pytest.MonkeyPatch,
    clock: Callable[[float], None],
    sources: tuple[Source, ...],
    options: dict[str, Any],
) -> None:
    on_terminal(monkeypatch)
    with listen(*sources, **options) as listener:
        for _ in range(3):
            clock(100)
            listener.done(A, outcome("ok"))
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("sources", "quiet", "lines"),
    [
        pytest.param(
            (WARC,),
            False,
            [
                "cleanpage: x.warc:1: because",
                "cleanpage: 2 pages, 0 a second; 0 of 1 input done; 1 failed",
                "cleanpage: 4 pages, 0 a second; 0 of 1 input done; 1 failed",
            ],
            id="archive",
        ),
        pytest.param((WARC,), True, ["cleanpage: x.warc:1: because"], id="quiet"),
        pytest.param((A, B), False, ["cleanpage: x.warc:1: because"], id="pages"),
    ],
)
def test_plain_lines_without_a_terminal(
    capsys: Output, clock: Callable[[float], None], sources: tuple[Source, ...], quiet: bool, lines: list[str]
) -> None:
    with listen(*sources, quiet=quiet) as listener:
        for number in range(4):
            clock(20)
            listener.done(of(WARC, number), outcome("failed" if number == 1 else "ok"))
    assert capsys.readouterr().err.splitlines() == lines


# ------------------------------------------------------------------ the end


@pytest.mark.parametrize(
    ("results", "line", "failed"),
    [
        pytest.param([(A, tally(ok=1)), (B, tally(ok=1))], "2 pages: 2 ok", False, id="all-ok"),
        pytest.param([(A, tally(ok=1)), (B, tally(no_content=1))], "2 pages: 1 ok, 1 no_content", False, id="nothing"),
        pytest.param(
            [(A, tally("gone")), (B, tally(binary=1)), (MAIL, tally(ok=1))],
            "1 page: 1 ok; 2 inputs failed: 1 binary, 1 not read",
            True,
            id="failures",
        ),
        pytest.param(
            [(A, tally(empty=1)), (B, tally("gone"))],
            "0 pages; 2 inputs failed: 1 empty, 1 not read",
            True,
            id="only-failures",
        ),
    ],
)
def test_line_of_several_pages(capsys: Output, results: list[tuple[Source, Tally]], line: str, failed: bool) -> None:
    with listen(*(source for source, _ in results)) as listener:
        for source, counts in results:
            listener.finished(source, counts, before=False)
    assert listener.summary() is failed
    assert capsys.readouterr().err == f"cleanpage: {line}\n"


def test_line_says_what_was_done_before(capsys: Output) -> None:
    with listen(A, B) as listener:
        listener.finished(A, tally(ok=1), before=True)
        listener.finished(B, tally(ok=1), before=False)
    assert not listener.summary()
    assert capsys.readouterr().err == "cleanpage: 2 pages: 2 ok; 1 input done before\n"


def test_one_page_has_no_summary(capsys: Output) -> None:
    with listen(A) as listener:
        listener.finished(A, tally("gone"), before=False)
    assert listener.summary()
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("source", "counts", "failed"),
    [
        pytest.param(A, tally(ok=1), False, id="page"),
        pytest.param(A, tally(binary=1), True, id="binary-page"),
        pytest.param(A, tally(empty=1), True, id="empty-page"),
        pytest.param(A, tally(no_content=1), False, id="page-without-content"),
        pytest.param(WARC, tally(binary=1, empty=1), False, id="records-that-are-no-pages"),
        pytest.param(WARC, tally("cut off"), True, id="failed-record"),
        pytest.param(MAIL, tally("cut off"), True, id="failed-mail"),
    ],
)
@pytest.mark.parametrize("beside", [(), (Source(name="y.warc", archive="warc"),)], ids=["alone", "beside-an-archive"])
@pytest.mark.parametrize("before", [False, True])
def test_what_has_failed(source: Source, counts: Tally, failed: bool, beside: tuple[Source, ...], before: bool) -> None:
    with listen(source, *beside, quiet=True) as listener:
        listener.finished(source, counts, before=before)
        for other in beside:
            listener.finished(other, tally(ok=1), before=False)
    assert listener.summary() is failed


def crawl(listener: Messages, clock: Callable[[float], None]) -> None:
    """Tell of a run of two archives, one of which was done before."""
    with listener:
        clock(4)
        for number in range(1200):
            listener.done(of(WARC, number), outcome("ok", size=10_000))
        counts = tally("cut off at byte 7; copy it again", "cut off at byte 9", ok=1198, size=12_000_000)
        counts.skipped.update({"a request": 3, "image/png": 20})
        counts.add_truncated("length")
        listener.finished(Source(name="y.warc", archive="warc"), tally(ok=2, no_content=1, size=7), before=True)
        listener.finished(WARC, counts, before=False)
    clock(60)  # what comes behind is not counted


TABLE = """\
cleanpage: 1,200 pages in 4.0 s: 300.0 a second, 3.0 MB/s
cleanpage: 1 input done before; the counts below have them too
cleanpage:   1,200  ok
cleanpage:       1  no_content
cleanpage:       2  failed: cut off at byte N
cleanpage:      20  passed over: image/png
cleanpage:       3  passed over: a request
cleanpage:       1  cut off in the archive: length
"""


def test_table(capsys: Output, clock: Callable[[float], None]) -> None:
    listener = listen(WARC, Source(name="y.warc", archive="warc"))
    crawl(listener, clock)
    assert listener.summary()
    assert capsys.readouterr().err == TABLE


def test_no_table_when_quiet(capsys: Output, clock: Callable[[float], None]) -> None:
    listener = listen(WARC, quiet=True)
    crawl(listener, clock)
    assert listener.summary()
    assert capsys.readouterr().err == ""


def test_statistics(tmp_path: Path, clock: Callable[[float], None]) -> None:
    listener = listen(WARC, Source(name="y.warc", archive="warc"))
    crawl(listener, clock)
    listener.write_statistics(tmp_path / "stats.json")
    assert json.loads((tmp_path / "stats.json").read_text("utf-8")) == {
        "cleanpage": cleanpage.__version__,
        "inputs": 2,
        "inputs_done_before": 1,
        "seconds": 4.0,
        "pages_per_s": 300.0,
        "mb_per_s": 3.0,
        "records": 1226,
        "pages": 1201,
        "bytes": 12_000_007,
        "statuses": {"ok": 1200, "no_content": 1},
        "failed": {"cut off at byte N": 2},
        "skipped": {"image/png": 20, "a request": 3},
        "truncated": {"length": 1},
    }


def test_statistics_can_always_be_encoded(tmp_path: Path) -> None:
    with listen(WARC) as listener:
        listener.finished(WARC, tally("odd \udce9"), before=False)
    listener.write_statistics(tmp_path / "stats.json")
    assert json.loads((tmp_path / "stats.json").read_text("utf-8"))["failed"] == {"odd \udce9": 1}


def test_results_of_other_inputs(capsys: Output) -> None:
    results = [Left(Path("out/a.md"), "/in/a.html", False), Left(Path("out/b.md"), "/in/b.html", True)]
    listen(A).left(results)
    assert capsys.readouterr().err.splitlines() == [
        "cleanpage: keeping out/a.md of an earlier run: its input /in/a.html is gone",
        "cleanpage: keeping 1 result of inputs that were not given this time",
    ]
    listen(A).left(results[:1] * (MAX_GONE + 2))
    lines = capsys.readouterr().err.splitlines()
    assert (len(lines), lines[-1]) == (MAX_GONE + 1, "cleanpage: keeping 2 more results of inputs that are gone")
    listen(A, quiet=True).left(results)
    listen(A).left([])
    assert capsys.readouterr().err == ""


class Full(io.StringIO):
    def write(self, text: str) -> int:
        raise OSError(28, "No space left on device")

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("stream", [pytest.param(None, id="closed"), pytest.param(Full(), id="full")])
def test_nobody_hears(monkeypatch: pytest.MonkeyPatch, capsys: Output, stream: Any) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    with listen(A, B) as messages:
        messages.done(A, outcome("failed"))
        messages.finished(A, tally("because"), before=False)
    assert messages.summary()
    assert capsys.readouterr().out == ""
