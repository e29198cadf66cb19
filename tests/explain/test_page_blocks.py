"""Where a block stands in its page; what the other fields hold is tested with `Page` and the explainer."""

from __future__ import annotations

import pickle
import time
from dataclasses import replace

import pytest

import cleanpage
from builders import NO_ELEMENTS, make_elements, make_measured, make_selected
from cleanpage.blocks import Block, Markup
from cleanpage.explain.page_blocks import MAX_ORIGIN_TAGS, Place, describe_blocks
from cleanpage.features import NAMES

ELEMENTS = make_elements(("html", -1, ""), ("body", 0, "home news"), ("div", 1, "post"), ("p", 2, ""), ("p", 1, "x y"))


@pytest.mark.parametrize(
    ("element", "path", "origin"),
    [
        pytest.param(0, ["html"], "html", id="root"),
        pytest.param(3, ["p", "div", "body", "html"], "html > body.home > div.post > p", id="nested"),
        pytest.param(4, ["p", "body", "html"], "html > body.home > p.x", id="beside"),
    ],
)
def test_path_and_origin(element: int, path: list[str], origin: str) -> None:
    place = Place(ELEMENTS, element, "", 0)
    assert [tag for tag, _ in place.path()] == path
    assert place.origin == origin
    assert repr(place) == f"Place('{origin}')"


def test_a_text_dump_has_lines() -> None:
    place = Place(NO_ELEMENTS, -1, "", 12)
    assert list(place.path()) == []
    assert place.origin == "line 12"


def test_origins_of_deep_and_wordy_elements_are_short() -> None:
    depth, words = 5000, "x " * 1_000_000
    deep = make_elements(*[("div", index - 1, words) for index in range(depth)])
    start = time.process_time()
    for element in range(depth):
        assert Place(deep, element, "", 0).origin.count("div.x") == min(element + 1, MAX_ORIGIN_TAGS)
    assert time.process_time() - start < 1


def test_a_block_says_what_overruled_its_score() -> None:
    blocks = [
        Block(text, element=index) for index, text in enumerate(("Read also", "Owls hunt.", "Home", "Owls hunt."))
    ]
    measured = make_measured(blocks, rows=[(0.0,) * len(NAMES["html"])] * len(blocks), elements=ELEMENTS)
    found = describe_blocks(make_selected(measured, (False, True, False, False), {0: "related", 3: "repeat"}), None)
    assert [block.overrule for block in found] == ["related", None, None, "repeat"]
    assert [block.label for block in found] == ["boilerplate", "content", "boilerplate", "boilerplate"]
    assert [block.reason.split(":")[0] for block in found] == [
        'dropped as a line "read also" or one of its links',
        "kept",
        "dropped",
        "dropped as a copy of a text above",
    ]
    assert [block.sort for block in found] == ["related", "", "navigation", "navigation"]


DESCRIPTION = "The owls of the old mill hunt at night and most of them alone."


@pytest.mark.parametrize(
    ("kept", "json_ld", "expected"),
    [
        pytest.param("0111", "NewsArticle", [None, "standfirst", None, None], id="kept-against-the-cut"),
        pytest.param("0011", "NewsArticle", [None, None, None, None], id="dropped"),
        pytest.param("1011", "NewsArticle", [None, None, None, None], id="another-as-the-options-ask"),
        pytest.param("0111", "Article", [None, None, None, None], id="no-news"),
        pytest.param("0000", "NewsArticle", [None, None, None, None], id="nothing-kept"),
    ],
)
@pytest.mark.parametrize("score", [0.2, 0.6])
def test_a_block_says_that_it_is_the_standfirst(
    kept: str, json_ld: str, expected: list[str | None], score: float
) -> None:
    texts = ("Home", DESCRIPTION, "The river fell again on Tuesday. " * 9, DESCRIPTION)
    blocks = [Block(text, element=index) for index, text in enumerate(texts)]
    measured = make_measured(blocks, rows=[(0.0,) * len(NAMES["html"])] * 4, elements=ELEMENTS, declares_article=True)
    markup = Markup(metas=(("description", DESCRIPTION),), json_ld=(f'{{"@type": "{json_ld}"}}',))
    measured = replace(measured, document=replace(measured.document, markup=markup))
    selected = replace(make_selected(measured, [keep == "1" for keep in kept]), cut=0.5)
    selected = replace(selected, scored=replace(selected.scored, scores=(0.2, score, 0.9, 0.6)))
    found = describe_blocks(selected, None)
    # One that passes the cut needs no rule.
    assert [block.overrule for block in found] == (expected if score < 0.5 else [None] * 4)
    reasons = [block.reason.split(":")[0] for block in found]
    assert [reason == "kept as the standfirst" for reason in reasons] == [bool(block.overrule) for block in found]


def test_blocks_can_be_pickled_compared_and_hashed() -> None:
    blocks = cleanpage.extract("<div class=a><p>One</p><p>Two</p></div>").blocks
    again = pickle.loads(pickle.dumps(blocks))
    assert again == blocks and hash(again) == hash(blocks)
    assert [block.reason for block in again] == [block.reason for block in blocks]
