"""Write a tree as TEI: XML as the Guidelines P5 of the Text Encoding Initiative define it.

A tree and the page's metadata come in and a document goes out, valid against the schema TEI All. Of its some 580
elements it uses 40, each with less in it than allowed, so it is valid in most schemas made from it that have the
elements at all. Text and addresses are escaped and checked here, whatever the tree holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from cleanpage.formats.escapes import escape_text, safe_language, safe_link, safe_source
from cleanpage.formats.tei.header import language_code, pointer, tei_header
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
    item_numbers,
    number_notes,
    reduce_tree,
)
from cleanpage.metadata import Metadata

NAMESPACE: Final = "http://www.tei-c.org/ns/1.0"

SPAN_TAGS: Final[Mapping[SpanKind, str]] = MappingProxyType(
    {
        "emphasis": 'hi rend="italic"',
        "strong": 'hi rend="bold"',
        "subscript": 'hi rend="subscript"',
        "superscript": 'hi rend="superscript"',
        "marked": 'hi rend="highlight"',
        "deleted": "del",
        "inserted": "add",
        "quotation": "q",
    }
)
"""Start of the element for each kind but code, which can hold nothing but text."""

MEDIA_TYPES: Final = MappingProxyType({"video": "video/*", "audio": "audio/*", "embed": "text/html"})
"""For the attribute `mimeType`, which must be there; the page seldom says more."""


def to_tei(
    tree: Tree,
    metadata: Metadata,
    url: str | None = None,
    *,
    links: bool = True,
    images: bool = True,
    tables: bool = True,
    embeds: bool | None = None,
) -> str:
    """Return the tree and its metadata as an XML document without declaration, so in UTF-8 once it is encoded.

    A heading opens a `div` that ends before the next one of its level or a higher. Headings elsewhere, in lists or
    tables, are `ab` of type "head". The words of the body are those of the tree, and alternative texts in `desc`.
    `url` is the address the page came from; the header has its canonical one too.
    """
    tree = reduce_tree(tree, links=links, images=images, tables=tables, embeds=embeds)
    language = language_code(metadata)
    attribute = f' xml:lang="{language}"' if language else ""
    body = _Body(number_notes(tree)).write(tree)
    return f'<TEI xmlns="{NAMESPACE}">\n{tei_header(metadata, url)}<text{attribute}>\n{body}</text>\n</TEI>\n'


class _Body:
    """Writes one tree; knows which notes have been written, as an identifier may not come twice."""

    def __init__(self, notes: Mapping[str, int]) -> None:
        self.notes = notes
        self.written: set[str] = set()
        self.levels: list[int] = []
        """Levels of the headings whose `div` is open."""

    def write(self, tree: Tree) -> str:
        content = self.divisions(tree)
        return f"<body>\n<div>\n{content}{'</div>' * (len(self.levels) + 1)}\n</body>\n"

    def divisions(self, nodes: Iterable[Node]) -> str:
        """Return blocks with a `div` opened for each heading, some of them still open at the end."""
        parts: list[str] = []
        for node in nodes:
            if isinstance(node, Heading):
                content = self.inline(node.content)
                parts.append(self.division(node.level, content) if content else "")
            elif isinstance(node, Details):
                parts.append(_line(_element('ab type="summary"', self.inline(node.summary))))
                parts.append(self.divisions(node.content))
            else:
                parts.append(_line(self.block(node)))
        return "".join(parts)

    def division(self, level: int, content: str) -> str:
        closing = 0
        while self.levels and self.levels[-1] >= level:
            self.levels.pop()
            closing += 1
        self.levels.append(level)
        return "</div>\n" * closing + f'<div>\n<head rend="h{level:d}">{content}</head>\n'

    # -------------------------------------------------------------- blocks

    def blocks(self, nodes: Iterable[Node]) -> str:
        return "".join(self.block(node) for node in nodes)

    def block(self, node: Node) -> str:
        """Return a block that is not at the top, "" for one without content."""
        match node:
            case Heading():
                return _element(f'ab type="head" rend="h{node.level:d}"', self.inline(node.content))
            case Paragraph():
                return _element("p", self.inline(node.content))
            case Listing():
                return self.listing(node)
            case Definitions():
                return self.definitions(node)
            case Quote():
                return _element("quote", self.blocks(node.content))
            case Code():
                return _element('ab type="code"', _code(node.text, node.language))
            case Table():
                return self.table(node)
            case Figure():
                return self.figure(node)
            case Illustration() | Media():
                return _element("figure", _graphic(node))
            case Details():
                return _element('ab type="summary"', self.inline(node.summary)) + self.blocks(node.content)
            case Note():
                return self.note(node)
            case Rule():
                return '<milestone unit="section" rend="rule"/>'

    def flow(self, nodes: tuple[Node, ...]) -> str:
        """Return the content of an item, cell or note: without `p` where its only paragraph stands first."""
        if not nodes or not isinstance(nodes[0], Paragraph) or any(isinstance(node, Paragraph) for node in nodes[1:]):
            return self.blocks(nodes)
        return self.inline(nodes[0].content) + self.blocks(nodes[1:])

    def listing(self, listing: Listing) -> str:
        items = ""
        for number, item in zip(item_numbers(listing), listing.items, strict=True):
            attribute = f' n="{number:d}"' if listing.ordered else ""
            if item.checked is not None:
                attribute += ' rend="checked"' if item.checked else ' rend="unchecked"'
            items += f"<item{attribute}>{self.flow(item.content)}</item>\n"
        return _element(f'list rend="{"numbered" if listing.ordered else "bulleted"}"', items, "\n")

    def definitions(self, definitions: Definitions) -> str:
        """Return a list of labels and items in turns, which is the only order there may be; an empty one fills gaps."""
        parts: list[str] = []
        labelled = False
        for entry in definitions.entries:
            label = self.label(entry.content) if entry.term else None
            if label is not None:
                parts += ["<item/>\n"] * labelled + [f"<label>{label}</label>\n"]
            else:
                parts += ["<label/>\n"] * (not labelled) + [f"<item>{self.flow(entry.content)}</item>\n"]
            labelled = label is not None
        parts += ["<item/>\n"] * labelled
        return _element('list type="gloss"', "".join(parts), "\n")

    def label(self, content: Sequence[Node]) -> str | None:
        """Return a term as running text; None if it is more than that, which a label can't hold."""
        if not all(isinstance(node, Paragraph) for node in content):
            return None
        return "<lb/>".join(self.inline(node.content) for node in content if isinstance(node, Paragraph))

    def table(self, table: Table) -> str:
        caption = self.inline(table.caption)
        rows = "".join(self.row(row) for row in table.rows if row)
        if not rows:
            return _element("p", caption)
        return f"<table>\n{_line(_element('head', caption))}{rows}</table>"

    def row(self, row: Sequence[Cell]) -> str:
        role = "label" if all(cell.header for cell in row) else "data"
        return f'<row role="{role}">' + "".join(self.cell(cell) for cell in row) + "</row>\n"

    def cell(self, cell: Cell) -> str:
        attributes = ' role="label"' if cell.header else ""
        attributes += f' cols="{cell.columns:d}"' if cell.columns > 1 else ""
        attributes += f' rows="{cell.rows:d}"' if cell.rows > 1 else ""
        return f"<cell{attributes}>{self.flow(cell.content)}</cell>"

    def figure(self, figure: Figure) -> str:
        content = "".join(
            # The picture of a figure needs no figure of its own.
            _graphic(node) if isinstance(node, Illustration | Media) else self.block(node)
            for node in figure.content
        )
        return _element("figure", content + _element("head", self.inline(figure.caption)))

    def note(self, note: Note) -> str:
        identifier = "" if note.note in self.written else f' xml:id="note-{self.notes[note.note]}"'
        self.written.add(note.note)
        return f'<note place="end"{identifier}>{self.flow(note.content)}</note>'

    # -------------------------------------------------------------- running text

    def inline(self, content: Iterable[Inline], code: bool = False) -> str:
        """Return running text; in code, each text of it is a `code`."""
        return "".join(self.piece(piece, code) for piece in content)

    def piece(self, piece: Inline, code: bool) -> str:
        match piece:
            case Text():
                return _element("code", escape_text(piece.text)) if code else escape_text(piece.text)
            case Span(kind="code"):
                return self.inline(piece.content, code=True)
            case Span():
                return _element(SPAN_TAGS[piece.kind], self.inline(piece.content, code))
            case Anchor():
                return _element(f"ref{pointer('target', safe_link(piece.href))}", self.inline(piece.content, code))
            case Ruby():
                return self.inline(piece.content, code)
            case Picture():
                return _graphic(Illustration(piece))
            case Formula():
                rend = ' rend="display"' if piece.display else ""
                return _element(f'formula notation="TeX"{rend}', escape_text(piece.latex))
            case NoteMark():
                target = f' target="#note-{self.notes[piece.note]}"' if piece.note in self.notes else ""
                return _element(f'ref type="noteAnchor"{target}', escape_text(piece.label))
            case LineBreak():
                return "<lb/>"


def _graphic(shown: Illustration | Media) -> str:
    """Return a picture or media; "" without an address that TEI can hold."""
    if isinstance(shown, Media):
        address = pointer("url", safe_source(shown.address))
        return f'<media{address} mimeType="{MEDIA_TYPES[shown.kind]}"/>' if address else ""
    address = pointer("url", safe_source(shown.picture.src))
    if not address:
        return ""
    description = escape_text(" ".join(shown.picture.alt.split()))
    return f"<graphic{address}><desc>{description}</desc></graphic>" if description else f"<graphic{address}/>"


def _code(text: str, language: str) -> str:
    language = safe_language(language)
    attribute = f' lang="{language}"' if language else ""
    return f'<code{attribute} xml:space="preserve">{escape_text(text)}</code>' if text else ""


def _element(start: str, content: str, before: str = "") -> str:
    return f"<{start}>{before}{content}</{start.partition(' ')[0]}>" if content else ""


def _line(written: str) -> str:
    return f"{written}\n" if written else ""
