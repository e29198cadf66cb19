"""Numbers and bullets at the front of lines, and rows of tables."""

from __future__ import annotations

import pytest

from cleanpage.blocks import Block
from cleanpage.tokenize.text.marks import NumberMark, bullet_end, mark_lists, mark_rows, number_mark, table_rows


@pytest.mark.parametrize(
    ("text", "end"),
    [("• item", 2), ("*   item", 4), ("— item", 2), ("—item", 0), ("-5", 0), ("•", 0), ("• ", 0), ("item", 0)],
)
def test_bullet_end(text: str, end: int) -> None:
    assert bullet_end(text) == end


@pytest.mark.parametrize(
    ("text", "style", "value"),
    [
        pytest.param("1. Rain", ".", 1, id="stop"),
        pytest.param("12) Rain", ")", 12, id="bracket"),
        pytest.param("(3) Rain", "()", 3, id="brackets"),
        pytest.param("b) Rain", "a)", ord("b"), id="letter"),
        pytest.param("１．雨", "．", 1, id="full-width"),
        pytest.param("2、雨", "、", 2, id="ideographic-comma"),
        pytest.param("③雨", "①", 3, id="circled"),
        pytest.param("٤. مطر", ".", 4, id="arabic-digits"),
        pytest.param("۵) باران", ")", 5, id="persian-digits"),
    ],
)
def test_number_mark(text: str, style: str, value: int) -> None:
    assert number_mark(text) == NumberMark(style, value)


@pytest.mark.parametrize(
    "text", ["Rain", "1.5 metres", "2024. A wet year", "1 Rain", "A. Smith said", "(of 3) Rain", "3.", "no) Rain"]
)
def test_no_number_mark(text: str) -> None:
    assert number_mark(text) is None


@pytest.mark.parametrize(
    ("texts", "items"),
    [
        pytest.param(["1. Rain", "2. Snow", "3. Hail", "Fog"], [0, 1, 2], id="counting-up"),
        pytest.param(["Fog", "(1) Rain", "(2) Snow"], [1, 2], id="brackets"),
        pytest.param(["a) Rain", "b) Snow"], [0, 1], id="letters"),
        pytest.param(["①雨", "②雪"], [0, 1], id="circled"),
        pytest.param(["9. Rain", "10. Snow"], [0, 1], id="from-nine"),
        pytest.param(["1. FC Köln won", "It was late."], [], id="one-alone"),
        pytest.param(["1. Rain", "1. Snow"], [], id="not-counting"),
        pytest.param(["1. Rain", "3. Snow"], [], id="a-hole"),
        pytest.param(["2. Rain", "1. Snow"], [], id="counting-down"),
        pytest.param(["1. Rain", "2) Snow"], [], id="two-styles"),
        pytest.param(["1. Rain", "Fog", "2. Snow"], [], id="not-neighbours"),
    ],
)
def test_numbered_lists(texts: list[str], items: list[int]) -> None:
    blocks = [Block(text, start_offset=10 * index) for index, text in enumerate(texts)]
    mark_lists(blocks)
    assert [index for index, block in enumerate(blocks) if block.kind == "list_item"] == items
    assert [block.text for block in blocks] == texts
    assert not any(block.bullet for block in blocks)


@pytest.mark.parametrize(
    ("texts", "indent", "expected"),
    [
        pytest.param(["o Rain", "o Snow"], 3, ["Rain", "Snow"], id="list"),
        pytest.param(["o vento", "o mar"], 0, ["o vento", "o mar"], id="not-indented"),
        pytest.param(["o vento", "a chuva"], 3, ["o vento", "a chuva"], id="one-alone"),
        pytest.param(["o", "o"], 3, ["o", "o"], id="letters-alone"),
    ],
)
def test_letter_bullets(texts: list[str], indent: int, expected: list[str]) -> None:
    blocks = [Block(text, start_offset=5, indent=indent) for text in texts]
    mark_lists(blocks)
    assert [block.text for block in blocks] == expected
    for block, text in zip(blocks, texts, strict=True):
        assert block.bullet == (block.text != text) == (block.kind == "list_item")
        assert block.start_offset == 5 + len(text) - len(block.text)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["a\tb c", "d\te"], {1: ("a", "b c"), 2: ("d", "e")}, id="tabs"),
        pytest.param(["x", " a \t\tb", "c\t\td"], {2: ("a", "b"), 3: ("c", "d")}, id="two-tabs-are-one"),
        pytest.param(["| a | b |", "| c | d |"], {1: ("a", "b"), 2: ("c", "d")}, id="pipes"),
        pytest.param(["| a | b |", "|---|:-:|", "| c | d |"], {1: ("a", "b"), 2: (), 3: ("c", "d")}, id="rule"),
        pytest.param(["a | b", "--- | ---", "c | d"], {1: ("a", "b"), 2: (), 3: ("c", "d")}, id="inner-pipes-and-rule"),
        pytest.param(["Home | News", "Terms | Privacy"], {}, id="menu"),
        pytest.param(["a\tb"], {}, id="one-line"),
        pytest.param(["a\tb", "", "c\td"], {}, id="apart"),
        pytest.param(["a\tb", "c\td\te"], {}, id="two-numbers"),
        pytest.param(["\ta", "\tb"], {}, id="indents"),
        pytest.param(["| Share", "| Print"], {}, id="pipe-in-front"),
        pytest.param([], {}, id="nothing"),
    ],
)
def test_table_rows(lines: list[str], expected: dict[int, tuple[str, ...]]) -> None:
    assert table_rows(lines) == expected


def test_rows_are_cells_and_rules_are_gone() -> None:
    lines = ["Table", "  | a | b |", "|---|---|", "| |  c |"]
    page = "\n".join(lines)
    blocks = [Block(line.strip(), start_offset=page.index(line.strip()), line=at) for at, line in enumerate(lines, 1)]
    marked = mark_rows(blocks, {2: ("a", "b"), 3: (), 4: ("", "c")}, page)
    assert [(block.text, block.kind, block.cells) for block in marked] == [
        ("Table", "paragraph", ()),
        ("a b", "cell", ("a", "b")),
        ("c", "cell", ("", "c")),
    ]
    assert [block.start_offset for block in marked] == [0, page.index("a |"), page.index("c")]


def test_rows_past_so_many_cells_are_lines() -> None:
    lines = ["a\tb\tc"] * 4
    assert list(table_rows(lines)) == [1, 2, 3, 4]
    assert list(table_rows(lines, 9)) == [1, 2, 3]
    assert list(table_rows(lines, 2)) == []
    assert list(table_rows(["a\t" * 50 + "b"] * 2 + lines, 12)) == [3, 4, 5, 6]
