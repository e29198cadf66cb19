"""Score every block: the estimate that it is main content.

A `Measured` goes in and a `Scored` goes out. The score is the logistic function of a sum over
boosted trees, in two passes: the first asks what a block is for itself, the second what the first says of the blocks
around it. Walking trees as data costs four times as much as running them as code, so they
are turned into Python functions of nested conditions, once per process and format.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import compress
from typing import Final, cast

from cleanpage.blocks import FeatureRow, Format, Measured, Scored
from cleanpage.features import BLOCK_NAMES, PAGE_NAMES, SECOND_NAMES, SHARES
from cleanpage.score.surroundings import surroundings
from cleanpage.score.weights import Exit, Tree, Weights, load_weights

TREES_IN_LINE: Final = 20
"""Trees that are added up in one expression, which saves storing the sum; Python's compiler limits the depth."""

TreeSum = Callable[[Iterable[FeatureRow], FeatureRow, list[bool]], list[float]]
"""The block features of each block, and the page features, to the log-odds of each block. Puts into the list whether
each block was asked by all trees, and did not leave early."""


@dataclass(frozen=True, slots=True)
class Scorer:
    """The trees of some weights as code."""

    first: TreeSum
    second: TreeSum | None
    """None if there is no second pass."""
    asked: tuple[str, ...]
    """Names of the features that the second pass asks, in the order of its rows."""

    def __call__(self, measured: Measured) -> Scored:
        """Return the score of every block, 0.0 to 1.0."""
        stays: list[bool] = []
        log_odds = self.first(zip(*measured.columns, strict=True), measured.page_row, stays)
        if self.second is None or True not in stays:
            return Scored(measured=measured, scores=tuple(_chances(log_odds)))
        first = tuple(log_odds)
        columns = surroundings(measured, _chances(log_odds), first)
        columns |= zip(BLOCK_NAMES[measured.document.format], measured.columns, strict=True)
        asked = [columns[name] for name in self.asked]
        moves = iter(self.second(compress(zip(*asked, strict=True), stays), (), []))
        log_odds = [value + next(moves) if stays_ else value for value, stays_ in zip(log_odds, stays, strict=True)]
        return Scored(measured=measured, scores=tuple(_chances(log_odds)), first=first)


def score(measured: Measured) -> Scored:
    """Return the score of every block, 0.0 to 1.0."""
    return load_scorer(measured.document.format)(measured)


def _chances(log_odds: Sequence[float]) -> list[float]:
    exp = math.exp
    return [1 / (1 + exp(-value)) for value in log_odds]


@cache
def load_scorer(format: Format) -> Scorer:
    """Return the trees that come with the package, as code."""
    return compile_weights(load_weights(format), format)


def compile_weights(weights: Weights, format: Format) -> Scorer:
    """Return the trees of these weights as code."""
    own, page = len(BLOCK_NAMES[format]), len(PAGE_NAMES[format])
    first = compile_trees(weights.names[: own + page], weights.trees, weights.exits, page)
    asked = tuple(sorted(set().union(*map(_features_of, weights.second))))
    if not asked:
        return Scorer(first, None, ())
    place = {feature: at for at, feature in enumerate(asked)}
    trees = [_renumbered(tree, place) for tree in weights.second]
    names = tuple([weights.names[feature] for feature in asked])
    return Scorer(first, compile_trees(names, trees), names)


def _features_of(tree: Tree) -> set[int]:
    if not isinstance(tree, tuple):
        return set()
    return {tree[0]} | _features_of(tree[3]) | _features_of(tree[4])


def _renumbered(tree: Tree, place: dict[int, int]) -> Tree:
    if not isinstance(tree, tuple):
        return tree
    feature, threshold, mean, low, high = tree
    return place[feature], threshold, mean, _renumbered(low, place), _renumbered(high, place)


def second_rows(scored: Scored) -> list[FeatureRow]:
    """Return the features of `SECOND_NAMES` of every block: what the second pass was asked, and () without one."""
    measured = scored.measured
    if not scored.first:
        # No block came so far, or there is no second pass: its features say nothing.
        return [(0.0,) * len(SECOND_NAMES[measured.document.format])] * len(scored.scores)
    columns = surroundings(measured, _chances(scored.first), scored.first)
    return list(zip(*columns.values(), strict=True))


def compile_trees(
    names: Sequence[str], trees: Sequence[Tree], exits: Sequence[Exit] = (), page_features: int = 0
) -> TreeSum:
    """Return a function that does what these trees say.

    The last `page_features` of the features come once a page. The source holds nothing but numbers and
    names made here, whatever the weights hold.
    """
    whole = [name not in SHARES for name in names]
    first_page = len(whole) - page_features
    locals_of = [f"f{feature}," for feature in range(len(whole))]
    asked = Comparisons(whole, first_page)
    exit_after = {exit.trees: exit for exit in exits}
    body = ["  s = 0.0"]
    terms: list[str] = []
    for count, tree in enumerate(trees):
        exit = exit_after.get(count)
        if terms and (exit or len(terms) == TREES_IN_LINE):
            body.append(f"  s = s + {' + '.join(terms)}")
            terms = []
        if exit:
            body += [
                f"  if s < {exit.below!r}:",
                f"   out.append(s + {exit.offset!r})",
                "   stays.append(False)",
                "   continue",
            ]
        terms.append(expression(tree, asked, repr))
    body += [f"  s = {' + '.join(['s', *terms])}", "  out.append(s)", "  stays.append(True)", " return out"]
    source = ["def log_odds(rows, page, stays):", " out = []"]
    if page_features:
        source.append(f" {''.join(locals_of[first_page:])} = page")
        source += [f" {name} = {comparison}" for comparison, name in asked.of_page.items()]
    # Unpacking a row into local names is faster than looking up the ones that the trees ask for, and
    # `zip` makes no new tuple for a row while nobody holds the last.
    source.append(f" for {''.join(locals_of[:first_page])} in rows:")
    namespace: dict[str, object] = {}
    exec(compile("\n".join([*source, *body]), "<trees>", "exec"), namespace)
    return cast(TreeSum, namespace["log_odds"])


class Comparisons:
    """Writes the comparisons of the trees; those of page features are made once a page and have names."""

    def __init__(self, whole: Sequence[bool], first_page: int) -> None:
        self._whole = whole
        self._first_page = first_page
        self.of_page: dict[str, str] = {}

    def __call__(self, feature: int, threshold: float) -> str:
        """Return the source that is true where a row goes to the low side."""
        if self._whole[feature]:
            # An int compared with a float takes CPython three times as long as with an int.
            threshold = math.floor(threshold)
        comparison = f"f{feature} <= {threshold!r}"
        if feature < self._first_page:
            return comparison
        return self.of_page.setdefault(comparison, f"p{len(self.of_page)}")


def expression(tree: Tree, asked: Comparisons, leaf: Callable[[float], str]) -> str:
    """Return the source of one tree: a nested conditional expression, two thirds of the byte code of statements.

    `leaf` returns the source of a leaf, and is called from the tree's low side on.
    """
    if not isinstance(tree, tuple):
        return leaf(tree)
    feature, threshold, _, low, high = tree
    return f"({expression(low, asked, leaf)} if {asked(feature, threshold)} else {expression(high, asked, leaf)})"
