"""The tree of the article, from a page whose blocks were selected.

A `Selected` goes in, a `tree.Tree` comes out. Nothing is selected and no word is added or moved:
the words of the tree are those of the kept blocks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleanpage.blocks import Selected
from cleanpage.formats.structure.dump import build_dump_tree
from cleanpage.formats.tree import Heading, Text, Tree

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser


def build_tree(
    selected: Selected,
    url: str | None = None,
    parsed: LexborHTMLParser | None = None,
    *,
    headline: str = "",
    embeds: bool | None = None,
) -> Tree:
    """Return the article of a page as a tree; () where nothing was kept.

    The words of the tree, in order, are those of `headline`, if there is one, and of the kept blocks; addresses are
    resolved against `url` and the page's `<base>`; of media there is what `Options.embeds` says. Takes time linear in
    the page: HTML is parsed again, unless it comes in `parsed` as `tokenize_parsed` gave it, and its kept parts walked
    through.
    """
    tree = _article(selected, url, parsed, embeds)
    return (Heading(1, (Text(headline),)), *tree) if headline else tree


def _article(selected: Selected, url: str | None, parsed: LexborHTMLParser | None, embeds: bool | None) -> Tree:
    document = selected.scored.measured.document
    if document.format == "text":
        return build_dump_tree(document.blocks, selected.kept)
    # Whoever reads text dumps alone never loads the HTML parser.
    from cleanpage.formats.structure.html import TreeBuilder
    from cleanpage.tokenize.html.second_walk import replay

    found = replay(document, selected.kept, parsed, posts=bool(embeds))
    return TreeBuilder(document, selected.kept, found, url, embeds).build()
