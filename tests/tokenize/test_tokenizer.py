"""Which pages are read as HTML, and which as text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.blocks import Dump, Format
from cleanpage.options import InputFormat
from cleanpage.tokenize.tokenizer import MAX_CHARS_PER_INNER_TAG, MAX_CHARS_PER_TAG, SNIFF_CHARS, format_of, tokenize

PROSE = "The ferry to Foston ran late again, and nobody on the pier knew why it did. "  # 76 characters
COMMENT = "<!-- saved - from --a page -->"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("<!DOCTYPE html><p>a", "html", id="doctype"),
        pytest.param("\n\t <!doctype HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'>" + PROSE * 9, "html", id="old-doctype"),
        pytest.param('<?xml version="1.0"?>\n<!DOCTYPE html>\n' + PROSE * 9, "html", id="xml-prologue"),
        pytest.param('<?xml version="1.0"?><html xmlns="x">' + PROSE * 9, "html", id="xhtml"),
        pytest.param(f"{COMMENT}\n{COMMENT}<!doctype html>{PROSE * 9}", "html", id="comments-before-doctype"),
        pytest.param(f"{COMMENT}<html>{PROSE * 9}", "html", id="comment-before-html"),
        pytest.param("<HTML>" + PROSE * 9, "html", id="upper-case"),
        pytest.param("<head><title>a", "html", id="head"),
        pytest.param("<body class=a>" + PROSE * 9, "html", id="body"),
        pytest.param("<title>a</title>" + PROSE * 9, "html", id="title"),
        pytest.param("<meta charset=utf-8>" + PROSE * 9, "html", id="meta"),
        pytest.param("<script>a()", "html", id="script"),
        pytest.param(f"<p>{PROSE}</p>", "html", id="fragment"),
        pytest.param(f"\n <p>{PROSE * 4}</p>", "html", id="fragment-after-white-space"),
        pytest.param(f"<div class='a b'><h2>Head</h2>{PROSE * 4}</div>", "html", id="fragment-of-prose"),
        pytest.param(f"{PROSE}<br>{PROSE}<b>late</b><i>again</i>", "html", id="words-before-many-tags"),
        pytest.param("<p>one<p>two<p>three", "html", id="no-end-tags"),
        pytest.param("", "text", id="empty"),
        pytest.param(" \n", "text", id="blank"),
        pytest.param(PROSE * 9, "text", id="prose"),
        pytest.param(f"{PROSE * 4}\nWrite <b>late</b> for bold.\n{PROSE * 4}", "text", id="prose-quoting-tags"),
        pytest.param(f"<p> and </p> mark paragraphs.\n{PROSE * 12}", "text", id="begins-with-a-quoted-tag"),
        pytest.param("a < b and b > c, so </ is no tag", "text", id="comparisons"),
        pytest.param("Use <T> and <name></name> here", "text", id="tags-of-no-page"),
        pytest.param("<headline>Rain</headline>", "text", id="longer-than-head"),
        pytest.param("Subject: <!doctype html>", "text", id="doctype-after-words"),
        pytest.param("<!doctype svg><svg></svg>", "text", id="other-doctype"),
        pytest.param('{"a": "<p></p>", "text": "' + PROSE * 9 + '"}', "text", id="json"),
    ],
)
def test_format_of(text: str, expected: Format) -> None:
    assert format_of(text) == expected


@pytest.mark.parametrize(
    ("begin", "limit"),
    [
        pytest.param("<p>", MAX_CHARS_PER_TAG, id="begins-with-a-tag"),
        pytest.param("a<p>", MAX_CHARS_PER_INNER_TAG, id="begins-with-words"),
    ],
)
def test_two_tags_make_html_of_so_many_characters(begin: str, limit: int) -> None:
    words = 2 * limit - len(begin) - len("</p>")
    assert format_of(begin + "a" * (words - 1) + "</p>") == "html"
    assert format_of(begin + "a" * words + "</p>") == "text"


def test_one_tag_is_not_enough() -> None:
    assert format_of("a</p>") == "text"
    assert format_of("<p>a</p>") == "html"


def test_only_the_beginning_is_looked_at() -> None:
    tags = "<p>a</p>" * SNIFF_CHARS
    assert format_of("a" * SNIFF_CHARS + tags) == "text"
    assert format_of("a " * 50 + tags) == "html"


def test_the_limits_of_the_prologue_keep_it_linear() -> None:
    assert format_of("<!--" + "-" * 200_000) == "text"
    assert format_of("<!--->" * 20_000 + "<html>") == "text"
    assert format_of("<p " * 100_000 + "</") == "text"


@pytest.mark.parametrize(
    ("text", "input_format", "expected", "words"),
    [
        pytest.param("<p>a</p>", "auto", "html", ["a"], id="auto-html"),
        pytest.param("- a\nb", "auto", "text", ["a", "b"], id="auto-text"),
        pytest.param("<p>a</p>", "text", "text", ["<p>a</p>"], id="text-by-order"),
        pytest.param("- a\nb", "html", "html", ["- a b"], id="html-by-order"),
    ],
)
def test_tokenize(text: str, input_format: InputFormat, expected: Format, words: list[str]) -> None:
    document = tokenize(Dump(text=text), input_format)
    assert document.format == expected
    assert [block.text for block in document.blocks] == words


@given(st.text(alphabet=st.characters()) | st.text(alphabet="<>/!-? pdivhtmlbody=\"'&;\n"))
def test_any_text_has_a_format_and_blocks(text: str) -> None:
    document = tokenize(Dump(text=text))
    assert document.format == format_of(text)
    assert all(block.text for block in document.blocks)
