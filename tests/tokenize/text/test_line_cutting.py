"""Giant lines cut into pieces, and what stands between them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.tokenize.text.cutting import MIN_CUT_CHARS, MIN_MEAN_CHARS, cut_line, has_few_lines

FILL = " and so it went on for hours" * 12
"""Prose that makes a line long enough to be cut."""


def pieces(line: str) -> list[str]:
    return [line[piece.start : piece.stop] for piece in cut_line(line)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["x" * MIN_MEAN_CHARS], True, id="one-long"),
        pytest.param(["x" * (MIN_MEAN_CHARS - 1)], False, id="one-shorter"),
        pytest.param(["x" * MIN_MEAN_CHARS * 2, "", "", "Home"], True, id="empty-lines-do-not-count"),
        pytest.param(["x" * MIN_MEAN_CHARS, "Home"], False, id="on-average"),
        pytest.param([""], False, id="empty"),
        pytest.param([], False, id="none"),
    ],
)
def test_has_few_lines(lines: list[str], expected: bool) -> None:
    assert has_few_lines(lines) == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("It rained.", "Then", id="stop"),
        pytest.param("Did it rain?", "“Yes”", id="question"),
        pytest.param("“It rained.”", "Then", id="quote"),
        pytest.param("It rained…", "Then", id="ellipsis"),
        pytest.param("वर्षा हुई।", "फिर", id="danda"),
        pytest.param("هل أمطرت؟", "نعم", id="arabic-question"),
        pytest.param("بارش ہوئی۔", "پھر", id="urdu"),
        pytest.param("Անձրեւ եկավ։", "Հետո", id="armenian"),
        pytest.param("It was 2024.", "Then", id="year"),
    ],
)
def test_sentence_ends(before: str, after: str) -> None:
    assert pieces(f"{before} {after}{FILL}") == [before, after + FILL]


def test_sentence_ends_without_spaces() -> None:
    text = "雨が降った。" + "それから船が出た" * 40 + "。終わり"
    assert pieces(text) == ["雨が降った。", "それから船が出た" * 40 + "。", "終わり"]
    assert [piece.joint for piece in cut_line(text)] == ["", "", ""]


@pytest.mark.parametrize(
    "text",
    [
        "it is 3.5 metres",
        "as J. Smith said",
        "the U.S. Navy",
        "am 5. Mai",
        "bzw. das",
        "ca. Drei",
        "Hm! no",
        "etc. and",
    ],
)
def test_no_sentence_ends(text: str) -> None:
    assert pieces(text + FILL) == [text + FILL]


@pytest.mark.parametrize(
    ("line", "texts", "joint"),
    [
        pytest.param("a | b", ["a", "b"], " | ", id="pipe"),
        pytest.param("a • · b", ["a", "b"], " • · ", id="two-marks"),
        pytest.param("a   b", ["a", "b"], " ", id="three-spaces"),
        pytest.param("a\tb", ["a", "b"], " ", id="tab"),
        pytest.param("a\u2028b", ["a", "b"], " ", id="line-separator"),
        pytest.param("a  b", ["a  b"], "", id="two-spaces"),
        pytest.param("a|b", ["a|b"], "", id="pipe-without-spaces"),
    ],
)
def test_gaps(line: str, texts: list[str], joint: str) -> None:
    assert pieces(line + FILL) == [*texts[:-1], texts[-1] + FILL]
    assert list(cut_line(line + FILL))[-1].joint == joint


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("Home News Sport The captain said", ["Home News Sport", "The captain said"], id="before-prose"),
        pytest.param("he said Home News Sport Late", ["he said", "Home News Sport", "Late"], id="after-prose"),
        pytest.param("he said that Ann Lee", ["he said that Ann Lee"], id="name"),
    ],
)
def test_menus(line: str, expected: list[str]) -> None:
    assert pieces("so they said, and all of them on the quay heard that " + line + FILL)[-1].endswith(FILL)
    assert pieces(line + FILL) == [*expected[:-1], expected[-1] + FILL]


def test_menus_in_japanese_are_cut_at_spaces() -> None:
    assert pieces("ホーム ニュース 天気 " + "雨が降った" * 80) == ["ホーム", "ニュース", "天気", "雨が降った" * 80]


@pytest.mark.parametrize("size", [MIN_CUT_CHARS - 1, MIN_CUT_CHARS])
def test_short_lines_are_left_whole(size: int) -> None:
    line = ("It rained. Then it stopped. " * 20)[:size].replace(" ", "_", 0).rstrip().ljust(size, "x")
    assert (len(pieces(f"  {line} ")) == 1) == (size < MIN_CUT_CHARS)


TOKENS = st.sampled_from(
    ["rain", "Home", "News", "end.", "5.", "|", "•", "雨。", "ホーム", "", "\t", "\u00a0", "…", "U.S.", "»"]
)


@given(st.lists(TOKENS, max_size=120), st.sampled_from(["", " ", "  "]), st.booleans())
def test_pieces_and_joints_are_the_line(tokens: list[str], around: str, long: bool) -> None:
    line = around + " ".join(tokens) + around + (FILL if long else "")
    written = "".join([joint + line[start:stop] for start, stop, joint in cut_line(line)])
    assert written.split() == line.split()


@pytest.mark.parametrize("unit", ["a ", "A ", ". ", "a. ", " ", "| ", "\t", "。", "雨 ", "…", "'\" "])
def test_time_is_linear(unit: str) -> None:
    started = time.process_time()
    list(cut_line("x" + unit * (300_000 // len(unit)) + "x"))
    assert time.process_time() - started < 3
