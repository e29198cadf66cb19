"""What the words of each block say: the features that HTML pages and text dumps share.

Blocks go in; one column of numbers per feature comes out, parallel to the blocks. Nothing
here looks at markup, except that links are counted where a block has them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from cleanpage.blocks import Block

Columns = dict[str, Sequence[float]]
"""Feature name to one number for each block."""

LINE_CHARS: Final = 80
"""Columns of the lines that text density is counted in (Kohlschütter et al. 2010)."""

PROSE_WORDS: Final = 15
"""Words from which a block with few links counts as prose, jusText's length_high / 13 characters."""

PROSE_LINK_DENSITY: Final = 0.33
"""Share of characters in links from which a long block is no longer prose."""

WINDOWS: Final = (2, 5, 15)
"""Blocks on each side that the neighbourhood features look at."""

_ENDERS = re.compile("[.!?…。！？।؟۔։።]")
_COMMAS = re.compile("[,;，、；،؛]")
_DIGIT = re.compile(r"\d")
_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\b\d{1,2}[:.]\d{2}\b|\b(?:19|20)\d\d\b|\d[年月日]")
_PRICE = re.compile(r"[$€£¥₹₽]\s?\d|\d\s?(?:[€₽£]|USD|EUR|GBP|руб|kr\b|zł)")
_SEPARATOR = re.compile(r"[|»›→•·/]")
_CLOSERS: Final = "\"'”’»)]）」』\xa0 "
_LAST: Final = {
    **dict.fromkeys(".!?。！？।؟۔։።", 4.0),
    **dict.fromkeys("…", 3.0),
    **dict.fromkeys(":：", 2.0),
    **dict.fromkeys(",;，、；،", 1.0),
}
"""Terminal punctuation by how much it speaks for a sentence: end 4, ellipsis 3, colon 2, comma 1."""

ROW_NAMES: Final = (
    "chars", "word_length", "stopword_density", "sentences", "commas", "digit_share", "title_share", "upper_share",
    "last_char", "first_char", "has_date", "has_price", "separators", "link_density", "link_count", "text_density",
)  # fmt: skip


def text_rows(blocks: Sequence[Block], words: Sequence[int], stopwords: frozenset[str]) -> Columns:
    """Return the columns that need nothing but the block itself; names in ROW_NAMES."""
    rows = []
    for block, count in zip(blocks, words, strict=True):
        text = block.text
        chars = len(text)
        tokens = text.split()
        pieces = len(tokens)
        short = chars <= 300
        last = text[-1]
        if last in _CLOSERS:
            last = text.rstrip(_CLOSERS)[-1:]
        first = text[0]
        link_chars = block.link_chars
        rows.append(
            (
                chars,
                chars / count if count else chars,
                sum(map(stopwords.__contains__, text.lower().split())) / pieces,
                len(_ENDERS.findall(text)),
                len(_COMMAS.findall(text)),
                len(_DIGIT.findall(text)) / chars,
                sum(map(str.istitle, tokens)) / pieces,
                sum(map(str.isupper, tokens)) / pieces,
                _LAST.get(last, 0.0),
                2.0 if first.isupper() else 1.0 if first.islower() else 3.0 if first.isdigit() else 0.0,
                1.0 if short and _DATE.search(text) else 0.0,
                1.0 if short and _PRICE.search(text) else 0.0,
                len(_SEPARATOR.findall(text)) if short else 0,
                link_chars / chars,
                len(block.links),
                count if chars <= LINE_CHARS else count * LINE_CHARS / chars,
            )
        )
    return dict(zip(ROW_NAMES, zip(*rows, strict=True), strict=True))


CONTEXT_NAMES: Final = (
    "position", "word_position", "from_start", "from_end", "words", "prev_words", "next_words", "prev2_words",
    "next2_words", "prev_link_density", "next_link_density", "prev_last_char", "next_last_char", "prose",
    "prose_rank", "prose_before", "prose_after", "words_since_prose", "words_to_prose", "blocks_since_prose",
    "blocks_to_prose", "core_distance", "core_share", "copies", "title_overlap", "core_overlap", "core_words_after",
    *(f"{name}_{size}" for size in WINDOWS for name in ("window_words", "window_links")), "window_prose_5",
)  # fmt: skip


