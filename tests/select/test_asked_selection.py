from __future__ import annotations

import pytest

from builders import make_measured
from cleanpage.blocks import Block, Scored, Selected
from cleanpage.select import select

WORDS = "one two three four five six seven eight"


def chosen(scores: list[float], asked: dict[int, bool], words: int = 100) -> Selected:
    measured = make_measured([Block(f"{WORDS} {index}") for index in range(len(scores))], words=[words] * len(scores))
    return select(Scored(measured=measured, scores=tuple(scores)), asked=asked)


def test_nothing_asked_changes_nothing() -> None:
    assert chosen([0.9, 0.1], {}).kept == (True, False)


def test_what_is_asked_is_done_and_named() -> None:
    selected = chosen([0.9, 0.9, 0.1, 0.1], {1: False, 2: True})
    assert selected.kept == (True, False, True, False)
    assert selected.overruled == {1: "option"}
    assert selected.restored == {2: "option"}
    assert selected.cut == 0.9
    assert selected.scored.scores == (0.9, 0.9, 0.1, 0.1)


def test_what_would_be_done_anyway_needs_no_name() -> None:
    selected = chosen([0.9, 0.9, 0.1], {0: True, 2: False})
    assert (selected.kept, selected.overruled, selected.restored) == ((True, True, False), {}, {})


def test_what_is_dropped_draws_the_cut_no_longer() -> None:
    assert chosen([0.9, 0.9, 0.35], {}, 200).kept == (True, True, False)
    assert chosen([0.9, 0.9, 0.35], {0: False, 1: False}, 200).kept == (False, False, True)


@pytest.mark.parametrize("words", [pytest.param(2, id="two-words"), pytest.param(100, id="much-text")])
def test_on_a_page_without_content(words: int) -> None:
    selected = chosen([0.05, 0.05], {1: True}, words)
    assert selected.kept == (False, True)
    assert selected.restored == {1: "option"}
    assert selected.cut == 1.0


def test_all_may_be_dropped() -> None:
    selected = chosen([0.9, 0.9], {0: False, 1: False})
    assert selected.kept == (False, False)
    assert selected.cut == 1.0


def test_no_rule_drops_what_is_to_be_kept() -> None:
    text = " ".join(f"word{number}" for number in range(30))
    measured = make_measured([Block(text), Block(text), Block(text)], words=[30] * 3)
    scored = Scored(measured=measured, scores=(0.9, 0.9, 0.9))
    assert select(scored).overruled == {1: "repeat", 2: "repeat"}
    selected = select(scored, asked={1: True})
    assert selected.kept == (True, True, False)
    assert selected.overruled == {2: "repeat"}
