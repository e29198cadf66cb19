"""Choose the blocks to keep: the selection whose expected F1 over the page is highest.

A `Scored` goes in and a `Selected` goes out. With calibrated scores p and word counts n, a
selection S has an expected word F1 of about 2·Σ_S(p·n) / (Σ_S n + Σ p·n); for any size of S the
best one holds the highest scores, so only the prefixes of the sorted blocks are tried. The cut
thus follows the page: a page of doubtful blocks keeps what a fixed threshold would drop.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import or_
from types import MappingProxyType
from typing import Final

from cleanpage.blocks import Format, Scored, Selected
from cleanpage.options import Favor
from cleanpage.select.asked import as_told, with_asked
from cleanpage.select.rules import Case, Overruled, Ruled, apply_rules, find_foreign

BETA: Final[Mapping[Favor, float]] = MappingProxyType({"precision": 0.5, "balanced": 1.0, "recall": 2.0})
"""Weight of recall against precision in the F-measure that is maximised; 0.5 and 2 are the usual pair."""

MIN_EXPECTED_F1: Final = 0.2
"""Expected F1 that some selection must reach, or nothing is kept: the best selection of a page without an article is
chance."""

DOUBTFUL_F1: Final = 0.6
MIN_DOUBTFUL_WORDS: Final = 40
"""Nothing is kept either if the best selection has both a lower expected F1 and fewer expected words of content: a
login wall, an error page, a shell that scripts fill. Tried: .4 to .7 and 10 to 60; docs/algorithm.md says what they
find and what they lose."""

NO_CONTENT_CONFIDENCE: Final = 0.45
"""Confidence in keeping nothing: the share of the pages of wcxb-dev so judged that have no gold text."""

LIKELY_SCORE: Final = 0.5
MIN_LIKELY_WORDS: Final = 20
"""Score and words of a block with which such a selection is kept after all: a page of few words has a paragraph that
reads like content, a login wall seldom. Tried .5 and .6, 8 to 20: shorter ones are on as many pages without content."""

SHADOWED_SCORE: Final = 0.35
SHADOW_SHARE: Final = 0.5
"""The same where banners and hidden text have so large a share of the words: the rest scores low beside them."""

MIN_RECALLED_F1: Final = 0.1
"""Expected F1 below which nothing is kept where recall is favoured: what scores best, unless nothing scores at all."""

MIN_LONGEST_WORDS: Final = 4
"""Words that the longest kept block must have, or nothing is kept: menus and buttons are no main content."""

SHARPEN: Final = 2.5
"""Factor on the log-odds of the lines of a text dump that holds an article, before the cut is chosen.

