"""See a tree otherwise: without its links, pictures or tables, and with its notes numbered.

A tree comes in and a tree or a table of numbers goes out. The words stay and so does their order, whatever is left
out: a link leaves its text, a figure its caption, and a table its rows as text has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from cleanpage.formats.text import CELL_SEPARATOR
from cleanpage.formats.tree.nodes import (
    Anchor,
    Cell,
    Definitions,
    Details,
    Figure,
    Heading,
    Illustration,
    Inline,
    Listing,
    Media,
    Node,
    Note,
    Paragraph,
    Picture,
    Quote,
    Ruby,
    Span,
    Table,
    Text,
    Tree,
)


def reduce_tree(
    tree: Tree, *, links: bool = True, images: bool = True, tables: bool = True, embeds: bool | None = None
) -> Tree:
    """Return the tree without the links, pictures, tables or embedded media, with the same words in the same order.

    Where `embeds` is None, media go with the pictures. The row of a table becomes a paragraph.
    """
    embeds = images if embeds is None else embeds
    if links and images and tables and embeds:
        return tree
    return _Reducer(links, images, tables, embeds).nodes(tree)


def number_notes(tree: Tree) -> dict[str, int]:
    """Return the number of each note by its identifier, from 1, in the order of the notes."""
    numbers: dict[str, int] = {}
    for note in _notes(tree):
        numbers.setdefault(note.note, len(numbers) + 1)
    return numbers


def item_numbers(listing: Listing) -> list[int]:
    """Return the number of each item of a list.

    >>> from cleanpage.formats.tree.nodes import Item
    >>> item_numbers(Listing((Item(()), Item((), None, 5), Item(())), ordered=True, start=2))
    [2, 5, 6]
    """
    numbers: list[int] = []
    number = listing.start
    for item in listing.items:
        number = number if item.number is None else item.number
        numbers.append(number)
        number += -1 if listing.reversed else 1
    return numbers


def _notes(nodes: Iterable[Node]) -> Iterator[Note]:
    for node in nodes:
        if isinstance(node, Note):
            yield node
        yield from _notes(_nodes_in(node))


def _nodes_in(node: Node) -> Iterator[Node]:
    """Give the nodes directly in a node, those of its items, entries and cells included."""
    match node:
        case Quote() | Details() | Note() | Figure():
            yield from node.content
        case Listing():
            for item in node.items:
                yield from item.content
        case Definitions():
            for entry in node.entries:
                yield from entry.content
        case Table():
            for row in node.rows:
                for cell in row:
                    yield from cell.content


class _Reducer:
    """What to leave in; its methods return what they are given without the rest."""

    def __init__(self, links: bool, images: bool, tables: bool, embeds: bool) -> None:
        self.links = links
        self.images = images
        self.tables = tables
        self.embeds = embeds

    def nodes(self, nodes: Iterable[Node]) -> tuple[Node, ...]:
        return tuple(reduced for node in nodes for reduced in self.node(node))

    def node(self, node: Node) -> tuple[Node, ...]:
        """Return what a node becomes: one, several or none."""
        match node:
            case Heading() | Paragraph():
                return (replace(node, content=self.inline(node.content)),)
            case Quote() | Note():
                return (replace(node, content=self.nodes(node.content)),)
            case Details():
                return (replace(node, summary=self.inline(node.summary), content=self.nodes(node.content)),)
            case Listing():
                return (
                    replace(node, items=tuple(replace(one, content=self.nodes(one.content)) for one in node.items)),
                )
            case Definitions():
                entries = tuple(replace(one, content=self.nodes(one.content)) for one in node.entries)
                return (replace(node, entries=entries),)
            case Table():
                return self.table(node)
            case Figure():
                return self.figure(node)
            case Illustration() if not self.images:
                return ()
            case Media() if not self.embeds:
                return ()
            case Illustration() if not self.links:
                return (replace(node, href=""),)
            case _:
                return (node,)

    def figure(self, figure: Figure) -> tuple[Node, ...]:
        """Return a figure; its caption as a paragraph where all else is gone."""
        content, caption = self.nodes(figure.content), self.inline(figure.caption)
        if content or not figure.content:
            return (Figure(content, caption),)
        return (Paragraph(caption),) if caption else ()

    def table(self, table: Table) -> tuple[Node, ...]:
        caption = self.inline(table.caption)
        rows = tuple(tuple(replace(cell, content=self.nodes(cell.content)) for cell in row) for row in table.rows)
        if self.tables:
            return (Table(rows, caption),)
        before: tuple[Node, ...] = (Paragraph(caption),) if caption else ()
        return before + tuple(node for row in rows for node in _as_line(row))

    def inline(self, content: Iterable[Inline]) -> tuple[Inline, ...]:
        reduced: list[Inline] = []
        for piece in content:
            match piece:
                case Anchor() if not self.links:
                    reduced += self.inline(piece.content)
                case Anchor() | Span() | Ruby():
                    reduced.append(replace(piece, content=self.inline(piece.content)))
                case Picture() if not self.images:
                    pass
                case _:
                    reduced.append(piece)
        return tuple(reduced)


def _as_line(row: tuple[Cell, ...]) -> tuple[Node, ...]:
    """Return the row as a paragraph, or what is in its cells where that is more than a paragraph each."""
    line: list[Inline] = []
    for cell in row:
        match cell.content:
            case ():
                pass
            case (Paragraph(content),):
                line += (Text(CELL_SEPARATOR), *content) if line else content
            case _:
                return tuple(node for cell in row for node in cell.content)
    return (Paragraph(tuple(line)),) if line else ()
