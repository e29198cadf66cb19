"""Walk an HTML page a second time, through the parts that were kept, for formats that show its structure.

A tokenized `Document` and the decision about each block come in; the nodes that the kept
blocks are made of, the elements around them and what is shown between them (pictures, videos,
lines) go out. The page is cut as `walk` cut it, but what holds only dropped blocks is
stepped over: a page is mostly that. What any of it means is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cleanpage.blocks import Block, Document, Elements, Kind
from cleanpage.tokenize.html.replacements import formula_text, replace_elements
from cleanpage.tokenize.html.running import Meaning, meaning, parts_words
from cleanpage.tokenize.html.second_walk.pieces import Piece, Style, instead_of, within, without_links_of_heading
from cleanpage.tokenize.html.tags import (
    AMP_TAGS,
    BLOCK,
    BREAK,
    CODES,
    CODES_WITHOUT_SCRIPTS,
    FORMULA,
    KINDS,
    SHOWN_TAGS,
    SKIP,
    is_post,
)
from cleanpage.tokenize.html.texts import block_text
from cleanpage.tokenize.html.walk import parse
from cleanpage.tokenize.white_space import collapse, visible

STYLES: Final = {
    "b": "strong",
    "strong": "strong",
    "i": "emphasis",
    "em": "emphasis",
    "cite": "emphasis",
    "dfn": "emphasis",
    "var": "emphasis",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
    "sub": "subscript",
    "sup": "superscript",
    "del": "deleted",
    "s": "deleted",
    "strike": "deleted",
    "ins": "inserted",
    "mark": "marked",
    "q": "quotation",
}
"""Spans that tags make, by the names that `tree.Span` has for them; <dfn> and <var> are shown in italics."""


_PARTED: Final = 1_000_000
"""Line breaks that anything else between two lines counts as."""

MAX_MISSED: Final = 100
"""Blocks that are looked at for one that is not the next."""

LEAD_BLOCKS: Final = 8
"""Blocks before the first kept one that a picture can stand before and belong to the article: byline, date, caption,
buttons."""

TAIL_BLOCKS: Final = 2
"""The same after the last kept one."""


class Passage(NamedTuple):
    """A kept block."""

    block: int
    """Its index."""
    pieces: list[Piece]
    line: bool
    """Whether it is the next line of the passage before it: one `<br>` is between them, in a heading any number, and
    nothing else."""


class Shown(NamedTuple):
    """An element without text that stands outside of running text."""

    element: int
    """Index of the block-level element that it is in."""
    before: int
    """Index of the block that it is before."""
    tag: str
    node: LexborNode


@dataclass(slots=True)
class Replay:
    """The kept parts of a page."""

    entries: list[Passage | Shown]
    """What was found, in the order of the page."""
    nodes: dict[int, LexborNode]
    """The elements that were walked through, outer ones first, by their index in `Document.elements`."""
    kept_chars: list[int]
    """Characters of the kept blocks in each element."""
    dropped_chars: list[int]
    """Characters of the dropped blocks in each element, but for captions: a picture may stay without."""
    parser: LexborHTMLParser
    """Owns the nodes, which are gone without it."""
    missed: int = 0
    """Kept blocks that were not met with: they are written as paragraphs. None of a page that `tokenize_html` read."""


def replay(
    document: Document,
    kept: Sequence[bool],
    parsed: LexborHTMLParser | None = None,
    *,
    posts: bool = False,
    take: Callable[[Passage], None] | None = None,
) -> Replay:
    """Return the kept blocks of a document that `tokenize_html` made, with their nodes; takes linear time.

    `parsed` is the page as `tokenize_parsed` gave it; without it, it is parsed again. With `posts`, embedded posts
    whose text was dropped, and elements that become one or a video, are shown, too. With `take`, each passage is given
    to it and `entries` stays empty, at a third of the memory. Where the page does not fall
    into the same blocks again, which only a document made by other means can bring about, the kept ones of that place
    have no structure.
    """
    parser = _parse(document) if parsed is None else parsed
    root = parser.root
    elements = document.elements
    kept_chars, dropped_chars = [0] * len(elements), [0] * len(elements)
    found = Replay(entries=[], nodes={}, kept_chars=kept_chars, dropped_chars=dropped_chars, parser=parser)
    names = elements.names
    for block, keep in zip(document.blocks, kept, strict=True):
        if keep:
            kept_chars[block.element] += len(block.text)
        elif not _is_caption(block, names[block.element]):
            dropped_chars[block.element] += len(block.text)
    if root is not None and document.blocks and any(kept):
        _Walk(document, kept, found, posts, take).run(root)
    return found


def _parse(document: Document) -> LexborHTMLParser:
    parser = parse(document.source)
    if document.is_rewritten:
        replace_elements(parser)
    return parser


class _Walk:
    """The state of the walk: where it is in the document's blocks, and the pieces of the block it is in."""

    def __init__(
        self,
        document: Document,
        kept: Sequence[bool],
        found: Replay,
        posts: bool,
        take: Callable[[Passage], None] | None,
    ) -> None:
        self.posts = posts
        self.add: Callable[[Passage], None] = take or found.entries.append
        self.shows = take is None
        self.blocks = document.blocks
        self.elements = document.elements
        self.is_part = bool(document.left_out)
        self.kept = kept
        self.found = found
        self.block = 0
        self.element = 0
        self.kind: Kind = "paragraph"
        self.parts: list[Piece] = []
        # The last text, as it stands in the page.
        self.last = ""
        # Line breaks since the last block.
        self.breaks = _PARTED

    def run(self, root: LexborNode) -> None:
        """Walk below `root`, depth first and without recursion."""
        closed = _closed_elements(self.elements, self.found, self.posts)
        parents, size = self.elements.parents, len(self.elements)
        # Pages that give their text to readers without scripts were read so if <noscript> is among the elements.
        codes = CODES_WITHOUT_SCRIPTS if "noscript" in self.elements.tags else CODES
        known: dict[int, Meaning] = {}
        self.kind = KINDS.get(self.elements.tags[0], "paragraph")
        kinds = [self.kind] * len(self.elements)
        nodes = self.found.nodes
        nodes[0] = root
        count = 1
        style: Style = ()
        stack: list[tuple[LexborNode, int, int, Style]] = []
        where = [index for index, keep in enumerate(self.kept) if keep]
        first, last = where[0] - LEAD_BLOCKS, where[-1] + TAIL_BLOCKS
        if self.is_part:
            last = min(last, len(self.blocks) - 1)
        kept_chars = self.found.kept_chars
        node = root.first_child
        while node is not None and self.block <= last:
            text = node.text_content
            if text is not None:
                self.text(text, style, node)
            else:
                tag_id = node.tag_id
                if tag_id in known:
                    code, tag, own_kind = known[tag_id]
                else:
                    code, tag, own_kind = meaning(node, codes, known)
                if code <= BLOCK:
                    if code == BLOCK:
                        if self.parts:
                            self.part(_PARTED)
                        else:
                            self.breaks = _PARTED
                        if tag in AMP_TAGS:
                            self.show(node, style, tag)
                    child = node.first_child
                    if child is None and self.posts and is_post(tag, node.attributes.get("class") or ""):
                        self.show(node, style, tag)
                    instead = instead_of(node, tag) if child is not None and code != BLOCK else None
                    if instead and self.parts:
                        self.parts.append((style, instead, node))
                    if child is not None and instead is None:
                        if code != BLOCK:
                            stack.append((node, code, self.element, style))
                            if tag in STYLES:
                                style = within(style, STYLES[tag], "")
                            elif tag == "ruby":
                                style = within(style, "ruby", "")
                            elif tag == "a" and (href := node.attributes.get("href")):
                                style = within(style, "link", href)
                            node = child
                            continue
                        index, count = count, count + 1
                        if index >= size or self.elements.tags[index] != tag:
                            # Of another page: nothing from here on is where the document has it.
                            self.parts.clear()
                            break
                        # Nothing can be shown before the article, and there is much in a <head>.
                        if not closed[index] and (kept_chars[index] or (self.block >= first and tag != "head")):
                            stack.append((node, code, self.element, style))
                            nodes[index] = node
                            kinds[index] = own_kind or self.kind
                            self.element, self.kind = index, kinds[index]
                            node = child
                            continue
                        if self.posts and not kept_chars[index] and is_post(tag, self.elements.names[index]):
                            self.show(node, style, tag)
                        while count < size and parents[count] >= index:
                            count += 1
                        self.step_over(index, count)
                elif code == BREAK:
                    self.line_end(node, style, rule=tag == "hr")
                elif code == FORMULA:
                    self.formula(formula_text(node), style, node)
                elif code == SKIP and tag in ("rt", "rtc"):
                    self.reading(collapse(node.text() or ""))
                elif code == SKIP and tag in SHOWN_TAGS:
                    self.show(node, style, tag)
            following = node.next
            while following is None and stack:
                node, code, outer, style = stack.pop()
                if code == BLOCK:
                    if self.parts:
                        self.part(_PARTED)
                    else:
                        self.breaks = _PARTED
                    self.element, self.kind = outer, kinds[outer]
                following = node.next
            node = following
        self.part(0)
        self.write_missed(max(self.block, where[-1] + 1))

    def part(self, breaks: int) -> None:
        """End the block being gathered, if there is one; `breaks` line breaks come after it."""
        if self.kind == "heading":
            self.parts = without_links_of_heading(self.parts)
            if all(not text or text.isspace() for _, text, _ in self.parts):
                self.parts = []
        parts = self.parts
        if parts and (text := block_text("".join([piece[1] for piece in parts]), self.kind)):
            index = self.find(text)
            if index >= 0 and self.kept[index]:
                self.keep(index, parts)
                self.parts = []
            else:
                parts.clear()
            self.breaks = 0
        elif parts:
            self.show_all(parts)
            parts.clear()
        self.breaks += breaks

    def find(self, text: str) -> int:
        """Return the index of the block with a text here, and go on behind it; -1 if the document has none.

        Kept blocks between the last one and this were not met with: they are written as they stand.
        """
        blocks = self.blocks
        for index in range(self.block, min(self.block + MAX_MISSED, len(blocks))):
            if blocks[index].text == text and blocks[index].element == self.element:
                if index > self.block:
                    self.write_missed(index)
                self.block = index + 1
                return index
        return -1

    def write_missed(self, stop: int) -> None:
        """Write the kept blocks before `stop` that were not met with, without what is in them."""
        for index in range(self.block, stop):
            if self.kept[index]:
                node = self.found.nodes[0]
                self.add(Passage(index, [((), self.blocks[index].text, node)], False))
                self.found.missed += 1
        self.block = stop

    def keep(self, index: int, parts: list[Piece]) -> None:
        """Add the passage of a kept block."""
        after: list[Piece] = []
        while not parts[-1][1] or parts[-1][1].isspace():
            # White space ends no block of code that is kept as it stands.
            after.append(parts.pop())
        line = self.breaks == 1 or (self.kind == "heading" and 0 < self.breaks < _PARTED)
        line = line and index > 0 and self.kept[index - 1]
        line = line and self.blocks[index - 1].element == self.element
        self.add(Passage(index, parts, line))
        self.show_all(after[::-1])

    def show_all(self, parts: list[Piece]) -> None:
        """Add the pictures among pieces without text, as they stand outside of running text."""
        for _, text, node in parts:
            if not text:
                self.add_shown(node.tag or "", node)

    def add_shown(self, tag: str, node: LexborNode) -> None:
        if self.shows:
            self.found.entries.append(Shown(self.element, self.block, tag, node))

    def text(self, text: str, style: Style, node: LexborNode) -> None:
        """Take a piece of running text, with a space before it where a style shows one."""
        if self.parts:
            if self.kind != "code" and parts_words(self.last, text, node):
                self.parts.append((style, " ", node))
        elif text.isspace() and self.kind != "code":
            return
        self.last = text
        if seen := visible(text):
            self.parts.append((style, seen, node))

    def reading(self, words: str) -> None:
        """Take the reading of the words before it, as far as they have none."""
        parts = self.parts
        old = next((one for one in parts[-1][0] if one[0] == "ruby"), None) if parts else None
        if not words or old is None:
            return
        # Several bases can stand before their readings.
        new = ("ruby", old[1] + words)
        for number in range(len(parts) - 1, -1, -1):
            style, text, node = parts[number]
            if old not in style:
                break
            parts[number] = (tuple([new if one == old else one for one in style]), text, node)

    def step_over(self, start: int, end: int) -> None:
        """Leave out the blocks of the elements from `start` up to `end`."""
        blocks, index = self.blocks, self.block
        while index < len(blocks) and start <= blocks[index].element < end:
            index += 1
        self.block = index

    def line_end(self, node: LexborNode, style: Style, *, rule: bool) -> None:
        """Take a `<br>` or, if `rule`, a `<hr>`."""
        if self.kind == "code":
            self.parts.append((style, "\n", node))
            return
        self.part(_PARTED if rule else 1)
        if rule:
            self.add_shown("hr", node)

    def formula(self, text: str, style: Style, node: LexborNode) -> None:
        """Take a formula, if it is not empty."""
        if text:
            self.parts.append(((*style, ("formula", "")), text, node))
            self.last = text

    def show(self, node: LexborNode, style: Style, tag: str) -> None:
        """Take a picture, a video or the like."""
        if self.parts:
            self.parts.append((style, "", node))
        else:
            self.breaks = _PARTED
            self.add_shown(tag, node)


def _closed_elements(elements: Elements, found: Replay, posts: bool) -> bytearray:
    """Return for each element whether all it holds was dropped, and add up the characters of what each holds.

    Posts that are shown don't count as dropped text around them.
    """
    parents = elements.parents
    closed = bytearray(len(parents))
    kept, dropped = found.kept_chars, found.dropped_chars
    for index in range(len(parents) - 1, 0, -1):
        if kept[index]:
            kept[parents[index]] += kept[index]
            dropped[parents[index]] += dropped[index]
        elif dropped[index]:
            closed[index] = 1
            if posts and is_post(elements.tags[index], elements.names[index]):
                continue
            dropped[parents[index]] += dropped[index]
    return closed


def _is_caption(block: Block, names: str) -> bool:
    """Tell whether a block is the caption or credit of a picture, going by its tag, class and id."""
    return "caption" in names or "credit" in names or block.kind == "caption"
