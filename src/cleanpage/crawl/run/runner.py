"""Do a run: read the inputs, have their pages worked on, put the results where they belong, count.

Results come in the order of the inputs and of the records in them, whatever the number of processes, so that a run
gives the same bytes each time.
"""

from __future__ import annotations

import dataclasses
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple, Protocol

from cleanpage.crawl.archives import Entry, Reading, Record, Skipped
from cleanpage.crawl.files import STDIN, Destination, Results, Source, UnplacedError, read_stdin
from cleanpage.crawl.pool import Limits, run_ordered
from cleanpage.crawl.rows import FAILED
from cleanpage.crawl.run.apart import Splitter
from cleanpage.crawl.run.renderer import Outcome, Request, Task, failure, failure_line, fault, render
from cleanpage.crawl.run.tally import Tally
from cleanpage.errors import InputError
from cleanpage.pipeline import warm_up


class Listener(Protocol):
    """Who is told what happens."""

    def done(self, task: Task, outcome: Outcome) -> None:
        """Hear of a page."""
        ...

    def finished(self, source: Source, tally: Tally, *, before: bool) -> None:
        """Hear of an input that is done, maybe by a run before this one."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What is to be done."""

    sources: Sequence[Source]
    request: Request
    reading: Reading
    limits: Limits
    jobs: int

    def settings(self) -> dict[str, Any]:
        """Return what the results depend on, as plain data.

        Not the limits: which pages fail for them is a matter of the machine, and who goes on with a run that was too
        much for it must be able to change them.
        """
        request: dict[str, Any] = dataclasses.asdict(self.request)
        options: dict[str, Any] = request.pop("options")
        options["now"] = options["now"] and str(options["now"])
        options |= {"keep": [*options["keep"]], "drop": [*options["drop"]]}
        del request["width"]
        return request | options | dataclasses.asdict(self.reading)


class _Opened(NamedTuple):
    """The next results are of another input."""

    position: int


class _Closed(NamedTuple):
    """There are no more results of an input."""

    position: int


def carry_out(run: Run, destination: Destination, listener: Listener) -> None:
    """Do a run.

    Raises:
        OSError: the results can't be written.
        WorkerError: processes can't be started.
    """
    reader = _Reader(run, destination, listener)
    outcomes = run_ordered(
        partial(render, request=run.request, reading=run.reading),
        reader.tasks(),
        run.jobs,
        on_death=lambda task, why: failure(task, run.request, why),
        limits=run.limits,
        prepare=warm_up,
    )
    with closing(outcomes), _Settler(run, destination, listener, reader) as settler:
        for outcome in outcomes:
            settler.settle(outcome)
        settler.catch_up()


@dataclass(slots=True)
class _Reader:
    """Reads the inputs, and remembers what is to become of each page when its result comes."""

    run: Run
    destination: Destination
    listener: Listener
    plan: deque[_Opened | _Closed | Task] = field(default_factory=deque)
    """What is to come, in order: the pages that were handed out, without their data, and where inputs begin and end."""
    tallies: dict[int, Tally] = field(default_factory=dict)
    """Those of the inputs that are open."""

    def tasks(self) -> Iterator[Task]:
        """Yield the pages of all inputs that are not done yet."""
        with Splitter(self.run.reading, self.run.limits) as splitter:
            for position, source in enumerate(self.run.sources):
                before = self.destination.finished(position)
                if before is not None:
                    self.listener.finished(source, Tally.from_dict(before), before=True)
                    continue
                self.plan.append(_Opened(position))
                tally = self.tallies[position] = Tally()
                for entry in _entries(source, splitter):
                    if isinstance(entry, Skipped):
                        tally.add_skipped(entry.reason)
                        continue
                    self.plan.append(dataclasses.replace(entry, data=b"") if isinstance(entry, Record) else source)
                    yield entry
                self.plan.append(_Closed(position))


