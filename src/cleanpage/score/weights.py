"""Read the weights that `python -m benchmarks.training` wrote, and check that they fit the features.

A weights file is JSON: the feature names, the trees, the log-odds of class-name tokens, and
where all that came from. Trees are data here; `scorer` turns them into code and `explain.reasons`
walks them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeAlias

from cleanpage.blocks import Format
from cleanpage.data import read_data
from cleanpage.errors import WeightsError
from cleanpage.features import NAMES

VERSION: Final = 3
"""Layout of the weights files that this code reads."""

Tree: TypeAlias = "float | tuple[int, float, float, Tree, Tree]"
"""A leaf's log-odds; or (feature index, threshold, mean log-odds below here, tree if value <= threshold,
tree otherwise)."""


class Exit(NamedTuple):
    """Where a block that is surely boilerplate leaves, and the remaining trees are not asked (docs/decisions/0006)."""

    trees: int
    """Trees after which it is looked at."""
    below: float
    """Log-odds under which the block leaves."""
    offset: float
    """Log-odds added in place of the remaining trees: about what they add to such blocks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A trained scorer: boosted trees whose outputs add up to log-odds."""

    names: tuple[str, ...]
    """Names of the features, in the order of a row."""
    trees: tuple[Tree, ...]
    """What a block's log-odds are the sum of: the first pass."""
    second: tuple[Tree, ...]
    """What the second pass adds for a block that did not leave early."""
    exits: tuple[Exit, ...]
    """Of the first pass, in the order of their trees."""
    tokens: Mapping[str, float]
    """Log-odds that text in an element with this name token is main content; tags as "<tag>"."""
    provenance: Mapping[str, str]
    """How the file was made: command, seed, sets, versions."""

    @property
    def all_trees(self) -> tuple[Tree, ...]:
        """The trees of both passes, in the order in which a block is asked."""
        return self.trees + self.second


@cache
def load_weights(format: Format) -> Weights:
    """Return the weights that come with the package for a format.

    Raises:
        WeightsError: the file is unreadable or was trained on other features.
    """
    text = read_data(f"{format}.json")
    return parse_weights(text, NAMES[format])


def parse_weights(text: str, names: tuple[str, ...]) -> Weights:
    """Return the weights in a JSON text, checked against the names of the features.

    Raises:
        WeightsError: not JSON, another version, or trained on other features.
    """
    try:
        data = json.loads(text)
        if data["version"] != VERSION:
            raise WeightsError(f"weights have version {data['version']}, this code reads {VERSION}; train them again")
        if tuple(data["features"]) != names:
            odd = sorted(set(data["features"]) ^ set(names)) or ["their order"]
            raise WeightsError(f"weights were trained on other features ({', '.join(odd[:5])}); train them again")
        exits = tuple(Exit(int(trees), float(below), float(offset)) for trees, below, offset in data["exits"])
        counts = [exit.trees for exit in exits]
        if counts != sorted(set(counts)) or min(counts, default=1) < 1:
            raise WeightsError(f"weights have exits after {counts} trees, not one after the other; train them again")
        trees = tuple(_tree(tree, len(names)) for tree in data["trees"])
        if data["second"] and counts and counts[-1] >= len(trees):
            raise WeightsError("weights have an exit behind the first pass; train them again")
        return Weights(
            names=names,
            trees=trees,
            second=tuple(_tree(tree, len(names)) for tree in data["second"]),
            exits=exits,
            tokens={str(token): float(value) for token, value in data["tokens"].items()},
            provenance=MappingProxyType(dict(data["provenance"])),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, WeightsError):
            raise
        raise WeightsError(f"weights are unreadable ({error!r}); install the package again") from error


def _tree(data: Any, features: int) -> Tree:
    if isinstance(data, (int, float)):
        return float(data)
    feature, threshold, mean, low, high = data
    if not 0 <= feature < features:
        raise WeightsError(f"a tree splits on feature {feature} of {features}; train them again")
    return int(feature), float(threshold), float(mean), _tree(low, features), _tree(high, features)
