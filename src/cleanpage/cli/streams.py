"""Standard streams that are closed, full or have lost who reads them.

Python has None for a stream that was closed when the process began, which `print` takes for standard output.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Final

from cleanpage.crawl.pool import hold_descriptors

NAMES: Final = {0: ("/dev/stdin", "stdin"), 1: ("/dev/stdout", "stdout"), 2: ("/dev/stderr", "stderr")}
"""By number, the file that stands for a standard stream, and its name in `sys`."""


def hold_streams() -> None:
    """Take care that what is written to a standard stream that is closed goes nowhere, and into no other file."""
    hold_descriptors()
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - for as long as the process lives


def closed_stream(file: str) -> str:
    """Return the name of the standard stream that a file stands for, if that is closed; else nothing.

    It can be opened nevertheless, as what stands in for it.
    """
    path = os.path.abspath(file)  # noqa: PTH100 - links are not followed
    for number, (usual, name) in NAMES.items():
        named = path in (usual, f"/dev/fd/{number}", f"/proc/self/fd/{number}", f"/proc/{os.getpid()}/fd/{number}")
        if named and getattr(sys, f"__{name}__") is None:
            return f"standard {'input' if number == 0 else 'output' if number == 1 else 'error'}"
    return ""


def forget_unwritten() -> None:
    """Turn streams that can't be written to away from where they go: the interpreter tries once more when it ends."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            _forget(stream)


def _forget(stream: IO[Any]) -> None:
    with suppress(OSError, ValueError), Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), stream.fileno())
