"""Every folder in fixtures/pages is what fixtures/README.md describes. Nothing here runs the extractor."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any, get_args
from urllib.parse import urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from cleanpage.blocks import Format, Sort
from paths import ROOT

PAGES = ROOT / "fixtures" / "pages"
FOLDERS = sorted(PAGES.iterdir())

PAGE_TYPES = frozenset(
    (
        "article",
        "blog",
        "forum",
        "product",
        "documentation",
        "listing",
        "live_blog",
        "interview",
        "poem",
        "recipe",
        "table",
        "no_content",
        "paywall",
        "short",
    )
)
FIELDS = frozenset(
    (
        "provenance",
        "page_type",
        "language",
        "format",
        "encoding",
        "url",
        "metadata",
        "must_include",
        "must_exclude",
        "expect",
        "blocks",
    )
)
METADATA_FIELDS = frozenset(
    (
        "title",
        "authors",
        "published",
        "modified",
        "site_name",
        "description",
        "canonical_url",
        "image",
        "tags",
        "counters",
    )
)
COUNTERS = frozenset(("views", "comments", "likes", "shares"))
LABELS = frozenset(("content", "boilerplate", "either"))
SORTS = frozenset(get_args(Sort)) - {""}
MIN_SNIPPETS = 5
"""Snippets of each kind; a page with fewer blocks of that kind needs one for each."""

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ISO_8601 = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?")

NEVER_SHOWN = frozenset(("script", "style", "template", "head", "svg"))
"""Elements whose text is no text of the page."""
INLINE_STYLE_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

Stream = list[tuple[str, bool]]
"""The characters of a page that are not white space, each with whether it must have a label."""

each_fixture = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


@cache
def labels_of(folder: Path) -> dict[str, Any]:
    labels: dict[str, Any] = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    return labels


def blocks_of(folder: Path, *wanted: str) -> list[dict[str, str]]:
    return [block for block in labels_of(folder)["blocks"] if block["label"] in wanted]


def page_file(folder: Path) -> Path:
    return folder / ("page.txt" if labels_of(folder)["format"] == "text" else "page.html")


def page_text(folder: Path) -> str:
    return page_file(folder).read_bytes().decode(labels_of(folder)["encoding"])


def squeeze(text: str) -> str:
    """Return the text without white space: where a line breaks or an inline element ends is no matter."""
    return "".join(text.split())


def collapse(text: str) -> str:
    return " ".join(text.split())


def is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    style = attributes.get("style") or ""
    return node.tag == "noscript" or "hidden" in attributes or bool(INLINE_STYLE_HIDDEN.search(style))


def html_stream(page: str) -> Stream:
    """Return the characters of the body; those of hidden elements need no label."""
    stream: Stream = []

    def walk(node: LexborNode, hidden: bool) -> None:
        for child in node.iter(include_text=True):
            if child.tag == "-text":
                stream.extend((char, not hidden) for char in squeeze(child.text(deep=False)))
            elif child.tag is not None and child.tag[0].isalnum() and child.tag not in NEVER_SHOWN:
                walk(child, hidden or is_hidden(child))

    body = LexborHTMLParser(page).body
    if body is not None:
        walk(body, hidden=False)
    return stream


def text_stream(page: str) -> Stream:
    return [(char, True) for char in squeeze(page.removeprefix("\ufeff"))]


def stream_of(folder: Path) -> Stream:
    page = page_text(folder)
    return html_stream(page) if labels_of(folder)["format"] == "html" else text_stream(page)


def mislabelled(texts: list[str], stream: Stream) -> str:
    """Return what is wrong with the order or the coverage of the block texts; "" when they fit.

    Punctuation may stay without a block: separators and bullets are text to a parser and none to a reader.
    """
    page = "".join(char for char, _ in stream)
    position = 0
    for text in texts:
        start = page.find(squeeze(text), position)
        if start < 0:
            return f"not in the page after the block before it: {text!r}"
        if gap := unlabelled(stream, position, start):
            return f"without a label before {text!r}: {gap!r}"
        position = start + len(squeeze(text))
    if gap := unlabelled(stream, position, len(stream)):
        return f"without a label at the end: {gap!r}"
    return ""


def unlabelled(stream: Stream, start: int, end: int) -> str:
    gap = "".join(char for char, needs_label in stream[start:end] if needs_label)
    return gap if any(char.isalnum() for char in gap) else ""


def test_all_page_types_are_there() -> None:
    assert {labels_of(folder)["page_type"] for folder in FOLDERS} == PAGE_TYPES


def test_slugs_and_urls_are_unique() -> None:
    assert len({folder.name.casefold() for folder in FOLDERS}) == len(FOLDERS)
    urls = [labels_of(folder)["url"] for folder in FOLDERS]
    assert sorted(set(urls)) == sorted(urls)


@each_fixture
def test_folder(folder: Path) -> None:
    assert SLUG.fullmatch(folder.name)
    assert {file.name for file in folder.iterdir()} == {page_file(folder).name, "labels.json"}


@each_fixture
def test_fields(folder: Path) -> None:
    labels = labels_of(folder)
    assert set(labels) == FIELDS
    assert labels["provenance"] == "written for this project"
    assert labels["page_type"] in PAGE_TYPES
    assert re.fullmatch(r"[a-z]{2}", labels["language"])
    assert labels["format"] in get_args(Format)
    assert labels["expect"] in ("pass", "fail")
    assert is_invented(labels["url"])


@each_fixture
def test_metadata(folder: Path) -> None:
    metadata = labels_of(folder)["metadata"]
    assert set(metadata) == METADATA_FIELDS
    for name in ("title", "site_name", "description"):
        assert metadata[name] is None or (metadata[name] and metadata[name] == collapse(metadata[name])), name
    for name in ("authors", "tags"):
        assert all(isinstance(value, str) and value.strip() for value in metadata[name]), name
        assert len(set(metadata[name])) == len(metadata[name]), name
    for name in ("published", "modified"):
        assert metadata[name] is None or ISO_8601.fullmatch(metadata[name]), name
    for name in ("canonical_url", "image"):
        assert metadata[name] is None or is_invented(metadata[name]), name
    assert set(metadata["counters"]) == COUNTERS
    assert all(value is None or type(value) is int for value in metadata["counters"].values())


def is_invented(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and (parts.hostname or "").endswith(".example")


@each_fixture
def test_encoding_decodes(folder: Path) -> None:
    assert "\ufffd" not in page_text(folder)


@each_fixture
def test_blocks(folder: Path) -> None:
    for block in labels_of(folder)["blocks"]:
        assert set(block) in ({"text", "label", "why"}, {"text", "label", "why", "sort"}), block
        assert block["label"] in LABELS, block
        assert squeeze(block["text"]) and block["why"].strip(), block
        if block["label"] == "boilerplate":
            assert block.get("sort") in SORTS, block
        elif block["label"] == "either":
            assert block.get("sort", "other") in SORTS, block
        else:
            assert "sort" not in block, block


@each_fixture
def test_blocks_cover_the_page_in_order(folder: Path) -> None:
    texts = [block["text"] for block in labels_of(folder)["blocks"]]
    assert mislabelled(texts, stream_of(folder)) == ""


@each_fixture
def test_only_no_content_is_without_content(folder: Path) -> None:
    kept = blocks_of(folder, "content", "either")
    assert bool(kept) == (labels_of(folder)["page_type"] != "no_content")


@each_fixture
def test_must_include(folder: Path) -> None:
    kept = [collapse(block["text"]) for block in blocks_of(folder, "content", "either")]
    snippets = labels_of(folder)["must_include"]
    assert len(set(snippets)) >= min(MIN_SNIPPETS, len(kept))
    assert [snippet for snippet in snippets if not any(collapse(snippet) in text for text in kept)] == []


@each_fixture
def test_must_exclude(folder: Path) -> None:
    content = [collapse(block["text"]) for block in blocks_of(folder, "content")]
    dropped = [collapse(block["text"]) for block in blocks_of(folder, "boilerplate")]
    hidden = "".join(char for char, needs_label in stream_of(folder) if not needs_label)
    snippets = labels_of(folder)["must_exclude"]
    assert len(set(snippets)) >= min(MIN_SNIPPETS, len(dropped))
    for snippet in map(collapse, snippets):
        assert any(snippet in text for text in dropped) or squeeze(snippet) in hidden, snippet
        assert not any(snippet in text for text in content), snippet


@pytest.mark.parametrize(
    ("texts", "problem"),
    [
        pytest.param(["Menu", "One two", "three"], "", id="fits"),
        pytest.param(["Menu", "Shh", "One two", "three"], "", id="hidden-text-may-have-a-label"),
        pytest.param(["Menu", "three"], "without a label before 'three': 'Onetwo·'", id="gap"),
        pytest.param(["Menu", "One two"], "without a label at the end: '·three'", id="gap-at-the-end"),
        pytest.param(["Menu", "three", "One two"], "without a label", id="order"),
        pytest.param(["Menu", "One two", "four"], "not in the page", id="not-in-the-page"),
    ],
)
def test_mislabelled(texts: list[str], problem: str) -> None:
    page = (
        "<title>T</title><style>p{}</style><ul><li>Menu</ul><p hidden>Shh</p>"
        "<div style='display: none'>Shh</div><p>One <b>two</b> ·<br>three</p><script>x</script>"
    )
    # The second hidden text stays without a label in every case.
    found = mislabelled(texts, html_stream(page))
    assert found.startswith(problem) if problem else found == ""
