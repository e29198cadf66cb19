"""Say how much the words and the shape of a line speak for main content, before anything around it is looked at.

Lines of a text dump go in; their log-odds come out: the sum of the weights of a line's tokens. A
token is a word, the first or last word, a whole short line, or the line's shape. The weights are
those of a logistic regression and part of the weights file; scripts that its pages held little of
have few words in it, and there the shape decides alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat
from typing import Final

from cleanpage.features import Columns

BIAS: Final = ""
"""The token that every line has."""

MAX_HEAD_WORDS: Final = 28
MAX_TAIL_WORDS: Final = 12
"""Words at both ends of a line that are looked at; longer lines are paragraphs by their shape alone."""

MAX_WHOLE_WORDS: Final = 4
"""Words up to which a line as a whole is a token: a button, an entry of a menu."""

SIZES: Final = (1, 2, 4, 7, 12, 20, 35, 70)
"""Words up to which a line is of each size."""


def line_log_odds(
    lines: Sequence[Sequence[str]],
    words: Sequence[int],
    columns: Columns,
    cues: Sequence[int],
    weights: Mapping[str, float],
) -> list[float]:
    """Return the log-odds of each line; 0.0 with no weights.

    `lines` are the lower-case words of each line, divided at spaces. `columns` must have last_char, first_char,
    title_share, upper_share and digit_share; `cues` are numbers for what the line's words speak for.
    """
    weight = weights.get
    none = repeat(0.0)
    bias = weights.get(BIAS, 0.0)
    return [
        bias + sum(map(weight, dict.fromkeys(word_tokens(line)), none)) + sum(map(weight, shape, none))
        for line, shape in zip(lines, shape_tokens(words, columns, cues), strict=True)
    ]


def word_tokens(line: Sequence[str]) -> list[str]:
    """Return the tokens of a line's words, some of them twice. A space tells the others from words.

    >>> word_tokens(["read", "more"])
    ['read', 'more', '^ read', '$ more', '= read more']
    """
    if len(line) > MAX_HEAD_WORDS + MAX_TAIL_WORDS:
        line = [*line[:MAX_HEAD_WORDS], *line[-MAX_TAIL_WORDS:]]
    tokens = [*line, "^ " + line[0], "$ " + line[-1]]
    if len(line) <= MAX_WHOLE_WORDS:
        tokens.append("= " + " ".join(line))
    return tokens


def shape_tokens(words: Sequence[int], columns: Columns, cues: Sequence[int]) -> Iterator[tuple[str, str, str]]:
    """Yield the tokens of each line's shape: size, ends and capitals; size and cue; size, digits and capitals."""
    rows = zip(
        words,
        columns["last_char"],
        columns["first_char"],
        columns["title_share"],
        columns["upper_share"],
        columns["digit_share"],
        cues,
        strict=True,
    )
    for count, last, first, titles, capitals, digits, cue in rows:
        size = bisect_left(SIZES, count)
        kind = 0 if not digits else 1 if digits < 0.3 else 2
        yield (
            f"#S {size}.{last}.{first}.{int(titles * 3.999)}",
            f"#C {cue}.{size}",
            f"#D {kind}{1 if capitals > 0.5 else 0}.{size}",
        )
