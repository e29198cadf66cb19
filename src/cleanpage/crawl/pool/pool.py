"""Run a function over many tasks in processes that are stopped when a task takes too long or too much memory.

Results come in the order of the tasks, whatever the number of processes. Knows nothing of pages.

The processes are of our own and not of `concurrent.futures`: there a task that hangs can't be ended without losing
those beside it, and the caller's script is run again in each process unless it is written for that. Here a
thread stands for each process, hands it small batches, and starts another one when it has died.
"""

from __future__ import annotations

import pickle
import queue
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, TypeVar, cast

from cleanpage.crawl.pool.limits import NO_LIMITS, Limits, needed, too_long
from cleanpage.crawl.pool.worker import (
    COUNT,
    HEADER,
    JOB,
    NO_MEMORY,
    RAISED,
    READY,
    TASK,
    Job,
    leave_signals,
    receive,
    send,
)
from cleanpage.errors import CleanpageError

Task = TypeVar("Task")
Result = TypeVar("Result")

BATCH_S: Final = 0.1
"""Seconds of work that are handed to a process at a time: long enough that it seldom waits for the next batch, short
enough that one process does not end long after the others."""
MAX_BATCH: Final = 64
BATCH_BYTES: Final = 4 * 2**20
"""Most tasks, and about most bytes of them, in a batch."""

HELD_BYTES: Final = 64 * 2**20
"""Bytes of results that wait for an earlier one, above which no more tasks are handed out."""
HELD_EACH_BYTES: Final = 1000
"""Bytes that a result takes beside itself while it waits, about."""

LARGE_BYTES: Final = 8 * 2**20
"""Bytes of a task behind which its process is ended. Of the gigabyte that it took, some hundred megabytes would stay
taken for as long as the process lives; another one begins in less time than a page as large takes."""

WATCH_S: Final = 0.05
"""Seconds between two looks at the deadlines."""
PAUSE_S: Final = 1.0
"""Seconds between two looks above which they don't count for the deadlines: this process was stopped (Ctrl-Z), and its
workers with it."""

WORKER: Final = "import sys; sys.path[:] = {path!r}; from cleanpage.crawl.pool.worker import {name}; {call}"


class WorkerError(CleanpageError):
    """A process for the work can't be started."""


def run_ordered(
    function: Callable[[Task], Result],
    tasks: Iterable[Task],
    jobs: int,
    on_death: Callable[[Task, str], Result],
    *,
    limits: Limits = NO_LIMITS,
    prepare: Callable[[], object] | None = None,
) -> Generator[Result, None, None]:
    """Yield `function(task)` for each task, in order, worked out in `jobs` processes; in this one for 1 and no limits.

    `function`, `prepare` (called once in each process), tasks and results must be picklable. Where a task hits a limit
    or ends its process otherwise, `on_death(task, why)` is its result and the others go on. Tasks are
    drawn from the iterable as there is work for them. Close the iterator to stop early.

    Raises:
        WorkerError: the processes can't be started.
        Exception: what `function` raised for a task, or `tasks` in place of one; all results before it come first.
    """
    if jobs <= 1 and limits == NO_LIMITS:
        for task in tasks:
            try:
                result = function(task)
            except MemoryError:
                result = on_death(task, needed(None))
            yield result
        return
    job = pickle.dumps(Job(function, prepare, *limits), pickle.HIGHEST_PROTOCOL)
    crew = _Crew(job, max(jobs, 1), limits)
    try:
        crew.start()
        yield from _in_order(crew, iter(tasks), on_death)
    finally:
        crew.stop()


def _in_order(crew: _Crew, tasks: Iterator[Task], on_death: Callable[[Task, str], Result]) -> Iterator[Result]:
    waiting: deque[_Handed] = deque()
    held_bytes = 0
    failure: Exception | None = None
    while True:
        while failure is None and held_bytes < HELD_BYTES and crew.wants_more():
            batch, failure = _draw(tasks, crew.batch_size())
            if not batch:
                break
            waiting.extend(batch)
            crew.hand_out(batch)
        if not waiting:
            if failure:
                raise failure
            return
        for handed in crew.take_done():
            handed.done = True
            held_bytes += handed.held_bytes
        while waiting and waiting[0].done:
            handed = waiting.popleft()
            held_bytes -= handed.held_bytes
            if handed.raised:
                raise pickle.loads(handed.raised)
            if handed.death:
                yield on_death(cast(Task, pickle.loads(handed.message)), handed.death)
            else:
                yield pickle.loads(handed.result)


@dataclass(slots=True, eq=False)
class _Handed:
    """A task on its way."""

    message: bytes
    """The task, pickled; it isn't kept besides. Empty when it is done and nobody will ask for it any more."""
    size: int
    """Bytes of the message."""
    tries: int = 0
    """How many processes it has ended."""
    done: bool = False
    result: bytes = b""
    """What the function returned, pickled."""
    raised: bytes = b""
    """What it raised instead, pickled."""
    death: str = ""
    """Why there is neither."""

    @property
    def held_bytes(self) -> int:
        """What it takes while it waits for its turn."""
        return HELD_EACH_BYTES + len(self.result) + (self.size if self.death else 0)


