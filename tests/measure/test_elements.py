"""What the markup around a block says; every expected number is worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from cleanpage.blocks import Dump, Sort
from cleanpage.features import BLOCK_NAMES, CUE_CODES, HTML_NAMES, NAMES, NONE_WORDS, PAGE_NAMES
from cleanpage.measure.measurer import measure
from cleanpage.tokenize.html.walk import tokenize_html

NO_WEIGHTS: Mapping[str, float] = {}
FIRST_NAMES = (*BLOCK_NAMES["html"], *PAGE_NAMES["html"])


def words(count: int) -> str:
    """Return so many words of four characters."""
    return " ".join(["word"] * count)


def rows(page: str, weights: Mapping[str, float] = NO_WEIGHTS) -> list[dict[str, float]]:
    measured = measure(tokenize_html(Dump(text=page)), weights)
    return [dict(zip(FIRST_NAMES, row, strict=True)) for row in measured.rows]


def column(name: str, page: str, weights: Mapping[str, float] = NO_WEIGHTS) -> list[float]:
    return [row[name] for row in rows(page, weights)]


# --- tags and names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param("<div class=content><p>word</p></div>", set(), id="nothing"),
        pytest.param("<article><div><p>word</p></div></article>", {"article"}, id="article"),
        pytest.param("<main>word</main>", {"main"}, id="main"),
        pytest.param("<nav>word</nav>", {"nav", "chrome"}, id="nav"),
        pytest.param("<aside>word</aside>", set(), id="aside"),
        pytest.param("<footer>word</footer>", {"footer", "chrome"}, id="footer"),
        pytest.param("<form>word</form>", {"form"}, id="form"),
        pytest.param("<ul><li>word</ul>", {"li"}, id="list-item"),
        pytest.param("<table><tr><td>word</table>", {"table"}, id="table"),
        pytest.param("<dialog open>word</dialog>", {"chrome"}, id="dialog"),
        pytest.param("<div hidden><p>word</p></div>", {"hidden"}, id="hidden"),
        pytest.param("<div style=display:none>word</div>", {"hidden"}, id="not-displayed"),
        pytest.param("<div id=comments><p>word</p></div>", {"comment"}, id="comments"),
        pytest.param("<div class=related-posts>word</div>", {"related"}, id="related"),
        pytest.param("<div class=newsletter>word</div>", {"chrome"}, id="newsletter"),
        pytest.param("<div class=author>word</div>", set(), id="a-cue-that-is-no-container"),
        pytest.param("<main><form><ul><li>word</ul></form></main>", {"main", "form", "li"}, id="all-around-it"),
        pytest.param("<body class=sidebar>word", set(), id="names-of-the-page"),
        pytest.param("<p>a</p><nav>b</nav>", set(), id="not-beside-it"),
    ],
)
def test_what_a_block_is_inside_of(page: str, expected: set[str]) -> None:
    row = rows(page)[0]
    assert {name for name, value in row.items() if name.startswith("in_") and value} == {
        f"in_{name}" for name in expected
    }


def test_tags() -> None:
    page = "<h1>a</h1><h3>b</h3><p>c</p><div>d</div><ul><li>e</ul>"
    assert column("heading_level", page) == [1, 3, 0, 0, 0]
    assert column("depth", page) == [2, 2, 2, 2, 3]
    prose, item = column("tag", page)[2], column("tag", page)[4]
    assert prose > item
    assert len(set(column("tag", page))) == 5


def test_names_are_weighed_along_the_path() -> None:
    weights = {"post": 2.0, "ad": -1.0, "<p>": 0.5, "<div>": -0.25, "unused": 9.0}
    page = "<div class='post post'><p class=ad>a <b class=post>b</b></p></div>"  # div 1.75, p -0.5
    (row,) = rows(page, weights)
    expected = {
        "names_own": -0.5,
        "names_inline": 2.0,
        "names_sum": 1.25,
        "names_min": -0.5,
        "names_max": 1.75,
        "names_decayed": 1.75 * 0.6 - 0.5,
    }
    assert {name: row[name] for name in expected} == pytest.approx(expected)


def test_lowest_and_highest_begin_at_zero() -> None:
    page = "<div class=post>a</div>"
    assert rows(page, {"post": 2.0})[0]["names_min"] == 0.0
    assert rows(page, {"post": -2.0})[0]["names_max"] == 0.0


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param("<p>a</p>", "", id="none"),
        pytest.param("<div class=related><p>a</p></div>", "related", id="container"),
        pytest.param("<div class=related><p class=byline>a</p></div>", "byline", id="nearest"),
        pytest.param("<div class=related><p><i class=byline>a</i></p></div>", "byline", id="inline-first"),
        pytest.param("<nav><p>a</p></nav>", "navigation", id="tag"),
    ],
)
def test_own_cue(page: str, expected: Sort) -> None:
    assert column("own_cue", page) == [CUE_CODES[expected]]


# --- containers -------------------------------------------------------------------------------------------


def test_containers() -> None:
    """Fifteen and five words in a <div>, five in the links of a list; "word" and its space are five characters."""
    page = f"<div><p>{words(15)}</p><p>{words(5)}</p></div><ul><li><a href=/>{words(5)}</a></ul>"
    prose, _, item = rows(page)
    linked = 24 / (74 + 24 + 24)
    assert {name: prose[name] for name in prose if name.startswith("box")} == pytest.approx(
        {"box0_links": 0.0, "box1_share": 20 / 25, "box1_links": 0.0, "box1_prose": 15 / 20}
        | {"box2_share": 1.0, "box2_links": linked, "box2_prose": 15 / 25}
        | {"box3_share": 1.0, "box3_links": linked, "box3_prose": 15 / 25}
    )
    assert {name: item[name] for name in item if name.startswith(("box0", "box1"))} == pytest.approx(
        {"box0_links": 1.0, "box1_share": 5 / 25, "box1_links": 1.0, "box1_prose": 0.0}
    )


def test_the_best_container_has_most_votes() -> None:
    """Two votes for each twenty words in a comma-less paragraph, 1.4 for eight words, none for seven."""
    page = (
        f"<div><p>{words(20)}</p><section><p>{words(7)}</p></section><p>{words(20)}</p></div>"
        f"<div><p>{words(8)}</p></div><footer>{words(7)}</footer>"
    )
    assert column("best_steps", page) == [0, 0, 0, 1, 1]
    assert column("best_share", page) == pytest.approx([47 / 62] * 5)
    # The body has half the votes of both containers.
    assert column("best_score", page) == pytest.approx([1.0, 0.0, 1.0, 1.4 / 4, 2.7 / 4])


def test_commas_vote_and_length_votes_up_to_sixty_words() -> None:
    page = f"<div><p>{words(80)}</p></div><section><p>{words(39)}, {words(41)}</p></section>"  # 4 and 5 votes
    assert column("best_score", page) == pytest.approx([0.8, 1.0])
    assert column("best_steps", page) == [1, 0]


def test_links_take_votes_away() -> None:
    """Two votes, of which three quarters go as links, against one and a half."""
    page = f"<div><p>{words(20)}</p><p><a href=/>{words(60)}</a></p></div><section><p>{words(10)}</p></section>"
    assert column("best_steps", page) == [1, 1, 0]
    assert column("best_score", page) == pytest.approx([2 / 1.5, 2 / 1.5, 1.0])


def test_a_block_of_links_has_no_vote() -> None:
    page = f"<div><p><a href=/>{words(80)}</a></p></div><section><p>{words(8)}</p></section>"
    assert column("best_steps", page) == [1, 0]


def test_without_votes_the_whole_page_is_the_container() -> None:
    page = "<div><p>word</p></div><p>word</p>"
    assert column("best_steps", page) == [0, 0]
    assert column("best_share", page) == [1.0, 1.0]
    assert column("best_score", page) == [0.0, 0.0]


# --- shapes and headings ----------------------------------------------------------------------------------


def test_blocks_of_the_same_shape() -> None:
    page = "<ul><li class=x><a href=/>one</a><li class=x>two<li>three</ul><ol><li class=x>four</ol>"
    assert column("same_shape", page) == [2, 2, 1, 1]
    assert column("same_shape_share", page) == [0.5, 0.5, 0.25, 0.25]
    assert column("same_shape_links", page) == [0.5, 0.5, 0.0, 0.0]


def test_words_in_blocks_of_a_shape_are_averaged() -> None:
    """Two paragraphs of one class, one of another."""
    page = f"<p class=x>{words(3)}</p><p class=y>{words(9)}</p><p class=x>{words(4)}</p>"
    assert column("same_shape_words", page) == [3.5, 9.0, 3.5]


def test_siblings() -> None:
    """Three children, two of them <li>; an <ol> with one; inline elements do not count."""
    page = "<ul><li>a <b>b</b> <i>c</i></li><li>d</li><p>e</p></ul><ol><li>f</li></ol>"
    assert column("siblings", page) == [3, 3, 3, 1]
    assert column("same_siblings", page) == [2, 2, 1, 1]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param(f"<p>{words(2)}</p><div>{words(2)}</div>", [-1.0, -1.0], id="no-article"),
        pytest.param(f"<article><p>{words(3)}</p></article><p>{words(1)}</p>", [0.75, -1.0], id="beside-an-article"),
        pytest.param(
            f"<article><p>{words(1)}</p><div><p>{words(2)}</p></div></article><article>{words(1)}</article>",
            [0.75, 0.75, 0.25],
            id="two-articles",
        ),
        pytest.param(
            f"<article>{words(6)}<article><p>{words(2)}</p></article></article>", [1.0, 0.25], id="the-innermost"
        ),
        pytest.param("<article>word</article>", [1.0], id="its-own-element"),
    ],
)
def test_article_share(page: str, expected: list[float]) -> None:
    assert column("article_share", page) == expected


def test_words_around_headings() -> None:
    page = "<p>one two</p><h2>Three</h2><p>four five six</p><p>seven</p><h3>Log in</h3><p>eight</p>"
    since, until = column("words_since_heading", page), column("words_to_heading", page)
    assert since[2:] == [0, 3, 4, 0]
    assert until[:4] == [0, 4, 1, 0]
    assert min(since[:2] + until[4:]) >= NONE_WORDS
    assert column("heading_cue", page) == [0, 0, 0, 0, 0, CUE_CODES["login"]]


def test_html_names_are_features_of_html() -> None:
    assert set(HTML_NAMES) <= set(NAMES["html"])
