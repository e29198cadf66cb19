"""The article as a tree of headings, paragraphs, lists, tables and so on: what every format is written from.

Plain frozen data. The words of a tree, read in order, are those of the kept blocks and nothing else: pictures, media
and rules have none, and an address or an alternative text is no word of the article.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

MAX_DEPTH = 14
"""Containers within containers; what is nested deeper is put into the last of them. Readers of Markdown and HTML cope
with more, readers of text don't, and what walks a tree calls itself, `pickle` and `==` too, for some frames a
level. With 12 one of 2,533 pages changes, with 14 none (`benchmarks.fingerprint`)."""

SpanKind = Literal[
    "emphasis", "strong", "code", "subscript", "superscript", "deleted", "inserted", "marked", "quotation"
]
"""What a piece of running text is."""

ListStyle = Literal["", "a", "A", "i", "I"]
"""How an ordered list counts, as HTML has it: in letters or Roman numerals; empty for digits."""

# ------------------------------------------------------------------ running text


@dataclass(frozen=True, slots=True)
class Text:
    """Words; runs of white space are one space."""

    text: str


@dataclass(frozen=True, slots=True)
class Span:
    """Running text of one kind."""

    kind: SpanKind
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """Running text that is a link."""

    href: str
    """Absolute address where the page's own is known; of scheme http, https, mailto, tel, ftp or none."""
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Ruby:
    """Running text with its reading, as furigana are one; the reading is no word of the text."""

    reading: str
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, in running text or between paragraphs."""

    src: str
    """Absolute address where the page's own is known; http, https or none."""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula."""

    latex: str
    """LaTeX without the dollars around it, as it stands in the text of the block."""
    display: bool = False
    """Whether it stands on a line of its own."""


@dataclass(frozen=True, slots=True)
class NoteMark:
    """The mark in the text that refers to a footnote."""

    label: str
    """What the page shows for it: "1", "[2]", "*"."""
    note: str
    """Identifier of the note, unique in the tree; a `Note` with it may be missing."""


@dataclass(frozen=True, slots=True)
class LineBreak:
    """The end of a line within a paragraph, as in verse and addresses."""


Inline: TypeAlias = "Text | Span | Anchor | Ruby | Picture | Formula | NoteMark | LineBreak"

# ------------------------------------------------------------------ blocks


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading."""

    level: int
    """1 to 6."""
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a list."""

    content: tuple[Node, ...]
    checked: bool | None = None
    """Whether its box is ticked; None for an entry without a box."""
    number: int | None = None
    """Its number in an ordered list; None for the one that follows on that of the item before it."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list."""

    items: tuple[Item, ...]
    ordered: bool = False
    start: int = 1
    """Number of the first item of an ordered list."""
    reversed: bool = False
    """Whether the numbers go down."""
    style: ListStyle = ""
    """How an ordered list counts, as HTML has it: in letters or Roman numerals; empty for digits."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A term or, if not, what it means."""

    term: bool
    content: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Definitions:
    """A list of terms and what they mean."""

    entries: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation."""

    content: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Code or other text whose white space counts."""

    text: str
    language: str = ""
    """As the page names it: "python"; empty if it doesn't."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    content: tuple[Node, ...]
    header: bool = False
    columns: int = 1
    """Columns it is wide."""
    rows: int = 1
    """Rows it is high."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of data; one that only lays the page out is not in the tree."""

    rows: tuple[tuple[Cell, ...], ...]
    caption: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """Pictures, media, tables or code with their caption."""

    content: tuple[Node, ...]
    caption: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class Illustration:
    """A picture between paragraphs."""

    picture: Picture
    href: str = ""
    """Address that it links to, as of an `Anchor`; empty if to none."""


@dataclass(frozen=True, slots=True)
class Media:
    """A video, sound or post of another site that the page embeds."""

    address: str
    """Absolute http or https address."""
    kind: Literal["video", "audio", "embed"] = "embed"


@dataclass(frozen=True, slots=True)
class Details:
    """A part that opens on a click; it is shown open."""

    summary: tuple[Inline, ...]
    content: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote."""

    note: str
    """Identifier that a `NoteMark` has."""
    content: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across, between parts of the text."""


Node: TypeAlias = (
    "Heading | Paragraph | Listing | Definitions | Quote | Code | Table | Figure | Illustration | Media | Details "
    "| Note | Rule"
)
Tree: TypeAlias = tuple[Node, ...]
"""The article, in order."""
