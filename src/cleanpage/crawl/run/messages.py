"""What is said on standard error about a run, and the file of its statistics."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, get_args

from cleanpage.crawl.archives import Record
from cleanpage.crawl.files import Left, Source, encode, printable, replacing
from cleanpage.crawl.rows import FAILED
from cleanpage.crawl.run.renderer import FAILURES, FAULTY, Outcome, Task, shown
from cleanpage.crawl.run.tally import Tally
from cleanpage.page import Status
from cleanpage.version import __version__

LINE_S: Final = 0.1
"""Seconds between two updates of the progress on a terminal."""
LOG_S: Final = 30
"""Seconds between two lines of progress where there is no terminal."""

MAX_NAMED: Final = 100
"""Failures among the records of archives that are named. All stand in the quarantine or among the results."""

MAX_GONE: Final = 20
"""Results whose inputs are gone that are named; who deletes what is done has thousands."""

_STATUSES: Final = get_args(Status)


class Messages:
    """Says what goes wrong, how far it is, and in the end how it went. A context: its progress ends with it."""

    def __init__(self, sources: Sequence[Source], *, quiet: bool, shares_terminal: bool) -> None:
        self._sources = sources
        self._quiet = quiet
        self._archives = any(source.many for source in sources)
        # A progress line would stand in the middle of text that goes to the same terminal.
        terminal = sys.stderr is not None and sys.stderr.isatty() and not shares_terminal
        self._progress = terminal and (len(sources) > 1 or self._archives) and not quiet
        self._logs = self._archives and not terminal and not quiet
        self._began_s = time.monotonic()
        self._shown_s = 0.0 if self._progress else self._began_s
        self._failures_named = 0
        self._total = Tally()
        self._failed = 0
        """What makes the command exit with 1: pages that are none, and records that gave none."""
        self._files = 0
        self._files_before = 0
        self._pages = 0
        """Pages and failures that this run has seen to, those of unfinished inputs too."""
        self._size = 0
        self._statuses: dict[str, int] = {}
        self._seconds = 0.0

    def __enter__(self) -> Messages:
        return self

    def __exit__(self, *_: object) -> None:
        self._seconds = max(time.monotonic() - self._began_s, 1e-6)
        if self._progress and self._pages:
            _write("\r\x1b[K")

    def passed_over(self, suffixes: Mapping[str, int]) -> None:
        """Say which files of folders are left out."""
        if suffixes:
            listed = ", ".join(f"{count} {suffix}" for suffix, count in suffixes.items())
            self._note(f"passed over {_plural(sum(suffixes.values()), 'file')} not named like a page: {listed}")

    def left(self, results: Sequence[Left]) -> None:
        """Say which results belong to inputs that are gone, and how many to those that were not named this time."""
        gone = [result for result in results if not result.is_there]
        for result in gone[:MAX_GONE]:
            place = Source(name=str(result.output)).shown
            self._note(f"keeping {place} of an earlier run: its input {Source(name=result.input).shown} is gone")
        if len(gone) > MAX_GONE:
            self._note(f"keeping {_plural(len(gone) - MAX_GONE, 'more result')} of inputs that are gone")
        if others := len(results) - len(gone):
            self._note(f"keeping {_plural(others, 'result')} of inputs that were not given this time")

    def done(self, task: Task, outcome: Outcome) -> None:
        """Take note of a page, and say what is wrong with it."""
        self._pages += 1
        self._size += outcome.size
        if isinstance(task, Record):
            self._record_done(task, outcome)
        elif outcome.status in FAULTY:
            self.say(f"{shown(task)}: {outcome.reason}")
        elif outcome.status == "no_content":
            self._note(f"{shown(task)}: no main content: {outcome.reason}")
        self._statuses[outcome.status] = self._statuses.get(outcome.status, 0) + 1
        self._tick()

    def finished(self, source: Source, tally: Tally, *, before: bool) -> None:
        """Take note of an input that is done."""
        self._total.include(tally)
        self._failed += tally.failed.total()
        if source.archive is None:  # In an archive what is no page is to be expected.
            self._failed += sum(tally.statuses[status] for status in FAULTY)
        self._files += 1
        self._files_before += before

    def say(self, text: str) -> None:
        """Write a line to standard error."""
        if self._progress:
            _write("\r\x1b[K")
        say(text)

    def summary(self) -> bool:
        """Say how it went, and return whether anything failed."""
        if self._archives:
            self._table()
        elif len(self._sources) > 1:
            self._line()
        return self._failed > 0

    def write_statistics(self, file: Path) -> None:
        """Write what `--stats` asks for. OSError if it can't be written."""
        with replacing(file) as stream:
            stream.write(encode(json.dumps(self._statistics(), ensure_ascii=False, indent=2) + "\n"))

    def cannot_write(self, place: str, error: OSError) -> None:
        """Say that results can't be written."""
        self.say(f"can't write {error.filename or place}: {error.strerror or error}; check the folder and its disk")

    def _record_done(self, record: Record, outcome: Outcome) -> None:
        if outcome.status != FAILED:
            return
        self._failures_named += 1
        if self._failures_named <= MAX_NAMED:
            self.say(f"{shown(record)}: {outcome.reason}")
        elif self._failures_named == MAX_NAMED + 1:
            self.say("further failures are only counted here")

    def _tick(self) -> None:
        now_s = time.monotonic()
        if self._progress and now_s - self._shown_s >= LINE_S:
            self._shown_s = now_s
            _write(f"\r\x1b[K{self._so_far(now_s)}")
        elif self._logs and now_s - self._shown_s >= LOG_S:
            self._shown_s = now_s
            self.say(self._so_far(now_s))

    def _so_far(self, now_s: float) -> str:
        if not self._archives:
            return f"{self._pages} of {len(self._sources)} done"
        rate = self._pages / max(now_s - self._began_s, 1e-3)
        failed = self._statuses.get(FAILED, 0)
        inputs = _plural(len(self._sources), "input")
        said = f"{_plural(self._pages, 'page')}, {rate:,.0f} a second; {self._files:,} of {inputs} done"
        return said + (f"; {failed:,} failed" if failed else "")

    def _line(self) -> None:
        """Say how many pages became what, in a line."""
        statuses = dict(self._total.statuses)
        if failed := self._total.failed.total():
            statuses[FAILED] = failed
        pages = {status: count for status, count in statuses.items() if status not in FAILURES}
        failures = {status: count for status, count in statuses.items() if status in FAILURES}
        summary = f"{_plural(sum(pages.values()), 'page')}: {_listed(pages)}" if pages else "0 pages"
        if failures:
            summary += f"; {_plural(sum(failures.values()), 'input')} failed: {_listed(failures)}"
        if self._files_before:
            summary += f"; {_plural(self._files_before, 'input')} done before"
        self._note(summary)

    def _table(self) -> None:
        """Say how many records became what, in a table."""
        total, seconds = self._total, self._seconds
        rate = f"{self._pages / seconds:,.1f} a second, {self._size / seconds / 1e6:,.1f} MB/s"
        self._note(f"{_plural(self._pages, 'page')} in {seconds:,.1f} s: {rate}")
        if self._files_before:
            self._note(f"{_plural(self._files_before, 'input')} done before; the counts below have them too")
        rows = [(name, count) for name, count in total.statuses.most_common()]
        rows += [(f"failed: {reason}", count) for reason, count in total.failed.most_common()]
        rows += [(f"passed over: {reason}", count) for reason, count in total.skipped.most_common()]
        rows += [(f"cut off in the archive: {reason}", count) for reason, count in total.truncated.most_common()]
        width = max((len(f"{count:,}") for _, count in rows), default=0)
        for name, count in rows:
            self._note(f"  {count:>{width},}  {name}")

    def _statistics(self) -> dict[str, Any]:
        seconds = self._seconds
        return {
            "cleanpage": __version__,
            "inputs": len(self._sources),
            "inputs_done_before": self._files_before,
            "seconds": round(seconds, 3),
            "pages_per_s": round(self._pages / seconds, 2),
            "mb_per_s": round(self._size / seconds / 1e6, 3),
            **self._total.to_dict(),
        }

    def _note(self, text: str) -> None:
        if not self._quiet:
            self.say(text)


def say(text: str) -> None:
    """Write a line to standard error, if anything can be written there."""
    _write(f"cleanpage: {printable(text)}\n")


def _write(text: str) -> None:
    """Write to standard error. Where that is closed or full, what is written elsewhere counts all the same."""
    with suppress(OSError, ValueError):
        if sys.stderr is not None:
            print(text, end="", file=sys.stderr, flush=True)


def _listed(counts: Mapping[str, int]) -> str:
    order = sorted(counts, key=_STATUSES.index)
    return ", ".join(f"{counts[status]} {'not read' if status == FAILED else status}" for status in order)


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
