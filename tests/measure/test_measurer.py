"""Rows of features: one number for each name, whole where the scorer takes it to be whole."""

from __future__ import annotations

import math
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_elements
from cleanpage.blocks import Block, Document, Dump, Format, Measured, Sort
from cleanpage.decode.decoder import decode
from cleanpage.features import BLOCK_NAMES, NAMES, ODDS_NAMES, ODDS_PAGE_NAMES, PAGE_NAMES, SECOND_NAMES, SHARES
from cleanpage.measure.measurer import LONG_WORDS, SHARED_CHARS, _shared_words, count_words, measure
from cleanpage.tokenize.tokenizer import tokenize

WEIGHTS = {"<p>": 0.5, "<li>": -0.25, "post": 1.5, "nav": -2.0, "": -0.5, "word": 1.25, "^ log": -3.0, "= 12": -1.0}
ENGLISH = "The boat that was late came into the harbour with all of its lamps on."
GERMAN = "Das Boot kam mit einer Stunde Verspätung in den Hafen, und die Leute waren nicht froh."
JAPANESE = "船は一時間遅れて港に着いた。人々は喜んでいなかった。"
PAGE = f"""<!doctype html>
<title>The late boat</title>
<nav class="nav"><a href="/">Home</a> <a href="/news">News</a></nav>
<div class="post">
<h1>The late boat</h1>
<p>{ENGLISH}
{ENGLISH}</p>
<pre>first line
  second line</pre>
</div>
<footer>Log in | 2024</footer>
"""
DUMP = f"Home\n* News\n\nThe late boat\n{ENGLISH} {ENGLISH}\n  Log in\n\n\n12 May 2024\n"


def measured(text: str, format: Format) -> Measured:
    return measure(tokenize(Dump(text=text), format), WEIGHTS)


@pytest.mark.parametrize("format", get_args(Format))
def test_names_are_different(format: Format) -> None:
    assert len(set(NAMES[format])) == len(NAMES[format])


def test_every_share_is_a_feature() -> None:
    assert {*NAMES["html"], *NAMES["text"]} >= SHARES


def test_what_a_dump_cannot_give_is_absent() -> None:
    assert not {"link_density", "page_links", "tag", "depth", "says_article"} & set(NAMES["text"])


def test_what_trees_of_dumps_know_better_is_absent() -> None:
    both = {"sentences", "next_last_char", "prose_after", "blocks_since_prose", "blocks_to_prose"}
    both |= {"title_overlap", "title_match"}
    assert both <= set(NAMES["html"])
    assert not both & set(NAMES["text"])


def test_what_trees_compare_as_whole_numbers_is_whole() -> None:
    """Thresholds of features that are no shares are rounded: a float there would be compared wrongly."""
    whole = {name for name in (*ODDS_NAMES, *ODDS_PAGE_NAMES) if name not in SHARES}
    assert whole == {"in_likely_run", "words_from_run", "words_to_likely", "likely_lines_before"}


def test_the_tokens_of_a_dump_weigh_in_its_lines() -> None:
    """Bias -0.5; "word" 1.25 once a line, "log" first -3.0, a line that is "12" -1.0."""
    page = measured("word and word\n\nLog word\n\n12\n\nnothing known", "text")
    index = NAMES["text"].index("line_odds")
    assert [row[index] for row in page.rows] == pytest.approx([0.75, -2.25, -1.5, -0.5])


@pytest.mark.parametrize(
    ("text", "format", "blocks"),
    [pytest.param(PAGE, "html", 5, id="html"), pytest.param(DUMP, "text", 6, id="text")],
)
def test_line_ends_change_nothing(text: str, format: Format, blocks: int) -> None:
    expected = measured(text, format)
    assert len(expected.rows) == blocks
    for end in ("\r\n", "\r"):
        changed = text.replace("\n", end)
        for dump in (decode(changed), decode(changed.encode())):
            assert measure(tokenize(dump, format), WEIGHTS).rows == expected.rows


