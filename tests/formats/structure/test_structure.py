"""What the tree of a page holds: its containers, and the words of the kept blocks in their order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage import extract, extract_markdown
from cleanpage.formats.structure.builder import build_tree
from cleanpage.formats.text import serialize
from cleanpage.formats.tree.nodes import MAX_DEPTH, Listing, Node, Quote
from cleanpage.pipeline import extract_with_tree
from paths import ROOT
from sketches import select, sketch, sketch_of, tree_of, words_of

FIXTURES = sorted((ROOT / "fixtures" / "pages").glob("*/page.*"))


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param("<h1>Owls</h1><p>They hunt.</p>", "h1(Owls) p(They hunt.)", id="heading"),
        pytest.param("<h2><b>Owls</b></h2>", "h2(Owls)", id="bold-heading"),
        pytest.param("<div role=heading aria-level=4>Owls</div>", "h4(Owls)", id="declared-heading"),
        pytest.param("<div role=heading>Owls</div>", "h2(Owls)", id="declared-heading-without-level"),
        pytest.param("<p>One.<br>Two.</p>", "p(One. / Two.)", id="lines"),
        pytest.param("<p>One.<br><br>Two.</p>", "p(One.) p(Two.)", id="two-breaks-part"),
        pytest.param("<div>One.<br><p></p>Two.</div>", "p(One.) p(Two.)", id="break-and-block-part"),
        pytest.param("<h2>Owls<br>and mice</h2>", "h2(Owls / and mice)", id="lines-of-a-heading"),
        pytest.param("<ul><li>One<li>Two</ul>", "ul(li(p(One)) li(p(Two)))", id="list"),
        pytest.param("<ol start=3><li>One<li>Two</ol>", "ol3(li(p(One)) li(p(Two)))", id="numbered-list"),
        pytest.param("<ul><li>A<ul><li>B</ul><li>C</ul>", "ul(li(p(A) ul(li(p(B)))) li(p(C)))", id="nested-list"),
        pytest.param("<ul><li>A<ul><li>B</ul>", "ul(li(p(A) ul(li(p(B)))))", id="unclosed-list"),
        pytest.param("<ul><li>A</li><ul><li>B</ul></ul>", "ul(li(p(A) ul(li(p(B)))))", id="list-in-list"),
        pytest.param(
            "<ul><li><input type=checkbox checked> A<li><p><label><input type=checkbox disabled>B</label></p></ul>",
            "ul(li[x](p(A)) li[ ](p(B)))",
            id="boxes",
        ),
        pytest.param(
            "<ul><li><span role=checkbox aria-checked=true></span>A<li><i role=checkbox aria-checked=false></i>B</ul>",
            "ul(li[x](p(A)) li[ ](p(B)))",
            id="drawn-boxes",
        ),
        pytest.param(
            "<ul><li>A <input type=checkbox><li><input type=radio>B<li><ul><li><input type=checkbox>C</ul></ul>",
            "ul(li(p(A)) li(p(B)) li(ul(li[ ](p(C)))))",
            id="boxes-elsewhere",
        ),
        pytest.param("<ul>Lead<li>A</ul>", "ul(li(p(Lead)) li(p(A)))", id="text-in-list"),
        pytest.param("<div><li>A<li>B</div><p>C", "ul(li(p(A)) li(p(B))) p(C)", id="items-without-list"),
        pytest.param("<ul><li>A</ul><ul><li>B</ul>", "ul(li(p(A))) ul(li(p(B)))", id="two-lists"),
        pytest.param("<blockquote><p>A<p>B</blockquote>C", "quote(p(A) p(B)) p(C)", id="quotation"),
        pytest.param("<dl><dt>A<dd>B<dd>C</dl>", "dl(dt(p(A)) dd(p(B)) dd(p(C)))", id="definitions"),
        pytest.param("<dl><div><dt>A<dd>B</div></dl>", "dl(dt(p(A)) dd(p(B)))", id="definitions-in-div"),
        pytest.param("<dd>A", "p(A)", id="definition-without-list"),
        pytest.param("<details><summary>A</summary><p>B</details>C", "details(A: p(B)) p(C)", id="details"),
        pytest.param("<details><p>B<summary>A</summary></details>", "details(: p(B) p(A))", id="late-summary"),
        pytest.param(
            "<figure><img src=a.jpg><figcaption>Owl</figcaption></figure>", "figure(img(a.jpg): Owl)", id="figure"
        ),
        pytest.param(
            "<figure><figcaption>Owl</figcaption><img src=a.jpg></figure>",
            "figure(img(a.jpg): Owl)",
            id="caption-above",
        ),
        pytest.param(
            "<figure><img src=/grey.gif><noscript><img src=a.jpg></noscript><figcaption>Owl</figcaption></figure>",
            "figure(img(a.jpg): Owl)",
            id="lazy-picture",
        ),
        pytest.param(
            "<p>A<p>B<div><noscript><img src=a.jpg></noscript></div><p>C", "p(A) p(B) img(a.jpg) p(C)", id="noscript"
        ),
        pytest.param(
            "<p>A<amp-img src=a.jpg><noscript><img src=a.jpg></noscript></amp-img><p>B",
            "p(A) img(a.jpg) p(B)",
            id="amp-picture",
        ),
        pytest.param("<p>A<div style='background-image: url(a.jpg)'></div><p>B", "p(A) p(B)", id="background"),
        pytest.param(
            "<figure><figcaption>A</figcaption><p>B</figure>", "p(A) p(B)", id="caption-before-words-keeps-order"
        ),
        pytest.param("<figure><blockquote>A</blockquote></figure>", "quote(p(A))", id="figure-without-caption"),
        pytest.param("<pre>a\n  b</pre>", "code('a\\n  b')", id="code"),
        pytest.param("<pre><code class='hljs language-python'>a</code></pre>", "code:python('a')", id="language"),
        pytest.param("<div class=highlight-source-rust><pre>a</pre></div>", "code:rust('a')", id="language-around"),
        pytest.param("<pre class='brush: js; gutter: false'>a</pre>", "code:js('a')", id="language-brush"),
        pytest.param("<pre class='hljs yaml'>a</pre>", "code:yaml('a')", id="language-highlighter"),
        pytest.param("<pre data-lang=Go>a</pre>", "code:go('a')", id="language-attribute"),
        pytest.param("<pre class=language-none>a</pre>", "code('a')", id="no-language"),
        pytest.param("<pre><div>a</div><div>  b</div></pre>", "code('a\\n  b')", id="lines-of-code-in-blocks"),
        pytest.param("<p>A</p><hr><p>B</p>", "p(A) hr p(B)", id="rule"),
        pytest.param("<p>A</p><hr>", "p(A)", id="rule-at-the-end"),
        pytest.param("<a href=/x><div>A</div><div>B</div></a>", "p([A](/x)) p([B](/x))", id="link-around-blocks"),
    ],
)
def test_containers(page: str, expected: str) -> None:
    assert sketch_of(page) == expected


@pytest.mark.parametrize(
    ("page", "dropped", "expected"),
    [
        pytest.param("<p>A<br>X<br>B", "X", "p(A) p(B)", id="dropped-line-parts"),
        pytest.param("<ul><li>A<li>X<li>B</ul>", "X", "ul(li(p(A)) li(p(B)))", id="dropped-item"),
        pytest.param("<p>A</p><hr><p>X</p><p>B</p>", "X", "p(A) p(B)", id="rule-beside-dropped-text"),
        pytest.param(
            "<p>A long text</p><figure><img src=a.jpg><figcaption>X</figcaption></figure><p>B",
            "X",
            "p(A long text) img(a.jpg) p(B)",
            id="picture-stays-without-caption",
        ),
        pytest.param(
            "<p>A long text</p><div><img src=a.jpg><p>X</p></div><p>B",
            "X",
            "p(A long text) p(B)",
            id="picture-of-teaser",
        ),
        pytest.param(
            "<img src=a.jpg><p>X</p><p>A long text", "X", "img(a.jpg) p(A long text)", id="picture-before-byline"
        ),
        pytest.param("<div>" * 3 + "X" + "</div>" * 3, "X", "", id="nothing-kept"),
    ],
)
def test_dropped_blocks(page: str, dropped: str, expected: str) -> None:
    assert sketch_of(page, dropped) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param(
            "<p>Owls hunt.<sup><a href=#n1>1</a></sup> At night.</p><ol><li id=n1>Ask one. <a href=#r1>↩</a></ol>",
            "p(Owls hunt.[^1:n1] At night.) note:n1(p(Ask one.))",
            id="raised",
        ),
        pytest.param(
            "<p>Owls hunt <a href=#n1>[1]</a>.</p><p id=n1>[1] Ask one.</p>",
            "p(Owls hunt [^[1]:n1].) note:n1(p([1] Ask one.))",
            id="in-brackets",
        ),
        pytest.param(
            "<p>Owls hunt.<sup><a href=#n1>*</a></sup></p><p><a id=n1></a>* Ask one.</p>",
            "p(Owls hunt.[^*:n1]) note:n1(p(* Ask one.))",
            id="target-in-the-note",
        ),
        pytest.param(
            "<p id=r1>Owls.</p><ol><li><a href=#r1>1</a> Ask.</ol>",
            "p(Owls.) ol1(li(p([1](#r1) Ask.)))",
            id="link-back-is-no-mark",
        ),
        pytest.param(
            "<ul><li><a href=#a>1</a> Owls</ul><h2 id=a>Owls</h2>", "ul(li(p([1](#a) Owls))) h2(Owls)", id="contents"
        ),
        pytest.param(
            "<p>A <sup><a href=#n>1</a></sup> b <sup><a href=#n>2</a></sup></p><div id=n>Books</div>",
            "p(A ^[1](#n)^ b ^[2](#n)^) p(Books)",
            id="one-list-for-all-is-no-note",
        ),
    ],
)
def test_footnotes(page: str, expected: str) -> None:
    assert sketch_of(page) == expected


def _depth(nodes: tuple[Node, ...]) -> int:
    deepest = 0
    for node in nodes:
        if isinstance(node, Quote):
            deepest = max(deepest, 1 + _depth(node.content))
        elif isinstance(node, Listing):
            deepest = max(deepest, *[1 + _depth(item.content) for item in node.items])
    return deepest


@pytest.mark.parametrize("opening", ["<blockquote>w", "<ul><li>w", "<div><li>w", "<table><tr><td>w", "<dl><dd>w"])
def test_depth_is_limited(opening: str) -> None:
    page = opening * 200
    assert _depth(tree_of(page)) <= MAX_DEPTH
    assert len(words_of(tree_of(page))) == 200


_TAGS = [
    "p",
    "div",
    "ul",
    "ol",
    "li",
    "blockquote",
    "table",
    "tr",
    "td",
    "th",
    "caption",
    "dl",
    "dt",
    "dd",
    "figure",
    "figcaption",
    "details",
    "summary",
    "pre",
    "code",
    "h2",
    "a",
    "b",
    "em",
    "sup",
    "br",
    "hr",
    "img",
    "ruby",
    "rt",
    "q",
    "math",
    "mi",
    "span",
    "noscript",
]
_PARTS = st.sampled_from(
    [f"<{tag}>" for tag in _TAGS]
    + [f"</{tag}>" for tag in _TAGS]
    + ["owl", " ", "x y", "\n", "<a href=#n>", "<li id=n>", "<sup><a href=#n>1</a></sup>", "<img src=a.jpg>", "\\(x\\)"]
)


@given(st.lists(_PARTS, max_size=40).map("".join), st.sets(st.integers(0, 12)))
def test_words_are_those_of_the_kept_blocks(page: str, dropped: set[int]) -> None:
    whole = select(page)
    texts = [block.text for block in whole.scored.measured.document.blocks]
    selected = select(page, [text for index, text in enumerate(texts) if index in dropped])
    assert words_of(build_tree(selected)) == re.findall(r"\w+", serialize(selected))


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.parent.name)
def test_words_of_fixtures(path: Path) -> None:
    page = extract(path.read_bytes())
    assert page.selected is not None
    assert words_of(build_tree(page.selected)) == re.findall(r"\w+", page.text)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.parent.name)
def test_tree_of_one_parse_is_that_of_two(path: Path) -> None:
    page, tree = extract_with_tree(path.read_bytes())
    assert tree == page.tree
    assert extract_markdown(path.read_bytes()) == page.to_markdown()


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        pytest.param("<p>So <script type=math/tex>x</script> is.</p>", "So $x$ is.", id="formula-in-a-script"),
        pytest.param("<p>So <img class=latex alt='x^2'> is.</p>", "So $x^2$ is.", id="picture"),
        pytest.param(
            "<div class='syntaxhighlighter java'><table><tr><td class=gutter>12<td class=code><div>a</div><div> b</div>"
            "</table></div>",
            "```java\na\n b\n```",
            id="table-of-code",
        ),
    ],
)
def test_what_was_replaced_is_so_in_the_tree(piece: str, expected: str) -> None:
    prose = "<p>Owls hunt at night, and most of them hunt alone, as the warden of the old wood can tell you.</p>"
    page, tree = extract_with_tree(f"<article>{prose}{piece}{prose.replace('Owls', 'Mice')}</article>")
    assert expected in page.to_markdown()
    assert tree == page.tree


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param("One.\nTwo.", "p(One.) p(Two.)", id="lines"),
        pytest.param("* One\n* Two\n\nThree.", "ul(li(p(One)) li(p(Two))) p(Three.)", id="list"),
        pytest.param("* One\n  * In\n* Two", "ul(li(p(One) ul(li(p(In)))) li(p(Two)))", id="nested-list"),
        pytest.param("| A | B |\n| 1 |  |", "table(A | B / 1 | )", id="table"),
    ],
)
def test_text_dumps(page: str, expected: str) -> None:
    assert sketch(build_tree(select(page, as_html=False))) == expected


def html_of(content: str) -> str:
    """Return what a kept piece of a page is in HTML."""
    prose = "<p>The warden counted the owls of the wood in May, more than in any of the ten years before.</p>"
    page = extract(f"<article>{prose}{content}{prose.replace('May', 'June')}</article>", url="https://a.example/")
    lines = page.to_html().splitlines()
    return "\n".join(lines[1:-1])


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(
            "<p>古い<ruby>灯台<rp>(</rp><rt>とうだい</rt><rp>)</rp></ruby>は去年から使われていません。</p>",
            "<p>古い<ruby>灯台<rt>とうだい</rt></ruby>は去年から使われていません。</p>",
            id="reading",
        ),
        pytest.param(
            "<p><ruby><rb>東</rb><rb>京</rb><rt>とう</rt><rt>きょう</rt></ruby>の古い灯台は去年から使われていません。</p>",
            "<p><ruby>東京<rt>とうきょう</rt></ruby>の古い灯台は去年から使われていません。</p>",
            id="readings-behind-their-words",
        ),
        pytest.param(
            "<h2>The owls<br><br>and the mice</h2><p>Both of them live in the old oak that the storm left.</p>",
            "<h2>The owls<br>and the mice</h2>\n<p>Both of them live in the old oak that the storm left.</p>",
            id="heading-with-line-breaks",
        ),
        pytest.param(
            "<p><a href=/b><picture><img src=c.png alt=Owl></picture></a></p>",
            '<figure><a href="https://a.example/b"><img src="https://a.example/c.png" alt="Owl"></a></figure>',
            id="linked-picture",
        ),
    ],
)
def test_structure_of_words_and_pictures(content: str, expected: str) -> None:
    assert html_of(content) == expected


def test_numbers_of_lists() -> None:
    first, second = "The first owl lives in the old oak by the mill.", "The second owl lives in the beech by the pond."
    third = "The third owl lives in the elm by the road."
    content = f"<ol reversed type=A><li>{first}<li>{second}<li value=7>{third}</ol>"
    assert html_of(content).startswith(
        f'<ol start="3" reversed type="A">\n<li>{first}</li>\n<li>{second}</li>\n<li value="7">{third}</li>'
    )
    markdown = extract(f"<article><p>{first * 3}</p>{content}</article>").to_markdown()
    assert f"3. {first}\n2. {second}\n7. {third}" in markdown
