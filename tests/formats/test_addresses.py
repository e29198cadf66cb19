"""Which addresses pass, and how they are made absolute."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.formats.addresses import LINK_SCHEMES, MEDIA_SCHEMES, Addresses, resolve

BASE = "https://example.org/a/b.html"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        pytest.param("https://owls.example/?a=1&b=2#c", "https://owls.example/?a=1&b=2#c", id="absolute"),
        pytest.param("c.html", "https://example.org/a/c.html", id="relative"),
        pytest.param("//owls.example/c", "https://owls.example/c", id="without-scheme"),
        pytest.param("#part", "https://example.org/a/b.html#part", id="fragment"),
        pytest.param("mailto:owl@example.org", "mailto:owl@example.org", id="mail"),
        pytest.param("  \n c.html ", "https://example.org/a/c.html", id="white-space"),
        pytest.param("c d.html", "https://example.org/a/c%20d.html", id="space"),
        pytest.param('c"d<e>', "https://example.org/a/c%22d%3Ce%3E", id="marks"),
        pytest.param("javascript:alert(1)", "", id="script"),
        pytest.param("JaVaScRiPt:alert(1)", "", id="script-in-capitals"),
        pytest.param("java\tscript:alert(1)", "", id="script-with-tab"),
        pytest.param("\x01javascript:alert(1)", "", id="script-after-control-character"),
        pytest.param("java\nscript\r:alert(1)", "", id="script-with-line-ends"),
        pytest.param("\xa0javascript:alert(1)", "", id="script-after-odd-space"),
        pytest.param("&#106;avascript:alert(1)", "", id="script-as-entity"),
        pytest.param("javascript&colon;alert(1)", "", id="colon-as-entity"),
        pytest.param("vbscript:x", "", id="vbscript"),
        pytest.param("data:text/html,<script>", "", id="data"),
        pytest.param("blob:https://example.org/x", "", id="blob"),
        pytest.param("", "", id="empty"),
        pytest.param("#", "", id="top"),
        pytest.param("http://[broken", "", id="malformed"),
    ],
)
def test_resolve(address: str, expected: str) -> None:
    assert resolve(address, BASE, LINK_SCHEMES) == expected


def test_without_base() -> None:
    assert resolve("a/b.html", "", LINK_SCHEMES) == "a/b.html"
    assert resolve("mailto:a@example.org", "", MEDIA_SCHEMES) == ""


def test_base_that_is_no_page() -> None:
    assert Addresses("javascript:x", "").link("a.html") == "a.html"
    assert Addresses(None, "http://[x").link("a.html") == "a.html"


@given(st.text(), st.sampled_from(["", BASE]))
def test_never_another_scheme(address: str, base: str) -> None:
    resolved = resolve(address, base, LINK_SCHEMES)
    scheme = resolved.split(":", 1)[0] if ":" in resolved.split("/")[0].split("?")[0].split("#")[0] else ""
    assert scheme.lower() in LINK_SCHEMES | {""}
    assert not any(char.isspace() or char in '<>"' for char in resolved)


@given(st.text("ab./?#:;&@%- ", max_size=10))
def test_addresses_from_the_root_are_joined_as_others(end: str) -> None:
    base = "https://a.example:80/b/c?d#e"
    assert Addresses(base, "").link("/" + end) == resolve("/" + end, base, LINK_SCHEMES)
