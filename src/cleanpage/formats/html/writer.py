"""Write a tree as HTML: elements and attributes from a short list, no script, no style.

A tree comes in and a string goes out. Nothing of the page is copied: every tag is written here, text and attributes
are escaped, and addresses are checked once more, so a tree made by someone else is written as safely.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from cleanpage.formats.escapes import escape_attribute, escape_text, safe_language, safe_link, safe_source
from cleanpage.formats.headline import MAX_BLOCKS_BEFORE, is_same
from cleanpage.formats.tree import (
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
    Item,
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
    Rule,
    Span,
    SpanKind,
    Table,
    Text,
    Tree,
    number_notes,
    reduce_tree,
)
from cleanpage.metadata import Metadata

SPAN_TAGS: Final[Mapping[SpanKind, str]] = MappingProxyType(
    {
        "emphasis": "em",
        "strong": "strong",
        "code": "code",
        "subscript": "sub",
        "superscript": "sup",
        "deleted": "del",
        "inserted": "ins",
        "marked": "mark",
        "quotation": "q",
    }
)

DAY_CHARS: Final = len("2024-02-13")
"""Characters of a date that are shown; the time of day is in an attribute."""

MAX_SPAN: Final = 1000
"""Columns or rows; browsers cut the columns there (HTML Standard, 4.9.11)."""

_RIGHT_TO_LEFT: Final = "ar arc ckb dv fa he iw khw ks ps sd syr ug ur yi arab hebr nkoo syrc thaa"
RIGHT_TO_LEFT: Final = frozenset(_RIGHT_TO_LEFT.split())
"""Languages, and scripts as part of the code of a language, that are written from right to left."""

Notes = Mapping[str, int]
"""Number of each note by its identifier."""


def to_html(
    tree: Tree, *, links: bool = True, images: bool = True, tables: bool = True, embeds: bool | None = None
) -> str:
    """Return the tree as a fragment of HTML, a line for each block; "" for an empty tree.

    Of attributes there are only `alt`, `class`, `colspan`, `href`, `id`, `open`, `role`, `rowspan` and `src`; `start`,
    `reversed`, `type` and `value` on ordered lists and their items, and `type`, `disabled` and `checked` on the box of
    an item; of classes "language-python" and such for code, "math inline", "math display" and "media". The words are
    those of the tree, and beside them the readings of words (`<rt>`) and the addresses of media, each the text of a
    link in an element of class "media".

    >>> to_html((Heading(1, (Text("Owls & mice"),)), Paragraph((Anchor("javascript:x", (Text("Hunt"),)),))))
    '<h1>Owls &amp; mice</h1>\\n<p>Hunt</p>\\n'
    """
    tree = reduce_tree(tree, links=links, images=images, tables=tables, embeds=embeds)
    return _blocks(tree, number_notes(tree))


def to_html_document(
    tree: Tree,
    metadata: Metadata,
    *,
    links: bool = True,
    images: bool = True,
    tables: bool = True,
    embeds: bool | None = None,
    headed: bool = True,
) -> str:
    """Return the tree as a whole page, with language, direction, title and what else the metadata have for its head.

    If it is `headed`, headline, authors and date stand in a `header` above what text there is.
    """
    language = safe_language(metadata.language or "")
    canonical = safe_source(metadata.canonical_url or "")
    head = ['<meta charset="utf-8">', f"<title>{escape_text(metadata.title or '')}</title>"]
    head += [_meta("author", author) for author in metadata.authors]
    head += [
        _meta(name, value)
        for name, value in (
            ("description", metadata.description),
            ("date", metadata.published),
            ("keywords", ", ".join(metadata.tags)),
        )
        if value
    ]
    if canonical:
        head.append(f'<link rel="canonical" href="{escape_attribute(canonical)}">')
    attribute = f' lang="{language}"' if language else ""
    if _is_right_to_left(language):
        attribute += ' dir="rtl"'
    header, tree = _header(tree, metadata) if headed else ("", tree)
    body = header + to_html(tree, links=links, images=images, tables=tables, embeds=embeds)
    return (
        f"<!doctype html>\n<html{attribute}>\n<head>\n"
        + "\n".join(head)
        + f"\n</head>\n<body>\n<article>\n{body}</article>\n</body>\n</html>\n"
    )


def _header(tree: Tree, metadata: Metadata) -> tuple[str, Tree]:
    """Return the header above the text, and the text without the headline if it begins with it."""
    first = tree[:MAX_BLOCKS_BEFORE]
    if not first:
        return "", tree
    title = metadata.title or ""
    headings = [_words(node.content) if isinstance(node, Heading) else "" for node in first]
    shown = escape_text(title)
    if any(is_same(heading, title) for heading in headings[1:]):
        shown = ""  # Below a section's name or the like.
    elif is_same(headings[0], title) and isinstance(first[0], Heading):
        shown, tree = _inline(first[0].content, {}), tree[1:]
    day = metadata.published or ""
    time = f'<time datetime="{escape_attribute(day)}">{escape_text(day[:DAY_CHARS])}</time>' if day else ""
    lines = (_element("h1", shown), _element("p", escape_text(", ".join(metadata.authors))), _element("p", time))
    return _element("header", "".join(f"{line}\n" for line in lines if line), "\n", "\n"), tree


def _words(content: Iterable[Inline]) -> str:
    return "".join(
        piece.text if isinstance(piece, Text) else _words(piece.content) if isinstance(piece, Span | Anchor) else " "
        for piece in content
    )


def _is_right_to_left(language: str) -> bool:
    """Tell whether a language is written from right to left, by its script if its code names one."""
    first, *others = language.lower().replace("_", "-").split("-")
    script = next((part for part in others if len(part) == 4 and part.isalpha()), first)
    return script in RIGHT_TO_LEFT


def _meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{escape_attribute(content)}">'


# ------------------------------------------------------------------ blocks


def _blocks(nodes: Iterable[Node], notes: Notes) -> str:
    return "".join(f"{written}\n" for written in (_block(node, notes) for node in nodes) if written)


def _block(node: Node, notes: Notes) -> str:
    """Return a block as markup, "" for one without content."""
    match node:
        case Heading():
            return _element(f"h{min(max(node.level, 1), 6)}", _inline(node.content, notes))
        case Paragraph():
            return _element("p", _inline(node.content, notes))
        case Listing():
            return _listing(node, notes)
        case Definitions():
            entries = [_definition("dt" if one.term else "dd", one.content, notes) for one in node.entries]
            return _element("dl", "".join(entries), "\n")
        case Quote():
            return _element("blockquote", _blocks(node.content, notes), "\n")
        case Code():
            language = safe_language(node.language)
            attribute = f' class="language-{language}"' if language else ""
            return f"<pre><code{attribute}>{escape_text(node.text)}</code></pre>"
        case Table():
            return _table(node, notes)
        case Figure():
            return _figure(node, notes)
        case Illustration():
            return _element("figure", _illustration(node))
        case Media():
            address = escape_attribute(safe_source(node.address))
            return f'<figure class="media"><a href="{address}">{address}</a></figure>' if address else ""
        case Details():
            summary = _element("summary", _inline(node.summary, notes), "", "\n")
            return _element("details open", summary + _blocks(node.content, notes), "\n")
        case Note():
            return f'<aside id="note-{notes[node.note]}" role="doc-footnote">{_flow(node.content, notes)}</aside>'
        case Rule():
            return "<hr>"


def _element(start: str, content: str, before: str = "", after: str = "") -> str:
    """Return an element with what is before and after it written into and behind it; "" if it has no content."""
    return f"<{start}>{before}{content}</{start.partition(' ')[0]}>{after}" if content else ""


def _flow(nodes: tuple[Node, ...], notes: Notes) -> str:
    """Return the content of an item or cell: without `p` where its only paragraph stands first."""
    if not nodes or not isinstance(nodes[0], Paragraph) or any(isinstance(node, Paragraph) for node in nodes[1:]):
        return _blocks(nodes, notes)
    first, rest = _inline(nodes[0].content, notes), _blocks(nodes[1:], notes)
    return f"{first}\n{rest}" if rest else first


def _listing(listing: Listing, notes: Notes) -> str:
    items = "".join(_item(item, listing.ordered, notes) for item in listing.items)
    if not listing.ordered:
        return _element("ul", items, "\n")
    start = f' start="{listing.start:d}"' if listing.start != 1 else ""
    start += " reversed" if listing.reversed else ""
    start += f' type="{listing.style}"' if listing.style in ("a", "A", "i", "I") else ""
    return _element(f"ol{start}", items, "\n")


def _item(item: Item, ordered: bool, notes: Notes) -> str:
    value = f' value="{item.number:d}"' if ordered and item.number is not None else ""
    return f"<li{value}>{_box(item.checked)}{_flow(item.content, notes)}</li>\n"


def _box(checked: bool | None) -> str:
    """Return the box of an item, which nobody can tick; "" for an item without one."""
    return "" if checked is None else f'<input type="checkbox" disabled{" checked" if checked else ""}> '


def _definition(tag: str, content: tuple[Node, ...], notes: Notes) -> str:
    return f"<{tag}>{_flow(content, notes)}</{tag}>\n"


def _figure(figure: Figure, notes: Notes) -> str:
    content = ""
    for node in figure.content:
        # The picture of a figure needs no figure of its own.
        written = _illustration(node) if isinstance(node, Illustration) else _block(node, notes)
        content += f"{written}\n" if written else ""
    return _element("figure", content + _element("figcaption", _inline(figure.caption, notes), "", "\n"), "\n")


def _table(table: Table, notes: Notes) -> str:
    head = _head_rows(table)
    rows = ["<tr>" + "".join(_cell(cell, notes) for cell in row) + "</tr>\n" for row in table.rows if row]
    parts = [_element("caption", _inline(table.caption, notes), "", "\n")]
    parts += [_element("thead", "".join(rows[:head]), "\n", "\n"), _element("tbody", "".join(rows[head:]), "\n", "\n")]
    return _element("table", "".join(parts), "\n")


def _head_rows(table: Table) -> int:
    """Return how many rows at the top have headers only; 0 if a cell of theirs reaches below them."""
    rows = [row for row in table.rows if row]
    head = next((index for index, row in enumerate(rows) if not all(cell.header for cell in row)), len(rows))
    reaches = any(index + cell.rows > head for index, row in enumerate(rows[:head]) for cell in row)
    return 0 if reaches else head


def _cell(cell: Cell, notes: Notes) -> str:
    tag = "th" if cell.header else "td"
    attributes = "".join(
        f' {name}="{min(number, MAX_SPAN):d}"'
        for name, number in (("colspan", cell.columns), ("rowspan", cell.rows))
        if number > 1
    )
    return f"<{tag}{attributes}>{_flow(cell.content, notes)}</{tag}>"


# ------------------------------------------------------------------ running text


def _inline(content: Iterable[Inline], notes: Notes, linked: bool = False) -> str:
    """Return running text as markup; inside a link there are no others, which HTML can't nest."""
    return "".join(_piece(piece, notes, linked) for piece in content)


