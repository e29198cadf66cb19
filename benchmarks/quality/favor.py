"""Tell what favouring precision or recall gives: F0.5 and F2 of each set, in Markdown.

    python -m benchmarks.training CORPORA --format html --folds 5 --save folds.pkl
    python -m benchmarks.quality favor folds.pkl

Pages are cross-validated. F0.5 counts precision twice, F2 recall; both are means over pages of the bag of words, or for
a set with snippets those of all its snippets. It also counts the pages on which one of the choices keeps a block that
the next more generous one drops.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

from benchmarks.metrics import Score, mean_score, snippet_counts, snippet_score, word_score
from benchmarks.pages.corpus import LabelledPage, read_scored
from cleanpage.blocks import Selected
from cleanpage.formats import serialize
from cleanpage.options import Favor
from cleanpage.select import select

ORDER: Final[tuple[Favor, ...]] = ("precision", "balanced", "recall")


def f_beta(score: Score, beta: float) -> float:
    """Return the F-measure in which recall counts `beta` times as much as precision, 0.0 to 1.0."""
    precision, recall, _ = score
    if not precision or not recall:
        return 0.0
    return (1 + beta**2) * precision * recall / (beta**2 * precision + recall)


def is_nested(selections: Sequence[Selected]) -> bool:
    """Tell whether each selection keeps all that the one before it keeps."""
    return all(
        after >= before
        for less, more in pairwise(selections)
        for before, after in zip(less.kept, more.kept, strict=True)
    )


class FavorTable:
    """The figures of each set under each choice."""

    def __init__(self) -> None:
        self._texts: dict[tuple[str, Favor], list[tuple[LabelledPage, str]]] = defaultdict(list)
        self._sets: dict[str, int] = {}
        self.not_nested: list[str] = []

    def add(self, page: LabelledPage, selections: Sequence[Selected]) -> None:
        """Count a page, by its selections in the order of ORDER."""
        self._sets[page.set_name] = self._sets.get(page.set_name, 0) + 1
        for favor, selected in zip(ORDER, selections, strict=True):
            self._texts[page.set_name, favor].append((page, serialize(selected)))
        if not is_nested(selections):
            self.not_nested.append(page.id)

    def markdown(self) -> str:
        """Return a row for each set: precision and recall of each choice; F0.5 and F2."""
        lines = [
            "| set | precision: P / R | balanced: P / R | recall: P / R | F0.5: precision (balanced) "
            "| F2: recall (balanced) |",
            "| --- | --: | --: | --: | --: | --: |",
        ]
        for name in self._sets:
            pages = {favor: self._scores(name, favor) for favor in ORDER}
            means = {favor: mean_score(scores) for favor, scores in pages.items()}
            shown = " | ".join(f"{means[favor].precision:.3f} / {means[favor].recall:.3f}" for favor in ORDER)
            half, two = ({favor: _mean_f(pages[favor], beta) for favor in ORDER} for beta in (0.5, 2.0))
            lines.append(
                f"| {name} | {shown} | {half['precision']:.3f} ({half['balanced']:.3f}) "
                f"| {two['recall']:.3f} ({two['balanced']:.3f}) |"
            )
        count = sum(self._sets.values())
        return "\n".join([*lines, "", f"Not nested: {len(self.not_nested)} of {count} pages."])

    def _scores(self, name: str, favor: Favor) -> list[Score]:
        texts = self._texts[name, favor]
        whole = [word_score(text, page.gold_text) for page, text in texts if page.gold_text is not None]
        if whole:
            return whole
        return [snippet_score([snippet_counts(text, page.required, page.forbidden) for page, text in texts])]


def _mean_f(scores: Sequence[Score], beta: float) -> float:
    return sum(f_beta(score, beta) for score in scores) / len(scores) if scores else 0.0


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("pages", type=Path, help="what benchmarks.training --save wrote")
    arguments = parser.parse_args(argv)
    table = FavorTable()
    for page, scored in read_scored(arguments.pages):
        if page.gold_text is not None or page.required:
            table.add(page, [select(scored, favor) for favor in ORDER])
    print(table.markdown())
    return 0