@pytest.mark.parametrize("format", get_args(Format))
@pytest.mark.parametrize("text", [pytest.param("", id="empty"), pytest.param(" \n\t\n", id="blank")])
def test_an_empty_page(text: str, format: Format) -> None:
    document = tokenize(Dump(text=text), format)
    assert measure(document, {}) == Measured(
        document=document,
        words=(),
        columns=((),) * len(BLOCK_NAMES[document.format]),
        page_row=(0,) * len(PAGE_NAMES[format]),
        language="",
        declares_article=False,
        cues=(),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("A plain sentence.", 3, id="spaces"),
        pytest.param("Straße über Köln", 3, id="marks"),
        pytest.param("五月的雨", 2, id="four-characters"),
        pytest.param("五月の雨が", 3, id="five-characters"),
        pytest.param("五月の雨、です。", 5, id="marks-stand-for-a-word"),
        pytest.param("五月 Foston 雨", 3, id="mixed"),
        pytest.param("iPhone雨", 2, id="mixed-without-a-space"),
        pytest.param("オ월의 비", 3, id="hangul-has-spaces"),
    ],
)
def test_count_words(text: str, expected: int) -> None:
    assert count_words(text, len(text.split())) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param([ENGLISH], "en", id="english"),
        pytest.param([*["The home of the news"] * 20, GERMAN], "de", id="long-blocks-before-menus"),
        pytest.param(["Über uns", "Das Wetter", "Die Stadt und der Hafen"], "de", id="menus-where-none-is-long"),
        pytest.param([JAPANESE], "ja", id="japanese"),
        pytest.param(["zxq wvk"], "", id="none"),
    ],
)
def test_language(lines: list[str], expected: str) -> None:
    assert measured("\n".join(lines), "text").language == expected


def test_a_long_block_has_ten_words() -> None:
    german = "die und der das " * 30
    english = "the " * (LONG_WORDS - 1)
    assert measured(f"{german}\n{english} of", "html").language == "de"
    lines = [*["die und der das"] * 30, english]
    assert measured("\n".join(lines), "text").language == "de"
    assert measured("\n".join([*lines, english + "of"]), "text").language == "en"


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        pytest.param('"Article"', True, id="article"),
        pytest.param('["Article", "DiscussionForumPosting"]', False, id="forum"),
        pytest.param('"Product"', False, id="product"),
    ],
)
def test_declares_article(types: str, expected: bool) -> None:
    page = f'<script type="application/ld+json">{{"@type": {types}}}</script><p>word</p>'
    assert measured(page, "html").declares_article is expected
    assert measured(page, "text").declares_article is False


def test_the_first_line_of_a_dump_is_its_title() -> None:
    index = NAMES["text"].index("words_since_title")
    assert [row[index] for row in measured("Late Boat\nThe boat\nThe late boat", "text").rows] == [0, 2, 4]


@pytest.mark.parametrize("format", get_args(Format))
def test_what_a_page_shares_stands_last(format: Format) -> None:
    page = measured(PAGE, format)
    assert NAMES[format] == (*BLOCK_NAMES[format], *PAGE_NAMES[format], *SECOND_NAMES[format])
    assert len(page.page_row) == len(PAGE_NAMES[format])
    assert [row[: -len(page.page_row)] for row in page.rows] == list(zip(*page.columns, strict=True))


def test_page_columns() -> None:
    """Twenty words in three blocks; the fifteen of the second are prose."""
    rows = measured(f"one\n{'two ' * 15}\nthree four five six", "text").rows
    first = dict(zip(NAMES["text"], rows[0], strict=True))
    expected = {"page_blocks": 3, "page_words": 20, "page_prose": 0.75, "script_share": 1.0}
    assert {name: first[name] for name in expected} == expected
    assert measured("<a href=/>four</a><p>abcdef</p>", "html").rows[0][NAMES["html"].index("page_links")] == 0.4


