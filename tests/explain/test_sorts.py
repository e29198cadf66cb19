from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import pytest
from benchmarks.pages.fixtures import Fixture, read_fixtures
from hypothesis import given
from hypothesis import strategies as st

import cleanpage
from builders import make_elements, make_measured, make_selected
from cleanpage.blocks import Block, Overrule, Sort
from cleanpage.explain.line_runs import ITEM_LINES, LIST_DATES, MENU_LINES, THREAD_POSTS
from cleanpage.explain.sorts import (
    BOX_LINES,
    BOX_WORDS,
    HEADLINE_WORDS,
    LINK_LIST_DENSITY,
    MENU_WORDS,
    MIN_COUNTED,
    TAG_LINES,
    count_sorts,
    sort_blocks,
)
from cleanpage.words.lexicon import HEADING_WORDS
from cleanpage.words.line_shapes import MAX_SHAPE_CHARS, shape_of

Line = tuple[str, Sort]
"""Text of a dropped block, and what its words or names speak for."""

PLAIN = "Nobody knows it at all"
"""A line that nothing names, too long for a menu."""

OTHER: Line = (PLAIN, "")

SHORT: Line = ("Owls", "")
"""A line that nothing names, as short as an entry of a menu."""

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
        pytest.param("legal", "legal", id="legal"),
        pytest.param("ad", "ad", id="ad"),
        pytest.param("next", "related", id="next-article"),
        pytest.param("embed", "login", id="an-embedded-post-is-what-it-says"),
        pytest.param("repeat", "login", id="a-copy-is-what-it-is"),
    ],
)
def test_what_is_dropped_by_rule_has_the_sort_of_the_rule(overrule: Overrule, expected: Sort) -> None:
    measured = make_measured([Block(PLAIN), Block(PLAIN)], cues=["login", "login"])
    assert sort_blocks(make_selected(measured, [False, False], {0: overrule}), None) == (expected, "login")


def test_the_other_rules_leave_the_sort_to_the_words() -> None:
    measured = make_measured([Block(PLAIN)] * len(get_args(Overrule)))
    selected = make_selected(measured, [False] * len(measured.words), dict(enumerate(get_args(Overrule))))
    sorts = dict(zip(get_args(Overrule), sort_blocks(selected, None), strict=True))
    left = {
        "repeat",
        "embed",
        "below",
        "script",
        "apart",
        "table",
        "list",
        "quote",
        "post",
        "heading",
        "option",
        "hidden",
        "banner",
        "label",
    }
    assert {rule for rule, sort in sorts.items() if sort == "other"} == left


def test_a_line_dropped_by_rule_names_no_others() -> None:
    blocks = [Block("Comments"), Block("Read also"), Block(PLAIN)]
    measured = make_measured(blocks, cues=["comment", "related", ""], format="text")
    assert sort_blocks(make_selected(measured, [False] * 3, {1: "related"}), None) == ("comment", "related", "comment")
    assert sort_blocks(make_selected(measured, [False] * 3), None) == ("comment", "related", "related")


def test_kept_blocks_have_no_sort() -> None:
    blocks = [Block("14:05"), Block("14:05"), Block("Log in")]
    assert sorts_of(blocks, ["", "", "login"], [True, False, True]) == ["", "date", ""]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Home / In Town / Villages", "navigation", id="trail"),
        pytest.param("Home › Villages", "navigation", id="trail-from-home"),
        pytest.param("Spring / Issue seven of all", "other", id="one-step-from-elsewhere"),
        pytest.param("トップ ＞ 地域 ＞ 市", "navigation", id="wide-trail"),
        pytest.param("Share Tweet Reply", "share", id="buttons"),
        pytest.param("Like the Reply we got", "other", id="words-that-are-no-buttons"),
        pytest.param("Imprint | Privacy | Contact", "legal", id="entries"),
        pytest.param("Our owls | Our mice | Our barn", "navigation", id="entries-nobody-named"),
        pytest.param("Ann Lee · 3 of them · Hand sewing", "other", id="entries-with-a-number"),
        pytest.param("All the owls that hunt | Imprint", "other", id="entry-too-long"),
        pytest.param("[Print] [Email link] [Share]", "share", id="entries-in-brackets"),
        pytest.param("[Ad] What owls do at night", "ad", id="label-in-brackets"),
        pytest.param("[sic] What owls do at night", "other", id="other-brackets"),
        pytest.param("Updated: day 22 of the month", "date", id="date-label"),
        pytest.param("Updated: not at all today", "other", id="date-label-without-a-number"),
        pytest.param("Reactions: Ann Lee and Jo", "counter", id="counter-label"),
        pytest.param("#owls #mice", "tags", id="hashtags"),
        pytest.param("#12", "navigation", id="number-of-a-post"),
        pytest.param("By Ann Lee", "byline", id="byline"),
        pytest.param("Von Ann Lee und Jo Ray", "byline", id="german-byline"),
        pytest.param("By the old mill again", "other", id="no-name-behind-by"),
        pytest.param("All about owls, our newsletter for you", "newsletter", id="word-inside"),
        pytest.param("Lower Press © 2018 and others too", "legal", id="rights-inside"),
        pytest.param("2 hours ago", "date", id="ago"),
        pytest.param("vor 3 Stunden", "date", id="ago-in-german"),
        pytest.param("il y a 5 minutes", "date", id="ago-in-french"),
        pytest.param("5 часов назад", "date", id="ago-in-russian"),
        pytest.param("3小时前", "date", id="ago-in-chinese"),
        pytest.param("2 घंटे पहले", "date", id="ago-in-hindi"),
        pytest.param("3 Sep", "date", id="day-and-month"),
        pytest.param("30 octubre 2022, 20:14", "date", id="spanish-date"),
        pytest.param("12.09.2023, 17:42 Uhr (aktualisiert: 13.09.2023, 08:05 Uhr)", "date", id="two-dates"),
        pytest.param("Owls hunted here 12.09.2023 at night", "other", id="date-among-words"),
    ],
)
def test_marks_and_words_of_a_line(text: str, expected: Sort) -> None:
    assert sorts_of_lines((text, "")) == [expected]