def _piece(piece: Inline, notes: Notes, linked: bool) -> str:
    match piece:
        case Text():
            return escape_text(piece.text)
        case Span():
            return _element(SPAN_TAGS[piece.kind], _inline(piece.content, notes, linked))
        case Anchor():
            address = "" if linked else safe_link(piece.href)
            if not address:
                return _inline(piece.content, notes, linked)
            return _element(f'a href="{escape_attribute(address)}"', _inline(piece.content, notes, linked=True))
        case Ruby():
            base = _inline(piece.content, notes, linked)
            return f"<ruby>{base}<rt>{escape_text(piece.reading)}</rt></ruby>" if base else ""
        case Picture():
            return _picture(piece)
        case Formula():
            return _element(f'span class="math {"display" if piece.display else "inline"}"', escape_text(piece.latex))
        case NoteMark():
            return _element("sup", _mark(piece, notes, linked))
        case LineBreak():
            return "<br>"


def _illustration(node: Illustration) -> str:
    picture, address = _picture(node.picture), safe_link(node.href)
    return f'<a href="{escape_attribute(address)}">{picture}</a>' if picture and address else picture


def _picture(picture: Picture) -> str:
    address = safe_source(picture.src)
    return f'<img src="{escape_attribute(address)}" alt="{escape_attribute(picture.alt)}">' if address else ""


def _mark(mark: NoteMark, notes: Notes, linked: bool) -> str:
    label = escape_text(mark.label)
    if linked or mark.note not in notes:
        return label
    return _element(f'a href="#note-{notes[mark.note]}" role="doc-noteref"', label)
