"""What stands in the text for elements whose own text is not what a reader sees.

The source of a page goes in; a function comes out that tells for an element what its text is, or
None where the page has nothing of the kind. Formulas that KaTeX or MathJax drew become LaTeX
between dollars, and the line numbers beside code become nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from selectolax.lexbor import LexborNode

from cleanpage.line_numbers import has_line_numbers, is_line_numbers
from cleanpage.mathml import drawn_latex, in_dollars, latex_of, script_latex

Replace: TypeAlias = Callable[[LexborNode, bool], "str | None"]
"""Takes an element and whether it is in running text; returns its text, or None for what its children say."""


def replacements(source: bytes) -> Replace | None:
    """Return what tells the text of drawn formulas and of line numbers; None for a page that has neither."""
    # Each look at a page takes a hundredth of the time of all that is done with it.
    drawn = b"katex" in source or b"MathJax" in source
    scripted = drawn and b"math/tex" in source
    numbered = has_line_numbers(source)
    if not drawn and not numbered:
        return None

    def replace(node: LexborNode, inline: bool) -> str | None:
        if numbered and is_line_numbers(node):
            return ""
        latex = drawn_latex(node, scripted=scripted) if drawn and inline else None
        return in_dollars(latex, node) if latex else latex

    return replace


def formula_text(node: LexborNode) -> str:
    """Return the text of a `<math>` or of a `<script>` that may hold LaTeX; "" if there is none."""
    latex = script_latex(node) if node.tag == "script" else latex_of(node)
    return in_dollars(latex, node)
