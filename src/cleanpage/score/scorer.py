"""Score every block: the estimate that it is main content.

A `Measured` goes in and a `Scored` goes out. The score is the logistic function of a sum over
boosted trees. Walking trees as data costs four times as much as running them as code, so they
are turned into one Python function of nested conditions, once per process and format.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Final, cast

from cleanpage.blocks import FeatureRow, Format, Measured, Scored
from cleanpage.features import PAGE_NAMES, SHARES
from cleanpage.score.weights import Tree, Weights, load_weights

TREES_IN_LINE: Final = 20
"""Trees that are added up in one expression, which saves storing the sum; Python's compiler limits the depth."""

Scorer = Callable[[Iterable[FeatureRow], FeatureRow], list[float]]
"""The block features of each block, and the page features, to the log-odds of each block."""


def score(measured: Measured) -> Scored:
    """Return the score of every block, 0.0 to 1.0."""
    log_odds = compiled(measured.document.format)(zip(*measured.columns, strict=True), measured.page_row)
    exp = math.exp
    return Scored(measured=measured, scores=tuple([1 / (1 + exp(-value)) for value in log_odds]))


@cache
def compiled(format: Format) -> Scorer:
    """Return the function that sums the trees of a format's weights."""
    return compile_trees(load_weights(format), len(PAGE_NAMES[format]))


def compile_trees(weights: Weights, page_features: int = 0) -> Scorer:
    """Return a function that does what the trees of these weights say.

    The last `page_features` of the weights' features come once a page. The source holds nothing but numbers and
    names made here, whatever the weights hold.
    """
    whole = [name not in SHARES for name in weights.names]
    first_page = len(whole) - page_features
    locals_of = [f"f{feature}," for feature in range(len(whole))]
    asked = Comparisons(whole, first_page)
    exits = {exit.trees: exit for exit in weights.exits}
    body = ["  s = 0.0"]
    terms: list[str] = []
    for count, tree in enumerate(weights.trees):
        exit = exits.get(count)
        if terms and (exit or len(terms) == TREES_IN_LINE):
            body.append(f"  s = s + {' + '.join(terms)}")
            terms = []
        if exit:
            body += [f"  if s < {exit.below!r}:", f"   out.append(s + {exit.offset!r})", "   continue"]
        terms.append(expression(tree, asked, repr))
    body += [f"  s = {' + '.join(['s', *terms])}", "  out.append(s)", " return out"]
    source = ["def log_odds(rows, page=()):", " out = []"]
    if page_features:
        source.append(f" {''.join(locals_of[first_page:])} = page")
        source += [f" {name} = {comparison}" for comparison, name in asked.of_page.items()]
    # Unpacking a row into local names is faster than looking up the ones that the trees ask for, and
    # `zip` makes no new tuple for a row while nobody holds the last.
    source.append(f" for {''.join(locals_of[:first_page])} in rows:")
    namespace: dict[str, object] = {}
    exec(compile("\n".join([*source, *body]), "<trees>", "exec"), namespace)
    return cast(Scorer, namespace["log_odds"])


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
