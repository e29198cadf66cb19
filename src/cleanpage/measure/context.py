"""Where each block stands among the others: position, prose and links around it, copies, the headline.

Blocks and their `wording` go in; one column of numbers per feature comes out, parallel to the blocks. Both formats
share these features. Nothing here looks at markup, except that links are counted where a block has them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from operator import truediv
from typing import Final

from cleanpage.blocks import Block
from cleanpage.features import (
    LINK_NAMES,
    LINK_WINDOWS,
    NONE_BLOCKS,
    NONE_WORDS,
    Columns,
)
from cleanpage.measure.runs import windows

PROSE_WORDS: Final = 15
"""Words from which a block with few links counts as prose; jusText's length_high is 200 characters."""

PROSE_LINK_DENSITY: Final = 0.33
"""Share of characters in links from which a long block is no longer prose (Kohlschütter et al. 2010)."""

_LONGER_WORD = re.compile(r"\S{4,}")

MAX_TITLE_WORDS: Final = 40
"""Words from which a block is no headline, however many words it shares with the title."""


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
    copies, copies_before = _copies(blocks)
    overlap = _title_overlap(tokens, words, title)
    title_match, since_title = _since_title(blocks, words, overlap)
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
        "copies": copies,
        "copies_before": copies_before,
        "words_seen_before": [n * before for n, before in zip(words, copies_before, strict=True)],
        "title_overlap": overlap,
        "title_match": [title_match] * count,
        "words_since_title": since_title,
        "core_overlap": _core_overlap(tokens, start, stop),
        "window_prose_5": windows(prose_seen, 5),
        "window_words_15": windows(words_seen, 15),
    }


def _copies(blocks: Sequence[Block]) -> tuple[list[int], list[int]]:
    """Return how many blocks have each block's text, and how many of these stand before it."""
    seen: dict[str, int] = {}
    before = []
    for block in blocks:
        text = block.text
        times = seen.get(text, 0)
        before.append(times)
        seen[text] = times + 1
    return [seen[block.text] for block in blocks], before


def _title_overlap(tokens: Sequence[Sequence[str]], words: Sequence[int], title: str) -> list[float]:
    """Return the share of the title's longer words that each block holds; 0 in blocks too long for a headline."""
    # Read one by one: the title can be a page of one line.
    title_words = {word[0] for word in _LONGER_WORD.finditer(title.lower())}
    if not title_words:
        return [0.0] * len(words)
    size = len(title_words)
    return [
        len(title_words.intersection(own)) / size if n <= MAX_TITLE_WORDS and not title_words.isdisjoint(own) else 0.0
        for own, n in zip(tokens, words, strict=True)
    ]


HEADING_BONUS: Final = 0.3
"""Overlap that a heading needs less than another block to be taken for the headline."""


def _since_title(
    blocks: Sequence[Block], words: Sequence[int], overlap: Sequence[float]
) -> tuple[float, Sequence[int]]:
    """Return how well the likely headline matches the title, and the words between it and each block.

    -1 word above the headline, and everywhere if no block shares a word with the title.
    """
    best = max(overlap)
    if not best:
        return 0.0, [-1] * len(words)
    values = [
        share + HEADING_BONUS if share and block.kind == "heading" else share
        for share, block in zip(overlap, blocks, strict=True)
    ]
    start = values.index(max(values))
    since = accumulate(words[start:-1], initial=0)
    return overlap[start], [-1] * start + [n if n < NONE_WORDS else NONE_WORDS for n in since]


def link_columns(blocks: Sequence[Block], chars: Sequence[float]) -> Columns:
    """Return the link density of the blocks around each block, itself included; names in LINK_NAMES."""
    chars_seen = list(accumulate(chars, initial=0))
    links_seen = list(accumulate([block.link_chars for block in blocks], initial=0))
    return {
        name: list(map(truediv, windows(links_seen, size), windows(chars_seen, size)))
        for name, size in zip(LINK_NAMES, LINK_WINDOWS, strict=True)
    }


def prose_blocks(words: Sequence[int], link_density: Sequence[float]) -> list[bool]:
    """Return whether each block is prose: long, and not made of links."""
    return [n >= PROSE_WORDS and share < PROSE_LINK_DENSITY for n, share in zip(words, link_density, strict=True)]


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
        if core.isdisjoint(own):
            shares.append(0.0)
        else:
            mine = {word for word in own if len(word) > 3}
            shares.append(len(mine & core) / len(mine))
    return [*shares[:start], *[-1.0] * (stop - start), *shares[start:]]
