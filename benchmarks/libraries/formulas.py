r"""How well is MathML made LaTeX, beside the libraries on PyPI that do that?

    python -m benchmarks.libraries formulas CORPORA

Each formula has the LaTeX that is right, in one or several spellings. An answer is right if it equals one of them when
what no reader of LaTeX sees is taken away: spaces, braces around one token, `\left` and `\right`, `\displaystyle`,
the two names of a command (`\le` and `\leq`). Each converter gets the element as the parser of HTML writes it. In the
corpora formulas are only counted. mml2tex, py-asciimath and mathml2latex aren't in the extra `libraries`, for they are
large or no longer kept up; they are measured where they are installed.
"""

from __future__ import annotations

import contextlib
import io
import logging
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from benchmarks.libraries.cases.formulas import FORMULAS
from benchmarks.libraries.comparison import (
    Timed,
    median_ms,
    optional,
    print_versions,
    read_arguments,
    read_pages,
    table,
    timed,
)
from cleanpage.tokenize.html.mathml import latex_of

Converter = Callable[[str], str]
"""A `<math>` element to LaTeX without dollars."""

NAMESPACE: Final = "http://www.w3.org/1998/Math/MathML"

SLOW: Final = ("mml2tex", "py-asciimath")
"""Converters that get each formula once; the others five times, of which the least time counts."""

_SAME: Final[Mapping[str, str]] = MappingProxyType(
    {
        r"\le": r"\leq",
        r"\ge": r"\geq",
        r"\ne": r"\neq",
        r"\rightarrow": r"\to",
        r"\land": r"\wedge",
        r"\lor": r"\vee",
        r"\lbrace": r"\{",
        r"\rbrace": r"\}",
        r"\lbrack": "[",
        r"\rbrack": "]",
        r"\mathit": "",
        r"\left": "",
        r"\right": "",
        r"\displaystyle": "",
        r"\limits": "",
        r"\thinspace": "",
        r"\ ": "",
        r"\,": "",
        r"\:": "",
        r"\;": "",
        "\u2061": "",
        "\u2062": "",
        "~": "",
        "\u00a0": "",
        "ℝ": r"\mathbb{R}",
        "−": "-",
    }
)
"""Tokens that a reader of LaTeX doesn't tell apart, or doesn't see."""

_TOKEN: Final = re.compile(r"\\[a-zA-Z]+|\\.|[^\s]", re.DOTALL)
_ONE: Final = re.compile(r"\{(\\[a-zA-Z]+ ?|\\.|[^\\{}])\}")
_LEFT_EMPTY: Final = re.compile(r"\\(?:left|right)\s*\.")


def plain(latex: str) -> str:
    """Return LaTeX in one spelling: without spaces, needless braces and what is not seen.

    >>> plain(r"\\left( {x} \\right)^{2} \\le \\frac {a} {b}")
    '(x)^2\\\\leq \\\\frac ab'
    """
    latex = latex.strip().strip("$")
    latex = _LEFT_EMPTY.sub("", latex)
    tokens = [_SAME.get(token, token) for token in _TOKEN.findall(latex)]
    joined = "".join(token + " " if re.fullmatch(r"\\[a-zA-Z]+", token) else token for token in tokens)
    before = ""
    while joined != before:
        before = joined
        joined = _ONE.sub(r"\1", joined)
        # Braces around all of a group, and around what an index or a command already groups.
        joined = re.sub(r"\{\{([^{}]*)\}\}", r"{\1}", joined)
    while joined.startswith("{") and joined.endswith("}") and joined.count("{") == 1:
        joined = joined[1:-1]
    return joined


def ours(math: str) -> str:
    """Return cleanpage's LaTeX of a `<math>` element; the time is with the reading of the page it is in."""
    node = LexborHTMLParser(math).css_first("math")
    return latex_of(node) if node is not None else ""


def converters() -> dict[str, Converter]:
    """Return cleanpage's converter and those of the libraries that are installed."""
    found: dict[str, Converter] = {"cleanpage": ours}
    if library := optional("mathml_to_latex.converter"):
        found["mathml-to-latex"] = library.MathMLToLaTeX.convert
    if library := optional("mathml2latex.mathml"):
        process, soup = library.process_mathml, optional("bs4").BeautifulSoup
        found["mathml2latex"] = lambda math: str(process(soup(math, "html.parser")))
    if library := optional("mml2tex.converter"):
        found["mml2tex"] = library.mml_to_latex
    if library := optional("py_asciimath.translator.translator"):
        logging.disable(logging.CRITICAL)
        translator = library.MathML2Tex()
        found["py-asciimath"] = lambda math: str(translator.translate(math, network=False, from_file=False))
    return found


def rows(convert_by: Mapping[str, Converter]) -> list[list[object]]:
    """Return a row for each kind of formula with how many each converter has right, and rows for all."""
    kinds = [*dict.fromkeys(formula.kind for formula in FORMULAS)]
    right = {(kind, name): 0 for kind in kinds for name in convert_by}
    times: dict[str, list[Timed]] = {name: [] for name in convert_by}
    for formula in FORMULAS:
        accepted = {plain(latex) for latex in formula.right}
        node = LexborHTMLParser(f'<math xmlns="{NAMESPACE}">{formula.inner}</math>').css_first("math")
        math = (node.html if node is not None else None) or ""
        for name, convert in convert_by.items():
            with contextlib.redirect_stdout(io.StringIO()):  # mathml2latex prints what it can't do.
                answer = timed(convert, math, 1 if name in SLOW else 5)
            times[name].append(answer)
            right[formula.kind, name] += answer.value is not None and plain(answer.value) in accepted
    found: list[list[object]] = []
    for kind in kinds:
        total = sum(formula.kind == kind for formula in FORMULAS)
        found.append([kind, total, *(right[kind, name] for name in convert_by)])
    found.append(["all", len(FORMULAS), *(sum(right[kind, name] for kind in kinds) for name in convert_by)])
    found.append(["raises something", "", *(sum(bool(one.error) for one in given) for given in times.values())])
    found.append(["median ms", "", *(f"{median_ms(given):.3f}" for given in times.values())])
    return found


def count_in(folder: Path) -> tuple[int, int]:
    """Return how many formulas in MathML the pages of a folder have, and how many pages have one."""
    counts = [len(LexborHTMLParser(data).css("math")) for _, data in read_pages(folder) if b"<math" in data.lower()]
    return sum(counts), sum(count > 0 for count in counts)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table."""
    arguments = read_arguments(argv, __doc__)
    print_versions("mathml-to-latex", "mathml2latex", "mml2tex", "py-asciimath")
    if arguments.corpora:
        print("{} formulas in {} pages of the corpora\n".format(*count_in(arguments.corpora)))
    found = converters()
    print(table(("formulas", "number", *found), rows(found)))
    return 0
