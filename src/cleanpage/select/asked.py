"""Blocks that the caller asks to be kept or dropped, whatever their score.

A scored page and what is asked go in, and the page with what is asked in place of the scores comes out, for the cut to
be chosen and the rules to be applied. Then the decision goes in, and comes out with what was asked for and the reasons.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from cleanpage.blocks import Scored, Selected


def as_told(scored: Scored, asked: Mapping[int, bool]) -> Scored:
    """Return the page with a score of 1 for what is to be kept and 0 for what is to be dropped."""
    told = [float(asked[index]) if index in asked else score for index, score in enumerate(scored.scores)]
    return replace(scored, scores=tuple(told))


def with_asked(selected: Selected, scored: Scored, asked: Mapping[int, bool]) -> Selected:
    """Return the decision about a page as it was told, with its own scores and what was asked for."""
    kept = tuple([asked.get(index, keep) for index, keep in enumerate(selected.kept)])
    passes = [score >= selected.cut for score in scored.scores]
    overruled = {index: why for index, why in selected.overruled.items() if index not in asked}
    restored = {index: why for index, why in selected.restored.items() if index not in asked}
    for index, keep in asked.items():
        if keep and not passes[index]:
            restored[index] = "option"
        elif passes[index] and not keep:
            overruled[index] = "option"
    return replace(selected, scored=scored, kept=kept, overruled=overruled, restored=restored)
