"""What the tags and names of the elements around each block speak for.

Elements and the weights of name tokens go in; columns of log-odds, of what an element is, and the cue of each block
come out. Each element is read once, then its findings are handed to the elements and blocks in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from cleanpage.blocks import Block, Elements, Sort
from cleanpage.features import AROUND, Columns
from cleanpage.words.lexicon import read_names

DECAY: Final = 0.6
"""How much of an enclosing element's name evidence reaches the element inside it."""

BITS: Final = {name: 1 << bit for bit, name in enumerate(AROUND)}
"""Bits for what an element, or one around it, is by its tag (article to table) or by its names."""

_TAG_BITS: Final[Mapping[str, int]] = {name: BITS[name] for name in AROUND[:7]} | {"dialog": BITS["chrome"]}

_CUE_BITS: Final[Mapping[Sort, int]] = {
    "comment": BITS["comment"],
    "related": BITS["related"],
    "navigation": BITS["chrome"],
    "legal": BITS["chrome"],
    "login": BITS["chrome"],
    "cookie": BITS["chrome"],
    "newsletter": BITS["chrome"],
    "ad": BITS["chrome"],
    "share": BITS["chrome"],
}


class NameReader:
    """Tells what a tag and its names speak for."""

    def __init__(self, token_weights: Mapping[str, float]) -> None:
        self._weights = token_weights
        self._inline: dict[str, tuple[float, int, Sort]] = {"": (0.0, 0, "")}

    def __call__(self, tag: str, names: str) -> tuple[float, int, Sort]:
        """Return the log-odds, the bits and the cue of an element."""
        weights = self._weights
        own = weights.get(f"<{tag}>", 0.0)
        tokens, cue, hidden = read_names(tag, names)
        for token in tokens:
            if token in weights:
                own += weights[token]
        bits = _TAG_BITS.get(tag, 0) | _CUE_BITS.get(cue, 0)
        return own, bits | BITS["hidden"] if hidden else bits, cue

    def inline(self, names: str) -> tuple[float, int, Sort]:
        """Return the same for the joined names of a block's inline elements."""
        found = self._inline.get(names)
        if found is None:
            found = self._inline[names] = self("", names)
        return found


PathRow = tuple[int, float, float, float, float, float, int, Sort]
"""Depth; own log-odds; sum, lowest, highest and decayed sum of the log-odds on the path; its bits and its cue."""


def name_columns(
    elements: Elements, blocks: Sequence[Block], own: Sequence[int], chars_in: Sequence[float], look: NameReader
) -> tuple[Columns, list[Sort]]:
    """Return what the names in and around each block speak for, and its cue: that of the names nearest to it."""
    paths = _read_paths(elements, chars_in, look)
    depth, own_odds, total, low, high, decayed, bits, path_cues = zip(*[paths[index] for index in own], strict=True)
    inline = [0.0] * len(blocks)
    cues: list[Sort] = list(path_cues)
    for position, block in enumerate(blocks):
        if block.inline_names:
            inline[position], _, cue = look.inline(block.inline_names)
            if cue:
                cues[position] = cue
    columns: Columns = {
        "names_inline": inline,
        "depth": depth,
        "names_own": own_odds,
        "names_sum": total,
        "names_min": low,
        "names_max": high,
        "names_decayed": decayed,
    }
    flags = {value: tuple([1 if value & bit else 0 for bit in BITS.values()]) for value in set(bits)}
    for name, column in zip(AROUND, zip(*[flags[value] for value in bits], strict=True), strict=True):
        columns[f"in_{name}"] = column
    return columns, cues


def _read_paths(elements: Elements, chars_in: Sequence[float], look: NameReader) -> list[PathRow]:
    """Return the evidence in tag and class names for each element that holds text, summed along the path to it."""
    paths: list[PathRow] = []
    outside: PathRow = (-1, 0.0, 0.0, 0.0, 0.0, 0.0, 0, "")
    seen: dict[tuple[str, str], tuple[float, int, Sort]] = {}
    keys = zip(elements.tags, elements.names, strict=True)
    for key, parent, chars in zip(keys, elements.parents, chars_in, strict=True):
        if not chars:
            paths.append(outside)
            continue
        found = seen.get(key)
        if found is None:
            found = seen[key] = look(*key)
        own, own_bits, own_cue = found
        depth, _, total, low, high, decayed, bits, cue = paths[parent] if parent >= 0 else outside
        paths.append(
            (
                depth + 1,
                own,
                total + own,
                own if own < low else low,
                own if own > high else high,
                decayed * DECAY + own,
                bits | own_bits,
                own_cue or cue,
            )
        )
    return paths
