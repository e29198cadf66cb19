"""Train the trees of the scorer: the first pass, and where a format has one the second.

Measured pages with their labels go in; LightGBM models come out. The second pass learns from scores that the first gave
to pages of sites that it had not seen: scores of pages that it has seen are surer than those of any other page will be.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import lightgbm
import numpy as np
from numpy.typing import NDArray

from benchmarks.training.examples import FLAT, Example, fold_of, is_weak
from benchmarks.training.line_table import OTHER_LANGUAGES
from benchmarks.training.transplants import TRANSPLANT
from cleanpage.blocks import Format, Measured
from cleanpage.features import BLOCK_NAMES, NAMES, PAGE_NAMES, SECOND_NAMES
from cleanpage.score import Exit, surroundings

Floats: TypeAlias = NDArray[np.float64]

SEEDS: dict[Format, int] = {"html": 1, "text": 20240426}
"""No better than others: they move word F1 by .003."""
_PARAMETERS: dict[str, Any] = {
    "objective": "cross_entropy",  # labels are shares of words, not 0 and 1
    "min_data_in_leaf": 60,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5,
    "max_bin": 127,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 2,
    "verbosity": -1,
}
FIRST: dict[Format, dict[str, Any]] = {
    # Nested ifs run at the speed of their depth.
    "html": {"num_iterations": 350, "num_leaves": 40, "max_depth": 12, "learning_rate": 0.05},
    "text": {"num_iterations": 200, "num_leaves": 47, "max_depth": 12, "learning_rate": 0.1},
}
SECOND: dict[str, Any] = {
    "num_iterations": 100,
    "num_leaves": 16,
    "max_depth": 8,
    "learning_rate": 0.1,
    "min_data_in_leaf": 150,
    "lambda_l2": 20,
}
SECOND_ASKS = (
    "words", "same_shape", "article_share", "own_cue", "description_overlap", "tag",
    "box1_links", "box2_links", "box1_share", "box2_share",
)  # fmt: skip
"""Features of the first pass that the second asks again; with all of them it learns pages by heart."""
PAGE_GAIN = 0.4
"""Factor on what splits by features of whole pages are worth: there are few pages to learn them from."""
_PAGE_WIDE = frozenset(
    (
        *PAGE_NAMES["html"],
        "best_section",
        "likely_words",
        "likely_share",
        "sure_share",
        "sure_blocks",
        "large_boxes",
    )
)

WEAK_WEIGHT = 0.2
"""What a page counts of which only some blocks are labelled. With .5 wcxb-dev loses .003."""

PARTS = 3
"""Parts of the sites whose scores for the second pass come from the others."""

EXIT_SHARES = (0.1, 0.25, 0.5)
"""Shares of the trees of the first pass after which a block can leave."""
LOST_SCORE = 0.2
MAX_LOST_SHARE = 0.001
"""Of the blocks that leave early, so many may be ones that would have ended above this score."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """Pages with labels and what was measured of them."""

    examples: Sequence[Example]
    measured: Sequence[Measured]
    labels: Floats
    """Of the blocks of all pages, one after the other."""
    weights: Floats
    sizes: Sequence[int]
    """Blocks of each page."""

    @property
    def rows(self) -> NDArray[np.float32]:
        """The features of the first pass."""
        return np.concatenate([np.array(page.rows, dtype=np.float32) for page in self.measured])

    def parts(self) -> Floats:
        """Return the part of the sites that each block's site is in."""
        return np.repeat([fold_of(it.page.domain, PARTS) for it in self.examples], self.sizes)


@dataclass(frozen=True, slots=True)
class Passes:
    """What was trained."""

    first: lightgbm.Booster
    second: lightgbm.Booster | None
    exits: list[Exit]


def label_pages(examples: Sequence[Example], measured: Sequence[Measured], format: Format) -> Labelled:
    """Return all pages that have labels and blocks.

    A block weighs its words over the geometric mean of its page's content words and all its
    words, so that long pages don't drown short ones; the variants of one text dump share
    their page's weight, and transplanted and flattened pages have their own. In text dumps all pages weigh the same,
    but for those in other languages than English.
    """
    variants = len({example.page.variant for example in examples} - {TRANSPLANT, FLAT})
    pages = [(it, page) for it, page in zip(examples, measured, strict=True) if it.labels is not None and page.words]
    weights = []
    for example, page in pages:
        words = np.array(page.words, dtype=float)
        if is_weak(example):
            known = ~np.isnan(np.array(example.labels))
            weights.append(WEAK_WEIGHT * words * known / max(float(words @ known), 1.0))
        elif format == "html":
            content = max(float(words @ np.array(example.labels)), 1.0)
            weights.append(words / math.sqrt(content * words.sum()))
        else:
            scale = 1.0 if (example.page.lang or "en") == "en" else OTHER_LANGUAGES
            is_single = example.page.variant in (TRANSPLANT, FLAT)
            weights.append(scale * words / words.sum() / (1 if is_single else variants))
    return Labelled(
        examples=[example for example, _ in pages],
        measured=[page for _, page in pages],
        labels=np.concatenate([np.nan_to_num(np.array(example.labels)) for example, _ in pages]),
        weights=np.concatenate(weights),
        sizes=[len(page.words) for _, page in pages],
    )


