"""Cut an HTML page into blocks.

A `Dump` comes in; the blocks, the block-level elements that hold them and what the
markup says beside the visible text (`Markup`) go out, from one walk over the parsed
tree. A block is a leaf block-level element's text, split at `<br>`. Only what can
never be shown is left out (script, style and the like): hidden elements, buttons and
forms are blocks too, for the scorer to judge. Nothing is scored here.
"""

from __future__ import annotations

from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cleanpage.blocks import Block, Document, Dump, Element, Kind, Link, Markup
from cleanpage.html_guard import guard

_TEXT, _INLINE, _LINK, _BREAK, _IMAGE, _BLOCK, _SCRIPT, _SKIP, _META, _WIDGET = range(10)

_INLINE_TAGS = (
    "span b i em strong small big u s strike del ins sub sup mark abbr acronym cite code kbd samp var tt q "
    "font bdi bdo data dfn label time ruby rb rt rtc rp nobr wbr output meter progress picture map "
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
    "script": _SCRIPT,
    "title": _META,
    "meta": _META,
    "link": _META,
    "base": _META,
    **dict.fromkeys(_INLINE_TAGS.split(), _INLINE),
    **dict.fromkeys(_SKIP_TAGS.split(), _SKIP),
}
"""What to do at each node; a tag that is not here opens a block, as unknown elements do not glue words."""

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
}
"""Kinds that a tag gives to the blocks inside it; every other tag passes its parent's kind on."""

_RESET_TAGS = frozenset({"body", "article", "section", "main", "nav", "aside", "footer", "header", "table", "ul", "ol"})
"""Containers that end an outer kind: a list in a table cell holds list items, not cells."""


def tokenize_html(dump: Dump) -> Document:
    """Return the blocks, elements and markup of an HTML page.

    Takes time linear in the page: what the parser would handle in quadratic time
    (thousands of nested elements, or of attributes on one) is cut by `guard` first.
    """
    root = LexborHTMLParser(guard(dump.text)).root
    walk = _Walk()
    if root is not None:
        walk.run(root)
    return Document(
        format="html",
        blocks=tuple(walk.blocks),
        elements=tuple(walk.elements),
        markup=Markup(
            title=walk.title,
            lang=walk.lang,
            metas=tuple(walk.metas),
            links=tuple(walk.head_links),
            json_ld=tuple(walk.json_ld),
            times=tuple(walk.times),
            base=walk.base,
        ),
    )


def _names(attributes: dict[str, str | None]) -> str:
    """Return an element's class, id, role and itemprop values, and `hidden` if it is, as one string."""
    names = attributes.get("class") or ""
    for name in ("id", "role", "itemprop"):
        value = attributes.get(name)
        if value:
            names += " " + value
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        names += " hidden"
    else:
        style = attributes.get("style")
        if style and "none" in style and "display:none" in style.replace(" ", "").lower():
            names += " hidden"
    return names


