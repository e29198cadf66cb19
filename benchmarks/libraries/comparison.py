"""What a comparison is made of: libraries that may be missing, answers with their times, pages, tables."""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from benchmarks.environment import describe, version_of
from benchmarks.pages.corpus import LabelledPage, read_corpus

Input = TypeVar("Input")
Output = TypeVar("Output")


class Timed(NamedTuple):
    """What a function gave for one input, and how long it took."""

    value: Any
    """None if it raised something."""
    error: str
    """Name of the exception; "" for none."""
    seconds: float


def timed(function: Callable[[Input], Output], argument: Input, rounds: int = 1) -> Timed:
    """Return the answer to one input and the least of `rounds` times; an exception is an answer too."""
    value: Output | None = None
    error = ""
    best = float("inf")
    for _ in range(rounds):
        began = time.perf_counter()
        try:
            value = function(argument)
        except Exception as problem:
            value, error = None, type(problem).__name__
        best = min(best, time.perf_counter() - began)
    return Timed(value, error, best)


def median_ms(times: Iterable[Timed]) -> float:
    """Return the median time in milliseconds; 0 for no times."""
    seconds = [one.seconds for one in times]
    return statistics.median(seconds) * 1000 if seconds else 0.0


def optional(module: str) -> Any:
    """Return a module, or None if its library isn't installed."""
    return import_module(module) if is_installed(module) else None


def is_installed(module: str) -> bool:
    """Say whether a module can be imported; of a dotted name the first part counts."""
    return find_spec(module.partition(".")[0]) is not None


def installed(systems: Mapping[str, tuple[str, Output]]) -> dict[str, Output]:
    """Return what each system does by its name, without those whose module isn't installed."""
    return {name: does for name, (module, does) in systems.items() if is_installed(module)}


def read_arguments(argv: Sequence[str] | None, doc: str | None) -> argparse.Namespace:
    """Return the arguments of a comparison: `corpora`, a folder or None."""
    parser = argparse.ArgumentParser(description=(doc or "").split("\n")[0])
    parser.add_argument(
        "corpora",
        type=Path,
        nargs="?",
        help="folder of labelled .jsonl.xz; without it only inputs made here are measured",
    )
    return parser.parse_args(argv)


def print_versions(*packages: str) -> None:
    """Print with what is measured, and which of the packages are not installed and so left out."""
    print(describe(packages))
    if missing := [name for name in packages if not version_of(name)]:
        print(f"left out  not installed: {', '.join(missing)}")
    print()


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table and an empty line; all columns but the first are set flush right.

    >>> print(table(["a", "b"], [["c", 1]]).strip())
    | a | b |
    | --- | --: |
    | c | 1 |
    """
    marks = ["---", *["--:"] * (len(head) - 1)]
    lines = [head, marks, *[[str(cell).replace("|", "\\|") for cell in row] for row in rows]]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def read_pages(folder: Path | None) -> Iterator[tuple[LabelledPage, bytes]]:
    """Yield the HTML pages of the corpora in a folder with their bytes; none without a folder."""
    for path in corpus_files(folder):
        for page in read_corpus(path):
            if isinstance(page.dump, bytes):
                yield page, page.dump


def corpus_files(folder: Path | None, *, dumps: str = "") -> list[Path]:
    """Return the files of corpora in a folder in the order of their names.

    Of those with text dumps, which have the texts of other corpora once more, only the ones with `dumps` in the name.
    """
    found = sorted(folder.glob("*.jsonl.xz")) if folder else []
    return [path for path in found if not path.name.startswith("textdump-") or (dumps and dumps in path.name)]
