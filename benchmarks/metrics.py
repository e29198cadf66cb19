"""Compare an extracted text with the gold: words, shingles and snippets.

Word F1 is a bag of words per page, as WCXB counts; shingles are four consecutive words, as
scrapinghub's article-extraction-benchmark counts; snippets are found or not, as trafilatura's
evaluation counts. In scripts without spaces every character is a word.
"""

from __future__ import annotations

import random
import re
import statistics
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple

SHINGLE_WORDS = 4
BOOTSTRAP_SAMPLES = 1000
BOOTSTRAP_SEED = 20240426

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")


class Score(NamedTuple):
    """Precision, recall and F1, each 0.0 to 1.0."""

    precision: float
    recall: float
    f1: float


def words(text: str) -> list[str]:
    """Return the word tokens of a text; each character of a script without spaces is one."""
    return _WORD.findall(_seen(text))


def _seen(text: str) -> str:
    """Return a text without soft hyphens and zero-width spaces, which golds have here and there."""
    return text.replace("\u00ad", "").replace("\u200b", "")


def _score(predicted: Sequence[Hashable], gold: Sequence[Hashable]) -> Score:
    if not gold or not predicted:
        right = float(not gold and not predicted)
        return Score(right, right, right)
    common = sum((Counter(predicted) & Counter(gold)).values())
    precision, recall = common / len(predicted), common / len(gold)
    return Score(precision, recall, 2 * precision * recall / (precision + recall) if common else 0.0)


def word_score(predicted: str, gold: str) -> Score:
    """Return the bag-of-words score of one page, case ignored; 1.0 where both are empty."""
    return _score(words(predicted.lower()), words(gold.lower()))


def shingle_score(predicted: str, gold: str) -> Score:
    """Return the score of one page on its bags of shingles; a shorter text is one shingle."""
    return _score(_shingles(predicted), _shingles(gold))


def _shingles(text: str) -> list[tuple[str, ...]]:
    tokens = words(text)
    if not tokens:
        return []
    return [tuple(tokens[i : i + SHINGLE_WORDS]) for i in range(max(1, len(tokens) - SHINGLE_WORDS + 1))]


def mean_score(scores: Sequence[Score]) -> Score:
    """Return the means over the pages; 0.0 for no pages."""
    if not scores:
        return Score(0.0, 0.0, 0.0)
    return Score(*(statistics.fmean(column) for column in zip(*scores, strict=True)))


def pooled_f1(scores: Sequence[Score]) -> float:
    """Return the F1 of the mean precision and the mean recall: how a set is scored on shingles."""
    precision, recall, _ = mean_score(scores)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


class SnippetCounts(NamedTuple):
    """Wanted snippets found, unwanted ones found, wanted ones missing."""

    found: int
    leaked: int
    missing: int


def snippet_counts(predicted: str, required: Sequence[str], forbidden: Sequence[str]) -> SnippetCounts:
    """Return the snippet counts of one page, white space collapsed, case kept."""
    text = " ".join(_seen(predicted).split())
    found = sum(" ".join(_seen(snippet).split()) in text for snippet in required) if text else 0
    leaked = sum(" ".join(_seen(snippet).split()) in text for snippet in forbidden) if text else 0
    return SnippetCounts(found, leaked, len(required) - found)


def snippet_score(counts: Iterable[SnippetCounts]) -> Score:
    """Return precision, recall and F1 of counts summed over pages; 0.0 for no pages."""
    found, leaked, missing = (sum(column) for column in zip((0, 0, 0), *counts, strict=True))
    precision = found / (found + leaked) if found + leaked else 0.0
    recall = found / (found + missing) if found + missing else 0.0
    return Score(precision, recall, 2 * found / (2 * found + leaked + missing) if found + leaked + missing else 0.0)


def bootstrap_interval(values: Sequence[float]) -> tuple[float, float]:
    """Return the 95 % interval of the mean of page scores, resampled with a fixed seed."""
    if not values:
        return 0.0, 0.0
    generator = random.Random(BOOTSTRAP_SEED)
    means = sorted(statistics.fmean(generator.choices(values, k=len(values))) for _ in range(BOOTSTRAP_SAMPLES))
    return means[int(0.025 * BOOTSTRAP_SAMPLES)], means[int(0.975 * BOOTSTRAP_SAMPLES) - 1]
