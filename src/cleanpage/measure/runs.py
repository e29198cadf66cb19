"""Runs and windows over the blocks of a page: the densest run of text, and sums over the neighbours of each block."""

from __future__ import annotations

from collections.abc import Sequence
from operator import sub
from typing import Final

CORE_TOLL: Final = 12
"""Words that a block must have outside links to lengthen the densest run; the best of 8, 12 and 16 on news."""

CORE_MAX_WORDS: Final = 60
"""Words of a block that count at most, so that one wall of text does not outweigh an article."""


def core_run(words: Sequence[int], link_density: Sequence[float]) -> tuple[int, int]:
    """Return the (start, stop) of the densest run of text; (0, 0) where no block is dense.

    The maximum run of each block's words outside links less CORE_TOLL.
    """
    return maximum_run(
        [
            (count if count < CORE_MAX_WORDS else CORE_MAX_WORDS) * (1 - links) - CORE_TOLL
            for count, links in zip(words, link_density, strict=True)
        ]
    )


def maximum_run(values: Sequence[float]) -> tuple[int, int]:
    """Return the (start, stop) of the run with the largest sum (Bentley 1984); (0, 0) where nothing is above 0."""
    best = run = 0.0
    best_start = best_stop = start = 0
    for index, value in enumerate(values):
        if run <= 0:
            run, start = 0.0, index
        run += value
        if run > best:
            best, best_start, best_stop = run, start, index + 1
    return best_start, best_stop


def windows(seen: Sequence[float], size: int) -> list[float]:
    """Return the sums over each block and the `size` blocks on each side of it, from the running sums."""
    count = len(seen) - 1
    before = [seen[0]] * min(size, count) + list(seen[: max(0, count - size)])
    after = list(seen[size + 1 :]) + [seen[-1]] * min(size, count)
    return list(map(sub, after, before))
