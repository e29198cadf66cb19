"""Which dumps were wrapped at a width, and which of their lines make a paragraph."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.tokenize.text.wrapping import MAX_LONG_CHARS, MAX_WIDTH, MIN_FULL_LINES, columns, join_lines, unwrap

PROSE = (
    "The ferry left the harbour before dawn, and nobody on the quay could say when it would be back. "
    "Its captain, who had sailed these waters for thirty years, trusted neither the forecast nor the new radar. "
    "By noon the wind had turned, as he had said it would, and the first passengers asked for blankets and tea. "
    "What happened afterwards is told in three different ways, depending on whom one asks and at what time of day."
)
SECOND = "A second account was written down by the cook. " + PROSE
TURNED = PROSE[::-1]
VARIED = " ".join([TURNED.swapcase(), PROSE.swapcase(), PROSE, TURNED, PROSE[5:].upper(), TURNED.title()])
JAPANESE = (
    "港を出たのは夜明け前で、船がいつ戻るのか、岸壁では誰も知らなかった。船長は三十年この海を渡ってきた人で、天気予報も新しいレーダーも信じなかった。"
    * 6
)


def wrap(text: str, width: int = 72, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)


def paragraphs(lines: list[str]) -> list[str]:
    return [join_lines([line.text for line in found.lines]) for found in unwrap(lines)]


@pytest.mark.parametrize("width", [64, 72, 80, 100, 132])
@pytest.mark.parametrize("gap", [pytest.param([""], id="gaps"), pytest.param([], id="no-gaps")])
def test_wrapped_paragraphs_are_found(width: int, gap: list[str]) -> None:
    lines = [*wrap(PROSE, width), *gap, *wrap(SECOND, width), *gap, "The end"]
    assert paragraphs(lines) == [PROSE, SECOND, "The end"]


def test_narrow_columns_are_found() -> None:
    assert paragraphs([*wrap(PROSE, 45), "", *wrap(SECOND, 45)]) == [PROSE, SECOND]


ROW = "Ship     Crew   Year of launch          Port of registry, and flag"
VERSE = [
    "The night was long, the harbour lay in sleep,",
    "And not a sail was moving on the deep;",
    "The keeper lit his lamp and closed the door,",
    "And listened to the breakers on the shore.",
] * 8
CODE = [f"    total_{n} = sum(values[{n}:]) / len(values)" for n in range(40)]
HEADLINES = [f"{'Storm over the northern islands and the coast'[: 10 + 7 * n % 36]} {n}" for n in range(60)]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([], id="nothing"),
        pytest.param([""], id="blank"),
        pytest.param([PROSE, SECOND, PROSE], id="a-line-each"),
        pytest.param([*wrap(PROSE), *[SECOND] * 5], id="more-not-wrapped-than-wrapped"),
        pytest.param(VERSE, id="verse"),
        pytest.param(CODE, id="code"),
        pytest.param(HEADLINES, id="headlines"),
        pytest.param(["-" * 70] * 40, id="rules"),
        pytest.param(["Home", "News", "Sport"] * 30, id="menu"),
        pytest.param(wrap(PROSE)[:MIN_FULL_LINES], id="too-few-full-lines"),
        pytest.param([JAPANESE] * 20, id="japanese-with-a-line-each"),
    ],
)
def test_other_dumps_are_left_alone(lines: list[str]) -> None:
    assert unwrap(lines) == []


def test_one_full_line_more_is_enough() -> None:
    lines = wrap(PROSE + " " + SECOND)
    assert unwrap(lines[:MIN_FULL_LINES]) == []
    assert len(unwrap(lines[: MIN_FULL_LINES + 1])) == 1


@pytest.mark.parametrize(
    "long",
    [
        pytest.param("https://example.org/" + "a" * MAX_WIDTH, id="address"),
        pytest.param("x" * 2 * MAX_LONG_CHARS, id="data-in-one-word"),
    ],
)
def test_a_long_word_does_not_hide_the_width(long: str) -> None:
    lines = [*wrap(PROSE), "", *wrap(SECOND), "", long, "", *wrap(VARIED), *wrap(VARIED[::-1])]
    assert paragraphs(lines)[:3] == [PROSE, SECOND, long]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            [*wrap(PROSE, first="   "), *wrap(SECOND, first="   ")], [PROSE, SECOND], id="first-line-indented"
        ),
        pytest.param([*wrap(PROSE, first="  ", rest="  "), "", *wrap(SECOND)], [PROSE, SECOND], id="all-indented"),
        pytest.param(
            [*wrap(PROSE, first="- ", rest="  "), *wrap(SECOND, first="- ", rest="  ")],
            [f"- {PROSE}", f"- {SECOND}"],
            id="list",
        ),
        pytest.param(
            [*wrap(PROSE, first="1. ", rest="   "), *wrap(SECOND, first="2. ", rest="   ")],
            [f"1. {PROSE}", f"2. {SECOND}"],
            id="numbered-list",
        ),
        pytest.param([f"> {line}" for line in wrap(PROSE)] + wrap(SECOND), [PROSE, SECOND], id="quoted"),
        pytest.param(
            [f">> {line}" for line in wrap(PROSE)] + [f"> {x}" for x in wrap(SECOND)], [PROSE, SECOND], id="deep"
        ),
        pytest.param([*wrap(PROSE), "", "====", *wrap(SECOND)], [PROSE, "====", SECOND], id="rule"),
        pytest.param(
            [*wrap(PROSE), "", ROW, *wrap(SECOND)],
            [PROSE, ROW, SECOND],
            id="row-of-columns",
        ),
    ],
)
def test_layouts(lines: list[str], expected: list[str]) -> None:
    assert paragraphs(lines) == expected


def test_justified_text() -> None:
    justified = []
    for line in wrap(PROSE + " " + SECOND)[:-1]:
        head, _, tail = line.partition(" ")
        justified.append(head + " " * (73 - len(line)) + tail if 72 - len(line) < 2 else line)
    found = unwrap(justified)
    assert len(found) == 1


def test_lines_that_stay_apart() -> None:
    lines = wrap(PROSE + " " + SECOND)
    assert [found.start for found in unwrap(lines, apart={4})] == [0, 3, 4]


def test_japanese_is_joined_without_spaces() -> None:
    lines = [JAPANESE[start : start + 35] for start in range(0, len(JAPANESE), 35)]
    assert paragraphs(lines) == [JAPANESE]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["a b", "c"], "a b c", id="space"),
        pytest.param(["a well-", "known port"], "a well-known port", id="hyphen"),
        pytest.param(["North-", "South"], "North- South", id="hyphen-before-a-capital"),
        pytest.param(["pages 3 -", "and more"], "pages 3 - and more", id="dash"),
        pytest.param(["har\u00ad", "bour"], "harbour", id="soft-hyphen"),
        pytest.param(["東京の", "港"], "東京の港", id="japanese"),
        pytest.param(["港。", "船"], "港。船", id="japanese-stop"),
        pytest.param(["서울의", "항구"], "서울의 항구", id="korean"),
        pytest.param(["東京の", "port"], "東京の port", id="japanese-and-latin"),
        pytest.param([], "", id="none"),
    ],
)
def test_join_lines(lines: list[str], expected: str) -> None:
    assert join_lines(lines) == expected


@pytest.mark.parametrize(("text", "expected"), [("", 0), ("rain", 4), ("дождь", 5), ("“é”", 3), ("雨。", 4), ("비", 2)])
def test_columns(text: str, expected: int) -> None:
    assert columns(text) == expected


WORDS = st.sampled_from(["a", "of", "harbour", "Storm", "1.", "-", "•", "o", ">", "said:", "end.", "well-", "港", "|"])


@given(st.lists(st.lists(WORDS, min_size=1, max_size=90), max_size=6), st.integers(40, 100), st.booleans())
def test_every_line_is_in_one_paragraph_in_order(texts: list[list[str]], width: int, gaps: bool) -> None:
    lines = [line for text in texts for line in [*wrap(" ".join(text), width), *([""] if gaps else [])]]
    found = unwrap(lines)
    if found:
        numbers = [index for start, own in found for index in range(start, start + len(own))]
        assert numbers == [index for index, line in enumerate(lines) if line.strip()]
