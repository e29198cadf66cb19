"""Rows, spans and captions of tables, and which tables only lay the page out."""

from __future__ import annotations

import pytest

from sketches import sketch_of

LONG = "words " * 70


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param("<table><tr><th>A<th>B<tr><td>1<td>2</table>", "table(#A | #B / 1 | 2)", id="header-cells"),
        pytest.param("<table><thead><tr><td>A<td>B<tbody><tr><td>1<td>2</table>", "table(#A | #B / 1 | 2)", id="head"),
        pytest.param("<table><tr><td>A<td>B<tr><td>1<td>2</table>", "table(A | B / 1 | 2)", id="without-header"),
        pytest.param(
            "<table><caption>Owls</caption><tr><td>A<td>B<tr><td>1<td>2</table>",
            "table(Owls: A | B / 1 | 2)",
            id="caption",
        ),
        pytest.param("<table><tr><th>A<th>B<tr><td><td>2</table>", "table(#A | #B /  | 2)", id="empty-cell"),
        pytest.param(
            "<table><tr><th>A<th>B<tr><td> </td><td></td><tr><td>1<td>2</table>",
            "table(#A | #B / 1 | 2)",
            id="empty-row",
        ),
        pytest.param("<table><tr><th colspan=2>A<tr><td>1<td>2</table>", "table(#1x2 A / 1 | 2)", id="columns"),
        pytest.param("<table><tr><th rowspan=2>A<td>1<tr><td>2</table>", "table(#2x1 A | 1 / 2)", id="rows"),
        pytest.param(
            "<table><tr><th colspan=999>A<tr><td>1<td>2</table>",
            "table(#1x2 A / 1 | 2)",
            id="more-columns-than-there-are",
        ),
        pytest.param(
            "<table><tr><th rowspan=9>A<td>1<tr><td>2</table>", "table(#2x1 A | 1 / 2)", id="more-rows-than-there-are"
        ),
        pytest.param(
            "<table><tr><th colspan=-1>A<th rowspan=x>B<tr><td>1<td>2</table>", "table(#A | #B / 1 | 2)", id="no-spans"
        ),
        pytest.param(
            "<table><tr><th>A<th>B<tr><td><ul><li>1</ul><td><p>2<p>3</table>",
            "table(#A | #B / ul(li(p(1))) | p(2) p(3))",
            id="blocks-in-cells",
        ),
        pytest.param(
            "<table><tr><th>A<th>B<tr><td>1<td><table><tr><td>x<td>y<tr><td>z<td>u</table></table>",
            "table(#A | #B / 1 | table(x | y / z | u))",
            id="table-in-table-of-data",
        ),
        pytest.param(
            "<table><tr><td>A<br>B<td>C<tr><td>1<td>2</table>", "table(A / B | C / 1 | 2)", id="lines-in-cell"
        ),
        pytest.param("<table><tr><td>A<tr><td>B</table>", "p(A) p(B)", id="one-column-is-layout"),
        pytest.param("<table><tr><td>A<td>B</table>", "p(A) p(B)", id="one-row-is-layout"),
        pytest.param(
            "<table role=presentation><tr><th>A<th>B<tr><td>1<td>2</table>", "p(A) p(B) p(1) p(2)", id="declared-layout"
        ),
        pytest.param(
            f"<table><tr><td>{LONG}<td>{LONG}<tr><td>{LONG}<td>{LONG}</table>",
            " ".join([f"p({LONG.strip()})"] * 4),
            id="long-texts-are-layout",
        ),
        pytest.param(
            "<table><tr><td>m<td><table><tr><td>x<td>y<tr><td>z<td>u</table><tr><td>a<td>b</table>",
            "p(m) table(x | y / z | u) p(a) p(b)",
            id="table-in-layout",
        ),
        pytest.param(
            "<table><tr><td><h2>A</h2><td>m<tr><td><h2>B</h2><td>n</table>",
            "h2(A) p(m) h2(B) p(n)",
            id="headings-are-layout",
        ),
    ],
)
def test_tables(page: str, expected: str) -> None:
    assert sketch_of(page) == expected


@pytest.mark.parametrize(
    ("dropped", "expected"),
    [
        pytest.param("1", "table(#2x1 A | #B /  | 2 / 3 | 4)", id="cell-keeps-its-column"),
        pytest.param("4", "table(#2x1 A | #B / 1 | 2 / 3 | )", id="last-cell"),
    ],
)
def test_dropped_cells(dropped: str, expected: str) -> None:
    page = "<table><tr><th rowspan=2>A<th>B<tr><td>1<td>2<tr><td>3<td>4</table>"
    assert sketch_of(page, dropped) == expected


def test_dropped_row_shortens_spans() -> None:
    page = "<table><tr><th rowspan=3>A<th>B<tr><td>X<tr><td>2<tr><td>3<td>4</table>"
    assert sketch_of(page, "X") == "table(#2x1 A | #B / 2 / 3 | 4)"
