"""Measure the time and memory that `cleanpage.extract` takes, beside other extractors.

    python -m benchmarks.speed                              on the fixtures
    python -m benchmarks.speed CORPUS.jsonl.xz --pages 150
    python -m benchmarks.speed --parts import growth

Times are CPU times. All systems take turns page by page and round by round, and the least of the rounds
counts for each page: what else the machine does only adds time.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.environment import describe
from benchmarks.pages.corpus import read_corpus
from benchmarks.pages.fixtures import read_fixtures
from benchmarks.peers import OURS, SYSTEMS, installed
from benchmarks.speed.shapes import SHAPES
from cleanpage.decode import decode
from cleanpage.formats import serialize
from cleanpage.measure import measure
from cleanpage.metadata import read_metadata
from cleanpage.score import load_weights, score
from cleanpage.select import select
from cleanpage.tokenize import tokenize

SEED = 20240426
PARTS = ("pages", "memory", "import", "growth")
IMPORTS = 15
"""Child processes for each median."""
SIZES = tuple(10_000 * 2**power for power in range(10))
"""10 kB to 5 MB."""
MIN_SLOPE_BYTES = 160_000
"""Size from which growth is fitted: below it, what every page costs hides how time grows."""
MAX_SECONDS = 5.0
"""Time of one page after which a shape isn't doubled any further."""

Sample = tuple[bytes, str]
"""A page's bytes and address."""

Timer = Callable[[Sample], Iterable[tuple[str, float]]]
"""Runs something on a page and gives the CPU time in seconds of each of its named parts."""


def read_pages(path: Path | None, count: int) -> tuple[list[Sample], bool]:
    """Return a sample of the pages of a corpus, or the fixtures, and whether they are text dumps."""
    if path is None:
        return [(page.dump, page.url) for page in read_fixtures() if page.format == "html"][:count], False
    chosen: list[Sample] = []
    generator = random.Random(SEED)
    texts = False
    for seen, page in enumerate(read_corpus(path)):
        # Reservoir sampling: corpora are larger than memory, and their lines sorted by site.
        index = len(chosen) if len(chosen) < count else generator.randrange(seen + 1)
        if index < count:
            dump = page.dump if isinstance(page.dump, bytes) else page.dump.encode("utf-8", "replace")
            chosen[index : index + 1] = [(dump, page.url)]
        texts = page.format == "text"
    return chosen, texts


# ------------------------------------------------------------------ time on pages


def measure_pages(pages: Sequence[Sample], systems: Sequence[str], rounds: int) -> None:
    """Print the time that systems take for the pages, and that each of our stages takes."""
    stages = least_times(pages, [*map(time_of, systems), time_stages], rounds)
    whole = {name: stages.pop(name) for name in systems}
    size = sum(len(dump) for dump, _ in pages)
    print(f"{len(pages)} pages, {size / len(pages) / 1000:.0f} kB each on average, least of {rounds} rounds")
    print(f"\n{'ms a page':18} {'mean':>8} {'p50':>8} {'p95':>8} {'MB/s':>7}")
    for name in systems:
        _print_times(name, whole[name], size)
    print("\nour stages")
    for stage, times in stages.items():
        _print_times(stage, times, size)
    rest = [time_ - sum(stage[i] for stage in stages.values()) for i, time_ in enumerate(whole[OURS])]
    _print_times("rest", rest, size)
    ours = sum(whole[OURS])
    print()
    for name in systems:
        if name != OURS:
            print(f"{OURS} takes {ours / sum(whole[name]):.2f} times as long as {name}")


