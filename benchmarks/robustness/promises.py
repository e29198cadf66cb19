"""Look for what must never happen: an exception, a result that differs, time or memory that grows with more than the page.

    python -m benchmarks.robustness promises CORPORA/*.jsonl.xz
    python -m benchmarks.robustness promises --threads 16 CORPORA/*.jsonl.xz
    python -m benchmarks.robustness promises --memory 10000 CORPORA/*.jsonl.xz
    python -m benchmarks.robustness promises --dimensions
    python -m benchmarks.robustness promises --peaks 1 10

Each page of the corpora is extracted as bytes, again as bytes, and as text, and written in every format. Counted are
exceptions, formats that differ between the two runs, labels that differ between bytes and text, TEI that is no XML, and
pages that the guard before the parser changes, of which there should be none either; beside them stands the share of
the time that the guard takes. `--threads`, `--memory`, `--dimensions` and `--peaks` are measured instead:

- so many threads at once extract a sample of pages, and every format is compared with what one thread makes;
- one process extracts so many pages, and large pages of some kinds have one each (`memory`);
- pages that are large in one dimension alone are extracted by us and others, each in a process of its own (`growth`);
- the same pages, of so many MB each, and the memory that they need at the peak (`memory`).

Exits 1 if anything is wrong.
"""  # noqa: E501 - the first line is a title

from __future__ import annotations

import argparse
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import cleanpage
from benchmarks.environment import describe
from benchmarks.fingerprint import extract, fingerprint, formats
from benchmarks.pages.corpus import LabelledPage, read_corpus
from benchmarks.peers import SYSTEMS, installed
from benchmarks.robustness.dimensions import DIMENSIONS
from benchmarks.robustness.growth import LIMIT, SIZES, measure_dimensions
from benchmarks.robustness.memory import measure_all_peaks, measure_flatness, measure_peaks
from cleanpage.blocks import Dump
from cleanpage.decode import decode
from cleanpage.page import Page
from cleanpage.tokenize.html.source.parser_guard import guard

CHUNK = 16
"""Pages handed to a process at a time."""
THREAD_PAGES = 1000
"""Pages that threads extract."""
SEED = 20240426
EXCEPTION, DIFFERS, LABELS, NO_XML, CUT = "exception", "differs", "labels", "no XML", "cut"
COUNTED = (EXCEPTION, DIFFERS, LABELS, NO_XML, CUT)


class Outcome(NamedTuple):
    """What was found on one page."""

    id: str
    problems: tuple[tuple[str, str], ...] = ()
    """(one of COUNTED, details)."""
    guard_seconds: float = 0.0
    seconds: float = 0.0
    """CPU time of `extract`, with the guard."""


def check(page: LabelledPage) -> Outcome:
    """Return what is wrong with a page."""
    try:
        return _check(page)
    except Exception as error:  # that it is raised is what is looked for
        return Outcome(page.id, ((EXCEPTION, repr(error)),))


def _check(page: LabelledPage) -> Outcome:
    start = time.process_time()
    first = extract(page)
    seconds = time.process_time() - start
    problems: list[tuple[str, str]] = []
    written = formats(first)
    if written != formats(extract(page)):
        problems.append((DIFFERS, "two runs differ"))
    dump = decode(page.dump)
    other = dump.text if isinstance(page.dump, bytes) else page.dump.encode("utf-8", "replace")
    if _labels(first) != _labels(cleanpage.extract(other, url=page.url or None, input_format=first.format)):
        problems.append((LABELS, "bytes and text differ"))
    try:
        ElementTree.fromstring(written[-1])
    except ElementTree.ParseError as error:
        problems.append((NO_XML, str(error)))
    if first.format == "text":
        return Outcome(page.id, tuple(problems), seconds=seconds)
    is_cut, guard_seconds = _try_guard(dump)
    if is_cut:
        problems.append((CUT, "the guard changes it"))
    return Outcome(page.id, tuple(problems), guard_seconds, seconds)


def _labels(page: Page) -> list[tuple[str, str]]:
    return [(block.text, block.label) for block in page.blocks]


def _try_guard(dump: Dump) -> tuple[bool, float]:
    source = dump.utf8 or dump.text.encode("utf-8", "replace")
    start = time.process_time()
    guarded = guard(source)
    return guarded != source, time.process_time() - start


