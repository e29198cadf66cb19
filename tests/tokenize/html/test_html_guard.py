"""Ordinary pages pass untouched; pages made to be slow lose tags and attributes, and never a word."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from cleanpage.blocks import Document, Dump
from cleanpage.tokenize.html.source import parser_guard as html_guard
from cleanpage.tokenize.html.source.open_elements import SPECIAL
from cleanpage.tokenize.html.source.parser_guard import (
    MANY_TAGS,
    MAX_ATTRIBUTES,
    MAX_DEPTH,
    MAX_TAG_BYTES,
    MIN_REOPENED,
    REOPENED_PER_BYTE,
    guard,
)
from cleanpage.tokenize.html.source.raw_text import RAW_TEXT, end_of_raw_text
from cleanpage.tokenize.html.walk import tokenize_html


@contextmanager
def limits(*, depth: int = MAX_DEPTH, depths_per_byte: int = 0, reopened: int = MIN_REOPENED) -> Iterator[None]:
    """Look at every page tag by tag, with limits that a small page exceeds and, as a rule, no more for its bytes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(html_guard, "MANY_TAGS", 0)
        patch.setattr(html_guard, "MAX_DEPTH", depth)
        patch.setattr(html_guard, "DEPTHS_PER_BYTE", depths_per_byte)
        patch.setattr(html_guard, "MIN_REOPENED", reopened)
        patch.setattr(html_guard, "REOPENED_PER_BYTE", 0)
        yield


def read(page: bytes) -> Document:
    return tokenize_html(Dump(text=page.decode()))


def words(page: bytes) -> list[str]:
    return " ".join([block.text for block in read(page).blocks]).split()


def depths(page: bytes) -> list[int]:
    """Return how deep each node of the parsed page is, the root at 0."""
    node = LexborHTMLParser(page).root
    level = 0
    found = []
    while node is not None:
        found.append(level)
        if node.first_child is not None:
            node, level = node.first_child, level + 1
            continue
        while node is not None and node.next is None:
            node, level = node.parent, level - 1
            if level <= 0:
                return found
        node = node.next if node is not None else None
    return found


# --- ordinary pages ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"<p>One <b>bold</b> word.</p>", id="small"),
        pytest.param(b"<div>" * 1500, id="some-tags-all-open"),
        pytest.param(b"<p><b>word</b></p>" * (MANY_TAGS // 4), id="many-closed-tags"),
        pytest.param(b"<p>word</p>" * MANY_TAGS, id="more-closed-tags"),
        pytest.param(b"<p><b>word</b></p>" * 1000 + b"<img>" * 3000, id="some-without-end-tags"),
        pytest.param(b"<p><img><br>word<li>word</li><td>word" * MANY_TAGS, id="elements-that-do-not-nest"),
        pytest.param(b"<div><section>word</section></div>" * MANY_TAGS, id="shallow"),
        pytest.param(b"<img src='data:image/png;base64," + b"A" * 100_000 + b"'>word", id="long-value"),
        pytest.param(b"<script>" + b"a = b; " * 20_000 + b"</script>word", id="long-script"),
        pytest.param(b"<!-- " + b"word " * 20_000 + b"-->word", id="long-comment"),
        pytest.param(b"word " * 20_000, id="long-text"),
        pytest.param(b"a < b and " * MANY_TAGS, id="no-tags"),
    ],
)
def test_an_ordinary_page_is_the_same(page: bytes) -> None:
    assert guard(page) is page


HTML = st.text(alphabet="<>/!-=\"' \nabdivp&\x00é") | st.text()
PIECES = st.sampled_from(
    [f"<{end}{tag}>" for tag in ("div", "b", "p", "font size=1", "a href=/", "x-y") for end in ("", "/")]
    + ["<br>", "<script>if (a<b) {}</script>", "<svg><path/></svg>", "<!-- c -->", ' a="', "word "]
)


@given(st.binary() | (HTML | st.lists(PIECES).map("".join)).map(str.encode))
def test_any_page_below_the_limits_is_the_same(page: bytes) -> None:
    assert page.count(b"<") <= 400, "two of them left open at each other take less than MIN_REOPENED"
    assert guard(page) is page


@given(st.binary() | (HTML | st.lists(PIECES).map("".join)).map(str.encode))
def test_any_page_is_guarded(page: bytes) -> None:
    with limits(depth=2):
        guarded = guard(page)
    assert len(guarded) <= 2 * len(page)
    LexborHTMLParser(guarded)


# --- depth ------------------------------------------------------------------------------------------------


