"""What the first pass says of the blocks around a block: the second pass weighs it.

A `Measured` and the scores of the first pass go in; one column of numbers for each of `features.SECOND_NAMES` comes
out. A block that looks like content by its own numbers stands differently in a section that is mostly dropped than in
one that is mostly kept, and so does one of many that are made alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from cleanpage.blocks import Elements, Measured
from cleanpage.features import NONE_BLOCKS, Columns
from cleanpage.measure import packer

KEPT_SCORE: Final = 0.5
"""Score from which a block's words count as kept."""
SURE_SCORE: Final = 0.8
SURE_WORDS: Final = 8
"""Score and words of a block that is surely content."""
CORE_SHARE: Final = 0.6
"""Share of the page's expected content that the innermost element with so much is called the core for."""
SECTION_SHARES: Final = (0.6, 0.3)
"""Shares of the expected content under which the outermost element around a block is its section, and its part."""
LARGE_SHARE: Final = 0.1
"""Share of the expected content from which an element counts as large."""
NEAR: Final = (3, 8)
"""Blocks before and after a block whose mean score is taken."""

_TINY: Final = 1e-9


class _Sums(NamedTuple):
    """What is inside each element, itself and those in it: a column each."""

    expected: list[float]
    """Words times score."""
    words: list[float]
    chars: list[float]
    link_chars: list[float]
    kept_words: list[float]
    """Words of blocks that score more than KEPT_SCORE."""
    blocks: list[int]
    first: list[int]
    """Index of the first block."""
    last: list[int]


def surroundings(measured: Measured, scores: Sequence[float], first_odds: Sequence[float]) -> Columns:
    """Return the columns of SECOND_NAMES; `scores` are 0.0 to 1.0, `first_odds` the log-odds that they come from."""
    elements, words = measured.document.elements, measured.words
    parents = [0, *elements.parents[1:]]
    own = [block.element for block in measured.document.blocks]
    outer = [parents[index] for index in own]
    outer2 = [parents[index] for index in outer]
    expected = [score * count for score, count in zip(scores, words, strict=True)]
    sums = _sum_up(measured, parents, own, scores, expected)
    total = sums.expected[0] + _TINY
    shares = [it / total for it in sums.expected]
    means = [it / (count + _TINY) for it, count in zip(sums.expected, sums.words, strict=True)]
    kept = [it / (count + _TINY) for it, count in zip(sums.kept_words, sums.words, strict=True)]
    peers, peers_means = _peers(elements, parents, sums)
    core = max([index for index, share in enumerate(shares) if share >= CORE_SHARE], default=0)
    pack = packer(len(own))
    columns = pack(
        {
            "first_odds": first_odds,
            "own_mean": [means[index] for index in own],
            "own_peers": [peers[index] for index in own],
            "own_peers_mean": [peers_means[index] for index in own],
            "parent_expected": [shares[index] for index in outer],
            "parent_blocks": [sums.blocks[index] for index in outer],
            "parent_kept": [kept[index] for index in outer],
            "grandparent_expected": [shares[index] for index in outer2],
            "grandparent_blocks": [sums.blocks[index] for index in outer2],
            "grandparent_kept": [kept[index] for index in outer2],
            "grandparent_peers_mean": [peers_means[index] for index in outer2],
        }
    )
    all_words, count = sums.words[0] or 1.0, len(own)
    for name, limit in zip(("section", "part"), SECTION_SHARES, strict=True):
        outermost = _outermost_below(elements.parents, shares, limit)
        around = [outermost[index] for index in own]
        columns |= pack(
            {
                f"{name}_mean": [means[index] for index in around],
                f"{name}_words": [sums.words[index] / all_words for index in around],
                f"{name}_blocks": [sums.blocks[index] for index in around],
                f"{name}_links": [sums.link_chars[index] / (sums.chars[index] + _TINY) for index in around],
                f"{name}_kept": [kept[index] for index in around],
                f"{name}_peers": [peers[index] for index in around],
                f"{name}_peers_mean": [peers_means[index] for index in around],
                f"{name}_position": [sums.first[index] / count for index in around],
                f"{name}_below_core": [int(sums.first[index] > sums.last[core]) for index in around],
                f"{name}_over_core": [means[index] - means[core] for index in around],
            }
        )
    best = max([(share, -index) for index, share in enumerate(shares) if share < SECTION_SHARES[0]], default=(0.0, 0))
    columns["section_over_best"] = [mean - means[-best[1]] for mean in columns["section_mean"]]
    columns |= pack(_shape_columns(elements, own, outer, words, expected))
    columns |= pack(_neighbour_columns(words, scores, expected))
    return columns | pack(_page_columns(words, scores, expected, shares, best[0]))


def _sum_up(
    measured: Measured, parents: Sequence[int], own: Sequence[int], scores: Sequence[float], expected: Sequence[float]
) -> _Sums:
    size = len(parents)
    zeros, counts = [0.0] * size, [0] * size
    sums = _Sums(zeros, zeros[:], zeros[:], zeros[:], zeros[:], counts, counts[:], counts[:])
    all_expected, all_words, all_chars, all_links, all_kept, all_blocks, first, last = sums
    columns = zip(own, measured.document.blocks, measured.words, scores, expected, strict=True)
    for at, (index, block, count, score, expect) in enumerate(columns):
        if not all_blocks[index]:
            first[index] = at
        last[index] = at
        all_blocks[index] += 1
        all_expected[index] += expect
        all_words[index] += count
        all_chars[index] += len(block.text)
        all_links[index] += block.link_chars
        if score > KEPT_SCORE:
            all_kept[index] += count
    for index in range(size - 1, 0, -1):
        if not all_blocks[index]:
            continue
        parent = parents[index]
        if not all_blocks[parent]:
            first[parent], last[parent] = first[index], last[index]
        else:
            first[parent] = min(first[parent], first[index])
            last[parent] = max(last[parent], last[index])
        all_blocks[parent] += all_blocks[index]
        all_expected[parent] += all_expected[index]
        all_words[parent] += all_words[index]
        all_chars[parent] += all_chars[index]
        all_links[parent] += all_links[index]
        all_kept[parent] += all_kept[index]
    return sums