class _Walk:
    """One pass over a parsed tree; lives as long as one call of `tokenize_html`."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.elements: list[Element] = []
        self.kinds: list[Kind] = []
        self.title = ""
        self.lang = ""
        self.base = ""
        self.metas: list[tuple[str, str]] = []
        self.head_links: list[tuple[str, str]] = []
        self.json_ld: list[str] = []
        self.times: list[tuple[int, str]] = []
        # The block being gathered: its pieces, its finished links as (first piece, piece after the
        # last, href), the names of its inline elements.
        self.parts: list[str] = []
        self.link_spans: list[tuple[int, int, str]] = []
        self.inline_names: list[str] = []
        self.href: str | None = None
        self.link_start = 0

    def run(self, root: LexborNode) -> None:
        """Walk the tree below `root`, depth first, without recursion."""
        self._open_element(root, root.tag or "html")
        self.lang = (root.attributes.get("lang") or root.attributes.get("xml:lang") or "") if root.tag == "html" else ""
        stack: list[tuple[LexborNode, int, int]] = []
        current = 0
        parts = self.parts
        codes = _CODES
        node = root.first_child
        if node is None:
            return
        while True:
            tag = node.tag
            code = codes.get(tag, _BLOCK)
            child = None
            if code == _TEXT:
                text = node.text_content
                if text and (parts or not text.isspace()):
                    parts.append(text)
            elif code == _BLOCK:
                if parts:
                    self._flush(current)
                child = node.first_child
                if child is not None:
                    stack.append((node, code, current))
                    current = self._open_element(node, tag or "", current)
            elif code == _INLINE:
                child = node.first_child
                if child is not None:
                    stack.append((node, code, current))
                    self._open_inline(node, tag)
            elif code == _LINK:
                child = node.first_child
                if child is not None:
                    stack.append((node, code, current))
                    self._open_link(node)
            elif code == _BREAK:
                if self.kinds[current] == "code":
                    parts.append("\n")
                elif parts:
                    self._flush(current)
            elif code != _SKIP:
                self._read_markup(node, tag or "")
            if child is not None:
                node = child
                continue
            following = node.next
            while following is None:
                if not stack:
                    self._flush(current)
                    return
                node, code, outer = stack.pop()
                if code == _BLOCK:
                    if parts:
                        self._flush(current)
                    current = outer
                elif code == _LINK:
                    self._close_link()
                following = node.next
            node = following

    def _open_element(self, node: LexborNode, tag: str, parent: int = -1) -> int:
        attributes = node.attributes
        kinds = self.kinds
        kind = _KINDS.get(tag)
        if kind is None:
            kind = "paragraph" if parent < 0 or tag in _RESET_TAGS else kinds[parent]
        kinds.append(kind)
        self.elements.append(Element(tag, parent, _names(attributes) if attributes else ""))
        return len(kinds) - 1

    def _open_inline(self, node: LexborNode, tag: str | None) -> None:
        attributes = node.attributes
        if attributes:
            names = _names(attributes)
            if names:
                self.inline_names.append(names)
            if tag == "time":
                when = attributes.get("datetime")
                if when:
                    self.times.append((len(self.blocks), when))

    def _open_link(self, node: LexborNode) -> None:
        if self.href is not None:  # the parser never nests links, but foreign content may
            self._close_link()
        attributes = node.attributes
        self.link_start = len(self.parts)
        self.href = attributes.get("href") or ""
        names = attributes.get("class")
        if names:
            self.inline_names.append(names)
        if attributes.get("rel"):
            self.inline_names.append("rel-" + (attributes["rel"] or ""))

    def _close_link(self) -> None:
        if self.href is not None:
            if len(self.parts) > self.link_start:
                self.link_spans.append((self.link_start, len(self.parts), self.href))
            self.href = None

    def _flush(self, element: int) -> None:
        """End the block being gathered; an open link goes on in the next one."""
        parts = self.parts
        kind = self.kinds[element]
        if kind == "code":
            text = "".join(parts).replace("\xa0", " ").strip("\n").rstrip()
            if text.isspace():
                text = ""
        else:
            text = " ".join("".join(parts).split())
        if text:
            links: tuple[Link, ...] = ()
            link_chars = 0
            if self.href is not None:
                self.link_spans.append((self.link_start, len(parts), self.href))
            if self.link_spans:
                found = []
                for start, stop, href in self.link_spans:
                    words = " ".join("".join(parts[start:stop]).split())
                    if words:
                        found.append(Link(words, href))
                        link_chars += len(words)
                links = tuple(found)
                link_chars = min(link_chars, len(text))
            self.blocks.append(
                Block(text, kind, element, -1, 0, link_chars, links, " ".join(self.inline_names))
            )
            self.inline_names.clear()
        parts.clear()
        self.link_spans.clear()
        self.link_start = 0

    def _read_markup(self, node: LexborNode, tag: str) -> None:
        """Take what metadata is made of from an element that is never shown."""
        if tag == "title":
            if not self.title:
                self.title = " ".join((node.text() or "").split())
            return
        attributes = node.attributes
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
                self.head_links.append((rel.lower(), href.strip()))
        elif tag == "base" and not self.base:
            self.base = attributes.get("href") or ""
