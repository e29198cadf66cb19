"""Measure what hostile archives cost: time and memory of the command's own process, and of those that it starts.

    python -m benchmarks.robustness readers                    every kind
    python -m benchmarks.robustness readers mail --megabytes 8 the kinds with that in their names

The exit status is 1 if a kind takes more than MAX_SECONDS for 100 kB, or more memory than MAX_TIMES the page and
FREE_MB. Needs Linux's /proc.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
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
"""CPU time for each 100 kB of the file, or for a smaller one, of all processes together, beyond what an empty run takes."""
FREE_MB: Final = 60
MAX_TIMES: Final = 12
"""Memory that the command's own process may take beyond an empty run: so much, and so many times the unpacked size."""
LIMIT_S: Final = 120.0
"""Seconds by the clock after which a run is ended."""


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
    print("CPU seconds and peak MB of the command's process, and of those that work for it, beyond those of one page\n")
    print(f"{'kind':32} {'kB':>8} {'seconds':>8} {'MB':>7} {'workers':>8} {'MB':>7}")
    problems = 0
    for name in names:
        bomb = BOMBS[name]
        data = bomb.make(size)
        cost = run_command(bomb.suffix, data)
        if cost is None or empty is None:
            print(f"{name:32} {len(data) / 1e3:8.1f}   > {LIMIT_S:g}, or it died", flush=True)
            problems += 1
            continue
        seconds, others_s = cost.seconds - empty.seconds, cost.others_s - empty.others_s
        more_mb, others_mb = cost.peak_mb - empty.peak_mb, cost.others_mb - empty.others_mb
        worse = seconds + others_s > MAX_SECONDS * max(1, len(data) / 1e5)
        worse = worse or max(more_mb, others_mb) > FREE_MB + MAX_TIMES * size / 1e6
        problems += worse
        figures = f"{seconds:8.2f} {more_mb:7.1f} {others_s:8.2f} {others_mb:7.1f}"
        print(f"{name:32} {len(data) / 1e3:8.1f} {figures}{'  too much' if worse else ''}", flush=True)
    return problems


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


def peak_mb() -> float:
    """Return the most memory that this process had at a time, whatever was before it in its place."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1e3


def _report(sender: Connection, name: str, output: str) -> None:
    from cleanpage.cli import main as command

    sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115 - the process ends with it
    start = time.process_time()
    command(["extract", name, "-o", output, "--format", "jsonl", "--jobs", "1"])
    seconds = time.process_time() - start
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    sender.send(Cost(seconds, peak_mb(), others.ru_utime + others.ru_stime, others.ru_maxrss / 1e3))
