"""Trees for the tests of the writers: Hypothesis strategies over all nodes, and what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from hypothesis import strategies as st

from cleanpage.formats.tree.nodes import (
    Anchor,
    Cell,
    Code,
    Definition,
    Definitions,
    Details,
    Figure,
    Formula,
    Heading,
    Illustration,
    Inline,
    Item,
    LineBreak,
    Listing,
    Media,
    Node,
    Note,
    NoteMark,
    Paragraph,
    Picture,
    Quote,
    Ruby,
    Rule,
    Span,
    Table,
    Text,
    Tree,
)

# Pieces that mean something to one of the formats, beside plain words.
_SIGNS: Final = [
    *"*_`~$[]()<>!#+-=|:\\&^\"'.,;/@{}%",
    *["**", "__", "~~", "```", "$$", "![", "](", "]:", "[^1]", "[ ]", "[x]", "<!--", "-->", "<b>", "</b>", "]]>"],
    *["&amp;", "&#42;", "1.", "2)", "- ", "# ", "> ", "---", "| a", "===", "<a@b.example>", "https://a.example/?b=1"],
    *["é", "文字", "。", "「", "שלום", "\u200f", "\u00ad", "\u200d", "€", "™", "\u00a0", "🦉", "İ", "\u0301"],
]
_WORDS: Final = ["owl", "Owls", "a", "b", "x1", "2024", "mill_pond", "don't", "e-mail"]
NOTE_NAMES: Final = ("n1", "n2", "n3")


def any_text(*, max_size: int = 60) -> st.SearchStrategy[str]:
    """Characters of every sort, control characters too; no lone surrogates."""
    return st.text(st.characters(exclude_categories=["Cs"]), max_size=max_size)


def _collapse(parts: list[str]) -> str:
    return re.sub(r"\s+", " ", "".join(parts))


def texts(max_size: int = 6) -> st.SearchStrategy[str]:
    """Words and signs, with one space at most between them."""
    part = st.sampled_from(_WORDS) | st.sampled_from(_SIGNS) | st.just(" ") | any_text(max_size=3)
    return st.lists(part, min_size=1, max_size=max_size).map(_collapse)


def addresses() -> st.SearchStrategy[str]:
    end = st.lists(st.sampled_from([*_SIGNS, "a", "b c", "\n"]), max_size=4).map("".join)
    start = st.sampled_from(["https://a.example/", "mailto:", "tel:", "/", "#", ""])
    return st.tuples(start, end).map("".join)


def web_addresses() -> st.SearchStrategy[str]:
    return st.sampled_from(["https://a.example/b.png", "http://b.example/c d(e)?f=1&g=<2>", "https://c.example/é|`"])


def _leaves() -> st.SearchStrategy[Inline]:
    return st.one_of(
        st.builds(Text, texts()),
        st.builds(Text, texts()),
        st.builds(Text, st.sampled_from([" ", "owl ", " owl", "owl", ".", "("])),
        st.builds(Picture, web_addresses(), texts() | st.just("")),
        st.builds(Formula, st.sampled_from(["a^2", r"\frac{a}{b}", "x < 1", r"\$5", "a|b"]) | texts(), st.booleans()),
        st.builds(NoteMark, st.sampled_from(["1", "[2]", "*", "note 3", "", "a"]), st.sampled_from(NOTE_NAMES)),
        st.just(LineBreak()),
    )


_KINDS: Final = ("emphasis", "strong", "code", "subscript", "superscript", "deleted", "inserted", "marked", "quotation")


def _within(inner: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    content = st.lists(inner, max_size=4).map(tuple)
    return st.one_of(
        st.builds(Span, st.sampled_from(_KINDS), content),
        st.builds(Span, st.sampled_from(("emphasis", "strong")), content),
        st.builds(Anchor, addresses(), content),
    )


def inlines() -> st.SearchStrategy[tuple[Inline, ...]]:
    return st.lists(st.recursive(_leaves(), _within, max_leaves=8), max_size=5).map(tuple)


def _simple_nodes() -> st.SearchStrategy[Node]:
    code = st.lists(
        st.sampled_from(["a = 1", "\t", "  ", "\n", "```", "~~~", "|", "owl", "> ", "\r\n", "\\"]) | texts()
    )
    return st.one_of(
        st.builds(Paragraph, inlines()),
        st.builds(Paragraph, inlines()),
        st.builds(Heading, st.integers(1, 6), inlines()),
        st.builds(Code, code.map("".join), st.sampled_from(["", "python", "c++", "a`b\n c"])),
        st.builds(Illustration, st.builds(Picture, web_addresses(), texts())),
        st.builds(Media, web_addresses(), st.sampled_from(("video", "audio", "embed"))),
        st.just(Rule()),
    )


def _containers(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    content = st.lists(inner, max_size=3).map(tuple)
    spans = st.integers(1, 3) | st.just(10**9)
    row = st.lists(st.builds(Cell, content, st.booleans(), spans, spans), max_size=3).map(tuple)
    items = st.lists(st.builds(Item, content, st.sampled_from([None, None, True, False])), max_size=4).map(tuple)
    starts = st.sampled_from([1, 1, 0, 7, 99, -3, 10**9])
    return st.one_of(
        st.builds(Listing, items, st.booleans(), starts),
        st.builds(Listing, items, st.booleans(), starts),
        st.builds(Definitions, st.lists(st.builds(Definition, st.booleans(), content), max_size=4).map(tuple)),
        st.builds(Quote, content),
        st.builds(Table, st.lists(row, max_size=3).map(tuple), inlines() | st.just(())),
        st.builds(Figure, content, inlines()),
        st.builds(Details, inlines(), content),
        st.builds(Note, st.sampled_from(NOTE_NAMES), content),
    )


def trees(*, max_leaves: int = 12) -> st.SearchStrategy[Tree]:
    """Any tree, nested and odd ones too."""
    return st.lists(st.recursive(_simple_nodes(), _containers, max_leaves=max_leaves), max_size=5).map(tuple)


# ------------------------------------------------------------------ what a tree holds


def words_of(part: Any) -> list[str]:
    r"""The words of a part of a tree, as `\w+` finds them in its text, with a gap between blocks and lines."""
    return re.findall(r"\w+", "".join(_texts_of(part)))


def _texts_of(part: Any) -> Iterator[str]:
    if isinstance(part, tuple):
        for inner in part:
            yield from _texts_of(inner)
    elif isinstance(part, (Text, Code)):
        yield part.text if isinstance(part, Text) else f"\n{part.text}\n"
    elif isinstance(part, Formula):
        yield part.latex
    elif isinstance(part, NoteMark):
        yield part.label
    elif isinstance(part, LineBreak):
        yield "\n"
    elif isinstance(part, (Span, Anchor, Ruby)):
        yield from _texts_of(part.content)
    elif not isinstance(part, (Picture, Illustration, Media, Rule)):
        # Above a table, below a figure: where pages have them.
        names = ["summary", "caption", "rows", "items", "entries", "content"]
        for name in names[::-1] if isinstance(part, Figure) else names:
            yield "\n"
            yield from _texts_of(getattr(part, name, ()))
        yield "\n"
