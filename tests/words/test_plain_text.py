import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.words.plain_text import MAX_CHARS, key, plain


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("  a\n\t b ", "a b", id="white-space"),
        pytest.param("Caf&eacute; &amp; Bar", "Café & Bar", id="entities"),
        pytest.param("a <b>bold</b> word", "a bold word", id="tags"),
        pytest.param("3 < 4 > 2", "3 < 4 > 2", id="no-tags"),
        pytest.param("Do\u00adnau\u200b", "Donau", id="soft-hyphen"),
        pytest.param("a\ud800b\x00c", "a b c", id="surrogate-and-nul"),
        pytest.param("", "", id="empty"),
    ],
)
def test_plain(value: str, expected: str) -> None:
    assert plain(value) == expected


def test_key_keeps_letters_and_digits_of_any_script() -> None:
    assert key("Дождь — 2, Straße!") == "дождь2strasse"


@given(st.text(alphabet=st.characters(), max_size=200))
def test_plain_can_always_be_encoded(value: str) -> None:
    text = plain(value)
    text.encode("utf-8")
    assert text == text.strip()
    assert len(plain(value * 50)) <= 2 * MAX_CHARS
