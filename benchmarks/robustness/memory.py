"""Measure memory: whether it stays flat over thousands of pages, and what one large page needs at its peak.

Needs Linux's /proc.
"""

from __future__ import annotations

import gc
import logging
import os
import statistics
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain, islice
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.fingerprint import fingerprint
from benchmarks.pages.corpus import LabelledPage, read_corpus
from benchmarks.peers import OURS
from benchmarks.robustness.child import child
from benchmarks.robustness.dimensions import DIMENSIONS
from benchmarks.robustness.growth import MARKDOWN, NO_LIMITS, WARM_PAGE, run
from benchmarks.speed.timing import peak_memory

FIRST = 500
"""Pages after which memory has to be flat: what is loaded once has been, and large pages have been seen."""
STEP = 1000
"""Pages between two figures from there."""
MAX_GROWTH = 0.1
"""Share of the memory after FIRST pages by which it may be more at the end. The allocator keeps what the largest page
so far needed, and the largest of all comes some time."""
KINDS = (
    "bytes",
    "siblings",
    "links",
    "table cells",
    "lines broken",
    "one line",
    "depth, with text",
    "unclosed tags",
    "JSON-LD, items",
    "dump, lines",
    "dump, short lines",
)
"""Dimensions of the pages whose peak is measured."""
PEAK_MB = 10.0
"""Size of these pages."""
MAX_TIMES = 12.0
"""Memory at the peak as a multiple of the page's size."""

ROOM_MB = 60.0
"""Memory that a page may need besides: a small page can have as many blocks as are read of a large one."""


def measure_flatness(corpora: Sequence[Path], count: int) -> int:
    """Print the resident memory of a process that writes `count` pages in every format; return 1 if it isn't flat.

    The corpora take turns, and each begins again at its end. Beside it stands how many pieces of memory Python itself
    has in use, which tells what is kept from what the allocator doesn't give back.
    """
    figures: list[tuple[int, float]] = []
    # Unpacking the corpora takes more memory than extracting their pages: it is done in this process.
    pages, feeding = Pipe(duplex=False)
    threading.Thread(target=_feed, args=(feeding, corpora, count), daemon=True).start()
    with child(_read_pages, pages, count) as receiver, suppress(EOFError):
        while not figures or figures[-1][0] < count:
            done, megabytes, blocks = receiver.recv()
            figures.append((done, megabytes))
            print(f"{done:6} pages {megabytes:8.1f} MB resident, {blocks:9,} blocks of Python's", flush=True)
    if not figures or figures[-1][0] < count:
        print("the process died")
        return 1
    if len(figures) < 2:
        return 0
    slope = statistics.linear_regression(*zip(*figures, strict=True)).slope
    more = figures[-1][1] / figures[0][1] - 1
    print(f"from {figures[0][0]} to {count} pages: {more:+.1%}, {1e6 * slope:+.0f} bytes a page")
    return int(more > MAX_GROWTH)


def _feed(sender: Connection, corpora: Sequence[Path], count: int) -> None:
    with suppress(BrokenPipeError):
        for page in islice(_in_turn(corpora), count):
            sender.send(page)


def _read_pages(sender: Connection, pages: Connection, count: int) -> None:
    for done in range(1, count + 1):
        fingerprint(pages.recv())
        if done == count or (done >= FIRST and (done - FIRST) % STEP == 0):
            gc.collect()
            sender.send((done, resident_memory() / 1e6, sys.getallocatedblocks()))


def _in_turn(corpora: Iterable[Path]) -> Iterator[LabelledPage]:
    return chain.from_iterable(zip(*map(_again_and_again, corpora), strict=False))


def _again_and_again(corpus: Path) -> Iterator[LabelledPage]:
    while True:
        yield from read_corpus(corpus)


def resident_memory() -> int:
    """Return the bytes of this process that are in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def measure_peaks(kinds: Iterable[str] = KINDS, megabytes: float = PEAK_MB) -> int:
    """Print what pages need at the peak, as multiples of their size; return how many need more than MAX_TIMES.

    Only `extract` with its defaults is held to it. What was there before the page was read doesn't count; the page
    itself does.
    """
    ways = (OURS, MARKDOWN, NO_LIMITS)
    print(f"\npeak memory of a page of {megabytes:g} MB, in times its size\n")
    print(f"{'page':28}" + "".join([f"{way:>12}" for way in ways]))
    problems = 0
    for kind in kinds:
        times = [peak_times(way, kind, int(megabytes * 1e6)) for way in ways]
        problems += not times[0] <= MAX_TIMES
        print(f"{kind:28}" + "".join([f"{one:12.1f}" for one in times]), flush=True)
    return problems


def measure_all_peaks(sizes: Sequence[float], kinds: Iterable[str] = DIMENSIONS) -> int:
    """Print what pages of so many MB need at the peak, as multiples of their size; return how many need too much.

    That is more than MAX_TIMES their size and ROOM_MB, with the defaults.
    """
    print("peak memory of a page, in times its size\n")
    print(f"{'page':28}" + "".join([f"{size:>9g} MB" for size in sizes]))
    problems = 0
    for kind in kinds:
        times = [peak_times(OURS, kind, int(size * 1e6)) for size in sizes]
        too_many = [not one <= MAX_TIMES + ROOM_MB / size for one, size in zip(times, sizes, strict=True)]
        problems += sum(too_many)
        cells = [f"{f'{one:.1f}' + '!' * much:>12}" for one, much in zip(times, too_many, strict=True)]
        print(f"{kind:28}" + "".join(cells), flush=True)
    return problems


def peak_times(system: str, kind: str, size: int) -> float:
    """Return what a page needs at the peak, as a multiple of its size; infinity if its process dies."""
    page = DIMENSIONS[kind].make(size)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page"
        path.write_bytes(page)
        with child(_report_peak, system, path) as receiver, suppress(EOFError):
            more: int = receiver.recv()
            return more / len(page)
    return float("inf")


def _report_peak(sender: Connection, system: str, path: Path) -> None:
    logging.disable(logging.CRITICAL)
    for warm in (WARM_PAGE, b"The ferry\nA text dump has weights of its own.\n"):
        run(system, warm)
    before = peak_memory()
    run(system, path.read_bytes())
    sender.send(peak_memory() - before)
