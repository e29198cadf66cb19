"""Run a function over many tasks in several processes, with the results in the order of the tasks.

Knows nothing of pages. Processes are spawned, not forked, so that it works the same on every
system and beside threads. Only some tasks ahead are handed out, so that memory stays bounded
however many there are.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context
from typing import Final, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

LOOK_AHEAD: Final = 8
"""Tasks per process that are handed out before the first of them is done: enough that a slow page does not
leave the others idle, few enough that their results fit into memory."""


def run_ordered(
    function: Callable[[Task], Result], tasks: Iterable[Task], jobs: int, on_death: Callable[[Task], Result]
) -> Generator[Result, None, None]:
    """Yield `function(task)` for each task, in order, worked out in `jobs` processes; in this one for 1.

    `function` and the tasks must be picklable. Where a task ends its process, killed for want of
    memory or by a crash, `on_death(task)` is its result and the others go on. Close the iterator
    to stop early.
    """
    if jobs <= 1:
        yield from map(function, tasks)
        return
    remaining = iter(tasks)
    waiting: deque[tuple[Task, Future[Result]]] = deque()
    pool = _pool(jobs)
    try:
        while True:
            for task in islice(remaining, jobs * LOOK_AHEAD - len(waiting)):
                waiting.append((task, _submit(pool, function, task)))
            if not waiting:
                return
            try:
                result = waiting[0][1].result()
            except BrokenProcessPool:
                # Any of the tasks handed out may be the one to blame.
                suspects = [task for task, _ in waiting]
                waiting.clear()
                pool.shutdown()
                yield from _run_alone(function, suspects, on_death)
                pool = _pool(jobs)
                continue
            waiting.popleft()
            yield result
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _run_alone(
    function: Callable[[Task], Result], tasks: Iterable[Task], on_death: Callable[[Task], Result]
) -> Iterator[Result]:
    """Yield the results of tasks one of which ended its process, running one at a time to tell which."""
    pool = _pool(1)
    try:
        for task in tasks:
            try:
                result = _submit(pool, function, task).result()
            except BrokenProcessPool:
                pool.shutdown()
                pool = _pool(1)
                result = on_death(task)
            yield result
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, function: Callable[[Task], Result], task: Task) -> Future[Result]:
    """Hand out a task; a pool that is broken already gives a future that says so, like any other."""
    try:
        with _interrupts_held():
            return pool.submit(function, task)
    except BrokenProcessPool as error:
        future: Future[Result] = Future()
        future.set_exception(error)
        return future


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Put off Ctrl-C for a moment. The processes started meanwhile inherit that it does not reach them.

    It goes to all processes of a command; the first one tidies up, and the others should not
    print where they were. `_ignore_interrupt` would do it, but for the time they take to start.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_ignore_interrupt)


def _ignore_interrupt() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