@pytest.mark.parametrize(
    ("text", "cue", "expected"),
    [
        pytest.param("2021-10-16 09:28 Source: Owl Post", "caption", "date", id="date-first"),
        pytest.param("Source: Owl Post 2021-10-16 09:28", "caption", "caption", id="date-last"),
        pytest.param("Posted on October 17, 2021 by Ann Lee", "date", "byline", id="name-behind-a-date"),
        pytest.param("© Owl Post", "legal", "legal", id="rights-at-the-end"),
    ],
)
def test_marks_say_more_than_a_cue(text: str, cue: Sort, expected: Sort) -> None:
    assert sorts_of_lines((text, cue)) == [expected]


@pytest.mark.parametrize(("text", "expected"), [("© Owl Post", "caption"), ("© 2018 Owl Post", "legal")])
def test_rights_above_main_content_are_those_of_a_picture(text: str, expected: Sort) -> None:
    assert sorts_of([Block(text), Block(PLAIN)], ["legal", ""], [False, True]) == [expected, ""]


def test_a_sentence_above_a_credit_is_a_caption() -> None:
    assert sorts_of_lines(OTHER, ("Photo: Ann Lee", "caption"), OTHER) == ["caption", "caption", "other"]
    assert sorts_of_lines(SHORT, ("Photo: Ann Lee", "caption")) == ["navigation", "caption"]


def test_a_number_of_comments_above_the_text_is_a_counter() -> None:
    blocks = [Block("27 comments"), Block(PLAIN), Block("27 comments"), Block(PLAIN)]
    cues: list[Sort] = ["comment", "", "comment", ""]
    assert sorts_of(blocks, cues, [False, True, False, False]) == ["counter", "", "comment", "comment"]


def test_many_numbers_of_comments_are_counters() -> None:
    lines: list[Line] = [("27 comments", "comment"), OTHER] * MIN_COUNTED
    kept = [True] + [False] * len(lines)
    sorts = sorts_of([Block(PLAIN)] + [Block(text) for text, _ in lines], ["", *[cue for _, cue in lines]], kept)
    assert sorts == ["", *["counter", "other"] * MIN_COUNTED]


def test_a_number_of_comments_in_a_dated_list_is_part_of_it() -> None:
    items = [Block("26.03 14:03"), Block("27 comments"), Block(PLAIN)] * LIST_DATES
    item_cues: list[Sort] = ["", "comment", ""]
    cues: list[Sort] = ["", *item_cues * LIST_DATES]
    items[-2], cues[-2] = Block(PLAIN), ""
    assert sorts_of([Block(PLAIN), *items], cues, [True] + [False] * len(items)) == ["", *["related"] * len(items)]


def test_numbers_that_count_up_are_pages() -> None:
    assert sorts_of_lines(*[(str(number), "counter") for number in (7, 8, 9, 11, 12)]) == (
        ["navigation"] * 3 + ["counter"] * 2
    )


def test_between_posts_short_lines_are_names() -> None:
    post = [Block(PLAIN), Block("oldbosun"), Block("Aug 4, 2019")]
    blocks = [*post * THREAD_POSTS, Block(PLAIN)]
    kept = [block.text == PLAIN for block in blocks]
    assert sorts_of(blocks, kept=kept) == [*["", "byline", "date"] * THREAD_POSTS, ""]
    assert "byline" not in sorts_of(blocks[3:], kept=kept[3:])


