"""Lines that belong together by what stands around them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.blocks import Block, Sort
from cleanpage.explain.line_runs import (
    ITEM_LINES,
    LIST_DATES,
    MENU_LINES,
    POST_LINES,
    THREAD_POSTS,
    between_posts,
    counted_up,
    dated_lists,
    menu_runs,
)

SORT_OF: dict[str, Sort] = {"d": "date", "c": "counter", ".": "", "K": ""}
"""What a letter of the pictures below stands for; K is main content."""


def drawn(found: list[bool]) -> str:
    return "".join("x" if is_it else "." for is_it in found)


def test_the_cases_stand_on_both_sides_of_the_limits() -> None:
    assert (LIST_DATES, ITEM_LINES, MENU_LINES, THREAD_POSTS, POST_LINES) == (3, 4, 3, 3, 20)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param("d.d.d.", "xxxxxx", id="list"),
        pytest.param(".d.d.d...", ".xxxxxx..", id="last-item-is-as-long-as-the-one-before"),
        pytest.param("d.d.", "....", id="too-few"),
        pytest.param("d...d...d...", "xxxxxxxxxxxx", id="long-items"),
        pytest.param("d....d....d....", "...............", id="too-long-items"),
        pytest.param("d.dKd.d", ".......", id="main-content-parts-it"),
        pytest.param("", "", id="empty"),
    ],
)
def test_dated_lists(lines: str, expected: str) -> None:
    assert drawn(dated_lists([SORT_OF[line] for line in lines], [line == "K" for line in lines])) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param("sss", "xxx", id="menu"),
        pytest.param("ss.sss.ss", "...xxx...", id="only-long-ones"),
        pytest.param("ssKs", "....", id="main-content-parts-it"),
        pytest.param("", "", id="empty"),
    ],
)
def test_menu_runs(lines: str, expected: str) -> None:
    assert drawn(menu_runs([line in "sK" for line in lines], [line == "K" for line in lines])) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param("1 2 3", "xxx", id="pages"),
        pytest.param("0 1 2 3 9", "xxxx.", id="from-nought"),
        pytest.param("1 2 4 5", "....", id="gap"),
        pytest.param("3 2 1", "...", id="down"),
        pytest.param("x y z", "...", id="words"),
        pytest.param("1998 1999 2000", "...", id="years"),
        pytest.param("x 1 2 3 x", ".xxx.", id="among-words"),
        pytest.param("", "", id="empty"),
    ],
)
def test_counted_up(texts: str, expected: str) -> None:
    assert drawn(counted_up([Block(text) for text in texts.split()])) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param("K.dK.dKc.K", ".xx.xx.xx.", id="thread"),
        pytest.param(".dK.dKc.K.d", "...........", id="two-places-between"),
        pytest.param("K.dK..K.dK.dK", ".xx....xx.xx.", id="place-without-a-date"),
        pytest.param("KdKdKd" + "." * POST_LINES + "K", "." * (7 + POST_LINES), id="place-too-long"),
        pytest.param("", "", id="empty"),
    ],
)
def test_between_posts(lines: str, expected: str) -> None:
    assert drawn(between_posts([SORT_OF[line] for line in lines], [line == "K" for line in lines])) == expected


@given(st.text(alphabet="dc.K", max_size=40))
def test_one_answer_for_each_line_and_none_for_main_content(lines: str) -> None:
    shapes, kept = [SORT_OF[line] for line in lines], [line == "K" for line in lines]
    for found in (dated_lists(shapes, kept), between_posts(shapes, kept), menu_runs([True] * len(lines), kept)):
        assert len(found) == len(lines)
        assert not any(keep and is_it for keep, is_it in zip(kept, found, strict=True))