def least_times(pages: Sequence[Sample], timers: Sequence[Timer], rounds: int) -> dict[str, list[float]]:
    """Return the least CPU time, in seconds, that each part of the timers took for each page in all rounds."""
    least: dict[str, list[float]] = {}
    for timer in timers:
        list(timer(pages[0]))  # its imports
    for turn in range(rounds):
        # Nobody always comes first, when the page isn't in the processor's cache yet.
        order = [timers[(turn + place) % len(timers)] for place in range(len(timers))]
        for index, page in enumerate(pages):
            for timer in order:
                for part, seconds in timer(page):
                    times = least.setdefault(part, [math.inf] * len(pages))
                    times[index] = min(times[index], seconds)
    return least


def time_of(name: str) -> Timer:
    """Return what times a system as a whole, under its name."""

    def run(page: Sample) -> Iterator[tuple[str, float]]:
        start = time.process_time()
        _run(name, page)
        yield name, time.process_time() - start

    return run


def _run(name: str, page: Sample) -> None:
    try:
        SYSTEMS[name].run(*page)
    except Exception as error:  # a peer's trouble is its quality, not its speed
        print(f"{name}: {type(error).__name__}", file=sys.stderr)


def time_stages(page: Sample) -> Iterator[tuple[str, float]]:
    """Yield each stage of `cleanpage.pipeline` with its time, in their order."""
    dump, url = page
    clock = time.process_time
    start = clock()
    decoded = decode(dump)
    yield "decode", clock() - start
    start = clock()
    document = tokenize(decoded)
    yield "tokenize", clock() - start
    start = clock()
    measured = measure(document, load_weights(document.format).tokens)
    yield "measure", clock() - start
    start = clock()
    scored = score(measured)
    yield "score", clock() - start
    start = clock()
    selected = select(scored)
    yield "select", clock() - start
    start = clock()
    read_metadata(
        document,
        url=url or None,
        language=measured.language,
        kept=selected.kept,
        cues=measured.cues,
        words=measured.words,
    )
    yield "metadata", clock() - start
    start = clock()
    serialize(selected)
    yield "serialize", clock() - start


def _print_times(name: str, seconds: Sequence[float], size: int) -> None:
    ms = sorted(1000 * value for value in seconds)
    p95 = ms[min(len(ms) - 1, int(0.95 * len(ms)))]
    total = sum(seconds)
    # What is left between two measurements can be nothing, or less.
    rate = f"{size / 1e6 / total:7.1f}" if total > 0 else f"{'–':>7}"
    print(f"{name:18} {statistics.fmean(ms):8.2f} {statistics.median(ms):8.2f} {p95:8.2f} {rate}")


# ------------------------------------------------------------------ memory


def measure_memory(pages: Sequence[Sample], systems: Sequence[str]) -> None:
    """Print the peak memory of a fresh process for each system before and after it reads all pages.

    What is there before includes this script and the pages; what is more is the extractor's need.
    """
    print(f"\n{'peak memory, MB':18} {'before':>8} {'peak':>8} {'more':>8}")
    context = multiprocessing.get_context("spawn")
    for name in systems:
        receiver, sender = context.Pipe(duplex=False)
        child = context.Process(target=_report_memory, args=(name, pages, sender))
        child.start()
        try:
            before, peak = receiver.recv()
        except EOFError:
            print(f"{name:18} died")
            continue
        finally:
            sender.close()
            child.join()
        print(f"{name:18} {before / 1e6:8.0f} {peak / 1e6:8.0f} {(peak - before) / 1e6:8.0f}")


def _report_memory(name: str, pages: Sequence[Sample], sender: Connection) -> None:
    _run(name, (b"<p>Its imports and its weights.", ""))
    before = peak_memory()
    for page in pages:
        _run(name, page)
    sender.send((before, peak_memory()))


def peak_memory() -> int:
    """Return the peak resident memory of this process in bytes."""
    status = Path("/proc/self/status")
    if status.exists():
        # ru_maxrss would begin with the peak of the process that started this one.
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


# ------------------------------------------------------------------ import and growth


