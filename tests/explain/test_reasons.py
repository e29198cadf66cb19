from __future__ import annotations

import dataclasses
import math
import re
from typing import get_args

import pytest
from benchmarks.pages.fixtures import Fixture, read_fixtures
from hypothesis import given

import cleanpage
from builders import first_pass, make_weights, random_rows, random_weights
from cleanpage.blocks import FeatureRow, Format, Overrule, Restore
from cleanpage.explain.path_phrases import ElementPath
from cleanpage.explain.reasons import MIN_MOVE, REASONS, contributions, contributions_of
from cleanpage.features import NAMES
from cleanpage.score.weights import Exit, Tree, Weights, load_weights
from plain_reasons import explain, reasons_of

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
    weights = make_weights([leaf, TREE, TREE], exits=[Exit(trees=2, below=-2.0, offset=-0.5)])
    assert contributions_of(weights, (3, 0.1)) == pytest.approx(expected)


def test_the_first_exit_that_is_met_counts() -> None:
    exits = [Exit(trees=1, below=-9.0, offset=-5.0), Exit(trees=2, below=0.0, offset=-0.5), Exit(3, 0.0, -7.0)]
    assert contributions_of(make_weights([TREE] * 4, exits=exits), (3, 0.1)) == pytest.approx(
        {"bias": 0.4 - 0.5, "words": -1.2}
    )


@given(weights=random_weights(), rows=random_rows())
def test_contributions_add_up(weights: Weights, rows: list[FeatureRow]) -> None:
    for row, log_odds in zip(rows, first_pass(weights, rows), strict=True):
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


@each_format
def test_fixtures_hold_blocks_that_end_early(format: Format) -> None:
    # Else the sums above would say nothing about the early exit.
    pages = [cleanpage.extract(fixture.dump) for fixture in read_fixtures() if fixture.format == format]
    rows = [block.features for page in pages for block in page.blocks]
    weights = load_weights(format)
    assert weights.exits
    for exit in weights.exits:
        log_odds = first_pass(make_weights(weights.trees[: exit.trees], NAMES[format]), rows)
        assert {value < exit.below for value in log_odds} == {True, False}


# ------------------------------------------------------------------ reasons

NAME = re.compile(r"`[^`]*`")
REASON = re.compile(
    r"(?P<verdict>kept|dropped)(?P<why>(?: (?:as|with) .+?)?): score (?P<score>[01]\.\d\d), "
    r"(?:the page's cut is (?P<cut>[01]\.\d\d)|and nothing on the page is likely enough)(?P<features>(?:; .+)?)"
)


OVERRULED: dict[Overrule | Restore, str] = {
    "repeat": " as a copy of a text above",
    "comment": " as a reader's comment",
    "caption": " as a caption",
    "byline": " as part of a byline or an author box",
    "newsletter": " as part of a newsletter box",
    "headline": " as the headline",
    "related": ' as a line "read also" or one of its links',
    "legal": " as a line of copyright",
    "ad": " as a label of an advertisement",
    "next": " as part of the next article",
    "embed": " as an embedded post",
    "below": " as what stands below the article",
    "script": " as a script that leaked into the text",
    "hidden": " as text that is not shown",
    "banner": " as part of a banner or dialog",
    "label": " as a label of the page's controls",
    "apart": " as doubtful lines apart from the article",
    "option": " as a selector in the options asks",
    "standfirst": " as the standfirst",
    "table": " with the rest of its table",
    "list": " with the rest of its list",
    "quote": " with the rest of its quotation, or the text around it",
    "post": " as part of a post in a thread, or as what stands around one",
    "heading": " with what it heads",
}


@each_fixture
def test_reasons(fixture: Fixture) -> None:
    page = cleanpage.extract(fixture.dump, url=fixture.url)
    weights = load_weights(page.format)
    for block in page.blocks:
        found = REASON.fullmatch(block.reason)
        assert found, block.reason
        assert found["verdict"] == ("kept" if block.label == "content" else "dropped")
        assert found["why"] == (OVERRULED[block.overrule] if block.overrule else "")
        assert found["score"] == f"{block.score:.2f}"
        assert found["cut"] == (f"{block.cut:.2f}" if page.status == "ok" else None)
        path, inline_names = tuple(block.place.path()), block.place.inline_names
        line = block.text if page.format == "text" else ""
        reasons = list(reasons_of(weights, block.features, path, inline_names, line))
        strong = [f"{words} ({move:+.1f})" for words, move in reasons if abs(move) >= MIN_MOVE]
        assert found["features"].split("; ")[1:] == strong[:REASONS]