def _entries(source: Source, splitter: Splitter) -> Iterator[Entry | Source]:
    """Yield what an input holds: the records of an archive, or itself."""
    if source.archive is None:
        yield read_stdin(source) if source.name == STDIN and source.data is None else source
        return
    try:
        yield from splitter.split(source)
    except InputError as error:
        yield dataclasses.replace(source, problem=str(error))
    except Exception as error:  # One archive must not end a run over thousands.
        problem = f"{fault(error)}; what was read of it before is kept"
        yield dataclasses.replace(source, problem=problem)


class _Settler:
    """Puts each result where it belongs."""

    def __init__(self, run: Run, destination: Destination, listener: Listener, reader: _Reader) -> None:
        self._run = run
        self._destination = destination
        self._listener = listener
        self._reader = reader
        self._open = ExitStack()
        """What is to be ended with the input."""
        self._results: Results | None = None
        self._tally = Tally()

    def __enter__(self) -> _Settler:
        return self

    def __exit__(self, *error: Any) -> None:
        self._open.__exit__(*error)

    def settle(self, outcome: Outcome) -> None:
        """Put the next result where it belongs."""
        self.catch_up()
        task = self._reader.plan.popleft()
        assert isinstance(task, (Source, Record))
        assert self._results
        tally = self._tally
        if isinstance(outcome.found, Skipped):
            tally.add_skipped(outcome.found.reason)
            return
        task = outcome.found or task
        outcome = self._put(task, outcome)
        if isinstance(task, Record) and task.truncated and outcome.status != FAILED:
            tally.add_truncated(task.truncated)
        tally.size += outcome.size
        if outcome.status == FAILED:
            tally.add_failure(outcome.reason)
        else:
            tally.statuses[outcome.status] += 1
        self._listener.done(task, outcome)

    def _put(self, task: Task, outcome: Outcome) -> Outcome:
        """Put a result where it belongs, and return it, or the failure that it is if it can't be put there."""
        assert self._results
        position = task.origin.position if isinstance(task, Record) else 0
        if outcome.status == FAILED and isinstance(task, Source):
            self._results.undone = True
        if outcome.status == FAILED and self._results.quarantine:
            self._results.quarantine(position, failure_line(task, outcome.reason))
        elif outcome.body is not None:
            try:
                self._results.add(position, outcome.body)
            except UnplacedError as error:
                return self._put_failure(task, str(error), outcome.size)
        return outcome

    def _put_failure(self, task: Task, reason: str, size: int = 0) -> Outcome:
        """Note that a result could not be put where it belongs; return the failure."""
        assert self._results
        self._results.unplaced = True
        if self._results.quarantine:
            position = task.origin.position if isinstance(task, Record) else 0
            self._results.quarantine(position, failure_line(task, reason))
        return Outcome(FAILED, reason, None, size)

    def _complete(self, source: Source) -> None:
        """Have the results of an input take their places; if they can't, all of its pages have failed."""
        assert self._results
        try:
            self._results.complete()
        except UnplacedError as error:
            pages = self._tally.statuses.total()
            self._tally.statuses.clear()
            self._tally.truncated.clear()
            for _ in range(max(pages, 1)):
                self._tally.add_failure(str(error))
            self._listener.done(source, self._put_failure(source, str(error)))

    def catch_up(self) -> None:
        """Begin and end inputs up to the next page."""
        plan = self._reader.plan
        while plan and isinstance(plan[0], (_Opened, _Closed)):
            step = plan.popleft()
            if isinstance(step, _Opened):
                self._tally = self._reader.tallies.pop(step.position)
                self._results = self._open.enter_context(self._destination.of_input(step.position))
            elif isinstance(step, _Closed):
                source = self._run.sources[step.position]
                self._complete(source)
                self._open.close()
                if self._results and not (self._results.undone or self._results.unplaced):
                    self._destination.finish(step.position, self._tally.to_dict())
                self._listener.finished(source, self._tally, before=False)
