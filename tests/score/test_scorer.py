from __future__ import annotations

import math
from itertools import accumulate
from typing import get_args

import pytest
from benchmarks.pages.fixtures import Fixture, read_fixtures
from hypothesis import given
from hypothesis import strategies as st

from builders import FLOATS, WHOLE, first_pass, make_weights, random_rows, random_weights
from builders import NAMES as FOUR_NAMES
from cleanpage.blocks import Dump, FeatureRow, Format, Measured
from cleanpage.decode.decoder import decode
from cleanpage.features import BLOCK_NAMES, NAMES, PAGE_NAMES, SHARES
from cleanpage.measure.measurer import measure
from cleanpage.score.scorer import compile_trees, load_scorer, score, second_rows
from cleanpage.score.weights import Exit, Tree, Weights, load_weights
from cleanpage.tokenize.tokenizer import tokenize

MAX_LOG_ODDS = 700.0
"""Log-odds up to which `math.exp` doesn't overflow."""

EXIT = Exit(trees=3, below=-2.0, offset=-0.5)
JUST_BELOW = math.nextafter(-2.0, -math.inf)
ROW = (0, 0.0, 0, 0.0)

each_format = pytest.mark.parametrize("format", get_args(Format))
each_fixture = pytest.mark.parametrize("fixture", read_fixtures(), ids=lambda fixture: fixture.slug)


def walk(tree: Tree, row: FeatureRow) -> float:
    if not isinstance(tree, tuple):
        return tree
    feature, threshold, _, low, high = tree
    return walk(low if row[feature] <= threshold else high, row)


def log_odds(weights: Weights, row: FeatureRow) -> float:
    """What the scorer should say, the slow way."""
    total = 0.0
    for number, tree in enumerate(weights.trees):
        for exit in weights.exits:
            if number == exit.trees and total < exit.below:
                return total + exit.offset
        total += walk(tree, row)
    return total


def left_early(weights: Weights, row: FeatureRow) -> bool:
    """Whether a row met an exit of the first pass: the second then does not ask it."""
    sums = list(accumulate([walk(tree, row) for tree in weights.trees], initial=0.0))
    return any(sums[exit.trees] < exit.below for exit in weights.exits)


def measure_dump(dump: Dump) -> Measured:
    document = tokenize(dump)
    return measure(document, load_weights(document.format).tokens)


@given(weights=random_weights(), rows=random_rows())
def test_compiled_trees_are_the_trees(weights: Weights, rows: list[FeatureRow]) -> None:
    assert first_pass(weights, rows) == [log_odds(weights, row) for row in rows]


@given(weights=random_weights(), rows=random_rows(), page_features=st.integers(0, len(FOUR_NAMES) - 1), data=st.data())
def test_page_features_may_come_once(
    weights: Weights, rows: list[FeatureRow], page_features: int, data: st.DataObject
) -> None:
    first = len(FOUR_NAMES) - page_features
    page = data.draw(st.tuples(WHOLE, FLOATS, WHOLE, FLOATS))[first:]
    blocks = [row[:first] for row in rows]
    assert first_pass(weights, blocks, page) == first_pass(weights, [block + page for block in blocks])


@pytest.mark.parametrize("rows", [[], [(1, 0.0)], [(1, 0.0)] * 3], ids=["no-block", "one", "three"])
def test_every_block_sees_the_page(rows: list[FeatureRow]) -> None:
    weights = make_weights([(2, 3.5, 0.0, -1.0, 1.0)])
    assert first_pass(weights, rows, (3, 0.0)) == [-1.0] * len(rows)
    assert first_pass(weights, rows, (4, 0.0)) == [1.0] * len(rows)


@pytest.mark.parametrize(
    ("block", "page"),
    [
        pytest.param((1, 0.0, 0), (0,), id="block-row-too-long"),
        pytest.param((1,), (0, 0.0), id="block-row-too-short"),
        pytest.param((1, 0.0), (0,), id="page-row-too-short"),
        pytest.param((1, 0.0), (0, 0.0, 0), id="page-row-too-long"),
    ],
)
def test_rows_of_another_length_are_noticed(block: FeatureRow, page: FeatureRow) -> None:
    with pytest.raises(ValueError, match="unpack"):
        compile_trees(FOUR_NAMES, [1.0], (), 2)([block], page, [])