def nested(levels: int) -> bytes:
    return b"".join(b"<div>w%d " % level for level in range(levels)) + b"</div>" * levels


def test_deep_nesting_is_cut_and_its_words_are_kept() -> None:
    page = nested(MANY_TAGS)
    with limits():
        assert max(depths(guard(page))) == MAX_DEPTH + 2  # html, body and the text in the innermost
    assert words(page) == [f"w{level}" for level in range(MANY_TAGS)]


def test_the_limit_of_depth_is_itself_allowed() -> None:
    with limits(depth=3):
        assert guard(nested(3)) == nested(3)
        guarded = guard(nested(4))
    assert max(depths(guarded)) == 3 + 2
    assert words(guarded) == ["w0", "w1", "w2", "w3"]


def test_names_of_tags_are_compared_without_case() -> None:
    with limits(depth=1):
        assert max(depths(guard(b"<DIV></div>" * 9 + b"<B>" * 9 + b"</b>" * 9 + b"<div>word</div>"))) == 3


def test_what_follows_deep_nesting_stands_where_it_stood() -> None:
    page = b"<div>" * 10_000 + b"deep" + b"</div>" * 10_000 + b"<section><p>after</p></section>"
    document = read(page)
    last = document.blocks[-1]
    path = []
    index = last.element
    while index >= 0:
        path.append(document.elements.tags[index])
        index = document.elements.parents[index]
    assert (last.text, path) == ("after", ["p", "section", "body", "html"])


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param("<div>", id="div"),
        pytest.param("<div><section>", id="two"),
        pytest.param("<x-y>", id="unknown"),
        pytest.param("<svg><g>", id="drawing"),
        pytest.param("<div><table></div>", id="end-tag-outside-the-table"),
        pytest.param("<form><div></form>", id="form-around-a-block"),
        pytest.param("<div><p><li><br><img>", id="elements-that-do-not-nest"),
        pytest.param("<DIV CLASS=a\n>", id="upper-case"),
    ],
)
def test_depth_is_limited(piece: str) -> None:
    """To twice the limit where elements that do not nest alone stand between."""
    with limits(depth=9):
        guarded = guard(piece.encode() * 50)
    assert max(depths(guarded)) <= 2 * 9 + 3


def test_a_stretch_that_the_budget_pays_for_stays() -> None:
    page = nested(MAX_DEPTH + 50) + b"<p>word</p>" * MANY_TAGS
    assert guard(page) is page


def test_the_budget_of_depth_is_used_up() -> None:
    page = (b"<div>" * 50 + b"</div>" * 50) * 100
    with limits(depth=0, depths_per_byte=1):
        tags = guard(page).replace(b"><", b"> <").split()
    level = total = 0
    for tag in tags:
        level += {b"<div>": 1, b"</div>": -1, b"<br>": 0}[tag]
        total += level
    assert len(page) / 2 < total < len(page) + len(tags)


@pytest.mark.parametrize(
    "before",
    [
        "<svg><script>",
        "<svg><title>x</title><script>",
        "<svg><desc>x</desc><style>",
        "<svg><title><b></b></title><textarea>",
        "<svg></math><script>",
        "<svg><a><script>",
        "<svg><section><style>",
        "<svg><![CDATA[ > </svg> ]]><script>",
        "<svg><foreignObject><p></p></foreignObject><style>",
        "<svg><desc><p></desc><div></div></desc><script>",
        "<math><mi>x</mi><script>",
        "<math><annotation-xml encoding='text/html'><p></p></annotation-xml><style>",
    ],
)
def test_scripts_that_are_none_hide_no_depth(before: str) -> None:
    """In drawings and formulas the parser reads markup where elsewhere stands the text of a script."""
    page = before.encode() + b"<div>" * 500 + b"word"
    assert max(depths(page)) > 300, "the parser nests them"
    with limits(depth=9):
        guarded = guard(page)
    assert max(depths(guarded)) <= 2 * 9 + 6


def test_a_break_instead_of_a_block_ends_a_drawing() -> None:
    """Its end tag then ends nothing, and what stands in between stays open."""
    with limits(depth=2):
        guarded = guard(b"<svg><g><section></g><object></svg>" * 50)
    assert max(depths(guarded)) <= 2 * 2 + 3


def test_text_in_a_menu_may_be_markup() -> None:
    """Until 2025 the HTML standard had an <iframe> in a <select> ignored, but for its tag."""
    page = b"<select><iframe></select>" + b"<div>" * 500
    with limits(depth=9):
        assert guard(page).count(b"<div>") <= 9