def train(pages: Labelled, format: Format) -> Passes:
    """Return the trees trained on all these pages."""
    names = [*BLOCK_NAMES[format], *PAGE_NAMES[format]]
    rows = pages.rows
    parameters = FIRST[format] | {"seed": SEEDS[format]}
    if format == "html":
        parameters["feature_contri"] = [PAGE_GAIN if name in _PAGE_WIDE else 1.0 for name in names]
    first = _fit(rows, pages.labels, pages.weights, names, parameters)
    log_odds = np.zeros(len(rows))
    staged = np.zeros((len(EXIT_SHARES), len(rows)))
    counts = [round(share * parameters["num_iterations"]) for share in EXIT_SHARES]
    parts = pages.parts()
    for part in range(PARTS):
        seen, unseen = parts != part, parts == part
        model = _fit(rows[seen], pages.labels[seen], pages.weights[seen], names, parameters)
        log_odds[unseen] = model.predict(rows[unseen], raw_score=True)
        for at, count in enumerate(counts):
            staged[at, unseen] = model.predict(rows[unseen], raw_score=True, num_iteration=count)
    exits = _find_exits(counts, staged, log_odds)
    if not SECOND_NAMES[format]:
        return Passes(first, None, exits)
    asked = [*SECOND_ASKS, *SECOND_NAMES[format]]
    own = rows[:, [names.index(name) for name in SECOND_ASKS]]
    around = _surroundings(pages, log_odds)
    stays = np.all([staged[at] >= exit.below for at, exit in enumerate(exits)], axis=0)
    second = _fit(
        np.concatenate([own, around], axis=1)[stays],
        pages.labels[stays],
        pages.weights[stays],
        asked,
        SECOND
        | {
            "seed": SEEDS[format],
            "feature_contri": [PAGE_GAIN if name in _PAGE_WIDE else 1.0 for name in asked],
        },
        log_odds[stays],
    )
    return Passes(first, second, exits)


def _fit(
    rows: NDArray[np.float32],
    labels: Floats,
    weights: Floats,
    names: Sequence[str],
    parameters: dict[str, Any],
    start: Floats | None = None,
) -> lightgbm.Booster:
    data = lightgbm.Dataset(rows, labels, weight=weights, feature_name=list(names), init_score=start)
    return lightgbm.train(_PARAMETERS | parameters, data)


def _surroundings(pages: Labelled, log_odds: Floats) -> NDArray[np.float32]:
    """Return the features of the second pass."""
    found = []
    start = 0
    for measured, size in zip(pages.measured, pages.sizes, strict=True):
        own = log_odds[start : start + size]
        columns = surroundings(measured, (1 / (1 + np.exp(-own))).tolist(), own.tolist())
        found.append(np.array(list(columns.values()), dtype=np.float32).T)
        start += size
    return np.concatenate(found)


def _find_exits(counts: Sequence[int], staged: Floats, log_odds: Floats) -> list[Exit]:
    """Return the highest log-odds at which blocks can leave after so many trees, with the mean of what they leave out.

    Only blocks that no exit before has let go are looked at.
    """
    lost = log_odds > math.log(LOST_SCORE / (1 - LOST_SCORE))
    stays = np.ones(len(log_odds), dtype=bool)
    exits = []
    for count, so_far in zip(counts, staged, strict=True):
        order = np.argsort(so_far[stays])
        share_lost = np.cumsum(lost[stays][order]) / np.arange(1, stays.sum() + 1)
        last = np.nonzero(share_lost <= MAX_LOST_SHARE)[0].max(initial=0)
        below = round(float(so_far[stays][order[last]]), 2)
        leaves = stays & (so_far < below)
        offset = round(float((log_odds - so_far)[leaves].mean()), 2) if leaves.any() else 0.0
        exits.append(Exit(count, below, offset))
        stays &= ~leaves
    return exits


def feature_indices(model: lightgbm.Booster, format: Format) -> list[int]:
    """Return where each feature of a model stands in a row of the format."""
    return [NAMES[format].index(name) for name in model.feature_name()]
