"""Containers of the tree: which elements are one, and the node that each makes of what it holds.

Elements of the page and what was found within them go in; nodes of the tree come out. What does
not fit (text straight in a list, a caption in the midst of what it belongs to) is put where
the order of the words stays that of the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal, TypeAlias

from selectolax.lexbor import LexborNode

from cleanpage.formats.structure.tables import is_layout, laid_out, rows_of
from cleanpage.formats.tree import (
    Code,
    Definition,
    Definitions,
    Details,
    Figure,
    Heading,
    Illustration,
    Inline,
    Item,
    LineBreak,
    Listing,
    ListStyle,
    Media,
    Node,
    Note,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
    Text,
)

Role = Literal[
    "", "list", "item", "quote", "table", "cell", "caption", "definitions", "term", "meaning", "figure", "details",
    "code", "heading", "note",
]  # fmt: skip
"""What an element is in the tree; "" for one that only holds others, and for the page."""

ROLES: Final[Mapping[str, Role]] = {
    "ul": "list",
    "ol": "list",
    "menu": "list",
    "dir": "list",
    "li": "item",
    "blockquote": "quote",
    "table": "table",
    "td": "cell",
    "th": "cell",
    "caption": "caption",
    "figcaption": "caption",
    "summary": "caption",
    "dl": "definitions",
    "dt": "term",
    "dd": "meaning",
    "figure": "figure",
    "details": "details",
    "pre": "code",
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
}
"""Roles of tags."""

OWNERS: Final[Mapping[str, frozenset[Role]]] = {
    "td": frozenset({"table"}),
    "th": frozenset({"table"}),
    "caption": frozenset({"table"}),
    "figcaption": frozenset({"figure"}),
    "summary": frozenset({"details"}),
    "dt": frozenset({"definitions"}),
    "dd": frozenset({"definitions"}),
}
"""The container that an element must be in; it has no role elsewhere."""

_LANGUAGE: Final = re.compile(
    r"(?:^|\s)(?:language|lang|highlight-source|highlight-text|highlight|brush|sourcecode|src)(?:-|:\s*|\s+)"
    r"(?!highlight|language-|lang-|source)([a-z][\w+#.-]{0,29})",
    re.I,
)
"""The language of code in a class: "language-python", "brush: js", "sourceCode haskell"."""

_HIGHLIGHTED: Final = re.compile(r"(?:^|\s)(?:hljs|prism|shiki)\s+([a-z][\w+#.-]{0,29})(?=\s|$)", re.I)
"""The language beside the name of a highlighter."""

_NOT_LANGUAGES: Final = (
    "none default plain text plaintext nohighlight auto undefined unknown wrapper copy copyable github-dark "
    "github-light github line-numbers code block source highlight number numbers"
)
_NO_LANGUAGES: Final = frozenset(_NOT_LANGUAGES.split())
"""What stands where the language would and is none."""


@dataclass(frozen=True, slots=True)
class Caption:
    """What a `<caption>`, `<figcaption>` or `<summary>` holds, until its owner is closed."""

    content: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class CellContent:
    """What a cell holds, until its table is closed."""

    mem_id: int
    content: tuple[Node, ...]


Child: TypeAlias = "Node | Item | Definition | Caption | CellContent"


_NO_NODES: Final = frozenset({Item, Definition, Caption, CellContent})
"""What stands in a list or the like only."""


@dataclass(slots=True)
class Frame:
    """An open container."""

    role: Role
    element: int
    node: LexborNode | None
    note: str = ""
    """Identifier, if it is a note."""
    children: list[Child] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    """Of code, the texts in it; nothing else is in it."""


def close(frame: Frame) -> list[Child]:
    """Return what a container adds to the one that it is in."""
    if frame.lines:
        return [Code("\n".join(frame.lines), language_of(frame.node) if frame.node is not None else "")]
    return _CLOSERS[frame.role](frame) if frame.children else []


def grouped(children: Sequence[Child]) -> tuple[Node, ...]:
    """Return nodes: items and definitions without a list around them get one, captions become paragraphs."""
    if _NO_NODES.isdisjoint(map(type, children)):
        return tuple(children)  # type: ignore[arg-type]
    nodes: list[Node] = []
    items: list[Item] = []
    entries: list[Definition] = []

    def end() -> None:
        if items:
            nodes.append(Listing(tuple(items)))
            items.clear()
        if entries:
            nodes.append(Definitions(tuple(entries)))
            entries.clear()

    for child in children:
        if isinstance(child, Item):
            if entries:
                end()
            items.append(child)
        elif isinstance(child, Definition):
            if items:
                end()
            entries.append(child)
        else:
            end()
            if isinstance(child, (Caption, CellContent)):
                nodes.extend(child.content)
            else:
                nodes.append(child)
    end()
    return tuple(nodes)


def inlines(nodes: Sequence[Node]) -> tuple[Inline, ...]:
    """Return the words of nodes as running text, each paragraph on a line; for captions, which hold no blocks."""
    lines = [line for line in _lines(nodes) if line]
    content: list[Inline] = []
    for number, line in enumerate(lines):
        content.extend([LineBreak(), *line] if number else line)
    return tuple(content)


def _lines(nodes: Sequence[Node]) -> Iterator[tuple[Inline, ...]]:
    for node in nodes:
        if isinstance(node, (Heading, Paragraph)):
            yield node.content
        elif isinstance(node, Listing):
            for item in node.items:
                yield from _lines(item.content)
        elif isinstance(node, Definitions):
            for entry in node.entries:
                yield from _lines(entry.content)
        elif isinstance(node, Code):
            yield (Span("code", (Text(" ".join(node.text.split())),)),)
        elif isinstance(node, Table):
            yield node.caption
            yield from _lines(laid_out(node.rows))
        elif isinstance(node, Figure):
            yield from _lines(node.content)
            yield node.caption
        elif isinstance(node, Details):
            yield node.summary
            yield from _lines(node.content)
        elif isinstance(node, (Quote, Note)):
            yield from _lines(node.content)
        elif isinstance(node, Illustration):
            yield (node.picture,)


def _close_list(frame: Frame) -> list[Child]:
    """Return a list, and the notes that are entries of it; what stands between the entries goes to the one before."""
    closed: list[Child] = []
    items: list[Item] = []
    # What stands between the entries, after the last of them.
    loose: list[Child] = []
    ordered, number, step = _numbering(frame.node)
    style = _style(frame.node) if ordered else ""
    start = number

    def end_item() -> None:
        if loose:
            last = items.pop() if items else Item(())
            items.append(replace(last, content=(*last.content, *grouped(loose))))
            loose.clear()

    def end() -> None:
        end_item()
        if items:
            start_of_list = start if ordered else 1
            closed.append(Listing(tuple(items), ordered, start_of_list, reversed=step < 0, style=style))
            items.clear()

    for child in frame.children:
        if not isinstance(child, (Item, Note)):
            loose.append(child)
            continue
        if isinstance(child, Note):
            end()
            closed.append(child)
        else:
            end_item()
            given = child.number if ordered else None
            follows = given is None or given == number or not items
            number = number if given is None else given
            if not items:
                start = number
            items.append(replace(child, number=None if follows else given))
        # Entries that are notes count too.
        number += step
    end()
    return closed


def _numbering(node: LexborNode | None) -> tuple[bool, int, int]:
    """Return whether a list is numbered, from which number on, and what is added for each item."""
    if node is None or node.tag != "ol":
        return False, 1, 1
    attributes = node.attributes
    start = _number(attributes.get("start"))
    if "reversed" not in attributes:
        return True, 1 if start is None else start, 1
    return True, sum(child.tag == "li" for child in node.iter()) if start is None else start, -1


def _number(value: str | None) -> int | None:
    """Return the number of a `start` or `value`; None for anything else."""
    digits = (value or "").strip()
    unsigned = digits.removeprefix("-")
    return int(digits) if unsigned.isascii() and unsigned.isdecimal() and len(unsigned) < 10 else None


_STYLES: Final[Mapping[str, ListStyle]] = {"a": "a", "A": "A", "i": "i", "I": "I"}


def _style(node: LexborNode | None) -> ListStyle:
    """Return how the list of a node counts."""
    given = (node.attributes.get("type") or "").strip() if node is not None else ""
    return _STYLES.get(given, "")


def _close_table(frame: Frame) -> list[Child]:
    """Return a table, or what it holds if it only lays the page out."""
    children = frame.children
    caption = children[0] if isinstance(children[0], Caption) else None
    cells = [child for child in children[1 if caption else 0 :] if isinstance(child, CellContent)]
    if frame.node is not None and len(cells) == len(children) - (caption is not None):
        contents = {cell.mem_id: cell.content for cell in cells}
        rows = rows_of(frame.node, contents)
        found = sum(1 for row in rows for cell in row if cell.content)
        if found == len(cells) == len(contents) and not is_layout(frame.node, rows, captioned=bool(caption)):
            return [Table(rows, inlines(caption.content) if caption else ())]
    return list(grouped(children))


def _close_figure(frame: Frame) -> list[Child]:
    """Return a figure with its caption; without one, what it holds."""
    captions = [child for child in frame.children if isinstance(child, Caption)]
    rest = grouped([child for child in frame.children if not isinstance(child, Caption)])
    in_order = frame.children[-1] is captions[-1] if captions else False
    if len(captions) == 1 and rest and (in_order or is_wordless(rest)):
        return [Figure(rest, inlines(captions[0].content))]
    return list(grouped(frame.children))


def is_wordless(nodes: Sequence[Node]) -> bool:
    """Tell whether there are only pictures, media and lines."""
    return all(isinstance(node, (Illustration, Media, Rule)) for node in nodes)


def _close_details(frame: Frame) -> list[Child]:
    first = frame.children[0]
    if isinstance(first, Caption):
        return [Details(inlines(first.content), grouped(frame.children[1:]))]
    return [Details((), grouped(frame.children))]


def _close_definitions(frame: Frame) -> list[Child]:
    """Return a list of definitions, and the notes that are among them."""
    children: list[Child] = []
    loose: list[Child] = []

    def end() -> None:
        if loose:
            children.append(Definition(False, grouped(loose)))
            loose.clear()

    for child in frame.children:
        if isinstance(child, (Definition, Note)):
            end()
            children.append(child)
        else:
            loose.append(child)
    end()
    return list(grouped(children))


def _close_item(frame: Frame) -> list[Child]:
    node = frame.node
    if node is None:
        return [Item(grouped(frame.children))]
    return [Item(grouped(frame.children), is_checked(node), _number(node.attributes.get("value")))]


CHECKBOX_LEVELS: Final = 5
"""Elements from an entry inwards that its box can be in: a paragraph, a label, spans."""


def is_checked(item: LexborNode) -> bool | None:
    """Return whether the box that an entry of a list begins with is ticked; None if it begins with anything else."""
    node = item.first_child
    for _ in range(CHECKBOX_LEVELS):
        while node is not None and (text := node.text_content) is not None and (not text or text.isspace()):
            node = node.next
        if node is None or node.text_content is not None or node.tag in ("ul", "ol", "li"):
            return None
        attributes = node.attributes
        if node.tag == "input":
            return "checked" in attributes if (attributes.get("type") or "").lower() == "checkbox" else None
        if attributes.get("role") == "checkbox":
            return attributes.get("aria-checked") == "true"
        node = node.first_child
    return None


def _close_quote(frame: Frame) -> list[Child]:
    return [Quote(grouped(frame.children))]


def _close_note(frame: Frame) -> list[Child]:
    return [Note(frame.note, grouped(frame.children))]


def _close_caption(frame: Frame) -> list[Child]:
    return [Caption(grouped(frame.children))]


def _close_cell(frame: Frame) -> list[Child]:
    return [CellContent(frame.node.mem_id if frame.node is not None else 0, grouped(frame.children))]


def _close_term(frame: Frame) -> list[Child]:
    return [Definition(True, grouped(frame.children))]


def _close_meaning(frame: Frame) -> list[Child]:
    return [Definition(False, grouped(frame.children))]


def _as_it_is(frame: Frame) -> list[Child]:
    return frame.children


_CLOSERS: Final[Mapping[Role, Callable[[Frame], list[Child]]]] = {
    "": _as_it_is,
    "heading": _as_it_is,
    "code": _as_it_is,
    "list": _close_list,
    "item": _close_item,
    "quote": _close_quote,
    "table": _close_table,
    "cell": _close_cell,
    "caption": _close_caption,
    "definitions": _close_definitions,
    "term": _close_term,
    "meaning": _close_meaning,
    "figure": _close_figure,
    "details": _close_details,
    "note": _close_note,
}


LANGUAGE_LEVELS: Final = 7
"""Elements from code outwards that can name its language: a table with the line numbers beside it has five."""


def language_of(pre: LexborNode) -> str:
    """Return the language that a `<pre>`, the `<code>` in it or an element around it names; "" if none does."""
    code = pre.first_child
    while code is not None and code.tag != "code":
        code = code.next
    node: LexborNode | None = code if code is not None else pre
    for _ in range(LANGUAGE_LEVELS):
        if node is None or node.tag in ("body", "html", "article", "main", "li"):
            return ""
        attributes = node.attributes
        if node.tag == "td" and "code" not in (attributes.get("class") or ""):
            return ""
        named = attributes.get("data-lang") or attributes.get("data-language") or ""
        if not named:
            names = attributes.get("class") or ""
            found = _LANGUAGE.search(names) or _HIGHLIGHTED.search(names)
            named = found[1] if found else ""
        named = named.strip().lower()
        if named and named not in _NO_LANGUAGES and len(named) <= 30 and " " not in named:
            return named
        node = node.parent
    return ""
