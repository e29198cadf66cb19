"""Measure how the time of extractors grows with one dimension of a page, each page in a process of its own."""

from __future__ import annotations

import logging
import math
import statistics
import sys
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import NamedTuple

import cleanpage
from benchmarks.peers import OURS, SYSTEMS
from benchmarks.robustness.child import child
from benchmarks.robustness.dimensions import DIMENSIONS

SIZES = (1.0, 2.0, 4.0, 8.0, 16.0)
"""MB of a page, each twice the one before."""
LIMIT = 60.0
"""Seconds of real time after which a process is ended; larger pages are not tried then."""
MEMORY_BYTES = 8_000_000_000
"""Address space of a process: what needs more fails, and the machine goes on."""
SLOPE_POINTS = 3
"""Largest sizes to which the exponent is fitted: below, what every page costs hides how time grows."""
MAX_EXPONENT = 1.3
"""1 is linear and 2 quadratic; caches that are too small for a page add some tenths."""
MIN_SECONDS = 0.5
"""Time for the largest page up to which an exponent says nothing."""
WARM_PAGE = b"<title>The ferry</title><p>Imports, weights and caches are there before anything is timed.</p>"

NO_LIMITS = "no limits"
MARKDOWN = "+ Markdown"
"""Ways to run ours besides that of its defaults."""


class Case(NamedTuple):
    """How a system got on with a page."""

    seconds: float = math.nan
    """CPU time; NaN if there is no result."""
    trouble: str = ""
    """"> 60" (seconds), the name of an exception, "died", or "–" if it was not tried."""

    def __str__(self) -> str:
        return self.trouble or f"{self.seconds:.2f}"


def measure_dimensions(peers: Sequence[str], dimensions: Iterable[str], sizes: Sequence[float], limit: float) -> int:
    """Print the time of ours and of peers for each dimension and size; return in how many ours fails or isn't linear.

    The exponent is that of time ~ size ** exponent. Ours is run with its defaults and without limits, and Markdown is
    written where the dimension shows in it.
    """
    print(f"seconds of CPU time for a page, ended after {limit:g} s\n")
    print(f"{'dimension':28} {'system':12} " + " ".join([f"{size:>6g} MB" for size in sizes]) + f" {'exponent':>9}")
    problems = 0
    for dimension in dimensions:
        ours = [OURS, NO_LIMITS] + [MARKDOWN] * DIMENSIONS[dimension].markdown
        for system in (*ours, *peers):
            cases = run_sizes(system, dimension, sizes, limit)
            grown = exponent(sizes, cases)
            problems += system in ours and not is_linear(cases, grown)
            cells = " ".join([f"{case!s:>9}" for case in cases])
            print(f"{dimension:28} {system:12} {cells} {'–' if math.isnan(grown) else f'{grown:.2f}':>9}", flush=True)
    return problems


def is_linear(cases: Sequence[Case], exponent: float) -> bool:
    """Return whether there is a result for each size, and the time doesn't grow much faster than the page."""
    if any(case.trouble for case in cases):
        return False
    return not exponent > MAX_EXPONENT or cases[-1].seconds < MIN_SECONDS


def exponent(sizes: Sequence[float], cases: Sequence[Case]) -> float:
    """Return the slope of log time over log size at the largest sizes with a result; NaN with fewer than two."""
    points = [(size, case.seconds) for size, case in zip(sizes, cases, strict=True) if not case.trouble]
    logs = [(math.log(size), math.log(max(seconds, 1e-6))) for size, seconds in points[-SLOPE_POINTS:]]
    if len(logs) < 2:
        return math.nan
    return statistics.linear_regression(*zip(*logs, strict=True)).slope


def run_sizes(system: str, dimension: str, sizes: Sequence[float], limit: float) -> list[Case]:
    """Return how a system gets on with each size; what is larger than one that it failed on is not tried."""
    cases: list[Case] = []
    for size in sizes:
        failed = cases and cases[-1].trouble
        cases.append(Case(trouble="–") if failed else run_case(system, dimension, int(size * 1e6), limit))
    return cases


def run_case(system: str, dimension: str, size: int, limit: float) -> Case:
    """Return how a system gets on with one page, in a process that is killed after `limit` seconds."""
    with child(_run, system, dimension, size) as receiver, suppress(EOFError):
        receiver.recv()  # It is ready: imports and making the page don't count.
        if not receiver.poll(limit):
            return Case(trouble=f"> {limit:g}")
        case: Case = receiver.recv()
        return case
    return Case(trouble="died")


def run(system: str, dump: bytes) -> None:
    """Let ours or another system extract a page."""
    if system == MARKDOWN:
        cleanpage.extract(dump).to_markdown()
    elif system == NO_LIMITS:
        cleanpage.extract(dump, options=cleanpage.Options(max_bytes=None, max_blocks=None))
    else:
        SYSTEMS[system].run(dump, "")


def _run(sender: Connection, system: str, dimension: str, size: int) -> None:
    _limit_memory()
    logging.disable(logging.CRITICAL)
    page = DIMENSIONS[dimension].make(size)
    with suppress(Exception):
        run(system, WARM_PAGE)
    sender.send(None)
    start = time.process_time()
    try:
        run(system, page)
        sender.send(Case(time.process_time() - start))
    except Exception as error:
        sender.send(Case(trouble=type(error).__name__))


def _limit_memory() -> None:
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
