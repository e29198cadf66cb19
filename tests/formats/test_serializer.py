from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_elements, make_measured, make_selected
from cleanpage.blocks import Block, Kind
from cleanpage.formats.text import MAX_CELL_CHARS, serialize

# body > (p, table > tbody > (tr > (td, td > div), tr > (td)), div)
BODY, TABLE, FIRST_ROW, FIRST_CELL, SECOND_CELL, DEEP, SECOND_ROW, THIRD_CELL = 0, 1, 3, 4, 5, 6, 7, 8
ELEMENTS = make_elements(
    ("body", -1, ""),
    ("table", BODY, ""),
    ("tbody", TABLE, ""),
    ("tr", 2, ""),
    ("td", FIRST_ROW, ""),
    ("td", FIRST_ROW, ""),
    ("div", SECOND_CELL, ""),
    ("tr", 2, ""),
    ("td", SECOND_ROW, ""),
)


def cell(text: str, element: int) -> Block:
    return Block(text, "cell", element)


def text_of(blocks: list[Block], kept: list[bool] | None = None) -> str:
    measured = make_measured(blocks, elements=ELEMENTS)
    return serialize(make_selected(measured, [True] * len(blocks) if kept is None else kept))


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        pytest.param([], "", id="no-blocks"),
        pytest.param([Block("One."), Block("Two.")], "One.\nTwo.", id="a-line-each"),
        pytest.param([Block("if x:\n  y()", "code"), Block("Two.")], "if x:\n  y()\nTwo.", id="code-keeps-its-lines"),
        pytest.param([cell("a", FIRST_CELL), cell("b", SECOND_CELL)], "a | b", id="row"),
        pytest.param([cell("a", FIRST_CELL), cell("b", DEEP)], "a | b", id="deep-in-a-cell"),
        pytest.param([cell("a", SECOND_CELL), cell("c", THIRD_CELL)], "a\nc", id="two-rows"),
        pytest.param(
            [Block("p"), cell("a", FIRST_CELL), cell("b", SECOND_CELL), cell("c", THIRD_CELL), Block("q")],
            "p\na | b\nc\nq",
            id="table-between-paragraphs",
        ),
        pytest.param(
            [cell("a", FIRST_CELL), cell("b", SECOND_CELL), cell("c", DEEP)], "a | b c", id="two-paragraphs-in-a-cell"
        ),
        pytest.param([cell("b", SECOND_CELL), cell("c", DEEP)], "b\nc", id="two-paragraphs-in-the-only-cell"),
        pytest.param(
            [cell("a", FIRST_CELL), cell("b" * (MAX_CELL_CHARS + 1), SECOND_CELL), cell("c", DEEP)],
            f"a | {'b' * (MAX_CELL_CHARS + 1)}\nc",
            id="paragraphs-of-a-text-in-a-cell",
        ),
        pytest.param(
            [cell("a", FIRST_CELL), Block("p", "paragraph", SECOND_CELL), cell("b", SECOND_CELL)],
            "a\np\nb",
            id="paragraph-in-a-row",
        ),
        pytest.param([cell("a", BODY), cell("b", BODY)], "a\nb", id="cells-without-a-row"),
        pytest.param([cell("a", -1), cell("b", -1)], "a\nb", id="cells-without-elements"),
    ],
)
def test_text(blocks: list[Block], expected: str) -> None:
    assert text_of(blocks) == expected


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        pytest.param([True, True, True], "a | b\nc", id="all"),
        pytest.param([True, False, True], "a\nc", id="end-of-the-row-dropped"),
        pytest.param([False, True, True], "b\nc", id="beginning-of-the-row-dropped"),
        pytest.param([False, False, True], "c", id="row-dropped"),
        pytest.param([False, False, False], "", id="nothing-kept"),
    ],
)
def test_what_was_dropped_is_not_there(kept: list[bool], expected: str) -> None:
    blocks = [cell("a", FIRST_CELL), cell("b", SECOND_CELL), cell("c", THIRD_CELL)]
    assert text_of(blocks, kept) == expected


def test_a_dropped_cell_does_not_part_its_row() -> None:
    blocks = [cell("a", FIRST_CELL), cell("b", SECOND_CELL), cell("c", DEEP)]
    assert text_of(blocks, [True, False, True]) == "a | c"


def piece(text: str, joint: str = "\n") -> Block:
    return Block(text, line=1, joint=joint)


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        pytest.param([True, True, True, True], "a. b。c | d", id="all-on-their-line"),
        pytest.param([False, True, True, True], "b。c | d", id="first-dropped"),
        pytest.param([True, False, True, True], "a.\nc | d", id="a-line-ends-where-one-was-dropped"),
        pytest.param([False, False, False, True], "d", id="no-mark-before-the-first"),
    ],
)
def test_pieces_of_a_line_are_joined_as_they_were(kept: list[bool], expected: str) -> None:
    assert text_of([piece("a."), piece("b。", " "), piece("c", ""), piece("d", " | ")], kept) == expected


def test_a_table_row_of_a_text_dump_shows_its_cells() -> None:
    rows = [Block("a b c", "cell", cells=("a b", "", "c")), Block("d e", "cell", cells=("d", "e"))]
    assert text_of(rows) == "a b |  | c\nd | e"


KINDS: st.SearchStrategy[Kind] = st.sampled_from(["paragraph", "cell", "code"])


@given(st.lists(st.tuples(st.sampled_from(["a", "b b", "| c"]), KINDS, st.integers(-1, 8), st.booleans()), max_size=12))
def test_kept_texts_are_all_there_in_order(rows: list[tuple[str, Kind, int, bool]]) -> None:
    blocks = [Block(text, kind, element) for text, kind, element, _ in rows]
    kept = [keep for *_, keep in rows]
    parts = [block.text for block, keep in zip(blocks, kept, strict=True) if keep]
    # Bars of a text and those between cells can't be told apart.
    words = [word for word in text_of(blocks, kept).split() if word != "|"]
    assert words == [word for word in "\n".join(parts).split() if word != "|"]
