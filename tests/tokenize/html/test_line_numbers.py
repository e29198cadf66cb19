"""Which elements are line numbers of code."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from cleanpage.tokenize.html.line_numbers import is_line_numbers, listing_of


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param("<b class=lineno>12</b>", True, id="number"),
        pytest.param("<b class='x gutter'>1\n2\n<i>3</i></b>", True, id="column"),
        pytest.param("<b class=line-numbers>let x = 1;</b>", False, id="code"),
        pytest.param("<b class=gutter></b>", False, id="empty"),
        pytest.param("<b class=price>12</b>", False, id="other-class"),
        pytest.param("<b>12</b>", False, id="no-class"),
    ],
)
def test_line_numbers(page: str, expected: bool) -> None:
    node = LexborHTMLParser(page).css_first("b")
    assert node is not None
    assert is_line_numbers(node) is expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param("<tr><td class=gutter>1<td>a", ["a"], id="numbers"),
        pytest.param(
            "<tr><td class=gutter>1 2<td><div><p>a</p><p></p><p>&nbsp;b </p></div>", ["a", "", "\xa0b"], id="lines"
        ),
        pytest.param("<tr><td class=gutter>1 2<td>a\n b\n", ["a", " b"], id="lines-of-text"),
        pytest.param("<tbody><tr><td data-line-number=1><td>a<tr><td data-line-number=2><td>b", ["a", "b"], id="rows"),
        pytest.param("<tr><td class=gutter>1<td><pre>a", None, id="column-of-code"),
        pytest.param("<tr><td class=gutter>1<td>", None, id="no-code"),
        pytest.param("<tr><td>1<td>a", None, id="table"),
    ],
)
def test_listings(page: str, expected: list[str] | None) -> None:
    node = LexborHTMLParser(f"<table>{page}</table>").css_first("table")
    assert node is not None
    found = listing_of(node)
    assert (found.lines if found else None) == expected


def test_listing_around() -> None:
    page = "<div class='syntaxhighlighter x'><b>Copy</b><table><tr><td><div>a</div></table></div>"
    parser = LexborHTMLParser(page)
    node = parser.css_first("table")
    assert node is not None
    found = listing_of(node)
    assert found is not None
    assert (found.node.tag, found.lines, found.language) == ("div", ["a"], "x")
