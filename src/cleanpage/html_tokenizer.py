"""Cut an HTML page into blocks.

A `Dump` comes in; the blocks, the block-level elements that hold them and what the
markup says beside the visible text (`Markup`) go out, from one walk over the parsed
tree. A block is a leaf block-level element's text, split at `<br>`. Only what can
never be shown is left out (script, style and the like): hidden elements, buttons and
forms are blocks too, for the scorer to judge. Nothing is scored here.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from cleanpage.blocks import Block, Document, Dump, Elements, Kind, Link, Markup
from cleanpage.html_guard import guard
from cleanpage.html_items import ITEM_ATTRIBUTES, read_items

_TEXT, _INLINE, _LINK, _BLOCK, _BREAK, _META, _SKIP = range(7)

_INLINE_TAGS = (
    "span b i em strong small big u s strike del ins sub sup mark abbr acronym cite code kbd samp var tt q "
    "font bdi bdo data dfn time ruby rb rt rtc rp nobr wbr output meter progress picture map "
    "math mrow mi mo mn"
)
_SKIP_TAGS = (
    "style noscript template svg iframe object embed applet canvas audio video map area param source track "
    "input textarea datalist frame frameset noframes noembed -comment !doctype -doctype"
)
_CODES: Final[dict[str | None, int]] = {
    None: _SKIP,
    "-text": _TEXT,
    "-cdata": _TEXT,
    "a": _LINK,
    "br": _BREAK,
    "hr": _BREAK,
    "img": _SKIP,
    "script": _META,
    "title": _META,
    "meta": _META,
    "link": _META,
    "base": _META,
    **dict.fromkeys(_INLINE_TAGS.split(), _INLINE),
    **dict.fromkeys(_SKIP_TAGS.split(), _SKIP),
}
"""What to do at each node; a tag that is not here opens a block, as unknown elements do not glue words."""

_CODES_WITHOUT_SCRIPTS: Final = {**_CODES, "noscript": _BLOCK}
"""What to do at each node of a page that gives its text to readers without scripts."""

_SHOWN_TAGS = frozenset({"img", "video", "audio", "iframe", "embed", "object", "svg"})
"""Elements that show something and have no text of their own."""

_KINDS: Final[dict[str, Kind]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    "li": "list_item",
    "blockquote": "quote",
    "pre": "code",
    "td": "cell",
    "th": "cell",
    "figcaption": "caption",
    "caption": "caption",
    "dt": "definition",
    "dd": "definition",
    "button": "control",
    "option": "control",
    "select": "control",
    "legend": "control",
    "label": "control",
}
"""Kinds that a tag gives to the blocks inside it; every other tag passes its parent's kind on."""

_RESET_TAGS = frozenset({"body", "article", "section", "main", "nav", "aside", "footer", "header", "table", "ul", "ol"})
"""Containers that end an outer kind: a list in a table cell holds list items, not cells."""

_NAMING = frozenset({"id", "role", "itemprop", "hidden", "aria-hidden", "style"})
"""Attributes beside `class` that name or hide an element."""

_FEED_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/json+feed"}
)

_WITHOUT_EVENTS: Final = int(LexborDocumentOptions.WO_EVENTS)
"""Leaves the page as it is: a <selectedcontent> is not filled with a copy of the selected option."""

MIN_NOSCRIPT_WORDS: Final = 100
"""Words from which `<noscript>` can be a page of its own; the note that scripts are needed is shorter."""


def tokenize_html(dump: Dump, max_blocks: int | None = None) -> Document:
    """Return the blocks, elements and markup of an HTML page, without the blocks after the first `max_blocks`.

    Takes time linear in the page: what the parser would handle in quadratic time
    (thousands of nested elements, or of attributes on one) is cut by `guard` first.
    """
    source = guard(dump.utf8 or dump.text.encode("utf-8", "replace"))
    root = LexborHTMLParser(source, options=_WITHOUT_EVENTS).root
    if root is None:
        return Document(format="html", blocks=(), source=source)
    head = _Head()
    blocks, elements = _walk(root, head, max_blocks=max_blocks)
    if _outweighs(head.noscripts, blocks):
        # The page draws itself with a script and gives its text to readers without one.
        head = _Head()
        blocks, elements = _walk(root, head, _CODES_WITHOUT_SCRIPTS, max_blocks=max_blocks)
    if head.stopped:
        head.read_rest(root, len(blocks))
    return Document(
        format="html",
        blocks=tuple(blocks),
        elements=elements,
        markup=head.markup(),
        source=source,
        is_cut=head.stopped,
    )


