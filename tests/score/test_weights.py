from __future__ import annotations

import dataclasses
import json
from typing import Any, get_args

import pytest

from cleanpage.blocks import Format
from cleanpage.errors import CleanpageError, WeightsError
from cleanpage.features import NAMES
from cleanpage.score.weights import VERSION, Exit, Tree, load_weights, parse_weights

ROUNDING = 0.001
"""Log-odds by which the rounding in a weights file can move a mean."""

SPLIT = [1, 3.5, 0.25, -1, [0, 0.5, 0.5, 0.1, 2]]
VALID = {
    "version": VERSION,
    "provenance": {"command": "train", "seed": "1"},
    "features": ["words", "links"],
    "tokens": {"<p>": 1, "menu": -2.5},
    "trees": [SPLIT, -0.5],
    "second": [],
    "exits": [[1, -2, -0.5]],
}

each_format = pytest.mark.parametrize("format", get_args(Format))


def weights_text(**changes: Any) -> str:
    return json.dumps(VALID | changes)


def test_what_the_file_says_is_read() -> None:
    weights = parse_weights(weights_text(), ("words", "links"))
    assert weights.names == ("words", "links")
    assert weights.trees == ((1, 3.5, 0.25, -1.0, (0, 0.5, 0.5, 0.1, 2.0)), -0.5)
    assert weights.exits == (Exit(trees=1, below=-2.0, offset=-0.5),)
    assert dict(weights.tokens) == {"<p>": 1.0, "menu": -2.5}
    assert weights.provenance == VALID["provenance"]


@pytest.mark.parametrize(
    ("exits", "expected"),
    [
        pytest.param([], (), id="none"),
        pytest.param([[2, -2, -0.5]], (Exit(2, -2.0, -0.5),), id="one"),
        pytest.param([[1, -2, 0], [2, 0.5, 1]], (Exit(1, -2.0, 0.0), Exit(2, 0.5, 1.0)), id="two"),
    ],
)
def test_exits(exits: list[list[float]], expected: tuple[Exit, ...]) -> None:
    assert parse_weights(weights_text(exits=exits), ("words", "links")).exits == expected


def test_exits_cannot_be_left_out() -> None:
    without = json.dumps({key: value for key, value in VALID.items() if key != "exits"})
    with pytest.raises(WeightsError, match=r"unreadable.*exits"):
        parse_weights(without, ("words", "links"))


def test_leaves_are_floats() -> None:
    (_, _, _, low, _), leaf = parse_weights(weights_text(trees=[SPLIT, 0]), ("words", "links")).trees  # type: ignore[misc]
    assert type(low) is type(leaf) is float


