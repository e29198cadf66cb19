"""Run an iterator again and again in a process of their own, which is stopped when an item takes too long or too much
memory.

For what has to be read in order, and can't be handed out as tasks. What it yields comes over a pipe, so that it
is no further ahead than the pipe is long. Knows nothing of pages.
"""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from typing import IO, Any, Generic, TypeVar, cast

from cleanpage.crawl.pool.limits import NO_LIMITS, Limits, needed, too_long
from cleanpage.crawl.pool.pool import WorkerError, command_of
from cleanpage.crawl.pool.worker import END, JOB, NO_MEMORY, RAISED, TASK, Flow, receive, send
from cleanpage.errors import CleanpageError

Item = TypeVar("Item")


class StoppedError(CleanpageError):
    """The process was stopped, or ended otherwise; the message says why."""


class Stream(Generic[Item]):
    """Runs an iterator again and again; a context, whose process ends with it. In this process without limits."""

    def __init__(
        self,
        function: Callable[..., Iterator[Item]],
        limits: Limits = NO_LIMITS,
        *,
        prepare: Callable[[], object] | None = None,
        files: Sequence[int] = (),
    ) -> None:
        """`prepare` is called once in each process, before memory is capped; `files` are open ones that it has too."""
        self._function = function
        self._limits = limits
        self._prepare = prepare
        self._files = tuple(files)
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Stream[Item]:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process:
            _stop(self._process)
        self._process = None

    def run(self, *arguments: Any) -> Generator[Item, None, None]:
        """Yield what the function yields for arguments; one run after the other.

        Function, arguments and items must be picklable. The deadline is for each item.

        Raises:
            StoppedError: an item took too much, or the process crashed; what came before it has been yielded.
            WorkerError: the process can't be started.
            Exception: what the iterator raised.
        """
        if self._limits == NO_LIMITS:
            yield from self._function(*arguments)
            return
        process = self._process or self._start()
        self._process = None  # until it is known to be at an end
        try:
            self._send(process, TASK, arguments)
            while True:
                about, message = receive(cast(IO[bytes], process.stdout))
                if about == END:
                    self._process = process
                    return
                if about == NO_MEMORY:
                    raise StoppedError(needed(self._limits.memory_bytes))
                if about == RAISED:
                    self._process = process
                    raise pickle.loads(message)
                yield pickle.loads(message)
        except (EOFError, BrokenPipeError):
            raise StoppedError(self._why_ended(process)) from None
        finally:
            if not self._process:
                _stop(process)

    def _start(self) -> subprocess.Popen[bytes]:
        more: dict[str, Any] = {"pass_fds": self._files} if self._files else {}
        try:
            process = subprocess.Popen(
                command_of("flow", "flow()"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, **more
            )
        except OSError as error:
            raise WorkerError(f"can't start a worker process: {error}") from error
        with suppress(BrokenPipeError):  # who reads from it will see
            self._send(process, JOB, Flow(self._function, self._prepare, *self._limits))
        return process

    @staticmethod
    def _send(process: subprocess.Popen[bytes], about: int, what: object) -> None:
        tasks = cast(IO[bytes], process.stdin)
        send(tasks, about, pickle.dumps(what, pickle.HIGHEST_PROTOCOL))
        tasks.flush()

    def _why_ended(self, process: subprocess.Popen[bytes]) -> str:
        code = process.wait()
        deadline_s = self._limits.deadline_s
        if sys.platform != "win32" and code == -signal.SIGALRM and deadline_s is not None:
            return too_long(deadline_s)
        return f"the process that read it crashed or was killed (exit code {code})"


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for stream in (process.stdin, process.stdout):
        with suppress(OSError):
            cast(IO[bytes], stream).close()
    process.wait()
