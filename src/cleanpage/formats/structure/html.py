"""The tree of an article in an HTML page.

The kept parts of the page go in (`second_walk.Replay`), a `tree.Tree` comes out. The kept blocks are
taken in order; the block-level elements around each tell which lists, quotes and tables are
open there. What each of them makes of its content is up to `containers`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from selectolax.lexbor import LexborNode

from cleanpage.blocks import Document
from cleanpage.formats.addresses import Addresses
from cleanpage.formats.structure.containers import OWNERS, ROLES, Frame, Role, close, grouped
from cleanpage.formats.structure.embeds import MEDIA_TAGS, embed_of
from cleanpage.formats.structure.footnotes import find_notes
from cleanpage.formats.structure.illustrations import Surroundings
from cleanpage.formats.structure.inline import Context, running_text
from cleanpage.formats.structure.pictures import PICTURE_TAGS, media_of, picture_of
from cleanpage.formats.tree import (
    MAX_DEPTH,
    Heading,
    Illustration,
    Inline,
    LineBreak,
    Media,
    Node,
    Paragraph,
    Rule,
    Span,
    Tree,
)
from cleanpage.tokenize.html.second_walk import Passage, Replay, Shown

_LINK_LEVELS: Final = 4
"""Elements from a picture outwards that can be its link: a <picture>, wrappers."""

_INNER_LEVELS: Final = 3
"""Levels that are left free under a container, for the cells or entries in it and what they hold."""


class TreeBuilder:
    """Puts the kept parts of an HTML page into the containers that they are in."""

    def __init__(
        self, document: Document, kept: Sequence[bool], found: Replay, url: str | None, embeds: bool | None = None
    ) -> None:
        self.document = document
        self.found = found
        self.notes = find_notes(document, found)
        self.addresses = Addresses(url, document.markup.base)
        self.context = Context(self.addresses, self.notes.marks)
        self.surroundings = Surroundings(document, kept, found)
        # For each element that was walked through: its role, the innermost container that it is or is in, and for a
        # container the one around it and how many there are.
        self.roles: dict[int, Role] = {}
        self.container: dict[int, int] = {-1: -1}
        self.outer: dict[int, int] = {}
        self.depths: dict[int, int] = {-1: 0}
        self.find_containers()
        self.frames = [Frame("", -1, None)]
        # Where the container of an element is among the open ones.
        self.open_at = {-1: 0}
        self.embeds = embeds
        self.last_picture = ""
        self.last_embed = ""

    def find_containers(self) -> None:
        """Give each element its role, outer elements first."""
        elements, notes = self.document.elements, self.notes.elements
        for index in self.found.nodes:
            around = self.container[elements.parents[index]]
            # Most elements are none, and quickly told.
            if (elements.tags[index] in ROLES or "heading" in elements.names[index] or index in notes) and (
                role := self.role_of(index, around)
            ):
                self.roles[index] = role
                self.outer[index] = around
                self.depths[index] = self.depths[around] + 1
                around = index
            self.container[index] = around

    def role_of(self, index: int, around: int) -> Role:
        """Return the role of an element in a container; "" if it is none there."""
        elements = self.document.elements
        tag = elements.tags[index]
        role = ROLES.get(tag, "")
        if not role and "heading" in elements.names[index] and self.is_declared_heading(index):
            role = "heading"
        if index in self.notes.elements:
            role = "note"
        if not role:
            return ""
        outer_role = self.roles.get(around, "")
        if outer_role in ("code", "heading"):
            return ""
        owners = OWNERS.get(tag)
        if owners is not None:
            return role if outer_role in owners or role == "note" else ""
        if self.depths[around] >= MAX_DEPTH - _INNER_LEVELS and not (role == "item" and outer_role == "list"):
            return ""
        return role

    def is_declared_heading(self, index: int) -> bool:
        """Tell whether an element says by its role that it is a heading."""
        return (self.found.nodes[index].attributes.get("role") or "").strip().lower() == "heading"

    def build(self) -> Tree:
        """Return the tree; to be called once."""
        entries = self.found.entries
        number = 0
        while number < len(entries):
            entry = entries[number]
            number += 1
            if not isinstance(entry, Passage):
                self.show(entry)
                continue
            lines = [entry]
            while number < len(entries) and isinstance(more := entries[number], Passage) and more.line:
                lines.append(more)
                number += 1
            self.write(lines)
        self.leave(1)
        return grouped(self.frames[0].children)

    def enter(self, element: int) -> Frame:
        """Close and open containers until those around an element are open; return the innermost."""
        while element not in self.container:
            # Not met with in the second walk.
            element = self.document.elements.parents[element]
        index = self.container[element]
        if self.frames[-1].element == index:
            return self.frames[-1]
        path = []
        while index not in self.open_at:
            path.append(index)
            index = self.outer[index]
        self.leave(self.open_at[index] + 1)
        frames = self.frames
        for index in reversed(path):
            self.open_at[index] = len(frames)
            frames.append(Frame(self.roles[index], index, self.found.nodes[index], self.notes.elements.get(index, "")))
        return frames[-1]

    def leave(self, depth: int) -> None:
        """Close containers until `depth` are open."""
        frames = self.frames
        while len(frames) > depth:
            frame = frames.pop()
            del self.open_at[frame.element]
            frames[-1].children.extend(close(frame))

    def write(self, lines: list[Passage]) -> None:
        """Add a paragraph of one or more lines, a heading, or a piece of code."""
        blocks = self.document.blocks
        block = blocks[lines[0].block]
        frame = self.enter(block.element)
        if frame.role == "code":
            for line in lines:
                self.write_code(frame, line)
            return
        content = running_text(lines[0], block, self.context)
        if len(lines) > 1:
            joined = list(content)
            for line in lines[1:]:
                joined.append(LineBreak())
                joined.extend(running_text(line, blocks[line.block], self.context))
            content = tuple(joined)
        if frame.role == "heading":
            frame.children.append(Heading(self.level_of(frame), _unwrapped(content)))
        else:
            frame.children.append(Paragraph(content))
        if self.embeds:
            # What stands within a paragraph is shown after it.
            shown = [node for line in lines for _, text, node in line.pieces if not text and node.tag in MEDIA_TAGS]
            frame.children.extend(media for node in shown if (media := self.media(node)) is not None)

    def write_code(self, frame: Frame, line: Passage) -> None:
        """Add text whose white space counts."""
        blocks = self.document.blocks
        block = blocks[line.block]
        text = block.text
        if block.kind != "code":
            # A table within code, for the numbers of its lines: the white space of its cells counts too.
            text = "".join([raw for _, raw, _ in line.pieces]).strip("\n").rstrip()
        frame.lines.append(text)

    def level_of(self, frame: Frame) -> int:
        """Return the level of a heading: that of its tag, or what `aria-level` says; 2 if nothing does."""
        tag = self.document.elements.tags[frame.element]
        if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            return int(tag[1])
        level = (frame.node.attributes.get("aria-level") or "") if frame.node is not None else ""
        return int(level) if level in ("1", "2", "3", "4", "5", "6") else 2

    def show(self, shown: Shown) -> None:
        """Add a picture, a video or a line across, if it belongs to the article."""
        node: Node | None = None
        if shown.tag == "hr":
            node = Rule() if self.surroundings.parts_text(shown) else None
        elif self.surroundings.belongs(shown):
            if shown.tag == "noscript" or shown.tag in PICTURE_TAGS:
                picture = picture_of(shown.node, self.addresses)
                if picture is not None and picture.src != self.last_picture:
                    node = Illustration(picture, self.link_around(shown.node))
                    self.last_picture = picture.src
            else:
                node = self.media(shown.node)
        if node is not None:
            frame = self.enter(shown.element)
            if frame.role not in ("code", "table"):
                frame.children.append(node)

    def media(self, node: LexborNode) -> Media | None:
        """Return what an element embeds, if that is asked for and not what was embedded right before."""
        if self.embeds is None:
            return media_of(node, self.addresses)
        media = embed_of(node, self.addresses) if self.embeds else None
        if media is None or media.address == self.last_embed:
            return None
        self.last_embed = media.address
        return media

    def link_around(self, node: LexborNode) -> str:
        """Return the address of the link that a picture is in; "" if it is in none."""
        outer = node.parent
        for _ in range(_LINK_LEVELS):
            if outer is None:
                break
            if outer.tag == "a":
                return self.addresses.link(outer.attributes.get("href") or "")
            outer = outer.parent
        return ""


def _unwrapped(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return the running text of a heading; one that is bold or in italics all over is so for being a heading."""
    while len(content) == 1 and isinstance(one := content[0], Span) and one.kind in ("strong", "emphasis"):
        content = one.content
    return content
