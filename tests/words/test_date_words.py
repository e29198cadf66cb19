from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.words.date_words import (
    opens_with_published,
    says_end,
    says_modified,
    says_other,
    says_published,
    surely_says_published,
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("published on", {says_published, opens_with_published, surely_says_published}, id="published"),
        pytest.param("foston, published", {says_published, surely_says_published}, id="published-behind"),
        pytest.param("the republic,", {says_published}, id="republic"),
        pytest.param("publicité", {says_published, opens_with_published}, id="advertising"),
        pytest.param("erstellt am", {says_published, opens_with_published, surely_says_published}, id="german"),
        pytest.param("written", {says_published, opens_with_published}, id="written"),
        pytest.param("last updated:", {says_modified}, id="updated"),
        pytest.param("stand:", {says_modified}, id="stand"),
        pytest.param("it stands", set(), id="it-stands"),
        pytest.param("更新日時", {says_modified}, id="japanese"),
        pytest.param("available until", {says_end, says_other}, id="end"),
        pytest.param("verfügbar bis", {says_end, says_other}, id="german-end"),
        pytest.param("member since", {says_other}, id="member"),
        pytest.param("© foston", {says_other}, id="copyright"),
        pytest.param("jane osborn,", set(), id="born-in-a-name"),
        pytest.param("by jane doe,", set(), id="byline"),
        pytest.param("", set(), id="nothing"),
    ],
)
def test_words(text: str, told: set[Callable[[str], bool]]) -> None:
    every = (says_published, opens_with_published, surely_says_published, says_modified, says_end, says_other)
    assert {says for says in every if says(text)} == told


@given(st.text())
def test_any_text_can_be_asked(text: str) -> None:
    assert says_published(text) or not opens_with_published(text)
    assert says_other(f" {text} expires ")
