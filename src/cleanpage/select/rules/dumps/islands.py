"""Islands in a text dump: doubtful lines that dropped ones part from the rest of what is kept."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import Final

from cleanpage.select.rules.rule import Case, Kept

MIN_GAP_LINES: Final = 4

MAX_GAP_SCORE: Final = 0.15
"""Dropped lines between two kept ones that part them, and their mean score: what is doubtful parts nothing. With .2
news gains as much again, and lists lose."""

MAX_ISLAND_SHARE: Final = 0.4
"""Share of the kept words that an island has at most."""

ISLAND_SCORE: Final = 0.7
"""Score that no line of an island reaches. At .8 lists lose ten times as much."""


def are_islands(case: Case, kept: Kept) -> list[bool]:
    """Return whether each block is kept and doubtful, and lines that surely are none part it from the rest."""
    words, scores = case.measured.words, case.scores
    total = sum([count for count, keep in zip(words, kept, strict=True) if keep])
    found = [False] * len(kept)
    rows = [index for index, keep in enumerate(kept) if keep]
    seen = [0.0, *accumulate(scores)]
    starts = [
        at
        for at, (one, two) in enumerate(pairwise(rows), start=1)
        if two - one > MIN_GAP_LINES and seen[two] - seen[one + 1] < MAX_GAP_SCORE * (two - one - 1)
    ]
    for begin, end in pairwise([0, *starts, len(rows)]):
        island = rows[begin:end]
        if (
            len(island) < len(rows)
            and sum([words[index] for index in island]) <= MAX_ISLAND_SHARE * total
            and max([scores[index] for index in island]) < ISLAND_SCORE
        ):
            for index in island:
                found[index] = True
    return found
