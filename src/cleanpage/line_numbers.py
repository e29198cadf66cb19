"""The numbers beside the lines of code that highlighters add: no part of the code, and not copied with it.

An element goes in, a yes or no comes out, judged by its class and by its text, which has to be
numbers and nothing else.
"""

from __future__ import annotations

from typing import Final

from selectolax.lexbor import LexborNode

CLASSES: Final = frozenset(
    (
        "lineno",
        "linenos",
        "linenodiv",
        "linenumber",
        "linenumbers",
        "line-number",
        "line-numbers",
        "line-numbers-rows",
        "gutter",
        "rouge-gutter",
        "gl",
        "lnt",
        "lntd",
        "ln",
        "hljs-ln-numbers",
        "hljs-ln-n",
        "blob-num",
        "crayon-nums",
        "react-syntax-highlighter-line-number",
    )
)
"""Classes that Pygments, Rouge, Chroma, highlight.js, Prism, SyntaxHighlighter and their like give to line numbers."""

MAX_CHARS: Final = 100_000
"""Characters of line numbers that are looked at; more is no column of numbers."""


def has_line_numbers(source: bytes) -> bool:
    """Tell whether a page may number the lines of code, going by what the classes have in common."""
    return b"<pre" in source and any(
        word in source for word in (b"lineno", b"line-n", b"gutter", b"linenu", b"lnt", b"-ln")
    )


def is_line_numbers(node: LexborNode) -> bool:
    """Tell whether an element holds line numbers of code, and nothing else."""
    names = node.attributes.get("class")
    if not names or CLASSES.isdisjoint(names.split()):
        return False
    text = node.text() or ""
    return len(text) <= MAX_CHARS and "".join(text.split()).isdecimal()
