from __future__ import annotations

import math
import re
from typing import get_args

import pytest
from hypothesis import given

import cleanpage
from builders import make_weights, random_rows, random_weights
from cleanpage.blocks import FeatureRow, Format, Sort
from cleanpage.explainer import REASONS, contributions, contributions_of, explain, in_words
from cleanpage.features import NAMES
from cleanpage.html_columns import CUE_CODES
from cleanpage.scorer import compile_trees, compiled
from cleanpage.text_columns import NONE_BLOCKS, NONE_WORDS
from cleanpage.weights import Early, Tree, Weights, load_weights
from fixture_pages import Fixture, read_fixtures

MIN_MOVE = 0.05
"""Log-odds under which a feature is not worth a mention."""

each_format = pytest.mark.parametrize("format", get_args(Format))
each_fixture = pytest.mark.parametrize("fixture", read_fixtures(), ids=lambda fixture: fixture.slug)

# 0.2 -> (words <= 3.5: -0.4, else link_density <= 0.5: 0.9, else -0.3, mean 0.6)
TREE: Tree = (0, 3.5, 0.2, -0.4, (1, 0.5, 0.6, 0.9, -0.3))


# ------------------------------------------------------------------ contributions


@pytest.mark.parametrize(
    ("trees", "row", "expected"),
    [
        pytest.param([], (9, 0.1), {"bias": 0.0}, id="no-trees"),
        pytest.param([0.3, -0.1], (9, 0.1), {"bias": 0.2}, id="leaves-only"),
        pytest.param([TREE], (3, 0.1), {"bias": 0.2, "words": -0.6}, id="one-split"),
        pytest.param([TREE], (9, 0.1), {"bias": 0.2, "words": 0.4, "link_density": 0.3}, id="two-splits"),
        pytest.param([TREE], (9, 0.6), {"bias": 0.2, "link_density": -0.9, "words": 0.4}, id="strongest-first"),
        pytest.param([TREE, TREE], (3, 0.1), {"bias": 0.4, "words": -1.2}, id="trees-add-up"),
    ],
)
def test_moves(trees: list[Tree], row: FeatureRow, expected: dict[str, float]) -> None:
    found = contributions_of(make_weights(trees), row)
    assert list(found) == list(expected)
    assert found == pytest.approx(expected)


@pytest.mark.parametrize(
    ("leaf", "expected"),
    [
        pytest.param(-2.0, {"bias": -2.3, "words": -0.6}, id="below"),
        pytest.param(-1.6, {"bias": -1.2, "words": -1.2}, id="at-the-limit"),
    ],
)
def test_early_exit_stops_the_moves(leaf: float, expected: dict[str, float]) -> None:
    weights = make_weights([leaf, TREE, TREE], early=Early(trees=2, below=-2.0, offset=-0.5))
    assert contributions_of(weights, (3, 0.1)) == pytest.approx(expected)


@given(weights=random_weights(), rows=random_rows())
def test_contributions_add_up(weights: Weights, rows: list[FeatureRow]) -> None:
    for row, log_odds in zip(rows, compile_trees(weights)(rows), strict=True):
        found = contributions_of(weights, row)
        assert math.fsum(found.values()) == pytest.approx(log_odds, abs=1e-9)
        strengths = [abs(move) for name, move in found.items() if name != "bias"]
        assert strengths == sorted(strengths, reverse=True)


@each_fixture
def test_contributions_add_up_to_the_score(fixture: Fixture) -> None:
    page = cleanpage.extract(fixture.dump, url=fixture.url)
    for block in page.blocks:
        total = math.fsum(block.contributions.values())
        assert total == pytest.approx(math.log(block.score / (1 - block.score)), abs=1e-6), block.text
        assert total == pytest.approx(compiled(page.format)([block.features])[0], abs=1e-9)


