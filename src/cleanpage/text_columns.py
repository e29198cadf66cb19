"""What the words of each block say, and where it stands among the others.

Blocks go in; one column of numbers per feature comes out, parallel to the blocks. Both formats
share these features. Nothing here looks at markup, except that links are counted where a block
has them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from operator import sub, truediv
from typing import Final

from cleanpage.blocks import Block

Columns = dict[str, Sequence[float]]
"""Feature name to one number for each block."""

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
_CLOSED: Final = -1
_LAST: Final = {
    **dict.fromkeys(".!?。！？।؟۔։።", 4),
    **dict.fromkeys("…", 3),
    **dict.fromkeys(":：", 2),
    **dict.fromkeys(",;，、；،", 1),
    **dict.fromkeys(_CLOSERS, _CLOSED),
}
"""Terminal punctuation by how much it speaks for a sentence: end 4, ellipsis 3, colon 2, comma 1; or that
what stands before it tells."""

ROW_NAMES: Final = (
    "chars", "word_length", "stopword_density", "sentences", "commas", "last_char", "link_density",
)  # fmt: skip


def text_rows(
    blocks: Sequence[Block], words: Sequence[int], tokens: Sequence[Sequence[str]], stopwords: frozenset[str]
) -> Columns:
    """Return the columns that need nothing but the block itself; names in ROW_NAMES.

    `tokens` are the lower-case words of each block, divided at spaces.
    """
    texts = [block.text for block in blocks]
    chars = [len(text) for text in texts]
    page = "\n".join(texts)
    # Most pages use few of these marks, even where they are not in ASCII.
    enders = [mark for mark in _ENDERS if mark in page]
    comma_marks = [mark for mark in _COMMAS if mark in page]
    densities: list[float] = []
    sentences: list[int] = []
    commas: list[int] = []
    is_stopword = stopwords.__contains__
    for text, count, own in zip(texts, words, tokens, strict=True):
        if count < MENU_WORDS:
            densities.append(0.0)
            sentences.append(0)
            commas.append(0)
            continue
        densities.append(sum(map(is_stopword, own)) / len(own))
        if text.isascii():
            sentences.append(text.count(".") + text.count("!") + text.count("?"))
            commas.append(text.count(",") + text.count(";"))
        else:
            sentences.append(sum(map(text.count, enders)))
            commas.append(sum(map(text.count, comma_marks)))
    columns: tuple[Sequence[float], ...] = (
        chars,
        [length / count if count else 0.0 for length, count in zip(chars, words, strict=True)],
        densities,
        sentences,
        commas,
        _last_chars(texts),
        [block.link_chars / length for block, length in zip(blocks, chars, strict=True)],
    )
    return dict(zip(ROW_NAMES, map(tuple, columns), strict=True))


def _last_chars(texts: Sequence[str]) -> list[int]:
    """Return what each text ends with, see _LAST; quotes and brackets that close it are looked through."""
    found = [_LAST.get(text[-1], 0) for text in texts]
    if _CLOSED in found:
        found = [
            _LAST.get(text.rstrip(_CLOSERS)[-1:], 0) if last == _CLOSED else last
            for text, last in zip(texts, found, strict=True)
        ]
    return found


CONTEXT_NAMES: Final = (
    "position", "word_position", "from_start", "from_end", "words", "next_words", "next_last_char", "prose_rank",
    "prose_before", "prose_after", "blocks_since_prose",
    "blocks_to_prose", "core_distance", "core_share", "copies", "copies_before", "words_seen_before", "title_overlap",
    "title_match", "words_since_title", "core_overlap", "window_prose_5", "window_words_15",
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
    title_words = {word for word in title.lower().split() if len(word) > 3}
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


LINK_WINDOWS: Final = (2, 5, 15)
"""Blocks on each side whose text and links are taken together."""

LINK_NAMES: Final = tuple(f"window_links_{size}" for size in LINK_WINDOWS)


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


CORE_TOLL: Final = 12
"""Words that a block must have outside links to lengthen the densest run; the best of 8, 12 and 16 on news."""

CORE_MAX_WORDS: Final = 60
"""Words of a block that count at most, so that one wall of text does not outweigh an article."""


def core_run(words: Sequence[int], link_density: Sequence[float]) -> tuple[int, int]:
    """Return the (start, stop) of the densest run of text; (0, 0) where no block is dense.

    The maximum run of each block's words outside links less CORE_TOLL.
    """
    return maximum_run(
        [
            (count if count < CORE_MAX_WORDS else CORE_MAX_WORDS) * (1 - links) - CORE_TOLL
            for count, links in zip(words, link_density, strict=True)
        ]
    )


def maximum_run(values: Sequence[float]) -> tuple[int, int]:
    """Return the (start, stop) of the run with the largest sum (Bentley 1984); (0, 0) where nothing is above 0."""
    best = run = 0.0
    best_start = best_stop = start = 0
    for index, value in enumerate(values):
        if run <= 0:
            run, start = 0.0, index
        run += value
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
        if core.isdisjoint(own):
            shares.append(0.0)
        else:
            mine = {word for word in own if len(word) > 3}
            shares.append(len(mine & core) / len(mine))
    return [*shares[:start], *[-1.0] * (stop - start), *shares[start:]]


def windows(seen: Sequence[float], size: int) -> list[float]:
    """Return the sums over each block and the `size` blocks on each side of it, from the running sums."""
    count = len(seen) - 1
    before = [seen[0]] * min(size, count) + list(seen[: max(0, count - size)])
    after = list(seen[size + 1 :]) + [seen[-1]] * min(size, count)
    return list(map(sub, after, before))
