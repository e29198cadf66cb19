"""The reasons of a page's blocks, worked out together, are those of `reasons`, worked out one by one."""

from __future__ import annotations

import dataclasses
import pickle

import pytest
from benchmarks.pages.fixtures import Fixture, read_fixtures
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cleanpage
import plain_reasons
from builders import NO_ELEMENTS, make_elements, make_weights
from cleanpage.blocks import FeatureRow, Format
from cleanpage.explain import PageBlock, page_reasons
from cleanpage.explain.feature_phrases import NONE
from cleanpage.explain.page_reasons import PageReasons
from cleanpage.explain.reasons import contributions_of
from cleanpage.features import NAMES, SHARES
from cleanpage.score.leaves import Leaves
from cleanpage.score.weights import Tree, Weights
from plain_reasons import explain

each_fixture = pytest.mark.parametrize("fixture", read_fixtures(), ids=lambda fixture: fixture.slug)

ELEMENTS = make_elements(
    ("html", -1, ""),
    ("body", 0, "home"),
    ("aside", 1, "related x"),
    ("div", 2, "body"),
    ("div", 3, "body"),
    ("p", 4, ""),
)
TOKENS = {"related": -2.0, "body": 1.5, "<p>": 0.5, "promo": -1.0}


def one_by_one(block: PageBlock) -> str:
    return explain(
        block.format,
        block.features,
        block.score,
        block.cut,
        kept=block.label == "content",
        overrule=block.overrule,
        path=tuple(block.place.path()),
        inline_names=block.place.inline_names,
        line=block.text if block.format == "text" else "",
    )


@each_fixture
def test_reasons_are_those_of_each_block_alone(fixture: Fixture) -> None:
    blocks = cleanpage.extract(fixture.dump, url=fixture.url).blocks
    assert [block.reason for block in blocks] == [one_by_one(block) for block in blocks]


@each_fixture
def test_what_is_shared_changes_nothing(fixture: Fixture, monkeypatch: pytest.MonkeyPatch) -> None:
    page = cleanpage.extract(fixture.dump, url=fixture.url)
    expected = [block.reason for block in page.blocks]
    assert [block.reason for block in reversed(page.blocks)] == expected[::-1]
    monkeypatch.setattr(page_reasons, "MAX_SHARED", 2)
    assert [block.reason for block in page.blocks] == expected
    alone = [block._replace(place=block.place._replace(reasons=None)) for block in page.blocks]
    assert [block.reason for block in alone] == expected


# What is a multiple of .05 is often as strong as another, and halfway between two figures.
MOVES = st.integers(-8, 8).map(lambda twentieths: twentieths / 20)


@st.composite
def doubtful_weights(draw: st.DrawFn, format: Format) -> Weights:
    """Weights with much that is equally strong."""
    features = st.integers(0, len(NAMES[format]) - 1)
    split = st.tuples(features, st.sampled_from([-0.5, 0.5, 1.5]), MOVES, MOVES, MOVES)
    trees: list[Tree] = draw(st.lists(st.one_of(split, st.tuples(features, st.just(0.5), MOVES, split, MOVES))))
    weights = make_weights(trees, NAMES[format])
    return dataclasses.replace(weights, tokens=TOKENS)


def rows_of(format: Format) -> st.SearchStrategy[FeatureRow]:
    """Rows of a few values that often say the same thing, or that there is none."""
    columns = []
    for name in NAMES[format]:
        values = (-1, 0, 0.004, 0.006, 1, 2) if name in SHARES else (-1, 0, 1, 2)
        columns.append(st.sampled_from((*values, NONE[name][0]) if name in NONE else values))
    return st.tuples(*columns)


@pytest.mark.parametrize("format", ["html", "text"])
@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
def test_what_is_equally_strong_comes_in_the_same_order(
    format: Format, data: st.DataObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    weights = data.draw(doubtful_weights(format))
    leaves = Leaves(weights)
    monkeypatch.setattr(plain_reasons, "load_weights", lambda _: weights)
    monkeypatch.setattr(page_reasons, "load_weights", lambda _: weights)
    monkeypatch.setattr(page_reasons, "load_leaves", lambda _: leaves)
    rows = [data.draw(rows_of(format)) for _ in range(2)]
    element = data.draw(st.integers(0, len(ELEMENTS) - 1)) if format == "html" else -1
    inline_names = data.draw(st.sampled_from(["", "promo byline", "x"]))
    elements = ELEMENTS if format == "html" else NO_ELEMENTS
    page = PageReasons(format, elements)
    for row in (*rows, rows[0]):
        found = page.explain(
            row, 0.4, 0.5, kept=False, overrule=None, element=element, inline_names=inline_names, line=""
        )
        path = tuple(elements.path(element))
        expected = explain(format, row, 0.4, 0.5, kept=False, path=path, inline_names=inline_names)
        assert found == expected


@pytest.mark.parametrize(
    ("page", "format"),
    [
        pytest.param("<title>x</title>" + "".join([f"<p>{n} words" for n in range(300)]), "html", id="paragraphs"),
        pytest.param("".join([f"<p class='c{n}'>{n} words" for n in range(300)]), "html", id="names"),
        pytest.param("".join([f"{n} words here\n" for n in range(300)]), "text", id="lines"),
    ],
)
def test_trees_are_walked_for_few_blocks(page: str, format: Format, monkeypatch: pytest.MonkeyPatch) -> None:
    walked = []

    def count(weights: Weights, row: FeatureRow) -> dict[str, float]:
        walked.append(row)
        return contributions_of(weights, row)

    monkeypatch.setattr(page_reasons, "contributions_of", count)
    found = cleanpage.extract(page, input_format=format)
    assert len(found.to_dict()["blocks"]) >= 300
    assert len(walked) <= 10


def test_what_is_shared_is_not_pickled() -> None:
    block = cleanpage.extract("<div class=a><p>One</p><p>Two</p></div>").blocks[0]
    before = len(pickle.dumps(block))
    assert block.reason == pickle.loads(pickle.dumps(block)).reason
    assert len(pickle.dumps(block)) == before
