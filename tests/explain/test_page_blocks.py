"""Where a block stands in its page; what the other fields hold is tested with `Page` and the explainer."""

from __future__ import annotations

import pickle
import time
from dataclasses import replace

import pytest

import cleanpage
from builders import NO_ELEMENTS, make_elements, make_measured, make_selected
from cleanpage.blocks import Block
from cleanpage.explain.page_blocks import MAX_ORIGIN_TAGS, Place, describe_blocks
from cleanpage.features import BLOCK_NAMES, PAGE_NAMES

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


NO_ROW = (0.0,) * len((*BLOCK_NAMES["html"], *PAGE_NAMES["html"]))


def test_a_block_says_what_overruled_its_score() -> None:
    blocks = [
        Block(text, element=index) for index, text in enumerate(("Read also", "Owls hunt.", "Home", "Owls hunt."))
    ]
    measured = make_measured(blocks, rows=[NO_ROW] * len(blocks), elements=ELEMENTS)
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


def test_a_block_says_that_it_is_the_standfirst() -> None:
    texts = ("Home", "The owls of the old mill hunt at night.", "The river fell again on Tuesday. " * 9)
    blocks = [Block(text, element=index) for index, text in enumerate(texts)]
    measured = make_measured(
        blocks,
        rows=[NO_ROW] * 3,
        elements=ELEMENTS,
        declares_article=True,
    )
    selected = replace(make_selected(measured, [False, True, True]), restored={1: "standfirst"})
    found = describe_blocks(selected, None)
    assert [block.overrule for block in found] == [None, "standfirst", None]
    reasons = [block.reason.split(":")[0] for block in found]
    assert reasons == ["dropped", "kept as the standfirst", "kept"]


def test_blocks_can_be_pickled_compared_and_hashed() -> None:
    blocks = cleanpage.extract("<div class=a><p>One</p><p>Two</p></div>").blocks
    again = pickle.loads(pickle.dumps(blocks))
    assert again == blocks and hash(again) == hash(blocks)
    assert [block.reason for block in again] == [block.reason for block in blocks]
