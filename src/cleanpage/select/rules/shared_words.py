"""Compare texts by the words that they share."""

from __future__ import annotations

import re

_WORD = re.compile(r"\w+")


def words_in(text: str) -> set[str]:
    """Return the different words of a text, in lower case."""
    return set(_WORD.findall(text.lower()))


def share_in(text: str, words: set[str]) -> float:
    """Return the share of a text's different words that are among these; 0.0 for a text without words."""
    own = words_in(text)
    return len(own & words) / len(own) if own else 0.0
