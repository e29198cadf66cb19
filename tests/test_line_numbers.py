"""Which elements are line numbers of code."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from cleanpage.line_numbers import has_line_numbers, is_line_numbers


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


def test_pages_without() -> None:
    assert has_line_numbers(b"<pre><b class=lineno>")
    assert not has_line_numbers(b"<pre><b class=x>")
