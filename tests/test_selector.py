from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import product
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_scored
from cleanpage.blocks import Scored
from cleanpage.options import Favor
from cleanpage.selector import BETA, MIN_EXPECTED_F1, MIN_LONGEST_WORDS, SHARPEN, select

Blocks = list[tuple[float, int]]
"""Score and words of each block."""

# Of few different values, so that ties are frequent and all sums are exact.
SCORES = st.integers(0, 32).map(lambda number: number / 32)
WORDS = st.integers(MIN_LONGEST_WORDS, 60) | st.integers(500, 2000)
PAGES: st.SearchStrategy[Blocks] = st.lists(st.tuples(SCORES, WORDS), min_size=1, max_size=8)
FAVORS = st.sampled_from(get_args(Favor))

each_favor = pytest.mark.parametrize("favor", get_args(Favor))


def scored_of(blocks: Blocks, *, declares_article: bool = False) -> Scored:
    scores, words = [score for score, _ in blocks], [count for _, count in blocks]
    return make_scored(scores, words, declares_article=declares_article)


def kept_of(blocks: Blocks, favor: Favor = "balanced", *, declares_article: bool = False) -> tuple[bool, ...]:
    return select(scored_of(blocks, declares_article=declares_article), favor).kept


def expected_f(blocks: Blocks, kept: Sequence[bool], beta: float = 1.0) -> float:
    """F-measure of the expected counts of words: kept and content, kept, and content."""
    hits = math.fsum(score * count for (score, count), keep in zip(blocks, kept, strict=True) if keep)
    size = sum(count for (_, count), keep in zip(blocks, kept, strict=True) if keep)
    content = math.fsum(score * count for score, count in blocks)
    precision, recall = hits / size if size else 0.0, hits / content if content else 0.0
    if not precision or not recall:
        return 0.0
    return (1 + beta**2) * precision * recall / (beta**2 * precision + recall)


def selections(blocks: Blocks) -> Iterator[tuple[bool, ...]]:
    return product((False, True), repeat=len(blocks))


def sharpened(blocks: Blocks) -> Blocks:
    """The blocks with their log-odds multiplied, worked out by way of the logarithm."""
    changed = []
    for score, count in blocks:
        log_odds = math.log(score / (1 - score)) if 0 < score < 1 else (score - 0.5) * math.inf
        changed.append((1 / (1 + math.exp(-SHARPEN * log_odds)), count))
    return changed


# ------------------------------------------------------------------ the best selection


@given(blocks=PAGES, favor=FAVORS)
def test_no_selection_is_better(blocks: Blocks, favor: Favor) -> None:
    kept = kept_of(blocks, favor)
    if any(kept):
        best = max(expected_f(blocks, other, BETA[favor]) for other in selections(blocks))
        assert expected_f(blocks, kept, BETA[favor]) == pytest.approx(best, abs=1e-9)


@given(blocks=PAGES, favor=FAVORS)
def test_nothing_is_kept_where_no_selection_is_worth_it(blocks: Blocks, favor: Favor) -> None:
    best = max(expected_f(blocks, other) for other in selections(blocks))
    if abs(best - MIN_EXPECTED_F1) > 1e-9:
        assert any(kept_of(blocks, favor)) == (best > MIN_EXPECTED_F1)


@given(blocks=PAGES, declares_article=st.booleans())
def test_favours_keep_more_and_more(blocks: Blocks, declares_article: bool) -> None:
    fewest = kept_of(blocks, "precision", declares_article=declares_article)
    middle = kept_of(blocks, "balanced", declares_article=declares_article)
    most = kept_of(blocks, "recall", declares_article=declares_article)
    for strict, balanced, generous in zip(fewest, middle, most, strict=True):
        assert strict <= balanced <= generous


@given(blocks=PAGES, favor=FAVORS, declares_article=st.booleans())
def test_ties_go_together(blocks: Blocks, favor: Favor, declares_article: bool) -> None:
    kept = kept_of(blocks, favor, declares_article=declares_article)
    for score in {score for score, _ in blocks}:
        assert len({keep for (other, _), keep in zip(blocks, kept, strict=True) if other == score}) == 1


@given(blocks=PAGES, favor=FAVORS, declares_article=st.booleans())
def test_what_is_said_about_the_selection(blocks: Blocks, favor: Favor, declares_article: bool) -> None:
    scored = scored_of(blocks, declares_article=declares_article)
    selected = select(scored, favor)
    assert selected.scored is scored
    assert len(selected.kept) == len(blocks)
    kept = [score for (score, _), keep in zip(blocks, selected.kept, strict=True) if keep]
    assert selected.cut == (min(kept) if kept else 1.0)
    assert 0.0 <= selected.expected_f1 <= 1.0
    if kept:
        believed = sharpened(blocks) if declares_article else blocks
        assert selected.expected_f1 == pytest.approx(expected_f(believed, selected.kept))


