"""Values of the later stages for tests, made from the few numbers that a test is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from hypothesis import strategies as st

from cleanpage.blocks import (
    Block,
    Document,
    Elements,
    FeatureRow,
    Format,
    Markup,
    Measured,
    Overrule,
    Scored,
    Selected,
    Sort,
)
from cleanpage.features import BLOCK_NAMES
from cleanpage.score.scorer import compile_trees
from cleanpage.score.weights import Exit, Tree, Weights
from cleanpage.select.rules.rule import Case
from cleanpage.words.lexicon import read_names

NAMES = ("words", "link_density", "last_char", "word_length")
"""Features of `random_weights`: whole numbers and floats in turns."""

# As LightGBM writes them: halfway between two whole numbers, or a hair off zero. Values often meet them.
_THRESHOLDS: Final = (-1.5, -1e-35, 1e-35, 0.5, 2.0, 3.5)
WHOLE = st.integers(-2, 4) | st.integers(-1000, 1000)
FLOATS = st.sampled_from(_THRESHOLDS) | st.floats(-3, 40, allow_nan=False)
THRESHOLDS = st.sampled_from(_THRESHOLDS) | st.floats(-3, 40, allow_nan=False)
LOG_ODDS = st.floats(-1, 1, allow_nan=False)

NO_ELEMENTS: Final = Elements()
NOTHING: Final[Mapping[int, Overrule]] = MappingProxyType({})


def make_weights(
    trees: Sequence[Tree],
    names: tuple[str, ...] = NAMES,
    exits: Sequence[Exit] = (),
    second: Sequence[Tree] = (),
) -> Weights:
    return Weights(
        names=names,
        trees=tuple(trees),
        second=tuple(second),
        exits=tuple(exits),
        tokens={},
        provenance=MappingProxyType({}),
    )


def first_pass(weights: Weights, rows: Sequence[FeatureRow], page: FeatureRow = ()) -> list[float]:
    """Return what the first pass says of each row."""
    return compile_trees(weights.names, weights.trees, weights.exits, len(page))(rows, page, [])


def random_trees() -> st.SearchStrategy[Tree]:
    def split(below: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
        return st.tuples(st.integers(0, len(NAMES) - 1), THRESHOLDS, LOG_ODDS, below, below)

    return st.recursive(LOG_ODDS, split, max_leaves=6)


@st.composite
def random_weights(draw: st.DrawFn) -> Weights:
    """Up to twelve trees, and up to three exits among them or behind."""
    counts = sorted(draw(st.sets(st.integers(1, 12), max_size=3)))
    exits = [Exit(count, draw(LOG_ODDS), draw(LOG_ODDS)) for count in counts]
    return make_weights(draw(st.lists(random_trees(), max_size=12)), exits=exits)


def random_rows() -> st.SearchStrategy[list[FeatureRow]]:
    return st.lists(st.tuples(WHOLE, FLOATS, WHOLE, FLOATS), max_size=5)


def make_elements(*rows: tuple[str, int, str]) -> Elements:
    """Return the elements with these (tag, parent, names)."""
    tags, parents, names = zip(*rows, strict=True)
    return Elements(tags=tags, parents=parents, names=names)


def make_measured(
    blocks: Sequence[Block],
    *,
    words: Sequence[int] | None = None,
    cues: Sequence[Sort] | None = None,
    rows: Sequence[FeatureRow] = (),
    elements: Elements = NO_ELEMENTS,
    format: Format = "html",
    title: str = "",
    declares_article: bool = False,
) -> Measured:
    return Measured(
        document=Document(format=format, blocks=tuple(blocks), elements=elements, markup=Markup(title=title)),
        words=tuple([len(block.text.split()) for block in blocks] if words is None else words),
        columns=_columns(rows or [_row_inside(elements, block.element, format) for block in blocks], format),
        language="en",
        declares_article=declares_article,
        cues=tuple([""] * len(blocks) if cues is None else cues),
    )


def _columns(rows: Sequence[FeatureRow], format: Format) -> tuple[tuple[float, ...], ...]:
    return tuple(zip(*rows, strict=True)) if rows else ((),) * len(BLOCK_NAMES[format])


def _row_inside(elements: Elements, index: int, format: Format) -> FeatureRow:
    """A row that says nothing but whether an element named after comments is around it."""
    inside = False
    while index >= 0:
        inside = inside or read_names(elements.tags[index], elements.names[index])[1] == "comment"
        index = elements.parents[index]
    return tuple([float(inside and name == "in_comment") for name in BLOCK_NAMES[format]])


def make_case(measured: Measured, scores: Sequence[float] = ()) -> Case:
    """Return a page as rules see it, each block sure if nothing is said."""
    return Case(Scored(measured=measured, scores=tuple(scores or [0.9] * len(measured.words))))


def make_scored(scores: Sequence[float], words: Sequence[int], *, declares_article: bool = False) -> Scored:
    """Return blocks with these scores and numbers of words, each with a text of its own."""
    blocks = [Block(" ".join([f"w{index}"] * count)) for index, count in enumerate(words)]
    return Scored(measured=make_measured(blocks, words=words, declares_article=declares_article), scores=tuple(scores))


def make_selected(measured: Measured, kept: Sequence[bool], overruled: Mapping[int, Overrule] = NOTHING) -> Selected:
    scores = tuple(0.9 if keep or index in overruled else 0.1 for index, keep in enumerate(kept))
    return Selected(
        scored=Scored(measured=measured, scores=scores),
        kept=tuple(kept),
        cut=0.9 if any(kept) else 1.0,
        confidence=0.8,
        overruled=overruled,
    )