def measure_import(modules: Iterable[str]) -> None:
    """Print the wall time of a child process that imports a module, over one that imports nothing."""
    names = ["", *modules]
    times: dict[str, list[float]] = {name: [] for name in names}
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path[1:])}
    for _ in range(IMPORTS):
        for name in names:
            command = [sys.executable, "-c", f"import {name}" if name else "pass"]
            start = time.perf_counter()
            subprocess.run(command, check=True, env=environment)
            times[name].append(1000 * (time.perf_counter() - start))
    bare = statistics.median(times[""])
    print(f"\nimport, median of {IMPORTS} processes; a bare interpreter takes {bare:.0f} ms")
    for name in names[1:]:
        print(f"{name:18} {statistics.median(times[name]) - bare:+8.1f} ms")


def measure_growth(shapes: Iterable[str]) -> None:
    """Print how the time grows with the size of a page, by its shape: t ~ size ** exponent."""
    run = SYSTEMS[OURS].run
    run(SHAPES["paragraphs"](SIZES[0]), "")
    run(SHAPES["text dump"](SIZES[0]), "")
    print(f"\n{'growth':18} {'exponent':>8} {'largest':>9} {'ms':>8} {'MB/s':>7}  {'slowest MB/s':>12}")
    for shape in shapes:
        points: list[tuple[int, float]] = []
        for size in SIZES:
            page = SHAPES[shape](size)
            points.append((len(page), _least_seconds(partial(run, page, ""))))
            if points[-1][1] > MAX_SECONDS:
                break
        largest, seconds = points[-1]
        # A limit that sets in at some size leaves the worst case below it, where no slope shows it.
        slowest = min(points, key=lambda point: point[0] / point[1])
        rate, at = slowest[0] / 1e6 / slowest[1], slowest[0] / 1e6
        note = "" if len(points) == len(SIZES) else f", stopped over {MAX_SECONDS:.0f} s"
        print(
            f"{shape:18} {slope(points):8.2f} {largest / 1e6:6.2f} MB {1000 * seconds:8.0f} "
            f"{largest / 1e6 / seconds:7.1f}  {rate:12.2f} at {at:.2f} MB{note}"
        )


def _least_seconds(call: Callable[[], object]) -> float:
    """Return the least CPU time of three calls, or of one where it takes over a second."""
    best = math.inf
    for _ in range(3):
        start = time.process_time()
        call()
        best = min(best, time.process_time() - start)
        if best > 1:
            break
    return best


def slope(points: Sequence[tuple[int, float]]) -> float:
    """Return the exponent of growth: the slope of log time over log size, from MIN_SLOPE_BYTES."""
    large = [(size, seconds) for size, seconds in points if size >= MIN_SLOPE_BYTES]
    logs = [(math.log(size), math.log(max(seconds, 1e-9))) for size, seconds in large]
    if len(logs) < 2:
        return math.nan
    return statistics.linear_regression(*zip(*logs, strict=True)).slope


def main(argv: Sequence[str] | None = None) -> int:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpus", type=Path, nargs="?", help="labelled .jsonl.xz; else the fixtures")
    parser.add_argument("--pages", type=int, default=150, help="pages to sample from the corpus")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--against", default="resiliparse,trafilatura,trafilatura-metadata,turbohtml", help="comma-divided"
    )
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    arguments = parser.parse_args(argv)
    pages, texts = read_pages(arguments.corpus, arguments.pages)
    peers = [] if texts else list(filter(None, arguments.against.split(",")))
    try:
        systems = installed([OURS, *peers])
    except ValueError as error:
        parser.error(str(error))
    if "pages" in arguments.parts:
        measure_pages(pages, systems, arguments.rounds)
    if "memory" in arguments.parts:
        measure_memory(pages, systems)
    if "import" in arguments.parts:
        measure_import([SYSTEMS[name].module for name in systems])
    if "growth" in arguments.parts:
        measure_growth(SHAPES)
    print(f"\n{describe(SYSTEMS[name].package for name in systems if name != OURS)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