@given(blocks=PAGES, favor=FAVORS)
def test_the_order_of_the_blocks_is_no_matter(blocks: Blocks, favor: Favor) -> None:
    assert kept_of(blocks[::-1], favor) == kept_of(blocks, favor)[::-1]


# ------------------------------------------------------------------ single pages


@pytest.mark.parametrize(
    ("blocks", "kept"),
    [
        pytest.param([], (), id="no-blocks"),
        pytest.param([(0.9, 50), (0.1, 5)], (True, False), id="clear"),
        pytest.param([(0.4, 50), (0.05, 50)], (True, False), id="doubtful-but-the-best-there-is"),
        pytest.param([(0.9, 50), (0.38, 50)], (True, False), id="under-the-cut"),
        pytest.param([(0.9, 50), (0.41, 50)], (True, True), id="over-the-cut"),
        # Either way 0.75.
        pytest.param([(1.0, 90), (0.375, 160)], (True, False), id="as-good-with-as-without"),
        pytest.param([(0.02, 50)] * 4, (False,) * 4, id="hopeless"),
        pytest.param([(0.0, 50)], (False,), id="certainly-not"),
        pytest.param([(1.0, 50)], (True,), id="certainly"),
        # 2p / (1 + p) is MIN_EXPECTED_F1 at a ninth.
        pytest.param([(0.110, 50)], (False,), id="just-hopeless"),
        pytest.param([(0.112, 50)], (True,), id="just-worth-it"),
    ],
)
def test_pages(blocks: Blocks, kept: tuple[bool, ...]) -> None:
    assert kept_of(blocks) == kept


@pytest.mark.parametrize(
    ("favor", "kept"),
    [
        pytest.param("precision", (True, False, False), id="precision"),
        pytest.param("balanced", (True, True, False), id="balanced"),
        pytest.param("recall", (True, True, True), id="recall"),
    ],
)
def test_favor(favor: Favor, kept: tuple[bool, ...]) -> None:
    assert kept_of([(0.95, 50), (0.55, 30), (0.3, 30)], favor) == kept


@each_favor
def test_hopeless_pages_are_so_whatever_is_favoured(favor: Favor) -> None:
    selected = select(scored_of([(0.05, 40), (0.01, 400)]), favor)
    assert (selected.kept, selected.cut) == ((False, False), 1.0)
    assert selected.expected_f1 < MIN_EXPECTED_F1


def test_recall_keeps_what_balanced_does_though_the_rest_is_hopeless() -> None:
    # A short sure block, and so much doubtful text that all of it has an F1 under the minimum.
    blocks: Blocks = [(1.0, 12), (0.09, 950)]
    assert expected_f(blocks, (True, True)) < MIN_EXPECTED_F1 < expected_f(blocks, (True, False))
    assert kept_of(blocks, "balanced") == (True, False)
    assert kept_of(blocks, "recall")[0]


# ------------------------------------------------------------------ pages that declare an article


def test_articles_lose_their_doubtful_blocks() -> None:
    teasers: Blocks = [(0.45, 12)] * 6
    blocks: Blocks = [(0.8, 60), *teasers]
    assert kept_of(blocks) == (True,) * 7
    assert kept_of(blocks, declares_article=True) == (True, *[False] * 6)


def test_articles_keep_their_likely_blocks() -> None:
    blocks: Blocks = [(0.95, 60), *[(0.6, 12)] * 6]
    assert kept_of(blocks, declares_article=True) == (True,) * 7


@given(
    blocks=st.lists(st.tuples(st.integers(1, 31).map(lambda number: number / 32), WORDS), min_size=1, max_size=8),
    favor=FAVORS,
)
def test_articles_are_judged_by_sharper_scores(blocks: Blocks, favor: Favor) -> None:
    kept = kept_of(blocks, favor, declares_article=True)
    believed = sharpened(blocks)
    best = max(expected_f(believed, other, BETA[favor]) for other in selections(blocks))
    if any(kept):
        assert expected_f(believed, kept, BETA[favor]) == pytest.approx(best, abs=1e-9)
    else:
        assert max(expected_f(believed, other) for other in selections(blocks)) < MIN_EXPECTED_F1 + 1e-9


@pytest.mark.parametrize(
    ("longest", "kept"),
    [
        pytest.param(MIN_LONGEST_WORDS, (True, True), id="a-few-words"),
        pytest.param(MIN_LONGEST_WORDS - 1, (False, False), id="buttons"),
    ],
)
def test_what_is_kept_has_a_block_of_some_words(longest: int, kept: tuple[bool, ...]) -> None:
    assert kept_of([(0.9, 1), (0.9, longest)]) == kept