@each_format
def test_fixtures_hold_blocks_that_end_early(format: Format) -> None:
    # Else the sums above would say nothing about the early exit.
    pages = [cleanpage.extract(fixture.dump) for fixture in read_fixtures() if fixture.format == format]
    rows = [block.features for page in pages for block in page.blocks]
    early = load_weights(format).early
    log_odds = compile_trees(make_weights(load_weights(format).trees[: early.trees], NAMES[format]))(rows)
    assert {value < early.below for value in log_odds} == {True, False}


# ------------------------------------------------------------------ reasons

REASON = re.compile(
    r"(?P<verdict>kept|dropped): score (?P<score>[01]\.\d\d), "
    r"(?:the page's cut is (?P<cut>[01]\.\d\d)|and nothing on the page is likely enough)(?P<features>(?:; .+)?)"
)


@each_fixture
def test_reasons(fixture: Fixture) -> None:
    page = cleanpage.extract(fixture.dump, url=fixture.url)
    for block in page.blocks:
        found = REASON.fullmatch(block.reason)
        assert found, block.reason
        assert found["verdict"] == ("kept" if block.label == "content" else "dropped")
        assert found["score"] == f"{block.score:.2f}"
        assert found["cut"] == (f"{block.cut:.2f}" if page.status == "ok" else None)
        values = dict(zip(NAMES[page.format], block.features, strict=True))
        moves = [(name, move) for name, move in block.contributions.items() if name != "bias"]
        strong = [(name, move) for name, move in moves[:REASONS] if abs(move) >= MIN_MOVE]
        wanted = [f"{in_words(name, values[name])} ({move:+.1f})" for name, move in strong]
        assert found["features"].split("; ")[1:] == wanted


@each_format
def test_a_score_at_the_cut_and_nothing_kept(format: Format) -> None:
    row = (0.0,) * len(NAMES[format])
    assert explain(format, row, 0.5, 0.5, kept=True).startswith("kept: score 0.50, the page's cut is 0.50")
    hopeless = explain(format, row, 0.034, 1.0, kept=False)
    assert hopeless.startswith("dropped: score 0.03, and nothing on the page is likely enough")


def test_the_strongest_features_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def split(feature: int, move: float) -> Tree:
        return (feature, 0.5, 0.0, move, 0.0)

    trees = [split(0, 0.04), split(1, -0.06), split(2, 0.3), split(3, 0.2)]
    monkeypatch.setattr("cleanpage.explainer.load_weights", lambda _: make_weights(trees))
    start = "dropped: score 0.50, the page's cut is 0.60"
    assert explain("html", (0, 0.0, 0, 0.0), 0.5, 0.6, kept=False).split("; ") == [
        start,
        "ends without punctuation (+0.3)",
        "0.0 characters a word (+0.2)",
        "0 % of its characters are links (-0.1)",
    ]
    # Words moved it too little to be named, even alone.
    assert explain("html", (0, 1.0, 9, 9.0), 0.5, 0.6, kept=False) == start
    trees[0] = split(0, 0.1)
    crowded = explain("html", (0, 0.0, 0, 0.0), 0.5, 0.6, kept=False)
    assert "words long (+0.1)" in crowded and "links" not in crowded


@each_format
def test_contributions_are_those_of_the_formats_weights(format: Format) -> None:
    row = tuple(float(number % 3) for number in range(len(NAMES[format])))
    assert contributions(format, row) == contributions_of(load_weights(format), row)


# ------------------------------------------------------------------ features in words

