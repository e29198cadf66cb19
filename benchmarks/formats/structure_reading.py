"""Read what an extractor wrote as a reader would see it: Markdown is rendered to HTML, plain text taken as lines.

Whatever the Markdown looks like, the judgement is made on what it shows: raw HTML within it counts like the
Markdown for the same thing, and so do both notations of formulas.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.texmath import texmath_plugin
from selectolax.lexbor import LexborHTMLParser, LexborNode

# fmt: off
_BLOCKS: Final = frozenset(
    (
        "address", "article", "aside", "blockquote", "caption", "center", "dd", "details", "div", "dl", "dt",
        "eqn", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
        "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
        "thead", "tr", "ul",
    )
)
# fmt: on
_UNSEEN: Final = frozenset({"script", "style", "template", "head", "_comment"})
_TEX_IN_TEXT: Final = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]")
_DOLLARS_IN_TEXT: Final = re.compile(r"\$\$(.+?)\$\$|\$([^\s$](?:[^$]*[^\s$])?)\$(?!\d)")
_BULLET: Final = re.compile(r"(?:[•◦▪*+-]|\d+[.)])\s+")


class Line(NamedTuple):
    """A run of text that no other stands beside."""

    text: str
    marked: str
    """The text with raised parts as `^{1}`, lowered as `_{1}` and links as `[1]`."""
    path: tuple[str, ...] = ()
    """Elements around it; empty in plain text."""
    indent: int = 0
    """Spaces before it in plain text."""


class ListItem(NamedTuple):
    """An item of a list."""

    depth: int
    number: int | None
    """None for a bullet."""
    text: str
    """Its first line."""


class CodeBlock(NamedTuple):
    """A block of code."""

    text: str
    language: str


@dataclass(slots=True)
class Reading:
    """What a reader sees of an answer."""

    lines: list[Line]
    formulas: list[str]
    source: str
    tree: LexborHTMLParser | None = field(default=None)
    """The rendered Markdown; None for plain text."""

    @property
    def text(self) -> str:
        """All lines as one."""
        return " ".join([line.text for line in self.lines])

    @property
    def marked(self) -> str:
        """All lines as one, raised and lowered parts and links marked."""
        return " ".join([line.marked for line in self.lines])

    def nodes(self, selector: str) -> list[LexborNode]:
        """Return the elements that a CSS selector finds, in order; none in plain text."""
        return self.tree.css(selector) if self.tree is not None else []


def tidy(text: str) -> str:
    """Return text with runs of white space as one space, no invisible characters, and composed letters.

    >>> tidy("a\\u00a0 b\\u200b")
    'a b'
    """
    shown = "".join([sign for sign in text if unicodedata.category(sign) != "Cf"])
    return " ".join(unicodedata.normalize("NFC", shown).split())


def read_text(text: str) -> Reading:
    """Return plain text as read: its lines, and formulas between TeX's signs."""
    lines = [
        Line(tidy(line), tidy(line), indent=len(line) - len(line.lstrip())) for line in text.split("\n") if line.strip()
    ]
    return Reading(lines, _formulas_in(" ".join([line.text for line in lines])), text)


def read_markdown(markdown: str, *, math: bool) -> Reading:
    r"""Return Markdown as read: CommonMark with tables, struck text, notes, definitions and formulas in dollars.

    With `math` also `\( \)`, `\[ \]` and spaces inside of dollars make formulas, and so does TeX that the rendered text
    shows between its signs, for a script of the reader's can set it; without, they are text.
    """
    rules = _rules().use(dollarmath_plugin, allow_space=math, allow_digits=False, double_inline=True)
    if not math:
        return read_html(rules.render(markdown), source=markdown)
    rules.use(texmath_plugin, delimiters="brackets")
    reading = read_html(rules.render(markdown), source=markdown)
    reading.formulas += read_html(_rules().render(markdown)).formulas
    return reading


def _rules() -> MarkdownIt:
    rules = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    rules.use(deflist_plugin).use(footnote_plugin)
    # The arrow back is the renderer's, not the writer's.
    rules.add_render_rule("footnote_anchor", lambda *_: "")
    return rules


def read_html(html: str, *, source: str = "") -> Reading:
    """Return HTML as read."""
    tree = LexborHTMLParser(f"<html><body>{html}</body></html>")
    lines = read_lines(tree.body) if tree.body is not None else []
    formulas = [node.text() for node in tree.css(".math, eq, eqn")]
    formulas += _formulas_in(" ".join([line.text for line in lines]))
    return Reading(lines, formulas, source or html, tree)


def _formulas_in(text: str) -> list[str]:
    return [first or second for pattern in (_TEX_IN_TEXT, _DOLLARS_IN_TEXT) for first, second in pattern.findall(text)]


# ------------------------------------------------------------------ lines