Its doubtful lines are doubtful together: a list of twenty teasers at .3 is either all in the article
(rarely) or all out, while the expected F1 takes them one by one and likes six of them. HTML has a second pass that
knows which blocks go together, and loses by it. Swept 1 to 3 in docs/decisions/0003."""

SURE_SCORE: Final = 0.8
MIN_SURE_SHARE: Final = 0.4
"""A dump holds an article if this share of its expected content scores at least SURE_SCORE: fundus-dev gains .0043 and
andy-dev .0014, wcxb-dev loses .0008 (`python -m benchmarks.quality rules`)."""

LEARNED_LANGUAGES: Final = frozenset({"en", "de"})
MIN_SURE_SHARE_ELSEWHERE: Final = 0.15
"""The same for a dump in another language than those of most pages that were learned from: there the article scores
less, and hundreds of teasers a little. docs/decisions/0017 has the figures."""

_NOTHING_ASKED: Final[Mapping[int, bool]] = MappingProxyType({})


def select(
    scored: Scored,
    favor: Favor = "balanced",
    *,
    comments: bool = False,
    captions: bool = False,
    asked: Mapping[int, bool] = _NOTHING_ASKED,
    sharpen: float = SHARPEN,
) -> Selected:
    """Return the decision about each block; ties in score are kept or dropped together.

    What stands beside the content and scores like it goes by the `rules`: comments, captions, copies. `asked` says of
    blocks that they are to be kept or dropped, which is believed as if their scores were 1 and 0.
    """
    if asked:
        told = select(as_told(scored, asked), favor, comments=comments, captions=captions, sharpen=sharpen)
        return with_asked(told, scored, asked)
    selected = _select(scored, favor, comments, captions, sharpen)
    if favor == "balanced":
        return selected
    balanced = _select(scored, "balanced", comments, captions, sharpen)
    return _no_more_than(selected, balanced) if favor == "precision" else _no_less_than(selected, balanced)


def _no_more_than(selected: Selected, balanced: Selected) -> Selected:
    """Return a selection without what the balanced one drops: a rule can spare a block beside less text."""
    spared = [
        index for index, keep in enumerate(selected.kept) if keep and not balanced.kept[index] and True in balanced.kept
    ]
    if not spared:
        return selected
    why = {index: balanced.overruled[index] for index in spared if index in balanced.overruled}
    kept = tuple([keep and index not in why for index, keep in enumerate(selected.kept)])
    return replace(selected, kept=kept, overruled={**selected.overruled, **why})


def _no_less_than(selected: Selected, balanced: Selected) -> Selected:
    """Return a selection with all that the balanced one keeps: a rule can drop a block beside more text."""
    lost = [index for index, keep in enumerate(balanced.kept) if keep and not selected.kept[index]]
    if not lost:
        return selected
    kept = tuple(map(or_, selected.kept, balanced.kept))
    overruled = {index: why for index, why in selected.overruled.items() if not kept[index]}
    restored = {index: why for index, why in balanced.restored.items() if index in lost}
    return replace(selected, kept=kept, overruled=overruled, restored={**selected.restored, **restored})


def _select(scored: Scored, favor: Favor, comments: bool, captions: bool, sharpen: float) -> Selected:
    words = scored.measured.words
    case = Case(scored, comments=comments, captions=captions)
    foreign = find_foreign(case)
    scores = _sharpened(_without(scored, foreign), sharpen)
    cut, best_f1, best_hits = _best_cut(scores, words, favor)
    kept = tuple([score >= cut for score in scores])
    if favor == "recall":
        nothing = best_f1 < MIN_RECALLED_F1
    else:
        is_doubtful = best_f1 < DOUBTFUL_F1 and best_hits < MIN_DOUBTFUL_WORDS
        nothing = best_f1 < MIN_EXPECTED_F1 or (is_doubtful and not _has_likely(scored, foreign))
    if nothing or not _has_text(words, kept):
        return Selected(scored=scored, kept=(False,) * len(scores), cut=1.0, confidence=NO_CONTENT_CONFIDENCE)
    lowest = min([score for score, keep in zip(scored.scores, kept, strict=True) if keep])
    ruled = apply_rules(case, kept, foreign)
    if not _has_text(words, ruled.kept):
        # A headline and some links: what stands beside the content is all there is, and thus the content.
        ruled = Ruled(kept, {}, {})
    # An option may have kept some of it, as comments without full stops.
    foreign = {index: why for index, why in foreign.items() if scored.scores[index] >= lowest and not ruled.kept[index]}
    overruled = ruled.overruled | foreign
    confidence = calibrate(_expected_f1(scored, scores, ruled.kept, overruled), scored.measured.document.format)
    return Selected(
        scored=scored,
        kept=ruled.kept,
        cut=lowest,
        confidence=confidence,
        overruled=overruled,
        restored=ruled.restored,
    )


_CALIBRATION: Final[Mapping[Format, Sequence[tuple[float, float]]]] = MappingProxyType(
    {
        "html": ((0.0, 0.0), (0.6, 0.6), (0.77, 0.71), (0.85, 0.86), (0.97, 0.97), (1.0, 0.98)),
        "text": ((0.0, 0.0), (0.6, 0.6), (0.75, 0.74), (0.91, 0.78), (0.95, 0.86), (0.98, 0.92), (1.0, 0.98)),
    }
)
"""Expected F1 and the F1 measured on average, joined by straight lines; from cross-validated pages with
`python -m benchmarks.quality reliability`. Gold texts that are wrong keep the sure ones from 1."""


def calibrate(expected_f1: float, format: Format = "html") -> float:
    """Return the confidence in a selection: the F1 that pages with such an expected F1 have on average, 0.0 to 1.0."""
    for (low, low_f1), (high, high_f1) in pairwise(_CALIBRATION[format]):
        if expected_f1 <= high:
            return low_f1 + (high_f1 - low_f1) * (expected_f1 - low) / (high - low)
    return _CALIBRATION[format][-1][1]


def _without(scored: Scored, foreign: Overruled) -> Scored:
    """Return the page with a score of 0 for what can be no content."""
    if not foreign:
        return scored
    return replace(scored, scores=tuple([0.0 if at in foreign else it for at, it in enumerate(scored.scores)]))


def _has_likely(scored: Scored, foreign: Overruled) -> bool:
    """Return whether a block that can be content is a sentence that likely is."""
    words = scored.measured.words
    is_shadowed = sum([words[index] for index in foreign]) >= SHADOW_SHARE * sum(words)
    least = SHADOWED_SCORE if is_shadowed else LIKELY_SCORE
    rows = enumerate(zip(scored.scores, words, strict=True))
    return any(score >= least and count >= MIN_LIKELY_WORDS and index not in foreign for index, (score, count) in rows)


def _has_text(words: Sequence[int], kept: Sequence[bool]) -> bool:
    """Return whether a block of MIN_LONGEST_WORDS words or more is kept."""
    return any(keep and count >= MIN_LONGEST_WORDS for count, keep in zip(words, kept, strict=True))


def _sharpened(scored: Scored, factor: float) -> tuple[float, ...]:
    """Return the scores, their log-odds `factor` times as large in a text dump that holds an article."""
    scores, words = scored.scores, scored.measured.words
    if scored.measured.document.format != "text":
        return scores
    expected = [score * count for score, count in zip(scores, words, strict=True)]
    sure = sum([part for part, score in zip(expected, scores, strict=True) if score >= SURE_SCORE])
    is_learned = scored.measured.language in LEARNED_LANGUAGES
    if sure < (MIN_SURE_SHARE if is_learned else MIN_SURE_SHARE_ELSEWHERE) * sum(expected):
        return scores
    raised = [score**factor for score in scores]
    return tuple([for_it / (for_it + (1 - score) ** factor) for for_it, score in zip(raised, scores, strict=True)])


def _best_cut(scores: Sequence[float], words: Sequence[int], favor: Favor) -> tuple[float, float, float]:
    """Return the lowest score to keep; the highest expected F1 that any cut has, and its expected words of content."""
    beta2 = BETA[favor] ** 2
    expected = sum([score * count for score, count in zip(scores, words, strict=True)])
    kept_words = 0
    hits = 0.0
    best = cut = best_f1 = best_hits = 0.0
    order = sorted(range(len(scores)), key=scores.__getitem__, reverse=True)
    for rank, index in enumerate(order):
        score = scores[index]
        kept_words += words[index]
        hits += score * words[index]
        if not hits or (rank + 1 < len(order) and scores[order[rank + 1]] == score):
            continue
        value = (1 + beta2) * hits / (kept_words + beta2 * expected)
        if value > best:
            best, cut = value, score
        f1 = 2 * hits / (kept_words + expected)
        if f1 > best_f1:
            best_f1, best_hits = f1, hits
    return cut, best_f1, best_hits


def _expected_f1(scored: Scored, scores: Sequence[float], kept: Sequence[bool], overruled: Overruled) -> float:
    """Return the expected word F1 of a selection; what was dropped by rule is no expected content."""
    hits = size = 0.0
    for index, (score, words, keep) in enumerate(zip(scores, scored.measured.words, kept, strict=True)):
        if keep:
            hits += score * words
            size += words
        if index not in overruled:
            size += score * words
    return 2 * hits / size if size else 0.0