@each_fixture
def test_reasons_add_up_to_the_score_and_say_nothing_twice(fixture: Fixture) -> None:
    page = cleanpage.extract(fixture.dump, url=fixture.url)
    weights = load_weights(page.format)
    for block in page.blocks:
        path, inline_names = tuple(block.place.path()), block.place.inline_names
        line = block.text if page.format == "text" else ""
        reasons = list(reasons_of(weights, block.features, path, inline_names, line))
        total = math.fsum([block.contributions["bias"], *[move for _, move in reasons]])
        assert total == pytest.approx(math.log(block.score / (1 - block.score)), abs=1e-6), block.text
        strengths = [abs(move) for _, move in reasons]
        assert strengths == sorted(strengths, reverse=True)
        phrases = [words for words, _ in reasons]
        assert len(set(phrases)) == len(phrases), sorted(phrases)
        for words in phrases:
            # The names of features are ours; a reader gets words. Semicolons divide the parts of a reason.
            assert words == " ".join(words.split()) and ";" not in words
            assert "_" not in NAME.sub("", words).partition("“")[0], words


@each_format
@pytest.mark.parametrize("overrule", get_args(Overrule))
def test_why_a_block_is_dropped_though_its_score_passes(format: Format, overrule: Overrule) -> None:
    row = (0.0,) * len(NAMES[format])
    reason = explain(format, row, 0.7, 0.5, kept=False, overrule=overrule)
    assert reason.startswith(f"dropped{OVERRULED[overrule]}: score 0.70, the page's cut is 0.50")
    assert reason.partition("; ")[2] == explain(format, row, 0.7, 0.5, kept=False).partition("; ")[2]


@each_format
@pytest.mark.parametrize("restore", get_args(Restore))
def test_why_a_block_is_kept_though_its_score_does_not_pass(format: Format, restore: Restore) -> None:
    row = (0.0,) * len(NAMES[format])
    reason = explain(format, row, 0.2, 0.5, kept=True, overrule=restore)
    assert reason.startswith(f"kept{OVERRULED[restore]}: score 0.20, the page's cut is 0.50")


def test_some_fixture_has_a_block_that_is_overruled() -> None:
    # Else the reasons above would say nothing about them.
    pages = [cleanpage.extract(fixture.dump, url=fixture.url) for fixture in read_fixtures()]
    assert {"related", "caption"} <= {block.overrule for page in pages for block in page.blocks}


@each_format
def test_a_score_at_the_cut_and_nothing_kept(format: Format) -> None:
    row = (0.0,) * len(NAMES[format])
    assert explain(format, row, 0.5, 0.5, kept=True).startswith("kept: score 0.50, the page's cut is 0.50")
    assert explain(format, row, 0.2, 0.5, kept=True).startswith("kept as the options ask: score 0.20, the page's cut")
    hopeless = explain(format, row, 0.034, 1.0, kept=False)
    assert hopeless.startswith("dropped: score 0.03, and nothing on the page is likely enough")


def test_the_strongest_features_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def split(feature: int, move: float) -> Tree:
        return (feature, 0.5, 0.0, move, 0.0)

    trees = [split(0, 0.04), split(1, -0.06), split(2, 0.3), split(3, 0.2)]
    monkeypatch.setattr("plain_reasons.load_weights", lambda _: make_weights(trees))
    start = "dropped: score 0.50, the page's cut is 0.60"
    assert explain("html", (0, 0.0, 0, 0.0), 0.5, 0.6, kept=False).split("; ") == [
        start,
        "ends without punctuation (+0.3)",
        "0.0 characters a word (+0.2)",
        "0 % of its characters are links (-0.1)",
    ]
    # Words moved it too little to be named, even alone.
    assert explain("html", (0, 1.0, 4, 9.0), 0.5, 0.6, kept=False) == start
    trees[0] = split(0, 0.1)
    crowded = explain("html", (0, 0.0, 0, 0.0), 0.5, 0.6, kept=False)
    assert "words long (+0.1)" in crowded and "links" not in crowded