class _Lines:
    """Gathers lines while a tree is walked."""

    def __init__(self) -> None:
        self.done: list[Line] = []
        self._text: list[str] = []
        self._marked: list[str] = []

    def add(self, text: str) -> None:
        self._text.append(text)
        self._marked.append(text)

    def mark(self, sign: str) -> None:
        self._marked.append(sign)

    def end(self, path: tuple[str, ...]) -> None:
        if text := tidy("".join(self._text)):
            self.done.append(Line(text, tidy("".join(self._marked)), path))
            self._text, self._marked = [], []


_SIGNS: Final = {"sup": ("^{", "}"), "sub": ("_{", "}"), "a": ("[", "]")}


def read_lines(node: LexborNode) -> list[Line]:
    """Return the lines of text within an element, in order."""
    lines = _Lines()
    _walk(node, (), lines)
    lines.end(())
    return lines.done


def _walk(node: LexborNode, path: tuple[str, ...], lines: _Lines) -> None:
    for child in node.iter(include_text=True):
        tag = child.tag or ""
        inside = (*path, tag)
        if tag == "-text":
            lines.add(child.text(deep=False))
        elif tag == "br":
            lines.end(path)
        elif tag == "pre":
            lines.end(path)
            for line in child.text().split("\n"):
                lines.add(line)
                lines.end(inside)
        elif tag in _BLOCKS:
            lines.end(path)
            _walk(child, inside, lines)
            lines.end(inside)
        elif tag not in _UNSEEN:
            before, after = _SIGNS.get(tag, ("", ""))
            lines.mark(before)
            _walk(child, inside, lines)
            lines.mark(after)


# ------------------------------------------------------------------ tables, lists, code


def read_tables(reading: Reading) -> list[list[list[str]]]:
    """Return each table as rows of cell texts; places that a cell reaches into hold its text again."""
    return [rows for table in reading.nodes("table") if (rows := list(_read_rows(table)))]


def _read_rows(table: LexborNode) -> Iterator[list[str]]:
    reaching: dict[int, tuple[int, str]] = {}
    for row in table.css("tr"):
        if _owner(row) != table.mem_id:
            continue
        texts: list[str] = []
        below: dict[int, tuple[int, str]] = {}
        cells = [cell for cell in row.iter() if cell.tag in ("td", "th")]
        while cells or len(texts) in reaching:
            if len(texts) in reaching:
                rows, text = reaching.pop(len(texts))
                columns = 1
            else:
                cell = cells.pop(0)
                rows, text = _number(cell, "rowspan"), " ".join([line.text for line in read_lines(cell)])
                columns = _number(cell, "colspan")
            for _ in range(columns):
                if rows > 1:
                    below[len(texts)] = (rows - 1, text)
                texts.append(text)
        reaching = below
        if any(texts):
            yield texts


def _owner(row: LexborNode) -> int | None:
    """Return the identity of the table that a row is in."""
    node = row.parent
    while node is not None and node.tag != "table":
        node = node.parent
    return node.mem_id if node is not None else None


def _number(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or "1"
    return max(1, int(value)) if value.isdecimal() else 1


def read_items(reading: Reading) -> list[ListItem]:
    """Return the items of all lists, in order; those of plain text by bullet and indentation."""
    if reading.tree is None:
        return list(_items_of_text(reading.lines))
    items = []
    for node in reading.nodes("li"):
        around = [tag for tag in _ancestors(node) if tag in ("ul", "ol")]
        lines = read_lines(node)
        items.append(ListItem(len(around), _item_number(node), lines[0].text if lines else ""))
    return items


def _items_of_text(lines: list[Line]) -> Iterator[ListItem]:
    indents: list[int] = []
    for line in lines:
        if bullet := _BULLET.match(line.text):
            indents = [indent for indent in indents if indent < line.indent] + [line.indent]
            digits = re.match(r"\d+", bullet[0])
            yield ListItem(len(indents), int(digits[0]) if digits else None, line.text[bullet.end() :])
        elif not line.indent:
            indents = []


def _ancestors(node: LexborNode) -> Iterator[str]:
    above = node.parent
    while above is not None:
        yield above.tag or ""
        above = above.parent


def _item_number(node: LexborNode) -> int | None:
    listing = node.parent
    if listing is None or listing.tag != "ol":
        return None
    start = listing.attributes.get("start") or "1"
    siblings = [item.mem_id for item in listing.iter() if item.tag == "li"]
    return (int(start) if start.isdecimal() else 1) + siblings.index(node.mem_id)


def read_code(reading: Reading) -> list[CodeBlock]:
    """Return the blocks of code, spaces at the ends of lines left out."""
    blocks = []
    for node in reading.nodes("pre"):
        named = [node, *node.css("code")]
        classes = " ".join([element.attributes.get("class") or "" for element in named])
        language = re.search(r"\blang(?:uage)?-([\w+#-]+)", classes)
        blocks.append(CodeBlock(trim_code(node.text()), language[1].lower() if language else ""))
    return blocks


def trim_code(code: str) -> str:
    r"""Return code without spaces at the ends of lines and empty lines at its start and end.

    >>> trim_code("\n  a \nb\n\n")
    '  a\nb'
    """
    lines = [line.rstrip() for line in code.replace("\u00a0", " ").split("\n")]
    return "\n".join(lines).strip("\n")
