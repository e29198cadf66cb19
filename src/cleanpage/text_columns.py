"""What the words of each block say, and where it stands among the others.

Blocks go in; one column of numbers per feature comes out, parallel to the blocks. Both formats
share these features. Nothing here looks at markup, except that links are counted where a block
has them.
"""

from __future__ import annotations

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
"""Words from which a block with few links counts as prose; jusText's length_high is 200 characters."""

PROSE_LINK_DENSITY: Final = 0.33
"""Share of characters in links from which a long block is no longer prose (Kohlschütter et al. 2010)."""

MENU_WORDS: Final = 3
"""Words under which a block is taken to hold no sentence, so that its stop words and commas are not counted."""

MAX_TITLE_WORDS: Final = 40
"""Words from which a block is no headline, however many words it shares with the title."""

NONE_BLOCKS: Final = 999
NONE_WORDS: Final = 9999
"""Distances that stand for "there is none"."""

_ENDERS: Final = ".!?…。！？।؟۔։።"
_COMMAS: Final = ",;，、；،؛"
_CLOSERS: Final = "\"'”’»)]）」』\xa0 "
_LAST: Final = {
    **dict.fromkeys(".!?。！？।؟۔։።", 4),
    **dict.fromkeys("…", 3),
    **dict.fromkeys(":：", 2),
    **dict.fromkeys(",;，、；،", 1),
}
"""Terminal punctuation by how much it speaks for a sentence: end 4, ellipsis 3, colon 2, comma 1."""

ROW_NAMES: Final = (
    "chars", "word_length", "stopword_density", "sentences", "commas", "last_char", "link_density", "text_density",
)  # fmt: skip


def text_rows(
    blocks: Sequence[Block], words: Sequence[int], tokens: Sequence[Sequence[str]], stopwords: frozenset[str]
) -> Columns:
    """Return the columns that need nothing but the block itself; names in ROW_NAMES.

    `tokens` are the lower-case words of each block, divided at spaces.
    """
    rows = []
    is_stopword = stopwords.__contains__
    for block, count, own in zip(blocks, words, tokens, strict=True):
        text = block.text
        chars = len(text)
        last = text[-1]
        if last in _CLOSERS:
            last = text.rstrip(_CLOSERS)[-1:]
        if count < MENU_WORDS:
            sentences = commas = 0
            density = 0.0
        else:
            density = sum(map(is_stopword, own)) / len(own)
            if text.isascii():
                sentences = text.count(".") + text.count("!") + text.count("?")
                commas = text.count(",") + text.count(";")
            else:
                sentences = sum(map(text.count, _ENDERS))
                commas = sum(map(text.count, _COMMAS))
        rows.append(
            (
                chars,
                chars / count if count else 0.0,
                density,
                sentences,
                commas,
                _LAST.get(last, 0),
                block.link_chars / chars,
                float(count) if chars <= LINE_CHARS else count * LINE_CHARS / chars,
            )
        )
    return dict(zip(ROW_NAMES, zip(*rows, strict=True), strict=True))


CONTEXT_NAMES: Final = (
    "position", "word_position", "from_start", "from_end", "words", "next_words", "next_last_char", "prose_rank",
    "prose_before", "prose_after", "blocks_since_prose", "blocks_to_prose", "core_distance", "core_share", "copies",
    "title_overlap", "core_overlap", "window_prose_5", "window_words_15",
)  # fmt: skip


