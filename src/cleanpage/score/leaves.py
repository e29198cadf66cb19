"""Tell which leaves of the trees a block comes to, and from these what each feature added to its log-odds.

The trees are run as code once more, as in `scorer`, for their leaves' numbers: that takes a twentieth of the time of
walking them as data, and blocks that come to the same leaves have the same moves. These are added up as long
integers, a lane of bits for each feature: one addition for a tree, whatever its leaf moves. They are counted in UNITS,
which weights are written in, so that nothing is rounded.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Iterator, Sequence
from functools import cache, reduce
from itertools import count
from operator import add, getitem, sub
from typing import Final, NamedTuple, cast

from cleanpage.blocks import FeatureRow, Format
from cleanpage.errors import WeightsError
from cleanpage.features import SHARES
from cleanpage.score.scorer import Comparisons, expression
from cleanpage.score.weights import Tree, Weights, load_weights

UNITS: Final = 10_000
"""Parts of one log-odds that weights are whole numbers of: training rounds to four digits after the point."""

LANES: Final = ((16, "H"), (32, "I"), (64, "Q"))
"""Bits of a lane, and the name by which `struct` reads it: the narrowest is taken that no sum is too wide for."""

MAX_LEAVES: Final = 256
"""Leaves of a tree: their numbers are bytes. Training makes twenty."""


class _Leaf(NamedTuple):
    moves: dict[int, int]
    """Feature to UNITS that the splits on it moved the mean by, on the way to the leaf."""
    log_odds: float


class Leaves:
    """The trees of some weights by their leaves.

    Raises:
        WeightsError: the log-odds are no whole numbers of UNITS, or a tree has more than MAX_LEAVES leaves.
    """

    def __init__(self, weights: Weights) -> None:
        trees = [list(_leaves(tree)) for tree in weights.all_trees]
        if max(map(len, trees), default=0) > MAX_LEAVES:
            raise WeightsError(f"a tree has more than {MAX_LEAVES} leaves; train them again")
        self.find: Callable[[FeatureRow], bytes] = _compile(weights)
        """Returns the number of the leaf in each tree that a row comes to."""
        self._log_odds = [[leaf.log_odds for leaf in leaves] for leaves in trees]
        self._exits = [(exit.trees, exit.below) for exit in weights.exits]
        # Lanes have no sign: each tree is shifted by what it moves a feature down by at most.
        lowest = [_extreme(min, leaves) for leaves in trees]
        width = [0] * len(weights.names)
        for low, high in zip(lowest, [_extreme(max, leaves) for leaves in trees], strict=True):
            for feature in low:
                width[feature] += high[feature] - low[feature]
        bits, letter = next(lane for lane in LANES if max(width, default=0) < 1 << lane[0])
        self._lanes = struct.Struct(f"<{len(width)}{letter}")
        self._lowest = [_pack(low, bits) for low in lowest]
        self._packed = [
            [_pack(leaf.moves, bits) - low for leaf in leaves] for leaves, low in zip(trees, self._lowest, strict=True)
        ]
        self._shifts = self._sums(lowest, len(width))

    @staticmethod
    def _sums(lowest: Sequence[dict[int, int]], features: int) -> dict[int, tuple[int, ...]]:
        """Return what the lanes have too much after so many trees."""
        sums, shift = {}, [0] * features
        for trees, low in enumerate([{}, *lowest]):
            for feature, move in low.items():
                shift[feature] -= move
            sums[trees] = tuple(shift)
        return sums

    def moves(self, leaves: bytes) -> tuple[int, ...]:
        """Return what each feature added to the log-odds of a row that comes to these leaves, in UNITS."""
        trees = self._trees_asked(leaves)
        packed = sum(map(getitem, self._packed[:trees], leaves))
        lanes = self._lanes.unpack(packed.to_bytes(self._lanes.size, "little"))
        return tuple(map(sub, lanes, self._shifts[trees]))

    def _trees_asked(self, leaves: bytes) -> int:
        """Return after how many trees the row leaves: the same sums are made as for its score."""
        total, done = 0.0, 0
        for trees, below in self._exits:
            if trees >= len(leaves):
                break
            total = reduce(add, map(getitem, self._log_odds[done:trees], leaves[done:trees]), total)
            if total < below:
                return trees
            done = trees
        return len(leaves)


@cache
def load_leaves(format: Format) -> Leaves:
    """Return the leaves of the weights that come with the package."""
    return Leaves(load_weights(format))


def _compile(weights: Weights) -> Callable[[FeatureRow], bytes]:
    asked = Comparisons([name not in SHARES for name in weights.names], len(weights.names))
    numbers = [expression(tree, asked, _numbering()) for tree in weights.all_trees]
    names = "".join([f"f{feature}," for feature in range(len(weights.names))])
    source = f"def leaves(row):\n {names} = row\n return bytes([{', '.join(numbers)}])"
    namespace: dict[str, object] = {}
    exec(compile(source, "<leaves>", "exec"), namespace)
    return cast("Callable[[FeatureRow], bytes]", namespace["leaves"])


def _numbering() -> Callable[[float], str]:
    numbers = count()
    return lambda _: str(next(numbers))


def _leaves(tree: Tree) -> Iterator[_Leaf]:
    """Yield a tree's leaves from its low side, each with the moves on the way to it."""
    below: list[tuple[Tree, dict[int, int]]] = [(tree, {})]
    while below:
        node, moves = below.pop()
        if not isinstance(node, tuple):
            yield _Leaf(moves, node)
            continue
        feature, _, mean, low, high = node
        for side in (high, low):
            move = _units(side[2] if isinstance(side, tuple) else side) - _units(mean)
            below.append((side, moves | {feature: moves.get(feature, 0) + move}))


def _extreme(extreme: Callable[[int, int], int], leaves: list[_Leaf]) -> dict[int, int]:
    """Return the lowest or highest that a tree's leaves move each feature by, or 0 if none is below or above."""
    found: dict[int, int] = {}
    for leaf in leaves:
        for feature, move in leaf.moves.items():
            found[feature] = extreme(found.get(feature, 0), move)
    return found


def _pack(moves: dict[int, int], bits: int) -> int:
    return sum([move << bits * feature for feature, move in moves.items()])


def _units(log_odds: float) -> int:
    units = round(log_odds * UNITS)
    if not math.isclose(units, log_odds * UNITS, abs_tol=1e-6):
        raise WeightsError(f"log-odds of {log_odds} have more than four digits after the point; train them again")
    return units
