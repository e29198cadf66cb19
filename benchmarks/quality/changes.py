"""What a change does to the score of each page: every set, and both halves of its sites.

`CORPORA --save FILE` before the change and `--against FILE` after it. A page's score is its word F1, or where it has no
gold text the F1 of its snippets. Constants are chosen by one half of the sites and believed by the other: a site's half
depends on nothing but its name.

The weights have seen most of these pages: a score here says nothing of unseen ones, only a difference does.
"""

from __future__ import annotations

import argparse
import json
import statistics
import zlib
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final, NamedTuple

import cleanpage
from benchmarks.metrics import bootstrap_interval, snippet_counts, snippet_score, word_score
from benchmarks.pages.corpus import LabelledPage, read_corpus

SHOWN_PAGES: Final = 10
"""Pages shown that lose most, and that gain most."""

_CHUNK: Final = 8


class PageScore(NamedTuple):
    """The score of one page."""

    name: str
    """Its set and its number there."""
    set: str
    half: int
    """0 or 1: in which half of the sites its site is."""
    kind: str
    score: float


def half_of(domain: str) -> int:
    """Return the half of the sites, 0 or 1, that a site is in."""
    return zlib.crc32(domain.encode()) & 1


def score_page(page: LabelledPage, text: str) -> float | None:
    """Return the score of a page's text, 0.0 to 1.0; None for a page that has no gold for a text."""
    if page.gold_text is not None:
        return word_score(text, page.gold_text).f1
    if page.required:
        return snippet_score([snippet_counts(text, page.required, page.forbidden)]).f1
    return None


def _score(numbered: tuple[int, LabelledPage]) -> PageScore | None:
    number, page = numbered
    score = score_page(page, cleanpage.extract(page.dump, url=page.url or None, input_format=page.format).text)
    if score is None:
        return None
    return PageScore(f"{page.set_name} {number}", page.set_name, half_of(page.domain), page.page_type or "", score)


def score_corpora(files: Sequence[Path], jobs: int) -> list[PageScore]:
    """Return the scores of all pages of these files that have a gold for their text."""
    found = []
    with ProcessPoolExecutor(jobs) as pool:
        for file in files:
            found += [it for it in pool.map(_score, enumerate(read_corpus(file)), chunksize=_CHUNK) if it]
    return found


def print_changes(before: Sequence[PageScore], after: Sequence[PageScore]) -> None:
    """Print the means of each set before and after, the differences of both halves, and the pages that change most."""
    old = {it.name: it.score for it in before}
    pairs = [(it, it.score - old[it.name]) for it in after if it.name in old]
    print(f"{'set':26} {'pages':>5} {'before':>7} {'after':>7} {'change':>7}  {'95 %':>15} {'half 0':>8} {'half 1':>8}")
    for name in dict.fromkeys(it.set for it, _ in pairs):
        _print_row(name, [pair for pair in pairs if pair[0].set == name])
    for kind in sorted({it.kind for it, _ in pairs if it.set == "wcxb-dev"}):
        _print_row(f"wcxb-dev {kind}", [pair for pair in pairs if pair[0].set == "wcxb-dev" and pair[0].kind == kind])
    pairs.sort(key=lambda pair: pair[1])
    changed = [pair for pair in pairs if pair[1]]
    print(f"{len(changed)} of {len(pairs)} pages change")
    for it, change in [*changed[:SHOWN_PAGES], *changed[SHOWN_PAGES:][-SHOWN_PAGES:]]:
        print(f"  {change:+.3f} to {it.score:.3f}  {it.name} {it.kind}")


def _print_row(name: str, pairs: Sequence[tuple[PageScore, float]]) -> None:
    changes = [change for _, change in pairs]
    after = statistics.fmean(it.score for it, _ in pairs)
    low, high = bootstrap_interval(changes)
    halves = [[change for it, change in pairs if it.half == half] for half in (0, 1)]
    means = [statistics.fmean(half) if half else 0.0 for half in halves]
    change = statistics.fmean(changes)
    print(
        f"{name:26} {len(pairs):5} {after - change:7.4f} {after:7.4f} {change:+7.4f}  "
        f"[{low:+.4f}, {high:+.4f}] {means[0]:+8.4f} {means[1]:+8.4f}"
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Save the scores of all pages, or compare them with what was saved."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpora", type=Path, help="folder of labelled .jsonl.xz files")
    parser.add_argument("--sets", nargs="+", metavar="NAME", help="only files whose names begin so")
    parser.add_argument("--jobs", type=int, default=1)
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--save", type=Path)
    action.add_argument("--against", type=Path)
    args = parser.parse_args(argv)
    names = tuple(args.sets or [""])
    files = sorted(file for file in args.corpora.glob("*.jsonl.xz") if file.name.startswith(names))
    scores = score_corpora(files, args.jobs)
    if args.save:
        args.save.write_text(json.dumps(scores), encoding="utf-8")
    else:
        print_changes([PageScore(*row) for row in json.loads(args.against.read_text(encoding="utf-8"))], scores)
    return 0
