"""Run an iterator in a process of its own, which is stopped when one of its items takes too long or too much memory.

For what has to be read in order, and can't be handed out as tasks. What it yields comes over a pipe, so that it is no
further ahead than the pipe is long. Knows nothing of pages.
"""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from typing import IO, Any, Final, TypeVar, cast

from cleanpage.crawl.pool.pool import NO_LIMITS, Limits, WorkerError, command_of, needed, too_long
from cleanpage.crawl.pool.worker import END, NO_MEMORY, RAISED, Flow, receive
from cleanpage.errors import CleanpageError

Item = TypeVar("Item")

_CALL: Final = "flow({job!r})"


class StoppedError(CleanpageError):
    """The process was stopped, or ended otherwise; the message says why."""


def stream(
    function: Callable[..., Iterator[Item]], *arguments: Any, limits: Limits = NO_LIMITS, reads_stdin: bool = False
) -> Generator[Item, None, None]:
    """Yield what `function(*arguments)` yields, in this process if there are no limits.

    Function, arguments and items must be picklable. The deadline is for each item. The process has this one's standard
    input if it is to read that. Close the iterator to stop early.

    Raises:
        StoppedError: an item took too much, or the process crashed; what came before it has been yielded.
        WorkerError: the process can't be started.
        Exception: what the iterator raised.
    """
    if limits == NO_LIMITS:
        yield from function(*arguments)
        return
    job = pickle.dumps(Flow(function, arguments, limits.deadline_s, limits.memory_bytes), pickle.HIGHEST_PROTOCOL)
    try:
        process = subprocess.Popen(
            command_of("flow", _CALL.format(job=job)),
            stdin=None if reads_stdin else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
        )
    except OSError as error:
        raise WorkerError(f"a process for reading can't be started: {error}") from error
    output = cast(IO[bytes], process.stdout)
    try:
        while True:
            try:
                about, message = receive(output)
            except EOFError:
                raise StoppedError(_why_ended(process, limits)) from None
            if about == END:
                return
            if about == NO_MEMORY:
                raise StoppedError(needed(limits.memory_bytes))
            if about == RAISED:
                raise pickle.loads(message)
            yield pickle.loads(message)
    finally:
        process.kill()
        output.close()
        process.wait()


def _why_ended(process: subprocess.Popen[bytes], limits: Limits) -> str:
    code = process.wait()
    if sys.platform != "win32" and code == -signal.SIGALRM and limits.deadline_s is not None:
        return too_long(limits.deadline_s)
    return f"the process that read it crashed or was killed (exit code {code})"
