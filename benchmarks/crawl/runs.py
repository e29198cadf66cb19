"""Run the command over a whole crawl: is every record accounted for, how fast is it, how much memory does it take.

    python -m benchmarks.crawl make FOLDER --records 20000       write an invented crawl, 1 % of it hostile
    python -m benchmarks.crawl run FOLDER                        with one process and with two; check all that comes out
    python -m benchmarks.crawl kill FOLDER --kills 20            kill it again and again, and go on
    python -m benchmarks.crawl make CLEAN --records 2000 --hostile 0
    python -m benchmarks.crawl rates CLEAN                       beside loops of others, on the same archives
    python -m benchmarks.crawl rates --pages CORPUS.jsonl.xz     the same, on real pages

The exit status is 1 if anything is lost, there twice, or not what it should be.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

from benchmarks.crawl.checks import Findings, check_run, compare_folders
from benchmarks.crawl.peers import PEERS
from benchmarks.crawl.synthetic import ARCHIVES, MANIFEST, SEED, Maker, Warc, http_response, warc_record
from benchmarks.environment import describe
from benchmarks.pages.corpus import read_corpus

PACKAGES: Final = ("fastwarc", "resiliparse", "trafilatura", "pyarrow", "zstandard")
SHOWN: Final = 20
"""Problems that are printed of those that are found."""
SAMPLE_S: Final = 0.2
"""Seconds between two looks at the memory."""
MIN_KILL_S: Final = 0.3
KILL_SHARE: Final = 0.25
"""The moment of a kill: from MIN_KILL_S on, which the command needs to read its arguments, up to so much of the time
that a whole run takes. Later runs have less to do, and some would be done before the kill."""
END_S: Final = 75.0
"""Seconds within which the workers of a killed command must have ended: each ends its page first, and has a minute for
it and some seconds more."""


class Timed(NamedTuple):
    """What a command took."""

    seconds: float
    cpu_s: float
    memory: list[tuple[float, int]]
    """Bytes resident in all its processes, at so many seconds."""


# ------------------------------------------------------------------ commands and what they take


def command(inputs: Sequence[Path], output: Path, jobs: int, *options: str) -> list[str]:
    """Return the command that is measured."""
    fixed = ["--format", "jsonl", "--quiet", "--jobs", str(jobs), "-o", f"{output}{os.sep}"]
    return [sys.executable, "-m", "cleanpage", "extract", *map(str, inputs), *fixed, *options]


def environment() -> dict[str, str]:
    """Return the environment in which a child finds the modules that this process finds."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def run_timed(arguments: Sequence[str]) -> Timed:
    """Run a command, whose messages are passed on, and return what it took. Its exit status doesn't matter."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    # The failures of hostile records would bury the figures.
    with tempfile.TemporaryFile() as messages:
        process = subprocess.Popen(arguments, env=environment(), stderr=messages)
        with sampled(process.pid) as memory:
            status = process.wait()
        seconds = time.perf_counter() - start
        if status not in (0, 1):
            messages.seek(0)
            sys.stderr.write(messages.read()[-4000:].decode("utf-8", "replace"))
            raise RuntimeError(f"{' '.join(arguments)} ended with {status}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Timed(seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, memory)


@contextmanager
def sampled(pid: int) -> Iterator[list[tuple[float, int]]]:
    """Give a list that grows by the memory of a process and its descendants while the block runs."""
    samples: list[tuple[float, int]] = []
    done = threading.Event()
    start = time.perf_counter()

    def sample() -> None:
        while not done.wait(SAMPLE_S):
            samples.append((time.perf_counter() - start, sum(map(resident, tree_of(pid)))))

    thread = threading.Thread(target=sample, daemon=True)
    thread.start()
    try:
        yield samples
    finally:
        done.set()
        thread.join()


def tree_of(pid: int) -> list[int]:
    """Return a process and its descendants; those alone that still run."""
    found = [pid]
    for parent in found:
        with suppress(OSError):
            for task in Path(f"/proc/{parent}/task").iterdir():
                with suppress(OSError):
                    found += map(int, (task / "children").read_text().split())
    return found


def resident(pid: int) -> int:
    """Return the bytes of memory that a process has; 0 if there is none."""
    with suppress(OSError, IndexError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize()
    return 0


def inputs_of(folder: Path) -> list[Path]:
    """Return the archives of a crawl."""
    return sorted((folder / ARCHIVES).iterdir())


# ------------------------------------------------------------------ run


def run(folder: Path, jobs: Sequence[int], rounds: int, options: Sequence[str]) -> int:
    """Run the command with numbers of processes in turn, check and print what came out; return the exit status."""
    figures: dict[int, list[tuple[Timed, dict[str, Any]]]] = {count: [] for count in jobs}
    problems = 0
    for _ in range(rounds):
        for count in jobs:
            with tempfile.TemporaryDirectory(dir=folder) as name:
                output, file = Path(name, "output"), Path(name, "statistics.json")
                timed = run_timed(command([folder / ARCHIVES], output, count, "--stats", str(file), *options))
                found = json.loads(file.read_text(encoding="utf-8"))
                problems += print_findings(f"jobs {count}", check_run(folder, output, found))
                figures[count].append((timed, found))
    print(f"\n{'jobs':>4} {'seconds':>8} {'pages/s':>8} {'MB/s':>7} {'CPU s':>8} {'peak MB':>8}  median, peak MB")
    best: dict[int, float] = {}
    for count, runs in figures.items():
        for timed, found in runs:
            size, pages = found["bytes"] / 1e6, found["pages"]
            halves = " → ".join(f"{median:.0f} {peak:.0f}" for median, peak in halves_of(timed.memory))
            peak = max((size for _, size in timed.memory), default=0) / 1e6
            print(
                f"{count:4} {timed.seconds:8.1f} {pages / timed.seconds:8.1f} {size / timed.seconds:7.1f} "
                f"{timed.cpu_s:8.1f} {peak:8.0f}  {halves}"
            )
        best[count] = min(timed.seconds for timed, _ in runs)
    if len(best) > 1:
        fewest, *others = best
        print(
            "\n" + "\n".join(f"{n} processes: {best[fewest] / best[n]:.2f} times as fast as {fewest}" for n in others)
        )
    return 1 if problems else 0


def halves_of(memory: Sequence[tuple[float, int]]) -> list[tuple[float, float]]:
    """Return the median and the peak in MB of the first half of the time and of the second."""
    middle = memory[-1][0] / 2 if memory else 0.0
    halves = [size / 1e6 for at, size in memory if at <= middle], [size / 1e6 for at, size in memory if at > middle]
    return [(statistics.median(half), max(half)) for half in halves if half]


def print_findings(title: str, findings: Findings) -> int:
    """Print what was found out about a run, and return the number of problems."""
    counts = ", ".join(f"{count} {fate}" for fate, count in sorted(findings.counts.items()))
    print(f"{title}: {findings.counts.total()} records as they should be ({counts}), {len(findings.problems)} problems")
    for problem in findings.problems[:SHOWN]:
        print(f"  {problem}", file=sys.stderr)
    sys.stdout.flush()
    return len(findings.problems)


# ------------------------------------------------------------------ kill


def kill(folder: Path, kills: int, jobs: int, seed: int, options: Sequence[str]) -> int:
    """Kill the command at random moments and go on each time; compare with an undisturbed run."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(dir=folder) as name:
        whole, broken, file = Path(name, "whole"), Path(name, "broken"), Path(name, "statistics.json")
        seconds = run_timed(command([folder / ARCHIVES], whole, jobs, *options)).seconds
        print(f"an undisturbed run takes {seconds:.1f} s")
        problems = print_findings("undisturbed", check_run(folder, whole, None))
        arguments = command([folder / ARCHIVES], broken, jobs, "--resume", "--stats", str(file), *options)
        done = rounds = 0
        left: list[int] = []
        while done < kills:
            after_s = chance.uniform(MIN_KILL_S, max(KILL_SHARE * seconds, 2 * MIN_KILL_S))
            killed, workers = start_and_kill(arguments, after_s)
            done += killed
            left += workers
            there = len(list(broken.glob("*.jsonl")))
            note = f"killed after {after_s:.1f} s" if killed else "done before it could be killed"
            print(f"{done:3} {note}, {there} outputs there", flush=True)
            if not killed and done < kills:
                problems += _compare(folder, whole, broken, None)
                shutil.rmtree(broken)
                rounds += 1
        timed = run_timed(arguments)
        print(f"the last run took {timed.seconds:.1f} s; {rounds} were done before, and begun anew")
        if outlived := still_there(left, END_S):
            print(f"{len(outlived)} workers outlived the command: {outlived}")
            problems += 1
        problems += _compare(folder, whole, broken, json.loads(file.read_text(encoding="utf-8")))
    return 1 if problems else 0


