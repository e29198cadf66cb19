"""The values that travel between the stages: what each stage has found out about one page.

    Dump (decode) -> Document (tokenize) -> Measured (measure) -> Scored (score) -> Selected (select)

Each later value holds the earlier one, so a type says which stages have run. What
belongs to single blocks is kept as one sequence per page, parallel to
`Document.blocks`: wrapping three hundred blocks at every stage costs more than
scoring them (docs/decisions/0002). The classes made once per block are named
tuples for the same reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Format = Literal["html", "text"]
"""How a page was read: as HTML, or as plain text with a block on each line."""

Kind = Literal["heading", "paragraph", "list_item", "quote", "code", "cell", "caption", "definition", "control"]
"""What a block is in the page's structure. A `control` is a button, a label or an option of a form."""

Sort = Literal[
    "",
    "title",
    "byline",
    "date",
    "caption",
    "counter",
    "share",
    "tags",
    "login",
    "newsletter",
    "comment",
    "related",
    "ad",
    "cookie",
    "legal",
    "navigation",
    "other",
]
"""What a block of boilerplate is; "" for main content and "other" where nothing tells."""

Overrule = Literal[
    "repeat",
    "comment",
    "related",
    "byline",
    "newsletter",
    "headline",
    "legal",
    "ad",
    "next",
    "embed",
    "below",
    "caption",
    "script",
    "apart",
    "option",
    "table",
    "list",
    "quote",
    "post",
    "heading",
    "hidden",
    "banner",
    "label",
]
"""Why a block is dropped although its score passes the cut."""

Restore = Literal["standfirst", "option", "table", "list", "quote", "post", "heading"]
"""Why a block is kept although its score does not pass the cut: a rule, or the selectors of `Options.keep`."""

Unseen = Literal["", "hidden", "class", "reader", "dialog", "aria", "icon", "note"]
"""Why the words of an element are not shown: its attributes say so, its classes do, they are for screen readers, it is
a closed dialog. Or why they may be no words: it is hidden from screen readers, a font draws pictures for them, it is
named as a note about a link. "" if they are shown."""

EncodingSource = Literal["str", "bom", "argument", "content-type", "declaration", "utf-8", "detected", "fallback"]
"""The rule that decided the encoding, strongest first; `str` when the page came decoded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dump:
    """A page as text, and how it was made text."""

    text: str
    """The decoded page without byte-order mark, its line ends all "\\n", and no lone surrogates."""
    encoding: str = ""
    """WHATWG name of the encoding, in lower case ("utf-8", "windows-1251"); empty for a `str`."""
    encoding_source: EncodingSource = "str"
    """The rule that decided the encoding."""
    replaced: int = 0
    """How many undecodable places were replaced by U+FFFD."""
    misread_as: str = ""
    """WHATWG name of the encoding that UTF-8 was misread in before it was written again ("cafÃ©"); empty if nowhere."""
    misread: int = 0
    """How many places were misread so, mended or not."""
    binary: str = ""
    """What these bytes are when they are no page ("a PDF document"); empty for a page."""
    utf8: bytes = field(default=b"", repr=False, compare=False)
    """`text` in UTF-8, if decoding had it at hand; else empty. The HTML parser reads bytes."""


class Link(NamedTuple):
    """A link inside a block."""

    text: str
    """Its words, runs of whitespace collapsed."""
    href: str
    """The address as the page gives it, not resolved; empty if the dump does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Elements:
    """The block-level elements of an HTML page in document order, parents first, as parallel columns."""

    tags: tuple[str, ...] = ()
    """Tag names in lower case."""
    parents: tuple[int, ...] = ()
    """Index of the enclosing element; -1 for the root."""
    names: tuple[str, ...] = ()
    """Class, id, role and itemprop values, divided by spaces; `hidden` is added where an element is."""
    unseen: Mapping[int, Unseen] = field(default_factory=dict, hash=False)
    """Index of each element that is not shown by itself, and why."""

    def __len__(self) -> int:
        """Return how many elements there are."""
        return len(self.tags)

    def path(self, index: int) -> Iterator[tuple[str, str]]:
        """Yield (tag, names) of an element and of the ones around it, outwards; nothing for -1."""
        while index >= 0:
            yield self.tags[index], self.names[index]
            index = self.parents[index]


class Block(NamedTuple):
    """A run of text between two block-level boundaries."""

    text: str
    """Text with runs of whitespace collapsed (kept in `code`); never empty."""
    kind: Kind = "paragraph"
    """What it is in the page's structure."""
    element: int = -1
    """Index of the innermost block-level element in `Document.elements`; -1 in a text dump."""
    start_offset: int = -1
    """Index of its first character in `Dump.text`; -1 in HTML, where the parser does not tell."""
    line: int = 0
    """Line of a text dump, from 1; 0 in HTML."""
    link_chars: int = 0
    """Characters of `text` inside links, 0 to len(text)."""
    links: tuple[Link, ...] = ()
    """The links, in order."""
    inline_names: str = ""
    """Class, id and itemprop values of the inline elements inside, divided by spaces."""
    indent: int = 0
    """Columns of white space before the text of a line in a text dump."""
    bullet: bool = False
    """Whether a bullet was taken off the front of the line of a text dump."""
    gap: bool = False
    """Whether an empty line comes before it in a text dump."""
    lines: int = 1
    """Lines of a text dump that it was joined from, from `line` on."""
    joint: str = "\n"
    """What is written between the block before it and this one if both are kept: a line end, or within a long line
    of a text dump what it was cut at: a space, a mark between spaces, or nothing."""
    cells: tuple[str, ...] = ()
    """The cells of a table row of a text dump, which `text` has with spaces between; empty for all else."""


