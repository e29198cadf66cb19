"""Show what goes wrong on the worst pages: the largest blocks wrongly kept or dropped, with score and path.

Blocks are held against the gold text by alignment (training.labels), also on pages that are not trained on
because their gold is hardly in them: such a page says so.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from benchmarks.metrics import word_score, words
from benchmarks.pages.corpus import LabelledPage
from cleanpage.blocks import Selected
from cleanpage.explain import describe_blocks
from cleanpage.formats import serialize

SHOWN_BLOCKS = 5
"""Blocks shown of each kind of mistake."""

MIN_WRONG_WORDS = 1.0
"""Words that a block must be wrong by to be a mistake."""


class Mistake(NamedTuple):
    """A block of which words are wrongly kept or dropped."""

    wrong_words: float
    """Its words that are not in the gold, if it was kept, or that are, if it was dropped."""
    score: float
    origin: str
    text: str


class Mistakes(NamedTuple):
    """What is wrong on one page, most words first."""

    kept: list[Mistake]
    dropped: list[Mistake]
    missing_words: int
    """Words of the gold text that are in no block."""


def worst_pages(results: Sequence[tuple[LabelledPage, str]], count: int) -> list[LabelledPage]:
    """Return the pages of lowest word F1, worst first; pages without a gold text are left out."""
    f1s = [(word_score(text, page.gold_text).f1, page) for page, text in results if page.gold_text is not None]
    return [page for _, page in sorted(f1s, key=lambda it: it[0])[:count]]


def mistakes_of(selected: Selected, gold: str) -> Mistakes | None:
    """Return the blocks of a page that are wrongly kept or dropped; None where they can't be aligned."""
    # Needs what training needs; the fixtures are judged without it.
    from benchmarks.training.labels import align

    blocks = describe_blocks(selected, None)
    labels = align([block.text for block in blocks], gold, 0.0) if gold else [0.0] * len(blocks)
    if labels is None:
        return None
    kept: list[Mistake] = []
    dropped: list[Mistake] = []
    missing = float(len(words(gold)))
    for block, label in zip(blocks, labels, strict=True):
        count = len(words(block.text))
        missing -= count * label
        is_kept = block.label == "content"
        wrong_words = count * (1 - label if is_kept else label)
        if wrong_words >= MIN_WRONG_WORDS:
            (kept if is_kept else dropped).append(Mistake(wrong_words, block.score, block.origin, block.text))
    kept.sort(key=lambda it: -it.wrong_words)
    dropped.sort(key=lambda it: -it.wrong_words)
    return Mistakes(kept, dropped, round(missing))


def print_worst(pages: Iterable[tuple[LabelledPage, Selected]]) -> None:
    """Print each page's figures and its largest mistakes."""
    for page, selected in pages:
        gold = page.gold_text or ""
        score = word_score(serialize(selected), gold)
        print(
            f"\n{page.set_name} {page.id}: word F1 {score.f1:.3f} (P {score.precision:.3f}, R {score.recall:.3f}), "
            f"confidence {selected.confidence:.2f}, cut {selected.cut:.2f}; {page.page_type}, {page.lang or '?'}\n"
            f"  {page.url}"
        )
        if not gold:
            print("  the gold text is empty: nothing is main content")
        found = mistakes_of(selected, gold)
        if found is None:
            print("  the gold text can't be aligned with the page")
            continue
        if found.missing_words:
            print(f"  {found.missing_words} of {len(words(gold))} words of the gold text are not on the page")
        for title, mistakes in (("kept wrongly", found.kept), ("dropped wrongly", found.dropped)):
            print(f"  {title}: {sum(it.wrong_words for it in mistakes):.0f} words in {len(mistakes)} blocks")
            for it in mistakes[:SHOWN_BLOCKS]:
                print(f"    {it.wrong_words:4.0f} words, score {it.score:.2f}  {it.origin}")
                print(f"         {textwrap.shorten(it.text, 90)}")
