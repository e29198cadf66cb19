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
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from cleanpage.blocks import Block, Document, Dump, Elements, Kind, Link, Markup, Unseen
from cleanpage.limits import UNLIMITED, Limits
from cleanpage.tokenize.html.drawn_formulas import is_formula_picture
from cleanpage.tokenize.html.items import ITEM_ATTRIBUTES, read_items
from cleanpage.tokenize.html.line_numbers import begins_with_numbers
from cleanpage.tokenize.html.replacements import formula_text, needs_replacements, replace_elements
from cleanpage.tokenize.html.running import Meaning, meaning, parts_words
from cleanpage.tokenize.html.source import end_frames, first_attributes, first_tags, guard
from cleanpage.tokenize.html.tags import (
    BLOCK,
    BREAK,
    CODES,
    CODES_WITHOUT_SCRIPTS,
    FORMULA,
    KINDS,
    LINK,
    SKIP,
    WITHOUT_EVENTS,
    is_back_link,
)
from cleanpage.tokenize.html.texts import code_text, drop_edit_links, drop_permalinks, links_of
from cleanpage.tokenize.html.unseen import HIDING, HINTS, STYLE_HINTS, names_of, shown_instead, unseen
from cleanpage.tokenize.white_space import PIECE_CHARS, collapse

_FEED_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/json+feed"}
)

LOOK_NODES: Final = 1024
"""Nodes of the page between two looks at the limits: a millisecond."""

MIN_NOSCRIPT_WORDS: Final = 100
"""Words from which `<noscript>` can be a page of its own; the note that scripts are needed is shorter."""


def tokenize_html(dump: Dump, after_headline: int | None = None) -> Document:
    """Return the blocks, elements and markup of an HTML page; with `after_headline`, only so many after the last <h1>.

    Takes time linear in the page: what the parser would handle in quadratic time
    (thousands of nested elements, or of attributes on one) is cut by `guard` first.
    """
    return tokenize_parsed(dump, after_headline)[0]


def parse(source: bytes) -> LexborHTMLParser:
    """Return the parsed page. MemoryError if there is not enough: lexbor takes any page, and fails for nothing else."""
    try:
        return LexborHTMLParser(source, options=WITHOUT_EVENTS)
    except SelectolaxError as error:
        raise MemoryError from error


def tokenize_parsed(
    dump: Dump, after_headline: int | None = None, limits: Limits = UNLIMITED
) -> tuple[Document, LexborHTMLParser]:
    """Return the same and the parsed page, as it was walked through: who wants its structure need not parse again.

    There are no more blocks than the limits let.
    """
    source, left_out = dump.utf8 or dump.text.encode("utf-8", "replace"), ""
    if source.count(b"<") > limits.max_tags:
        source, left_out = first_tags(source, limits.max_tags), limits.too_many_tags
    source = guard(source, limits)
    if len(read := first_attributes(source, limits.max_attributes)) < len(source):
        source, left_out = read, limits.too_many_attributes
    if limits.cutting_is_over:
        left_out = limits.out_of_time
    parser = parse(source)
    root = parser.root
    if root is None:
        return Document(format="html", blocks=(), source=source), parser
    head = _Head()
    blocks, elements = _walk(root, head, limits, after_headline=after_headline)
    unscripted = [node.text() or "" for node in head.noscripts]
    if _swallow(head.frames, unscripted) and (mended := end_frames(source)) is not source:
        source = guard(mended, limits)
        parser = parse(source)
        root = parser.root or root
        head = _Head()
        blocks, elements = _walk(root, head, limits, after_headline=after_headline)
        unscripted = [node.text() or "" for node in head.noscripts]
    codes = CODES
    if _outweigh(unscripted, blocks):
        # The page draws itself with a script and gives its text to readers without one.
        codes, head = CODES_WITHOUT_SCRIPTS, _Head()
        blocks, elements = _walk(root, head, limits, codes, after_headline)
    # Around the headline stands no code, and hardly a formula.
    is_rewritten = after_headline is None and _needs_replacements(head, blocks, elements) and replace_elements(parser)
    if is_rewritten:
        head = _Head()
        blocks, elements = _walk(root, head, limits, codes)
    if head.stopped:
        head.read_rest(root, len(blocks))
    left_out = head.left_out or left_out
    judged = min(limits.judged(len(blocks), "html"), limits.max_blocks)
    if judged < len(blocks):
        left_out = limits.out_of_time if judged < limits.max_blocks else limits.too_many_blocks
        del blocks[judged:]
    document = Document(
        format="html",
        blocks=tuple(blocks),
        elements=elements,
        markup=head.markup(len(blocks)),
        source=source,
        is_cut=head.stopped,
        is_rewritten=is_rewritten,
        left_out=left_out,
    )
    return document, parser


def _swallow(frames: list[LexborNode], unscripted: list[str]) -> bool:
    """Tell whether a frame may have taken a part of the page for its text, in which tags are text then."""
    return any("</" in text for text in unscripted) or any("</" in (node.text() or "") for node in frames)


