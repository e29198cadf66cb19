"""White space is collapsed as `str.split` does, also where the text is read in pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.tokenize import white_space
from cleanpage.tokenize.white_space import collapse, visible


@given(st.text(st.sampled_from("ab \n\t\u3000\xa0\x1f\x85"), max_size=60), st.integers(1, 9))
def test_pieces_change_nothing(text: str, size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(white_space, "PIECE_CHARS", size)
        assert collapse(text) == " ".join(text.split())


@given(st.text(st.sampled_from("a \x01\xad\u200bÃ\xe0\xb8\x80\x9fÐ"), max_size=60), st.integers(1, 9))
def test_what_nobody_sees_goes_from_pieces_too(text: str, size: int) -> None:
    whole = visible(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(white_space, "PIECE_CHARS", size)
        assert visible(text) == whole


def test_long_texts_are_collapsed_whole() -> None:
    text = "  pier \n " * 30_000
    assert collapse(text) == " ".join(text.split())
    assert collapse("x" * 200_000) == "x" * 200_000