def _peers(elements: Elements, parents: Sequence[int], sums: _Sums) -> tuple[list[int], list[float]]:
    """Return for each element how many of its parent's elements are written like it, itself included; their mean score.

    Elements without text count for nothing.
    """
    pools: dict[tuple[str, str, int], list[float]] = {}
    pool_of: list[list[float]] = []
    nothing = [0.0, 0.0, 0]
    columns = zip(elements.tags, elements.names, parents, sums.blocks, sums.expected, sums.words, strict=True)
    for tag, names, parent, blocks, expected, words in columns:
        if not blocks:
            pool_of.append(nothing)
            continue
        pool = pools.get((tag, names, parent))
        if pool is None:
            pool = pools[tag, names, parent] = [0.0, 0.0, 0]
        pool[0] += expected
        pool[1] += words
        pool[2] += 1
        pool_of.append(pool)
    return [int(count) for _, _, count in pool_of], [expected / (words + _TINY) for expected, words, _ in pool_of]


def _outermost_below(parents: Sequence[int], shares: Sequence[float], limit: float) -> list[int]:
    """Return for each element the outermost one around it, or itself, whose share is below the limit; 0 without one."""
    found: list[int] = []
    for index, (parent, share) in enumerate(zip(parents, shares, strict=True)):
        around = found[parent] if parent >= 0 else 0
        found.append(around or (index if share < limit else 0))
    return found


def _shape_columns(
    elements: Elements, own: Sequence[int], outer: Sequence[int], words: Sequence[int], expected: Sequence[float]
) -> Columns:
    """Return what the first pass expects of the blocks whose element and parent are written alike."""
    tags, names = elements.tags, elements.names
    pools: dict[tuple[str, str, str, str], list[float]] = {}
    rows = []
    for index, parent, count, expect in zip(own, outer, words, expected, strict=True):
        shape = (tags[index], names[index], tags[parent], names[parent])
        pool = pools.get(shape)
        if pool is None:
            pool = pools[shape] = [0.0, 0.0, 0]
        pool[0] += expect
        pool[1] += count
        pool[2] += 1
        rows.append(pool)
    total = sum(expected) + _TINY
    return {
        "shape_blocks": [int(pool[2]) for pool in rows],
        "shape_expected": [pool[0] / total for pool in rows],
        "shape_mean": [pool[0] / (pool[1] + _TINY) for pool in rows],
        "shape_others_mean": [
            (pool[0] - expect) / (pool[1] - count + _TINY)
            for pool, count, expect in zip(rows, words, expected, strict=True)
        ],
    }


def _neighbour_columns(words: Sequence[int], scores: Sequence[float], expected: Sequence[float]) -> Columns:
    """Return the mean scores before and after each block, and how far it is from blocks that are surely content."""
    count = len(words)
    seen = list(accumulate(expected, initial=0.0))
    words_seen = list(accumulate(words, initial=0))
    total = seen[-1] + _TINY
    sure = [index for index in range(count) if scores[index] > SURE_SCORE and words[index] >= SURE_WORDS]
    before, after = [], []
    at = 0
    for index in range(count):
        while at < len(sure) and sure[at] < index:
            at += 1
        before.append(index - sure[at - 1] if at else NONE_BLOCKS)
        after.append(sure[at] - index if at < len(sure) else NONE_BLOCKS)
    columns: Columns = {
        "likely_before": [it / total for it in seen[:-1]],
        "blocks_since_sure": before,
        "blocks_to_sure": after,
    }
    for size in NEAR:
        lows = [*[0] * min(size, count), *range(count - size)]
        highs = [*range(min(size + 1, count), count), *[count] * min(size + 1, count)]
        columns[f"mean_before_{size}"] = [
            (seen[index] - seen[low]) / (words_seen[index] - words_seen[low] + _TINY) for index, low in enumerate(lows)
        ]
        columns[f"mean_after_{size}"] = [
            (seen[high] - seen[index]) / (words_seen[high] - words_seen[index] + _TINY)
            for index, high in enumerate(highs, start=1)
        ]
    return columns


def _page_columns(
    words: Sequence[int], scores: Sequence[float], expected: Sequence[float], shares: Sequence[float], best: float
) -> Columns:
    """Return how much the first pass expects of the page, and how sure it is: once each."""
    total, count = sum(expected) + _TINY, len(words)
    sure = [(expect, n) for expect, score, n in zip(expected, scores, words, strict=True) if score > SURE_SCORE]
    page = {
        "best_section": best,
        "likely_words": total,
        "likely_share": total / (sum(words) or 1),
        "sure_share": sum([expect for expect, _ in sure]) / total,
        "sure_blocks": sum([n >= SURE_WORDS for _, n in sure]),
        "large_boxes": sum([share >= LARGE_SHARE for share in shares]),
    }
    return {name: [value] * count for name, value in page.items()}
