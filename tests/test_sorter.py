from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleanpage
from builders import make_elements, make_measured, make_selected
from cleanpage.blocks import Block, Overrule, Sort
from cleanpage.sorter import (
    BOX_LINES,
    BOX_WORDS,
    HEADING_WORDS,
    HEADLINE_WORDS,
    ITEM_LINES,
    LINK_LIST_DENSITY,
    LIST_DATES,
    MAX_SHAPE_CHARS,
    MENU_WORDS,
    count_sorts,
    sort_blocks,
)
from fixture_pages import Fixture, read_fixtures

Line = tuple[str, Sort]
"""Text of a dropped block, and what its words or names speak for."""

PLAIN = "Nobody knows it at all"
"""A line that nothing names, too long for a menu."""

OTHER: Line = (PLAIN, "")

LONG = " ".join(["word"] * (HEADING_WORDS + 1))
"""A line too long for a heading."""

SORTS = [sort for sort in get_args(Sort) if sort]


def sorts_of(
    blocks: Sequence[Block],
    cues: Sequence[Sort] | None = None,
    kept: Sequence[bool] | None = None,
    title: str | None = None,
) -> list[Sort]:
    measured = make_measured(blocks, cues=cues, format="text")
    return list(sort_blocks(make_selected(measured, kept or [False] * len(blocks)), title))


def sorts_of_lines(*lines: Line, title: str | None = None) -> list[Sort]:
    return sorts_of([Block(text) for text, _ in lines], [cue for _, cue in lines], title=title)


# ------------------------------------------------------------------ one block


@pytest.mark.parametrize(
    ("block", "cue", "expected"),
    [
        pytest.param(Block("Whatever it says"), "login", "login", id="cue"),
        pytest.param(Block("14:05"), "counter", "counter", id="cue-before-shape"),
        pytest.param(Block("14:05"), "", "date", id="time"),
        pytest.param(Block("26.03 14:03"), "", "date", id="day-and-time"),
        pytest.param(Block("26 April 2024"), "", "date", id="month-in-words"),
        pytest.param(Block("Monday, 3 Jun 2024, 9:30 pm"), "", "date", id="weekday"),
        pytest.param(Block("2024年4月26日"), "", "date", id="chinese-date"),
        pytest.param(Block("1 234"), "", "counter", id="number"),
        pytest.param(Block("12.3K"), "", "counter", id="thousands"),
        pytest.param(Block("12.3 тыс."), "", "counter", id="russian-thousands"),
        pytest.param(Block("4.5 万"), "", "counter", id="chinese-thousands"),
        pytest.param(Block("12.3 Mar"), "", "date", id="no-millions"),
        pytest.param(Block("(17)"), "", "counter", id="in-brackets"),
        pytest.param(Block("+5"), "", "counter", id="plus"),
        pytest.param(Block("1 234 567"), "", "counter", id="millions"),
        pytest.param(Block("Posts: 312"), "", "counter", id="few-words-with-a-number"),
        pytest.param(Block("Room 101 is on the left"), "", "other", id="number-among-words"),
        pytest.param(Block("The year 2024 in pictures"), "", "other", id="year-among-words"),
        pytest.param(Block("26.03 14:03 26.03 14:03 26.03 14:03 26.3"), "", "date", id="just-a-date"),
        pytest.param(Block("26.03 14:03 26.03 14:03 26.03 14:03 26.03"), "", "other", id="too-long-for-a-date"),
        pytest.param(Block("Home News", link_chars=9), "", "navigation", id="short-link"),
        pytest.param(Block("News of the old town", link_chars=20), "", "related", id="headline"),
        pytest.param(Block("News of a town", link_chars=14), "", "navigation", id="link-of-fewer-words"),
        pytest.param(Block("a b c d ef", link_chars=8), "", "related", id="link-density-just-enough"),
        pytest.param(Block("a b c d ef", link_chars=7), "", "other", id="link-density-too-low"),
        pytest.param(Block("The mill at dawn", "caption"), "", "caption", id="caption"),
        pytest.param(Block("The mill at dawn", "caption", link_chars=16), "", "caption", id="linked-caption"),
        pytest.param(Block("Go to bed"), "", "navigation", id="few-words-nobody-named"),
        pytest.param(Block("Do go to bed"), "", "other", id="nothing-tells"),
    ],
)
def test_single_blocks(block: Block, cue: Sort, expected: Sort) -> None:
    assert sorts_of([block], [cue]) == [expected]


