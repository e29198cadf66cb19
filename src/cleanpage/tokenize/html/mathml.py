r"""LaTeX for a formula that a page has as MathML.

A `<math>` element goes in and LaTeX without dollars comes out. Where the page has the LaTeX the
formula was made from (KaTeX, MathJax and MediaWiki leave it in an annotation), that is it;
else it is written anew from the elements: `<mfrac>` becomes `\frac{…}{…}`.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from selectolax.lexbor import LexborNode

MAX_DEPTH: Final = 48
"""Elements within elements of a formula; deeper ones are read as text."""

MAX_NODES: Final = 20_000
"""Elements of a formula that are read; the rest is left out."""

_TEX_ENCODINGS: Final = frozenset({"application/x-tex", "application/x-latex", "tex", "latex", "text/x-tex"})

_SYMBOL_TABLE: Final = (
    r"α=\alpha β=\beta γ=\gamma δ=\delta ε=\varepsilon ϵ=\epsilon ζ=\zeta η=\eta θ=\theta ϑ=\vartheta ι=\iota "
    r"κ=\kappa λ=\lambda μ=\mu ν=\nu ξ=\xi π=\pi ϖ=\varpi ρ=\rho ϱ=\varrho σ=\sigma ς=\varsigma τ=\tau "
    r"υ=\upsilon φ=\varphi ϕ=\phi χ=\chi ψ=\psi ω=\omega Γ=\Gamma Δ=\Delta Θ=\Theta Λ=\Lambda Ξ=\Xi Π=\Pi "
    r"Σ=\Sigma Υ=\Upsilon Φ=\Phi Ψ=\Psi Ω=\Omega ∑=\sum ∏=\prod ∐=\coprod ∫=\int ∬=\iint ∭=\iiint ∮=\oint "
    r"∞=\infty ∂=\partial ∇=\nabla ±=\pm ∓=\mp ×=\times ÷=\div ⋅=\cdot ·=\cdot ∗=* −=- ∘=\circ ∙=\bullet "
    r"≤=\leq ≥=\geq ≠=\neq ≈=\approx ≡=\equiv ∼=\sim ≃=\simeq ≅=\cong ∝=\propto ≪=\ll ≫=\gg ≺=\prec ≻=\succ "
    r"∈=\in ∉=\notin ∋=\ni ⊂=\subset ⊃=\supset ⊆=\subseteq ⊇=\supseteq ∪=\cup ∩=\cap ∅=\emptyset ∖=\setminus "
    r"∀=\forall ∃=\exists ¬=\neg ∧=\land ∨=\lor ⊕=\oplus ⊗=\otimes ⊥=\perp ∥=\parallel ∣=\mid ∠=\angle "
    r"→=\to ←=\leftarrow ↔=\leftrightarrow ⇒=\Rightarrow ⇐=\Leftarrow ⇔=\Leftrightarrow ↦=\mapsto ↑=\uparrow "
    r"↓=\downarrow ⟶=\longrightarrow ⟺=\iff ⇌=\rightleftharpoons …=\ldots ⋯=\cdots ⋮=\vdots "
    r"ℕ=\mathbb{N} ℤ=\mathbb{Z} ℚ=\mathbb{Q} ℝ=\mathbb{R} ℂ=\mathbb{C} ℓ=\ell ℏ=\hbar ℜ=\Re ℑ=\Im ℵ=\aleph "
    r"⟨=\langle ⟩=\rangle 〈=\langle 〉=\rangle ⌈=\lceil ⌉=\rceil ⌊=\lfloor ⌋=\rfloor ‖=\| ′=' ″='' ‴=''' "
    r"√=\surd †=\dagger ‡=\ddagger ⋆=\star △=\triangle ∴=\therefore ∵=\because °=^{\circ} "
    r"{=\{ }=\} %=\% #=\# $=\$ &=\& _=\_ ⋱=\ddots ⟹=\implies"
)
_SYMBOLS: Final[Mapping[str, str]] = MappingProxyType(dict([pair.split("=", 1) for pair in _SYMBOL_TABLE.split()]))
"""LaTeX of characters that have a command, and of those that mean something in LaTeX."""

_SILENT: Final = "\u2061\u2062\u2063\u2064\u200b\u200c\u200d\ufeff"
"""Applied functions, products and the like that MathML marks with a character and nobody sees."""

_FUNCTION_NAMES: Final = (
    "sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan log ln lg exp lim limsup liminf max min sup inf "
    "det dim ker gcd deg arg hom Pr"
)
_FUNCTIONS: Final = frozenset(_FUNCTION_NAMES.split())
"""Names of more than one letter that LaTeX has a command for."""

_OVER: Final[Mapping[str, str]] = MappingProxyType(
    {
        "¯": "overline", "‾": "overline", "―": "overline", "_": "bar", "^": "hat", "ˆ": "hat", "~": "tilde",
        "˜": "tilde", "→": "vec", "⃗": "vec", "˙": "dot", ".": "dot", "¨": "ddot", "ˇ": "check", "˘": "breve",
        "⏞": "overbrace", "︷": "overbrace",
    }
)  # fmt: skip
"""Commands for what stands over something."""

_UNDER: Final[Mapping[str, str]] = MappingProxyType({"_": "underline", "¯": "underline", "⏟": "underbrace"})
"""Commands for what stands under something."""

_VARIANTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "bold": "mathbf", "double-struck": "mathbb", "script": "mathcal", "fraktur": "mathfrak",
        "sans-serif": "mathsf", "monospace": "mathtt", "bold-italic": "boldsymbol", "normal": "mathrm",
    }
)  # fmt: skip
"""Commands for the `mathvariant` of a name."""

_BIG: Final = frozenset({r"\sum", r"\prod", r"\coprod", r"\int", r"\iint", r"\iiint", r"\oint"})
"""Operators whose limits are written as sub- and superscript."""


def latex_of(math: LexborNode) -> str:
    """Return the LaTeX of a `<math>` element on one line, without dollars around it; "" if it is empty."""
    for annotation in math.css("annotation"):
        if (annotation.attributes.get("encoding") or "").lower().strip() in _TEX_ENCODINGS:
            latex = one_line(annotation.text() or "")
            if latex:
                return latex
    latex = one_line(math.attributes.get("alttext") or "")
    if latex:
        return latex
    return one_line(_Writer().write(math))


def one_line(latex: str) -> str:
    """Return LaTeX with its white space collapsed and what surrounds it for display taken off."""
    latex = " ".join(latex.split())
    for start, end in (("$$", "$$"), (r"\[", r"\]"), (r"\(", r"\)"), ("$", "$")):
        if len(latex) > len(start) + len(end) and latex.startswith(start) and latex.endswith(end):
            latex = latex[len(start) : -len(end)].strip()
    for style in (r"{\displaystyle ", r"{\textstyle "):
        if latex.startswith(style) and latex.endswith("}") and _closes_at_end(latex):
            latex = latex[len(style) : -1].strip()
    return latex


def _closes_at_end(latex: str) -> bool:
    """Tell whether the brace that a text begins with is closed by its last character."""
    depth = 0
    escaped = False
    for index, char in enumerate(latex):
        if escaped:
            escaped = False
        elif char == "\\":
            escaped = True
        elif char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
            if not depth:
                return index == len(latex) - 1
    return False


_Step: TypeAlias = Generator[tuple[LexborNode, int], str, str]
"""Asks for the LaTeX of elements, each with its depth, and is sent it; returns that of the element around them."""


class _Writer:
    """Writes LaTeX from the elements of one formula.

    What writes an element asks for the ones in it instead of calling itself: a caller may have few frames left.
    """

    def __init__(self) -> None:
        self.left = MAX_NODES

    def write(self, formula: LexborNode) -> str:
        """Return the LaTeX of a formula."""
        waiting = [self.row(formula, 0)]
        written: str | None = None
        while waiting:
            try:
                # The first that anything is sent is nothing.
                asked = next(waiting[-1]) if written is None else waiting[-1].send(written)
            except StopIteration as done:
                waiting.pop()
                written = done.value
                continue
            started = self.element(*asked)
            written = started if isinstance(started, str) else None
            if not isinstance(started, str):
                waiting.append(started)
        return written or ""

    def row(self, node: LexborNode, depth: int) -> _Step:
        """Return the LaTeX of all that an element holds."""
        return _join((yield from self.each(self.children(node), depth)))

    def each(self, nodes: list[LexborNode], depth: int) -> Generator[tuple[LexborNode, int], str, list[str]]:
        """Return the LaTeX of each of the nodes in an element."""
        written = []
        for node in nodes:
            written.append((yield node, depth + 1))
        return written

    def children(self, node: LexborNode) -> list[LexborNode]:
        """Return the child elements, and the text in an element where text may stand."""
        found = []
        child = node.first_child
        while child is not None and self.left > 0:
            self.left -= 1
            text = child.text_content
            if (text is not None and not text.isspace()) or (
                text is None and child.tag not in ("-comment", "annotation", "annotation-xml", "mphantom", "none")
            ):
                found.append(child)
            child = child.next
        return found

    def element(self, node: LexborNode, depth: int) -> str | _Step:
        """Return the LaTeX of one element, or what asks for the ones in it first."""
        text = node.text_content
        if text is not None:
            return _symbols(text)
        tag = node.tag or ""
        if depth > MAX_DEPTH or tag in ("mi", "mo", "mn", "mtext", "ms"):
            return _token(tag, node)
        write = _ELEMENTS.get(tag)
        return write(self, node, depth) if write else self.row(node, depth)

    def parts(self, node: LexborNode, depth: int, count: int) -> Generator[tuple[LexborNode, int], str, list[str]]:
        """Return the LaTeX of the first `count` children; "" for those that are missing."""
        children = self.children(node)[:count]
        return (yield from self.each(children, depth)) + [""] * (count - len(children))

    def fraction(self, node: LexborNode, depth: int) -> _Step:
        above, below = yield from self.parts(node, depth, 2)
        if (node.attributes.get("linethickness") or "").startswith("0"):
            return rf"\binom{{{above}}}{{{below}}}"
        return rf"\frac{{{above}}}{{{below}}}"

    def root(self, node: LexborNode, depth: int) -> _Step:
        base, index = yield from self.parts(node, depth, 2)
        return rf"\sqrt[{index}]{{{base}}}"

    def square_root(self, node: LexborNode, depth: int) -> _Step:
        return rf"\sqrt{{{(yield from self.row(node, depth))}}}"

    def sub(self, node: LexborNode, depth: int) -> _Step:
        base, low = yield from self.parts(node, depth, 2)
        return f"{_base(base)}_{_group(low)}"

    def sup(self, node: LexborNode, depth: int) -> _Step:
        base, high = yield from self.parts(node, depth, 2)
        return _base(base) + (high if high and not high.strip("'") else f"^{_group(high)}")

    def sub_sup(self, node: LexborNode, depth: int) -> _Step:
        base, low, high = yield from self.parts(node, depth, 3)
        return f"{_base(base)}_{_group(low)}^{_group(high)}"

    def over(self, node: LexborNode, depth: int) -> _Step:
        base, above = yield from self.parts(node, depth, 2)
        command = _accent(node, _OVER)
        if command:
            return rf"\{command}{{{base}}}"
        return f"{base}^{_group(above)}" if base in _BIG else rf"\overset{{{above}}}{{{base}}}"

    def under(self, node: LexborNode, depth: int) -> _Step:
        base, below = yield from self.parts(node, depth, 2)
        command = _accent(node, _UNDER)
        if command:
            return rf"\{command}{{{base}}}"
        if base in _BIG or base.strip("\\") in _FUNCTIONS:
            return f"{base}_{_group(below)}"
        return rf"\underset{{{below}}}{{{base}}}"

    def under_over(self, node: LexborNode, depth: int) -> _Step:
        base, below, above = yield from self.parts(node, depth, 3)
        return f"{_base(base)}_{_group(below)}^{_group(above)}"

    def table(self, node: LexborNode, depth: int) -> _Step:
        rows = []
        for row in self.children(node):
            cells = []
            for cell in self.children(row):
                cells.append((yield from self.row(cell, depth + 2)))
            rows.append(" & ".join(cells))
        return r"\begin{matrix}" + r" \\ ".join(rows) + r"\end{matrix}"

    def fenced(self, node: LexborNode, depth: int) -> _Step:
        attributes = node.attributes
        marks = (attributes.get("separators") or ",").strip()[:1]
        inner = marks.join((yield from self.each(self.children(node), depth)))
        start, end = attributes.get("open"), attributes.get("close")
        start, end = ("(" if start is None else start), (")" if end is None else end)
        return rf"\left{_symbols(start).strip() or '.'} {inner} \right{_symbols(end).strip() or '.'}"

    def semantics(self, node: LexborNode, depth: int) -> _Step:
        return (yield from self.parts(node, depth, 1))[0]


_ELEMENTS: Final[Mapping[str, Callable[[_Writer, LexborNode, int], _Step]]] = MappingProxyType(
    {
        "mfrac": _Writer.fraction,
        "msqrt": _Writer.square_root,
        "mroot": _Writer.root,
        "msub": _Writer.sub,
        "msup": _Writer.sup,
        "msubsup": _Writer.sub_sup,
        "mover": _Writer.over,
        "munder": _Writer.under,
        "munderover": _Writer.under_over,
        "mtable": _Writer.table,
        "mfenced": _Writer.fenced,
        "semantics": _Writer.semantics,
    }
)


def _token(tag: str, node: LexborNode) -> str:
    """Return the LaTeX of a name, a number, an operator or words."""
    text = " ".join((node.text() or "").translate(dict.fromkeys(map(ord, _SILENT))).split())
    if not text:
        return ""
    if tag in ("mtext", "ms"):
        return rf"\text{{{_escaped(text)}}}"
    if text in _FUNCTIONS:
        return "\\" + text
    variant = _VARIANTS.get(node.attributes.get("mathvariant") or "")
    if tag == "mi" and variant:
        return rf"\{variant}{{{_symbols(text).strip()}}}"
    if tag in ("mi", "mo") and len(text) > 1 and text.isalpha() and text.isascii():
        return rf"\operatorname{{{text}}}" if tag == "mo" else rf"\mathrm{{{text}}}"
    return _symbols(text)


def _symbols(text: str) -> str:
    """Return a text with the commands of its characters."""
    return _join([_SYMBOLS.get(char, "\\backslash" if char == "\\" else char) for char in text if char not in _SILENT])


def _escaped(text: str) -> str:
    """Return words as they are written in `\\text`."""
    return "".join("\\" + char if char in "{}%#$&_" else char for char in text if char != "\\")


def _join(parts: list[str]) -> str:
    """Return LaTeX parts one after the other, with a space where a command would run into a letter."""
    joined: list[str] = []
    command = False
    for part in parts:
        if not part:
            continue
        if command and part[0].isalpha():
            joined.append(" ")
        joined.append(part)
        start = part.rfind("\\")
        command = start >= 0 and start + 1 < len(part) and part[start + 1 :].isalpha()
    return "".join(joined)


def _group(latex: str) -> str:
    """Return LaTeX as the index of something: in braces unless it is one character."""
    return latex if len(latex) == 1 and latex not in "^_'" else f"{{{latex}}}"


def _base(latex: str) -> str:
    """Return LaTeX as what an index is written to, so that it holds for all of it."""
    plain = latex.lstrip("\\")
    alone = len(latex) == 1 or plain.isalpha() or "{" in latex or plain.replace(".", "").isdecimal() or latex in "()[]"
    return latex if alone else f"{{{latex}}}"


def _accent(node: LexborNode, commands: Mapping[str, str]) -> str:
    """Return the command for the second child of an element, if it is a mark over or under the first; else ""."""
    child = node.last_child
    while child is not None and child.text_content is not None:
        child = child.prev
    return commands.get((child.text() or "").strip(), "") if child is not None else ""