def test_a_menu_between_posts_is_one() -> None:
    post = [Block(PLAIN), *[Block("oldbosun")] * MENU_LINES, Block("Aug 4, 2019")]
    blocks = [*post * THREAD_POSTS, Block(PLAIN)]
    assert "byline" not in sorts_of(blocks, kept=[block.text == PLAIN for block in blocks])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Room 101 is on the left", "", id="words"),
        pytest.param("No digits", "", id="no-digits"),
        pytest.param("26 April 2024", "date", id="date"),
        pytest.param("Posts: 312", "counter", id="counter"),
        pytest.param("[4] http://a.example/b", "", id="address"),
        pytest.param("ann4@a.example", "", id="mail-address"),
        pytest.param("x" * 100 + " 26 April 2024", "", id="long"),
    ],
)
def test_shape_of(text: str, expected: Sort) -> None:
    assert shape_of(text, len(text.split())) == expected


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
        pytest.param("渡し船が終わる", "渡し船が終わる - 美波野", "title", id="beginning-without-spaces"),
        pytest.param("渡し", "渡し船が終わる - 美波野", "navigation", id="less-than-half-of-it"),
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
            [("Comments", "comment"), ("14:05", "date"), ("By Ann Lee", ""), ("So true!", "")],
            ["comment"] * 4,
            id="dates-and-names-are-part-of-the-comments",
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


@pytest.mark.parametrize("sort", ["legal", "cookie", "ad"])
def test_a_short_line_ends_a_box(sort: Sort) -> None:
    line = " ".join(["word"] * BOX_WORDS)
    lines: list[Line] = [("Heading", sort), (line, ""), (line.removesuffix(" word"), ""), (line, "")]
    assert sorts_of_lines(*lines) == [sort, sort, "navigation", "other"]


@pytest.mark.parametrize("sort", ["newsletter", "legal", "cookie", "ad"])
def test_a_date_ends_a_box(sort: Sort) -> None:
    assert sorts_of_lines(("Heading", sort), ("Monday, 3 Jun 2024, 9:30 pm", ""), OTHER) == [sort, "date", "other"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param([OTHER, ("Go", ""), ("Go", "")], ["newsletter"] * 2 + ["navigation"], id="button-below-the-text"),
        pytest.param([("Go", ""), OTHER], ["navigation", "other"], id="none-below-the-heading"),
        pytest.param([OTHER, ("Email", "share"), OTHER], ["newsletter"] * 2 + ["other"], id="field"),
        pytest.param([OTHER, ("Join", "login")], ["newsletter"] * 2, id="button-named-like-a-login"),
        pytest.param([OTHER, ("Imprint", "legal")], ["newsletter", "legal"], id="another-box"),
    ],
)
def test_the_form_of_a_newsletter(lines: list[Line], expected: list[Sort]) -> None:
    assert sorts_of_lines(("Letters", "newsletter"), *lines) == ["newsletter", *expected]


def test_every_box_has_its_lines() -> None:
    lines: list[Line] = [("Heading", "legal"), *[OTHER] * BOX_LINES, ("Heading", "ad"), *[OTHER] * BOX_LINES]
    assert sorts_of_lines(*lines) == ["legal"] * (1 + BOX_LINES) + ["ad"] * (1 + BOX_LINES)


@pytest.mark.parametrize("sort", ["related", "comment"])
def test_lists_have_no_end(sort: Sort) -> None:
    lines: list[Line] = [("Heading", sort), *[OTHER] * 20, *[SHORT] * (MENU_LINES - 1), *[OTHER] * 20]
    assert set(sorts_of_lines(*lines)) == {sort}


@pytest.mark.parametrize("sort", ["related", "comment"])
@pytest.mark.parametrize("cue", ["", "navigation"])
def test_a_menu_ends_a_list(sort: Sort, cue: Sort) -> None:
    lines: list[Line] = [("Heading", sort), OTHER, *[("word", cue)] * MENU_LINES, OTHER]
    assert sorts_of_lines(*lines) == [sort, sort, *["navigation"] * MENU_LINES, "other"]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        pytest.param(("14:05", ""), "date", id="date"),
        pytest.param(("1 234", ""), "counter", id="counter"),
        pytest.param((PLAIN, ""), "other", id="too-many-words"),
        pytest.param(("Owls at night again", ""), "tags", id="just-a-tag"),
    ],
)
def test_what_ends_a_list_of_tags(after: Line, expected: Sort) -> None:
    assert sorts_of_lines(("Tags", "tags"), ("Owls", ""), after) == ["tags", "tags", expected]


def test_tags_are_some_lines() -> None:
    lines: list[Line] = [("Tags", "tags"), *[SHORT] * (TAG_LINES + 1)]
    assert sorts_of_lines(*lines) == ["tags"] * (TAG_LINES + 1) + ["navigation"]


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