def reasons_for(moves: dict[str, tuple[float, float]], path: ElementPath = ()) -> list[tuple[str, float]]:
    """Return the reasons where each feature has this value and moved the score by so much."""
    trees: list[Tree] = [(number, math.inf, 0.0, move, 0.0) for number, (_, move) in enumerate(moves.values())]
    weights = dataclasses.replace(make_weights(trees, tuple(moves)), tokens=TOKENS)
    row = tuple(value for value, _ in moves.values())
    return [(words, round(move, 9)) for words, move in reasons_of(weights, row, path)]


TOKENS = {"related": -2.0, "body": 1.5, "<p>": 0.5}
PATH: ElementPath = (("p", ""), ("div", "body"), ("aside", "related stories"), ("html", ""))


@pytest.mark.parametrize(
    ("moves", "expected"),
    [
        pytest.param(
            {"names_sum": (-1.0, -0.5), "names_min": (-2.0, -0.3), "in_related": (1, -0.4), "words": (3, -0.7)},
            [("inside `aside.related`", -1.2), ("3 words long", -0.7)],
            id="one-element",
        ),
        pytest.param(
            {"names_min": (-2.0, -0.3), "names_max": (1.5, 0.4)},
            [("inside `div.body`", 0.4), ("inside `aside.related`", -0.3)],
            id="two-elements",
        ),
        pytest.param(
            {"names_own": (0.5, 0.1), "tag": (10.0, 0.2), "heading_level": (0, 0.3)},
            [("its element is an unnamed `p`", 0.6)],
            id="own-element",
        ),
        pytest.param(
            {"position": (0.5, 0.1), "from_start": (7, -0.3), "from_end": (7, -0.2)},
            [("7 blocks from the top", -0.4)],
            id="the-strongest-in-words",
        ),
        pytest.param(
            {"words": (3, 0.5), "chars": (9, -0.49), "depth": (4, 0.1)},
            [("4 elements around it", 0.1), ("3 words long", 0.01)],
            id="moves-that-cancel-out",
        ),
        pytest.param(
            {"core_distance": (0, 0.1), "core_overlap": (-1, 0.2)},
            [("inside the densest run of text", 0.3)],
            id="inside-the-core",
        ),
        pytest.param(
            {"core_distance": (2, 0.1), "core_overlap": (0.5, 0.2)},
            [
                ("50 % of its longer words are in the densest run of text", 0.2),
                ("2 blocks after the densest run of text", 0.1),
            ],
            id="outside-of-the-core",
        ),
        pytest.param(
            {"box1_links": (0.501, 0.2), "box2_links": (0.499, 0.1), "box3_links": (0.6, 0.05)},
            [
                ("50 % of the characters in `div.body` around it are links", 0.3),
                ("60 % of the characters in `html` around it are links", 0.05),
            ],
            id="containers-that-hold-the-same",
        ),
    ],
)
def test_what_says_the_same_is_one_reason(
    moves: dict[str, tuple[float, float]], expected: list[tuple[str, float]]
) -> None:
    assert reasons_for(moves, PATH) == expected


def test_a_block_names_the_elements_of_its_page() -> None:
    page = cleanpage.extract(
        "<nav class='top`bar'><ul class=menu><li><a href=/>Home</a><li><a href=/>News</a></ul></nav>"
    )
    for block in page.blocks:
        reasons = list(reasons_of(load_weights("html"), block.features, tuple(block.place.path())))
        assert {"inside `nav.top?bar`", "its element is an unnamed `li`"} <= {words for words, _ in reasons}
        assert block.reason.partition("; ")[2].startswith(reasons[0].words)


@each_format
def test_contributions_are_those_of_the_formats_weights(format: Format) -> None:
    row = tuple(float(number % 3) for number in range(len(NAMES[format])))
    assert contributions(format, row) == contributions_of(load_weights(format), row)
