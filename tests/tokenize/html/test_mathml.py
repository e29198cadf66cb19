"""LaTeX of formulas, taken from annotations or written from the elements."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from cleanpage.tokenize.html.drawn_formulas import drawn_latex, in_dollars, is_display, script_latex
from cleanpage.tokenize.html.mathml import latex_of


def node_of(page: str, selector: str) -> LexborNode:
    node = LexborHTMLParser(page).css_first(selector)
    assert node is not None
    return node


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        pytest.param("<mi>x</mi><mo>=</mo><mn>2</mn>", "x=2", id="row"),
        pytest.param(
            "<mfrac><mi>a</mi><mrow><mi>b</mi><mo>+</mo><mn>1</mn></mrow></mfrac>", r"\frac{a}{b+1}", id="frac"
        ),
        pytest.param("<mfrac linethickness=0><mi>n</mi><mi>k</mi></mfrac>", r"\binom{n}{k}", id="binomial"),
        pytest.param("<msqrt><mi>x</mi><mo>+</mo><mn>1</mn></msqrt>", r"\sqrt{x+1}", id="square-root"),
        pytest.param("<mroot><mi>x</mi><mn>3</mn></mroot>", r"\sqrt[3]{x}", id="root"),
        pytest.param("<msub><mi>x</mi><mi>i</mi></msub>", "x_i", id="sub"),
        pytest.param("<msup><mi>x</mi><mn>10</mn></msup>", "x^{10}", id="sup"),
        pytest.param("<msup><mi>f</mi><mo>′</mo></msup>", "f'", id="prime"),
        pytest.param("<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>", "x_i^2", id="sub-sup"),
        pytest.param(
            "<msup><mrow><mo>(</mo><mi>a</mi><mo>)</mo></mrow><mn>2</mn></msup>", "{(a)}^2", id="sup-of-a-group"
        ),
        pytest.param("<munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover><mi>i</mi>", r"\sum_i^ni", id="sum"),
        pytest.param("<munder><mi>lim</mi><mi>n</mi></munder>", r"\lim_n", id="limit"),
        pytest.param("<mover><mi>x</mi><mo>¯</mo></mover>", r"\overline{x}", id="bar"),
        pytest.param("<mover><mi>x</mi><mo>→</mo></mover>", r"\vec{x}", id="vector"),
        pytest.param("<mi>α</mi><mi>x</mi>", r"\alpha x", id="command-before-letter"),
        pytest.param("<mi>α</mi><mn>2</mn>", r"\alpha2", id="command-before-digit"),
        pytest.param("<mi>sin</mi><mo>&#x2061;</mo><mi>x</mi>", r"\sin x", id="function"),
        pytest.param("<mi>dist</mi>", r"\mathrm{dist}", id="long-name"),
        pytest.param("<mi mathvariant=double-struck>R</mi>", r"\mathbb{R}", id="variant"),
        pytest.param("<mtext>if x_1 &amp; y</mtext>", r"\text{if x\_1 \& y}", id="words"),
        pytest.param(
            "<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr><mtr><mtd><mn>3</mn></mtd></mtr></mtable>",
            r"\begin{matrix}1 & 2 \\ 3\end{matrix}",
            id="matrix",
        ),
        pytest.param("<mfenced><mi>a</mi><mi>b</mi></mfenced>", r"\left( a,b \right)", id="fenced"),
        pytest.param("<mphantom><mi>x</mi></mphantom><mi>y</mi>", "y", id="phantom"),
        pytest.param("<mn>5</mn><mo>%</mo>", r"5\%", id="percent"),
        pytest.param("<mfrac><mi>a</mi></mfrac>", r"\frac{a}{}", id="part-missing"),
        pytest.param("", "", id="empty"),
    ],
)
def test_elements(inner: str, expected: str) -> None:
    assert latex_of(node_of(f"<p><math>{inner}</math>", "math")) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param(
            "<math><semantics><mi>E</mi><annotation encoding=application/x-tex>E = mc</annotation></semantics></math>",
            "E = mc",
            id="annotation",
        ),
        pytest.param(
            "<math><semantics><mi>E</mi><annotation encoding='application/json'>{}</annotation></semantics></math>",
            "E",
            id="other-annotation",
        ),
        pytest.param("<math alttext='{\\displaystyle E}'><mi>F</mi></math>", "E", id="alternative-text"),
        pytest.param(
            "<math alttext='{\\displaystyle a}b{c}'><mi>F</mi></math>", "{\\displaystyle a}b{c}", id="two-groups"
        ),
        pytest.param("<math alttext='$x$'><mi>F</mi></math>", "x", id="dollars"),
    ],
)
def test_given_latex(page: str, expected: str) -> None:
    assert latex_of(node_of(page, "math")) == expected


@pytest.mark.parametrize(
    ("page", "scripted", "expected"),
    [
        pytest.param("<i class=katex-mathml></i><b class=katex-html>x</b>", False, "", id="katex"),
        pytest.param("<b class=katex-html>x</b>", False, None, id="katex-without-mathml"),
        pytest.param("<b class=MathJax_Preview>x</b>", True, "", id="preview"),
        pytest.param("<b class=MathJax_Preview>x</b>", False, None, id="preview-alone"),
        pytest.param("<b class=MathJax>x</b>", True, "", id="mathjax-2"),
        pytest.param("<b class=MathJax>x<math><mi>y</mi></math></b>", False, "y", id="mathjax-2-without-script"),
        pytest.param("<b class=MathJax>x</b>", False, None, id="mathjax-2-alone"),
        pytest.param("<b class=owl>x</b>", True, None, id="other"),
        pytest.param("<b>x</b>", True, None, id="no-class"),
    ],
)
def test_drawn(page: str, scripted: bool, expected: str | None) -> None:
    assert drawn_latex(node_of(page, "b"), scripted=scripted) == expected


def test_drawn_by_mathjax_3() -> None:
    inner = "<mjx-math></mjx-math><mjx-assistive-mml><math><mi>y</mi></math></mjx-assistive-mml>"
    node = node_of(f"<mjx-container>{inner}</mjx-container>", "mjx-container")
    assert drawn_latex(node, scripted=False) == "y"
    assert drawn_latex(node_of("<mjx-container><i>x</i></mjx-container>", "mjx-container"), scripted=False) == ""


def test_scripts() -> None:
    assert script_latex(node_of("<script type='math/tex; mode=display'>x^2</script>", "script")) == "x^2"
    assert script_latex(node_of("<script>x^2</script>", "script")) == ""


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param("<math display=block></math>", True, id="block"),
        pytest.param("<math></math>", False, id="inline"),
        pytest.param("<span class=katex-display><span><math></math></span></span>", True, id="katex"),
    ],
)
def test_display(page: str, expected: bool) -> None:
    assert is_display(node_of(page, "math")) is expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param("<math><mi>x</mi></math>", "$x$", id="inline"),
        pytest.param("<math display=block><mi>x</mi></math>", "$$x$$", id="display"),
        pytest.param("<math></math>", "", id="empty"),
    ],
)
def test_in_dollars(page: str, expected: str) -> None:
    node = node_of(page, "math")
    assert in_dollars(latex_of(node), node) == expected


_TOKENS = (
    "<mfrac> </mfrac> <msup> </msup> <mrow> </mrow> <mtable> <mtr> <mtd> <mi>x</mi> <mo>∑</mo> <mover> </mover> { \\ _ "
    "<mfenced> <mtext> </mtext> <munderover> <msqrt>"
)
_PARTS = st.sampled_from(_TOKENS.split())


@given(st.lists(_PARTS, max_size=300).map("".join))
def test_never_raises(inner: str) -> None:
    assert "\n" not in latex_of(node_of(f"<p><math>{inner}</math>", "math"))


def test_deep_formula() -> None:
    assert "x" in latex_of(node_of("<math>" + "<mrow>" * 5000 + "<mi>x</mi>", "math"))