def _draw(tasks: Iterator[Task], count: int) -> tuple[list[_Handed], Exception | None]:
    """Return the next tasks, `count` or until there are BATCH_BYTES of them, and what was raised in place of one."""
    batch: list[_Handed] = []
    size = 0
    try:
        while len(batch) < count and size < BATCH_BYTES:
            message = pickle.dumps(next(tasks), pickle.HIGHEST_PROTOCOL)
            batch.append(_Handed(message, len(message)))
            size += len(message)
    except StopIteration:
        pass
    except Exception as error:
        return batch, error
    return batch, None


class _Crew:
    """The processes, and the threads that stand for them."""

    def __init__(self, job: bytes, jobs: int, limits: Limits) -> None:
        self._inbox: _Inbox = queue.SimpleQueue()
        self._outbox: _Outbox = queue.SimpleQueue()
        self._outstanding = 0
        self._outstanding_bytes = 0
        self._stopping = threading.Event()
        self._slots = [_Slot(job, limits, self._inbox, self._outbox, self._stopping) for _ in range(jobs)]
        self._threads = [threading.Thread(target=slot.run, daemon=True) for slot in self._slots]
        if limits.deadline_s is not None:
            self._threads.append(threading.Thread(target=self._watch, daemon=True))

    def start(self) -> None:
        """Start the threads, which start the processes."""
        for thread in self._threads:
            thread.start()

    def batch_size(self) -> int:
        """Return how many tasks make BATCH_S of work, and BATCH_BYTES of results, by what they took so far."""
        done = sum(slot.done for slot in self._slots)
        busy_s = sum(slot.busy_s for slot in self._slots)
        result_bytes = sum(slot.result_bytes for slot in self._slots)
        if not (done and busy_s and result_bytes):
            return 1
        return max(1, min(MAX_BATCH, int(BATCH_S * done / busy_s), BATCH_BYTES * done // result_bytes))

    def wants_more(self) -> bool:
        """Return whether there is less than a batch in work, and one that waits, for each process."""
        batches = 2 * len(self._slots)
        return self._outstanding < batches * self.batch_size() and self._outstanding_bytes < batches * BATCH_BYTES

    def hand_out(self, batch: list[_Handed]) -> None:
        size = sum(handed.size for handed in batch)
        self._outstanding += len(batch)
        self._outstanding_bytes += size
        if size > BATCH_BYTES and len(batch) > 1:
            # The last one is large. What it takes must not be missing where the others are worked on.
            self._inbox.put(batch[:-1])
            batch = batch[-1:]
        self._inbox.put(batch)

    def take_done(self) -> Iterator[_Handed]:
        """Wait for a task to be done, and yield it and all others that are."""
        ended = self._outbox.get()
        while True:
            if isinstance(ended, Exception):
                raise ended
            self._outstanding -= 1
            self._outstanding_bytes -= ended.size
            yield ended
            try:
                ended = self._outbox.get_nowait()
            except queue.Empty:
                return

    def stop(self) -> None:
        """End the processes and the threads, done or not."""
        self._stopping.set()
        for slot in self._slots:
            slot.kill()
            self._inbox.put([])
        for thread in self._threads:
            if thread.ident:  # A signal may have come before it was started.
                thread.join()

    def _watch(self) -> None:
        leave_signals()
        looked_s = time.monotonic()
        while not self._stopping.wait(WATCH_S):
            now_s = time.monotonic()
            passed_s, looked_s = now_s - looked_s, now_s
            for slot in self._slots:
                if passed_s > PAUSE_S:
                    slot.put_off(passed_s)
                slot.kill_if_late()


class _StoppedBetweenError(Exception):
    """The process was stopped for a task whose result had come at that very moment."""


class _Slot:
    """One process after another, and the thread that feeds them."""

    def __init__(self, job: bytes, limits: Limits, inbox: _Inbox, outbox: _Outbox, stopping: threading.Event) -> None:
        self._job = job
        self._limits = limits
        self._inbox = inbox
        self._outbox = outbox
        self._stopping = stopping
        self._lock = threading.Lock()
        # The next three are looked at by the watching thread too, with the lock.
        self._process: subprocess.Popen[bytes] | None = None
        self._began_s: float | None = None
        self._late = False
        """Whether the process was stopped for being late."""
        self.done = 0
        """Tasks done."""
        self.busy_s = 0.0
        """Seconds that they took."""
        self.result_bytes = 0
        """Bytes that came of them."""

    def run(self) -> None:
        """Work until there is an empty batch."""
        leave_signals()
        try:
            while batch := self._inbox.get():
                while batch and not self._stopping.is_set():
                    batch = self._work(batch)
        except Exception as error:
            self._outbox.put(error)
        finally:
            self._end()

    def kill(self) -> None:
        """End the process, whatever it does."""
        with self._lock:
            if self._process:
                self._process.kill()

    def put_off(self, pause_s: float) -> None:
        """Give the task so many seconds more."""
        with self._lock:
            if self._began_s is not None:
                self._began_s += pause_s

    def kill_if_late(self) -> None:
        """End the process if its task has taken too long."""
        with self._lock:
            if self._process and self._is_overdue():
                self._late = True
                self._process.kill()

    def _is_overdue(self) -> bool:
        deadline_s = self._limits.deadline_s
        return self._began_s is not None and deadline_s is not None and time.monotonic() - self._began_s > deadline_s

    def _work(self, batch: list[_Handed]) -> list[_Handed]:
        """Have tasks done; return those that are left when the process ends before."""
        position = 0
        if self._late:  # and yet its last result had come
            self._end()
        process = self._process or self._start()
        try:
            to_process, from_process = cast(IO[bytes], process.stdin), cast(IO[bytes], process.stdout)
            to_process.write(HEADER.pack(COUNT, len(batch)))
            for handed in batch:
                send(to_process, TASK, handed.message)
            to_process.flush()
            for position, handed in enumerate(batch):  # noqa: B007 - looked at below
                self._start_clock()
                about, message = receive(from_process)
                if about == NO_MEMORY:
                    raise MemoryError
                self.busy_s += self._stop_clock()
                self.done += 1
                self.result_bytes += len(message)
                if about == RAISED:
                    self._finish(handed, raised=message)
                else:
                    self._finish(handed, result=message)
        except _StoppedBetweenError:
            self._end()
            return batch[position:]
        except (EOFError, BrokenPipeError, MemoryError) as error:
            with self._lock:
                late = self._late or self._is_overdue()
            self._end()
            return self._blame(batch[position:], error, late=late)
        if batch[-1].size > LARGE_BYTES:  # It stands last or alone.
            self._end()
        return []

    def _blame(self, left: list[_Handed], error: Exception, *, late: bool) -> list[_Handed]:
        """Settle what becomes of the task that ended the process, the first of those left; return what is to be done.

        What crashed is tried once more: something else may have taken the memory.
        """
        first = left[0]
        if isinstance(error, MemoryError):
            self._finish(first, death=needed(self._limits.memory_bytes))
        elif late:
            self._finish(first, death=too_long(self._limits.deadline_s or 0))
        elif first.tries:
            self._finish(first, death="the process that worked on it crashed or was killed, twice")
        else:
            first.tries += 1
            return left
        return left[1:]

    def _finish(self, handed: _Handed, *, result: bytes = b"", raised: bytes = b"", death: str = "") -> None:
        # What is done waits for its turn without the task, which can be large; who must know why it died has it still.
        handed.result, handed.raised, handed.death = result, raised, death
        if not death:
            handed.message = b""
        self._outbox.put(handed)

    def _start_clock(self) -> None:
        with self._lock:
            if self._late:
                raise _StoppedBetweenError
            self._began_s = time.monotonic()

    def _stop_clock(self) -> float:
        """Return the seconds since it was started."""
        with self._lock:
            began_s, self._began_s = self._began_s, None
        return 0.0 if began_s is None else max(time.monotonic() - began_s, 0.0)

    def _start(self) -> subprocess.Popen[bytes]:
        try:
            process = subprocess.Popen(command_of("main", "main()"), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        except OSError as error:
            raise WorkerError(f"a process for the work can't be started: {error}; try fewer of them") from error
        with self._lock:
            self._process, self._late = process, False
            if self._stopping.is_set():  # `kill` may have been called before there was anything to kill
                process.kill()
        try:
            send(cast(IO[bytes], process.stdin), JOB, self._job)
            cast(IO[bytes], process.stdin).flush()
            about, _ = receive(cast(IO[bytes], process.stdout))
        except (EOFError, BrokenPipeError):
            about = None
        if about != READY and not self._stopping.is_set():
            raise WorkerError(
                f"a process for the work ended before it began (exit code {process.wait()}); what it wrote to standard "
                "error says why; the function must be one that another process can import, and not of __main__"
            )
        return process

    def _end(self) -> None:
        with self._lock:
            process, self._process, self._began_s, self._late = self._process, None, None, False
        if process:
            process.kill()
            for stream in (process.stdin, process.stdout):
                with suppress(OSError):  # What could not be written has nobody to read it.
                    cast(IO[bytes], stream).close()
            process.wait()


_Inbox = queue.SimpleQueue[list[_Handed]]
_Outbox = queue.SimpleQueue[_Handed | Exception]


def command_of(name: str, call: str) -> list[str]:
    """Return the command of a process that imports `name` of `worker` and makes a call."""
    path = [entry or str(Path.cwd()) for entry in sys.path]
    return [sys.executable, "-c", WORKER.format(path=path, name=name, call=call)]
