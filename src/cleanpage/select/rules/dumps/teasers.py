"""Columns of teasers in a text dump: long lines without a sentence's end, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from cleanpage.features import BLOCK_NAMES
from cleanpage.select.rules.rule import Case, Kept

MIN_TEASER_WORDS: Final = 12

MAX_TEASER_WORDS: Final = 45
"""Words of a teaser without a sentence's end. Headlines in lists are as long as short captions, items and table rows;
with 8 as many articles lose such lines as pages gain."""

MIN_TEASERS: Final = 12
"""Such lines that are a column of teasers, apart from lines of MAX_BETWEEN_WORDS. With 8 some articles lose the items
of a list."""

MAX_BETWEEN_WORDS: Final = 3
"""Words of a line between two teasers: a number, a button, a section's name."""

OTHER_TOLL: Final = 3
"""Teasers that another line between them costs."""

TEASER_SCORE: Final = 0.8
"""Score under which a line can be one of them."""

MIN_PROSE_WORDS: Final = 200

PROSE_LINE_WORDS: Final = 15

PROSE_SCORE: Final = 0.6
"""Words of likely sentences on a page that has something beside its headlines: lines of PROSE_LINE_WORDS or more with a
sentence's end and PROSE_SCORE or more."""

SENTENCE_END: Final = 3
"""The feature "last_char" from which a line ends like a sentence, or in an ellipsis."""

_LAST_CHAR: Final = BLOCK_NAMES["text"].index("last_char")


def are_teasers(case: Case, _: Kept = ()) -> list[bool]:
    """Return whether each block is in a column of teasers: long lines without a sentence's end, one after the other.

    Half of what some news pages show is such a column, longer than their article and thus deciding the cut.
    """
    measured = case.measured
    words, scores = measured.words, case.scores
    ended = [last >= SENTENCE_END for last in measured.columns[_LAST_CHAR]]
    prose = sum(
        [
            count
            for count, end, score in zip(words, ended, scores, strict=True)
            if end and count >= PROSE_LINE_WORDS and score >= PROSE_SCORE
        ]
    )
    found = [False] * len(scores)
    if prose < MIN_PROSE_WORDS:
        return found
    values = [
        0
        if count <= MAX_BETWEEN_WORDS
        else 1
        if MIN_TEASER_WORDS <= count <= MAX_TEASER_WORDS and not end and score < TEASER_SCORE
        else -OTHER_TOLL
        for count, end, score in zip(words, ended, scores, strict=True)
    ]
    for start, stop in _columns(values):
        found[start:stop] = [score < TEASER_SCORE for score in scores[start:stop]]
    return found


def _columns(values: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the (start, stop) of each run whose sum comes to MIN_TEASERS, up to where the sum is highest."""
    start = best_stop = run = best = 0
    for index, value in enumerate([*values, -len(values) * OTHER_TOLL]):
        if run == 0:
            start = index
        run = max(0, run + value)
        if run > best:
            best, best_stop = run, index + 1
        if run == 0:
            if best >= MIN_TEASERS:
                yield start, best_stop
            best = 0
