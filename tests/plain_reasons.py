"""Reasons in the plain way, one block at a time: what `cleanpage.explain.page_reasons` has to say too, only faster."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from cleanpage.blocks import FeatureRow, Format, Overrule, Restore
from cleanpage.explain.feature_phrases import topic
from cleanpage.explain.path_phrases import ElementPath, PathWords
from cleanpage.explain.reasons import MIN_MOVE, REASONS, Group, contributions_of, sentence, with_figure, words_of
from cleanpage.score import Weights, load_weights


class NamedPath(PathWords):
    """The elements around one block, of which those that are written alike are one."""

    def __init__(self, path: ElementPath, inline_names: str, token_weights: Mapping[str, float]) -> None:
        super().__init__(path, inline_names, token_weights)
        self._named: dict[str, int] = {}

    def level(self, name: str, value: float) -> int | None:
        """Return what `find` does; of elements that are written alike, the one asked for first stands for all."""
        level = self.find(name, value)
        return self._named.setdefault(self.label(level), level) if level is not None and level > 0 else level


class Reason(NamedTuple):
    """What one or more features say about a block."""

    words: str
    move: float
    """What they added to the log-odds together."""


def groups_of(weights: Weights, row: FeatureRow, around: NamedPath) -> list[Group]:
    """Return what moved a block's score, strongest first; features that say the same thing are one group."""
    moves = contributions_of(weights, row)
    del moves["bias"]
    values = dict(zip(weights.names, row, strict=True))
    groups: dict[str | int, list[str]] = {}
    for name in moves:
        level = around.level(name, values[name])
        groups.setdefault(topic(name, values[name]) if level is None else level, []).append(name)
    found = [
        Group(
            key if isinstance(key, int) else None,
            weights.names.index(names[0]),
            math.fsum([moves[name] for name in names]),
        )
        for key, names in groups.items()
    ]
    return sorted(found, key=lambda group: -abs(group.move))


def reasons_of(
    weights: Weights, row: FeatureRow, path: ElementPath = (), inline_names: str = "", line: str = ""
) -> Iterator[Reason]:
    """Yield what moved a block's score, strongest first; features that say the same thing are one reason.

    `path` are the (tag, names) of the block's own element and of the ones around it, outwards;
    none in a text dump, where `line` is the block's text. The moves of all reasons and the bias add up to the log-odds.
    """
    around = NamedPath(path, inline_names, weights.tokens)
    for group in groups_of(weights, row, around):
        yield Reason(words_of(group, row, around, line, weights), group.move)


def explain(
    format: Format,
    row: FeatureRow,
    score: float,
    cut: float,
    *,
    kept: bool,
    overrule: Overrule | Restore | None = None,
    path: ElementPath = (),
    inline_names: str = "",
    line: str = "",
) -> str:
    """Return the decision in words: score against cut, and what moved the score most, see `reasons_of`."""
    strongest = islice(reasons_of(load_weights(format), row, path, inline_names, line), REASONS)
    named = [with_figure(*reason) for reason in strongest if abs(reason.move) >= MIN_MOVE]
    return sentence(named, score, cut, kept=kept, overrule=overrule)