def check_corpora(corpora: Sequence[Path], pool: Executor) -> int:
    """Check all pages of the corpora, print a line for each corpus and return the number of problems."""
    print(f"{'corpus':26} {'pages':>6}" + "".join([f"{kind:>11}" for kind in COUNTED]) + f"{'guard':>9}")
    problems = 0
    for path in corpora:
        counts: Counter[str] = Counter()
        guard_seconds = seconds = 0.0
        for outcome in pool.map(check, read_corpus(path), chunksize=CHUNK):
            counts["pages"] += 1
            guard_seconds += outcome.guard_seconds
            seconds += outcome.seconds
            for kind, details in outcome.problems:
                counts[kind] += 1
                print(f"{path.name} {outcome.id}: {kind}: {details}", file=sys.stderr, flush=True)
        problems += sum(counts[kind] for kind in COUNTED)
        cells = "".join([f"{counts[kind]:11}" for kind in COUNTED])
        share = f"{guard_seconds / seconds:9.2%}" if guard_seconds else f"{'–':>9}"
        print(f"{path.name.partition('.')[0]:26} {counts['pages']:6}{cells}{share}", flush=True)
    return problems


def check_threads(corpora: Sequence[Path], threads: int, count: int = THREAD_PAGES) -> int:
    """Compare what threads find, all at once, with what one finds; print it and return the number of differences."""
    pages = list(chain.from_iterable(map(read_corpus, corpora)))
    pages = random.Random(SEED).sample(pages, min(count, len(pages)))
    start = time.perf_counter()
    alone = [fingerprint(page) for page in pages]
    middle = time.perf_counter()
    threads = min(threads, len(pages))
    together = threading.Barrier(threads)
    with ThreadPoolExecutor(threads, initializer=together.wait) as pool:
        found = list(pool.map(fingerprint, pages))
    differing = [page.id for page, one, other in zip(pages, alone, found, strict=True) if one != other]
    for id in differing:
        print(f"{id}: {threads} threads differ from one", file=sys.stderr)
    print(
        f"{len(pages)} pages by {threads} threads at once: {len(differing)} differ from one thread's; "
        f"{middle - start:.1f} s by one, {time.perf_counter() - middle:.1f} s by all"
    )
    return len(differing)


def main(argv: Sequence[str] | None = None) -> int:
    """Check what was asked for and print it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpora", nargs="*", type=Path, help=".jsonl.xz files")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--threads", type=int, help="extract pages by so many threads at once")
    parser.add_argument("--memory", type=int, metavar="PAGES", help="extract so many pages in one process")
    parser.add_argument("--dimensions", nargs="*", metavar="NAME", help="measure growth, in all dimensions or these")
    parser.add_argument("--peaks", type=float, nargs="+", metavar="MB", help="memory of pages of all dimensions")
    parser.add_argument("--sizes", type=float, nargs="+", default=SIZES, help="MB")
    parser.add_argument("--limit", type=float, default=LIMIT, help="seconds for a page")
    parser.add_argument("--against", default="resiliparse,trafilatura,turbohtml", help="comma-divided")
    arguments = parser.parse_args(argv)
    if not arguments.corpora and (
        not (arguments.dimensions is not None or arguments.peaks) or arguments.threads or arguments.memory
    ):
        parser.error("name corpora; only --dimensions and --peaks need none")
    if unknown := set(arguments.dimensions or ()) - set(DIMENSIONS):
        parser.error(f"unknown dimension {', '.join(sorted(unknown))}; there are {', '.join(DIMENSIONS)}")
    peers: list[str] = []
    problems = 0
    if arguments.dimensions is not None and not arguments.peaks:
        try:
            peers = installed([*filter(None, arguments.against.split(","))])
        except ValueError as error:
            parser.error(str(error))
        names = arguments.dimensions or DIMENSIONS
        problems += measure_dimensions(peers, names, arguments.sizes, arguments.limit)
    if arguments.threads:
        problems += check_threads(arguments.corpora, arguments.threads)
    if arguments.memory:
        problems += measure_flatness(arguments.corpora, arguments.memory) + measure_peaks()
    if arguments.peaks:
        problems += measure_all_peaks(arguments.peaks, arguments.dimensions or DIMENSIONS)
    if arguments.dimensions is None and not arguments.threads and not arguments.memory and not arguments.peaks:
        with ProcessPoolExecutor(arguments.jobs) as pool:
            problems += check_corpora(arguments.corpora, pool)
    print(f"\n{describe(SYSTEMS[name].package for name in peers)}")
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
