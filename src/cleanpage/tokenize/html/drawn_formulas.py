"""Tell what drawings and pictures of formulas stand for, and how LaTeX stands in a text.

Elements that KaTeX, MathJax and services for pictures leave in a page go in, and the LaTeX that they were made from
comes out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from cleanpage.tokenize.html.mathml import latex_of, one_line

_DRAWINGS: Final = (
    "MathJax", "MathJax_Display", "MathJax_SVG", "MathJax_SVG_Display", "MathJax_CHTML", "MJXc-display", "mjx-chtml"
)  # fmt: skip
"""Classes of what MathJax draws; the LaTeX is in a script behind it, or MathML for screen readers in it."""

DRAWING_CLASSES: Final = (*_DRAWINGS, "MathJax_Preview", "katex-html")
"""Classes of all that `drawn_latex` knows."""

_PICTURES: Final = frozenset(
    (
        "latex",
        "tex",
        "mwe-math-fallback-image-inline",
        "mwe-math-fallback-image-display",
        "ql-img-inline-formula",
        "ql-img-displayed-equation",
    )
)
"""Classes of pictures whose alternative text is LaTeX: of WordPress, MediaWiki and QuickLaTeX."""

_RENDERERS: Final = ("latex", "tex?", "mathtex", "mimetex", "math/render", "cht=tx")
"""What the addresses have in common of services that make pictures of LaTeX."""

_TEX_SIGNS: Final = re.compile(r"\\[a-zA-Z]|[\^_]")
"""What LaTeX has, and few other alternative texts."""

_SOURCES: Final = ("data-math", "data-latex", "data-tex", "data-katex", "data-formula", "data-expr", "data-equation")
"""Attributes around a drawing that have its LaTeX, where KaTeX has drawn without MathML."""

MAX_ADDRESS_CHARS: Final = 2_000
"""Characters of an address that are read as LaTeX."""

PICTURE_LEVELS: Final = 2
"""Elements around the picture of a formula that may hold the formula as MathML too."""


def script_latex(script: LexborNode) -> str:
    """Return the LaTeX of a `<script type="math/tex">`, where MathJax 2 keeps it; "" for any other script."""
    kind = (script.attributes.get("type") or "").lower()
    return one_line(script.text() or "") if kind.startswith("math/tex") else ""


def drawn_latex(node: LexborNode, *, scripted: bool) -> str | None:
    """Return the LaTeX that stands for what KaTeX or MathJax drew; "" if it stands elsewhere, None if `node` is not
    a drawing of theirs. `scripted` says whether the page keeps LaTeX in scripts, beside the drawings."""
    attributes = node.attributes
    names = (attributes.get("class") or "").split()
    if not names and node.tag != "mjx-container":
        return None
    if "katex-html" in names:
        before = node.prev
        if before is not None and "katex-mathml" in (before.attributes.get("class") or ""):
            return ""
        return _source_around(node)
    if "MathJax_Preview" in names:
        return "" if scripted else None
    if node.tag != "mjx-container" and not any(name in names for name in _DRAWINGS):
        return None
    if scripted and node.tag != "mjx-container":
        return ""
    math = node.css_first("math")
    if math is not None:
        return latex_of(math)
    # What MathJax 3 draws has no text, and its elements would part words.
    return "" if node.tag == "mjx-container" else None


def _source_around(node: LexborNode) -> str | None:
    """Return the LaTeX that an attribute around a drawing has; None if there is none."""
    around = node.parent
    for _ in range(PICTURE_LEVELS):
        if around is None:
            break
        for name in _SOURCES:
            if latex := one_line(around.attributes.get(name) or ""):
                return latex
        around = around.parent
    return None


def pictured_latex(image: LexborNode) -> str:
    """Return the LaTeX that an `<img>` is the picture of, from its alternative text; "" for any other picture, and
    for one beside the formula itself."""
    attributes = image.attributes
    if not is_formula_picture(attributes):
        return ""
    latex = attributes.get("alt") or latex_in_address(attributes.get("src") or "")
    around = image.parent
    for _ in range(PICTURE_LEVELS):
        # MediaWiki shows one of the two.
        if around is not None and "math" in (around.attributes.get("class") or ""):
            if around.css_first("math") is not None:
                return ""
            around = around.parent
    return one_line(latex)


def is_formula_picture(attributes: Mapping[str, str | None]) -> bool:
    """Tell whether the attributes of an `<img>` are those of the picture of a formula."""
    names = attributes.get("class")
    if names and not _PICTURES.isdisjoint(names.split()):
        return True
    address = attributes.get("src")
    if not address or not any(sign in address for sign in _RENDERERS):
        return False
    return _TEX_SIGNS.search(attributes.get("alt") or latex_in_address(address)) is not None


def latex_in_address(address: str) -> str:
    r"""Return the LaTeX that a service is asked to make a picture of; "" if the address has none.

    >>> latex_in_address("https://latex.tools.example/svg.latex?%5Cpi")
    '\\pi'
    """
    query = address.partition("?")[2]
    if "chl=" in query:
        query = query.partition("chl=")[2].partition("&")[0]
    return unquote(query[:MAX_ADDRESS_CHARS])


def is_display(node: LexborNode) -> bool:
    """Tell whether a `<math>`, a script with LaTeX or what was drawn makes a formula on a line of its own."""
    attributes = node.attributes
    if attributes.get("display") in ("block", "true") or attributes.get("mode") == "display":
        return True
    if "mode=display" in (attributes.get("type") or "") or "Display" in (attributes.get("class") or ""):
        return True
    parent = node.parent
    for _ in range(2):
        if parent is None:
            return False
        if "katex-display" in (parent.attributes.get("class") or ""):
            return True
        parent = parent.parent
    return False


def in_dollars(latex: str, node: LexborNode) -> str:
    """Return LaTeX as it stands in the text of a block: "$x$", or "$$x$$" for a formula on a line of its own.

    Without them it would run into the words beside it in one format and not in the other. "" stays "".
    """
    marks = "$$" if is_display(node) else "$"
    return f"{marks}{latex}{marks}" if latex else ""
