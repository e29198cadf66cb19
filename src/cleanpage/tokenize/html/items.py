"""Take the microdata and RDFa of an HTML page out of its nodes.

The nodes that carry such attributes come in, in the order of the page; `Item` rows go out,
that say which property stands in which item. Properties that nothing reads are left out, and
those of other vocabularies get the names that schema.org has for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from selectolax.lexbor import LexborNode

from cleanpage.blocks import Item

ITEM_ATTRIBUTES: Final = frozenset({"itemprop", "itemscope", "property", "typeof"})
"""An element with one of these is an item, a property of one, or both."""

MAX_NODES: Final = 4_000
"""Nodes of a page that are looked at; a shop's list of offers has some hundreds."""

MAX_VALUE_CHARS: Final = 500
"""Characters of a text that are taken; names, headlines and dates are shorter."""

MAX_VALUE_NODES: Final = 50
"""Nodes inside an element that are looked at for its text."""

_PROPERTIES = (
    "headline alternativeHeadline name author creator datePublished dateCreated dateModified uploadDate publisher "
    "sourceOrganization description image thumbnailUrl contentUrl url inLanguage keywords articleSection license "
    "isAccessibleForFree wordCount timeRequired commentCount interactionStatistic interactionType "
    "userInteractionCount mainEntity hasPart blogPost blogPosts breadcrumb itemListElement item position"
)
_NAMES: Final = {
    # Templates write "datepublished" too.
    **{name.lower(): name for name in _PROPERTIES.split()},
    "dc:title": "headline", "dct:title": "headline", "dcterms:title": "headline", "dc:creator": "author",
    "dcterms:creator": "author", "dc:date": "datePublished", "dc:created": "datePublished",
    "dct:created": "datePublished", "dcterms:created": "datePublished", "dc:modified": "dateModified",
    "dct:modified": "dateModified", "dcterms:modified": "dateModified",
    "article:published_time": "datePublished", "article:modified_time": "dateModified",
    "article:author": "author", "article:section": "articleSection", "article:tag": "keywords",
}  # fmt: skip
"""Names of schema.org for properties in lower case, those of other vocabularies with their usual prefixes."""

_ADDRESSES: Final = frozenset({"url", "image", "license", "thumbnailUrl", "contentUrl", "item"})
"""Properties whose value is the address of a link or picture and not its words."""


def read_items(nodes: Sequence[tuple[int, LexborNode]]) -> tuple[Item, ...]:
    """Return the rows of the first MAX_NODES nodes, given as (index of its block, node) in page order."""
    rows: list[Item] = []
    # The row of the item that each element seen so far is in, or is, by the parser's number for the element.
    owners: dict[int, int] = {}
    for block, node in nodes[:MAX_NODES]:
        attributes = node.attributes
        given = attributes.get("itemprop") or attributes.get("property") or ""
        names = tuple(_schema_names(given)) if given else ()
        kind = attributes.get("itemtype") or attributes.get("typeof") or ""
        if not kind and "itemscope" in attributes:
            kind = "Thing"
        if not kind and not names:
            continue
        inside = _owner(node.parent, owners) if names else -1
        if kind:
            owners[node.mem_id] = len(rows)
            if given and not names:
                inside = len(rows)  # Of a property that nothing reads; so are all items in it.
        rows.append(Item(block, inside, names, kind, _value(node, attributes, names[0]) if names else ""))
    return tuple(rows)


def _schema_names(names: str) -> Iterator[str]:
    for name in names[:MAX_VALUE_CHARS].lower().split():
        known = _NAMES.get(name) or _NAMES.get(name.rpartition("/")[2].rpartition(":")[2])
        if known:
            yield known


def _owner(node: LexborNode | None, owners: dict[int, int]) -> int:
    """Return the row of the innermost item that an element is or is in; -1 for none. All on the way are noted."""
    way = []
    found = -1
    while node is not None:
        number = node.mem_id
        if number in owners:
            found = owners[number]
            break
        way.append(number)
        node = node.parent
    for number in way:
        owners[number] = found
    return found


def _value(node: LexborNode, attributes: Mapping[str, str | None], name: str) -> str:
    """Return what a property says."""
    # Blogger writes <abbr title="2024-05-06T08:00">8:00</abbr>.
    for attribute in ("content", "datetime", "title") if node.tag == "abbr" else ("content", "datetime"):
        given = attributes.get(attribute)
        if given:
            return given.strip()[:MAX_VALUE_CHARS]
    if name in _ADDRESSES:
        address = attributes.get("href") or attributes.get("src")
        if address:
            return address.strip()
    return _text(node)


def _text(node: LexborNode) -> str:
    """Return the first words of an element on one line."""
    pieces: list[str] = []
    chars = 0
    for seen, inner in enumerate(node.traverse(include_text=True)):
        text = inner.text_content
        if text is None:
            pieces.append(" " if inner.tag == "br" else "")
        elif inner.parent is None or inner.parent.tag not in ("script", "style", "rt", "rp"):
            pieces.append(text[: 2 * MAX_VALUE_CHARS])
            chars += len(text)
        if seen > MAX_VALUE_NODES or chars > 2 * MAX_VALUE_CHARS:
            break
    return " ".join("".join(pieces).split())[:MAX_VALUE_CHARS]
