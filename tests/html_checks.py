"""What HTML made by cleanpage may hold, and what is wrong with some."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

BARE = re.compile(
    "blockquote|br|caption|d[dlt]|del|em|figcaption|h[1-6]|hr|ins|li|mark|p|pre|q|rt|ruby|strong|sub|summary|sup|table|tbody|"
    "thead|tr|ul"
)
"""Elements without attributes."""

ATTRIBUTES = {
    "a": {"href", "role"},
    "aside": {"id", "role"},
    "code": {"class"},
    "details": {"open"},
    "figure": {"class"},
    "img": {"src", "alt"},
    "input": {"type", "disabled", "checked"},
    "li": {"value"},
    "ol": {"start", "reversed", "type"},
    "span": {"class"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
"""Elements with the attributes that they may have."""

VALUES = {
    "class": r"math (inline|display)|media|language-[A-Za-z0-9+#._-]{1,40}",
    "id": r"note-\d+",
    "role": "doc-footnote|doc-noteref",
    "open": "",
    "type": "checkbox|[aAiI]",
    "reversed": "",
    "value": r"-?\d+",
    "disabled": "",
    "checked": "",
    "start": r"-?\d+",
    "colspan": r"\d{1,4}",
    "rowspan": r"\d{1,4}",
    "href": r"(?is)(?!\s)(https?:|mailto:|tel:|ftp:|[^:/?#]*([/?#]|$)).*",
    "src": r"(?is)(?!\s)(https?:|[^:/?#]*([/?#]|$)).*",
    "alt": "(?s).*",
}

MARKDOWN_ATTRIBUTES = ATTRIBUTES | {
    "a": {"href", "title", "id", "class"},
    "img": {"src", "alt", "title"},
    "td": {"style"},
    "th": {"style"},
    "section": {"class"},
    "sup": {"class"},
    "li": {"id", "class", "value"},
    "hr": {"class"},
}
"""The same for Markdown after it was rendered."""

MARKDOWN_VALUES = VALUES | {
    "title": "(?s).*",
    "style": "text-align:(left|right|center)",
    "id": r"fn(ref)?\d+(:\d+)?",
    "class": r"footnote[a-z-]*|language-[^\s\"<>]+",
}


def elements(html: str) -> list[LexborNode]:
    """Return the elements of a fragment as a browser makes them."""
    root = LexborHTMLParser(f"<!doctype html><body>{html}</body>").body
    assert root is not None
    return [node for node in root.traverse() if node != root]


def find_problems(html: str) -> list[str]:
    """Return what a fragment made by cleanpage has and may not have."""
    return _find(html, ATTRIBUTES, VALUES)


def find_markdown_problems(html: str) -> list[str]:
    """Return what a fragment rendered from our Markdown has and may not have."""
    return _find(html, MARKDOWN_ATTRIBUTES, MARKDOWN_VALUES)


def _find(html: str, attributes: dict[str, set[str]], values: dict[str, str]) -> list[str]:
    found = []
    for node in elements(html):
        tag = node.tag or ""
        if tag not in attributes and not BARE.fullmatch(tag):
            found.append(f"<{tag}>")
        for name, value in node.attributes.items():
            if name not in attributes.get(tag, ()) or not re.fullmatch(values[name], value or ""):
                found.append(f"<{tag} {name}={value!r}>")
    return found