def test_the_cases_stand_on_both_sides_of_the_limits() -> None:
    assert (HEADLINE_WORDS, MENU_WORDS, LINK_LIST_DENSITY, MAX_SHAPE_CHARS) == (5, 3, 0.8, 40)


def test_in_html_words_say_more_than_the_names_around_them() -> None:
    blocks = [Block("Log in", element=0), Block(PLAIN, element=0)]
    measured = make_measured(blocks, cues=["navigation", "navigation"], elements=make_elements(("nav", -1, "")))
    assert sort_blocks(make_selected(measured, [False, False]), None) == ("login", "navigation")


@pytest.mark.parametrize(
    ("overrule", "expected"),
    [
        pytest.param("comment", "comment", id="comment"),
        pytest.param("caption", "caption", id="caption"),
        pytest.param("headline", "title", id="headline"),
        pytest.param("related", "related", id="related"),
        pytest.param("repeat", "login", id="a-copy-is-what-it-is"),
    ],
)
def test_what_is_dropped_by_rule_has_the_sort_of_the_rule(overrule: Overrule, expected: Sort) -> None:
    measured = make_measured([Block(PLAIN), Block(PLAIN)], cues=["login", "login"])
    assert sort_blocks(make_selected(measured, [False, False], {0: overrule}), None) == (expected, "login")


def test_every_rule_but_one_has_a_sort() -> None:
    measured = make_measured([Block(PLAIN)] * len(get_args(Overrule)))
    selected = make_selected(measured, [False] * len(measured.words), dict(enumerate(get_args(Overrule))))
    assert sort_blocks(selected, None).count("other") == 1


def test_a_line_dropped_by_rule_names_no_others() -> None:
    blocks = [Block("Comments"), Block("Read also"), Block(PLAIN)]
    measured = make_measured(blocks, cues=["comment", "related", ""], format="text")
    assert sort_blocks(make_selected(measured, [False] * 3, {1: "related"}), None) == ("comment", "related", "comment")
    assert sort_blocks(make_selected(measured, [False] * 3), None) == ("comment", "related", "related")


def test_kept_blocks_have_no_sort() -> None:
    blocks = [Block("14:05"), Block("14:05"), Block("Log in")]
    assert sorts_of(blocks, ["", "", "login"], [True, False, True]) == ["", "date", ""]


# ------------------------------------------------------------------ titles


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        pytest.param("Owls hunt at night", "Owls hunt at night", "title", id="same"),
        pytest.param("OWLS HUNT AT NIGHT!", "Owls hunt at night", "title", id="case-and-marks"),
        pytest.param("Owls hunt at night again", "Owls hunt at night", "title", id="four-of-five-words"),
        pytest.param("Owls hunt at night over fields", "Owls hunt at night", "other", id="four-of-six-words"),
        pytest.param("Owls hunt at", "Owls hunt at night", "navigation", id="three-of-four-words"),
        pytest.param("Night at owls hunt " * 3, "Owls hunt at night", "other", id="said-three-times"),
        pytest.param("Owls hunt at night", None, "other", id="no-title"),
        pytest.param("Owls hunt at night", "", "other", id="empty-title"),
        pytest.param("– – – –", "– – – –", "other", id="no-words"),
    ],
)
def test_title(text: str, title: str | None, expected: Sort) -> None:
    assert sorts_of_lines((text, ""), title=title) == [expected]


