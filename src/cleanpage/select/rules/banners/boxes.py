"""What the rules for banners share: how large a button is, and sums over elements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar

Number = TypeVar("Number", int, float)

MAX_BUTTON_WORDS: Final = 7
"""Words of a button or link with which one agrees."""

LIKELY_SCORE: Final = 0.3
"""Score from which words are likely content: beside a long banner a short article scores low. Tried .3 and .5."""

PAGE_TAGS: Final = frozenset({"html", "body", "main", "article"})
"""Elements that are no banner, whatever they say."""


def add_up(parents: Sequence[int], *columns: list[Number]) -> None:
    """Add the numbers of each element to those of the one around it."""
    for column in columns:
        for index in range(len(parents) - 1, 0, -1):
            if column[index]:
                column[parents[index]] += column[index]
