from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import NAMES as FOUR_NAMES
from builders import THRESHOLDS, make_weights, random_rows
from cleanpage.blocks import FeatureRow, Format
from cleanpage.errors import WeightsError
from cleanpage.explain.reasons import contributions_of
from cleanpage.score.leaves import MAX_LEAVES, UNITS, Leaves, load_leaves
from cleanpage.score.weights import Exit, Tree, Weights, load_weights

LOG_ODDS = st.integers(-UNITS, UNITS).map(lambda units: units / UNITS)

# words <= 3.5: -0.4, else link_density <= 0.5: 0.9, else -0.3
TREE: Tree = (0, 3.5, 0.2, -0.4, (1, 0.5, 0.6, 0.9, -0.3))


def random_trees() -> st.SearchStrategy[Tree]:
    def split(below: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
        return st.tuples(st.integers(0, len(FOUR_NAMES) - 1), THRESHOLDS, LOG_ODDS, below, below)

    return st.recursive(LOG_ODDS, split, max_leaves=6)


@st.composite
def weights_in_units(draw: st.DrawFn) -> Weights:
    counts = sorted(draw(st.sets(st.integers(1, 12), max_size=3)))
    exits = [Exit(count, draw(LOG_ODDS), draw(LOG_ODDS)) for count in counts]
    return make_weights(draw(st.lists(random_trees(), max_size=12)), exits=exits)


@pytest.mark.parametrize(
    ("row", "leaves", "moves"),
    [
        pytest.param((3, 0.1, 0, 0.0), b"\0\0", (-12_000, 0, 0, 0), id="low"),
        pytest.param((9, 0.1, 0, 0.0), b"\1\1", (8_000, 6_000, 0, 0), id="high-low"),
        pytest.param((9, 0.6, 0, 0.0), b"\2\2", (8_000, -18_000, 0, 0), id="high"),
    ],
)
def test_leaves_and_moves(row: FeatureRow, leaves: bytes, moves: tuple[int, ...]) -> None:
    of_trees = Leaves(make_weights([TREE, TREE]))
    assert of_trees.find(row) == leaves
    assert of_trees.moves(leaves) == moves


@pytest.mark.parametrize(
    ("below", "moves"),
    [
        pytest.param(-0.4, (-12_000, 0, 0, 0), id="at-the-limit"),
        pytest.param(-0.3999, (-6_000, 0, 0, 0), id="below"),
    ],
)
def test_trees_behind_an_exit_move_nothing(below: float, moves: tuple[int, ...]) -> None:
    of_trees = Leaves(make_weights([TREE, TREE], exits=[Exit(1, below, -0.5), Exit(2, 9.0, 0.1)]))
    assert of_trees.moves(of_trees.find((3, 0.1, 0, 0.0))) == moves


@given(weights=weights_in_units(), rows=random_rows())
def test_moves_are_the_contributions(weights: Weights, rows: list[FeatureRow]) -> None:
    of_trees = Leaves(weights)
    for row in rows:
        expected = contributions_of(weights, row)
        found = of_trees.moves(of_trees.find(row))
        assert [round(expected.get(name, 0.0) * UNITS, 6) for name in weights.names] == list(found)


@pytest.mark.parametrize("format", get_args(Format))
def test_the_weights_of_the_package_are_whole_numbers_of_units(format: Format) -> None:
    row = tuple(float(number % 3) for number in range(len(load_weights(format).names)))
    expected = contributions_of(load_weights(format), row)
    found = load_leaves(format).moves(load_leaves(format).find(row))
    assert {name: round(expected.get(name, 0.0) * UNITS, 6) for name in load_weights(format).names} == dict(
        zip(load_weights(format).names, found, strict=True)
    )


@pytest.mark.parametrize(
    ("tree", "message"),
    [
        pytest.param((0, 3.5, 0.2, -0.41234, 0.5), "four digits", id="digits"),
        pytest.param((0, 3.5, 0.20001, -0.4, 0.5), "four digits", id="digits-of-a-mean"),
    ],
)
def test_weights_that_are_none(tree: Tree, message: str) -> None:
    with pytest.raises(WeightsError, match=message):
        Leaves(make_weights([tree]))


def test_a_tree_with_more_leaves_than_a_byte_has_numbers() -> None:
    def grow(depth: int) -> Tree:
        return (0, float(depth), 0.0, grow(depth - 1), grow(depth - 1)) if depth else 0.1

    assert MAX_LEAVES < 2**9
    with pytest.raises(WeightsError, match="leaves"):
        Leaves(make_weights([grow(9)]))
