"""The running text of a block: words with their links, emphasis, formulas and pictures.

A `Passage` (the pieces of a kept block, each with what it is within) goes in, `tree.Inline`s
come out. Their words are the block's: where they would not be, the block's text comes out as it
is. Spaces at the edge of a span are put outside of it, where writers of Markdown need them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from cleanpage.blocks import Block
from cleanpage.formats.addresses import Addresses
from cleanpage.formats.structure.pictures import picture_of
from cleanpage.formats.tree import Anchor, Formula, Inline, NoteMark, Ruby, Span, SpanKind, Text
from cleanpage.tokenize.html.second_walk import Passage, Piece, Style

_FORMULA: Final = re.compile(
    r"\\\(((?:[^\\\n]|\\(?![()\[\]])){1,2000})\\\)|\\\[((?:[^\\\n]|\\(?![()\[\]])){1,2000})\\\]|\$\$([^$]{1,2000}+)\$\$"
)
"""A formula as MathJax and KaTeX look for them in a text. `$1$` is not among them: two prices look like it.
Formulas are 2,000 characters at most; more is text that happens to hold the delimiters."""

_MATHEMATICAL: Final = frozenset("\\^_{=")
"""Characters of which a formula between two "$$" has one at least."""

_KINDS: Final[Mapping[str, SpanKind]] = {
    "emphasis": "emphasis",
    "strong": "strong",
    "code": "code",
    "subscript": "subscript",
    "superscript": "superscript",
    "deleted": "deleted",
    "inserted": "inserted",
    "marked": "marked",
    "quotation": "quotation",
}


class Context:
    """What the running text of a page needs to know of the page."""

    def __init__(self, addresses: Addresses, marks: Mapping[tuple[int, str], str]) -> None:
        self.addresses = addresses
        # Identifier of the note for each (block, address as the page gives it) that refers to a footnote.
        self.marks = marks
        self._allowed: dict[Style, Style] = {}

    def allowed(self, block: int, style: Style) -> Style:
        """Return a style without the links that lead nowhere, and without what says that it is a formula."""
        if self.marks and any(kind == "link" and (block, value) in self.marks for kind, value in style):
            return tuple([one for one in style if one[0] != "formula" and one != ("ruby", "")])
        known = self._allowed.get(style)
        if known is None:
            known = tuple(
                [
                    one
                    for one in style
                    if one[0] != "formula"
                    and (one[0] != "link" or self.addresses.link(one[1]))
                    and (one[0] != "ruby" or one[1])
                ]
            )
            self._allowed[style] = known
        return known

    def span(self, block: int, kind: str, value: str, content: tuple[Inline, ...]) -> Inline:
        """Return running text within a link or a span of a kind; the mark of a footnote if it is one."""
        if kind == "link":
            note = self.marks.get((block, value))
            label = _plain(content) if note else ""
            return NoteMark(label, note) if note and label else Anchor(self.addresses.link(value), content)
        if kind == "ruby":
            return Ruby(value, content)
        if kind == "superscript" and len(content) == 1 and isinstance(content[0], NoteMark):
            return content[0]
        return Span(_KINDS[kind], content)


def running_text(passage: Passage, block: Block, context: Context) -> tuple[Inline, ...]:
    """Return the running text of a block; its words are those of `block.text`, in the same order."""
    pieces = passage.pieces
    for style, raw, _ in pieces:
        if style or not raw:
            break
    else:
        return _with_formulas(block.text)
    if len(pieces) == 1 and style[-1][0] not in ("formula", "code"):
        content = _with_formulas(block.text)
        for kind, value in reversed(context.allowed(passage.block, style)):
            content = (context.span(passage.block, kind, value, content),)
        return content
    builder = _Builder(passage.block, context)
    for piece in pieces:
        builder.add(piece)
    content = builder.finish()
    return content if "".join(builder.written) == block.text else _with_formulas(block.text)


class _Builder:
    """Nests the pieces of a block, in one pass over them."""

    __slots__ = ("block", "buffer", "context", "levels", "open", "pictured", "space", "spaced", "written")

    def __init__(self, block: int, context: Context) -> None:
        self.block = block
        self.context = context
        self.written: list[str] = []
        # The open spans, and what each level holds so far: one level more than there are spans.
        self.open: Style = ()
        self.levels: list[list[Inline]] = [[]]
        # Text that is not in a level yet.
        self.buffer: list[str] = []
        # Whether white space was met since the last words, and whether a space was written last.
        self.space = False
        self.spaced = True
        # Whether a picture was the last thing written.
        self.pictured = False

    def add(self, piece: Piece) -> None:
        """Take the next piece."""
        style, raw, node = piece
        if not raw:
            picture = picture_of(node, self.context.addresses)
            if picture is not None:
                self.enter(self.context.allowed(self.block, style))
                self.append(picture)
                self.pictured = True
            return
        words = raw.strip()
        if not words:
            self.space = True
            return
        if not words.isprintable() or "  " in words:
            words = " ".join(words.split())
        if raw[0].isspace():
            self.space = True
        self.enter(self.context.allowed(self.block, style) if style else style)
        if style and style[-1][0] == "formula":
            display = words.startswith("$$")
            self.append(Formula(words[1 + display : -1 - display], display))
            self.written.append(words)
        else:
            self.write(words)
        self.spaced = False
        self.space = raw[-1].isspace()

    def enter(self, style: Style) -> None:
        """Close and open spans until `style` is what is open; a space goes where both are open."""
        common = len(style)
        if style != self.open:
            common = 0
            while common < min(len(style), len(self.open)) and style[common] == self.open[common]:
                common += 1
            self.leave(common)
        if self.space and not self.spaced:
            self.write(" ")
            self.spaced = True
        elif self.space and self.pictured:
            # The text has one space where a picture stands between two.
            self.buffer.append(" ")
        self.space = self.pictured = False
        if len(style) > common:
            self.end_text()
            self.levels.extend([] for _ in range(len(style) - common))
            self.open = style

    def leave(self, depth: int) -> None:
        """Close spans until `depth` are open."""
        while len(self.open) > depth:
            self.end_text()
            kind, value = self.open[-1]
            self.open = self.open[:-1]
            content = tuple(self.levels.pop())
            if content:
                self.levels[-1].append(self.context.span(self.block, kind, value, content))

    def write(self, text: str) -> None:
        self.buffer.append(text)
        self.written.append(text)

    def append(self, one: Inline) -> None:
        self.end_text()
        self.levels[-1].append(one)

    def end_text(self) -> None:
        if self.buffer:
            text = "".join(self.buffer)
            in_code = ("code", "") in self.open
            self.levels[-1].extend((Text(text),) if in_code else _with_formulas(text))
            self.buffer.clear()

    def finish(self) -> tuple[Inline, ...]:
        """Return the running text."""
        self.leave(0)
        self.end_text()
        return tuple(self.levels[0])


def _plain(content: tuple[Inline, ...]) -> str:
    """Return the words of the label of a note mark; "" if it holds more than words."""
    words = []
    for one in content:
        if isinstance(one, (Span, Ruby)):
            words.append(_plain(one.content))
        elif isinstance(one, Text):
            words.append(one.text)
        else:
            return ""
    return "".join(words)


def _with_formulas(text: str) -> tuple[Inline, ...]:
    r"""Return a text with what stands between `\(` and `\)`, `\[` and `\]` or `$$` and `$$` as formulas."""
    if "\\" not in text and "$$" not in text:
        return (Text(text),)
    parts: list[Inline] = []
    end = 0
    for found in _FORMULA.finditer(text):
        latex = (found[1] or found[2] or found[3]).strip()
        # "$$" alone may be a price range.
        if latex and (found[3] is None or not _MATHEMATICAL.isdisjoint(latex)):
            if found.start() > end:
                parts.append(Text(text[end : found.start()]))
            parts.append(Formula(latex, display=found[1] is None))
            end = found.end()
    if end < len(text):
        parts.append(Text(text[end:]))
    return tuple(parts)