CUE_WORDS: dict[Sort, str] = {
    "": "no boilerplate",
    "title": "title",
    "byline": "byline",
    "date": "date",
    "caption": "caption",
    "counter": "counter",
    "share": "share",
    "tags": "tags",
    "login": "login",
    "newsletter": "newsletter",
    "comment": "comment",
    "related": "related",
    "ad": "an ad",
    "cookie": "cookie",
    "legal": "legal",
    "navigation": "navigation",
    "other": "boilerplate",
}


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        pytest.param("link_density", 0.876, "88 % of its characters are links", id="percent"),
        pytest.param("words", 3, "3 words long", id="count"),
        pytest.param("position", 0.5, "50 % down the page", id="position"),
        pytest.param("copies", 1, "said once on the page", id="once"),
        pytest.param("copies", 4, "said 4 times on the page", id="copies"),
        pytest.param("core_distance", -3, "3 blocks before the densest run of text", id="before"),
        pytest.param("core_distance", 0, "inside the densest run of text", id="inside"),
        pytest.param("core_distance", 4, "4 blocks after the densest run of text", id="after"),
        pytest.param("core_overlap", -1, "inside the densest run of text", id="overlap-inside"),
        pytest.param("core_overlap", 0.25, "25 % of its words occur in the article", id="overlap"),
        pytest.param(
            "words_to_heading", NONE_WORDS - 1, f"{NONE_WORDS - 1} words to the next heading", id="far-heading"
        ),
        pytest.param("words_to_heading", NONE_WORDS, "no heading after it", id="no-heading"),
        pytest.param("words_since_heading", NONE_WORDS + 5, "no heading before it", id="no-heading-before"),
        pytest.param("blocks_to_prose", NONE_BLOCKS - 1, f"{NONE_BLOCKS - 1} blocks to the next prose", id="far-prose"),
        pytest.param("blocks_since_prose", NONE_BLOCKS, "no prose before it", id="no-prose"),
        pytest.param("last_char", 4, "ends like a sentence", id="sentence"),
        pytest.param("last_char", 0, "ends without punctuation", id="no-punctuation"),
        pytest.param("next_last_char", 2, "the block after ends with a colon", id="colon"),
        pytest.param("in_li", 1, "inside a list item", id="in"),
        pytest.param("in_nav", 0, "not inside <nav>", id="not-in"),
        pytest.param("box1_share", 0.4, "its parent holds 40 % of the page's words", id="parent"),
        pytest.param("box0_links", 0.4, "40 % of its element's characters are links", id="own-links"),
        pytest.param("box3_prose", 0.4, "40 % of its third container's words are prose", id="prose"),
        pytest.param("window_links_5", 0.4, "40 % of the text within 5 blocks is links", id="window-links"),
        pytest.param("window_words_15", 263, "263 words within 15 blocks", id="window-words"),
        pytest.param("window_prose_5", 4, "4 blocks of prose within 5 blocks", id="window-prose"),
        pytest.param("names_own", -3.0, "its element's tag and class names weigh -3.0", id="bad"),
        pytest.param("names_own", 1.25, "its element's tag and class names weigh +1.2", id="good"),
        pytest.param("names_inline", 0.0, "the class names inside it say nothing", id="nothing"),
        pytest.param("says_article", 2, "the page declares an article", id="declared"),
        pytest.param("slug_words", -1, "the page states no address", id="no-address"),
        pytest.param("heading_level", 2, "an <h2>", id="heading-level"),
        pytest.param("from_mars", 2.5, "from mars is 2.5", id="unknown"),
    ],
)  # fmt: skip
def test_in_words(name: str, value: float, expected: str) -> None:
    assert in_words(name, value) == expected


@pytest.mark.parametrize("sort", get_args(Sort), ids=lambda sort: sort or "none")
def test_cues_in_words(sort: Sort) -> None:
    for name in ("text_cue", "own_cue", "heading_cue", "prev_cue", "next_cue", "cue_before"):
        assert CUE_WORDS[sort] in in_words(name, CUE_CODES[sort])


def test_every_measured_value_has_words() -> None:
    measured = {
        (name, value)
        for fixture in read_fixtures()
        for page in [cleanpage.extract(fixture.dump, url=fixture.url)]
        for block in page.blocks
        for name, value in zip(NAMES[page.format], block.features, strict=True)
    }
    assert {name for name, _ in measured} == set().union(*NAMES.values())
    for name, value in measured:
        words = in_words(name, value)
        assert words and words == " ".join(words.split()), name
        # The names are ours; a reader gets words. Semicolons divide the parts of a reason.
        assert "_" not in words and ";" not in words, words
        assert not words.startswith(f"{name.replace('_', ' ')} is "), words