def context_columns(
    blocks: Sequence[Block],
    words: Sequence[int],
    tokens: Sequence[Sequence[str]],
    rows: Columns,
    prose: Sequence[bool],
    title: str,
    core: tuple[int, int],
) -> Columns:
    """Return the columns that say where a block stands among the others; names in CONTEXT_NAMES.

    `core` is the (start, stop) of the densest run, see `core_run`.
    """
    count = len(blocks)
    start, stop = core
    last_index = count - 1
    lasts = rows["last_char"]
    words_seen = list(accumulate(words, initial=0))
    total_words = words_seen[-1] or 1
    prose_seen = list(accumulate(prose, initial=0))
    proses = prose_seen[-1]
    copies = Counter([block.text for block in blocks])
    title_words = {word for word in title.lower().split() if len(word) > 3}
    title_size = len(title_words) or 1
    return {
        "position": [index / last_index for index in range(count)] if last_index else [0.0],
        "word_position": [seen / total_words for seen in words_seen[:-1]],
        "from_start": range(count),
        "from_end": range(last_index, -1, -1),
        "words": words,
        "next_words": [*words[1:], 0],
        "next_last_char": [*lasts[1:], 0],
        "prose_rank": [seen / (proses or 1) for seen in prose_seen[:-1]],
        "prose_before": prose_seen[:-1],
        "prose_after": [proses - seen for seen in prose_seen[1:]],
        "blocks_since_prose": _blocks_since(prose),
        "blocks_to_prose": _blocks_since(prose[::-1])[::-1],
        "core_distance": [*range(-start, 0), *[0] * (stop - start), *range(1, count - stop + 1)],
        "core_share": [(words_seen[stop] - words_seen[start]) / total_words] * count,
        "copies": [copies[block.text] for block in blocks],
        "title_overlap": [
            len(title_words.intersection(own)) / title_size if n <= MAX_TITLE_WORDS else 0.0
            for own, n in zip(tokens, words, strict=True)
        ],
        "core_overlap": _core_overlap(tokens, start, stop),
        "window_prose_5": [b - a for a, b in _windows(prose_seen, 5)],
        "window_words_15": [b - a for a, b in _windows(words_seen, 15)],
    }


LINK_WINDOWS: Final = (2, 5, 15)
"""Blocks on each side whose text and links are taken together."""

LINK_NAMES: Final = tuple(f"window_links_{size}" for size in LINK_WINDOWS)


def link_columns(blocks: Sequence[Block], chars: Sequence[float]) -> Columns:
    """Return the link density of the blocks around each block, itself included; names in LINK_NAMES."""
    chars_seen = list(accumulate(chars, initial=0))
    links_seen = list(accumulate([block.link_chars for block in blocks], initial=0))
    return {
        name: [
            (d - c) / (b - a)
            for (a, b), (c, d) in zip(_windows(chars_seen, size), _windows(links_seen, size), strict=True)
        ]
        for name, size in zip(LINK_NAMES, LINK_WINDOWS, strict=True)
    }


def prose_blocks(words: Sequence[int], link_density: Sequence[float]) -> list[bool]:
    """Return whether each block is prose: long, and not made of links."""
    return [n >= PROSE_WORDS and share < PROSE_LINK_DENSITY for n, share in zip(words, link_density, strict=True)]


CORE_TOLL: Final = 12
"""Words that a block must have outside links to lengthen the densest run; the best of 8, 12 and 16 on news."""

CORE_MAX_WORDS: Final = 60
"""Words of a block that count at most, so that one wall of text does not outweigh an article."""


def core_run(words: Sequence[int], link_density: Sequence[float]) -> tuple[int, int]:
    """Return the (start, stop) of the densest run of text; (0, 0) where no block is dense.

    The maximum subarray (Bentley 1984) over each block's words outside links less CORE_TOLL.
    """
    best = run = 0.0
    best_start = best_stop = start = 0
    for index, (count, links) in enumerate(zip(words, link_density, strict=True)):
        if run <= 0:
            run, start = 0.0, index
        run += min(count, CORE_MAX_WORDS) * (1 - links) - CORE_TOLL
        if run > best:
            best, best_start, best_stop = run, start, index + 1
    return best_start, best_stop


def _blocks_since(prose: Sequence[bool]) -> list[int]:
    """Return the blocks between each block and the last prose before it; NONE_BLOCKS without one."""
    distances = []
    distance = NONE_BLOCKS
    for is_prose in prose:
        distances.append(distance)
        if is_prose:
            distance = 0
        elif distance < NONE_BLOCKS:
            distance += 1
    return distances


def _core_overlap(tokens: Sequence[Sequence[str]], start: int, stop: int) -> list[float]:
    """Return the share of each block's longer words that the densest run uses too; -1 inside it.

    Words up to three letters say nothing about what a text is about.
    """
    core = {word for own in tokens[start:stop] for word in own if len(word) > 3}
    shares = []
    for own in (*tokens[:start], *tokens[stop:]):
        mine = {word for word in own if len(word) > 3}
        shares.append(len(mine & core) / len(mine) if mine else 0.0)
    return [*shares[:start], *[-1.0] * (stop - start), *shares[start:]]


def _windows(seen: Sequence[float], size: int) -> list[tuple[float, float]]:
    """Return the running sums before and after the `size` blocks on each side of every block."""
    count = len(seen) - 1
    low = [seen[0]] * min(size, count) + list(seen[: max(0, count - size)])
    high = list(seen[size + 1 :]) + [seen[-1]] * min(size, count)
    return list(zip(low, high, strict=True))
