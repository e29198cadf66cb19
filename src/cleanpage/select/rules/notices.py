"""Lines that are no part of any text: copyright lines, and labels of advertising."""

from __future__ import annotations

import re
from typing import Final

from cleanpage.select.rules.rule import Case, Kept
from cleanpage.words.lexicon import cue_of_text

MAX_COPYRIGHT_WORDS: Final = 40
"""Words of a line that begins with a copyright sign, up to which it is nothing else."""

_COPYRIGHT = re.compile(r"\W{0,3}(?:©|\(c\)\s?(?:copyright\b|(?:19|20)\d\d))", re.I)
"""The sign; "(c)" alone can be the third of a list."""

MIN_SENTENCE_WORDS: Final = 8
"""Words of a line in which the sign is a word of a sentence: it goes on with a small letter, and ends with a stop."""

_SENTENCE = re.compile(r"\W{0,3}©\s?(?!(?:copyright|by|all|alle|tous|todos|tutti|все)\b)[^\W\d_]")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def are_copyright_lines(case: Case, kept: Kept) -> list[bool]:
    """Return whether each kept block is a line such as "© 2024 A. Writer"."""
    rows = zip(kept, case.measured.words, case.measured.document.blocks, strict=True)
    return [
        keep
        and words <= MAX_COPYRIGHT_WORDS
        and _COPYRIGHT.match(block.text) is not None
        and not _is_sentence(block.text, words)
        for keep, words, block in rows
    ]


def _is_sentence(text: str, words: int) -> bool:
    """Return whether a line that begins with the sign speaks of it: "© and other marks are dealt with below."."""
    if words < MIN_SENTENCE_WORDS or not text.endswith((".", "!", "?")) or _YEAR.search(text):
        return False
    found = _SENTENCE.match(text)
    return found is not None and found[0][-1].islower()


MAX_AD_WORDS: Final = 4
"""Words of a line that says that an advertisement is here: "Article continues below"."""


def are_ad_labels(case: Case, kept: Kept) -> list[bool]:
    """Return whether each kept block says that an advertisement is here, in any language of the lexicon.

    The advertisement itself is filled in by a script and not in the dump.
    """
    rows = zip(kept, case.measured.words, case.measured.document.blocks, strict=True)
    return [keep and words <= MAX_AD_WORDS and cue_of_text(block.text, words) == "ad" for keep, words, block in rows]
