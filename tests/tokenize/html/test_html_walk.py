"""What of an HTML page becomes a block, of which kind, and what is gathered beside the blocks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.blocks import Document, Dump, Item, Kind, Link, Markup
from cleanpage.decode.decoder import decode
from cleanpage.tokenize.html.walk import tokenize_html


def read(page: str) -> Document:
    return tokenize_html(Dump(text=page))


def texts(page: str) -> list[str]:
    return [block.text for block in read(page).blocks]


# --- where blocks begin and end ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param("<p>One.</p><p>Two.</p>", ["One.", "Two."], id="paragraphs"),
        pytest.param("<p>One.<p>Two.", ["One.", "Two."], id="unclosed-paragraphs"),
        pytest.param("<div>before<p>in</p>after</div>", ["before", "in", "after"], id="text-beside-a-block"),
        pytest.param("<p>one<br>two<br/><br>three</p>", ["one", "two", "three"], id="br"),
        pytest.param("<p><b>one<br>two</b></p>", ["one", "two"], id="br-inside-inline"),
        pytest.param("<div>one<hr>two</div>", ["one", "two"], id="hr"),
        pytest.param("<p>un<b>believ</b><i>ab</i>le</p>", ["unbelievable"], id="inline-does-not-split-words"),
        pytest.param("<p>one<span> two </span>three</p>", ["one two three"], id="space-at-inline-edge"),
        pytest.param("one<x-card>two</x-card>three", ["one", "two", "three"], id="unknown-tag-splits"),
        pytest.param("<p>one<img alt=two>three</p>", ["one three"], id="image-has-no-words"),
        pytest.param("<p>one<img>, two</p>", ["one, two"], id="image-before-a-sign"),
        pytest.param("<p> a  b </p><p>c&nbsp;d</p><p>e\u3000f</p>", ["a b", "c d", "e f"], id="spaces-of-all-kinds"),
        pytest.param("<p>a \n\t b&nbsp;&nbsp;c</p>", ["a b c"], id="white-space-collapses"),
        pytest.param("<p> \n </p><p>&nbsp;</p><p></p>", [], id="blank-blocks"),
        pytest.param("<p>Q&amp;A &lt;b&gt; caf&eacute; &#8212;</p>", ["Q&A <b> café —"], id="entities"),
        pytest.param("<ul><li>one<li>two<ul><li>in</ul></ul>", ["one", "two", "in"], id="nested-list"),
        pytest.param(
            "<table><tr><th>Name<td>Ann<tr><th>Age<td>7</table>", ["Name", "Ann", "Age", "7"], id="table-cells"
        ),
        pytest.param(
            "<form><label>Name</label><button>Send</button><select><option>Red<option>Blue</select></form>",
            ["Name", "Send", "Red", "Blue"],
            id="form",
        ),
        pytest.param("plain words", ["plain words"], id="no-tags"),
        pytest.param("", [], id="empty"),
        pytest.param("<html><head><title>T</title></head></html>", [], id="no-body"),
        pytest.param("<p>one</p></body></html><p>two</p>", ["one", "two"], id="after-the-end"),
    ],
)
def test_blocks(page: str, expected: list[str]) -> None:
    assert texts(page) == expected


@pytest.mark.parametrize(
    "unseen",
    [
        pytest.param("<script>var a = '<p>no</p>'</script>", id="script"),
        pytest.param("<style>p { color: no }</style>", id="style"),
        pytest.param("<noscript><p>no</p></noscript>", id="noscript"),
        pytest.param("<template><p>no</p></template>", id="template"),
        pytest.param("<iframe>no</iframe>", id="iframe"),
        pytest.param("<object><p>no</p></object>", id="object"),
        pytest.param("<video><p>no</p></video>", id="video"),
        pytest.param("<canvas>no</canvas>", id="canvas"),
        pytest.param("<textarea>no</textarea>", id="textarea"),
        pytest.param("<datalist><option>no</datalist>", id="datalist"),
        pytest.param("<input value=no placeholder=no>", id="input"),
        pytest.param("<!-- <p>no</p> -->", id="comment"),
        pytest.param("<!doctype no>", id="doctype"),
        pytest.param("<?php no ?>", id="processing-instruction"),
    ],
)
def test_what_can_never_be_shown_is_left_out_without_splitting(unseen: str) -> None:
    assert texts(f"<body>{unseen}<div>sun{unseen}shine</div>{unseen}") == ["sunshine"]


def test_hidden_elements_are_blocks_too() -> None:
    assert texts("<p hidden>one</p><div style='display:none'>two</div>") == ["one", "two"]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param("<pre>if a:\n    b()\n</pre>", "if a:\n    b()", id="indents"),
        pytest.param("<pre>\n\n    a\n  b\n\n</pre>", "    a\n  b", id="empty-lines-around"),
        pytest.param("<pre>a  \n  b \n </pre>", "a  \n  b", id="white-space-at-the-end"),
        pytest.param("<pre>a<br>  b</pre>", "a\n  b", id="br-is-a-line-end"),
        pytest.param("<pre>a&nbsp; b</pre>", "a  b", id="nbsp"),
        pytest.param("<pre><code>  a = <b>1</b>\n  b</code></pre>", "  a = 1\n  b", id="inline"),
    ],
)
def test_pre_keeps_white_space(page: str, expected: str) -> None:
    (block,) = read(page).blocks
    assert (block.text, block.kind) == (expected, "code")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param("<li>One. <a href=#r1>↩</a>", ["One."], id="arrow"),
        pytest.param("<li><b><a href=#cite_ref-1>^</a></b> One.", ["One."], id="caret"),
        pytest.param("<li>One. <a href=#r1><sup> ↩\ufe0e </sup></a>", ["One."], id="as-text"),
        pytest.param("<li><a href=#fnref1>Jump up ^</a> One.", ["One."], id="for-screen-readers"),
        pytest.param("<li><a href=#menu>Jump up</a> One.", ["Jump up One."], id="words"),
        pytest.param("<li><a href=/owls>^</a> One.", ["^ One."], id="other-page"),
        pytest.param("<li><a href=#r1>1</a> One.", ["1 One."], id="number"),
    ],
)
def test_links_from_a_note_back_are_no_text(page: str, expected: list[str]) -> None:
    assert texts(page) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param("<p>So <script type=math/tex>x</script> is", ["So $x$ is"], id="formula-in-a-script"),
        pytest.param("<p>So <img class=latex alt=x> is", ["So $x$ is"], id="picture-with-class"),
        pytest.param("<p>So <img src=//a.example/svg.latex?x^2 alt=x^2> is", ["So $x^2$ is"], id="picture-by-address"),
        pytest.param("<p>So <img src=/tex/x.png alt='x and y'> is", ["So is"], id="other-picture"),
        pytest.param(
            "<p class=mwe-math><math><mi>x</mi></math><img class=mwe-math-fallback-image-inline alt=x>",
            ["$x$"],
            id="picture-beside-the-formula",
        ),
        pytest.param(
            "<table><tr><td data-line-number=1><td class=blob-code>a<tr><td data-line-number=2><td> b</table>",
            ["a\n b"],
            id="table-of-code",
        ),
        pytest.param("<pre><b class=lineno>1</b>a\n<b class=lineno>2</b>b", ["a\nb"], id="numbers"),
    ],
)
def test_what_a_reader_sees_is_put_in_place(page: str, expected: list[str]) -> None:
    assert texts(page) == expected


@pytest.mark.parametrize("page", [pytest.param("<pre>\n \n</pre>", id="blank"), pytest.param("<pre></pre>", id="none")])
def test_empty_pre_is_no_block(page: str) -> None:
    assert texts(page) == []


def test_pre_keeps_the_indent_before_an_inline_element() -> None:
    assert texts("<pre>  <b>if</b> a:\n    b()</pre>") == ["  if a:\n    b()"]


# --- kinds ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param("<h1>a</h1><h6>b</h6>", ["heading", "heading"], id="headings"),
        pytest.param("<h2><span>a</span></h2>", ["heading"], id="inline-in-heading"),
        pytest.param("<p>a</p><div>b</div>", ["paragraph", "paragraph"], id="paragraphs"),
        pytest.param("<li>a</li>", ["list_item"], id="list-item"),
        pytest.param("<ul><li><p>a</p><div><p>b</p></div></ul>", ["list_item", "list_item"], id="inside-an-item"),
        pytest.param("<ul><li><h3>a</h3>b</ul>", ["heading", "list_item"], id="heading-in-an-item"),
        pytest.param("<ul><li><section><p>a</p></section></ul>", ["paragraph"], id="section-ends-an-item"),
        pytest.param("<blockquote><p>a</p></blockquote>", ["quote"], id="quote"),
        pytest.param("<table><caption>a<tr><th>b<td>c</table>", ["caption", "cell", "cell"], id="table"),
        pytest.param("<table><tr><td><ul><li>a</ul></table>", ["list_item"], id="list-in-a-cell"),
        pytest.param("<ul><li><table><tr><td>a</table></ul>", ["cell"], id="table-in-an-item"),
        pytest.param("<figure><figcaption>a</figcaption></figure>", ["caption"], id="figure"),
        pytest.param("<dl><dt>a<dd>b</dl>", ["definition", "definition"], id="definitions"),
        pytest.param("<button>a</button>", ["control"], id="button"),
        pytest.param("<select><option>a<option>b</select>", ["control", "control"], id="options"),
        pytest.param("<fieldset><legend>a</legend><p>b</p></fieldset>", ["control", "paragraph"], id="legend"),
        pytest.param("<pre>a</pre><p><code>b</code></p>", ["code", "paragraph"], id="code-is-pre-alone"),
        pytest.param("a", ["paragraph"], id="bare-text"),
    ],
)
def test_kinds(page: str, expected: list[Kind]) -> None:
    assert [block.kind for block in read(page).blocks] == expected


def test_a_label_is_a_control() -> None:
    assert [block.kind for block in read("<form><label>Name</label></form>").blocks] == ["control"]


# --- links ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param(
            "<p>See <a href='/map'>the \n map</a> now.</p>", [("See the map now.", 7, [("the map", "/map")])], id="one"
        ),
        pytest.param(
            "<p><a href=/a>One</a>, <a href=/b>two</a></p>", [("One, two", 6, [("One", "/a"), ("two", "/b")])], id="two"
        ),
        pytest.param("<p>no link</p>", [("no link", 0, [])], id="none"),
        pytest.param(
            "<p><a href=/a><b>bold</b>er <i>text</i></a></p>",
            [("bolder text", 11, [("bolder text", "/a")])],
            id="inline",
        ),
        pytest.param(
            "<a href=/a><h3>Head</h3><p>Text on</p></a><p>after</p>",
            [("Head", 4, [("Head", "/a")]), ("Text on", 7, [("Text on", "/a")]), ("after", 0, [])],
            id="around-blocks",
        ),
        pytest.param(
            "<div>a <a href=/x>bb<p>ccc</p>dd</a> e</div>",
            [("a bb", 2, [("bb", "/x")]), ("ccc", 3, [("ccc", "/x")]), ("dd e", 2, [("dd", "/x")])],
            id="across-block-boundaries",
        ),
        pytest.param(
            "<p><a href=/x>one<br>two</a> three</p>",
            [("one", 3, [("one", "/x")]), ("two three", 3, [("two", "/x")])],
            id="across-br",
        ),
        pytest.param("<p><a href=/x><img alt=pic></a> word</p>", [("word", 0, [])], id="picture-alone"),
        pytest.param("<p><a href=/x> </a>word</p>", [("word", 0, [])], id="blank"),
        pytest.param("<p><a href=/x></a>word</p>", [("word", 0, [])], id="empty"),
        pytest.param("<p><a href=/x>one</p><p>two</a></p>", [("one", 3, [("one", "/x")]), ("two", 3, [("two", "/x")])],
                     id="misnested"),
        pytest.param("<div><a href=/x><p>one</p></a> </div>", [("one", 3, [("one", "/x")])], id="around-a-block"),
        pytest.param("<div>a<a href=/x><p>b</p></a></div>", [("a", 0, []), ("b", 1, [("b", "/x")])], id="late"),
        pytest.param("<p><a href>one</a></p>", [("one", 3, [("one", "")])], id="address-without-value"),
        pytest.param("<p>one <a>two</a></p>", [("one two", 0, [])], id="no-address"),
        pytest.param("<pre><a href=/x>a  b</a></pre>", [("a  b", 3, [("a b", "/x")])], id="in-code"),
    ],
)  # fmt: skip
def test_links(page: str, expected: list[tuple[str, int, list[tuple[str, str]]]]) -> None:
    found = [(block.text, block.link_chars, list(block.links)) for block in read(page).blocks]
    assert found == [(text, chars, [Link(*link) for link in links]) for text, chars, links in expected]


# --- elements and names -----------------------------------------------------------------------------------


def test_elements_hold_the_blocks() -> None:
    document = read("<body><article><h1>Head</h1><p>one <b>two</b></p></article><footer>foot</footer>")
    elements = document.elements
    assert elements.tags == ("html", "body", "article", "h1", "p", "footer")
    assert elements.parents == (-1, 0, 1, 2, 2, 1)
    assert [elements.tags[block.element] for block in document.blocks] == ["h1", "p", "footer"]


def test_text_after_an_inner_block_belongs_to_the_outer_one() -> None:
    document = read("<section>a<div>b</div>c</section>")
    assert [document.elements.tags[block.element] for block in document.blocks] == ["section", "div", "section"]


@pytest.mark.parametrize(
    ("attributes", "names"),
    [
        pytest.param("", "", id="none"),
        pytest.param("class='post  main' id=p7", "post main p7", id="class-and-id"),
        pytest.param("role=main itemprop=articleBody", "main articleBody", id="role-and-itemprop"),
        pytest.param("class id", "", id="without-values"),
        pytest.param("data-class=x title=y", "", id="other-attributes"),
        pytest.param("hidden", "hidden", id="hidden"),
        pytest.param("class=x hidden=until-found", "x hidden", id="hidden-with-a-value"),
        pytest.param("aria-hidden=true", "hidden", id="aria-hidden"),
        pytest.param("aria-hidden=false", "", id="aria-shown"),
        pytest.param("style='color:red; display : none'", "hidden", id="display-none"),
        pytest.param("style='Display:none!important'", "hidden", id="display-none-important"),
        pytest.param("style='display:block; float:none'", "", id="display-block"),
    ],
)
def test_names_of_an_element(attributes: str, names: str) -> None:
    document = read(f"<div {attributes}>word</div>")
    assert document.elements.names[document.blocks[0].element].split() == names.split()


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param("<p>By <span class=author id=a>Ann</span></p>", ["author a"], id="span"),
        pytest.param("<p><a rel=author href=/ann>Ann</a></p>", ["rel-author"], id="rel"),
        pytest.param("<p><b class=x>a</b> <i class=y>b</i></p>", ["x y"], id="several"),
        pytest.param("<p><b class=x>a</b></p><p>b</p>", ["x", ""], id="own-block-only"),
        pytest.param("<p class=x>a</p>", [""], id="block-level"),
        pytest.param("<p><b>a</b></p>", [""], id="no-names"),
    ],
)
def test_names_of_inline_elements(page: str, expected: list[str]) -> None:
    assert [block.inline_names for block in read(page).blocks] == expected


def test_names_without_words_do_not_reach_the_next_block() -> None:
    (block,) = read("<div><a class=logo href=/><img></a></div><p>word</p>").blocks
    assert block.inline_names == ""


# --- what the markup says beside the text -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param("<title> Rain \n in&nbsp;May &amp; June</title>", Markup(title="Rain in May & June"), id="title"),
        pytest.param("<title>One</title><title>Two</title>", Markup(title="One"), id="first-title"),
        pytest.param("<title> </title><title>Two</title>", Markup(title="Two"), id="first-title-with-words"),
        pytest.param("<p>a</p><title>Late</title>", Markup(title="Late"), id="title-in-the-body"),
        pytest.param("<svg><title>Icon</title></svg><p>a</p>", Markup(), id="title-of-a-drawing"),
        pytest.param(
            "<svg><title>Icon</title></svg><title>Page</title>", Markup(title="Page"), id="title-after-a-drawing"
        ),
        pytest.param("<html lang=de-AT><p>a</p>", Markup(lang="de-AT"), id="lang"),
        pytest.param("<html xml:lang=fr><p>a</p>", Markup(lang="fr"), id="xml-lang"),
        pytest.param("<!-- c --><!doctype html><html lang=nl>", Markup(lang="nl"), id="lang-after-a-comment"),
        pytest.param("<div lang=de>a</div>", Markup(), id="lang-of-a-part"),
        pytest.param(
            "<meta name=Author content=' Ann '><meta property=og:type content=article>",
            Markup(metas=(("author", "Ann"), ("og:type", "article"))),
            id="metas",
        ),
        pytest.param(
            "<meta name=a property=b itemprop=c http-equiv=d content=v>",
            Markup(metas=(("b", "v"), ("a", "v"), ("c", "v"), ("d", "v"))),
            id="meta-with-several-names",
        ),
        pytest.param("<meta charset=utf-8><meta name=a><meta content=b>", Markup(), id="metas-that-say-nothing"),
        pytest.param(
            "<div><p>a</p><meta itemprop=datePublished content=2024-05-01></div>",
            Markup(
                metas=(("datepublished", "2024-05-01"),),
                items=(Item(block=1, inside=-1, names=("datePublished",), kind="", value="2024-05-01"),),
            ),
            id="meta-in-the-body",
        ),
        pytest.param(
            "<link rel=Canonical href=' /a '><link rel=icon><p><link rel=amphtml href=/b></p>",
            Markup(links=(("canonical", "/a"), ("amphtml", "/b"))),
            id="links",
        ),
        pytest.param(
            "<script type='application/LD+json; charset=utf-8'>{\"a\": \"<p>\"}</script><script>x</script>"
            "<div><script type=application/ld+json>[]</script></div>",
            Markup(json_ld=('{"a": "<p>"}', "[]")),
            id="json-ld",
        ),
        pytest.param(
            "<link rel=alternate type='application/RSS+xml' href=/feed><link rel=alternate hreflang=de href=/de>",
            Markup(links=(("alternate", "/feed"), ("alternate", "/de")), feeds=("/feed",)),
            id="feeds",
        ),
        pytest.param("<base href=/a><base href=/b>", Markup(base="/a"), id="first-base"),
        pytest.param("<noscript><meta name=a content=b></noscript>", Markup(), id="nothing-from-noscript"),
    ],
)  # fmt: skip
def test_markup(page: str, expected: Markup) -> None:
    assert read(page).markup == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param("<p>a</p><p>b <time datetime=2024-05-01>May</time></p>", ((1, "2024-05-01"),), id="in-a-block"),
        pytest.param("<p>a</p><time datetime=2024-05-01> </time><p>b</p>", ((1, "2024-05-01"),), id="before-a-block"),
        pytest.param("<p>a</p><p>b<br><time datetime=1>x</time></p>", ((2, "1"),), id="after-br"),
        pytest.param("<time>May</time><time datetime>June</time>", (), id="no-datetime"),
        pytest.param("<p><time datetime=1>a</time>–<time datetime=2>b</time></p>", ((0, "1"), (0, "2")), id="two"),
    ],
)
def test_times(page: str, expected: tuple[tuple[int, str], ...]) -> None:
    assert read(page).markup.times == expected


def test_a_time_that_a_script_fills_in() -> None:
    assert read("<p>a</p><time datetime=2024-05-01></time>").markup.times == ((1, "2024-05-01"),)


# --- any page ---------------------------------------------------------------------------------------------

PLAIN_TAGS = (
    "<p> </p> <div> </div> <b> </b> </i> </a> <span> </span> <br> <hr> <h2> </h2> <ul> </ul> <li> <pre> </pre> "
    "<blockquote> </blockquote> </section> <x-y> </x-y> <img>"
)
ODD_TAGS = (
    "<table> </table> <tr> <td> <select> <option> <svg> </svg> <template> <title> </title> <math> <frameset> </html> "
    "<body> </body> <form> <button> </button> <!doctype <? <![CDATA[ ]]> &#0; &amp < > = ' \" \x00 \ud800"
)
TAGS_WITH_NAMES = ("<i class=x>", "<a href=/y>", "<section hidden>", "<time datetime=1>")
PIECES = st.sampled_from([*PLAIN_TAGS.split(), *TAGS_WITH_NAMES, "<!-- c -->", "<script>s()</script>"])
ANY_PIECES = PIECES | st.sampled_from(ODD_TAGS.split())


@given(st.lists(PIECES | st.integers(0, 99).map(lambda number: f" w{number} ")))
def test_every_word_is_in_one_block_in_order(pieces: list[str]) -> None:
    words = [piece.strip() for piece in pieces if piece.startswith(" ")]
    assert " ".join(texts("<body>" + "".join(pieces))).split() == words


@given(st.lists(ANY_PIECES | st.text(max_size=8)).map("".join))
def test_any_page_gives_sound_blocks(page: str) -> None:
    document = read(page)
    for index, parent in enumerate(document.elements.parents):
        assert 0 <= parent < index or (index, parent) == (0, -1)
    for block in document.blocks:
        assert block.text and not block.text.isspace()
        assert block.kind == "code" or block.text == " ".join(block.text.split())
        assert 0 <= block.link_chars <= len(block.text)
        assert bool(block.link_chars) == bool(block.links)
        assert 0 <= block.element < len(document.elements)
        assert (block.start_offset, block.line, block.indent, block.bullet, block.gap) == (-1, 0, 0, False, False)


def test_a_page_that_is_all_in_noscript_is_read() -> None:
    post = "<div class=post><p>" + "Tides turn twice a day. " * 30 + "</p></div>"
    shell = "<body><div>Loading</div><noscript>{}</noscript></body>"
    assert texts(shell.format(post)) == ["Loading", " ".join(["Tides turn twice a day."] * 30)]
    assert texts(shell.format("<p>Please turn scripts on.</p>")) == ["Loading"]
    longer = "<p>" + "More words than the other part of the page has. " * 20 + "</p>"
    assert len(texts(f"<body>{longer}<noscript>{post}</noscript></body>")) == 1


def test_a_chosen_option_is_read_once() -> None:
    options = "<option>one</option><option selected>two</option>"
    page = f"<select><button><selectedcontent></selectedcontent></button>{options}</select>"
    assert texts(page) == ["one", "two"]


def test_a_page_in_bytes_is_read_like_its_text() -> None:
    dump = decode("<p>Café\r\n am  Markt</p><pre>a\r\nb</pre>".encode())
    assert dump.utf8
    assert tokenize_html(dump) == tokenize_html(Dump(text=dump.text))


@pytest.mark.parametrize(
    ("page", "text"),
    [
        pytest.param("<h2>Owls<a href=#owls>¶</a></h2>", "Owls", id="after"),
        pytest.param("<h2><a class=anchor href=#owls> # </a>Owls</h2>", "Owls", id="before"),
        pytest.param("<h2>Owls <a href=#owls><span>🔗</span></a></h2>", "Owls", id="inner"),
        pytest.param("<h2>Owls #</h2>", "Owls #", id="no-link"),
        pytest.param("<h2>In <a href=/c>C#</a></h2>", "In C#", id="longer-link"),
        pytest.param("<p>Owls<a href=#owls>¶</a></p>", "Owls¶", id="no-heading"),
    ],
)
def test_links_of_headings_to_themselves(page: str, text: str) -> None:
    assert [block.text for block in read(page).blocks] == [text]


def test_a_heading_of_a_sign_alone_is_no_block() -> None:
    assert read("<h2><a href=#a>#</a></h2>").blocks == ()


def test_blocks_long_after_the_headline_can_be_left_out() -> None:
    page = (
        "<p>zero</p><h1>one</h1><p>two</p><h1>three</h1><p>four</p><p>five</p><p>six</p>"
        "<script type=application/ld+json>[]</script><meta name=a content=b>"
    )
    document = tokenize_html(Dump(text=page), after_headline=2)
    assert [block.text for block in document.blocks] == ["zero", "one", "two", "three", "four"]
    assert document.is_cut
    # What the markup says is read to the end, each element once.
    assert (document.markup.json_ld, document.markup.metas) == (("[]",), (("a", "b"),))
    assert not tokenize_html(Dump(text=page), after_headline=4).is_cut
    assert not tokenize_html(Dump(text=page.replace("h1", "h2")), after_headline=1).is_cut