def test_a_title_is_a_title_below_any_heading() -> None:
    lines: list[Line] = [("Read also", "related"), ("Owls hunt at night", ""), (PLAIN, "")]
    assert sorts_of_lines(*lines, title="Owls hunt at night") == ["related", "title", "related"]


# ------------------------------------------------------------------ headings that speak for what follows


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            [("Read also", "related"), (PLAIN, ""), ("26.03 14:03", ""), ("9", "counter"), ("More", "")],
            ["related"] * 5,
            id="related-list",
        ),
        pytest.param(
            [("Comments", "comment"), ("So true!", ""), ("14:05", ""), ("3", "")], ["comment"] * 4, id="comments"
        ),
        pytest.param(
            [("Comments", "comment"), ("14:05", "date"), ("So true!", "")], ["comment", "date", "comment"], id="own-cue"
        ),
        pytest.param(
            [("Read also", "related"), ("Log in", "login"), (PLAIN, "")],
            ["related", "login", "other"],
            id="another-cue-ends-it",
        ),
        pytest.param(
            [("Read also", "related"), ("Share", "share"), (PLAIN, "")],
            ["related", "share", "related"],
            id="share-does-not-end-it",
        ),
        pytest.param(
            [("Read also", "related"), ("Newsletter", "newsletter"), (PLAIN, "")],
            ["related", "newsletter", "newsletter"],
            id="the-next-heading",
        ),
        pytest.param([("Log in", "login"), (PLAIN, "")], ["login", "other"], id="login-speaks-for-itself"),
        pytest.param([(LONG, "related"), (PLAIN, "")], ["related", "other"], id="too-long-for-a-heading"),
        pytest.param([(LONG.removesuffix(" word"), "related"), (PLAIN, "")], ["related"] * 2, id="just-a-heading"),
    ],
)
def test_headings(lines: list[Line], expected: list[Sort]) -> None:
    assert sorts_of_lines(*lines) == expected


@pytest.mark.parametrize("sort", ["newsletter", "legal", "cookie", "ad"])
def test_boxes_are_a_few_lines(sort: Sort) -> None:
    lines: list[Line] = [("Heading", sort), *[OTHER] * (BOX_LINES + 1)]
    assert sorts_of_lines(*lines) == [sort] * (BOX_LINES + 1) + ["other"]


@pytest.mark.parametrize("sort", ["newsletter", "legal", "cookie", "ad"])
def test_a_short_line_ends_a_box(sort: Sort) -> None:
    line = " ".join(["word"] * BOX_WORDS)
    lines: list[Line] = [("Heading", sort), (line, ""), (line.removesuffix(" word"), ""), (line, "")]
    assert sorts_of_lines(*lines) == [sort, sort, "navigation", "other"]


def test_every_box_has_its_lines() -> None:
    lines: list[Line] = [("Heading", "legal"), *[OTHER] * BOX_LINES, ("Heading", "ad"), *[OTHER] * BOX_LINES]
    assert sorts_of_lines(*lines) == ["legal"] * (1 + BOX_LINES) + ["ad"] * (1 + BOX_LINES)


@pytest.mark.parametrize("sort", ["related", "comment", "tags"])
def test_lists_have_no_end(sort: Sort) -> None:
    lines: list[Line] = [("Heading", sort), *[OTHER] * 20, ("word", ""), *[OTHER] * 20]
    assert set(sorts_of_lines(*lines)) == {sort}


def test_main_content_ends_what_a_heading_says() -> None:
    blocks = [Block("Read also"), Block("Owls hunt."), Block(PLAIN)]
    assert sorts_of(blocks, ["related", "", ""], [False, True, False]) == ["related", "", "other"]


def test_the_next_heading_ends_what_a_heading_says() -> None:
    blocks = [Block("Read also"), Block(PLAIN), Block("Elsewhere in the town", "heading"), Block(PLAIN)]
    assert sorts_of(blocks, ["related", "", "", ""]) == ["related", "related", "other", "other"]


