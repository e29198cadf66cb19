from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from any_trees import TREES
from cleanpage.formats.html.writer import to_html
from cleanpage.formats.tree.nodes import (
    Anchor,
    Cell,
    Figure,
    Heading,
    Illustration,
    Media,
    Node,
    Note,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Span,
    Table,
    Text,
    Tree,
)
from cleanpage.formats.tree.views import number_notes, reduce_tree
from trees import words_of

A, B = Paragraph((Text("a"),)), Paragraph((Text("b"),))
LINK = Paragraph((Anchor("/a", (Text("a"), Span("strong", (Anchor("/b", (Text("b"),)),)))),))
PICTURE = Illustration(Picture("/owl.png", "an owl"))
CAPTION = (Text("c"), Picture("/owl.png"))


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        pytest.param(LINK, (Paragraph((Text("a"), Span("strong", (Text("b"),)))),), id="links"),
        pytest.param(Media("https://owls.example/"), (), id="media"),
        pytest.param(Quote((PICTURE, A)), (Quote((A,)),), id="illustration"),
        pytest.param(Heading(1, CAPTION), (Heading(1, CAPTION[:1]),), id="picture"),
        pytest.param(Figure((PICTURE,), CAPTION), (Paragraph(CAPTION[:1]),), id="figure-with-a-caption"),
        pytest.param(Figure((PICTURE,), CAPTION[1:]), (), id="figure-without"),
        pytest.param(Figure((PICTURE, A), CAPTION), (Figure((A,), CAPTION[:1]),), id="figure-with-more"),
        pytest.param(
            Table(((Cell((A,)), Cell(()), Cell((B,))), (Cell((Rule(), A)), Cell((B,)))), CAPTION),
            (Paragraph(CAPTION[:1]), Paragraph((Text("a"), Text(" | "), Text("b"))), Rule(), A, B),
            id="table",
        ),
        pytest.param(Table(((Cell(()),),)), (), id="empty-table"),
    ],
)
def test_what_is_left(node: Node, expected: Tree) -> None:
    assert reduce_tree((node,), links=False, images=False, tables=False) == expected


@given(TREES, st.booleans(), st.booleans(), st.booleans())
def test_words_stay(tree: Tree, links: bool, images: bool, tables: bool) -> None:
    reduced = reduce_tree(tree, links=links, images=images, tables=tables)
    assert words_of(reduced) == words_of(tree)


@given(TREES)
def test_nothing_is_left_of_what_is_left_out(tree: Tree) -> None:
    html = to_html(tree, links=False, images=False, tables=False)
    assert not any(tag in html for tag in ('<a href="/', '<a href="h', "<img", "<table", 'class="media"'))


@given(TREES)
def test_what_is_left_in_is_left_alone(tree: Tree) -> None:
    assert reduce_tree(tree) is tree
    assert reduce_tree(tree, images=False) == reduce_tree(reduce_tree(tree, images=False), images=False)


def test_numbers_of_notes() -> None:
    inner = Note("b", (A,))
    tree = (Note("a", (inner,)), Table(((Cell((Note("c", ()),)),),)), Note("a", ()), Note("d", ()))
    assert number_notes(tree) == {"a": 1, "b": 2, "c": 3, "d": 4}
