"""Which element around a block a feature points to, and how it is written."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.explain.path_phrases import INLINE, MAX_NAME_CHARS, MAX_NAMES_CHARS, ElementPath
from plain_reasons import NamedPath

WEIGHTS = {"post": 1.5, "body": 0.5, "related": -2.0, "promo": -1.0, "<p>": 0.25, "<ul>": -0.25}
PATH: ElementPath = (
    ("li", "teaser"),
    ("ul", ""),
    ("div", "col promo"),
    ("article", "post-body hidden"),
    ("aside", "related-stories"),
    ("body", "sidebar post"),
    ("html", ""),
)


def around(path: ElementPath = PATH, inline_names: str = "") -> NamedPath:
    return NamedPath(path, inline_names, WEIGHTS)


# --- which element ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "level"),
    [
        pytest.param("tag", 5.0, 0, id="tag"),
        pytest.param("heading_level", 0, 0, id="heading-level"),
        pytest.param("names_own", 0.0, 0, id="own"),
        pytest.param("names_min", -2.0, 4, id="lowest"),
        pytest.param("names_max", 2.0, 3, id="highest"),
        pytest.param("names_sum", -0.5, 4, id="sum-below-zero"),
        pytest.param("names_sum", 0.5, 3, id="sum-above-zero"),
        # 1.0 * 0.6 ** 2 outweighs 2.0 * 0.6 ** 4.
        pytest.param("names_decayed", -0.5, 2, id="decayed"),
        pytest.param("names_min", 0.0, None, id="none-below-zero"),
        pytest.param("names_sum", 0.0, None, id="nothing-speaks"),
        pytest.param("in_li", 1, 0, id="in-list-item"),
        pytest.param("in_article", 1, 3, id="in-article"),
        pytest.param("in_hidden", 1, 3, id="in-hidden"),
        # Teasers are of related articles too, and this one is nearer.
        pytest.param("in_related", 1, 0, id="in-related"),
        pytest.param("in_related", 0, None, id="not-in-related"),
        # <body> speaks for no sort, whatever its names.
        pytest.param("in_chrome", 1, 2, id="in-chrome"),
        pytest.param("own_cue", 9, 0, id="cue"),
        pytest.param("own_cue", 0, None, id="no-cue"),
        pytest.param("names_inline", 0.0, None, id="nothing-inline"),
        pytest.param("words", 3, None, id="no-markup"),
    ],
)
def test_level(name: str, value: float, level: int | None) -> None:
    assert around().level(name, value) == level


def test_inline_elements_come_first_for_the_cue() -> None:
    assert around(inline_names="byline").level("own_cue", 4) == INLINE
    assert around(inline_names="author-2 bold").level("names_inline", -0.3) == INLINE
    assert around(inline_names="bold").level("own_cue", 9) == 0


def test_elements_that_look_alike_are_one() -> None:
    """Both are named alike as far as is shown; the outer one weighs less, the inner one is found first by its sort."""
    name = "related-" + "x" * MAX_NAME_CHARS
    path = (("div", name), ("div", name), ("div", name + "-promo"))
    assert around(path).level("names_min", -3.0) == 2
    words = around(path)
    assert words.level("in_related", 1) == 0
    assert words.level("names_min", -3.0) == 2
    words = around((("p", ""), *path[1:]))
    assert words.level("in_related", 1) == 1
    assert words.level("names_min", -3.0) == 1


def test_a_text_dump_has_no_elements() -> None:
    for name in ("tag", "names_own", "names_sum", "in_li", "own_cue", "names_inline"):
        assert around(()).level(name, 1) is None
    for name in ("box1_share", "article_share", "same_shape", "siblings", "best_score"):
        assert around(()).words(name, 2) == ""


# --- how it is written ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "move", "expected"),
    [
        pytest.param(0, 0.3, "its element is `li.teaser`", id="own"),
        pytest.param(4, -0.3, "inside `aside.related-stories`", id="bad"),
        pytest.param(4, 0.3, "inside `aside.related-stories` at worst", id="bad-but-not-worse"),
        pytest.param(3, 0.3, "inside `article.post-body.hidden`", id="good"),
        pytest.param(3, -0.3, "inside `article.post-body.hidden` at best", id="good-but-not-better"),
        pytest.param(1, -0.3, "inside `ul`", id="no-names"),
        pytest.param(6, -0.3, "inside `html`", id="nothing-speaks"),
        # The first name, "col", says nothing.
        pytest.param(2, -0.3, "inside `div.promo`", id="the-name-that-speaks"),
        pytest.param(INLINE, -0.3, "`promo` inside it", id="inline"),
    ],
)
def test_element(level: int, move: float, expected: str) -> None:
    assert around(inline_names="x promo").element(level, move) == expected


@pytest.mark.parametrize(
    ("tag", "names", "expected"),
    [
        pytest.param("p", "", "an unnamed `p`", id="none"),
        pytest.param("p", "a b c", "`p.a`", id="the-first-where-none-speaks"),
        pytest.param("p", "a body b post c promo", "`p.post.promo`", id="two-that-speak-most"),
        pytest.param("p", "promo a post", "`p.promo.post`", id="in-their-order"),
        pytest.param("p", "post comments", "`p.post.comments`", id="a-sort-speaks"),
        pytest.param("p", "post body comments", "`p.post.comments`", id="a-sort-speaks-most"),
        pytest.param("body", "post body comments", "`body.post.body`", id="no-sort-on-the-body"),
        pytest.param("p", "post post post", "`p.post`", id="said-once"),
        pytest.param("p", "a`b", "`p.a?b`", id="backtick"),
        pytest.param("p", "a;b", "`p.a?b`", id="semicolon"),
        pytest.param("p", "a\x1b[2J\u202eb", "`p.a?[2J?b`", id="control"),
        pytest.param("p", "a\nb\x85c", "`p.a`", id="line-end"),
        pytest.param("p", "x" * MAX_NAME_CHARS, f"`p.{'x' * MAX_NAME_CHARS}`", id="long"),
        pytest.param("p", "x" * (MAX_NAME_CHARS + 1), f"`p.{'x' * MAX_NAME_CHARS}…`", id="too-long"),
        pytest.param("x-" + "y" * 99, "", f"an unnamed `x-{'y' * (MAX_NAME_CHARS - 2)}…`", id="long-tag"),
    ],
)
def test_names(tag: str, names: str, expected: str) -> None:
    assert around(((tag, names),)).element(0, 0.1) == f"its element is {expected}"


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        pytest.param("box0_links", 0.5, "50 % of the characters in its element `li.teaser` are links", id="box0"),
        pytest.param("box1_share", 0.5, "50 % of the page's words are in `ul` around it", id="box1"),
        pytest.param("box2_prose", 0.5, "50 % of the words in `div.promo` around it are prose", id="box2"),
        pytest.param(
            "box3_links", 0.5, "50 % of the characters in `article.post-body.hidden` around it are links", id="box3"
        ),
        pytest.param(
            "article_share", 0.5, "50 % of the page's words are in `article.post-body.hidden` around it", id="article"
        ),
        pytest.param("article_share", -1, "", id="no-article"),
        pytest.param("same_shape", 15, "same shape as 14 other blocks (`li.teaser`)", id="shape"),
        pytest.param("same_shape", 2, "same shape as 1 other block (`li.teaser`)", id="shape-of-one"),
        pytest.param("same_shape", 1, "", id="no-shape"),
        pytest.param("siblings", 1, "the only element in `ul`", id="only-child"),
        pytest.param("siblings", 9, "one of 9 elements in `ul`", id="siblings"),
        pytest.param("same_siblings", 1, "the only `li` in `ul`", id="only-of-its-tag"),
        pytest.param("same_siblings", 9, "one of 9 `li` in `ul`", id="of-its-tag"),
        pytest.param("best_score", 0.25, "`ul` around it has 25 % of the best container's votes", id="votes"),
        pytest.param("words", 3, "", id="no-markup"),
    ],
)
def test_words(name: str, value: float, expected: str) -> None:
    assert around().words(name, value) == expected


def test_nothing_is_outside_of_the_root() -> None:
    root = around((("html", ""),))
    assert root.words("box3_share", 1) == "100 % of the page's words are in its element `html`"
    assert root.words("siblings", 1) == "the only element at the root"


def test_a_page_in_a_class_is_not_read() -> None:
    path = (("p", "x " * 5_000_000), *[("div", "y" * 10_000)] * 255)
    start = time.process_time()
    assert around(path).element(0, 1) == "its element is `p.x`"
    assert time.process_time() - start < 1
    # What stands behind the limit is not found again.
    assert around((("p", "x" * MAX_NAMES_CHARS + " related"),)).level("in_related", 1) is None


NAMES = st.text(st.sampled_from("aZ-_`;\n\t\x00\x1b\u202e\x85\u2028é猫 ") | st.characters(), max_size=60)


@given(st.lists(st.tuples(st.sampled_from(["p", "div", "x-\x1b`"]), NAMES), min_size=1, max_size=5), NAMES)
def test_names_of_any_page_stay_on_the_line(path: ElementPath, inline_names: str) -> None:
    words = around(path, inline_names)
    for level in (*range(len(path)), *([INLINE] if inline_names.split() else [])):
        found = words.element(level, 1)
        assert found.isprintable() and ";" not in found and found.count("`") == 2
        assert len(found) <= 3 * (MAX_NAME_CHARS + 2) + 30
