"""Print what other factors of sharpening, and each rule after the cut, give on cross-validated pages.

    python -m benchmarks.training CORPORA --format html --folds 5 --save folds.pkl
    python -m benchmarks.quality rules folds.pkl

Scores are read from the cross-validated pages, so that only the selection differs. What a rule gives is the
figure with it less the figure with all that it dropped put back.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import get_args
from unittest.mock import patch

from benchmarks.pages.corpus import LabelledPage, read_scored
from benchmarks.quality.report import text_figures
from cleanpage.blocks import Overrule, Scored, Selected
from cleanpage.formats import serialize
from cleanpage.select import select
from cleanpage.select.rules import BEFORE_CUT, Restoration, Rule

FACTORS = (1.0, 1.5, 2.0, 2.5, 3.0)


def figures(pages: Sequence[tuple[LabelledPage, Scored]], decide: Callable[[Scored], Selected]) -> Mapping[str, float]:
    """Return the word F1 of each set, or the snippet F1 where there is no gold text."""
    sets = text_figures((page, serialize(decide(scored))) for page, scored in pages)
    return {name: of_set.get("word_f1", of_set.get("snippet_f1", 0.0)) for name, of_set in sets.items()}


def without(rule: Overrule) -> Callable[[Scored], Selected]:
    """Return a selection in which what a rule dropped is kept."""

    def decide(scored: Scored) -> Selected:
        selected = select(scored)
        kept = [keep or selected.overruled.get(index) == rule for index, keep in enumerate(selected.kept)]
        return replace(selected, kept=tuple(kept))

    return decide


SWITCHES: Mapping[str, tuple[str, Sequence[Rule | Restoration]]] = {
    "standfirst": ("RESTORATIONS", ()),
    "scripts": ("BEFORE_CUT", [rule for rule in BEFORE_CUT if rule.name != "script"]),
    "teasers": ("BEFORE_CUT", [rule for rule in BEFORE_CUT if rule.name != "related"]),
}
"""Rules that do not drop after the cut: the table that they stand in, and that table without them."""


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures of each factor, and the gain of each rule."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("pages", type=Path, help="what benchmarks.training --save wrote")
    arguments = parser.parse_args(argv)
    pages = list(read_scored(arguments.pages))
    shipped = figures(pages, select)
    print(f"{'':12}" + "".join(f"{name:>22}" for name in shipped))
    # HTML is not sharpened.
    for factor in FACTORS if any(scored.measured.document.format == "text" for _, scored in pages) else ():
        swept = figures(pages, lambda scored, factor=factor: select(scored, sharpen=factor))  # type: ignore[misc]
        print(f"factor {factor:<5}" + "".join(f"{swept[name]:22.4f}" for name in shipped))
    for rule in get_args(Overrule):
        other = figures(pages, without(rule))
        print(f"{rule:12}" + "".join(f"{shipped[name] - other[name]:+22.4f}" for name in shipped))
    for switch, (table, rest) in SWITCHES.items():
        with patch(f"cleanpage.select.rules.applying.{table}", rest):
            other = figures(pages, select)
        print(f"{switch:12}" + "".join(f"{shipped[name] - other[name]:+22.4f}" for name in shipped))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