def _needs_replacements(head: _Head, blocks: list[Block], elements: Elements) -> bool:
    """Tell whether the page may show a formula otherwise than as MathML, or numbers beside code."""
    if head.has_formulas or any(block.kind == "code" and begins_with_numbers(block.text) for block in blocks):
        return True
    names = [*elements.names, *[block.inline_names for block in blocks]]
    return needs_replacements(names, elements.tags)


def _outweigh(unscripted: list[str], blocks: list[Block]) -> bool:
    """Tell whether the texts of `<noscript>` elements hold more words than all that is shown."""
    hidden = sum([len(text.split()) for text in unscripted])
    return hidden >= MIN_NOSCRIPT_WORDS and hidden > sum([len(block.text.split()) for block in blocks])


def _walk(
    root: LexborNode,
    head: _Head,
    limits: Limits,
    codes: Mapping[str | None, int] = CODES,
    after_headline: int | None = None,
) -> tuple[list[Block], Elements]:
    """Return the blocks and elements below `root`, depth first and without recursion.

    A formula is one piece of text, LaTeX between dollars.

    With `after_headline`, it stops where a block-level element begins that many blocks after the last <h1> before
    it, and tells `head` so. It stops too, within LOOK_NODES, where there are more blocks than the limits let or time is
    over; the last block is left out then, as part of it may be missing.

    This loop sees every node of the page and is where tokenizing spends its time, hence the
    local functions and the inlined text case.
    """
    # A named tuple's own constructor takes twice as long as the tuple's.
    new = tuple.__new__
    limit = sys.maxsize
    blocks: list[Block] = []
    # The columns of `Elements`, and each element's kind.
    tags: list[str] = []
    parents: list[int] = []
    element_names: list[str] = []
    kinds: list[Kind] = []
    # Which elements are not shown, and names that are known not to hide.
    hidden: dict[int, Unseen] = {}
    plain: set[str] = {""}
    # What a tag means, by the parser's number for it, which takes half the time to ask for.
    known: dict[int, Meaning] = {}
    # The block being gathered: its pieces; its finished links as (first piece, piece after the
    # last, href); the names of its inline elements; the open link and its first piece.
    parts: list[str] = []
    spans: list[tuple[int, int, str]] = []
    names: list[str] = []
    href: str | None = None
    link_start = 0

    def flush() -> None:
        """End the block being gathered; an open link goes on in the next one."""
        nonlocal link_start
        if kind == "heading" and (spans or href is not None):
            drop_permalinks(parts, spans, link_start if href is not None else len(parts))
            drop_edit_links(parts)
        # As `block_text` has it, without a call for each block.
        text = "".join(parts)
        if kind == "code":
            text = code_text(text)
        else:
            text = text.strip()
            if not text.isprintable() or "  " in text:
                # Most of them have line ends and nothing else that is not seen.
                text = " ".join(text.split()) if len(text) < PIECE_CHARS else text
                text = text if text.isprintable() else collapse(text)
        if text:
            if href is not None and len(parts) > link_start:
                spans.append((link_start, len(parts), href))
            links: tuple[Link, ...] = ()
            link_chars = 0
            if len(parts) == 1 and spans and kind != "code":
                # In a menu, the block is its link.
                links, link_chars = (new(Link, (text, spans[0][2])),), len(text)
            elif spans:
                links, link_chars = links_of(parts, spans, len(text))
            joined = " ".join(names) if names else ""
            blocks.append(
                new(Block, (text, kind, current, -1, 0, link_chars, links, joined, 0, False, False, 1, "\n", ()))
            )
        names.clear()
        parts.clear()
        spans.clear()
        link_start = 0

    tags.append(root.tag or "html")
    parents.append(-1)
    element_names.append(names_of(root.attributes))
    kind: Kind = KINDS.get(tags[0], "paragraph")
    kinds.append(kind)
    current = 0
    head.lang = root.attributes.get("lang") or root.attributes.get("xml:lang") or ""
    stack: list[tuple[LexborNode, int, int]] = []
    node = root.first_child
    left = LOOK_NODES
    while node is not None:
        left -= 1
        if not left:
            left = LOOK_NODES
            if len(blocks) > limits.max_blocks or limits.cutting_is_over:
                head.stopped = True
                head.left_out = limits.too_many_blocks if len(blocks) > limits.max_blocks else limits.out_of_time
                parts.clear()
                break
        text = node.text_content
        if text is not None:
            if parts:
                # No space, quotation mark or the like on either side.
                if text[:1] > "#" and parts[-1][-1:] > " " and kind != "code" and parts_words(parts[-1], text, node):
                    parts.append(" ")
                parts.append(text)
            elif not text.isspace() or kind == "code":
                parts.append(text)
        else:
            tag_id = node.tag_id
            if tag_id in known:
                code, tag, own_kind = known[tag_id]
            else:
                code, tag, own_kind = meaning(node, codes, known)
            if code <= BLOCK:
                if code == BLOCK:
                    if parts:
                        flush()
                    elif names:
                        names.clear()
                    if after_headline is not None and tag == "h1":
                        limit = len(blocks) + after_headline
                    elif len(blocks) >= limit:
                        head.stopped = True
                        break
                child = node.first_child
                attributes = node.attributes if child is not None else {}
                own = names_of(attributes) if attributes else ""
                why: Unseen = ""
                if own not in plain:
                    if HINTS.search(own):
                        why = unseen(tag, attributes)
                    if not why:
                        plain.add(own)
                if not why and "style" in attributes and STYLE_HINTS.search(attributes["style"] or ""):
                    why = unseen(tag, attributes)
                if tag == "dialog":
                    why = unseen(tag, attributes)
                if child is None:
                    if tag == "time":
                        head.read(node, tag, len(blocks))
                elif why and code != BLOCK and (instead := shown_instead(node, why)) is not None:
                    head.read_unseen(node, len(blocks))
                    names.append(own)
                    if instead and parts:
                        parts.append(instead)
                elif code != LINK or not is_back_link(node):
                    stack.append((node, code, current))
                    if attributes and not ITEM_ATTRIBUTES.isdisjoint(attributes):
                        head.items.append((len(blocks), node))
                    if code == BLOCK:
                        tags.append(tag)
                        parents.append(current)
                        element_names.append(own)
                        current = len(kinds)
                        if why in HIDING:
                            hidden[current] = why
                        if own_kind:
                            kind = own_kind
                        kinds.append(kind)
                    elif attributes:
                        if code == LINK:
                            link_start = len(parts)
                            href = attributes.get("href") or ""
                            if "rel" in attributes:
                                names += ["rel-" + word for word in (attributes["rel"] or "").split()]
                        elif tag == "time" and attributes.get("datetime"):
                            head.times.append((len(blocks), attributes["datetime"] or ""))
                        elif tag == "abbr" and attributes.get("title") and "publi" in (attributes.get("class") or ""):
                            # How pages gave a date for machines before <time> (hAtom).
                            head.times.append((len(blocks), attributes["title"] or ""))
                        if own:
                            names.append(own)
                    node = child
                    continue
            elif code == BREAK:
                if kind == "code":
                    parts.append("\n")
                elif parts:
                    flush()
            elif code == FORMULA:
                if formula := formula_text(node):
                    parts.append(formula)
            elif code != SKIP:
                head.read(node, tag, len(blocks))
            elif tag == "noscript":
                head.noscripts.append(node)
            elif tag == "iframe":
                if node.first_child is not None:
                    head.frames.append(node)
            elif tag == "img" and not head.has_formulas:
                head.has_formulas = is_formula_picture(node.attributes)
        following = node.next
        while following is None and stack:
            node, code, outer = stack.pop()
            if code == BLOCK:
                if parts:
                    flush()
                elif names:
                    names.clear()
                current = outer
                kind = kinds[outer]
            elif code == LINK and href is not None:
                if len(parts) > link_start:
                    spans.append((link_start, len(parts), href))
                href = None
            following = node.next
        node = following
    if parts:
        flush()
    return blocks, Elements(tags=tuple(tags), parents=tuple(parents), names=tuple(element_names), unseen=hidden)