@dataclass(slots=True)
class Trace:
    """The nodes of the parsed page that its blocks and elements come from, for formats that show its structure."""

    parser: LexborHTMLParser
    """Owns the nodes, which are gone without it."""
    pieces: list[list[tuple[LexborNode, str]]]
    """The nodes that each block's text is made of, with what each gave to it before white space was collapsed:
    text nodes, and in code `<br>` with a line end."""
    breaks: list[int]
    """How many `<br>` and `<hr>` stand between each block and the one before it."""
    elements: list[LexborNode]
    """The node of each of `Document.elements`."""
    skipped: list[tuple[int, int, LexborNode]]
    """(index of the block it is in or before, index of the piece that it comes before, node) of each element
    without text: pictures, videos, frames, `<hr>`."""


def trace_html(document: Document) -> Trace:
    """Return the nodes of a document that `tokenize_html` made, parsing it again."""
    parser = LexborHTMLParser(document.source, options=_WITHOUT_EVENTS)
    for codes in (_CODES, _CODES_WITHOUT_SCRIPTS):
        trace = Trace(parser=parser, pieces=[], breaks=[], elements=[], skipped=[])
        if parser.root is not None:
            _walk(parser.root, _Head(), codes, trace)
        # More elements are open to readers without scripts.
        if len(trace.elements) == len(document.elements):
            break
    return trace


def _outweighs(noscripts: list[LexborNode], blocks: list[Block]) -> bool:
    """Tell whether the `<noscript>` elements hold more words than all that is shown."""
    hidden = sum([len((node.text() or "").split()) for node in noscripts])
    return hidden >= MIN_NOSCRIPT_WORDS and hidden > sum([len(block.text.split()) for block in blocks])


