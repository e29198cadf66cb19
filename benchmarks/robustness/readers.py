"""Measure what hostile archives cost: time and memory of the command's own process, and of those that it starts.

    python -m benchmarks.robustness readers                    every kind
    python -m benchmarks.robustness readers mail --megabytes 8 the kinds with that in their names

The exit status is 1 if a kind takes more time or memory than it may. Needs Linux's /proc.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.robustness.bombs import BOMBS
from benchmarks.robustness.child import child

MEGABYTES: Final = 16.0
"""Size of most files before they are packed."""
MAX_SECONDS: Final = 1.0
PASSING_S: Final = 0.005
"""CPU time of the command's own process for each 100 kB of a file, or for a smaller one, and for each MB unpacked: what
passing a page on takes, with a second process that reads."""
SECONDS_A_MB: Final = 0.5
"""CPU time that the others may take for each MB unpacked besides: what `extract` takes for one line of commas."""
MAX_TIMES: Final = 12
FREE_MB: Final = 60
"""Memory that a process may take: so many times the file unpacked, and so much."""
LIMIT_S: Final = 120.0
"""Seconds by the clock after which a run is ended."""
LOOK_S: Final = 0.02
"""Seconds between two looks at the memory of the others."""


class Cost(NamedTuple):
    """What a run took."""

    seconds: float
    """CPU time of the command's own process."""
    peak_mb: float
    """Most memory that it had at a time."""
    others_s: float
    """CPU time of those that it started."""
    others_mb: float
    """Most memory that one of them had."""

    def __sub__(self, other: Cost) -> Cost:
        """Return what one run took more than another."""
        return Cost(*[mine - others for mine, others in zip(self, other, strict=True)])


def main(argv: Sequence[str]) -> int:
    """Measure the kinds that are named, and return 1 if one takes too much."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kinds", nargs="*", help="parts of the names of kinds")
    parser.add_argument("--megabytes", type=float, default=MEGABYTES, help="size of a file before it is packed")
    args = parser.parse_args(argv)
    names = [name for name in BOMBS if not args.kinds or any(kind in name for kind in args.kinds)]
    return 1 if measure_readers(names, int(args.megabytes * 1e6)) else 0


def measure_readers(names: Sequence[str], size: int) -> int:
    """Print what archives cost; return how many of them cost too much."""
    empty = run_command(".jsonl", b'{"html": "<p>The ferry"}\n')
    assert empty
    print(
        "CPU seconds and peak MB of the command's process and of those that it starts, beyond those of one short page\n"
    )
    print(f"{'kind':32} {'kB':>8} {'MB':>7} {'seconds':>8} {'MB':>7} {'others':>8} {'MB':>7}")
    problems = 0
    for name in names:
        bomb = BOMBS[name]
        data = bomb.make(size)
        cost = run_command(bomb.suffix, data)
        unpacked = bomb.times * size / 1e6
        worse = cost is None or costs_too_much(cost - empty, len(data), unpacked)
        problems += worse
        more = cost - empty if cost else Cost(*[float("inf")] * 4)
        figures = f"{more.seconds:8.2f} {more.peak_mb:7.1f} {more.others_s:8.2f} {more.others_mb:7.1f}"
        print(f"{name:32} {len(data) / 1e3:8.1f} {unpacked:7.1f} {figures}{'  too much' if worse else ''}", flush=True)
    return problems


def costs_too_much(cost: Cost, size: int, unpacked_mb: float) -> bool:
    """Return whether a file of so many bytes that unpacks to so much costs more than it may."""
    seconds = MAX_SECONDS * max(1, size / 1e5)
    memory = FREE_MB + MAX_TIMES * unpacked_mb
    is_slow = cost.seconds > seconds + PASSING_S * unpacked_mb or cost.others_s > seconds + SECONDS_A_MB * unpacked_mb
    return is_slow or max(cost.peak_mb, cost.others_mb) > memory


def run_command(suffix: str, data: bytes) -> Cost | None:
    """Return what the command takes for one file; None if it dies or doesn't end."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"a{suffix}")
        path.write_bytes(data)
        with child(_report, str(path), f"{folder}/out.jsonl") as receiver, suppress(EOFError):
            if receiver.poll(LIMIT_S):
                cost: Cost = receiver.recv()
                return cost
    return None


def peak_mb(process: int | str = "self") -> float:
    """Return the most memory that a process had at a time, whatever was before it in its place; 0 if it has gone."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1e3
    return 0.0


def _report(sender: Connection, name: str, output: str) -> None:
    from cleanpage.cli import main as command

    sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115 - the process ends with it
    peaks = [0.0]
    threading.Thread(target=_watch_others, args=(peaks,), daemon=True).start()
    start = time.process_time()
    command(["extract", name, "-o", output, "--format", "jsonl", "--jobs", "1"])
    seconds = time.process_time() - start
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    sender.send(Cost(seconds, peak_mb(), others.ru_utime + others.ru_stime, max(peaks)))


def _watch_others(peaks: list[float]) -> None:
    """Note the peaks of the processes that this one starts."""
    while True:
        for task in Path("/proc/self/task").iterdir():
            with suppress(OSError):
                peaks[0] = max(peaks[0], *map(peak_mb, (task / "children").read_text().split()), 0.0)
        time.sleep(LOOK_S)
