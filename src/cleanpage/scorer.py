"""Score every block: the estimate that it is main content.

A `Measured` goes in and a `Scored` goes out. The score is the logistic function of a sum over
boosted trees. Walking trees as data costs four times as much as running them as code, so they
are turned into one Python function of nested ifs, once per process and format.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cache
from typing import cast

from cleanpage.blocks import FeatureRow, Format, Measured, Scored
from cleanpage.features import SHARES
from cleanpage.weights import Tree, Weights, load_weights

Scorer = Callable[[Sequence[FeatureRow]], list[float]]
"""Feature rows to the log-odds of each."""


def score(measured: Measured) -> Scored:
    """Return the score of every block, 0.0 to 1.0."""
    log_odds = compiled(measured.document.format)(measured.rows)
    return Scored(measured=measured, scores=tuple([1 / (1 + math.exp(-value)) for value in log_odds]))


@cache
def compiled(format: Format) -> Scorer:
    """Return the function that sums the trees of a format's weights."""
    return compile_trees(load_weights(format))


def compile_trees(weights: Weights) -> Scorer:
    """Return a function that does what the trees of these weights say.

    The source holds nothing but numbers and names made here, whatever the weights hold.
    """
    whole = [name not in SHARES for name in weights.names]
    source = ["def log_odds(rows):", " out = []", " for row in rows:", "  s = 0.0"]
    # Nearly half of the rows end early: the features get local names only behind that point.
    early = weights.early
    for tree in weights.trees[: early.trees]:
        _write(tree, source, 2, whole, "row[{}]")
    rest = weights.trees[early.trees :]
    if rest:
        source += [f"  if s < {early.below!r}:", f"   out.append(s + {early.offset!r})", "   continue"]
    source += [f"  f{feature} = row[{feature}]" for feature in sorted(set().union(*map(_features, rest)))]
    for tree in rest:
        _write(tree, source, 2, whole, "f{}")
    source += ["  out.append(s)", " return out"]
    namespace: dict[str, object] = {}
    exec(compile("\n".join(source), "<trees>", "exec"), namespace)
    return cast(Scorer, namespace["log_odds"])


def _features(tree: Tree) -> set[int]:
    if not isinstance(tree, tuple):
        return set()
    feature, _, _, low, high = tree
    return {feature} | _features(low) | _features(high)


def _write(tree: Tree, source: list[str], depth: int, whole: Sequence[bool], name: str) -> None:
    """Append the source of one tree; `name` is how a feature is written, with {} for its index."""
    indent = " " * depth
    if not isinstance(tree, tuple):
        source.append(f"{indent}s += {tree!r}")
        return
    feature, threshold, _, low, high = tree
    if whole[feature]:
        # An int compared with a float takes CPython three times as long as with an int.
        threshold = math.floor(threshold)
    source.append(f"{indent}if {name.format(feature)} <= {threshold!r}:")
    _write(low, source, depth + 1, whole, name)
    source.append(f"{indent}else:")
    _write(high, source, depth + 1, whole, name)
