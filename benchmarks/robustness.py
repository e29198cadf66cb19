"""Run every page of labelled corpora and look for what must never happen.

    python benchmarks/robustness.py CORPORA/*.jsonl.xz

Each page is extracted as bytes, again as bytes, and as text. Counted are exceptions, results that
differ between the two runs, and labels that differ between bytes and text. Exits 1 if there are any.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import cleanpage
from cleanpage.decoder import decode
from cleanpage.options import InputFormat
from corpus import LabelledPage, read_corpus

CHUNK = 16
"""Pages handed to a process at a time."""


def check(page: LabelledPage) -> tuple[str, str]:
    """Return (the page's id, what went wrong), with "" where nothing did."""
    input_format: InputFormat = "text" if page.format == "text" else "auto"
    dump = page.dump if isinstance(page.dump, bytes) else page.dump.encode("utf-8")
    try:
        first, second = (cleanpage.extract(dump, url=page.url, input_format=input_format) for _ in range(2))
        text = cleanpage.extract(decode(dump).text, url=page.url, input_format=input_format)
        if first.to_dict() != second.to_dict():
            return page.id, "two runs differ"
        if [(block.text, block.label) for block in first.blocks] != [(b.text, b.label) for b in text.blocks]:
            return page.id, "bytes and text differ"
    except Exception as error:
        return page.id, f"exception {error!r}"
    return page.id, ""


def main(argv: Sequence[str] | None = None) -> int:
    """Check the corpora and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpora", nargs="+", type=Path, help=".jsonl.xz files")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args(argv)
    failures = 0
    with ProcessPoolExecutor(arguments.jobs) as pool:
        for path in arguments.corpora:
            outcomes: Counter[str] = Counter()
            for id, problem in pool.map(check, read_corpus(path), chunksize=CHUNK):
                outcomes["pages"] += 1
                if problem:
                    outcomes["problems"] += 1
                    print(f"{path.name} {id}: {problem}", file=sys.stderr)
            failures += outcomes["problems"]
            print(f"{path.name}: {outcomes['pages']} pages, {outcomes['problems']} problems", flush=True)
    return 1 if failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
