"""Trees of pages with an attack, and trees that have one in every field."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

import cleanpage
from cleanpage.formats.structure.builder import build_tree
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
    Item,
    Listing,
    Media,
    Note,
    NoteMark,
    Paragraph,
    Picture,
    Quote,
    Ruby,
    Span,
    Table,
    Text,
    Tree,
)
from xss_vectors import STRINGS, VECTORS

BEFORE = (
    "The warden of the old wood counted seven owls in May, more than in any of the ten years before that.",
    "She listens for them after sunset, from a hut at the edge of the clearing, and writes down every call.",
)
AFTER = (
    "Two of the nests are in hollow oaks that the storm of last winter left standing, to the relief of the village.",
    "Visitors are asked to stay on the paths until the young have left the nests, which takes until late in July.",
)
INLINE = (
    Text("a"),
    Span("strong", (Text("a"),)),
    Span("code", (Text("a"),)),
    Anchor("a", (Text("a"),)),
    Ruby("a", (Text("a"),)),
    Picture("a", "a"),
)
MARKED = (Formula("a"), Formula("a", display=True), NoteMark("a", "a"), Anchor("a", (Picture("a", "a"),)))
FULL_TREE: Tree = (
    Heading(1, INLINE),
    Paragraph(INLINE + MARKED),
    Listing((Item((Paragraph(INLINE), Code("a", "a"))),)),
    Definitions((Definition(True, (Paragraph(INLINE),)), Definition(False, (Paragraph(MARKED),)))),
    Quote((Paragraph(INLINE),)),
    Code("a", "a"),
    Table(((Cell((Paragraph(INLINE),), header=True),), (Cell((Paragraph(MARKED), Code("a", "a"))),)), INLINE),
    Figure((Illustration(Picture("a", "a")), Media("a", "video")), INLINE),
    Details(INLINE, (Illustration(Picture("a", "a")),)),
    Media("a"),
    Note("a", (Paragraph(INLINE),)),
)
"""Each field that is a string has an "a"."""


def page_of(piece: str) -> str:
    before, after = ("".join(f"<p>{text}</p>" for text in texts) for texts in (BEFORE, AFTER))
    body = f"<h1>Owls of the old wood</h1>{before}{piece}{after}"
    return f"<html lang=en><head><title>Owls</title></head><body><article>{body}</article></body></html>"


def tree_of(piece: str) -> Tree:
    page = cleanpage.extract(page_of(piece), url="https://wood.example/owls")
    assert page.selected is not None
    return build_tree(page.selected, page.url)


def filled(value: Any, text: str) -> Any:
    """Return a tree with every "a" in it replaced."""
    if isinstance(value, tuple):
        return tuple(filled(part, text) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: filled(getattr(value, field.name), text) for field in fields(value)})
    return text if value == "a" else value


FILLED = {f"tree-{number}": text for number, text in enumerate(STRINGS)}
NAMES = (*VECTORS, *FILLED)


@cache
def tree_named(name: str) -> Tree:
    """Return the tree of a page with an attack, or the one with a string in every field."""
    return tree_of(VECTORS[name]) if name in VECTORS else filled(FULL_TREE, FILLED[name])
