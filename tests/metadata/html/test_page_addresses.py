from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.metadata.html.addresses import MAX_ADDRESS_CHARS, absolute, is_deep

BASE = "https://example.org/news/rain"


@pytest.mark.parametrize(
    ("base", "reference", "expected"),
    [
        pytest.param(BASE, "/a", "https://example.org/a", id="path"),
        pytest.param(BASE, "snow", "https://example.org/news/snow", id="relative"),
        pytest.param(BASE, "//example.net/a", "https://example.net/a", id="without-scheme"),
        pytest.param(BASE, " http://example.net/a\n", "http://example.net/a", id="white-space"),
        pytest.param(BASE, "?page=2", f"{BASE}?page=2", id="query"),
        pytest.param(BASE, "", BASE, id="empty"),
        pytest.param("", "https://example.net/a", "https://example.net/a", id="no-base"),
        pytest.param("", "/a", None, id="relative-to-nothing"),
        pytest.param(BASE, "javascript:alert(1)", None, id="javascript"),
        pytest.param(BASE, "data:image/png;base64,AA", None, id="data"),
        pytest.param(BASE, "mailto:a@example.org", None, id="mail"),
        pytest.param(BASE, "http://", None, id="no-host"),
        pytest.param(BASE, "http://[bad", None, id="unreadable"),
        pytest.param("http://[bad", "/a", None, id="unreadable-base"),
        pytest.param(BASE, "/a b", "https://example.org/a%20b", id="space"),
        pytest.param(BASE, "undefined", None, id="no-value"),
        pytest.param(BASE, "True", None, id="truth"),
        pytest.param(BASE, "/undefined-behaviour", "https://example.org/undefined-behaviour", id="word-of-a-path"),
        pytest.param(BASE, "{{ post.url }}", None, id="template"),
        pytest.param(BASE, "[object Object]", None, id="object"),
        pytest.param(BASE, "_:b0", None, id="blank-node"),
        pytest.param(BASE, "www.example.net/a", "https://www.example.net/a", id="no-scheme"),
        pytest.param(BASE, "www.example", "https://example.org/news/www.example", id="no-host-name"),
        pytest.param(BASE, "/a\ud800", None, id="lone-surrogate"),
    ],
)
def test_absolute(base: str, reference: str, expected: str | None) -> None:
    assert absolute(base, reference) == expected


def test_longer_addresses_are_data() -> None:
    start = "https://example.org/"
    longest = start + "a" * (MAX_ADDRESS_CHARS - 1 - len(start))
    assert absolute("", longest) == longest
    assert absolute("", longest + "a") is None


@pytest.mark.parametrize(
    ("url", "deep"),
    [
        pytest.param("https://example.org/a", True, id="path"),
        pytest.param("https://example.org/?p=3", True, id="query"),
        pytest.param("https://example.org", False, id="host"),
        pytest.param("https://example.org/", False, id="slash"),
        pytest.param("https://example.org//", False, id="slashes"),
        pytest.param("https://example.org/#top", False, id="fragment"),
        pytest.param("", False, id="nothing"),
        pytest.param("http://[bad", False, id="unreadable"),
    ],
)
def test_is_deep(url: str, deep: bool) -> None:
    assert is_deep(url) is deep


@given(st.text() | st.just(BASE), st.text() | st.text().map(lambda text: f"https://{text}"))
def test_any_text_gives_an_address_or_none(base: str, reference: str) -> None:
    found = absolute(base, reference)
    if found is not None:
        assert urlsplit(found).scheme in ("http", "https")
        assert urlsplit(found).hostname
        assert len(found) < MAX_ADDRESS_CHARS
        assert " " not in found
    assert is_deep(base) in (True, False)
