"""Choose the blocks to keep: the selection whose expected F1 over the page is highest.

A `Scored` goes in and a `Selected` goes out. With calibrated scores p and word counts n, a
selection S has an expected word F1 of about 2·Σ_S(p·n) / (Σ_S n + Σ p·n); for any size of S the
best one holds the highest scores, so only the prefixes of the sorted blocks are tried. The cut
thus follows the page: a page of doubtful blocks keeps what a fixed threshold would drop.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from cleanpage.blocks import Scored, Selected
from cleanpage.options import Favor

BETA: Final[Mapping[Favor, float]] = MappingProxyType({"precision": 0.5, "balanced": 1.0, "recall": 2.0})
"""Weight of recall against precision in the F-measure that is maximised; 0.5 and 2 are the usual pair."""

MIN_EXPECTED_F1: Final = 0.2
"""Expected F1 that some selection must reach, or nothing is kept, whatever is favoured: the best selection of
a page without an article is chance."""

MIN_LONGEST_WORDS: Final = 4
"""Words that the longest kept block must have, or nothing is kept: menus and buttons are no main content."""

SHARPEN: Final = 2.5
"""Factor on the log-odds of a page that declares itself an article, before the cut is chosen.

Its doubtful blocks are doubtful together: a list of twenty teasers at .3 is either all in the article
(rarely) or all out, while the expected F1 takes them one by one and likes six of them. Swept 1 to 3 in
docs/decisions/0003."""


def select(scored: Scored, favor: Favor = "balanced", *, sharpen: float = SHARPEN) -> Selected:
    """Return the decision about each block; ties in score are kept or dropped together."""
    scores, words = scored.scores, scored.measured.words
    if scored.measured.declares_article:
        scores = tuple([_sharpened(score, sharpen) for score in scores])
    beta2 = BETA[favor] ** 2
    expected = sum(score * count for score, count in zip(scores, words, strict=True))
    kept_words = 0
    hits = 0.0
    best = cut = best_f1 = possible_f1 = 0.0
    order = sorted(range(len(scores)), key=scores.__getitem__, reverse=True)
    for rank, index in enumerate(order):
        kept_words += words[index]
        hits += scores[index] * words[index]
        if rank + 1 < len(order) and scores[order[rank + 1]] == scores[index]:
            continue
        if not hits:
            continue
        value = (1 + beta2) * hits / (kept_words + beta2 * expected)
        f1 = 2 * hits / (kept_words + expected)
        possible_f1 = max(possible_f1, f1)
        if value > best:
            best, cut, best_f1 = value, scored.scores[index], f1
    kept = tuple([score >= cut for score in scored.scores])
    longest = max([count for count, keep in zip(words, kept, strict=True) if keep], default=0)
    if possible_f1 < MIN_EXPECTED_F1 or longest < MIN_LONGEST_WORDS:
        return Selected(scored=scored, kept=(False,) * len(scores), cut=1.0, expected_f1=best_f1)
    return Selected(scored=scored, kept=kept, cut=cut, expected_f1=best_f1)


def _sharpened(score: float, factor: float) -> float:
    """Return the score whose log-odds are `factor` times those of this one."""
    for_it: float = score**factor
    against: float = (1 - score) ** factor
    return for_it / (for_it + against)