class Item(NamedTuple):
    """An element with microdata or RDFa: an item, a property of one, or both."""

    block: int
    """Index of the block it stands in or before."""
    inside: int
    """Index of the row of the item whose property it is; -1 for the page itself."""
    names: tuple[str, ...]
    """What it is of that item, in the names of schema.org; empty for an item that is no property of another."""
    kind: str
    """The `itemtype` or `typeof` attribute as written; "Thing" for an item without one, empty for what is no item."""
    value: str
    """What `content` or `datetime` say, else the address, else the first characters of its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """What the markup says beside the visible text: the raw material of metadata."""

    title: str = ""
    """Content of `<title>`, white space collapsed."""
    lang: str = ""
    """The `lang` attribute of `<html>`."""
    metas: tuple[tuple[str, str], ...] = ()
    """(name, property, itemprop or http-equiv in lower case; content) of each `<meta>`, in order."""
    links: tuple[tuple[str, str], ...] = ()
    """(rel in lower case, href) of each `<link>`, in order."""
    json_ld: tuple[str, ...] = ()
    """Content of each `<script type="application/ld+json">`, as it stands."""
    times: tuple[tuple[int, str], ...] = ()
    """(index of the block it stands in or before, datetime attribute) of each `<time datetime>`."""
    base: str = ""
    """The `href` of `<base>`."""
    feeds: tuple[str, ...] = ()
    """The href of each `<link rel=alternate>` to an RSS, Atom or JSON feed, in order."""
    items: tuple[Item, ...] = ()
    """The elements with microdata or RDFa, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A page cut into blocks."""

    format: Format
    """How the dump was read."""
    blocks: tuple[Block, ...]
    """Every block, in the order of the page."""
    elements: Elements = Elements()
    """Block-level elements; none in a text dump."""
    markup: Markup = Markup()
    """What the markup says; empty for a text dump."""
    is_cut: bool = False
    """Whether blocks after the headline were left out."""
    left_out: str = ""
    """What alone was read, in words, if a limit was met ("the first 30,000 blocks"); empty if all was."""
    source: bytes = field(default=b"", repr=False, compare=False)
    """The page in UTF-8 as the HTML parser read it; empty for a text dump. Formats that show more structure than
    blocks have are made from it, when somebody asks for one."""
    is_rewritten: bool = False
    """Whether drawn formulas and tables of code were replaced in the parsed page, which `source` knows nothing of."""


FeatureRow = tuple[float, ...]
"""Numbers measured on one block, in the order of `features.NAMES[format]`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A document with the features of each block."""

    document: Document
    words: tuple[int, ...]
    """Word tokens of each block; in scripts without spaces, two characters count as a word."""
    columns: tuple[Sequence[float], ...] = field(hash=False)
    """The features that each block has for itself: for each of `features.BLOCK_NAMES[format]`, a number a block."""
    page_row: FeatureRow = ()
    """The features that all blocks share."""
    language: str
    """ISO 639-1 code of the page's main language, from its text; empty if it can't be told."""
    declares_article: bool
    """Whether the markup declares the page to be an article."""
    declares_news: bool = False
    """Whether JSON-LD declares it to be a news article, which hardly any page but one does."""
    cues: tuple[Sort, ...]
    """What sort of boilerplate the names around each block, or the words of a line, speak for; "" for none."""

    @property
    def rows(self) -> list[FeatureRow]:
        """All features of each block that the first pass asks, in the order of `features.NAMES[format]`."""
        return [row + self.page_row for row in zip(*self.columns, strict=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A measured document with the score of each block."""

    measured: Measured
    scores: tuple[float, ...]
    """Estimates, 0.0 to 1.0, that each block is main content."""
    first: tuple[float, ...] = ()
    """Log-odds that the first pass gave each block; none where there is no second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """A scored document with the decision about each block."""

    scored: Scored
    kept: tuple[bool, ...]
    """Whether each block is main content."""
    cut: float
    """The lowest score that is kept by itself; 1.0 when none is. Comments and captions may be kept or dropped
    against it, as the options say."""
    confidence: float
    """Expected word F1 of this selection, 0.0 to 1.0."""
    overruled: Mapping[int, Overrule] = field(default_factory=dict, hash=False)
    """Index of each block that is dropped although its score passes, and why."""
    restored: Mapping[int, Restore] = field(default_factory=dict, hash=False)
    """Index of each block that is kept although its score doesn't, and why."""
