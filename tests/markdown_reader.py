"""Read Markdown back with markdown-it-py, for the tests of what is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

_SIGNS: Final = {"strong": "S", "em": "E", "s": "D"}
_BOX: Final = re.compile(
    r'<input class="task-list-item-checkbox" (checked="checked" )?disabled="disabled" type="checkbox">'
)
"""The box of an item, as the reader writes it."""
_HTML: Final = {"<br>": "\n", "<sub>": "", "</sub>": "", "<sup>": "", "</sup>": ""}


class Run(NamedTuple):
    """Running text of one look."""

    text: str
    marks: str = ""
    """S for strong, E for emphasis, D for deleted, C for code, M for a formula, N for the mark of a note."""
    href: str | None = None


class Found(NamedTuple):
    """A block with text."""

    path: tuple[str, ...]
    """What it is in: "ul", "ol", "li", "blockquote", "td" and so on, from the outside."""
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return "".join([run.text for run in self.runs])


def parse(markdown: str) -> list[Token]:
    """Return the tokens, footnotes where they stand."""
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    reader.use(footnote_plugin, move_to_end=False).use(dollarmath_plugin).use(tasklists_plugin)
    return reader.parse(markdown)


def read_blocks(markdown: str) -> list[Found]:
    """Return the blocks that have text or may have; HTML other than line breaks and raised text is an error."""
    path: list[str] = []
    blocks = []
    for token in parse(markdown):
        if token.nesting == 1:
            path.append(token.tag or token.type.removesuffix("_open"))
        elif token.nesting == -1:
            path.pop()
        elif token.type == "inline":
            blocks.append(Found(tuple(path), tuple(_read_runs(token.children or ()))))
        elif token.type in ("fence", "code_block", "math_block"):
            blocks.append(Found((*path, token.type), (Run(token.content),)))
        else:
            assert token.type == "hr", token
    return blocks


def _read_runs(tokens: Sequence[Token]) -> Iterator[Run]:
    marks = ""
    href: str | None = None
    media = False
    for token in tokens:
        if token.tag in _SIGNS:
            marks = marks + _SIGNS[token.tag] if token.nesting == 1 else marks.replace(_SIGNS[token.tag], "", 1)
        elif token.type in ("link_open", "link_close"):
            href = str(token.attrs["href"]) if token.nesting == 1 else None
            media = token.nesting == 1 and token.markup == "autolink"
        elif token.type == "footnote_ref":
            yield Run(token.meta["label"], marks + "N", href)
        elif token.type in ("code_inline", "math_inline"):
            yield Run(token.content, marks + ("C" if token.type == "code_inline" else "M"), href)
        elif token.type in ("softbreak", "hardbreak"):
            assert token.type == "hardbreak"
            yield Run("\n", marks, href)
        elif token.type == "html_inline":
            box = _BOX.fullmatch(token.content)
            yield Run(("☑" if box[1] else "☐") if box else _HTML[token.content], marks, href)
        elif token.type == "text":
            yield Run("" if media else token.content, marks, href)
        else:
            assert token.type == "image", token


def read_words(markdown: str) -> list[str]:
    r"""Return the words as `\w+` finds them in the text of the blocks; addresses and pictures have none."""
    return re.findall(r"\w+", "\n".join([block.text for block in read_blocks(markdown)]))
