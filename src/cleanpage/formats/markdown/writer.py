r"""Write the article as Markdown: CommonMark with the tables, strikethrough and footnotes of GitHub, and formulas.

A `Tree` goes in and a string comes out, whose words are those of the tree in their order. What Markdown can't express
keeps its words:

- A term of a definition list is a paragraph in bold, what it means the items of a list; the summary of a part that
  opens on a click is a paragraph in bold, captions are in italics: above a table, below a figure.
- A cell over several columns or rows stands in the first, the others are empty: repeated words would be other words.
  Blocks in a cell are divided by `<br>`, marks of items and headings are left out.
- A note that nothing refers to, or that stands in a list or a quotation, is written as paragraphs: readers don't show
  the one, and Pandoc doesn't know the other. Marks without a note are text.
- A formula on a line of its own is a paragraph; it ends the one that it stands in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from cleanpage.formats.escapes import safe_source
from cleanpage.formats.markdown.code import INDENT, code_span, is_indented, write_code
from cleanpage.formats.markdown.escapes import clean, escape, escape_address, escape_heading, escape_line, escape_note
from cleanpage.formats.markdown.footnote_labels import find_labels
from cleanpage.formats.markdown.inline import InlineWriter, write_formula
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
    Paragraph,
    Quote,
    Span,
    Table,
    Text,
    Tree,
    item_numbers,
)
from cleanpage.metadata import Metadata

MAX_NUMBER: Final = 999_999_999
"""Highest number of an item: CommonMark reads nine digits."""
MAX_EMPTY_CELLS: Final = 8
"""Empty cells a table may get for each cell that it has, so that a page can't ask for a million with one attribute;
spans beyond count as one cell. Ours, and not measured."""

_RULE: Final = "***"
"""Not "---", which a list makes an underline and a reader of front matter its end."""
_CELLS: Final = " | "
_GAP: Final = "&nbsp;"
"""Before code that is indented: behind a list it would be of the list, and as the first it could lose its indent."""
_INDENTED: Final = re.compile(r"[-+>|] |[0-9]+[.)] |```")
"""Start of a block that is indented with its first line, so that it can't stand behind the label of a note."""


def to_markdown(
    tree: Tree, *, links: bool = True, images: bool = False, tables: bool = True, embeds: bool | None = None
) -> str:
    r"""Return the article as Markdown, without a line feed at the end; "" for an empty tree.

    `links` says whether links have addresses; `images` whether pictures are there: without it, neither their addresses
    nor their alternative texts are; `embeds` whether media are, which go with the pictures if it is None; `tables`
    whether tables are, which are lines with " | " between the cells without it. The words are the same with and without
    each of them.

    >>> to_markdown((Heading(2, (Text("Owls"),)), Listing((Item((Paragraph((Text("1*2"),)),)),))))
    '## Owls\n\n- 1*2'
    """
    labels = find_labels(tree, links)
    writer = _Writer(InlineWriter(links, images, labels), tables, images if embeds is None else embeds)
    return writer.write(_expand(tree, set(labels)), "")


def front_matter(metadata: Metadata) -> str:
    r"""Return the metadata that the page has as YAML front matter, with an empty line behind; "" if there are none.

    Keys are those of `Metadata` and `Counters`; related articles, and where the values stand, are left out. Texts are
    quoted as JSON has it, which is YAML 1.2 too, so that none can be read as a date, a number or "no".

    >>> print(front_matter(Metadata(title='"Owls": a', tags=("b", "c"))), end="")
    ---
    title: "\"Owls\": a"
    tags: ["b", "c"]
    ---
    <BLANKLINE>
    """
    lines = [f"{name}: {_quote(value)}\n" for name, value in metadata.values()]
    return f"---\n{''.join(lines)}---\n\n" if lines else ""