@pytest.mark.parametrize(
    ("name", "threshold", "value", "expected"),
    [
        pytest.param("words", 3.5, 3, -1.0, id="whole-below"),
        pytest.param("words", 3.5, 4, 1.0, id="whole-above"),
        pytest.param("words", 3.0, 3, -1.0, id="whole-equal"),
        pytest.param("words", 1e-35, 0, -1.0, id="whole-zero"),
        pytest.param("words", 1e-35, 1, 1.0, id="whole-one"),
        pytest.param("words", -1e-35, -1, -1.0, id="whole-negative"),
        pytest.param("words", -1e-35, 0, 1.0, id="whole-zero-is-more-than-below-zero"),
        pytest.param("words", -1.5, -1, 1.0, id="whole-negative-above"),
        pytest.param("link_density", 0.25, 0.25, -1.0, id="share-equal"),
        pytest.param("link_density", 0.25, math.nextafter(0.25, 1), 1.0, id="share-above"),
        pytest.param("link_density", 0.75, 0.5, -1.0, id="share-threshold-is-not-rounded"),
    ],
)
def test_thresholds(name: str, threshold: float, value: float, expected: float) -> None:
    assert (name in SHARES) == (name == "link_density")
    weights = make_weights([(0, threshold, 0.0, -1.0, 1.0)], (name,))
    assert first_pass(weights, [(value,)]) == [expected]


@pytest.mark.parametrize(
    ("leaves", "expected"),
    [
        pytest.param([], 0.0, id="no-trees"),
        pytest.param([-2.0, 0.0, 0.0, 5.0], 3.0, id="at-the-limit"),
        pytest.param([JUST_BELOW, 0.0, 0.0, 5.0], JUST_BELOW - 0.5, id="below"),
        pytest.param([JUST_BELOW, 0.0, 0.0], JUST_BELOW, id="no-tree-is-left"),
        pytest.param([0.0, 0.0, JUST_BELOW, 5.0], JUST_BELOW - 0.5, id="last-tree-before"),
        pytest.param([0.0, 0.0, 0.0, JUST_BELOW, 5.0], JUST_BELOW + 5.0, id="first-tree-after"),
        pytest.param([JUST_BELOW, 9.0, 0.0, 0.0], JUST_BELOW + 9.0, id="made-up-for-in-time"),
    ],
)
def test_exit(leaves: list[float], expected: float) -> None:
    assert first_pass(make_weights(leaves, exits=[EXIT]), [ROW]) == [expected]


@pytest.mark.parametrize(
    ("leaves", "expected"),
    [
        pytest.param([-1.5, -0.6, 0.0, 0.0, 9.0], -2.1 - 7.0, id="second"),
        pytest.param([-1.0, 0.0, 1.0, 0.0, 9.0], 9.0, id="none"),
        pytest.param([-2.5, 9.0, 9.0, 9.0, 9.0], -2.5 - 5.0, id="first"),
        pytest.param([-2.5, -9.0, -9.0, -9.0, 9.0], -2.5 - 5.0, id="first-and-not-again"),
        pytest.param([0.0, 0.0, -0.5, 0.0, 9.0], -0.5 - 9.0, id="third-with-a-higher-limit"),
        pytest.param([0.0, 0.0, 0.0, -3.0, 9.0], 6.0, id="behind-all"),
        pytest.param([-2.0, 3.0, 0.0, 0.0, 0.0], 1.0, id="at-the-first-limit"),
    ],
)
def test_exits(leaves: list[float], expected: float) -> None:
    exits = [Exit(1, -2.0, -5.0), Exit(2, -2.0, -7.0), Exit(3, 0.0, -9.0)]
    assert first_pass(make_weights(leaves, exits=exits), [ROW]) == [pytest.approx(expected)]


def test_exits_behind_the_last_tree_are_not_looked_at() -> None:
    weights = make_weights([-9.0, -9.0], exits=[Exit(2, 0.0, -5.0), Exit(7, 0.0, -5.0)])
    assert first_pass(weights, [ROW]) == [-18.0]


