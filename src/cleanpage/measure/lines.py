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
from cleanpage.features import CUE_CODES, Columns
from cleanpage.measure.runs import windows
from cleanpage.words.boilerplate import LINE_KINDS, appeals_in, appeals_to_visitor, names_what_is_asked
from cleanpage.words.lexicon import cue_of_text

MAX_CASED_WORDS: Final = 20
"""Words of a line whose capitals are looked at: a headline has fewer, and a paragraph's beginning tells enough."""

NEAR: Final = 6
"""Lines on each side whose cues and sentences are counted: two rows of a list of three lines an item."""

MIN_APPEAL_WORDS: Final = 4
MAX_APPEAL_WORDS: Final = 60
"""Words of a line that may ask its reader for support or to follow a channel; longer ones are paragraphs that name
such things."""

_DIGITS = re.compile(r"\d+")
_WORDS = re.compile(r"[^\W\d_]+")


def line_cues(blocks: Sequence[Block], words: Sequence[int], *languages: str) -> list[Sort]:
    """Return the sort of boilerplate that each line's words speak for; "" for none.

    Appeals are looked for in these languages: those of the article and of what stands around it. What the page's first
    line names is what the page is about, and no appeal.
    """
    cues = [cue_of_text(block.text, count) for block, count in zip(blocks, words, strict=True)]
    page = "\n".join([block.text for block, count in zip(blocks, words, strict=True) if count <= MAX_APPEAL_WORDS])
    appeals = [
        appeal
        for appeal in appeals_in(page, LINE_KINDS, *languages)
        if not names_what_is_asked(blocks[0].text, [appeal])
    ]
    if not appeals:
        return cues
    return [
        "newsletter"
        if not cue and MIN_APPEAL_WORDS <= count <= MAX_APPEAL_WORDS and appeals_to_visitor(block.text, appeals)
        else cue
        for block, count, cue in zip(blocks, words, cues, strict=True)
    ]


def cue_codes(cues: Sequence[Sort]) -> list[int]:
    """Return the cues as numbers, roughly from what stands within articles to what never does."""
    return [CUE_CODES[cue] for cue in cues]


def line_columns(blocks: Sequence[Block], words: Sequence[int], columns: Columns, cues: Sequence[Sort]) -> Columns:
    """Return the columns that only a text dump has; names in LINE_NAMES."""
    count = len(blocks)
    shapes = [_shape(block, n) for block, n in zip(blocks, words, strict=True)]
    copies = Counter(shapes)
    cued_seen = list(accumulate([cue != "" for cue in cues], initial=0))
    sentence = [n >= 8 and last >= 3 for n, last in zip(words, columns["last_char"], strict=True)]
    sentences_seen = list(accumulate(sentence, initial=0))
    words_seen = list(accumulate(words, initial=0))
    long_share = sum([n for n in words if n >= 20]) / (words_seen[-1] or 1)
    columns_here: Columns = {
        "indent": [block.indent for block in blocks],
        "gap": [int(block.gap) for block in blocks],
        "same_shape": [copies[shape] for shape in shapes],
        "line_cue": cue_codes(cues),
        "cue_before": _last_cue(words, cue_codes(cues)),
        "cues_near": windows(cued_seen, NEAR),
        "long_line_share": [long_share] * count,
        "sentence_near": windows(sentences_seen, NEAR),
        "window_words_2": windows(words_seen, 2),
        "window_words_5": windows(words_seen, 5),
    }
    columns_here.update(_letter_columns(blocks))
    return columns_here


def _letter_columns(blocks: Sequence[Block]) -> Columns:
    """Return shares of digits and capitals, and what each line begins with."""
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
            )
        )
    names = ("digit_share", "title_share", "upper_share", "first_char")
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
