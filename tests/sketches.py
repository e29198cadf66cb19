"""Trees as short strings, and trees of pages of which all blocks are kept but some: for the tests of the structure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from builders import make_measured
from cleanpage.blocks import Dump, Scored, Selected
from cleanpage.formats.structure.builder import build_tree
from cleanpage.formats.tree.nodes import (
    Anchor,
    Cell,
    Code,
    Definitions,
    Details,
    Figure,
    Formula,
    Heading,
    Illustration,
    Inline,
    LineBreak,
    Listing,
    Media,
    Node,
    Note,
    NoteMark,
    Paragraph,
    Picture,
    Quote,
    Ruby,
    Span,
    Table,
    Text,
    Tree,
)
from cleanpage.tokenize.tokenizer import tokenize


def select(page: str, dropped: Sequence[str] = (), *, as_html: bool = True) -> Selected:
    """Return a page of which all blocks are kept but those with one of the texts in `dropped`."""
    document = tokenize(Dump(text=page), "html" if as_html else "text")
    measured = replace(make_measured(document.blocks, elements=document.elements), document=document)
    scores = tuple([0.0 if block.text in dropped else 1.0 for block in document.blocks])
    return Selected(
        scored=Scored(measured=measured, scores=scores),
        kept=tuple([score > 0.5 for score in scores]),
        cut=0.5,
        confidence=1.0,
    )


def tree_of(page: str, *dropped: str, url: str | None = None) -> Tree:
    """Return the tree of an HTML page."""
    return build_tree(select(page, dropped), url)


def sketch_of(page: str, *dropped: str, url: str | None = None) -> str:
    """Return the sketch of the tree of an HTML page."""
    return sketch(tree_of(page, *dropped, url=url))


def sketch(nodes: Sequence[Node]) -> str:
    """Return nodes as "h2(Owls) p(They *hunt*) ul(li(p(Mice)))"."""
    return " ".join(map(_node, nodes))


_BOXES = {None: "", True: "[x]", False: "[ ]"}


def _node(node: Node) -> str:
    match node:
        case Heading(level, content):
            return f"h{level}({running(content)})"
        case Paragraph(content):
            return f"p({running(content)})"
        case Listing(items, ordered, start):
            lines = " ".join([f"li{_BOXES[item.checked]}({sketch(item.content)})" for item in items])
            return f"ol{start}({lines})" if ordered else f"ul({lines})"
        case Definitions(entries):
            names = [("dt" if one.term else "dd") + f"({sketch(one.content)})" for one in entries]
            return f"dl({' '.join(names)})"
        case Quote(content):
            return f"quote({sketch(content)})"
        case Note(note, content):
            return f"note:{note}({sketch(content)})"
        case Code(text, language):
            return f"code{':' + language if language else ''}({text!r})"
        case Table(rows, caption):
            lines = " / ".join(" | ".join(map(_cell, row)) for row in rows)
            return f"table({running(caption) + ': ' if caption else ''}{lines})"
        case Figure(content, caption):
            return f"figure({sketch(content)}: {running(caption)})"
        case Details(summary, content):
            return f"details({running(summary)}: {sketch(content)})"
        case Illustration(picture):
            return f"img({picture.src})"
        case Media(address, kind):
            return f"{kind}({address})"
        case _:
            return "hr"


def _cell(cell: Cell) -> str:
    first = cell.content[0] if len(cell.content) == 1 else None
    content = running(first.content) if isinstance(first, Paragraph) else sketch(cell.content)
    span = f"{cell.rows}x{cell.columns} " if (cell.rows, cell.columns) != (1, 1) else ""
    return ("#" if cell.header else "") + span + content


_MARKS = {
    "strong": "**", "emphasis": "*", "code": "`", "subscript": "~", "superscript": "^", "deleted": "--",
    "inserted": "++", "marked": "==", "quotation": '"',
}  # fmt: skip


def running(content: Sequence[Inline]) -> str:
    """Return running text as "They *hunt* [at night](night.html)"."""
    return "".join(map(_inline, content))


def _inline(one: Inline) -> str:
    match one:
        case Text(text):
            return text
        case Span(kind, content):
            return _MARKS[kind] + running(content) + _MARKS[kind]
        case Anchor(href, content):
            return f"[{running(content)}]({href})"
        case Ruby(reading, content):
            return f"{running(content)}({reading})"
        case Picture(src, alt):
            return f"![{alt}]({src})"
        case Formula(latex, display):
            return f"$${latex}$$" if display else f"${latex}$"
        case NoteMark(label, note):
            return f"[^{label}:{note}]"
        case LineBreak():
            return " / "
    return ""


def words_of(nodes: Sequence[Node]) -> list[str]:
    """Return the words of nodes in the order that the formats have them."""
    return re.findall(r"\w+", "\n".join(_texts(nodes)))


def _texts(nodes: Sequence[Node]) -> list[str]:
    texts: list[str] = []
    for node in nodes:
        match node:
            case Heading(_, content) | Paragraph(content):
                texts.append(_plain(content))
            case Listing(items):
                for item in items:
                    texts += _texts(item.content)
            case Definitions(entries):
                for entry in entries:
                    texts += _texts(entry.content)
            case Quote(content) | Note(_, content):
                texts += _texts(content)
            case Code(text):
                texts.append(text)
            case Table(rows, caption):
                texts.append(_plain(caption))
                for row in rows:
                    for cell in row:
                        texts += _texts(cell.content)
            case Figure(content, caption):
                texts += [*_texts(content), _plain(caption)]
            case Details(summary, content):
                texts += [_plain(summary), *_texts(content)]
    return texts


def _plain(content: Sequence[Inline]) -> str:
    words = []
    for one in content:
        match one:
            case Text(text):
                words.append(text)
            case Span(_, inner) | Anchor(_, inner) | Ruby(_, inner):
                words.append(_plain(inner))
            case Formula(latex):
                words.append(f"${latex}$")
            case NoteMark(label):
                words.append(label)
            case LineBreak():
                words.append("\n")
    return "".join(words)
