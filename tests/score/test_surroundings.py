"""What the first pass says of the blocks around a block, against the same worked out block by block."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest
from benchmarks.pages.fixtures import Fixture, read_fixtures

from builders import make_weights
from cleanpage.blocks import Dump, Measured
from cleanpage.decode.decoder import decode
from cleanpage.features import BLOCK_NAMES, NAMES, NONE_BLOCKS, PAGE_NAMES, SECOND_NAMES, SHARES
from cleanpage.measure.measurer import PACKED_BLOCKS, measure
from cleanpage.score.scorer import compile_weights, second_rows
from cleanpage.score.surroundings import surroundings
from cleanpage.score.weights import Exit, Tree, load_weights
from cleanpage.tokenize.tokenizer import tokenize

FIXTURES = [fixture for fixture in read_fixtures() if fixture.format == "html"]

PAGE = """
<body>
<div class=menu><p>Home</p><p>News</p></div>
<main>
<div class=post><p>The owls of the old mill hunt at night again.</p>
<p>Nobody had seen them since the spring of that year.</p></div>
<div class=post><p>They came back.</p></div>
</main>
<div class=more><ul><li>The river fell again</li><li>A new bridge is built</li></ul></div>
</body>
"""
SCORES = (0.1, 0.1, 0.9, 0.9, 0.6, 0.2, 0.4)


def measured_of(html: str) -> Measured:
    return measure(tokenize(Dump(text=html), "html"), {})


def columns_of(measured: Measured, scores: Sequence[float]) -> dict[str, list[float]]:
    odds = [math.log(score / (1 - score)) for score in scores]
    return {name: list(column) for name, column in surroundings(measured, scores, odds).items()}


@pytest.fixture(scope="module")
def columns() -> dict[str, list[float]]:
    measured = measured_of(PAGE)
    assert measured.words == (1, 1, 10, 10, 3, 4, 5)
    return columns_of(measured, SCORES)


EXPECTED = 0.2 + 18 + 1.8 + 0.8 + 2.0
"""Words of content that SCORES promise."""


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("own_mean", list(SCORES)),
        ("own_peers", [2, 2, 2, 2, 1, 2, 2]),
        ("own_peers_mean", [0.1, 0.1, 0.9, 0.9, 0.6, 2.8 / 9, 2.8 / 9]),
        ("parent_blocks", [2, 2, 2, 2, 1, 2, 2]),
        ("parent_expected", [0.2 / EXPECTED] * 2 + [18 / EXPECTED] * 2 + [1.8 / EXPECTED] + [2.8 / EXPECTED] * 2),
        ("parent_kept", [0, 0, 1, 1, 1, 0, 0]),
        ("grandparent_blocks", [7, 7, 3, 3, 3, 2, 2]),
        ("grandparent_peers_mean", [EXPECTED / 34] * 2 + [19.8 / 23] * 3 + [2.8 / 9] * 2),
        # The first post holds 79 % of the content, so that its paragraphs are sections of their own.
        ("section_mean", [0.1, 0.1, 0.9, 0.9, 0.6, 2.8 / 9, 2.8 / 9]),
        ("section_blocks", [2, 2, 1, 1, 1, 2, 2]),
        ("section_words", [2 / 34, 2 / 34, 10 / 34, 10 / 34, 3 / 34, 9 / 34, 9 / 34]),
        ("section_position", [0, 0, 2 / 7, 3 / 7, 4 / 7, 5 / 7, 5 / 7]),
        ("section_below_core", [0, 0, 0, 0, 1, 1, 1]),
        ("section_over_core", [-0.8, -0.8, 0, 0, -0.3, 2.8 / 9 - 0.9, 2.8 / 9 - 0.9]),
        ("section_over_best", [-0.8, -0.8, 0, 0, -0.3, 2.8 / 9 - 0.9, 2.8 / 9 - 0.9]),
        # No element has under 30 % of it but the small ones; the paragraphs of the post have 39 % each.
        ("part_blocks", [2, 2, 7, 7, 1, 2, 2]),
        ("shape_blocks", [2, 2, 3, 3, 3, 2, 2]),
        ("shape_expected", [0.2 / EXPECTED] * 2 + [19.8 / EXPECTED] * 3 + [2.8 / EXPECTED] * 2),
        ("shape_mean", [0.1, 0.1] + [19.8 / 23] * 3 + [2.8 / 9] * 2),
        ("shape_others_mean", [0.1, 0.1, 10.8 / 13, 10.8 / 13, 0.9, 0.4, 0.2]),
        ("likely_before", [it / EXPECTED for it in (0, 0.1, 0.2, 9.2, 18.2, 20, 20.8)]),
        ("blocks_since_sure", [NONE_BLOCKS, NONE_BLOCKS, NONE_BLOCKS, 1, 1, 2, 3]),
        ("blocks_to_sure", [2, 1, 0, 0, NONE_BLOCKS, NONE_BLOCKS, NONE_BLOCKS]),
        ("mean_before_3", [0, 0.1, 0.1, 9.2 / 12, 18.1 / 21, 19.8 / 23, 11.6 / 17]),
        ("mean_after_3", [18.1 / 21, 19.8 / 23, 11.6 / 17, 4.6 / 12, 2.8 / 9, 0.4, 0]),
        ("mean_before_8", [0, 0.1, 0.1, 9.2 / 12, 18.2 / 22, 20 / 25, 20.8 / 29]),
        ("best_section", [9 / EXPECTED] * 7),
        ("likely_words", [EXPECTED] * 7),
        ("likely_share", [EXPECTED / 34] * 7),
        ("sure_share", [18 / EXPECTED] * 7),
        ("sure_blocks", [2] * 7),
        ("large_boxes", [8] * 7),
    ],
)
def test_columns(columns: dict[str, list[float]], name: str, wanted: list[float]) -> None:
    assert columns[name] == pytest.approx(wanted, abs=1e-6), name


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda fixture: fixture.slug)
def test_every_column_has_a_number_for_every_block(fixture: Fixture) -> None:
    measured = measured_of(decode(fixture.dump).text)
    found = columns_of(measured, [(index % 9 + 0.5) / 9 for index in range(len(measured.words))])
    assert tuple(found) == SECOND_NAMES["html"]
    for name, column in found.items():
        assert len(column) == len(measured.words)
        assert all(map(math.isfinite, column)), name
        if name not in SHARES:
            assert all(value == int(value) for value in column), name


def test_large_pages_have_the_same_numbers() -> None:
    half = measured_of("<body>" + "<p>Owls hunt." * PACKED_BLOCKS)
    more = measured_of("<body>" + "<p>Owls hunt." * (PACKED_BLOCKS + 1))
    assert isinstance(surroundings(half, [0.5] * PACKED_BLOCKS, [0.0] * PACKED_BLOCKS)["own_mean"], list)
    packed = surroundings(more, [0.5] * (PACKED_BLOCKS + 1), [0.0] * (PACKED_BLOCKS + 1))
    assert not isinstance(packed["own_mean"], list)
    assert list(packed["own_mean"]) == pytest.approx([0.5] * (PACKED_BLOCKS + 1))


# ------------------------------------------------------------------ the second pass

SPLIT_BY_OWN: Tree = (NAMES["html"].index("words"), 5.5, 0.0, -4.0, 2.0)
KEPT_PARENT: Tree = (NAMES["html"].index("parent_kept"), 0.5, 0.0, -1.0, 1.0)


def test_the_second_pass_adds_to_the_first() -> None:
    weights = make_weights([SPLIT_BY_OWN, 0.0], NAMES["html"], second=[KEPT_PARENT])
    scored = compile_weights(weights, "html")(measured_of(PAGE))
    assert scored.first == (-4.0, -4.0, 2.0, 2.0, -4.0, -4.0, -4.0)
    odds = [math.log(score / (1 - score)) for score in scored.scores]
    assert odds == pytest.approx([-5, -5, 3, 3, -5, -5, -5])
    first = len(BLOCK_NAMES["html"]) + len(PAGE_NAMES["html"])
    asked = [row[SECOND_NAMES["html"].index("parent_kept")] for row in second_rows(scored)]
    assert NAMES["html"][first:] == SECOND_NAMES["html"]
    assert asked == pytest.approx([0, 0, 1, 1, 0, 0, 0])


def test_blocks_that_leave_early_are_not_asked_again() -> None:
    weights = make_weights(
        [SPLIT_BY_OWN, 0.0], NAMES["html"], exits=[Exit(trees=1, below=-3.0, offset=-0.5)], second=[KEPT_PARENT]
    )
    scored = compile_weights(weights, "html")(measured_of(PAGE))
    odds = [math.log(score / (1 - score)) for score in scored.scores]
    assert odds == pytest.approx([-4.5, -4.5, 3, 3, -4.5, -4.5, -4.5])


@pytest.mark.parametrize("text", ["", "<p>Home"])
def test_without_a_block_that_stays_there_is_no_second_pass(text: str) -> None:
    weights = make_weights(
        [SPLIT_BY_OWN, 0.0], NAMES["html"], exits=[Exit(trees=1, below=-3.0, offset=-0.5)], second=[KEPT_PARENT]
    )
    scored = compile_weights(weights, "html")(measured_of(text))
    assert scored.first == ()
    assert len(second_rows(scored)) == len(scored.scores)


def test_html_is_asked_twice_and_text_dumps_once() -> None:
    assert load_weights("html").second
    assert not load_weights("text").second