def _compare(folder: Path, whole: Path, broken: Path, found: dict[str, Any] | None) -> int:
    findings = check_run(folder, broken, found)
    findings.problems += compare_folders(whole, broken)
    return print_findings("after the kills", findings)


def start_and_kill(arguments: Sequence[str], after_s: float) -> tuple[bool, list[int]]:
    """Start a command, kill its first process after a while, and return if it had to be and which others there were."""
    with tempfile.TemporaryFile() as messages:
        process = subprocess.Popen(arguments, env=environment(), stderr=messages)
        try:
            process.wait(after_s)
        except subprocess.TimeoutExpired:
            others = tree_of(process.pid)[1:]
            process.send_signal(signal.SIGKILL)
            process.wait()
            return True, others
        if process.returncode not in (0, 1):
            messages.seek(0)
            raise RuntimeError(messages.read()[-4000:].decode("utf-8", "replace"))
        return False, []


def still_there(pids: Sequence[int], seconds: float) -> list[int]:
    """Return which workers are left after so many seconds, or as soon as none is."""
    end_s = time.monotonic() + seconds
    while (left := [pid for pid in pids if is_worker(pid)]) and time.monotonic() < end_s:
        time.sleep(0.05)
    return left


def is_worker(pid: int) -> bool:
    """Return whether a process is a worker of the command, and no other that got its number after it."""
    with suppress(OSError):
        return b"cleanpage.crawl.pool.worker" in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False


