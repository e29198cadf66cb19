"""Read a page's JSON-LD: what it says about the page's main thing.

The contents of the scripts come in as they stand, broken or not, and one `LinkedData`
goes out. Of all the things described, the one the page is about is looked for: an
article before other works, a work before the web page itself, the one with the page's
address or title before the first. Nothing here raises or recurses, whatever the scripts hold.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from cleanpage.plain_text import key, plain

Node = dict[str, Any]

_WORK_TYPES = (
    "recipe product question videoobject course event howto book softwareapplication movie podcastepisode "
    "review jobposting dataset discussionforumposting qapage creativework claimreview episode comment"
)
_WORKS: Final = frozenset(_WORK_TYPES.split())
"""Types of schema.org, in lower case, that a page can be about when it is no article."""

_CONTAINERS: Final = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemReviewed", "subjectOf")
"""Keys whose values can describe the page; below any other (itemListElement, mentions) are other pages."""

_COUNTERS: Final = {
    "like": "likes", "comment": "comments", "reply": "comments", "view": "views", "watch": "views",
    "read": "views", "share": "shares",
}  # fmt: skip

MAX_NODES: Final = 20_000
"""Objects and lists that are walked over per page; a page that describes a whole shop has some thousands."""

MAX_REPAIR_CHARS: Final = 500_000
"""Characters of a broken script that are repaired; whole ones are read at any length."""

_WRAPPING = re.compile(r"<!--|-->|(?://\s?)?<!\[CDATA\[|(?://\s?)?\]\]>|/\*\s?|\s?\*/")
_TRAILING_COMMA = re.compile(r",(?=\s{0,200}[}\]])")
_ESCAPE = re.compile(r"\\([\"\\/bfnrt]|u[0-9a-fA-F]{4})?")
_LOOSE_VALUE = re.compile(
    r'"(headline|datePublished|dateModified|description)"\s{0,4}:\s{0,4}"((?:[^"\\]|\\.){1,600})"'
)
_LOOSE_AUTHOR = re.compile(r'"author"\s{0,4}:[\s\[{]{0,40}[^{}\[\]]{0,300}?"name"\s{0,4}:\s{0,4}"([^"\\]{1,100})"')


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedData:
    """What JSON-LD says about a page, as plain text; empty where it says nothing."""

    headline: str = ""
    authors: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    """Authors that are said to be organisations."""
    published: str = ""
    modified: str = ""
    site_names: tuple[str, ...] = ()
    """Names of the publisher and of the web site."""
    description: str = ""
    image: str = ""
    language: str = ""
    keywords: tuple[str, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    """(field of `Counters`, number)."""


def read_json_ld(scripts: Sequence[str], *, url: str, titles: Sequence[str]) -> LinkedData:
    """Return what the scripts say about the page at `url` (may be empty) with one of these titles."""
    values = [value for script in scripts for value in _parse(script)]
    if not values:
        return LinkedData()
    candidates: list[tuple[int, Node]] = []
    sites: list[Node] = []
    for node in _main_nodes(values):
        types = _types(node)
        rank = _rank(types)
        if rank:
            candidates.append((rank, node))
        elif "website" in types:
            sites.append(node)
    main = _choose(candidates, url, titles)
    pages = [node for rank, node in candidates if rank == 1 and node is not main]
    about = ([main] if main is not None else []) + pages
    reader = _Reader(values)
    publishers = [reader.text(node, ("publisher", "sourceOrganization"), inner=True) for node in about]
    authors, organisations = reader.authors(about)
    return LinkedData(
        headline=reader.first(about[:1], ("headline", "name")) if main is not None and main not in pages else "",
        authors=authors,
        organisations=organisations,
        published=reader.first(about, ("datePublished", "dateCreated", "uploadDate", "datePosted")),
        modified=reader.first(about, ("dateModified",)),
        site_names=tuple(filter(None, publishers + [reader.text(site, ("name",)) for site in sites])),
        description=reader.first(about, ("description", "abstract")),
        image=reader.image(about),
        language=reader.first(about, ("inLanguage",)),
        keywords=reader.keywords(about[:1]),
        counts=tuple(_counts(main)) if main is not None else (),
    )


# ------------------------------------------------------------------ parsing


def _parse(script: str) -> list[Any]:
    """Return the JSON values of a script; what a broken one still shows, as one article."""
    if not script or script.isspace():
        return []
    try:
        return [json.loads(script, strict=False)]
    except (ValueError, RecursionError):
        pass
    text = _WRAPPING.sub("", script[:MAX_REPAIR_CHARS]).strip().rstrip(";")
    text = _ESCAPE.sub(lambda escape: escape[0] if escape[1] else "", _TRAILING_COMMA.sub("", text))
    decoder = json.JSONDecoder(strict=False)
    values: list[Any] = []
    position = 0
    try:
        while position < len(text):
            value, position = decoder.raw_decode(text, position)
            values.append(value)
            while position < len(text) and text[position] in " \t\r\n,;":
                position += 1
    except (ValueError, RecursionError):
        loose: Node = dict(reversed(_LOOSE_VALUE.findall(text)))
        author = _LOOSE_AUTHOR.search(text)
        if author:
            loose["author"] = author[1]
        if loose:
            values.append({"@type": "Article", **loose})
    return values


def _main_nodes(values: list[Any]) -> Iterator[Node]:
    """Yield the objects that can describe the page or its site, outer ones first."""
    for node in _walk(values, inside=_CONTAINERS):
        yield node
        part_of = node.get("isPartOf")
        if isinstance(part_of, dict):
            yield part_of


def _walk(values: list[Any], inside: tuple[str, ...] | None = None) -> Iterator[Node]:
    """Yield every object in document order, at most MAX_NODES; only below the keys `inside` if given."""
    stack = list(reversed(values))
    for _ in range(MAX_NODES):
        if not stack:
            return
        value = stack.pop()
        if isinstance(value, list):
            stack.extend(inner for inner in reversed(value) if isinstance(inner, (dict, list)))
        elif isinstance(value, dict):
            yield value
            below = reversed(value.values()) if inside is None else [value.get(name) for name in reversed(inside)]
            stack.extend(inner for inner in below if isinstance(inner, (dict, list)))


def _types(node: Node) -> tuple[str, ...]:
    """Return the node's types in lower case, without the vocabulary's address."""
    value = node.get("@type")
    found = value if isinstance(value, list) else [value]
    return tuple(one.rpartition("/")[2].rpartition(":")[2].lower() for one in found if isinstance(one, str))


def _rank(types: tuple[str, ...]) -> int:
    """Return 3 for an article, 2 for another work, 1 for a web page and 0 for anything else."""
    rank = 0
    for name in types:
        if name.endswith(("article", "posting", "report")) and name != "jobposting":
            return 3
        if name in _WORKS:
            rank = 2
        elif name.endswith("page"):
            rank = max(rank, 1)
    return rank


# ------------------------------------------------------------------ choosing


def _choose(candidates: list[tuple[int, Node]], url: str, titles: Sequence[str]) -> Node | None:
    """Return the node the page is about; None if no node can be."""
    if len(candidates) < 2:
        return candidates[0][1] if candidates else None
    title_keys = [key(title) for title in titles if title]
    address = _address(url)

    def merit(candidate: tuple[int, Node]) -> tuple[bool, int, bool, bool]:
        rank, node = candidate
        name = node.get("headline") or node.get("name")
        name_key = key(plain(name)) if isinstance(name, str) else ""
        named = len(name_key) > 3 and any(name_key in title or title in name_key for title in title_keys)
        here = bool(address) and any(_address(place) == address for place in _places(node))
        # A work that the page only embeds (a video, a product) must be named by the page to win over it.
        return (named or here) and rank > 1, rank, named, here

    # max() keeps the first of equals.
    return max(candidates, key=merit)[1]


def _places(node: Node) -> Iterator[str]:
    """Yield the addresses that a node gives for itself."""
    for name in ("url", "@id", "mainEntityOfPage"):
        value = node.get(name)
        if isinstance(value, dict):
            value = value.get("@id")
        if isinstance(value, str):
            yield value


def _address(url: str) -> str:
    """Return an address without scheme, www, query, fragment and last slash."""
    return re.split(r"[?#]", url[:2000], maxsplit=1)[0].rpartition("//")[2].removeprefix("www.").rstrip("/").lower()


def _counts(node: Node) -> Iterator[tuple[str, int]]:
    """Yield (field of `Counters`, number) of a node's interaction statistics."""
    total = _number(node.get("commentCount"))
    if total is not None:
        yield "comments", total
    statistics = node.get("interactionStatistic")
    for one in (statistics if isinstance(statistics, list) else [statistics])[:20]:
        if not isinstance(one, dict):
            continue
        action = one.get("interactionType")
        name = " ".join(_types(action)) if isinstance(action, dict) else action
        number = _number(one.get("userInteractionCount"))
        if isinstance(name, str) and number is not None:
            field = _COUNTERS.get(name.rpartition("/")[2].lower().removesuffix("action"))
            if field:
                yield field, number


