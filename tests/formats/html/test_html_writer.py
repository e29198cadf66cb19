from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from selectolax.lexbor import LexborHTMLParser, LexborNode

from any_trees import TREES
from cleanpage.formats.html.writer import to_html, to_html_document
from cleanpage.formats.tree.nodes import (
    Anchor,
    Cell,
    Code,
    Definition,
    Definitions,
    Details,
    Figure,
    Formula,
    Heading,
    Illustration,
    Item,
    LineBreak,
    Listing,
    Media,
    Node,
    Note,
    NoteMark,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Span,
    Table,
    Text,
    Tree,
)
from cleanpage.metadata.fields import Metadata
from html_checks import elements, find_problems
from trees import words_of

RUNNING = frozenset({"a", "code", "del", "em", "img", "ins", "mark", "q", "ruby", "span", "strong", "sub", "sup"})


def text(*words: str) -> tuple[Text, ...]:
    return tuple(map(Text, words))


def paragraph(words: str) -> Paragraph:
    return Paragraph(text(words))


def cell(words: str, header: bool = False, columns: int = 1, rows: int = 1) -> Cell:
    return Cell((paragraph(words),), header, columns, rows)


def shown_words(html: str) -> list[str]:
    """Return the words of a fragment as browsers read them, without the addresses of media and readings."""
    root = LexborHTMLParser(f"<body>{html}</body>").body
    assert root is not None
    for node in root.css("figure.media, rt"):
        node.decompose()
    return re.findall(r"\w+", _shown(root))