def test_weights_are_read_only() -> None:
    weights = parse_weights(weights_text(), ("words", "links"))
    with pytest.raises(dataclasses.FrozenInstanceError):
        weights.trees = ()  # type: ignore[misc]
    with pytest.raises(TypeError):
        weights.provenance["seed"] = "2"  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", "unreadable.*install the package again", id="empty"),
        pytest.param(weights_text()[:-9], "unreadable", id="cut-off"),
        pytest.param("[]", "unreadable", id="a-list"),
        pytest.param("7", "unreadable", id="a-number"),
        pytest.param("{}", "unreadable.*version", id="no-version"),
        pytest.param(weights_text(version=VERSION + 1), f"version {VERSION + 1}.*reads {VERSION}", id="newer"),
        pytest.param(weights_text(version=str(VERSION)), f"version {VERSION}", id="version-is-a-string"),
        pytest.param(weights_text(features=["words"]), r"other features \(links\); train", id="feature-missing"),
        pytest.param(weights_text(features=["words", "links", "age"]), r"other features \(age\)", id="feature-unknown"),
        pytest.param(weights_text(features=["words", "shape"]), r"\(links, shape\)", id="feature-renamed"),
        pytest.param(weights_text(features=["links", "words"]), r"\(their order\)", id="order"),
        pytest.param(weights_text(features=None), "unreadable", id="no-features"),
        pytest.param(weights_text(trees=None), "unreadable", id="no-trees"),
        pytest.param(weights_text(trees=[[2, 0.5, 0, 1, 2]]), "splits on feature 2 of 2", id="index-too-high"),
        pytest.param(weights_text(trees=[[-1, 0.5, 0, 1, 2]]), "splits on feature -1 of 2", id="index-negative"),
        pytest.param(
            weights_text(trees=[[0, 0.5, 0, 1, [9, 0.5, 0, 1, 2]]]),
            "splits on feature 9",
            id="index-deep-down",
        ),
        pytest.param(weights_text(trees=[[0, 0.5, 1, 2]]), "unreadable", id="split-without-mean"),
        pytest.param(weights_text(trees=[["words", 0.5, 0, 1, 2]]), "unreadable", id="split-by-name"),
        pytest.param(weights_text(trees=[[0, None, 0, 1, 2]]), "unreadable", id="no-threshold"),
        pytest.param(weights_text(trees=[None]), "unreadable", id="no-leaf"),
        pytest.param(weights_text(trees=["1.0"]), "unreadable", id="leaf-is-a-string"),
        pytest.param(weights_text(tokens=["menu"]), "unreadable", id="tokens-are-a-list"),
        pytest.param(weights_text(tokens={"menu": "bad"}), "unreadable", id="token-without-a-number"),
        pytest.param(weights_text(exits=None), "unreadable", id="exits-are-null"),
        pytest.param(weights_text(exits=[8, -1.5, 0]), "unreadable", id="exit-not-in-a-list"),
        pytest.param(weights_text(exits=[[8, -1.5]]), "unreadable", id="exit-without-offset"),
        pytest.param(weights_text(exits=[["all", 0, 0]]), "unreadable", id="exit-in-words"),
        pytest.param(weights_text(exits=[[8, None, 0]]), "unreadable", id="exit-without-limit"),
        pytest.param(weights_text(exits=[[9, -2, 0], [8, -2, 0]]), r"exits after \[9, 8\] trees", id="exits-backwards"),
        pytest.param(weights_text(exits=[[8, -2, 0], [8, -3, 0]]), r"exits after \[8, 8\] trees", id="exit-twice"),
        pytest.param(weights_text(exits=[[-8, -2, 0]]), r"exits after \[-8\] trees", id="exit-negative"),
        pytest.param(weights_text(exits=[[0, -2, 0], [8, -2, 0]]), r"exits after \[0, 8\]", id="exit-before-any-tree"),
        pytest.param(weights_text(provenance=5), "unreadable", id="no-provenance"),
    ],
)
def test_errors(text: str, message: str) -> None:
    with pytest.raises(WeightsError, match=message) as error:
        parse_weights(text, ("words", "links"))
    assert isinstance(error.value, CleanpageError) and isinstance(error.value, ValueError)


def test_a_few_of_many_other_features_are_named() -> None:
    with pytest.raises(WeightsError) as error:
        parse_weights(weights_text(), tuple(f"f{number}" for number in range(90)))
    assert str(error.value).count(", ") == 4


@each_format
def test_shipped_weights_fit_the_features(format: Format) -> None:
    weights = load_weights(format)
    assert weights.names == NAMES[format]
    assert weights.trees
    assert all(exit.trees < len(weights.trees) for exit in weights.exits)
    assert {"command", "sets", "seed"} <= set(weights.provenance)
    assert load_weights(format) is weights


@each_format
def test_shipped_means_lie_between_what_is_below(format: Format) -> None:
    # It is the mean of the training blocks below, and so between the means of its two sides.
    def check(tree: Tree) -> float:
        if not isinstance(tree, tuple):
            return tree
        _, _, mean, low, high = tree
        sides = sorted((check(low), check(high)))
        assert sides[0] - ROUNDING <= mean <= sides[1] + ROUNDING
        return mean

    for tree in load_weights(format).trees:
        check(tree)


def test_tokens_are_names_in_html_and_words_in_text_dumps() -> None:
    assert load_weights("html").tokens["<p>"] > 0 > load_weights("html").tokens["<nav>"]
    assert load_weights("text").tokens["newsletter"] < 0 < load_weights("text").tokens["said"]