@pytest.mark.parametrize(
    "before",
    [
        "<script>",
        "<svg><title>x</title><g></g></svg><script>",
        "<svg/><script>",
        "<svg><path/></svg><math><mi>x</mi></math><style>",
        "<svg><path></path></svg><p><textarea>",
        "<select><option>a</select><script>",
    ],
)
def test_tags_in_scripts_are_no_tags(before: str) -> None:
    page = before.encode() + b"<div>" * 500
    with limits(depth=9):
        assert guard(page) == page


SCRIPTS = st.lists(
    st.sampled_from(
        [
            "<!--",
            "-->",
            "--!>",
            "-",
            ">",
            "!",
            "</script>",
            "<script>",
            "</SCRIPT",
            "<script",
            " ",
            "/",
            "x",
            "</style>",
        ]
    )
).map("".join)


@given(SCRIPTS)
@example("<!--><script></script>")
@example("<!--<script>--></script>")
@example("<!--<script>--!></script></script>")
@example("<!--<script></script></script>")
@example("<!--<script>")
@example("<script></script>")
@example("</scripts></script >")
def test_scripts_end_where_the_parser_ends_them(text: str) -> None:
    page = f"<body><script>{text}</script>".encode()
    node = LexborHTMLParser(page).css_first("script")
    assert node is not None
    start = len(b"<body><script>")
    assert page[start : end_of_raw_text(page, b"script", start)] == node.text().encode()


@pytest.mark.parametrize("name", sorted(RAW_TEXT))
def test_raw_text_is_what_the_parser_takes_for_it(name: bytes) -> None:
    node = LexborHTMLParser(b"<body><%b><b>x</b></%bs></%b >y" % (name, name, name)).css_first(name.decode())
    assert node is not None
    assert node.text() == f"<b>x</b></{name.decode()}s>"


def test_what_may_be_raw_text_is() -> None:
    names = [name for name in SPECIAL | {b"x-y"} if name != b"plaintext"]
    found = set()
    for name in names:
        node = LexborHTMLParser(b"<body><%b><b>x</b></%b>" % (name, name)).css_first(name.decode())
        if node is not None and node.text() == "<b>x</b>":
            found.add(name)
    assert found == RAW_TEXT


# --- formatting -------------------------------------------------------------------------------------------


def test_formatting_that_is_never_closed_is_cut_and_its_words_are_kept() -> None:
    count = 3000
    page = b"".join(b"<p><font size=%d>w%d " % (number, number) for number in range(count))
    nodes = depths(guard(page))
    # Each has a paragraph and a text beside it, and what is left of the fonts is opened again in each paragraph.
    assert len(nodes) <= most_reopened(page) + 3 * count + 9
    assert words(page) == [f"w{number}" for number in range(count)]


def most_reopened(page: bytes) -> int:
    return MIN_REOPENED + int(REOPENED_PER_BYTE * len(page))


def balanced(unclosed: int, tags: int) -> bytes:
    return b"<font>" * unclosed + b"<i></i>" * ((tags - unclosed) // 2)


@pytest.mark.parametrize(("more", "cut"), [pytest.param(0, False, id="just-enough"), pytest.param(4, True, id="more")])
def test_as_much_formatting_is_left_open_as_the_budget_pays_for(more: int, cut: bool) -> None:
    tags = 5000
    unclosed = 0
    while sum(range(tags - unclosed - 1, tags)) < most_reopened(balanced(unclosed + 1, tags)):
        unclosed += 1
    page = balanced(unclosed - 1 + more, tags)
    assert (guard(page) != page) == cut


@pytest.mark.parametrize(
    "ended",
    [
        pytest.param("<b>word</b>", id="around-text"),
        pytest.param("<b class='a' id=x title=\"y\">word</b >", id="attributes"),
        pytest.param("<B>word</b>", id="upper-case"),
        pytest.param("<b><i>word</i> <u>more</u></b>", id="within-formatting"),
        pytest.param("<b><span>word</span><br><img src=a></b>", id="around-words"),
        pytest.param("<i><svg viewBox='0 0 1 1'><path d='M0 0'/><title>word</title></svg></i>", id="around-an-icon"),
        pytest.param("<b></b>", id="empty"),
    ],
)
def test_formatting_that_is_ended_is_no_unclosed_one(ended: str) -> None:
    page = ended.encode() * (MANY_TAGS // 9)
    with limits(reopened=0):
        assert guard(page) == page


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param("<p><b id=%d>x</i></u>", id="other-end-tags"),
        pytest.param("<p><b id=%d><object></b></object>x", id="end-tag-within-an-object"),
        pytest.param("<p><b id=%d><marquee></b></marquee>x", id="end-tag-within-a-marquee"),
        pytest.param("<p><b id=%d><template></b></template>x", id="end-tag-within-a-template"),
        pytest.param("<p><b id=%d><select></b></select>x", id="end-tag-within-a-select"),
        pytest.param("<p><b id=%d><svg><title></b></title></svg>x", id="end-tag-within-a-drawing"),
        pytest.param("<p><b id=%d><svg><![CDATA[ > </b> ]]></svg>x", id="end-tag-in-cdata"),
        pytest.param("<p><b id=%d><script><!--<script></b></script></b>--></script>x", id="end-tag-in-a-script"),
        pytest.param("<p><b id=%d><!-- </b> -->x", id="end-tag-in-a-comment"),
        pytest.param("<p><b id=%d><a title='</b>'></a>x", id="end-tag-in-a-value"),
        pytest.param("<p><b id=%d><textarea></b></textarea>x", id="end-tag-in-a-textarea"),
        pytest.param("<p><b id=%d><table></b></table>x", id="end-tag-in-a-table"),
        pytest.param("<p><b id=%d><td></b>x", id="end-tag-after-a-cell-outside-a-table"),
        pytest.param("<p><nobr id=%d>x", id="nobr"),
        pytest.param("<p><B ID=%d>x", id="upper-case"),
    ],
)
def test_formatting_opened_again_is_limited(piece: str) -> None:
    page = b"".join([(piece % number).encode() for number in range(200)])
    assert len(depths(page)) < 25_000
    with limits(reopened=1000):
        guarded = guard(page)
    assert len(depths(guarded)) <= 1000 + 12 * 200


