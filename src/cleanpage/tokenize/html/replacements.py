"""Put what a reader sees in the place of elements whose own text is something else.

A parsed page goes in and is changed: formulas that KaTeX or MathJax drew, that wait for them in a script, or that are
pictures with LaTeX beside become `<math>` elements with that LaTeX; line numbers of code go, and code in a table with
numbers beside it becomes a `<pre>`. Few pages have anything of the kind, which the names of their elements tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cleanpage.tokenize.html.drawn_formulas import (
    DRAWING_CLASSES,
    drawn_latex,
    in_dollars,
    is_display,
    pictured_latex,
    script_latex,
)
from cleanpage.tokenize.html.line_numbers import (
    CLASSES,
    LISTING_HINTS,
    NUMBER_HINTS,
    counted_numbers,
    is_line_numbers,
    listing_of,
)
from cleanpage.tokenize.html.mathml import latex_of
from cleanpage.tokenize.html.tags import BLOCK, CODES

_FORMULA_HINTS: Final = ("katex", "MathJax", "mjx-")
"""What the names of elements have in common that show a formula by other means than MathML."""

_DRAWINGS: Final = ", ".join([f".{name}" for name in DRAWING_CLASSES]) + ", mjx-container"
_NUMBERS: Final = ", ".join([f".{name}" for name in sorted(CLASSES)])
_SCRIPT: Final = "script[type^='math/tex' i]"

_SAFE_NAME: Final = re.compile(r"[^\w+#-]")


def needs_replacements(names: Iterable[str], tags: Sequence[str]) -> bool:
    """Tell whether a page may have elements to be replaced, going by the names and tags of its elements.

    Scripts and pictures have none of these; whoever meets one with a formula knows already.
    """
    # Names are a tenth of a page: to look through all of it would take a thirtieth of the time of `extract`.
    joined = "\n".join(names)
    if any(hint in joined for hint in (*_FORMULA_HINTS, *LISTING_HINTS)):
        return True
    return any(hint in joined for hint in NUMBER_HINTS) and "pre" in tags


def replace_elements(parser: LexborHTMLParser) -> bool:
    """Change the elements of a parsed page that have another text than a reader sees; tell whether there were any."""
    root = parser.root
    if root is None:
        return False
    return any([_replace_formulas(parser, root), _replace_code(parser, root)])


def formula_text(node: LexborNode) -> str:
    """Return the text of a `<math>`, LaTeX between dollars; "" if there is none."""
    return in_dollars(latex_of(node), node)


def _replace_formulas(parser: LexborHTMLParser, root: LexborNode) -> bool:
    scripts = [(node, latex) for node in root.css(_SCRIPT) if (latex := script_latex(node))]
    changed = False
    for node in root.css(_DRAWINGS):
        inline = CODES.get(node.tag, BLOCK) < BLOCK
        drawn = drawn_latex(node, scripted=bool(scripts)) if inline else None
        if drawn is not None:
            _put(parser, node, drawn)
            changed = True
    pictures = [(node, latex) for node in root.css("img") if (latex := pictured_latex(node))]
    for node, latex in (*scripts, *pictures):
        _put(parser, node, latex)
    return changed or bool(scripts or pictures)


def _put(parser: LexborHTMLParser, node: LexborNode, latex: str) -> None:
    """Put a formula in the place of an element, or nothing where there is no LaTeX."""
    # Not removed but replaced: what is removed is freed, and a drawing can be within a drawing.
    new = parser.create_node("math" if latex else "wbr")
    if latex:
        new.attrs["alttext"] = latex
        if is_display(node):
            new.attrs["display"] = "block"
    node.replace_with(new)


def _replace_code(parser: LexborHTMLParser, root: LexborNode) -> bool:
    changed = False
    for table in root.css("table"):
        if (listing := listing_of(table)) is not None:
            pre = parser.create_node("pre")
            if listing.language:
                pre.attrs["class"] = "language-" + _SAFE_NAME.sub("", listing.language.lower())
            pre.insert_child("\n".join(listing.lines))
            listing.node.replace_with(pre)
            changed = True
    if root.css_first("pre") is not None:
        for node in root.css(_NUMBERS):
            if is_line_numbers(node):
                node.replace_with(parser.create_node("wbr"))
                changed = True
        inner: set[int] = set()
        for pre in root.css("pre"):
            if pre.mem_id not in inner:
                nodes = pre.css("*")
                inner.update([node.mem_id for node in nodes if node.tag == "pre"])
                changed = _drop_counted(parser, pre, nodes) or changed
    return changed


def _drop_counted(parser: LexborHTMLParser, pre: LexborNode, nodes: Sequence[LexborNode]) -> bool:
    """Take the numbers of its lines out of a block of code, with one space behind each; tell whether it has any."""
    numbers = counted_numbers(pre, nodes)
    after = [following for node in numbers if (following := node.next) is not None]
    texts = [node.text_content or "" for node in after]
    if len(after) == len(numbers) and all(text[:1] in (" ", "\t") and len(text) > 1 for text in texts):
        for node, text in zip(after, texts, strict=True):
            node.replace_with(text[1:])
    for node in numbers:
        node.replace_with(parser.create_node("wbr"))
    return bool(numbers)