# What YAML 1.2 doesn't take as it is, the line ends of YAML 1.1, and what would be markup to a reader of Markdown that
# knows no front matter: tags, attributes in braces, links, and "&#", at which Python-Markdown loses its place.
_NOT_IN_YAML: Final = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff<{]|\](?=\s*+[(\[:])|&(?=#)")
_SURROGATES: Final = re.compile("[\ud800-\udfff]")


def _quote(value: object) -> str:
    quoted = json.dumps(value, ensure_ascii=False)
    return _NOT_IN_YAML.sub(lambda match: f"\\u{ord(match[0]):04x}", _SURROGATES.sub("\ufffd", quoted))


# -------------------------------------------------------------------- blocks


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes nodes that `_expand` gave. `prefix` is what the lines after a node's first one begin with."""

    inline: InlineWriter
    tables: bool
    embeds: bool

    def write(self, nodes: Sequence[Node], prefix: str) -> str:
        return _divide(prefix).join(self.write_each(nodes, prefix))

    def write_each(self, nodes: Sequence[Node], prefix: str) -> list[str]:
        """Return each of the nodes that there is something to show of."""
        written: list[str] = []
        # The ordered and unordered lists that stand directly before have these marks: others keep them apart.
        last_marks = ""
        last: Node | None = None
        for node in nodes:
            if isinstance(node, Listing):
                marks = _other_marks(node.ordered, last_marks)
                text = self._write_list(node, prefix, marks)
            else:
                marks = ""
                text = self._write_node(node, prefix)
            if text:
                if text.startswith(INDENT) and not (written and isinstance(last, Paragraph | Heading)):
                    written.append(_GAP)
                written.append(text)
                last_marks, last = marks, node
        return written

    def _write_node(self, node: Node, prefix: str) -> str:
        if isinstance(node, Paragraph):
            return _write_paragraph(node, self.inline, prefix)
        if isinstance(node, Heading):
            text = self.inline.write(node.content)
            return f"{'#' * node.level} {escape_heading(_on_one_line(text))}" if text else ""
        if isinstance(node, Quote):
            text = self.write(_expand(node.content), prefix + "> ")
            return "> " + text if text else ""
        if isinstance(node, Code):
            return write_code(node.text, node.language, prefix)
        if isinstance(node, Table):
            return self._write_table(node, prefix)
        if isinstance(node, Illustration):
            return self.inline.write((Anchor(node.href, (node.picture,)),) if node.href else (node.picture,))
        if isinstance(node, Media):
            address = escape_address(safe_source(node.address))
            return f"<{address}>" if self.embeds and address.startswith(("http://", "https://")) else ""
        if isinstance(node, Note):
            text = self.write(_expand(node.content), prefix + "    ")
            gap = f"\n{prefix}    " if _INDENTED.match(text) else " "
            return f"[^{self.inline.labels[node.note]}]:{gap}{escape_note(text)}"
        return _RULE

    # -------------------------------------------------------------- lists

    def _write_list(self, node: Listing, prefix: str, marks: str) -> str:
        """Return the list, its items without lines between where each is one block, or a paragraph and a list."""
        numbers = item_numbers(node)
        if not all(0 <= number <= MAX_NUMBER for number in numbers):
            numbers = list(range(1, len(numbers) + 1))
        items: list[tuple[str, list[str]]] = []
        # Python-Markdown knows only one indent of what is in items, and takes less for what stands behind the list.
        least = len(INDENT) - 1 if any(_has_indented(item.content) for item in node.items) else 0
        for number, item in zip(numbers, node.items, strict=True):
            mark = (f"{number}{marks}" if node.ordered else marks).ljust(least)
            content, inner = _expand(item.content), prefix + " " * (len(mark) + 1)
            written = self.write_each(content, inner)
            if item.checked is not None and _takes_box(content) and self.write_each(content[:1], inner):
                written[0] = f"[{'x' if item.checked else ' '}] {written[0]}"
            # An empty item of a numbered list keeps the numbers of those behind it right.
            if written or (node.ordered and items):
                items.append((mark, written))
        while items and not items[-1][1]:
            items.pop()
        tight = all(_is_tight(written) for _, written in items)
        lines = []
        for mark, written in items:
            inner = prefix + " " * (len(mark) + 1)
            divider = "\n" + inner if tight else _divide(inner)
            lines.append(f"{mark} {divider.join(written)}" if written else mark.rstrip())
        return ("\n" + prefix if tight else _divide(prefix)).join(lines)

    # -------------------------------------------------------------- tables

    def _write_table(self, node: Table, prefix: str) -> str:
        if not self.tables:
            lines = [_CELLS.join(filter(None, [self._cell(cell, " ") for cell in row])) for row in node.rows]
            return _write_lines("\n".join(filter(None, lines)), prefix)
        rows = _spread([[(cell, self._cell(cell, "<br>").replace("|", "\\|")) for cell in row] for row in node.rows])
        if not any(any(row) for row in rows):
            return ""
        width = max(map(len, rows))
        # GFM has no tables without a row of headings: an empty one reads best.
        head = rows.pop(0) if _is_head(node.rows[0]) else []
        if any("=" in cell and ('"' in cell or "<" in cell) for cell in head):
            # Showdown makes identifiers of headings, which these end; no attribute behind them may have a value.
            plain = replace(self, inline=replace(self.inline, plain=True))
            cells = [(cell, plain._cell(cell, "<br>").replace("|", "\\|")) for cell in node.rows[0]]
            head = [text.replace("=", "&#61;") for text in _spread([cells])[0]]
        head += [""] * (width - len(head))
        written = [head, ["---"] * width, *filter(any, rows)]
        return ("\n" + prefix).join([f"| {_CELLS.join(line)} |" for line in written])

    def _cell(self, cell: Cell, divider: str) -> str:
        alone = self.tables and len(cell.content) == 1 and isinstance(cell.content[0], Paragraph)
        return divider.join(self._cell_lines(cell.content, not alone))

    def _cell_lines(self, nodes: Sequence[Node], shared: bool) -> Iterator[str]:
        """Give the lines of a cell, for none of which Markdown has blocks."""
        for node in _expand(nodes):
            if isinstance(node, (Paragraph, Heading)):
                yield from filter(None, self.inline.write(node.content, shared=shared, in_row=True).split("\n"))
            elif isinstance(node, Code):
                for line in filter(None, [clean(line).strip() for line in node.text.split("\n")]):
                    yield escape(line, label=True) if self.inline.plain else code_span(line)
            elif isinstance(node, Listing):
                for item in node.items:
                    yield from self._cell_lines(item.content, shared)
            elif isinstance(node, Quote):
                yield from self._cell_lines(node.content, shared)
            elif isinstance(node, Table):
                for row in node.rows:
                    yield _CELLS.join(filter(None, [" ".join(self._cell_lines(cell.content, True)) for cell in row]))
            elif isinstance(node, (Illustration, Media)):
                yield from filter(None, [self._write_node(node, "")])


def _is_head(row: Sequence[Cell]) -> bool:
    """Whether a row is one of headings: an empty corner may be none."""
    return any(cell.header for cell in row) and all(cell.header or not cell.content for cell in row)


def _spread(rows: Sequence[Sequence[tuple[Cell, str]]]) -> list[list[str]]:
    """Return the texts of the cells in their columns, with empty ones for what spans take."""
    spare = MAX_EMPTY_CELLS * sum(map(len, rows))
    below: dict[int, int] = {}  # Columns that a cell above takes: rows that are left of it.
    spread: list[list[str]] = []
    for index, row in enumerate(rows):
        line: list[str] = []
        for cell, text in row:
            while below.get(len(line), 0):
                line.append("")
            columns, height = max(1, cell.columns), max(1, min(cell.rows, len(rows) - index))
            spare -= columns * height - 1
            if spare < 0:
                columns = height = 1
            line += [text] + [""] * (columns - 1)
            if height > 1:
                below |= dict.fromkeys(range(len(line) - columns, len(line)), height)
        below = {column: left - 1 for column, left in below.items() if left > 1}
        spread.append(line)
    return spread


# -------------------------------------------------------------------- text


def _write_paragraph(node: Paragraph, inline: InlineWriter, prefix: str) -> str:
    content = node.content
    if len(content) == 1 and isinstance(content[0], Formula) and content[0].display:
        source = write_formula(content[0], "$$")
        if source:
            return source
    source = inline.write(content)
    return _write_lines(source, prefix) if "\n" in source else escape_line(source)


def _write_lines(source: str, prefix: str) -> str:
    """Return a paragraph with a line break for each line feed."""
    # The first line is looked at with the others: the label of a definition may go on in them.
    first, *others = escape_line(source).split("\n")
    return ("\\\n" + prefix).join([first.strip(), *[escape_line(line.strip(), first=False) for line in others]])


def _on_one_line(source: str) -> str:
    return " ".join(map(str.strip, source.split("\n"))) if "\n" in source else source


def _divide(prefix: str) -> str:
    """Return what stands between two blocks: an empty line."""
    return f"\n{prefix.rstrip()}\n{prefix}"


def _other_marks(ordered: bool, last: str) -> str:
    """Return the marks of a list, other than those of the list before."""
    if ordered:
        return ")" if last == "." else "."
    return "+" if last == "-" else "-"


def _takes_box(nodes: Sequence[Node]) -> bool:
    """Whether a box can stand before blocks: in GitHub's Markdown, before words of a paragraph only."""
    if not nodes or not isinstance(nodes[0], Paragraph):
        return False
    content = nodes[0].content
    return not (len(content) == 1 and isinstance(content[0], Formula) and content[0].display)


def _is_tight(written: Sequence[str]) -> bool:
    """Whether the blocks of an item need no lines between: a list may follow a paragraph if it starts at 1.

    Nothing may follow a fence: Python-Markdown knows none in lists, and takes its backticks for those of code.
    """
    if any("```" in text for text in written):
        return False
    return len(written) < 2 or (len(written) == 2 and written[1].startswith(("- ", "+ ", "1. ", "1) ")))


def _has_indented(nodes: Sequence[Node]) -> bool:
    """Whether there is code among blocks that is indented."""
    for node in nodes:
        if isinstance(node, Paragraph | Heading):
            continue
        if isinstance(node, Code):
            if is_indented(node.text):
                return True
        elif isinstance(node, Listing):
            if any(_has_indented(item.content) for item in node.items):
                return True
        elif isinstance(node, Definitions):
            if any(_has_indented(entry.content) for entry in node.entries):
                return True
        elif isinstance(node, Quote | Figure | Details | Note) and _has_indented(node.content):
            return True
    return False


# -------------------------------------------------------------------- the tree


def _expand(nodes: Sequence[Node], notes: set[str] | None = None) -> list[Node]:
    """Return nodes with those that Markdown has not, put as those that it has.

    `notes` are the footnotes to be written, and those that are found are taken out; others are their content.
    """
    expanded: list[Node] = []
    for node in nodes:
        if isinstance(node, Paragraph):
            if any(type(inline) is Formula for inline in node.content):
                expanded += _split_at_formulas(node)
            else:
                expanded.append(node)
        elif isinstance(node, Figure):
            expanded += _expand(node.content, notes)
            expanded += _paragraph("emphasis", node.caption)
        elif isinstance(node, Table):
            expanded += _paragraph("emphasis", node.caption)
            expanded.append(node)
        elif isinstance(node, Details):
            expanded += _paragraph("strong", node.summary)
            expanded += _expand(node.content, notes)
        elif isinstance(node, Definitions):
            expanded += _expand(_list_definitions(node))
        elif isinstance(node, Note) and (not notes or node.note not in notes):
            expanded += _expand(node.content, notes)
        else:
            if isinstance(node, Note) and notes:
                notes.remove(node.note)
            expanded.append(node)
    return expanded


def _paragraph(kind: Literal["emphasis", "strong"], content: tuple[Inline, ...]) -> list[Node]:
    return [Paragraph((Span(kind, content),))] if content else []


def _split_at_formulas(node: Paragraph) -> Iterator[Node]:
    content = node.content
    start = 0
    for index, inline in enumerate(content):
        if type(inline) is Formula and inline.display and _is_apart(content, index):
            if start < index:
                yield Paragraph(content[start:index])
            yield Paragraph((inline,))
            start = index + 1
    if start < len(content):
        yield Paragraph(content[start:]) if start else node


def _is_apart(content: Sequence[Inline], index: int) -> bool:
    """Whether no word goes over the ends of a formula: of "a" and "b" two paragraphs would make two words."""
    before = content[index - 1] if index else LineBreak()
    after = content[index + 1] if index + 1 < len(content) else LineBreak()
    return (isinstance(before, LineBreak) or (isinstance(before, Text) and not before.text[-1:].isalnum())) and (
        isinstance(after, LineBreak) or (isinstance(after, Text) and not after.text[:1].isalnum())
    )


def _list_definitions(node: Definitions) -> list[Node]:
    nodes: list[Node] = []
    items: list[Item] = []
    for entry in node.entries:
        if not entry.term:
            items.append(Item(entry.content))
            continue
        if items:
            nodes.append(Listing(tuple(items)))
            items = []
        for part in entry.content:
            nodes.append(Paragraph((Span("strong", part.content),)) if isinstance(part, Paragraph) else part)
    if items:
        nodes.append(Listing(tuple(items)))
    return nodes