WORDS_AND_TAGS = st.lists(
    st.sampled_from(
        [
            f"<{end}{tag}>"
            for tag in ("div", "section", "ul", "b", "i", "font", "span", "a", "x-y", "h2")
            for end in ("", "/")
        ]
        + ["<p>", "</p>", "<li>", "<br>", "<div class=a id='b c'>", "<font size=1>"]
    )
    | st.integers(0, 99).map(lambda number: f" w{number} "),
    max_size=60,
)


@given(WORDS_AND_TAGS, st.integers(0, 4), st.integers(0, 60))
def test_no_word_is_lost_or_moved(pieces: list[str], depth: int, reopened: int) -> None:
    page = "".join(["<body>", *pieces]).encode()
    with limits(depth=depth, reopened=reopened):
        guarded = guard(page)
    assert words(guarded) == [piece.strip() for piece in pieces if piece.startswith(" ")]


@given(st.lists(st.sampled_from(["<div>", "<section>", "</div>", "</section>", " word "])), st.integers(1, 4))
def test_no_guarded_page_is_deeper_than_its_start_tags_allow(pieces: list[str], depth: int) -> None:
    """Elements that are properly closed, whatever stands between them."""
    opened: list[str] = []
    page = []
    for piece in pieces:
        if piece.startswith("</"):
            if opened:
                page.append(f"</{opened.pop()}>")
        else:
            page.append(piece)
            if piece.startswith("<"):
                opened.append(piece[1:-1])
    with limits(depth=depth):
        guarded = guard("".join(["<body>", *page]).encode())
    assert max(depths(guarded)) <= depth + 2


# --- attributes -------------------------------------------------------------------------------------------


def tag_of(attributes: int) -> bytes:
    """Return a start tag with so many attributes, longer than MAX_TAG_BYTES."""
    size = MAX_TAG_BYTES // attributes + 1
    return b"<div" + b"".join(b" a%d=%b" % (number, b"v" * size) for number in range(attributes)) + b">"


@pytest.mark.parametrize(
    ("attributes", "left"),
    [
        pytest.param(MAX_ATTRIBUTES, MAX_ATTRIBUTES, id="limit"),
        pytest.param(MAX_ATTRIBUTES + 1, MAX_ATTRIBUTES, id="one-more"),
        pytest.param(40_000, MAX_ATTRIBUTES, id="thousands"),
    ],
)
def test_attributes_past_the_limit_are_cut(attributes: int, left: int) -> None:
    page = b"<p>before</p>" + tag_of(attributes) + b"inside</div><p>after</p>"
    node = LexborHTMLParser(guard(page)).css_first("div")
    assert node is not None
    assert list(node.attributes) == [f"a{number}" for number in range(left)]
    assert words(page) == ["before", "inside", "after"]


def test_a_comparison_in_a_script_is_no_tag() -> None:
    script = b"<script>if (a <b&& " + b"c d " * 9999 + b"'</script><p>word</p><p title='>'>" + b"</p>"
    assert guard(script) == script


