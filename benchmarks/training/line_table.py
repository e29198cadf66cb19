"""Learn what the words and the shape of a line speak for: the token weights of text dumps.

A logistic regression over the tokens of single lines (`cleanpage.measure.line_odds`), so that nothing around
a line is known to it. The trees that read its log-odds must see them as they will be on new sites:
each training page gets them from weights that were fitted without its part of the sites.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from cleanpage.blocks import Measured
from cleanpage.features import NAMES, Columns
from cleanpage.measure import shape_tokens, word_tokens
from cleanpage.measure.line_odds import BIAS
from cleanpage.measure.lines import cue_codes

PARTS = 5
"""Parts of the sites, each left out once."""
MIN_SITES = 15
"""Sites that must have a token before it counts. With 5, the training pages' subjects get weights, for nothing."""
MAX_TOKENS = 3000
"""Tokens with the largest weight times the root of their frequency; 4,000 and 6,000 are no better."""
PENALTY = 2e-4
"""Weight of half the sum of squares beside the mean log-loss. Log-loss on unseen sites: .504 at 3e-6, .491 at 1e-5,
.454 at 1e-4, .449 at 3e-4."""
ITERATIONS = 30
OTHER_LANGUAGES = 3.0
"""Weight of lines that are not English, of which there are few: fundus-dev gains .01, the others lose nothing."""


class Page(NamedTuple):
    """A training page: its lines are measured and labelled."""

    measured: Measured
    labels: Sequence[float]
    part: int
    """The part of the sites that it belongs to, 0 to PARTS - 1."""
    site: str
    language: str


class LineTable:
    """Weights of line tokens, fitted on all pages, and on all but each part of the sites."""

    def __init__(self, pages: Sequence[Page]) -> None:
        tokens, self._data, site_counts = _read(pages)
        names = np.array(tokens, dtype=object)
        self._all = _fit(self._data, site_counts, names, None)
        parts = {page.part for page in pages}
        self._without = {
            part: _fit(self._data, site_counts, names, part) if part in parts else self._all for part in range(PARTS)
        }

    def weights(self, without: int | None = None) -> Mapping[str, float]:
        """Return the weights, or those fitted `without` a part of the sites."""
        return self._all if without is None else self._without[without]


class _Data(NamedTuple):
    matrix: Any
    labels: Any
    weights: Any
    parts: Any


def tokens_of(measured: Measured) -> list[list[str]]:
    """Return the different tokens of each line of a text dump."""
    if not measured.words:
        return []
    columns: Columns = dict(zip(NAMES["text"], zip(*measured.rows, strict=True), strict=True))
    shapes = shape_tokens(measured.words, columns, cue_codes(measured.cues))
    blocks = measured.document.blocks
    return [
        list(dict.fromkeys([*word_tokens(block.text.lower().split()), *shape]))
        for block, shape in zip(blocks, shapes, strict=True)
    ]


def _read(pages: Sequence[Page]) -> tuple[list[str], _Data, Any]:
    """Return the tokens, their occurrences by line, and how many sites of each part have each token."""
    vocabulary: dict[str, int] = {}
    indices: list[int] = []
    starts = [0]
    labels: list[float] = []
    weights: list[float] = []
    parts: list[int] = []
    of_site: dict[tuple[int, str], set[int]] = {}
    for page in pages:
        words = page.measured.words
        content = max(sum(label * count for label, count in zip(page.labels, words, strict=True)), 1.0)
        scale = 1 / math.sqrt(content * (sum(words) or 1))
        if page.language != "en":
            scale *= OTHER_LANGUAGES
        seen = of_site.setdefault((page.part, page.site), set())
        for tokens, label, count in zip(tokens_of(page.measured), page.labels, words, strict=True):
            found = [vocabulary.setdefault(token, len(vocabulary)) for token in tokens]
            seen.update(found)
            indices += found
            starts.append(len(indices))
            labels.append(label)
            weights.append(scale * math.sqrt(max(count, 1)))
            parts.append(page.part)
    site_counts = np.zeros((PARTS, len(vocabulary)), dtype=np.int32)
    for (part, _), seen in of_site.items():
        site_counts[part, list(seen)] += 1
    ones = np.ones(len(indices), dtype=np.float32)
    matrix = csr_matrix((ones, np.array(indices), np.array(starts)), shape=(len(labels), len(vocabulary)))
    data = _Data(matrix, np.array(labels), np.array(weights), np.array(parts))
    return list(vocabulary), data, site_counts


def _fit(data: _Data, site_counts: Any, names: Any, without: int | None) -> dict[str, float]:
    """Return the weights of the tokens that tell most, rounded as they are stored."""
    rows = np.ones(len(data.labels), dtype=bool) if without is None else data.parts != without
    sites = site_counts.sum(0) - (site_counts[without] if without is not None else 0)
    columns = np.flatnonzero(sites >= MIN_SITES)
    matrix, labels, weights = data.matrix[rows][:, columns], data.labels[rows], data.weights[rows]
    fitted = _regress(matrix, labels, weights)
    if len(columns) > MAX_TOKENS:
        frequency = np.asarray(matrix.T @ weights).ravel()
        chosen = np.sort(np.argsort(-np.abs(fitted[:-1]) * np.sqrt(frequency), kind="stable")[:MAX_TOKENS])
        columns, matrix = columns[chosen], matrix[:, chosen]
        fitted = _regress(matrix, labels, weights)
    table = {name: round(float(weight), 2) for name, weight in zip(names[columns], fitted[:-1], strict=True)}
    return {BIAS: round(float(fitted[-1]), 2)} | {name: weight for name, weight in table.items() if weight}


def _regress(matrix: Any, labels: Any, weights: Any) -> Any:
    """Return the weights of a logistic regression with a quadratic penalty, the bias last."""
    weights = weights / weights.sum()
    transposed = matrix.T.tocsr()
    size = matrix.shape[1]

    def loss(values: Any) -> tuple[float, Any]:
        odds = matrix @ values[:size] + values[size]
        missed = weights * (1 / (1 + np.exp(-odds)) - labels)
        log_loss = float(weights @ (np.logaddexp(0, odds) - labels * odds))
        gradient = np.concatenate([transposed @ missed + PENALTY * values[:size], [missed.sum()]])
        return log_loss + PENALTY / 2 * float(values[:size] @ values[:size]), gradient

    return minimize(loss, np.zeros(size + 1), jac=True, method="L-BFGS-B", options={"maxiter": ITERATIONS}).x