def context_columns(
    blocks: Sequence[Block], words: Sequence[int], rows: Columns, title: str, weights: Sequence[float]
) -> Columns:
    """Return the columns that say where a block stands among the others; names in CONTEXT_NAMES.

    `weights` says how much each block speaks for the densest run, see `core_run`.
    """
    count = len(blocks)
    total_words = sum(words) or 1
    links = rows["link_density"]
    lasts = rows["last_char"]
    last_index = count - 1
    is_prose = [n >= PROSE_WORDS and share < PROSE_LINK_DENSITY for n, share in zip(words, links, strict=True)]
    before_words = list(accumulate(words, initial=0))
    prose_seen = list(accumulate(is_prose, initial=0))
    proses = prose_seen[-1]
    start, stop = core_run(weights)
    core_total = before_words[stop] - before_words[start]
    since_words, since_blocks = _distances(is_prose, words)
    to_words, to_blocks = _distances(is_prose[::-1], words[::-1])
    columns: Columns = {
        "position": [index / last_index for index in range(count)] if last_index else [0.0],
        "word_position": [seen / total_words for seen in before_words[:-1]],
        "from_start": range(count),
        "from_end": range(last_index, -1, -1),
        "words": words,
        "prev_words": [0, *words[:-1]],
        "next_words": [*words[1:], 0],
        "prev2_words": [0, 0, *words[:-2]][:count],
        "next2_words": [*words[2:], 0, 0][:count],
        "prev_link_density": [0.0, *links[:-1]],
        "next_link_density": [*links[1:], 0.0],
        "prev_last_char": [0.0, *lasts[:-1]],
        "next_last_char": [*lasts[1:], 0.0],
        "prose": is_prose,
        "prose_rank": [seen / (proses or 1) for seen in prose_seen[:-1]],
        "prose_before": prose_seen[:-1],
        "prose_after": [proses - seen for seen in prose_seen[1:]],
        "words_since_prose": since_words,
        "blocks_since_prose": since_blocks,
        "words_to_prose": to_words[::-1],
        "blocks_to_prose": to_blocks[::-1],
        "core_distance": [
            index - start if index < start else index - stop + 1 if index >= stop else 0 for index in range(count)
        ],
        "core_share": [core_total / total_words] * count,
        "core_words_after": [max(0, seen - before_words[stop]) for seen in before_words[:-1]],
    }
    texts = [block.text for block in blocks]
    copies = Counter(texts)
    columns["copies"] = [copies[text] for text in texts]
    title_words = _content_words(title)
    columns["title_overlap"] = [
        len(title_words & _content_words(text)) / len(title_words) if title_words and n <= 40 else 0.0
        for text, n in zip(texts, words, strict=True)
    ]
    columns["core_overlap"] = _core_overlap(texts, words, start, stop)
    columns.update(_windows(blocks, words, prose_seen))
    return columns


def core_run(weights: Sequence[float]) -> tuple[int, int]:
    """Return the (start, stop) of the run of blocks with the greatest sum of weights.

    The maximum subarray (Bentley 1984): weights above zero speak for the main content,
    below zero against it. An empty page, or one where nothing speaks for it, gives (0, 0).
    """
    best = run = 0.0
    best_start = best_stop = start = 0
    for index, weight in enumerate(weights):
        if run <= 0:
            run, start = 0.0, index
        run += weight
        if run > best:
            best, best_start, best_stop = run, start, index + 1
    return best_start, best_stop


def _distances(is_prose: Sequence[bool], words: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return words and blocks between each block and the last prose before it; 9999 and 999 without one."""
    in_words, in_blocks = [], []
    far_words, far_blocks = 9999, 999
    for prose, count in zip(is_prose, words, strict=True):
        in_words.append(far_words)
        in_blocks.append(far_blocks)
        if prose:
            far_words = far_blocks = 0
        else:
            far_words += count
            far_blocks += 1
    return in_words, in_blocks


def _content_words(text: str) -> set[str]:
    """Return the words of a text that can tell what it is about: longer than three letters."""
    return {word.strip(".,:;!?\"'“”‘’«»()") for word in text.lower().split() if len(word) > 3}


def _core_overlap(texts: Sequence[str], words: Sequence[int], start: int, stop: int) -> list[float]:
    """Return the share of each block's content words that the densest run uses too; -1 inside it."""
    core: set[str] = set()
    for text in texts[start:stop]:
        core |= _content_words(text)
    shares = []
    for index, text in enumerate(texts):
        if start <= index < stop:
            shares.append(-1.0)
            continue
        mine = _content_words(text) if words[index] > 2 else None
        shares.append(len(mine & core) / len(mine) if mine else 0.0)
    return shares


def _windows(blocks: Sequence[Block], words: Sequence[int], prose_seen: Sequence[int]) -> Columns:
    """Return mean words, link density and prose around each block, itself included."""
    count = len(blocks)
    words_seen = list(accumulate(words, initial=0))
    chars_seen = list(accumulate([len(block.text) for block in blocks], initial=0))
    links_seen = list(accumulate([block.link_chars for block in blocks], initial=0))
    columns: Columns = {}
    for size in WINDOWS:
        spans = [(max(0, index - size), min(count, index + size + 1)) for index in range(count)]
        columns[f"window_words_{size}"] = [(words_seen[b] - words_seen[a]) / (b - a) for a, b in spans]
        columns[f"window_links_{size}"] = [
            (links_seen[b] - links_seen[a]) / (chars_seen[b] - chars_seen[a]) for a, b in spans
        ]
        if size == 5:
            columns["window_prose_5"] = [prose_seen[b] - prose_seen[a] for a, b in spans]
    return columns
