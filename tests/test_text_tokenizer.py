"""Lines of a text dump as blocks: where each began, and what was taken off its front."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.blocks import Block, Dump
from cleanpage.text_tokenizer import tokenize_text

MARKS = "•◦▪‣·●○■□►▶➤✓✔*-–—"


def read(text: str) -> tuple[Block, ...]:
    return tokenize_text(Dump(text=text)).blocks


def test_every_line_with_words_is_a_block() -> None:
    document = tokenize_text(Dump(text="Home\nNews\n\n  Rain in May\n"))
    assert document.format == "text"
    assert len(document.elements) == 0
    assert document.blocks == (
        Block("Home", start_offset=0, line=1),
        Block("News", start_offset=5, line=2),
        Block("Rain in May", start_offset=13, line=4, indent=2, gap=True),
    )


@pytest.mark.parametrize(
    ("line", "text", "start", "bullet"),
    [
        pytest.param("plain words", "plain words", 0, False, id="plain"),
        pytest.param("  a \t b\u00a0 c  ", "a b c", 2, False, id="white-space"),
        pytest.param("• item", "item", 2, True, id="bullet"),
        pytest.param("*   item", "item", 4, True, id="star-and-spaces"),
        pytest.param("\t- item", "item", 3, True, id="indented-dash"),
        pytest.param("– item", "item", 2, True, id="en-dash"),
        pytest.param("·\u00a0item", "item", 2, True, id="no-break-space"),
        pytest.param("— Bonjour, dit-elle.", "Bonjour, dit-elle.", 2, True, id="spaced-dash-of-speech"),
        pytest.param("—Bonjour, dit-elle.", "—Bonjour, dit-elle.", 0, False, id="dash-of-speech"),
        pytest.param("-5 degrees", "-5 degrees", 0, False, id="minus"),
        pytest.param("*important*", "*important*", 0, False, id="emphasis"),
        pytest.param("• - item", "- item", 2, True, id="one-mark-only"),
        pytest.param("  -  ", "-", 2, False, id="mark-alone"),
        pytest.param("* * *", "* *", 2, True, id="divider"),
        pytest.param("3. item", "3. item", 0, False, id="number"),
        pytest.param("a - b", "a - b", 0, False, id="dash-inside"),
        pytest.param("<b>a</b> &amp; b", "<b>a</b> &amp; b", 0, False, id="markup-is-text"),
    ],
)
def test_line(line: str, text: str, start: int, bullet: bool) -> None:
    (block,) = read(line)
    assert (block.text, block.start_offset, block.bullet) == (text, start, bullet)
    assert block.kind == ("list_item" if bullet else "paragraph")


@pytest.mark.parametrize(
    ("text", "indents", "gaps"),
    [
        pytest.param("a\nb", [0, 0], [False, False], id="neither"),
        pytest.param("  a\n\tb", [2, 1], [False, False], id="spaces-and-tab"),
        pytest.param("  - a", [2], [False], id="indent-of-the-mark"),
        pytest.param("a\n\nb\nc", [0, 0, 0], [False, True, False], id="empty-line"),
        pytest.param("a\n \t\u00a0\nb", [0, 0], [False, True], id="blank-line"),
        pytest.param("\n\na\n\n\n", [0], [True], id="before-the-first"),
    ],
)
def test_indents_and_gaps(text: str, indents: list[int], gaps: list[bool]) -> None:
    blocks = read(text)
    assert [block.indent for block in blocks] == indents
    assert [block.gap for block in blocks] == gaps


@pytest.mark.parametrize("text", [pytest.param("", id="empty"), pytest.param("\n \t\n", id="blank")])
def test_no_words_no_blocks(text: str) -> None:
    assert read(text) == ()


LINES = st.text(alphabet=" \t\n\u00a0\u2003\x0b\x1c\x85\u2028ab,é中\ud800" + MARKS, max_size=60) | st.text()


@given(LINES)
def test_blocks_hold_the_words_of_the_dump_in_order(text: str) -> None:
    """All words, but for one list mark at the front of a line."""
    lines = [line.split() for line in text.split("\n")]
    expected = [line[1:] if len(line) > 1 and line[0] in list(MARKS) else line for line in lines if line]
    assert [block.text.split(" ") for block in read(text)] == expected


@given(LINES)
def test_offsets_and_lines_point_into_the_dump(text: str) -> None:
    lines = text.split("\n")
    previous = 0
    for block in read(text):
        first_word = block.text.split(" ")[0]
        assert text.startswith(first_word, block.start_offset)
        assert text.count("\n", 0, block.start_offset) == block.line - 1 >= previous
        assert first_word in lines[block.line - 1]
        assert block.text == " ".join(block.text.split()) != ""
        previous = block.line
