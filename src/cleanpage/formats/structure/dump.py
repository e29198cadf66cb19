"""The tree of an article in a text dump, which has lists, tables and quotations but no elements.

The blocks and the decision about each go in, a `tree.Tree` comes out. Lines that were cut apart
are one paragraph again where all pieces were kept.
"""

from __future__ import annotations

from collections.abc import Sequence

from cleanpage.blocks import Block
from cleanpage.formats.tree import (
    MAX_DEPTH,
    Cell,
    Code,
    Heading,
    Item,
    Listing,
    Node,
    Paragraph,
    Quote,
    Table,
    Text,
    Tree,
)


def build_dump_tree(blocks: Sequence[Block], kept: Sequence[bool]) -> Tree:
    """Return the kept blocks of a text dump as a tree; () where none is kept."""
    lines = _whole_lines(blocks, kept)
    tree: list[Node] = []
    start = 0
    while start < len(lines):
        first = lines[start]
        stop = start + 1
        if first.cells or first.bullet or first.kind == "quote":
            while stop < len(lines) and _goes_on(first, lines[stop]):
                stop += 1
        run = lines[start:stop]
        if first.cells and len(run) > 1:
            tree.append(Table(tuple([tuple([_cell(text) for text in line.cells]) for line in run])))
        elif first.bullet:
            tree.append(_listing(run))
        elif first.kind == "quote":
            tree.append(Quote(tuple([_paragraph(line) for line in run])))
        else:
            tree.extend([_node(line) for line in run])
        start = stop
    return tuple(tree)


def _whole_lines(blocks: Sequence[Block], kept: Sequence[bool]) -> list[Block]:
    """Return the kept blocks; pieces of one line that stand side by side are one block again."""
    lines: list[Block] = []
    pieces: list[str] = []
    before = False
    for block, keep in zip(blocks, kept, strict=True):
        if keep:
            if before and block.joint != "\n":
                pieces.append(block.joint + _text(block))
            else:
                _end(lines, pieces)
                lines.append(block)
        before = keep
    _end(lines, pieces)
    return lines


def _end(lines: list[Block], pieces: list[str]) -> None:
    """Add the pieces of the last line to it."""
    if pieces:
        lines[-1] = lines[-1]._replace(text=_text(lines[-1]) + "".join(pieces), cells=())
        pieces.clear()


def _goes_on(first: Block, line: Block) -> bool:
    """Tell whether a line belongs to the list, table or quotation that begins with another."""
    if first.cells or line.cells:
        return bool(first.cells and line.cells)
    return line.bullet if first.bullet else line.kind == "quote" and not line.bullet


def _text(block: Block) -> str:
    return " | ".join(block.cells) if block.cells else block.text


def _paragraph(block: Block) -> Paragraph:
    return Paragraph((Text(_text(block)),))


def _cell(text: str) -> Cell:
    return Cell((Paragraph((Text(text),)),) if text else ())


def _node(block: Block) -> Node:
    if block.kind == "heading":
        return Heading(2, (Text(block.text),))
    return Code(block.text) if block.kind == "code" else _paragraph(block)


def _listing(lines: Sequence[Block]) -> Listing:
    """Return lines with bullets as a list; those further in than the one before are a list within it."""
    # Each open list: its indent, and the content of its items.
    levels: list[tuple[int, list[list[Node]]]] = [(lines[0].indent, [])]
    for line in lines:
        while len(levels) > 1 and line.indent < levels[-1][0]:
            _close_level(levels)
        if levels[-1][1] and line.indent > levels[-1][0] and len(levels) < MAX_DEPTH // 2:
            levels.append((line.indent, []))
        levels[-1][1].append([_paragraph(line)])
    while len(levels) > 1:
        _close_level(levels)
    return _list(levels[0][1])


def _close_level(levels: list[tuple[int, list[list[Node]]]]) -> None:
    _, items = levels.pop()
    levels[-1][1][-1].append(_list(items))


def _list(items: list[list[Node]]) -> Listing:
    return Listing(tuple([Item(tuple(content)) for content in items]))
