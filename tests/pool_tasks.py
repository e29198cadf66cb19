"""What `test_pool` has done in other processes. Imports little, for each process imports it anew."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def square(number: int) -> int:
    return number * number


def repeat(size: int) -> bytes:
    return b"o" * size


def echo(task: Any) -> Any:
    return task


def process_id(task: object) -> int:
    return os.getpid()


def sleep(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def nap(task: tuple[int, float]) -> int:
    time.sleep(task[1])
    return task[0]


def sleep_in_steps(seconds: float) -> float:
    """Sleep so that time in which the process is stopped doesn't count, but for a step."""
    for _ in range(round(seconds / 0.1)):
        time.sleep(0.1)
    return seconds


def backtrack(length: int) -> bool:
    """Keep the GIL in C code, for ages if `length` is more than 40."""
    return re.fullmatch("(o|oo)*x", "o" * length) is not None


def sleep_or_backtrack(length: int) -> bool:
    os.write(2, b"begun\n")
    return backtrack(length) if length else sleep(1e6) > 0


def take(size: int) -> int:
    return len(bytearray(size))


def take_more_and_more(number: int) -> int:
    """Take memory in C code without Python's notice, and crash when there is none: as libraries do."""
    if number == 3:
        allocate = ctypes.CDLL(None).malloc
        allocate.restype, allocate.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
        while place := allocate(2**20):
            ctypes.memset(place, 1, 2**20)
        ctypes.memset(0, 1, 1)
    return number


def run_out(task: object) -> None:
    raise MemoryError


def die(number: int) -> int:
    match number:
        case 3:
            os.kill(os.getpid(), signal.SIGKILL)
        case 5:
            os.abort()
        case 7:
            os._exit(0)
        case 9:
            sys.exit("enough")
    return number


def die_once(task: tuple[str, int]) -> int:
    """Leave a mark in a folder, and die if there was none."""
    folder, number = task
    mark = Path(folder, str(number))
    if number % 4 == 0 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def fail(number: int) -> int:
    if number == 7:
        raise ValueError(number)
    return number


class ParticularError(Exception):
    """Can't be made of what pickle keeps of it."""

    def __init__(self, place: str, why: str) -> None:
        super().__init__(f"{place}: {why}")


def fail_in_particular(number: int) -> int:
    raise ParticularError("here", "because")


def return_unpicklable(number: int) -> object:
    return lambda: number


def speak(number: int) -> int:
    print("Owls hunt at night.")
    sys.stdout.flush()
    sys.__stdout__.flush() if sys.__stdout__ else None
    os.write(1, b"Most of them hunt alone.\n")
    subprocess.run(["echo", "The chicks climb."], check=True)
    return number


def prepare() -> None:
    os.environ["POOL_PREPARED"] = "yes"


def was_prepared(number: int) -> str | None:
    return os.environ.get("POOL_PREPARED")


def prepare_badly() -> None:
    raise RuntimeError("nothing works")


def prepare_for_ages() -> None:
    time.sleep(1e6)


def blocks_interrupts(task: object) -> bool:
    return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def wait_and_repeat(task: tuple[str, int]) -> bytes:
    """Wait for a file, if one is named."""
    mark, size = task
    while mark and not Path(mark).exists():
        time.sleep(0.02)
    return repeat(size)


def wait_or_run_out(task: tuple[str, bytes]) -> bytes:
    if not task[0]:
        raise MemoryError
    return wait_and_repeat((task[0], 0))


def prepare_slowly() -> None:
    time.sleep(0.6)


def tell_alarm_later(file: str) -> None:
    """Write down, when this task is done, in how many seconds the system will end the process; 0.0 for never."""

    def write() -> None:
        Path(file).write_text(str(signal.getitimer(signal.ITIMER_REAL)[0]))

    threading.Timer(0.2, write).start()


def core_bytes(task: object) -> int:
    import resource

    return resource.getrlimit(resource.RLIMIT_CORE)[0]


def count(stop: int, fault: str = "", size: int = 1) -> Iterator[tuple[int, bytes]]:
    """Yield numbers, and end as is asked for before the last one."""
    for number in range(stop):
        if number == stop - 1:
            _end_by(fault)
        yield number, bytes(size)


def _end_by(fault: str) -> None:
    match fault:
        case "sleep":
            time.sleep(100)
        case "backtrack":
            backtrack(50)
        case "memory":
            bytearray(2**30)
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "exit":
            os._exit(3)
        case "raise":
            raise KeyError("odd")


def where(*_: object) -> Iterator[int]:
    yield os.getpid()


def read_file(number: int) -> Iterator[bytes]:
    yield os.read(number, 100)
