from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from any_trees import ADDRESSES
from cleanpage.formats.escapes import (
    clean_text,
    escape_attribute,
    escape_text,
    safe_language,
    safe_link,
    safe_source,
)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        pytest.param("https://owls.example/a?b=c&d#e", "https://owls.example/a?b=c&d#e", id="https"),
        pytest.param("HTTP://owls.example", "HTTP://owls.example", id="capitals"),
        pytest.param("mailto:a@owls.example", "mailto:a@owls.example", id="mail"),
        pytest.param("/a:b", "/a:b", id="colon-in-a-path"),
        pytest.param("?a:b", "?a:b", id="colon-in-a-query"),
        pytest.param("#a:b", "#a:b", id="colon-in-a-fragment"),
        pytest.param("//owls.example/", "//owls.example/", id="without-scheme"),
        pytest.param("", "", id="empty"),
        pytest.param(" \x00/a b\x01\n", "/a%20b", id="white-space"),
        pytest.param('/a"<>\\^`{|}', "/a%22%3C%3E%5C^%60%7B%7C%7D", id="quoted"),
        pytest.param("/ü", "/ü", id="letters-of-others"),
        pytest.param("javascript:alert(1)", "", id="script"),
        pytest.param("JaVaScRiPt:alert(1)", "", id="script-in-capitals"),
        pytest.param(" \x01javascript:alert(1)", "", id="script-after-control-characters"),
        pytest.param("java\tscr\nipt\r:alert(1)", "", id="script-with-tabs"),
        pytest.param("java\x00script:alert(1)", "", id="script-with-nul"),
        pytest.param("javascript&colon;alert(1)", "", id="script-with-a-reference"),
        pytest.param("&#106;avascript:alert(1)", "", id="script-with-a-number"),
        pytest.param("&#x6A;avascript&#58;alert(1)", "", id="script-with-two-numbers"),
        pytest.param("vbscript:x", "", id="vbscript"),
        pytest.param("data:text/html,<script>", "", id="data"),
        pytest.param("blob:https://owls.example/1", "", id="blob"),
        pytest.param("view-source:javascript:x", "", id="view-source"),
        pytest.param("unknown:x", "", id="unknown"),
    ],
)
def test_link(address: str, expected: str) -> None:
    assert safe_link(address) == expected


@pytest.mark.parametrize(
    "address", ["mailto:a@owls.example", "tel:1", "ftp://owls.example/", "data:image/png;base64,A"]
)
def test_pictures_come_over_http(address: str) -> None:
    assert safe_source(address) == ""
    assert safe_source("https://owls.example/a.png") == "https://owls.example/a.png"


@given(st.text() | ADDRESSES)
def test_an_address_stays_as_it_is(address: str) -> None:
    once = safe_link(address)
    assert safe_link(once) == once
    assert not set(once) & set(' \t\r\n"<>`')


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a\tb\nc\x85\u2028", "a\tb\nc\x85\u2028", id="allowed"),
        pytest.param("a\x07b\x00c\x0bd\x1fe", "a b c d e", id="control-characters"),
        pytest.param("a\r\nb\rc", "a\nb\nc", id="ends-of-lines"),
        pytest.param("a\ud800b\udfff\ufffe\uffff", "a\ufffdb\ufffd\ufffd\ufffd", id="no-characters"),
        pytest.param("\ue000\ufdd0\U0001f989\U0001ffff", "\ue000\ufdd0\U0001f989\U0001ffff", id="odd-but-allowed"),
    ],
)
def test_clean_text(text: str, expected: str) -> None:
    assert clean_text(text) == expected


@given(st.text(st.characters()))
def test_escaped_text_is_read_as_the_clean_one(text: str) -> None:
    assert html.unescape(escape_text(text)) == clean_text(text)
    assert not set(escape_text(text)) & set("<>")
    assert html.unescape(escape_attribute(text)) == " ".join(clean_text(text).split())
    assert not set(escape_attribute(text)) & set("<>\"'\n")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("python", "python"), ("c++", "c++"), ("zh-Hant", "zh-Hant"), ('" onclick="x', "onclickx"), ("a" * 99, "a" * 40)],
)
def test_language(name: str, expected: str) -> None:
    assert safe_language(name) == expected
