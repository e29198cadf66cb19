"""The other end of `pool` and of `stream`: a process that does what it is told and writes results to its output.

Each message is a pickle, with a number that says what it is about and its length in front. For `pool` tasks come on
standard input: first the job; then batches, each a COUNT of tasks and so many tasks. For `stream` the first message
says what holds for all, and each of the others what is to be run. Knows nothing of pages.
"""

from __future__ import annotations

import os
import pickle
import signal
import struct
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Final, NamedTuple

HEADER: Final = struct.Struct("!BQ")
"""What a message is about, and its length in bytes; of a COUNT the number itself, and nothing follows."""

JOB, COUNT, TASK, READY, DONE, NO_MEMORY, RAISED, END = range(8)
"""What a message is about. DONE comes with a result and RAISED with an exception; READY, NO_MEMORY and END, behind the
last result of a stream, with nothing."""

GRACE_S: Final = 5
"""Seconds beyond the deadline after which the system ends a process, should nobody else have: the one that watches over
the deadline may have been killed itself."""

ENDING: Final = frozenset(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
"""Signals that end a process, but for SIGINT."""

CHUNK_BYTES: Final = 2**16
"""Bytes that are read at a time of what there is no memory for."""


class Job(NamedTuple):
    """What a worker does with each task."""

    function: Callable[[Any], Any]
    prepare: Callable[[], object] | None
    """Called once, before the clock of the first task begins."""
    deadline_s: float | None
    memory_bytes: int | None
    """Bytes of address space that a process may take beyond what it has when it is prepared."""


class Flow(NamedTuple):
    """What a process for `stream` does: it sends what the iterators yield that the function returns."""

    function: Callable[..., Iterator[Any]]
    prepare: Callable[[], object] | None
    deadline_s: float | None
    """Seconds that an item may take."""
    memory_bytes: int | None


def send(stream: IO[bytes], about: int, message: bytes = b"") -> None:
    """Write one message. It is not flushed."""
    stream.write(HEADER.pack(about, len(message)))
    stream.write(message)


def receive(stream: IO[bytes]) -> tuple[int, bytes]:
    """Return what the next message is about, and the message; EOFError if there is none or it is cut off."""
    about, length = receive_header(stream)
    message = stream.read(length)
    if len(message) < length:
        raise EOFError
    return about, message


def receive_header(stream: IO[bytes]) -> tuple[int, int]:
    """Return what the next message is about, and its length."""
    header = stream.read(HEADER.size)
    if len(header) < HEADER.size:
        raise EOFError
    about, length = HEADER.unpack(header)
    return about, length


def hold_descriptors() -> None:
    """Open the null device under the numbers of standard streams that were closed when the process began.

    Files that are opened later would get them, and what is printed would stand in these.
    """
    for number in range(3):
        with suppress(OSError):
            os.fstat(number)
            continue
        null = os.open(os.devnull, os.O_RDWR)
        if null != number:  # a lower one was closed meanwhile
            os.dup2(null, number)
            os.close(null)
        os.set_inheritable(number, True)


def leave_signals() -> None:
    """Leave signals to the main thread of the command, which would not wake for those that this thread gets.

    Ctrl-C reaches all processes of a command. Those that this thread starts inherit that they don't notice it.
    """
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, *ENDING})


def main() -> None:
    """Work until standard input ends."""
    tasks, results = _begin()
    with suppress(EOFError, BrokenPipeError):
        job: Job = pickle.loads(receive(tasks)[1])
        if job.prepare:
            job.prepare()
        _keep_cores_off()
        _cap_memory(job.memory_bytes)
        _answer(results, READY)
        while True:
            _, count = receive_header(tasks)
            # All are read before the first is worked on: nobody reads the results while there are tasks to be written.
            for task in [_receive_task(tasks) for _ in range(count)]:
                _cap_time(job.deadline_s)
                _answer(results, *_do(job.function, task))
                _cap_time(None)
    os._exit(0)  # Nothing is left to tidy up, and a large heap takes long to.


def _begin() -> tuple[IO[bytes], IO[bytes]]:
    """Return where messages come from and go to."""
    hold_descriptors()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes; the first one tidies up.
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)  # They are blocked where they are to be noticed.
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)  # It ends the process, whatever that is in.
    results = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # What is printed must not stand between the results.
    return sys.stdin.buffer, results


def flow() -> None:
    """Send what iterators yield, one after another, until standard input ends."""
    tasks, results = _begin()
    with suppress(EOFError, BrokenPipeError):
        what: Flow = pickle.loads(receive(tasks)[1])
        if what.prepare:
            what.prepare()
        _keep_cores_off()
        _cap_memory(what.memory_bytes)
        while True:
            items = what.function(*pickle.loads(receive(tasks)[1]))
            about = DONE
            while about == DONE:
                # While an item waits to be sent, nothing is held against it.
                _cap_time(what.deadline_s, 0)
                about, message = _next(items)
                _cap_time(None)
                _answer(results, about, message)
    os._exit(0)


def _next(items: Iterator[Any]) -> tuple[int, bytes]:
    try:
        return DONE, pickle.dumps(next(items), pickle.HIGHEST_PROTOCOL)
    except StopIteration:
        return END, b""
    except MemoryError:
        return NO_MEMORY, b""
    except Exception as error:
        return RAISED, _pickled(error)


def _receive_task(tasks: IO[bytes]) -> bytes | None:
    """Return the next task; None if there is no memory for it."""
    _, length = receive_header(tasks)
    try:
        task = tasks.read(length)
    except MemoryError:
        while length and (chunk := tasks.read(min(length, CHUNK_BYTES))):
            length -= len(chunk)
        return None
    if len(task) < length:
        raise EOFError
    return task


def _do(function: Callable[[Any], Any], task: bytes | None) -> tuple[int, bytes]:
    if task is None:
        return NO_MEMORY, b""
    try:
        return DONE, pickle.dumps(function(pickle.loads(task)), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return NO_MEMORY, b""
    except Exception as error:
        return RAISED, _pickled(error)


def _pickled(error: Exception) -> bytes:
    try:
        raised = pickle.dumps(error)
        pickle.loads(raised)  # Many a class of exceptions can be written, and not be made again of what was.
    except Exception:
        return pickle.dumps(TypeError(f"the exception can't be sent between processes: {error!r}"))
    return raised


def _answer(results: IO[bytes], about: int, message: bytes = b"") -> None:
    send(results, about, message)
    results.flush()


def _keep_cores_off() -> None:
    """Have nothing written to the disk when the process crashes, which it may do often among millions of pages."""
    if sys.platform != "win32":
        import resource

        _lower(resource.RLIMIT_CORE, 0)


def _cap_memory(memory_bytes: int | None) -> None:
    statm = Path("/proc/self/statm")
    if memory_bytes is None or not statm.exists():  # Only Linux tells how much there is.
        return
    import resource

    taken = int(statm.read_text().split()[0]) * resource.getpagesize()
    _lower(resource.RLIMIT_AS, taken + memory_bytes)


def _cap_time(deadline_s: float | None, grace_s: float = GRACE_S) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 0 if deadline_s is None else deadline_s + grace_s)


def _lower(which: int, limit: int) -> None:
    """Set a limit of this process, no higher than the system lets it."""
    import resource

    _, most = resource.getrlimit(which)
    resource.setrlimit(which, (limit if most == resource.RLIM_INFINITY else min(limit, most), most))
