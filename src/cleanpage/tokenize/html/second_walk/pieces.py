"""Pieces of running text, and what of them is not shown.

A node or the pieces of a block go in; what is shown of them comes out, as the first walk has it.
"""

from __future__ import annotations

from typing import Final, TypeAlias

from selectolax.lexbor import LexborNode

from cleanpage.tokenize.html.tags import PERMALINKS, is_back_link
from cleanpage.tokenize.html.texts import drop_edit_links
from cleanpage.tokenize.html.unseen import HINTS, STYLE_HINTS, names_of, shown_instead, unseen

Style: TypeAlias = tuple[tuple[str, str], ...]
"""What running text is, outermost first: ("link", address as the page gives it), or (kind of a span, ""),
("ruby", reading), or last of all ("formula", "") for LaTeX between dollars."""

Piece: TypeAlias = tuple[Style, str, LexborNode]
"""Running text as it stands in the page, with its node; "" for a picture within the text."""

MAX_LINK_LEVELS: Final = 20
"""Elements between a sign in a heading and the link that it is in."""


def _is_permalink(piece: Piece) -> bool:
    """Tell whether a piece of a heading is a link to itself."""
    style, text, node = piece
    return text.strip() in PERMALINKS and _is_in_link(style, node)


def _is_in_link(style: Style, node: LexborNode) -> bool:
    """Tell whether a piece of text is in a link."""
    if any(name == "link" for name, _ in style):
        return True
    # One without an address has no style; one without any attributes is none.
    outer = node.parent
    for _ in range(MAX_LINK_LEVELS):
        if outer is None or outer.tag == "a":
            break
        outer = outer.parent
    return outer is not None and outer.tag == "a" and bool(outer.attributes)


def without_links_of_heading(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces of a heading without links to itself and to edit it; one without links has none."""
    if not any(_is_in_link(style, node) for style, _, node in pieces):
        return pieces
    pieces = [piece for piece in pieces if not _is_permalink(piece)]
    texts = [text for _, text, _ in pieces]
    drop_edit_links(texts)
    return [(style, left, node) for (style, text, node), left in zip(pieces, texts, strict=True) if left or not text]


def instead_of(node: LexborNode, tag: str) -> str | None:
    """Return what is shown for an element of running text whose own words are not; None for any other."""
    if tag == "a" and is_back_link(node):
        return ""
    attributes = node.attributes
    # The first walk looks no closer at others, so this must not either.
    if not HINTS.search(names_of(attributes)) and not STYLE_HINTS.search(attributes.get("style") or ""):
        return None
    why = unseen(tag, attributes)
    return shown_instead(node, why) if why else None


def within(style: Style, kind: str, value: str) -> Style:
    """Return the style of text of one kind within text of a style; what is bold already can't be any bolder."""
    return style if any(name == kind for name, _ in style) else (*style, (kind, value))
