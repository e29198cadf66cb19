"""Say what each feature added to a block's score, and how that is put into words; `page_reasons` finds the strongest.

Recorded features go in; log-odds by feature, or words, come out. Nothing is measured or
decided again. A tree's output is told apart by the splits on the way to its leaf: each moves
the mean of the training blocks below it, and that move belongs to the feature it splits on
(Saabas 2014). The moves and the bias add up to the log-odds of the score.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from cleanpage.blocks import FeatureRow, Format, Overrule, Restore
from cleanpage.explain.feature_phrases import in_words
from cleanpage.explain.line_phrases import line_words
from cleanpage.explain.path_phrases import PathWords
from cleanpage.score import Tree, Weights, load_weights

REASONS: Final = 3
"""Things named in a reason."""

MIN_MOVE: Final = 0.05
"""Log-odds under which a thing is not worth naming: it would be shown as 0.0."""


def contributions(format: Format, row: FeatureRow) -> dict[str, float]:
    """Return what each feature added to the log-odds, strongest first, and "bias": where all blocks start."""
    return contributions_of(load_weights(format), row)


def contributions_of(weights: Weights, row: FeatureRow) -> dict[str, float]:
    """Return what `contributions` does, for given weights."""
    moves: dict[int, float] = {}
    exits = {exit.trees: exit for exit in weights.exits}
    bias = total = 0.0
    for number, tree in enumerate(weights.all_trees):
        exit = exits.get(number)
        if exit and total < exit.below:
            bias += exit.offset
            break
        mean, leaf = _descend(tree, row, moves)
        bias += mean
        total += leaf
    strongest = sorted(moves, key=lambda feature: (-abs(moves[feature]), feature))
    return {"bias": bias} | {weights.names[feature]: moves[feature] for feature in strongest}


def _descend(tree: Tree, row: FeatureRow, moves: dict[int, float]) -> tuple[float, float]:
    """Add the moves on the way to the row's leaf; return the tree's mean and the leaf."""
    start = current = tree[2] if isinstance(tree, tuple) else tree
    while isinstance(tree, tuple):
        feature, threshold, _, low, high = tree
        tree = low if row[feature] <= threshold else high
        below = tree[2] if isinstance(tree, tuple) else tree
        moves[feature] = moves.get(feature, 0.0) + below - current
        current = below
    return start, current


class Group(NamedTuple):
    """Features that say the same thing about a block."""

    level: int | None
    """The element that they point to, see `PathWords.level`; None if to none."""
    feature: int
    """Index of the strongest of them."""
    move: float
    """What they added to the log-odds together."""


def with_figure(words: str, move: float) -> str:
    """Return a reason as it is shown: its words, and what it added to the log-odds."""
    return f"{words} ({move:+.1f})"


def words_of(group: Group, row: FeatureRow, around: PathWords, line: str, weights: Weights) -> str:
    """Return what a group says about a block in words."""
    level, feature, move = group
    if level is not None:
        return around.element(level, move)
    name = weights.names[feature]
    if line and name == "line_odds":
        return line_words(line, dict(zip(weights.names, row, strict=True)), weights.tokens)
    return around.words(name, row[feature]) or in_words(name, row[feature])


_OVERRULES: Final[Mapping[Overrule | Restore, str]] = MappingProxyType(
    {
        "repeat": " as a copy of a text above",
        "comment": " as a reader's comment",
        "caption": " as a caption",
        "script": " as a script that leaked into the text",
        "apart": " as doubtful lines apart from the article",
        "headline": " as the headline",
        "byline": " as part of a byline or an author box",
        "newsletter": " as part of a newsletter box",
        "related": ' as a line "read also" or one of its links',
        "legal": " as a line of copyright",
        "ad": " as a label of an advertisement",
        "next": " as part of the next article",
        "embed": " as an embedded post",
        "below": " as what stands below the article",
        "hidden": " as text that is not shown",
        "banner": " as part of a banner or dialog",
        "label": " as a label of the page's controls",
        "standfirst": " as the standfirst",
        "option": " as a selector in the options asks",
        "table": " with the rest of its table",
        "list": " with the rest of its list",
        "quote": " with the rest of its quotation, or the text around it",
        "post": " as part of a post in a thread, or as what stands around one",
        "heading": " with what it heads",
    }
)


def sentence(named: Iterable[str], score: float, cut: float, *, kept: bool, overrule: Overrule | Restore | None) -> str:
    """Return the decision in words, with the reasons for the score that are worth naming."""
    verdict = "kept" if kept else "dropped"
    if overrule:
        verdict += _OVERRULES[overrule]
    elif kept and score < cut:
        verdict += " as the options ask"
    if cut >= 1.0:
        left = "nothing on the page is kept for its score" if kept else "nothing on the page is likely enough"
        decision = f"{verdict}: score {score:.2f}, and {left}"
    else:
        decision = f"{verdict}: score {score:.2f}, the page's cut is {cut:.2f}"
    return "; ".join([decision, *named])
