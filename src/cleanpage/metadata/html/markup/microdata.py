"""Read a page's microdata and RDFa: what they say about the page's main thing.

The rows of the elements that carry them come in (`blocks.Item`), and one `LinkedData` goes
out: the rows are put together to objects of the same shape as JSON-LD's, and read by the
same rules. A property belongs to the item it stands in, so that what stands in the items of
other articles is not the page's. Properties outside of any item are the page's own if no
other element says the same of something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from cleanpage.blocks import Item
from cleanpage.metadata.html.markup.json_ld import LinkedData, rank_of, read_linked, type_names
from cleanpage.metadata.html.markup.json_ld_places import Place
from cleanpage.words.plain_text import key

Node = dict[str, Any]

MAX_NAME_CHARS: Final = 100
"""Characters of an author or name; longer texts of such elements are notes about a person."""

_NAME_LIKE: Final = frozenset({"author", "creator", "name", "publisher", "sourceOrganization"})
_CONTAINERS: Final = frozenset({"blogPost", "blogPosts", "mainEntity", "hasPart"})
"""Properties whose items are read as if they stood alone; so is an item that is no property."""

_KINDS: Final = {"sioc:item": "Article", "sioc:post": "BlogPosting", "sioct:blogpost": "BlogPosting"}
"""Types of schema.org for those of another vocabulary, which Drupal writes."""


def read_microdata(items: Sequence[Item], *, url: str, titles: Sequence[str]) -> LinkedData:
    """Return what the rows say about the page at `url` (may be empty) with one of these titles."""
    nodes = _own(list(_nodes(items)), [title_key for title in titles if (title_key := key(title))])
    roots = [Place(node, None, f"microdata [{number}]") for number, node in nodes]
    return read_linked(roots, url=url, titles=titles)


def _nodes(items: Sequence[Item]) -> Iterator[Node]:
    """Yield the items that are no property of another, and last, as a web page, what stands outside of any."""
    page: Node = {"@type": "WebPage"}
    nodes: dict[int, Node] = {}
    for index, item in enumerate(items):
        owner = page if item.inside < 0 else nodes.get(item.inside, {})
        value: object = item.value
        if item.kind:
            value = nodes[index] = {"@type": [_KINDS.get(kind.lower(), kind) for kind in item.kind.split()]}
        for name in item.names:
            if isinstance(value, dict) or (value and (name not in _NAME_LIKE or len(item.value) <= MAX_NAME_CHARS)):
                owner.setdefault(name, []).append(value)
    for index, node in nodes.items():
        if len(node) == 1 and 0 < len(items[index].value) <= MAX_NAME_CHARS:
            node["name"] = [items[index].value]  # <span itemprop="author" itemscope>Jane Doe</span>
    for node in [*nodes.values(), page]:
        node.update({name: values[0] for name, values in node.items() if name != "@type" and len(values) == 1})
    for index, node in nodes.items():
        if items[index].inside != index and _CONTAINERS.issuperset(items[index].names):
            yield node
    if len(page) > 1:
        yield page


def _own(nodes: list[Node], title_keys: list[str]) -> list[tuple[int, Node]]:
    """Return (number, node) of those that can be the page's own.

    Teasers of other articles are marked like the article, so an article or other work must have the page's
    title, or be the only article and have none. Of what is said of a web page, that counts which is said once.
    """
    ranks = [rank_of(type_names(node)) for node in nodes]
    found = []
    for number, (node, rank) in enumerate(zip(nodes, ranks, strict=True)):
        if rank == 1:
            once = {name: value for name, value in node.items() if name == "@type" or not isinstance(value, list)}
            once.pop("name", None)  # The site's, mostly.
            found.append((number, once))
        elif rank > 1:
            title = node.get("headline") or node.get("name")
            title_key = key(title) if isinstance(title, str) else ""
            named = len(title_key) > 3 and any(title_key in other or other in title_key for other in title_keys)
            if named or (title is None and rank == 3 and ranks.count(3) == 1):
                found.append((number, node))
        else:
            found.append((number, node))
    return found
