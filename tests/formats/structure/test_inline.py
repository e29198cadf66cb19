"""The running text of blocks: links, spans, spaces between them, formulas."""

from __future__ import annotations

import pytest

from sketches import sketch_of


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param("<p>Owls <b>hunt </b>mice", "p(Owls **hunt** mice)", id="space-goes-outside"),
        pytest.param("<p>Owls<b> hunt</b>", "p(Owls **hunt**)", id="space-in-front-goes-outside"),
        pytest.param("<p>O<b>w</b>l", "p(O**w**l)", id="within-a-word"),
        pytest.param("<p><b>a</b><b>b</b>", "p(**ab**)", id="neighbours-are-one"),
        pytest.param("<p><b>a <strong>b</strong></b> c", "p(**a b** c)", id="bold-within-bold"),
        pytest.param("<p><b>a <i>b</i></b>", "p(**a *b***)", id="nested"),
        pytest.param("<p>x<b></b>y <i> </i>z", "p(xy z)", id="empty-spans"),
        pytest.param("<p>H<sub>2</sub>O x<sup>2</sup>", "p(H~2~O x^2^)", id="sub-and-superscript"),
        pytest.param("<p><del>a</del> <ins>b</ins> <mark>c</mark> <q>d</q>", 'p(--a-- ++b++ ==c== "d")', id="others"),
        pytest.param("<p><code>a  b</code> c", "p(`a b` c)", id="code"),
        pytest.param("<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "p(漢(kan))", id="ruby"),
        pytest.param("<p>a\u200f <b>b</b>", "p(a\u200f **b**)", id="direction-marks-stay"),
        pytest.param("<p><b>a<br>b</b> c", "p(**a** / **b** c)", id="bold-over-lines"),
        pytest.param("<b><p>a</p><p>b</p></b>", "p(**a**) p(**b**)", id="bold-around-blocks"),
        pytest.param("<p><a href=x.html>a <b>b</b></a>", "p([a **b**](x.html))", id="link"),
        pytest.param("<p><a href='javascript:x()'>a</a> b", "p(a b)", id="script-is-no-link"),
        pytest.param("<p><a href='#'>a</a> b", "p(a b)", id="link-to-nowhere"),
        pytest.param("<p><a name=x>a</a> b", "p(a b)", id="anchor-without-address"),
        pytest.param("<p>a <img src=p.jpg alt='An owl'> b", "p(a ![An owl](p.jpg) b)", id="picture"),
        pytest.param("<p>a <img src=p.gif width=1 height=1> b", "p(a b)", id="counter"),
        pytest.param("<p><img src=p.jpg> a", "img(p.jpg) p(a)", id="picture-first"),
        pytest.param("<p>a <img src=p.jpg></p>", "p(a) img(p.jpg)", id="picture-last"),
        pytest.param("<p>if \\(x^2\\) and \\[y\\]", "p(if $x^2$ and $$y$$)", id="formulas"),
        pytest.param("<p>$$x^2$$", "p($$x^2$$)", id="formula-of-dollars"),
        pytest.param("<p>from $$ to $$$ or $$ again", "p(from $$ to $$$ or $$ again)", id="prices"),
        pytest.param("<p><code>\\(x\\)</code> b", "p(`\\(x\\)` b)", id="no-formula-in-code"),
    ],
)
def test_running_text(page: str, expected: str) -> None:
    assert sketch_of(page) == expected


def test_links_are_resolved() -> None:
    page = "<base href=/docs/><p><a href=owls.html>Owls</a>"
    assert sketch_of(page, url="https://example.org/a/b") == "p([Owls](https://example.org/docs/owls.html))"