def _walk(
    root: LexborNode,
    head: _Head,
    codes: Mapping[str | None, int] = _CODES,
    trace: Trace | None = None,
    max_blocks: int | None = None,
) -> tuple[list[Block], Elements]:
    """Return the blocks and elements below `root`, depth first and without recursion; their nodes go to `trace`.

    It stops where a block-level element begins after the first `max_blocks`, and tells `head` so.

    This loop sees every node of the page and is where tokenizing spends its time, hence the
    local functions and the inlined text case.
    """
    # A named tuple's own constructor takes twice as long as the tuple's.
    new = tuple.__new__
    limit = sys.maxsize if max_blocks is None else max_blocks
    blocks: list[Block] = []
    # The columns of `Elements`, and each element's kind.
    tags: list[str] = []
    parents: list[int] = []
    element_names: list[str] = []
    kinds: list[Kind] = []
    # What a tag means, by the parser's number for it, which takes half the time to ask for.
    known: dict[int, tuple[int, str, Kind | None]] = {}
    # The block being gathered: its pieces; its finished links as (first piece, piece after the
    # last, href); the names of its inline elements; the open link and its first piece.
    parts: list[str] = []
    spans: list[tuple[int, int, str]] = []
    names: list[str] = []
    href: str | None = None
    link_start = 0
    # The nodes of the pieces, and the line breaks since the last block.
    nodes: list[LexborNode] = []
    breaks = 0

    def flush() -> None:
        """End the block being gathered; an open link goes on in the next one."""
        nonlocal link_start, breaks
        text = "".join(parts)
        if kind == "code":
            text = _code_text(text)
        else:
            text = text.strip()
            # Printable text holds no white space but spaces; most texts are so and need no splitting.
            if not text.isprintable() or "  " in text:
                text = " ".join(text.split())
        if text:
            if href is not None and len(parts) > link_start:
                spans.append((link_start, len(parts), href))
            links: tuple[Link, ...] = ()
            link_chars = 0
            if len(parts) == 1 and spans and kind != "code":
                # In a menu, the block is its link.
                links, link_chars = (new(Link, (text, spans[0][2])),), len(text)
            elif spans:
                links, link_chars = _links(parts, spans, len(text))
            joined = " ".join(names) if names else ""
            blocks.append(
                new(Block, (text, kind, current, -1, 0, link_chars, links, joined, 0, False, False, 1, "\n", ()))
            )
            if trace is not None:
                trace.pieces.append(list(zip(nodes, parts, strict=True)))
                trace.breaks.append(breaks)
                breaks = 0
        nodes.clear()
        names.clear()
        parts.clear()
        spans.clear()
        link_start = 0

    tags.append(root.tag or "html")
    parents.append(-1)
    element_names.append(_names(root.attributes))
    kind: Kind = _KINDS.get(tags[0], "paragraph")
    kinds.append(kind)
    if trace is not None:
        trace.elements.append(root)
    current = 0
    head.lang = root.attributes.get("lang") or root.attributes.get("xml:lang") or ""
    stack: list[tuple[LexborNode, int, int]] = []
    node = root.first_child
    while node is not None:
        text = node.text_content
        if text is not None:
            if parts or not text.isspace() or kind == "code":
                parts.append(text)
                if trace is not None:
                    nodes.append(node)
        else:
            tag_id = node.tag_id
            if tag_id in known:
                code, tag, own_kind = known[tag_id]
            else:
                code, tag, own_kind = known[tag_id] = _meaning(node.tag, codes)
            if code <= _BLOCK:
                if code == _BLOCK:
                    if parts:
                        flush()
                    elif names:
                        names.clear()
                    if len(blocks) >= limit:
                        head.stopped = True
                        break
                child = node.first_child
                if child is not None:
                    stack.append((node, code, current))
                    attributes = node.attributes
                    if attributes and not ITEM_ATTRIBUTES.isdisjoint(attributes):
                        head.items.append((len(blocks), node))
                    if code == _BLOCK:
                        tags.append(tag)
                        parents.append(current)
                        element_names.append(_names(attributes) if attributes else "")
                        current = len(kinds)
                        if own_kind:
                            kind = own_kind
                        kinds.append(kind)
                        if trace is not None:
                            trace.elements.append(node)
                    elif attributes:
                        if code == _LINK:
                            link_start = len(parts)
                            href = attributes.get("href") or ""
                            if "rel" in attributes:
                                names.append("rel-" + (attributes["rel"] or ""))
                        elif tag == "time" and attributes.get("datetime"):
                            head.times.append((len(blocks), attributes["datetime"] or ""))
                        own = _names(attributes)
                        if own:
                            names.append(own)
                    node = child
                    continue
                if tag == "time":
                    head.read(node, tag, len(blocks))
            elif code == _BREAK:
                if trace is not None:
                    if kind == "code":
                        nodes.append(node)
                    elif tag == "hr":
                        trace.skipped.append((len(blocks), len(parts), node))
                if kind == "code":
                    parts.append("\n")
                elif parts:
                    flush()
                breaks += 1
            elif code != _SKIP:
                head.read(node, tag, len(blocks))
            else:
                if tag == "noscript":
                    head.noscripts.append(node)
                if trace is not None and tag in _SHOWN_TAGS:
                    trace.skipped.append((len(blocks), len(parts), node))
        following = node.next
        while following is None and stack:
            node, code, outer = stack.pop()
            if code == _BLOCK:
                if parts:
                    flush()
                elif names:
                    names.clear()
                current = outer
                kind = kinds[outer]
            elif code == _LINK and href is not None:
                if len(parts) > link_start:
                    spans.append((link_start, len(parts), href))
                href = None
            following = node.next
        node = following
    if parts:
        flush()
    return blocks, Elements(tags=tuple(tags), parents=tuple(parents), names=tuple(element_names))