def _shown(node: LexborNode) -> str:
    if node.tag == "-text":
        return node.text_content or ""
    inside = "".join(_shown(child) for child in node.iter(include_text=True))
    return inside if node.tag in RUNNING else f" {inside} "


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        pytest.param(Heading(2, text("Owls")), "<h2>Owls</h2>", id="heading"),
        pytest.param(Heading(2, ()), "", id="empty-heading"),
        pytest.param(paragraph("a < b & c"), "<p>a &lt; b &amp; c</p>", id="escaped"),
        pytest.param(Paragraph((Text("a"), LineBreak(), Text("b"))), "<p>a<br>b</p>", id="line-break"),
        pytest.param(
            Paragraph((Span("emphasis", (Text("a"), Span("strong", text("b")))),)),
            "<p><em>a<strong>b</strong></em></p>",
            id="spans",
        ),
        pytest.param(
            Paragraph((Anchor("https://owls.example/?a=1&b=2", text("a")),)),
            '<p><a href="https://owls.example/?a=1&amp;b=2">a</a></p>',
            id="link",
        ),
        pytest.param(
            Paragraph((Anchor("/a", (Anchor("/b", text("b")), NoteMark("1", "n"))),)),
            '<p><a href="/a">b<sup>1</sup></a></p>',
            id="no-link-in-a-link",
        ),
        pytest.param(
            Paragraph((Picture("/owl.png", 'an "owl"'),)),
            '<p><img src="/owl.png" alt="an &quot;owl&quot;"></p>',
            id="picture",
        ),
        pytest.param(
            Paragraph((Formula("a < b"), Formula("c", display=True))),
            '<p><span class="math inline">a &lt; b</span><span class="math display">c</span></p>',
            id="formulas",
        ),
        pytest.param(
            Listing((Item((paragraph("a"), Listing((Item((paragraph("b"),)),), ordered=True, start=3))),)),
            '<ul>\n<li>a\n<ol start="3">\n<li>b</li>\n</ol>\n</li>\n</ul>',
            id="lists",
        ),
        pytest.param(
            Listing((Item((paragraph("a"),), checked=True), Item((paragraph("b"),), checked=False))),
            '<ul>\n<li><input type="checkbox" disabled checked> a</li>\n'
            '<li><input type="checkbox" disabled> b</li>\n</ul>',
            id="boxes",
        ),
        pytest.param(
            Listing((Item((paragraph("a"), paragraph("b"))),)),
            "<ul>\n<li><p>a</p>\n<p>b</p>\n</li>\n</ul>",
            id="two-paragraphs",
        ),
        pytest.param(
            Definitions((Definition(True, (paragraph("a"),)), Definition(False, (paragraph("b"),)))),
            "<dl>\n<dt>a</dt>\n<dd>b</dd>\n</dl>",
            id="definitions",
        ),
        pytest.param(Quote((paragraph("a"),)), "<blockquote>\n<p>a</p>\n</blockquote>", id="quote"),
        pytest.param(
            Code("\n if a:\n", "python"), '<pre><code class="language-python">\n if a:\n</code></pre>', id="code"
        ),
        pytest.param(
            Code("a", '"><script>'), '<pre><code class="language-script">a</code></pre>', id="hostile-language"
        ),
        pytest.param(
            Table(((cell("a", True), cell("b", True)), (cell("c"), cell("d"))), text("e")),
            "<table>\n<caption>e</caption>\n<thead>\n<tr><th>a</th><th>b</th></tr>\n</thead>\n"
            "<tbody>\n<tr><td>c</td><td>d</td></tr>\n</tbody>\n</table>",
            id="table",
        ),
        pytest.param(
            Table(((cell("a", True, 2, 2), cell("b", True)), (cell("c"),))),
            '<table>\n<tbody>\n<tr><th colspan="2" rowspan="2">a</th><th>b</th></tr>\n'
            "<tr><td>c</td></tr>\n</tbody>\n</table>",
            id="head-that-reaches-into-the-body",
        ),
        pytest.param(
            Table(((cell("a", columns=10**9),),)),
            '<table>\n<tbody>\n<tr><td colspan="1000">a</td></tr>\n</tbody>\n</table>',
            id="widest-cell",
        ),
        pytest.param(
            Figure((Illustration(Picture("/owl.png")),), text("a")),
            '<figure>\n<img src="/owl.png" alt="">\n<figcaption>a</figcaption>\n</figure>',
            id="figure",
        ),
        pytest.param(
            Illustration(Picture("/owl.png")), '<figure><img src="/owl.png" alt=""></figure>', id="illustration"
        ),
        pytest.param(Illustration(Picture("data:image/svg+xml,x")), "", id="hostile-picture"),
        pytest.param(
            Media("https://owls.example/v", "video"),
            '<figure class="media"><a href="https://owls.example/v">https://owls.example/v</a></figure>',
            id="media",
        ),
        pytest.param(
            Details(text("a"), (paragraph("b"),)),
            "<details open>\n<summary>a</summary>\n<p>b</p>\n</details>",
            id="details",
        ),
        pytest.param(Rule(), "<hr>", id="rule"),
    ],
)
def test_block(node: Node, expected: str) -> None:
    assert to_html((node,)) == (f"{expected}\n" if expected else "")


def test_notes_are_linked_by_numbers_of_their_own() -> None:
    marked = Paragraph((Text("a"), NoteMark("*", '"><b>'), NoteMark("†", "missing")))
    assert to_html((marked, Note('"><b>', (paragraph("b"),)))) == (
        '<p>a<sup><a href="#note-1" role="doc-noteref">*</a></sup><sup>†</sup></p>\n'
        '<aside id="note-1" role="doc-footnote">b</aside>\n'
    )


def test_a_note_is_not_linked_inside_a_link() -> None:
    tree = (Paragraph((Anchor("/a", (NoteMark("1", "n"),)),)), Note("n", ()))
    assert to_html(tree).startswith('<p><a href="/a"><sup>1</sup></a></p>')


