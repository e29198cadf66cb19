"""Lines of a text dump as blocks: where each began, and what was taken off its front."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.blocks import Block, Dump
from cleanpage.tokenize import white_space
from cleanpage.tokenize.text.lines import tokenize_text

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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Müh\u00adle am B\u200bach\n\u00ad\n\x01", ["Mühle am Bach"], id="invisible"),
        pytest.param("the\x07mill\x7fwheel", ["the mill wheel"], id="control-characters"),
        pytest.param("MarÃ\u00ada", ["MarÃ\u00ada"], id="half-of-a-misread-letter"),
        pytest.param("क्\u200dष", ["क्\u200dष"], id="joiners-are-letters"),
        pytest.param("Co\u00adde | B\u00ad\n--- | ---\n1 | 2", ["Code B", "1 2"], id="cells"),
    ],
)
def test_what_nobody_sees_is_no_text(text: str, expected: list[str]) -> None:
    assert [block.text for block in read(text)] == expected


LINES = st.text(alphabet=" \t\n\u00a0\u2003\x0b\x1c\x85\u2028ab,é中\ud800" + MARKS, max_size=60) | st.text()


IGNORED = frozenset(MARKS + "|o\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff>:")
"""Marks that can be taken off a line, and what has no width."""


def visible(text: str) -> str:
    return "".join(char for char in white_space.visible(text) if not char.isspace() and char not in IGNORED)


@given(LINES)
def test_blocks_hold_the_characters_of_the_dump_in_order(text: str) -> None:
    assert visible("".join(block.text for block in read(text))) == visible(text)


@given(LINES)
def test_offsets_point_into_the_dump(text: str) -> None:
    previous = -1
    for block in read(text):
        first_word = block.text.split(" ")[0]
        assert white_space.visible(text[block.start_offset :]).lstrip().startswith(first_word)
        assert block.start_offset > previous
        assert block.text == " ".join(block.text.split()) != ""
        previous = block.start_offset


SENTENCE = "The ferry left the harbour before dawn, and nobody on the quay could say when it would be back."
WRAPPED = "\n".join(textwrap.wrap(" ".join([SENTENCE] * 2 + ["Its captain trusted no radar."] * 9), 64))


def test_a_wrapped_paragraph_is_one_block() -> None:
    first, second = read(f"  Home\n\n{WRAPPED}\n")
    assert (first.text, first.lines) == ("Home", 1)
    assert second.text == " ".join(WRAPPED.split("\n"))
    assert (second.line, second.lines, second.start_offset) == (3, WRAPPED.count("\n") + 1, 8)


def test_a_giant_line_is_several_blocks() -> None:
    text = "Home | News | " + " ".join([SENTENCE] * 10)
    blocks = read(text)
    assert [block.text for block in blocks] == ["Home", "News", *[SENTENCE] * 10]
    assert [block.joint for block in blocks] == ["\n", " | ", " | ", *[" "] * 9]
    assert all(text.startswith(block.text, block.start_offset) and block.line == 1 for block in blocks)


def test_a_long_row_that_is_cut_is_no_row() -> None:
    row = "\t".join([" ".join([SENTENCE] * 10)] * 2)
    blocks = read(f"{row}\n{row}\nOwls\t12\nMice\t340")
    assert [block.text for block in blocks] == [SENTENCE] * 40 + ["Owls 12", "Mice 340"]
    assert [block.cells for block in blocks] == [()] * 40 + [("Owls", "12"), ("Mice", "340")]


def test_other_line_ends() -> None:
    assert [block.text for block in read("a\u2028b\u2028c")] == ["a", "b", "c"]
    assert [block.text for block in read("a\u2028b\nc")] == ["a b", "c"]


def test_zero_width_characters_are_no_text() -> None:
    assert read("a\n\u200b\n \ufeffb") == (
        Block("a", start_offset=0, line=1),
        Block("b", start_offset=6, line=3, indent=1, gap=True),
    )