def _number(value: object) -> int | None:
    """Return a count from a number or from digits in a string; None if it is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if 0 <= value < 10**12 else None
    if isinstance(value, str):
        digits = re.sub(r"[,. ]", "", value[:20])
        return int(digits) if digits.isascii() and digits.isdigit() else None
    return None


# ------------------------------------------------------------------ reading values


class _Reader:
    """Reads text out of nodes of unknown shape, following references inside one page's JSON-LD."""

    def __init__(self, values: list[Any]) -> None:
        self.values = values
        self.index: dict[str, Node] | None = None

    def resolve(self, node: Node) -> Node:
        """Return the node that {"@id": ...} refers to, or the node itself."""
        name = node.get("@id")
        if "name" in node or not isinstance(name, str):
            return node
        if self.index is None:
            self.index = {}
            for one in _walk(self.values):
                identity = one.get("@id")
                if isinstance(identity, str) and "name" in one:
                    self.index.setdefault(identity, one)
        return self.index.get(name, node)

    def strings(self, value: object, name: str = "name") -> Iterator[str]:
        """Yield the texts in a value: a string, an object with `name`, or a list of these."""
        for one in value[:50] if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                node = self.resolve(one)
                one = node.get(name) or node.get("@value")
                if isinstance(one, list):
                    yield from (plain(inner) for inner in one[:50] if isinstance(inner, str))
                    continue
            if isinstance(one, str):
                yield plain(one)
            elif isinstance(one, int) and not isinstance(one, bool) and abs(one) < 10**15:
                yield str(one)

    def text(self, node: Node, names: tuple[str, ...], *, inner: bool = False) -> str:
        """Return the node's first text under one of these keys; only from objects if `inner`."""
        for name in names:
            value = node.get(name)
            if value and not (inner and isinstance(value, str)):
                for text in self.strings(value):
                    if text:
                        return text
        return ""

    def first(self, nodes: list[Node], names: tuple[str, ...]) -> str:
        """Return the first text under one of these keys, from the first node that has it."""
        for node in nodes:
            text = self.text(node, names)
            if text:
                return text
        return ""

    def authors(self, nodes: list[Node]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return (persons, organisations) that the first signed node gives as its authors."""
        for node in nodes:
            for name in ("author", "creator"):
                persons: list[str] = []
                organisations: list[str] = []
                value = node.get(name)
                for one in value[:50] if isinstance(value, list) else [value]:
                    types = _types(self.resolve(one)) if isinstance(one, dict) else ()
                    found = organisations if any(kind.endswith("organization") for kind in types) else persons
                    found.extend(filter(None, self.strings(one)))
                if persons or organisations:
                    return tuple(persons), tuple(organisations)
        return (), ()

    def image(self, nodes: list[Node]) -> str:
        """Return the address of the first picture."""
        for node in nodes:
            for name in ("image", "primaryImageOfPage", "thumbnailUrl"):
                value = node.get(name)
                for one in value[:5] if isinstance(value, list) else [value]:
                    if isinstance(one, dict):
                        one = one.get("url") or one.get("contentUrl")
                    if isinstance(one, str) and one.strip():
                        return one.strip()
        return ""

    def keywords(self, nodes: list[Node]) -> tuple[str, ...]:
        """Return the keywords of the first node, not yet divided at commas."""
        return tuple(text for node in nodes for text in self.strings(node.get("keywords")) if text)