def test_an_exit_ends_no_other_row() -> None:
    tree: Tree = (0, 0.5, 0.0, -4.0, 1.0)
    weights = make_weights([tree, 0.0, 0.0, tree], exits=[EXIT])
    rows = [(0, 0.0, 0, 0.0), (1, 0.0, 0, 0.0)]
    assert first_pass(weights, [*rows, *rows]) == [-4.5, 2.0, -4.5, 2.0]


def test_names_are_not_part_of_the_code() -> None:
    weights = make_weights([(0, 0.5, 0.0, -1.0, 1.0)], ("f0 = ]\nraise SystemExit",))
    assert first_pass(weights, [(0,), (1,)]) == [-1.0, 1.0]


@each_fixture
def test_scores_are_the_logistic_of_the_trees(fixture: Fixture) -> None:
    measured = measure_dump(decode(fixture.dump))
    weights = load_weights(measured.document.format)
    scored = score(measured)
    assert scored.measured is measured
    for row, second, value in zip(measured.rows, second_rows(scored), scored.scores, strict=True):
        total = log_odds(weights, row)
        if not left_early(weights, row):
            total += sum(walk(tree, row + second) for tree in weights.second)
        assert value == pytest.approx(1 / (1 + math.exp(-total)), abs=1e-12)
    assert all(0 < value < 1 for value in scored.scores)


@each_format
def test_no_blocks_have_no_scores(format: Format) -> None:
    assert score(measure(tokenize(Dump(text=""), format), {})).scores == ()


@each_fixture
def test_what_is_compared_as_whole_numbers_is_whole(fixture: Fixture) -> None:
    measured = measure_dump(decode(fixture.dump))
    names = NAMES[measured.document.format]
    for row, second in zip(measured.rows, second_rows(score(measured)), strict=True):
        row += second
        assert len(row) == len(names)
        values = dict(zip(names, row, strict=True))
        assert [name for name, value in values.items() if not math.isfinite(value)] == []
        assert [name for name, value in values.items() if name not in SHARES and value != int(value)] == []


@each_format
def test_what_a_page_shares_stands_last(format: Format) -> None:
    shared = PAGE_NAMES[format]
    assert NAMES[format][: len(BLOCK_NAMES[format]) + len(shared)][-len(shared) :] == shared
    measured = measure_dump(decode(b"<p>Owls hunt.<p>At night." if format == "html" else b"Owls hunt.\nAt night."))
    assert measured.document.format == format
    assert len(measured.page_row) == len(shared)
    assert all(row[-len(shared) :] == measured.page_row for row in measured.rows)
    assert list(zip(*measured.columns, strict=True)) == [row[: -len(shared)] for row in measured.rows]


def test_only_features_are_shares() -> None:
    assert set().union(*NAMES.values()) >= SHARES


@each_format
def test_shipped_trees_cannot_overflow(format: Format) -> None:
    def most(tree: Tree) -> float:
        return max(most(tree[3]), most(tree[4])) if isinstance(tree, tuple) else abs(tree)

    weights = load_weights(format)
    offsets = [abs(exit.offset) for exit in weights.exits]
    assert sum(map(most, weights.all_trees)) + max(offsets, default=0.0) < MAX_LOG_ODDS


@each_format
def test_the_function_is_made_once(format: Format) -> None:
    assert load_scorer(format) is load_scorer(format)


@pytest.mark.parametrize(
    ("line", "count"),
    [
        pytest.param("a", 1, id="one-word"),
        pytest.param("。", 1, id="one-mark"),
        pytest.param("a" * 100_000, 1, id="long-word"),
        pytest.param("x", 3000, id="many"),
    ],
)
@each_format
def test_odd_pages_have_scores(line: str, count: int, format: Format) -> None:
    separator = "<p>" if format == "html" else "\n"
    dump = Dump(text=separator.join([line] * count))
    scores = score(measure(tokenize(dump, format), load_weights(format).tokens)).scores
    assert len(scores) == count
    assert all(0 < value < 1 for value in scores)
