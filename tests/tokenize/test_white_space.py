"""White space is collapsed as `str.split` does, also where the text is read in pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.tokenize import white_space
from cleanpage.tokenize.white_space import collapse


@given(st.text(st.sampled_from("ab \n\t\u3000\xa0\x1f\x85"), max_size=60), st.integers(1, 9))
def test_pieces_change_nothing(text: str, size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(white_space, "PIECE_CHARS", size)
        assert collapse(text) == " ".join(text.split())


def test_long_texts_are_collapsed_whole() -> None:
    text = "  pier \n " * 30_000
    assert collapse(text) == " ".join(text.split())
    assert collapse("x" * 200_000) == "x" * 200_000
