"""Tags and their attributes are counted before the parser takes memory for them."""

from __future__ import annotations

import pytest

import cleanpage
from cleanpage.limits import MIN_ATTRIBUTES
from cleanpage.tokenize.html.source.counting import first_attributes, first_tags

PIER = b"<p>The ferry left the old pier at nine, with forty people and a dog on board.</p>"


@pytest.mark.parametrize(
    ("page", "count", "read"),
    [(b"<p>a<b>c", 2, b"<p>a<b>c"), (b"<p>a<b>c", 1, b"<p>a"), (b"a", 0, b"a"), (b"a<b>", 0, b"a")],
)
def test_tags_are_read_up_to_a_number(page: bytes, count: int, read: bytes) -> None:
    assert first_tags(page, count) == read


@pytest.mark.parametrize(
    ("page", "most", "read"),
    [
        pytest.param(b'<p id=a class="b c">x<i id=d>', 3, b'<p id=a class="b c">x<i id=d>', id="not more than so many"),
        pytest.param(b'<p id=a class="b c">x<i id=d>', 2, b'<p id=a class="b c">x', id="the tag with one more"),
        pytest.param(b"<p>a / b / c = d</p><i>x</i>", 0, b"<p>a / b / c = d</p><i>x</i>", id="text has none"),
        pytest.param(b"<p/id='a'/b=c>x", 1, b"", id="divided by slashes"),
        pytest.param(b"<p id='a'b='c'>x", 1, b"", id="divided by quotes alone"),
        pytest.param(b"<p>x</p id=a>y", 0, b"<p>x</p id=a>y", id="end tags keep none"),
    ],
)
def test_attributes_are_read_up_to_a_number(page: bytes, most: int, read: bytes) -> None:
    assert first_attributes(page, most) == read


def test_a_page_with_too_many_attributes_is_partial() -> None:
    options = cleanpage.Options(max_blocks=100)
    spans = (b"<i " + b"a " * 100 + b"></i>") * (MIN_ATTRIBUTES // 100)
    whole = cleanpage.extract(PIER + spans + PIER.replace(b"nine", b"ten"), options=options)
    assert (whole.status, "at ten" in whole.text) == ("ok", True)
    page = cleanpage.extract(PIER + spans + b"<i a></i>" + PIER.replace(b"nine", b"ten"), options=options)
    assert (page.status, "at nine" in page.text, "at ten" in page.text) == ("partial", True, False)
    assert "the first 250,000 attributes of tags (max_blocks)" in page.status_reason