# ------------------------------------------------------------------ rates


def rates(folder: Path, rounds: int, peers: Sequence[str]) -> int:
    """Print how many pages a second the command does, and loops around other extractors, on the same archives."""
    archives = [path for path in inputs_of(folder) if path.name.endswith(".warc.gz")]
    best: dict[str, Timed] = {}
    pages: dict[str, int] = {}
    size = 0
    for _ in range(rounds):
        for name in (*_OURS, *peers):
            with tempfile.TemporaryDirectory(dir=folder) as place:
                output, file = Path(place, "output"), Path(place, "statistics.json")
                if name in _OURS:
                    timed = run_timed(command(archives, output, *_OURS[name], "--stats", str(file)))
                    found = json.loads(file.read_text(encoding="utf-8"))
                    size = found["bytes"]
                else:
                    loop = [sys.executable, "-m", "benchmarks.crawl.peers", name, str(output)]
                    timed = run_timed([*loop, "--stats", str(file), *map(str, archives)])
                    found = json.loads(file.read_text(encoding="utf-8"))
            pages[name] = found["pages"]
            if name not in best or timed.seconds < best[name].seconds:
                best[name] = timed
    print(f"{size / 1e6:.0f} MB of pages in {len(archives)} WARC files, best of {rounds} rounds")
    print(f"\n{'':36} {'pages':>6} {'seconds':>8} {'pages/s':>8} {'CPU s':>8} {'peak MB':>8}")
    for name, timed in best.items():
        peak = max((memory for _, memory in timed.memory), default=0) / 1e6
        rate = pages[name] / timed.seconds
        print(f"{name:36} {pages[name]:6} {timed.seconds:8.1f} {rate:8.1f} {timed.cpu_s:8.1f} {peak:8.0f}")
    print()
    for system in _OURS:
        for peer in peers:
            times = (pages[system] / best[system].seconds) / (pages[peer] / best[peer].seconds)
            cpu = (pages[system] / best[system].cpu_s) / (pages[peer] / best[peer].cpu_s)
            print(f"{system}: {times:.2f} times the pages a second of {peer}, {cpu:.2f} times those of CPU time")
    return 0