# --- any page ---------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    "<p> </p> <div> </div> <div:class=post> <nav> </nav> <ul> <li> </ul> <h2> </h2> <a:href=/> </a> <br> <pre> </pre> "
    "<article> </article> <table> <td> </table> <footer> <aside:class=related> </aside> <b:class=byline> </b> <title> "
    "</title> <meta:name=description:content=word> word Word, words. 12 2024-05-06 Log:in Share - * \n \n\n "
    "五月の雨。 Дождь über … : |".replace(":", " ").split(" ")
)  # fmt: skip
BODY = f'<script type="application/ld+json">{{"articleBody": "{5 * ENGLISH}"}}</script>'
PAGES = st.lists(PIECES | st.just(ENGLISH) | st.just(BODY) | st.just(GERMAN) | st.text(max_size=5), max_size=40).map(
    " ".join
)

UNBOUNDED = frozenset(
    {"word_length", "best_score", "script_share", "tag", "same_shape_words", "body_length", "odds_rank"}
    | {"likely_words_20", "likely_words"}
)
"""Floats that are no share of anything; letters of some scripts are counted in two ways."""

LOG_ODDS = frozenset(name for name in ODDS_NAMES if "odds" in name) - {"odds_rank"}

NONE = frozenset(
    {("core_overlap", -1.0), ("article_share", -1.0), ("body_length", -1.0), ("description_overlap", -1.0)}
    | {("body_overlap", -1.0), ("body_overlap", -0.5)}
)
"""Values that stand for "there is none"."""


@given(PAGES, st.sampled_from(get_args(Format)))
def test_rows_of_any_page(text: str, format: Format) -> None:
    page = measured(text, format)
    blocks = page.document.blocks
    assert len(page.rows) == len(page.words) == len(page.cues) == len(blocks)
    assert all(count >= 1 for count in page.words)
    assert set(page.cues) <= set(get_args(Sort))
    for row in page.rows:
        names = (*BLOCK_NAMES[format], *PAGE_NAMES[format])
        assert len(row) == len(names)
        for name, value in zip(names, row, strict=True):
            assert math.isfinite(value), name
            if name not in SHARES:
                assert value == int(value), name
            elif not name.startswith("names_") and name not in LOG_ODDS and (name, value) not in NONE:
                assert 0.0 <= value <= (math.inf if name in UNBOUNDED else 1.0), name


@given(PAGES, st.sampled_from(get_args(Format)))
def test_the_same_page_has_the_same_rows(text: str, format: Format) -> None:
    assert measured(text, format) == measured(text, format)


@given(PAGES)
def test_shared_features_do_not_depend_on_the_format(text: str) -> None:
    """Blocks without links and markup measure the same both ways, but for titles and shapes."""
    document = tokenize(Dump(text=text), "text")
    flat = tuple(Block(block.text, element=0) for block in document.blocks)
    html = Document(format="html", blocks=flat, elements=make_elements(("html", -1, "")))
    other_meaning = {"words_since_title", "same_shape"}
    first = (*BLOCK_NAMES["html"], *PAGE_NAMES["html"])
    shared = [name for name in NAMES["text"] if name in first and name not in other_meaning]
    for row, other in zip(measure(document, {}).rows, measure(html, {}).rows, strict=True):
        values = dict(zip(NAMES["text"], row, strict=True))
        others = dict(zip(first, other, strict=True))
        assert {name: values[name] for name in shared} == {name: others[name] for name in shared}


def test_equal_words_of_a_large_page_are_one_object() -> None:
    blocks = [Block(f"The Late boat of day {day % 9}") for day in range(3)]
    shared = _shared_words(blocks)
    assert shared == [["the", "late", "boat", "of", "day", str(day)] for day in range(3)]
    assert shared[0][1] is shared[2][1]


def test_a_large_page_is_measured_like_a_small_one() -> None:
    text = "\n".join(f"The late boat of day {day} left the pier, and nobody had a map." for day in range(99))
    large = text + "\n" + "x" * SHARED_CHARS
    rows = measured(large, "text").rows
    index = NAMES["text"].index("stopword_density")
    assert len(rows) == 100
    assert [row[index] for row in rows[:99]] == [row[index] for row in measured(text, "text").rows]