# ------------------------------------------------------------------ lists of dated items

DATE: Line = ("26.03 14:03", "")
ITEM: list[Line] = [DATE, ("7", ""), (PLAIN, "")]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(ITEM * LIST_DATES, ["related"] * 3 * LIST_DATES, id="list"),
        pytest.param(ITEM * (LIST_DATES - 1), ["date", "counter", "other"] * (LIST_DATES - 1), id="too-few-items"),
        pytest.param(
            [(PLAIN, ""), *ITEM * LIST_DATES, (PLAIN, "")],
            ["other", *["related"] * 3 * LIST_DATES, "related"],
            id="the-list-says-what-follows",
        ),
        pytest.param(
            [("Comments", "comment"), *ITEM * LIST_DATES], ["comment"] * (1 + 3 * LIST_DATES), id="dated-comments"
        ),
        pytest.param(
            [DATE, *[OTHER] * (ITEM_LINES - 1)] * LIST_DATES,
            ["related"] * ITEM_LINES * LIST_DATES,
            id="long-items",
        ),
        pytest.param(
            [DATE, *[OTHER] * ITEM_LINES] * LIST_DATES,
            ["date", *["other"] * ITEM_LINES] * LIST_DATES,
            id="too-long-items",
        ),
        pytest.param(
            [*ITEM * LIST_DATES, ("Log in", "login"), (PLAIN, "")],
            [*["related"] * 3 * LIST_DATES, "login", "other"],
            id="another-cue-ends-it",
        ),
    ],
)
def test_dated_lists(lines: list[Line], expected: list[Sort]) -> None:
    assert sorts_of_lines(*lines) == expected


def test_headlines_of_a_dated_list_may_be_headings() -> None:
    items = [Block("26.03 14:03"), Block("7"), Block(PLAIN, "heading")] * LIST_DATES
    blocks = [*items, Block(PLAIN, "heading")]
    assert sorts_of(blocks) == ["related"] * len(items) + ["other"]


def test_main_content_parts_a_dated_list() -> None:
    blocks = [Block(text) for text, _ in [*ITEM * 2, (PLAIN, ""), *ITEM]]
    assert "related" not in sorts_of(blocks, kept=[False] * 6 + [True] + [False] * 3)


# ------------------------------------------------------------------ all pages


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["9", "14:05", "26.03", "Owls hunt at night", "–", LONG, "あ"]),
            st.sampled_from(get_args(Sort)),
            st.booleans(),
        ),
        max_size=12,
    )
)
def test_what_is_dropped_has_a_sort_and_nothing_else(lines: list[tuple[str, Sort, bool]]) -> None:
    kept = [keep for *_, keep in lines]
    sorts = sorts_of([Block(text) for text, *_ in lines], [cue for _, cue, _ in lines], kept, "Owls hunt at night")
    assert [sort == "" for sort in sorts] == kept
    assert set(sorts) <= set(get_args(Sort))


@pytest.mark.parametrize("fixture", read_fixtures(), ids=lambda fixture: fixture.slug)
def test_sorts_are_names_and_no_verdict(fixture: Fixture) -> None:
    page = cleanpage.extract(fixture.dump, url=fixture.url)
    for block in page.blocks:
        assert (block.sort == "") == (block.label == "content")


@pytest.mark.parametrize(
    ("sorts", "expected"),
    [
        pytest.param([], [], id="none"),
        pytest.param(["", ""], [], id="main-content-only"),
        pytest.param(["ad", "", "date", "date"], [("date", 2), ("ad", 1)], id="most-first"),
        pytest.param(["login", "ad", "", "ad", "login"], [("login", 2), ("ad", 2)], id="ties-in-order"),
    ],
)
def test_count_sorts(sorts: list[Sort], expected: list[tuple[Sort, int]]) -> None:
    assert list(count_sorts(sorts).items()) == expected
