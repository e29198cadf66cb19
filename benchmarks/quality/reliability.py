"""Tell how far the confidence of pages can be believed, in Markdown.

    python -m benchmarks.training CORPORA --format html --folds 5 --save folds.pkl
    python -m benchmarks.quality reliability folds.pkl

Confidence is the expected word F1 of a page; next to it stands the measured one, by tenths of the
confidence and by set. Pages are cross-validated; those without a gold text are left out.
"""

from __future__ import annotations

import argparse
import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.metrics import word_score
from benchmarks.pages.corpus import read_scored
from cleanpage.formats import serialize
from cleanpage.select import select

BINS = 10
"""Tenths of the confidence."""


class Pair(NamedTuple):
    """What one page was expected to have, and what it has."""

    confidence: float
    f1: float


class Bin(NamedTuple):
    """The pages whose confidence is in one range."""

    low: float
    high: float
    """Up to here; only the last bin holds its upper end."""
    pages: int
    confidence: float
    """Mean."""
    f1: float
    """Mean."""


def reliability(pairs: Iterable[Pair]) -> list[Bin]:
    """Return the bins that hold pages, lowest confidence first."""
    members: dict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        members[min(int(pair.confidence * BINS), BINS - 1)].append(pair)
    return [
        Bin(
            number / BINS,
            (number + 1) / BINS,
            len(members[number]),
            statistics.fmean(pair.confidence for pair in members[number]),
            statistics.fmean(pair.f1 for pair in members[number]),
        )
        for number in sorted(members)
    ]


def calibration_error(bins: Sequence[Bin]) -> float:
    """Return the expected calibration error: the mean distance of confidence and F1 over bins, by their pages."""
    pages = sum(it.pages for it in bins)
    return sum(it.pages * abs(it.confidence - it.f1) for it in bins) / pages if pages else 0.0


def correlation(pairs: Sequence[Pair]) -> float:
    """Return Pearson's correlation of confidence and F1; 0.0 where one of them never changes."""
    try:
        return statistics.correlation(*zip(*pairs, strict=True))
    except statistics.StatisticsError:
        return 0.0


def markdown(sets: Mapping[str, Sequence[Pair]]) -> str:
    """Return a summary of all sets, and a table of tenths for each."""
    lines = ["| set | pages | mean confidence | mean F1 | calibration error | correlation |"]
    lines.append("| --- | --: | --: | --: | --: | --: |")
    for name, pairs in sets.items():
        bins = reliability(pairs)
        lines.append(
            f"| {name} | {len(pairs)} | {statistics.fmean(pair.confidence for pair in pairs):.3f} "
            f"| {statistics.fmean(pair.f1 for pair in pairs):.3f} | {calibration_error(bins):.3f} "
            f"| {correlation(pairs):.2f} |"
        )
    for name, pairs in sets.items():
        lines += [
            "",
            f"**{name}**",
            "",
            "| confidence | pages | mean confidence | mean F1 |",
            "| --- | --: | --: | --: |",
        ]
        lines += [
            f"| {it.low:.1f}–{it.high:.1f} | {it.pages} | {it.confidence:.3f} | {it.f1:.3f} |"
            for it in reliability(pairs)
        ]
    return "\n".join(lines)


def read_pairs(path: Path) -> dict[str, list[Pair]]:
    """Return expected and measured F1 of the cross-validated pages, all together and by set."""
    sets: dict[str, list[Pair]] = {"all": []}
    for page, scored in read_scored(path):
        if page.gold_text is None:
            continue
        selected = select(scored)
        pair = Pair(selected.confidence, word_score(serialize(selected), page.gold_text).f1)
        sets["all"].append(pair)
        sets.setdefault(page.set_name, []).append(pair)
    return sets


def main(argv: Sequence[str] | None = None) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("pages", type=Path, help="what benchmarks.training --save wrote")
    print(markdown(read_pairs(parser.parse_args(argv).pages)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
