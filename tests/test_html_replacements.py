"""Which elements have another text than that of their children."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from cleanpage.html_replacements import formula_text, replacements


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param("<pre><b class=lineno>1</b></pre>", "", id="line-number"),
        pytest.param("<b class=MathJax>x<math><mi>y</mi></math></b>", "$y$", id="drawn"),
        pytest.param("<b class=MathJax>x</b><script type=math/tex>x</script>", "", id="drawn-beside-script"),
        pytest.param("<b>x</b><i class=katex></i>", None, id="other"),
    ],
)
def test_replacements(page: str, expected: str | None) -> None:
    replace = replacements(page.encode())
    node = LexborHTMLParser(page).css_first("b")
    assert replace is not None
    assert node is not None
    assert replace(node, True) == expected


def test_ordinary_pages_have_none() -> None:
    assert replacements(b"<p>Owls</p><pre>x</pre>") is None


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param("<math id=x><mi>y</mi></math>", "$y$", id="math"),
        pytest.param("<script id=x type='math/tex; mode=display'>y</script>", "$$y$$", id="script"),
        pytest.param("<script id=x>y</script>", "", id="other-script"),
    ],
)
def test_formula_text(page: str, expected: str) -> None:
    node = LexborHTMLParser(page).css_first("#x")
    assert node is not None
    assert formula_text(node) == expected
