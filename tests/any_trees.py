"""Trees that no page would give, beside those of `trees`: any characters, lone surrogates too, and any address."""

from __future__ import annotations

from typing import Any

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
from trees import trees

TEXTS = st.text(max_size=12) | st.sampled_from(
    [
        "",
        " ",
        "owls",
        " hunt ",
        "<b>",
        "&amp;",
        "a & b",
        "]]>",
        "-->",
        '"',
        "'",
        "\x00",
        "\x0b",
        "\r\n",
        "\ud800",
        "\ufffe",
        "العربية",
    ]
)
ADDRESSES = st.text(max_size=12) | st.sampled_from(
    [
        "https://owls.example/a?b=c&d[]=e#f",
        "/a b",
        "#top",
        "http://owls.example:x/%",
        "//owls.example",
        "http://[::1]/",
        "http://a@b@c/",
        "mailto:a@owls.example",
        "javascript:alert(1)",
        'x" onerror="alert(1)',
        "a#b#c",
        "?%zz",
        "http:",
        "http://",
        "http:///a",
        "a//b:c",
    ]
)
NAMES = st.sampled_from(["1", "2", "a b", '"><script>', ""])
_SPANS = st.sampled_from(
    ["emphasis", "strong", "code", "subscript", "superscript", "deleted", "inserted", "marked", "quotation"]
)
_PICTURES = st.builds(Picture, ADDRESSES, TEXTS)
_LEAVES: st.SearchStrategy[Inline] = st.one_of(
    st.builds(Text, TEXTS),
    _PICTURES,
    st.builds(Formula, TEXTS, st.booleans()),
    st.builds(NoteMark, TEXTS, NAMES),
    st.just(LineBreak()),
)


def _some(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=3).map(tuple)


INLINE: st.SearchStrategy[tuple[Inline, ...]] = _some(
    st.recursive(
        _LEAVES,
        lambda below: st.one_of(
            st.builds(Span, _SPANS, _some(below)),
            st.builds(Anchor, ADDRESSES, _some(below)),
            st.builds(Ruby, TEXTS, _some(below)),
        ),
        max_leaves=4,
    )
)
_BLOCKS: st.SearchStrategy[Node] = st.one_of(
    st.builds(Paragraph, INLINE),
    st.builds(Heading, st.integers(1, 6), INLINE),
    st.builds(Code, TEXTS, TEXTS),
    st.builds(Illustration, _PICTURES),
    st.builds(Media, ADDRESSES, st.sampled_from(["video", "audio", "embed"])),
    st.just(Rule()),
)
_NUMBERS = st.none() | st.integers(-2, 9)
_SIZES = st.integers(1, 3)


def _around(below: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    nodes = _some(below)
    cells = st.builds(Cell, nodes, st.booleans(), _SIZES, _SIZES)
    return st.one_of(
        st.builds(Quote, nodes),
        st.builds(
            Listing,
            _some(st.builds(Item, nodes, st.sampled_from([None, None, True, False]), _NUMBERS)),
            st.booleans(),
            st.integers(-2, 5),
            st.booleans(),
            st.sampled_from(["", "a", "I"]),
        ),
        st.builds(Definitions, _some(st.builds(Definition, st.booleans(), nodes))),
        st.builds(Table, _some(_some(cells)), INLINE),
        st.builds(Figure, nodes, INLINE),
        st.builds(Details, INLINE, nodes),
        st.builds(Note, NAMES, nodes),
    )


TREES: st.SearchStrategy[Tree] = _some(st.recursive(_BLOCKS, _around, max_leaves=8)) | trees()
