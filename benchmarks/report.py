"""Print how well extracted texts match the gold: by set, page kind and language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from corpus import LabelledPage
from metrics import (
    Score,
    SnippetCounts,
    bootstrap_interval,
    mean_score,
    pooled_f1,
    shingle_score,
    snippet_counts,
    snippet_score,
    word_score,
)

MIN_GROUP = 5
"""Pages from which a language or kind has a row of its own."""


def print_scores(results: Iterable[tuple[LabelledPage, str]]) -> None:
    """Print word and shingle scores of each set and variant, by page kind and by language."""
    sets: dict[str, list[tuple[LabelledPage, str]]] = defaultdict(list)
    for page, text in results:
        sets[page.set if page.variant == "html" else f"{page.set} {page.variant}"].append((page, text))
    print(f"{'':34} {'pages':>5}  {'word P':>6} {'R':>5} {'F1':>5}  {'95 %':>11}  {'shingle F1':>10}")
    for name, pages in sets.items():
        _print_set(name, pages)


def _print_set(name: str, pages: Sequence[tuple[LabelledPage, str]]) -> None:
    rows = [(page, text, page.gold_text) for page, text in pages]
    groups: dict[str, list[tuple[Score, Score]]] = defaultdict(list)
    snippets: list[SnippetCounts] = []
    for page, text, gold in rows:
        if gold is None:
            snippets.append(snippet_counts(text, page.required, page.forbidden))
            continue
        scores = word_score(text, gold), shingle_score(text, gold)
        for group in ("", f"kind {page.page_type}", f"language {page.lang or '?'}"):
            groups[group].append(scores)
    for group in sorted(groups):
        if group and (len(groups[group]) < MIN_GROUP or len(groups[group]) == len(groups[""])):
            continue
        words = [score for score, _ in groups[group]]
        mean = mean_score(words)
        low, high = bootstrap_interval([score.f1 for score in words])
        shingle = pooled_f1([score for _, score in groups[group]])
        print(
            f"{name if not group else '  ' + group:34} {len(words):5}  {mean.precision:6.3f} {mean.recall:5.3f} "
            f"{mean.f1:.4f} {low:.3f}-{high:.3f}  {shingle:10.3f}"
        )
    if snippets:
        total = snippet_score(snippets)
        print(f"{name + ' (snippets)':34} {len(snippets):5}  {total.precision:6.3f} {total.recall:5.3f} {total.f1:.4f}")
