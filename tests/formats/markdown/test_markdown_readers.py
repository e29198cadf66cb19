"""Nothing of a page comes alive where its Markdown is read, whoever reads it (docs/decisions/0013).

By what the HTML of each reader holds, and in a browser, which runs all of it at once.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from benchmarks.formats.markdown_readers import READERS, JavaScriptReaders, find_all_live, find_live, open_javascript
from benchmarks.formats.readers import FRAGMENTS, is_unknown
from hypothesis import given, settings
from hypothesis import strategies as st

from browser import run_in_browser
from cleanpage.formats.markdown import front_matter, to_markdown
from cleanpage.formats.tree.nodes import (
    Anchor,
    Cell,
    Code,
    Formula,
    Heading,
    Item,
    LineBreak,
    Listing,
    Node,
    Note,
    NoteMark,
    Paragraph,
    Picture,
    Quote,
    Span,
    Table,
    Text,
    Tree,
)
from cleanpage.metadata import Metadata
from xss_trees import NAMES, tree_named

IMAGE = "<img src=x onerror=RUN>"
ADDRESSES = ("www.a.example/", "http://a.example/", "https://a.example/b?c=", "xmpp:a@b.example/", "a@b.example")


def in_places(text: str) -> Tree:
    """Return a tree that has a text wherever running text and code can be."""
    running = (Text(text), Span("strong", (Text(text),)), Text(" "), Span("code", (Text(text.strip() or "a"),)))
    cells = (Cell((Paragraph((Text(text),)),), header=True), Cell((Paragraph(running),), header=True))
    return (
        Paragraph((Text(text),)),
        Heading(2, running),
        Paragraph((*running, LineBreak(), Text(text), Formula(text), Anchor("/a", running), NoteMark("1", "n"))),
        Listing((Item((Paragraph(running), Code(text))), Item((Paragraph((Text(text),)), Quote((Code(text),)))))),
        Quote((Paragraph((Text(text),)), Code(f"a\n\n{text}"))),
        Table((cells, (Cell((Paragraph((Text(text),)),)), Cell((Code(text),))))),
        Paragraph((Picture("https://a.example/b.png", text),)),
        Code(f"{text}\n\n{text}", "html"),
        Note("n", (Paragraph(running), Code(text))),
    )


CASES: dict[str, Tree] = {
    **{f"address-{number}": in_places(f"{address}{IMAGE}") for number, address in enumerate(ADDRESSES)},
    **{f"sign-{ord(sign)}": in_places(f"www.a.example/{sign}{IMAGE} {sign}") for sign in "\\*_~`[]()|!&^#{}<>'\""},
    "backslashes": in_places(f"www.a.example/\\{IMAGE} \\\\{IMAGE}"),
    "link": in_places("[www.a.example/](javascript:RUN)"),
    "link-behind-a-space": in_places("[owls] (javascript:RUN)"),
    "reference": in_places("[1]: javascript:RUN\n\n[1] and [owls][1]"),
    "autolink": in_places("<javascript:RUN> javascript:RUN"),
    "entities": in_places(f"&lt;img src=x onerror=RUN&gt; &#{IMAGE} &#60;script&#62;"),
    "attributes": in_places("*owls*{onclick=RUN} owls { onclick=RUN }"),
    "backslash-before-code": (Paragraph((Text("\\"), Span("code", (Text(IMAGE),)))),),
    "address-before-code": (Paragraph((Text("http://"), Span("code", (Text(IMAGE),)))),),
    "backticks-in-cells": (
        Table(
            (
                (
                    Cell((Paragraph((Text("a ` b"),)),), header=True),
                    Cell((Paragraph((Span("code", (Text(IMAGE),)),)),), header=True),
                ),
            )
        ),
    ),
    "backtick-in-a-formula": (Paragraph((Formula("a ` b"), Text(" "), Span("code", (Text(IMAGE),)))),),
    "bar-in-code": (Table(((Cell((Code(f"{IMAGE}\\|"),)), Cell(())),)),),
    "code-in-code": (
        Paragraph((Span("code", (Text("<code onclick=RUN>a</code>"),)),)),
        Code("<code onclick=RUN></code>"),
    ),
    "code-behind-a-list": (Listing((Item((Paragraph((Text("a"),)),)),)), Code(f"{IMAGE}\n\n{IMAGE}")),
    "code-in-a-list": (Listing((Item((Code(f"{IMAGE}\n\n{IMAGE}"), Listing((Item((Code(IMAGE),)),)))),)),),
    "heading-of-a-column": in_places('"/onclick=RUN// <5 onclick=RUN'),
    "picture": in_places("> onerror=RUN www.a.example/onclick=RUN/ x/onclick=RUN@a.example"),
    "address": (
        Paragraph((Anchor("https://a.example/'onclick=RUN'", (Text("^"),)),)),
        Paragraph((Anchor("/[](javascript:RUN)", (Text("^"),)),)),
    ),
}  # fmt: skip
"""Trees by name. Each was alive in some reader, or is like one that was."""


TITLES = {
    "tag": IMAGE,
    "address": f"www.a.example/{IMAGE}",
    "link": "[owls](javascript:RUN)",
    "attributes": "*owls*{onclick=RUN}",
}
"""Titles for front matter, which not all readers know."""


def documents() -> Iterator[tuple[str, str]]:
    """Give the Markdown of all attacks by name."""
    for name in NAMES:
        yield name, to_markdown(tree_named(name), images=True)
    for (name, tree), tables in product(CASES.items(), (True, False)):
        yield f"{name}-{tables}", to_markdown(tree, images=True, tables=tables)
    for name, text in TITLES.items():
        yield f"{name}-front", front_matter(Metadata(title=text, tags=(text, text))) + "Owls."


DOCUMENTS = dict(documents())


@pytest.mark.parametrize("reader", READERS)
def test_nothing_comes_alive(reader: str) -> None:
    read = READERS[reader]
    found = {name: find_live(read(text), is_unknown) for name, text in DOCUMENTS.items()}
    assert {name: live for name, live in found.items() if live} == {}


@pytest.mark.parametrize("reader", READERS)
def test_every_reader_lets_html_through(reader: str) -> None:
    # One that does not would pass the other tests.
    assert find_live(READERS[reader]("Owls <b onclick=RUN>hunt</b>.")) == ["<b>", "<b onclick='RUN'>"]


parts = st.sampled_from(FRAGMENTS)
texts = st.lists(parts, min_size=1, max_size=5).map("".join)
inlines = st.one_of(
    st.builds(Text, texts),
    st.builds(Text, texts),
    st.builds(Span, st.sampled_from(("code", "strong", "deleted", "superscript")), st.tuples(st.builds(Text, texts))),
    st.builds(Anchor, st.just("/a"), st.tuples(st.builds(Text, texts))),
    st.builds(Formula, texts),
    st.just(LineBreak()),
)
contents = st.lists(inlines, min_size=1, max_size=4).map(tuple)
simple: st.SearchStrategy[Node] = (
    st.builds(Paragraph, contents) | st.builds(Code, texts) | st.builds(Heading, st.just(2), contents)
)
cells = st.builds(Cell, st.tuples(st.builds(Paragraph, contents)))
blocks = st.one_of(
    simple,
    st.builds(Listing, st.lists(st.builds(Item, st.lists(simple, max_size=2).map(tuple)), max_size=2).map(tuple)),
    st.builds(Quote, st.tuples(simple)),
    st.builds(Table, st.tuples(st.tuples(cells, cells), st.tuples(cells, cells))),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(blocks, min_size=1, max_size=3).map(tuple), st.booleans())
def test_nothing_of_any_text_comes_alive(tree: Tree, tables: bool) -> None:
    assert find_all_live(READERS, to_markdown(tree, tables=tables), unknown=is_unknown) == {}


# ------------------------------------------------------------------ readers in JavaScript


@pytest.fixture(scope="module")
def javascript() -> Iterator[JavaScriptReaders]:
    folder = os.environ.get("CLEANPAGE_NODE_MODULES")
    if not folder:
        pytest.skip("CLEANPAGE_NODE_MODULES names no folder with packages of npm")
    with open_javascript(Path(folder)) as readers:
        yield readers


@pytest.mark.node
def test_nothing_comes_alive_in_javascript(javascript: JavaScriptReaders) -> None:
    found = {}
    for name, text in DOCUMENTS.items():
        for reader, output in javascript.read(text).items():
            if live := find_live(output, is_unknown):
                found[name, reader] = live
    assert found == {}


# ------------------------------------------------------------------ in a browser


def joined(read: Callable[[str], str], tests: dict[str, str]) -> str:
    return "\n".join([f"<div>{read(text)}</div>" for text in tests.values()])


def groups() -> Iterator[tuple[int, dict[str, str]]]:
    """Give the documents in groups: one frame for each would take minutes."""
    names = list(DOCUMENTS)
    for number, start in enumerate(range(0, len(names), 40)):
        yield number, {name: DOCUMENTS[name] for name in names[start : start + 40]}


@pytest.mark.chromium
def test_no_script_runs_in_any_reader(tmp_path: Path) -> None:
    frames = {
        f"{reader}-{number}": joined(read, group) for reader, read in READERS.items() for number, group in groups()
    }
    ran = run_in_browser(frames | {"control": f"<p>{IMAGE}</p>"}, tmp_path, rounds=1)
    assert ran == {"control"}


@pytest.mark.chromium
@pytest.mark.node
def test_no_script_runs_in_any_reader_in_javascript(javascript: JavaScriptReaders, tmp_path: Path) -> None:
    frames: dict[str, str] = {}
    for number, group in groups():
        for text in group.values():
            for reader, output in javascript.read(text).items():
                frame = f"{reader}-{number}"
                frames[frame] = f"{frames.get(frame, '')}<div>{output}</div>\n"
    ran = run_in_browser(frames | {"control": f"<p>{IMAGE}</p>"}, tmp_path, rounds=1)
    assert ran == {"control"}
    assert len({frame.rpartition("-")[0] for frame in frames}) >= 5


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param("<p><a href='https://a.example/'>a</a></p>", [], id="nothing"),
        pytest.param(IMAGE, ["<img onerror='RUN'>"], id="handler"),
        pytest.param("<script>RUN</script>", ["<script>"], id="script"),
        pytest.param("<a href=' java\nscript:RUN'>a</a>", ["<a href=' java\\nscript:RUN'>"], id="address"),
        pytest.param("<string>", [], id="element-that-is-none"),
        pytest.param("<string onclick=RUN>", ["<string>", "<string onclick='RUN'>"], id="with-a-handler"),
        pytest.param("<b>", ["<b>"], id="element"),
        pytest.param("<p style='text-align: left'>", [], id="style"),
        pytest.param("<p style='position: fixed'>", ["<p style='position: fixed'>"], id="other-style"),
    ],
)
def test_find_live(html: str, expected: list[str]) -> None:
    assert find_live(html, is_unknown) == expected


def test_the_fragments_hold_what_readers_fall_for() -> None:
    text = "".join(FRAGMENTS)
    assert all(
        re.search(pattern, text) for pattern in (r"www\.", "onerror", r"\]\(javascript:", "```", r"\{onclick", "&lt;")
    )