_OURS: Final[dict[str, tuple[Any, ...]]] = {
    "cleanpage, one process": (1, "--deadline", "0", "--memory", "0"),
    "cleanpage --jobs 1": (1,),
    "cleanpage --jobs 2": (2,),
}
"""The command as it is measured: everything in one process, as the loops of the others are, and with its workers."""


def write_pages(corpus: Path, folder: Path, count: int) -> None:
    """Write an evenly spread sample of the pages of a labelled corpus as one WARC file."""
    total = sum(1 for _ in read_corpus(corpus))
    step = max(total // count, 1) if count else 1
    (folder / ARCHIVES).mkdir(parents=True)
    with (folder / ARCHIVES / "pages.warc.gz").open("wb") as stream:
        warc = Warc("pages.warc.gz", stream, [])
        for number, page in enumerate(read_corpus(corpus)):
            if number % step:
                continue
            dump = page.dump if isinstance(page.dump, bytes) else page.dump.encode("utf-8", "replace")
            # Real servers' charsets are not known any more; without one, who reads must look at the page.
            block = http_response(dump, "Content-Type: text/html")
            url = page.url or f"https://page{number}.example/"
            record = warc_record("response", url, "application/http; msgtype=response", block, number=number)
            warc.add(record, "page", "page", url=page.url)


# ------------------------------------------------------------------ arguments


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the first argument says."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crawl", description=(__doc__ or "").split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    add: Callable[[str], argparse.ArgumentParser] = lambda name: commands.add_parser(name)  # noqa: E731
    making = add("make")
    making.add_argument("folder", type=Path, help="must not be there yet")
    making.add_argument("--records", type=int, default=20_000)
    making.add_argument("--hostile", type=float, default=0.01, help="share of the records")
    running = add("run")
    running.add_argument("folder", type=Path)
    running.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    running.add_argument("--rounds", type=int, default=1)
    killing = add("kill")
    killing.add_argument("folder", type=Path)
    killing.add_argument("--kills", type=int, default=20)
    killing.add_argument("--jobs", type=int, default=2)
    killing.add_argument("--seed", type=int, default=SEED)
    rating = add("rates")
    rating.add_argument("folder", type=Path, nargs="?", help="a crawl without hostile records")
    rating.add_argument("--pages", type=Path, help="a labelled .jsonl.xz instead")
    rating.add_argument("--count", type=int, default=400, help="pages to take from it; 0 for all")
    rating.add_argument("--rounds", type=int, default=1)
    rating.add_argument("--against", nargs="*", choices=tuple(PEERS), default=tuple(PEERS))
    arguments, options = parser.parse_known_args(argv)
    if options and arguments.command not in ("run", "kill"):
        parser.error(f"unknown arguments: {' '.join(options)}")
    if arguments.command == "make":
        if arguments.folder.exists():
            parser.error(f"{arguments.folder} is there already")
        Maker(arguments.folder, arguments.records, arguments.hostile).make()
        print_crawl(arguments.folder)
        return 0
    print(describe(PACKAGES), end="\n\n", flush=True)
    if arguments.command == "run":
        return run(arguments.folder, arguments.jobs, arguments.rounds, options)
    if arguments.command == "kill":
        return kill(arguments.folder, arguments.kills, arguments.jobs, arguments.seed, options)
    if not arguments.pages:
        if not arguments.folder:
            parser.error("name the folder of a crawl, or --pages")
        return rates(arguments.folder, arguments.rounds, arguments.against)
    with tempfile.TemporaryDirectory() as name:
        write_pages(arguments.pages, Path(name), arguments.count)
        return rates(Path(name), arguments.rounds, arguments.against)


def print_crawl(folder: Path) -> None:
    """Print the files of a crawl with their sizes."""
    with (folder / MANIFEST).open(encoding="utf-8") as lines:
        files = [json.loads(line)["file"] for line in lines]
    for path in inputs_of(folder):
        print(f"{path.name:20} {files.count(path.name):6} records {path.stat().st_size / 1e6:8.1f} MB")


if __name__ == "__main__":
    raise SystemExit(main())