def test_what_looks_like_a_long_tag_in_a_script_stays() -> None:
    page = b"<script>if (a <b " + b"c d " * 9999 + b"> 0)</script><p>word</p>"
    assert guard(page) == page


def test_every_long_tag_is_cut() -> None:
    page = b"".join([tag_of(600), b"one</div>", b"<p>two</p>" * 3000, tag_of(600), b"three</div>"])
    nodes = LexborHTMLParser(guard(page)).css("div")
    assert [len(node.attributes) for node in nodes] == [MAX_ATTRIBUTES] * 2
    assert words(page) == ["one", *["two"] * 3000, "three"]


@pytest.mark.parametrize("before", [pytest.param(b"", id="alone"), pytest.param(b"word " * 9999, id="after-text")])
def test_many_attributes_in_a_short_tag_stay(before: bytes) -> None:
    page = before + b"<div" + b"".join(b" a%d" % number for number in range(MAX_ATTRIBUTES + 1)) + b">word</div>"
    assert guard(page) is page


def test_a_tag_that_never_ends_is_cut() -> None:
    assert len(guard(b"<div" + b" a" * 100_000)) <= len(b"<div ") + 2 * MAX_ATTRIBUTES


def test_attributes_of_all_roots_but_two_are_one_tags() -> None:
    """The parser gathers them on one element."""

    def attributes(name: str, count: int) -> str:
        return " ".join([f"{name}{number}" for number in range(count)])

    roots = f"<html {attributes('a', 600)}><body {attributes('b', 600)}>"
    page = roots + "".join([f"<body {attributes(f'c{number}x', 9)}>" for number in range(100)]) + "word"
    node = LexborHTMLParser(guard(page.encode())).css_first("body")
    assert node is not None
    names = list(node.attributes)
    assert len(names) == 600 + MAX_ATTRIBUTES
    assert names[:600] == attributes("b", 600).split()
    assert words(page.encode()) == ["word"]


# --- what the guard gets wrong ----------------------------------------------------------------------------

VALUE = b"word " * MAX_TAG_BYTES


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(b'<div data-page="%b">one</div><p class="a">two</p>' % VALUE, id="double-quotes"),
        pytest.param(b"<div data-page='%b'>one</div><p class='a'>two</p>" % VALUE, id="single-quotes"),
        pytest.param(b'<svg><path d="%b"/></svg><p>one<p class="a">two' % (b"M 1 2 " * 5000), id="drawing"),
    ],
)
def test_one_long_value_is_one_attribute(page: bytes) -> None:
    assert words(page) == ["one", "two"]


@pytest.mark.parametrize("tag", [b"script", b"style", b"textarea"])
def test_what_is_never_shown_is_not_shown_for_its_depth(tag: bytes) -> None:
    with limits(depth=1):
        assert words(guard(b"<div><div>one<%b>a = 1</%b>two</div></div>" % (tag, tag))) == ["onetwo"]


def test_shapes_of_a_drawing_do_not_nest() -> None:
    page = b"<svg><path d='M0 0'/><use href='#a' /></svg>" * 20 + b"<div><p>word</p></div>"
    with limits(depth=3):
        assert guard(page) == page


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param("<div></x>", id="end-of-nothing"),
        pytest.param("<div><!--</div>-->", id="in-a-comment"),
        pytest.param("<div title='</div>'>", id="in-a-value"),
        pytest.param("<div><script>'</div>'</script>", id="in-a-script"),
        pytest.param("<div><script><!--<script></script></div></script>", id="in-a-script-in-a-script"),
        pytest.param("<div><script><!--<script>--!></script></div></script>", id="in-a-script-with-odd-dashes"),
        pytest.param("<span><div></span></div>", id="around-a-block"),
    ],
)
def test_end_tags_that_end_nothing_do_not_hide_depth(piece: str) -> None:
    with limits(depth=9):
        guarded = guard(piece.encode() * 50)
    assert max(depths(guarded)) <= 2 * 9 + 3


def test_tags_in_values_are_no_tags() -> None:
    page = b'<div style="background: url(\'data:image/svg+xml,<svg%3E\')">one</div><p class="a">two</p>'
    with limits(depth=1):
        assert words(guard(page)) == ["one", "two"]


def test_a_dropped_tag_leaves_no_words() -> None:
    with limits(depth=1):
        assert words(guard(b"<div><div title='a > b'>word</div></div>")) == ["word"]


def test_dropped_tags_do_not_join_words() -> None:
    with limits(depth=1):
        assert words(guard(b"<div><div>one</div><div>two</div></div>")) == ["one", "two"]
