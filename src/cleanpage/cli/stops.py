"""Signals that ask the command to end: it tidies up first, and ends with the status that a shell has for them.

Where a signal is ignored it stays ignored, as under nohup, and a handler of somebody else stays in place.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Final

SIGNALS: Final = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))

EXIT_SIGNAL: Final = 128
"""What a shell adds to the number of a signal."""


class Stopped(KeyboardInterrupt):
    """A signal has come; raised wherever the main thread is, as Ctrl-C is."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class Stops:
    """Which signal has come."""

    def __init__(self) -> None:
        self._number = 0

    def hear(self, number: int, frame: FrameType | None) -> None:
        """Stop what is being done. Further signals don't disturb that."""
        if not self._number:
            self._number = number
            raise Stopped(number)

    def check(self) -> None:
        """Stop if a signal has come. What it raised can get lost, as in a destructor."""
        if self._number:
            raise Stopped(self._number)


@contextmanager
def heard() -> Iterator[Stops]:
    """Have signals that would end the process raise Stopped while the block runs."""
    stops = Stops()
    before: dict[int, Callable[[int, FrameType | None], Any] | int] = {}
    if threading.current_thread() is threading.main_thread():
        for number in SIGNALS:
            handler = signal.getsignal(number)
            if handler in (signal.SIG_DFL, signal.default_int_handler):
                before[number] = handler
                signal.signal(number, stops.hear)
    try:
        yield stops
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def status_of(stop: KeyboardInterrupt) -> int:
    """Return the exit status of a command that a signal has ended."""
    return EXIT_SIGNAL + (stop.number if isinstance(stop, Stopped) else signal.SIGINT)