def test_document() -> None:
    metadata = Metadata(
        title="Owls </title><script>",
        authors=('A. "B"',),
        published="2024-04-26",
        language="en",
        canonical_url="https://owls.example/",
        tags=("owls", "mice"),
    )
    assert to_html_document((paragraph("a"),), metadata) == (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<title>Owls &lt;/title&gt;&lt;script&gt;</title>\n"
        '<meta name="author" content="A. &quot;B&quot;">\n<meta name="date" content="2024-04-26">\n'
        '<meta name="keywords" content="owls, mice">\n<link rel="canonical" href="https://owls.example/">\n'
        "</head>\n<body>\n<article>\n<header>\n<h1>Owls &lt;/title&gt;&lt;script&gt;</h1>\n"
        '<p>A. "B"</p>\n'
        '<p><time datetime="2024-04-26">2024-04-26</time></p>\n</header>\n'
        "<p>a</p>\n</article>\n</body>\n</html>\n"
    )


def header(*nodes: Node, headed: bool = True, **values: Any) -> str:
    """What a document has between <article> and its end."""
    document = to_html_document(nodes, Metadata(**values), headed=headed)
    return document.partition("<article>\n")[2].partition("</article>")[0]


def test_header_of_a_document() -> None:
    assert header(paragraph("a"), published="2024-04-26T06:00:00Z", authors=("Ada Bird", "Cy Dell")) == (
        "<header>\n<p>Ada Bird, Cy Dell</p>\n"
        '<p><time datetime="2024-04-26T06:00:00Z">2024-04-26</time></p>\n</header>\n<p>a</p>\n'
    )
    assert header(paragraph("a")) == "<p>a</p>\n"
    assert header(paragraph("a"), headed=False, title="Owls") == "<p>a</p>\n"
    assert header(title="Owls") == ""


def test_no_headline_is_shown_twice() -> None:
    own = Heading(2, (Span("emphasis", (Text("Owls hunt"),)), Text(" at night")))
    assert header(own, paragraph("a"), title="Owls Hunt at Night!") == (
        "<header>\n<h1><em>Owls hunt</em> at night</h1>\n</header>\n<p>a</p>\n"
    )
    assert header(paragraph("Nature"), own, title="Owls hunt at night", authors=("Ada Bird",)) == (
        "<header>\n<p>Ada Bird</p>\n</header>\n<p>Nature</p>\n<h2><em>Owls hunt</em> at night</h2>\n"
    )
    assert header(Heading(2, (Text("Food"),)), title="Owls hunt at night") == (
        "<header>\n<h1>Owls hunt at night</h1>\n</header>\n<h2>Food</h2>\n"
    )


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        pytest.param("ar", '<html lang="ar" dir="rtl">', id="arabic"),
        pytest.param("he-IL", '<html lang="he-IL" dir="rtl">', id="with-country"),
        pytest.param("az-Arab", '<html lang="az-Arab" dir="rtl">', id="by-script"),
        pytest.param("ks-Deva", '<html lang="ks-Deva">', id="by-other-script"),
        pytest.param("en", '<html lang="en">', id="english"),
    ],
)
def test_direction(language: str, expected: str) -> None:
    assert expected in to_html_document((), Metadata(language=language))


def test_document_of_nothing() -> None:
    assert "<html>" in to_html_document((), Metadata(canonical_url="javascript:alert(1)"))
    assert "javascript" not in to_html_document((), Metadata(canonical_url="javascript:alert(1)"))


@given(TREES)
def test_words_are_those_of_the_tree(tree: Tree) -> None:
    assert shown_words(to_html(tree)) == words_of(tree)


@given(TREES)
def test_nothing_but_the_allowed_elements_and_attributes(tree: Tree) -> None:
    assert find_problems(to_html(tree)) == []


@given(TREES)
def test_parsed_and_written_again_it_is_the_same(tree: Tree) -> None:
    # A fragment that a parser repairs could become something else in the next one.
    html = to_html(tree)
    once = LexborHTMLParser(f"<body>{html}</body>").html or ""
    assert LexborHTMLParser(once).html == once
    assert [node.tag for node in elements(html)] == re.findall(r"<([a-z0-9]+)", html)