def _meaning(tag: str | None, codes: Mapping[str | None, int]) -> tuple[int, str, Kind | None]:
    """Return what to do at a tag, its name, and the kind that it gives to the blocks inside; None for its parent's."""
    tag_kind: Kind | None = _KINDS.get(tag or "")
    if tag in _RESET_TAGS:
        tag_kind = "paragraph"
    return codes.get(tag, _BLOCK), tag or "", tag_kind


def _code_text(text: str) -> str:
    """Return the text of a code block with its white space, but for empty lines around it."""
    text = text.replace("\xa0", " ").strip("\n").rstrip()
    return "" if text.isspace() else text


def _links(parts: list[str], spans: list[tuple[int, int, str]], block_chars: int) -> tuple[tuple[Link, ...], int]:
    """Return the links of a block that hold words, and how many of its characters they are."""
    new = tuple.__new__
    found = []
    chars = 0
    for start, stop, href in spans:
        words = " ".join("".join(parts[start:stop]).split())
        if words:
            found.append(new(Link, (words, href)))
            chars += len(words)
    return tuple(found), min(chars, block_chars)


def _names(attributes: dict[str, str | None]) -> str:
    """Return an element's class, id, role and itemprop values, and `hidden` if it is, as one string."""
    names = attributes.get("class") or ""
    if (names and len(attributes) == 1) or _NAMING.isdisjoint(attributes):
        return names
    for name in ("id", "role", "itemprop"):
        if name in attributes:
            names += " " + (attributes[name] or "")
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        names += " hidden"
    elif "style" in attributes:
        style = attributes["style"]
        if style and "none" in style and "display:none" in style.replace(" ", "").lower():
            names += " hidden"
    return names


class _Head:
    """Gathers what metadata is made of from elements that are never shown."""

    def __init__(self) -> None:
        self.stopped = False
        self.last = 0
        self.title = ""
        self.lang = ""
        self.base = ""
        self.feeds: list[str] = []
        self.items: list[tuple[int, LexborNode]] = []
        self.metas: list[tuple[str, str]] = []
        self.links: list[tuple[str, str]] = []
        self.json_ld: list[str] = []
        self.times: list[tuple[int, str]] = []
        self.noscripts: list[LexborNode] = []

    def read(self, node: LexborNode, tag: str, block: int) -> None:
        """Take what a title, script, meta, link, base or empty time element before a block says."""
        self.last = node.mem_id
        if tag == "title":
            if not self.title:
                self.title = " ".join((node.text() or "").split())
            return
        attributes = node.attributes
        if "itemprop" in attributes and tag in ("meta", "link", "time"):
            self.items.append((block, node))
        if tag == "script":
            if "ld+json" in (attributes.get("type") or "").lower():
                self.json_ld.append(node.text() or "")
        elif tag == "meta":
            content = attributes.get("content")
            if content:
                for name in ("property", "name", "itemprop", "http-equiv"):
                    key = attributes.get(name)
                    if key:
                        self.metas.append((key.strip().lower(), content.strip()))
        elif tag == "link":
            rel, href = attributes.get("rel"), attributes.get("href")
            if rel and href:
                self.links.append((rel.lower(), href.strip()))
                if (attributes.get("type") or "").strip().lower() in _FEED_TYPES and "alternate" in rel.lower():
                    self.feeds.append(href.strip())
        elif tag == "time":
            if attributes.get("datetime"):
                self.times.append((block, attributes["datetime"] or ""))
        elif tag == "base" and not self.base:
            self.base = attributes.get("href") or ""

    def read_rest(self, root: LexborNode, block: int) -> None:
        """Take what scripts, metas and links after the last one that was read say."""
        nodes = root.css("script, meta, link")
        known = next((index for index, node in enumerate(nodes) if node.mem_id == self.last), -1)
        for node in nodes[known + 1 :]:
            self.read(node, node.tag or "", block)

    def markup(self) -> Markup:
        """Return what was gathered."""
        return Markup(
            title=self.title,
            lang=self.lang,
            metas=tuple(self.metas),
            links=tuple(self.links),
            json_ld=tuple(self.json_ld),
            times=tuple(self.times),
            base=self.base,
            feeds=tuple(self.feeds),
            items=read_items(self.items),
        )
