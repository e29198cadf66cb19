"""Tell how well extracted texts match the gold: by set, page kind and language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from benchmarks.metrics import (
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
from benchmarks.pages.corpus import LabelledPage

MIN_GROUP = 5
"""Pages from which a language or kind has a row of its own."""


def text_figures(results: Iterable[tuple[LabelledPage, str]]) -> dict[str, Mapping[str, float]]:
    """Return each set's mean figures: word and shingle F1, and snippet F1 of pages without a gold text."""
    sets: dict[str, list[tuple[LabelledPage, str]]] = defaultdict(list)
    for page, text in results:
        sets[page.set_name].append((page, text))
    return {name: _figures(pages) for name, pages in sets.items()}


def _figures(results: Sequence[tuple[LabelledPage, str]]) -> dict[str, float]:
    figures = {}
    texts = [(text, page.gold_text) for page, text in results if page.gold_text is not None]
    if texts:
        figures["word_f1"] = mean_score([word_score(text, gold) for text, gold in texts]).f1
        figures["shingle_f1"] = pooled_f1([shingle_score(text, gold) for text, gold in texts])
    counts = [snippet_counts(text, page.required, page.forbidden) for page, text in results if page.gold_text is None]
    if counts:
        figures["snippet_f1"] = snippet_score(counts).f1
    return figures


def print_scores(results: Iterable[tuple[LabelledPage, str]]) -> None:
    """Print word and shingle scores of each set and variant, by page kind and by language."""
    sets: dict[str, list[tuple[LabelledPage, str]]] = defaultdict(list)
    for page, text in results:
        sets[page.set_name].append((page, text))
    print(f"{'':34} {'pages':>5}  {'word P':>6} {'R':>5} {'F1':>5}  {'95 %':>11}  {'shingle F1':>10}")
    for name, pages in sets.items():
        _print_set(name, pages)


def _print_set(name: str, pages: Sequence[tuple[LabelledPage, str]]) -> None:
    groups: dict[str, list[tuple[Score, Score]]] = defaultdict(list)
    snippets: dict[str, list[SnippetCounts]] = defaultdict(list)
    for page, text in pages:
        names = ("", f"kind {page.page_type}", f"language {page.lang or '?'}")
        if page.gold_text is None:
            counts = snippet_counts(text, page.required, page.forbidden)
            for group in names:
                snippets[group].append(counts)
        else:
            scores = word_score(text, page.gold_text), shingle_score(text, page.gold_text)
            for group in names:
                groups[group].append(scores)
    for group in _shown(groups):
        words = [score for score, _ in groups[group]]
        mean = mean_score(words)
        low, high = bootstrap_interval([score.f1 for score in words])
        shingle = pooled_f1([score for _, score in groups[group]])
        print(
            f"{name if not group else '  ' + group:34} {len(words):5}  {mean.precision:6.3f} {mean.recall:5.3f} "
            f"{mean.f1:.4f} {low:.3f}-{high:.3f}  {shingle:10.3f}"
        )
    for group in _shown(snippets):
        total = snippet_score(snippets[group])
        title = f"{name} (snippets)" if not group else f"  {group}"
        print(f"{title:34} {len(snippets[group]):5}  {total.precision:6.3f} {total.recall:5.3f} {total.f1:.4f}")


def _shown(groups: Mapping[str, Sequence[object]]) -> list[str]:
    """Return the groups that have a row: the whole set, and parts of it that are neither tiny nor all of it."""
    return [
        group
        for group in sorted(groups)
        if not group or (len(groups[group]) >= MIN_GROUP and len(groups[group]) < len(groups[""]))
    ]