class _Head:
    """Gathers what metadata is made of from elements that are never shown."""

    def __init__(self) -> None:
        self.stopped = False
        self.left_out = ""
        self.has_formulas = False
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
        self.frames: list[LexborNode] = []

    def read(self, node: LexborNode, tag: str, block: int) -> None:
        """Take what a title, script, meta, link, base or empty time element before a block says."""
        self.last = node.mem_id
        if tag == "title":
            if not self.title:
                self.title = collapse(node.text() or "")
            return
        attributes = node.attributes
        if "itemprop" in attributes and tag in ("meta", "link", "time"):
            self.items.append((block, node))
        if tag == "script":
            kind = (attributes.get("type") or "").lower()
            if "ld+json" in kind:
                self.json_ld.append(node.text() or "")
            elif kind.startswith("math/tex"):
                self.has_formulas = True
        elif tag == "meta":
            # Some templates, and programs that rewrite pages, call it so.
            content = attributes.get("content") or attributes.get("value")
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

    def read_unseen(self, node: LexborNode, block: int) -> None:
        """Take the times and microdata of an element that shows nothing; it has few nodes."""
        for inner in node.traverse():
            attributes = inner.attributes
            if not ITEM_ATTRIBUTES.isdisjoint(attributes):
                self.items.append((block, inner))
            if inner.tag == "time" and (when := attributes.get("datetime")):
                self.times.append((block, when))

    def read_rest(self, root: LexborNode, block: int) -> None:
        """Take what scripts, metas and links after the last one that was read say."""
        nodes = root.css("script, meta, link")
        known = next((index for index, node in enumerate(nodes) if node.mem_id == self.last), -1)
        for node in nodes[known + 1 :]:
            self.read(node, node.tag or "", block)

    def markup(self, blocks: int) -> Markup:
        """Return what was gathered on a page of so many blocks."""
        return Markup(
            title=self.title,
            lang=self.lang,
            metas=tuple(self.metas),
            links=tuple(self.links),
            json_ld=tuple(self.json_ld),
            times=tuple([(min(block, blocks), when) for block, when in self.times]),
            base=self.base,
            feeds=tuple(self.feeds),
            items=read_items([(min(block, blocks), node) for block, node in self.items]),
        )
