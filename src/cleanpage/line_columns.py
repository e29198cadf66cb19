"""What the layout of a text dump says: shapes of lines that repeat, indents, gaps, bullets.

Blocks of a text dump go in; one column of numbers per feature comes out, parallel to them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from cleanpage.blocks import Block, Sort
from cleanpage.html_columns import CUE_CODES
from cleanpage.text_columns import Columns

LINE_NAMES: Final = (
    "indent", "gap", "next_gap", "same_shape", "shape_near", "prev_cue", "next_cue", "cue_before", "cues_near",
    "long_line_share", "sentence_near", "digit_share", "title_share", "upper_share", "first_char", "has_date",
    "window_words_2", "window_words_5", "prev_words", "prev2_words", "prev_last_char", "text_cue",
)  # fmt: skip

MAX_DATE_CHARS: Final = 300
"""Characters of a line that is looked through for a date; paragraphs hold dates anyway."""

MAX_CASED_WORDS: Final = 40
"""Words of a line whose capitals are looked at: a headline has fewer, and a paragraph's beginning tells enough."""

NEAR: Final = 6
"""Lines on each side within which a repeated shape makes a list: two rows of three lines."""

_DIGITS = re.compile(r"\d+")
_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\b\d{1,2}[:.]\d{2}\b|\b(?:19|20)\d\d\b|\d[年月日]")
_WORDS = re.compile(r"[^\W\d_]+")


def line_columns(blocks: Sequence[Block], words: Sequence[int], columns: Columns, cues: Sequence[Sort]) -> Columns:
    """Return the columns that only a text dump has; names in LINE_NAMES."""
    count = len(blocks)
    shapes = [_shape(block, n) for block, n in zip(blocks, words, strict=True)]
    copies = Counter(shapes)
    codes = [CUE_CODES[cue] for cue in cues]
    cued = list(accumulate([cue != "" for cue in cues], initial=0))
    sentence = [n >= 8 and last >= 3 for n, last in zip(words, columns["last_char"], strict=True)]
    sentences = list(accumulate(sentence, initial=0))
    spans = [(max(0, index - NEAR), min(count, index + NEAR + 1)) for index in range(count)]
    long_share = sum(n for n in words if n >= 20) / (sum(words) or 1)
    gaps = [int(block.gap) for block in blocks]
    words_seen = list(accumulate(words, initial=0))
    columns_here: Columns = {
        "indent": [block.indent for block in blocks],
        "gap": gaps,
        "next_gap": [*gaps[1:], 0],
        "same_shape": [copies[shape] for shape in shapes],
        "shape_near": [shapes[a:b].count(shapes[index]) for index, (a, b) in enumerate(spans)],
        "prev_cue": [0, *codes[:-1]],
        "next_cue": [*codes[1:], 0],
        "cue_before": _last_cue(words, codes),
        "cues_near": [cued[b] - cued[a] for a, b in spans],
        "long_line_share": [long_share] * count,
        "sentence_near": [sentences[b] - sentences[a] for a, b in spans],
        "window_words_2": [words_seen[min(count, i + 3)] - words_seen[max(0, i - 2)] for i in range(count)],
        "window_words_5": [words_seen[min(count, i + 6)] - words_seen[max(0, i - 5)] for i in range(count)],
        "prev_words": [0, *words[:-1]],
        "prev2_words": [0, 0, *words[:-2]][:count],
        "prev_last_char": [0, *columns["last_char"][:-1]],
        "text_cue": codes,
    }
    columns_here.update(_letter_columns(blocks))
    return columns_here


def _letter_columns(blocks: Sequence[Block]) -> Columns:
    """Return shares of digits and capitals, what each line begins with, and whether it holds a date."""
    rows = []
    for block in blocks:
        text = block.text
        pieces = text.split(None, MAX_CASED_WORDS)[:MAX_CASED_WORDS]
        first = text[0]
        digits = _DIGITS.findall(text)
        rows.append(
            (
                sum(map(len, digits)) / len(text) if digits else 0.0,
                sum(map(str.istitle, pieces)) / len(pieces),
                sum(map(str.isupper, pieces)) / len(pieces),
                2 if first.isupper() else 1 if first.islower() else 3 if first.isdigit() else 0,
                1 if digits and len(text) <= MAX_DATE_CHARS and _DATE.search(text) else 0,
            )
        )
    names = ("digit_share", "title_share", "upper_share", "first_char", "has_date")
    return dict(zip(names, zip(*rows, strict=True), strict=True))


def _shape(block: Block, words: int) -> str:
    """Return a line's pattern: digits as 9; up to three words as they are spelt, more as their number.

    Lines of a list of headlines with times and counts repeat every few lines in shape, not
    in words.
    """
    text = _DIGITS.sub("9", block.text[:60])
    if words <= 3:
        return _WORDS.sub("a", text)
    size = "s" if words <= 8 else "m" if words <= 20 else "l"
    return size + str(block.indent) + ("." if block.text[-1] in ".!?。！？" else "") + ("•" if block.bullet else "")


def _last_cue(words: Sequence[int], codes: Sequence[int]) -> list[int]:
    """Return the cue of the last short cued line before each line, until a sentence of 25 words ends it."""
    found = []
    last = 0
    for count, code in zip(words, codes, strict=True):
        found.append(last)
        if code and count <= 6:
            last = code
        elif count >= 25:
            last = 0
    return found
