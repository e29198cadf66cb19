"""Which elements have another text than that of their children, and what is put in their place."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from cleanpage.tokenize.html.replacements import formula_text, needs_replacements, replace_elements

CRAYON = (
    "<div class=crayon-syntax><span class=crayon-language>PHP</span><table><tr><td class=crayon-nums><div>1</div>"
    "<div>2</div><td class=crayon-code><div><div>a&nbsp;<b>b</b></div><div></div></div></table></div>"
)
BLOB = "<table><tr><td data-line-number=1><td>a<tr><td data-line-number=2><td>  b</table>"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param("<pre><b class=lineno>1</b>x</pre>", "<pre><wbr>x</pre>", id="line-number"),
        pytest.param("<p><b class=lineno>1</b>", None, id="number-without-code"),
        pytest.param(
            "<b class=MathJax>x<math><mi>y</mi></math></b>", '<math alttext="y"></math>', id="drawn"
        ),
        pytest.param(
            "<b class=MathJax>x<i class=MathJax>x</i></b><script type=math/tex>x</script>",
            '<wbr><math alttext="x"></math>',
            id="drawn-beside-script",
        ),
        pytest.param(
            "<script type='math/tex; mode=display'>x</script>",
            '<math alttext="x" display="block"></math>',
            id="script",
        ),
        pytest.param("<div class=MathJax><math></math></div>", None, id="block"),
        pytest.param("<img class=latex alt='\\tau'>", '<math alttext="\\tau"></math>', id="picture"),
        pytest.param("<p>x</p><i class=katex></i><script>x</script><img alt=x>", None, id="other"),
        pytest.param(CRAYON, '<pre class="language-php">a&nbsp;b\n</pre>', id="listing"),
        pytest.param(BLOB, "<pre>a\n  b</pre>", id="numbers-as-attributes"),
        pytest.param("<table><tr><td class=gutter>1<td><pre>x</pre></table>", "<table><tbody><tr><wbr><td><pre>x</pre>"
                     "</td></tr></tbody></table>", id="column-of-code"),
        pytest.param("<table><tr><td>1<td>x</table>", None, id="table"),
    ],
)  # fmt: skip
def test_replacements(page: str, expected: str | None) -> None:
    parser = LexborHTMLParser(f"<body>{page}")
    before = parser.html
    assert replace_elements(parser) is (expected is not None)
    assert parser.html == (before if expected is None else f"<html><head></head><body>{expected}</body></html>")


@pytest.mark.parametrize(
    ("names", "tags", "expected"),
    [
        pytest.param(["x", "katex"], ["p"], True, id="formula"),
        pytest.param(["lineno"], ["p", "pre"], True, id="number"),
        pytest.param(["gutter"], ["p"], False, id="number-without-code"),
        pytest.param(["syntaxhighlighter java"], ["p"], True, id="listing"),
        pytest.param(["line", ""], ["pre"], False, id="nothing"),
    ],
)
def test_pages_that_need_them(names: list[str], tags: list[str], expected: bool) -> None:
    assert needs_replacements(names, tags) is expected


def test_formula_text() -> None:
    node = LexborHTMLParser("<math id=x><mi>y</mi></math>").css_first("#x")
    assert node is not None
    assert formula_text(node) == "$y$"
