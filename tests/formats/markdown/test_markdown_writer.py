from __future__ import annotations

import json
import re
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanpage.formats.markdown.code import is_harmful
from cleanpage.formats.markdown.writer import front_matter, to_markdown
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
    Inline,
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
    SpanKind,
    Table,
    Text,
    Tree,
)
from cleanpage.metadata.fields import Counters, Metadata, RelatedItem
from markdown_reader import parse, read_blocks, read_words
from trees import any_text, inlines, texts, trees, words_of


def line(*parts: Inline | str) -> tuple[Inline, ...]:
    return tuple([Text(part) if isinstance(part, str) else part for part in parts])


def p(*parts: Inline | str) -> Paragraph:
    return Paragraph(line(*parts))


def span(kind: SpanKind, *parts: Inline | str) -> Span:
    return Span(kind, line(*parts))


def em(*parts: Inline | str) -> Span:
    return span("emphasis", *parts)


def strong(*parts: Inline | str) -> Span:
    return span("strong", *parts)


def code(text: str) -> Span:
    return span("code", text)


def link(href: str, *parts: Inline | str) -> Anchor:
    return Anchor(href, line(*parts))


def listing(*items: str | Node | tuple[Node, ...], start: int | None = None) -> Listing:
    contents = [(p(item),) if isinstance(item, str) else item if isinstance(item, tuple) else (item,) for item in items]
    return Listing(tuple(map(Item, contents)), start is not None, start or 0)


def table(*rows: tuple[str | Cell, ...], heads: int = 0) -> Table:
    return Table(
        tuple(
            tuple(cell if isinstance(cell, Cell) else Cell((p(cell),) if cell else (), at < heads) for cell in row)
            for at, row in enumerate(rows)
        )
    )


BR = LineBreak()
OWL = Picture("https://a.example/owl.png", "An owl")


# ------------------------------------------------------------------ text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2 * 3 * 4", "2 * 3 * 4", id="stars-apart"),
        pytest.param("one* star", "one* star", id="one-star"),
        pytest.param("*two*", r"\*two\*", id="stars"),
        pytest.param("snake_case_name", "snake_case_name", id="intraword"),
        pytest.param("_it_ and __it__", r"\_it\_ and \_\_it\_\_", id="underscores"),
        pytest.param("$5 a piece", "$5 a piece", id="one-price"),
        pytest.param("$5 or $6", r"\$5 or \$6", id="prices"),
        pytest.param("a ` b", r"a \` b", id="one-backtick"),
        pytest.param("`a`", r"\`a\`", id="backticks"),
        pytest.param("about ~5", "about ~5", id="one-tilde"),
        pytest.param("~~5~~", r"\~\~5\~\~", id="tildes"),
        pytest.param("[sic] [1]", "[sic] [1]", id="brackets"),
        pytest.param("[a](b)", "[a&#93;(b)", id="like-a-link"),
        pytest.param("![a](b)", r"!\[a&#93;(b)", id="like-a-picture"),
        pytest.param("see [^1] ^[a]", r"see \[^1] \^[a]", id="like-notes"),
        pytest.param("[a]: b", r"\[a]: b", id="like-a-definition"),
        pytest.param("a < b, <5, 3<4", "a < b, <5, 3<4", id="less"),
        pytest.param("<b> </b> <!-- <?x", "&lt;b> &lt;/b> &lt;!-- &lt;?x", id="tags"),
        pytest.param("<9a@b.example>", "&lt;9a@b.example>", id="address-in-brackets"),
        pytest.param(
            "a.b_c@d.example, https://a.example/b_c", "a.b_c@d.example, https://a.example/b_c", id="addresses"
        ),
        pytest.param("AT&T & co; Q&A", "AT&T & co; Q&A", id="ampersands"),
        pytest.param("a {b=c}", r"a \{b=c}", id="attributes"),
        pytest.param("[a] (b) [a] (b:c)", "[a] (b) [a&#93; (b:c)", id="like-a-link-behind-a-space"),
        pytest.param(r"\< <", r"\\&lt; &lt;", id="less-behind-a-backslash"),
        pytest.param("&amp; &#42; &#x2A;", "&amp;amp; &amp;#42; &amp;#x2A;", id="entities"),
        pytest.param(r"C:\dir \* \ ", r"C:\dir \\* &#92;", id="backslashes"),
        pytest.param("# a", r"\# a", id="heading"),
        pytest.param("#a a # b", "#a a # b", id="no-heading"),
        pytest.param("> a > b", r"\> a > b", id="quote"),
        pytest.param("- a - b", r"\- a - b", id="item"),
        pytest.param("+ a", r"\+ a", id="plus"),
        pytest.param("-5 +6", "-5 +6", id="signs"),
        pytest.param("* a", r"\* a", id="star-item"),
        pytest.param("1986. A year", r"1986\. A year", id="numbered"),
        pytest.param("1) a", r"1\) a", id="numbered-bracket"),
        pytest.param("1.5 or 1234567890. a", "1.5 or 1234567890. a", id="no-number-of-an-item"),
        pytest.param("---", r"\---", id="rule"),
        pytest.param("_ _ _", r"\_ _ \_", id="rule-of-underscores"),
        pytest.param("===", "===", id="no-underline"),
        pytest.param("| a | b |", "| a | b |", id="pipes"),
        pytest.param("[x] done", r"\[x] done", id="task"),
        pytest.param(" a\n\tb\x00\x01 ", "a b\ufffd\x01", id="control-characters"),
        pytest.param("שלום *עולם* \u200f(1)", "שלום \\*עולם\\* \u200f(1)", id="right-to-left"),
    ],
)
def test_text_is_escaped_where_it_would_be_markup(text: str, expected: str) -> None:
    assert to_markdown((p(text),)) == expected
    assert [block.text for block in read_blocks(expected)] == [
        re.sub(r"\s+", " ", text).strip().replace("\0", "\ufffd")
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param((strong("a "), "b"), "**a** b", id="space-moves-out"),
        pytest.param(("a", em(" b ", BR, "c ")), "a *b\\\nc*", id="line-break"),
        pytest.param(("a", em("b"), "c"), "a*b*c", id="between-letters"),
        pytest.param(("a", strong('"b"'), "c"), 'a"**b**"c', id="quotes-move-out"),
        pytest.param(("a", strong("「重要」"), "です"), "a「**重要**」です", id="cjk"),
        pytest.param((strong("(b)"), " c"), "**(b)** c", id="punctuation-stays"),
        pytest.param((strong("a", em("b"), "c"),), "**a*b*c**", id="nested"),
        pytest.param((strong(em("a")),), "***a***", id="both"),
        pytest.param((em(em("a"), "b"),), "*ab*", id="twice"),
        pytest.param((em("a"), strong("b")), "*a***b**", id="touching"),
        pytest.param((strong("a."), em("b")), "**a**.b", id="touching-in-two-ways"),
        pytest.param((strong("a"), strong("b")), "**ab**", id="joined"),
        pytest.param((em("a", strong("b")), strong("c")), "*a**b***c", id="crossing"),
        pytest.param((strong(em("a"), "b", em("c")),), "***a*bc**", id="three-stars"),
        pytest.param((strong(em("a"), " ", em("c")),), "***a* *c***", id="three-stars-and-space"),
        pytest.param((em(strong("a"), " ", code("b"), strong("(c)")),), "***a** `b`(c)*", id="three-stars-and-signs"),
        pytest.param((em("a"), strong("b", code("c"), em(span("deleted", "d")))), "*a***b`c`~~d~~**", id="and-tildes"),
        pytest.param(("a* ", em("b")), r"a\* *b*", id="star-beside"),
        pytest.param((link("/a", code("]: b")),), r"[\]: b](/a)", id="like-a-definition"),
        pytest.param((em(" "), strong(), "a"), "a", id="empty"),
        pytest.param(("a", em(span("deleted", "b")), em(span("deleted", " c"))), "ab *~~c~~*", id="stars-and-tildes"),
        pytest.param((span("deleted", "a"), strong("b")), "~~a~~**b**", id="deleted"),
        pytest.param(("a", strong(code("b")), "c"), "a`b`c", id="code-between-letters"),
        pytest.param(("a", strong(link("/b", "b")), "c"), "a[**b**](/b)c", id="link-between-letters"),
        pytest.param((em("see ", link("/b", "b"), " now"),), "*see [b](/b) now*", id="link"),
        pytest.param(("5 ", em("a"), " * b*"), r"5 *a* * b\*", id="stars-beside"),
        pytest.param(("x", span("superscript", "2"), span("subscript", "i")), "x<sup>2</sup><sub>i</sub>", id="raised"),
        pytest.param((strong(span("superscript", em("2")), "a"),), "**<sup>2</sup>a**", id="emphasis-of-raised"),
        pytest.param((em(span("subscript", "a *", em(" "))),), r"*<sub>a \*</sub>*", id="star-before-a-tag"),
        pytest.param((span("subscript", BR, em("a"), " "), "b"), "<sub>*a*</sub> b", id="space-around-raised"),
        pytest.param((span("marked", "a"), span("inserted", "b"), span("quotation", "c")), "abc", id="no-marks"),
        pytest.param((code("a`b"), " ", code("`"), "x", code(" c ")), "``a`b`` `` ` ``x `c`", id="code"),
        pytest.param((code("a*b&amp;\\"),), "`a*b&amp;\\`", id="code-is-not-escaped"),
        pytest.param((code("<b>"), " ", code("<code>"), " ", code("~~")), "`<b>` &lt;code> \\~\\~", id="code-or-text"),
        pytest.param(("http://", code("a")), "http://a", id="code-behind-an-address"),
        pytest.param(("\\", code("a"), " `"), "&#92;`a` &#96;", id="signs-beside-code"),
        pytest.param(
            (Formula("a`b"), " ", Formula("[a](b:c)"), " ", Formula("a~~b")),
            "a&#96;b [a&#93;(b:c) $a~ ~b$",
            id="formulas",
        ),
        pytest.param((Span("code", line(link("/a", "f"), "()")),), "[`f`](/a)`()`", id="link-in-code"),
        pytest.param((link("/a", "[b] c]"),), r"[\[b\] c\]](/a)", id="brackets-in-link"),
        pytest.param((link("/a", " b "), "c"), "[b](/a) c", id="space-in-link"),
        pytest.param((link("/a", link("/b", "c")),), "[c](/a)", id="link-in-link"),
        pytest.param((link("", "c"), link("/a", "")), "c", id="no-link"),
        pytest.param(("wow!", link("/a", "b")), r"wow\![b](/a)", id="exclamation-mark"),
        pytest.param((link('/a (b)"<>\\`&lt;(', "b"),), r"[b](/a%20\(b\)%22%3C%3E%5C%60&amp;lt;\()", id="address"),
        pytest.param((link("/a_(b)", "b"),), "[b](/a_(b))", id="balanced-address"),
        pytest.param(("a", BR, "# b", BR, "===", BR, "- | -"), "a\\\n\\# b\\\n\\===\\\n\\- | -", id="later-lines"),
        pytest.param((BR, "a", BR), "a", id="line-breaks-at-the-ends"),
        pytest.param(("[a", BR, "b]: c"), "\\[a\\\nb]: c", id="definition-on-two-lines"),
        pytest.param((Formula("a_1*b"), " $5"), r"$a_1*b$ \$5", id="formula"),
        pytest.param((Formula(r"\text{$a$}"),), r"\text\{\$a\$}", id="dollars-in-formula"),
        pytest.param(("a ", Formula("b", True), " c"), "a\n\n$$b$$\n\nc", id="display-formula"),
        pytest.param(("a", Formula("b", True)), "a$b$", id="display-formula-in-a-word"),
        pytest.param(("a", NoteMark("[1]", "n")), "a[1]", id="mark-without-note"),
        pytest.param(("a ", OWL), "a", id="picture"),
    ],
)
def test_running_text(content: tuple[Inline | str, ...], expected: str) -> None:
    assert to_markdown((Paragraph(line(*content)),)) == expected


# ------------------------------------------------------------------ blocks


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        pytest.param((), "", id="nothing"),
        pytest.param((p(), p(" "), listing(()), Quote(()), Code(" \n")), "", id="empty-blocks"),
        pytest.param((Heading(3, line("a", BR, "b #")),), r"### a b \#", id="heading"),
        pytest.param((Heading(1, line("C#")), p("a")), "# C#\n\na", id="heading-c-sharp"),
        pytest.param((Rule(),), "***", id="rule"),
        pytest.param((listing("a", "b"),), "- a\n- b", id="tight"),
        pytest.param((listing("a", (p("b"), p("c"))),), "- a\n\n- b\n\n  c", id="loose"),
        pytest.param((listing("a", "b", start=9),), "9. a\n10. b", id="numbers"),
        pytest.param((listing((p("a"), p("b")), start=10),), "10. a\n\n    b", id="indent-of-numbers"),
        pytest.param((listing("a", start=-3),), "1. a", id="negative-number"),
        pytest.param((Listing((Item((p("a"),), True), Item((p("b"),), False), Item((p("[x] c"),)))),),
                     "- [x] a\n- [ ] b\n- \\[x] c", id="boxes"),
        pytest.param((Listing((Item((p("a"), listing("b")), True),), True),), "1. [x] a\n   - b", id="numbered-box"),
        pytest.param((Listing((Item((Heading(2, line("a")),), True), Item((Paragraph((OWL,)),), True),
                               Item((Paragraph((Formula("b", True),)),), True))),),
                     "- ## a\n- $$b$$", id="no-box-before-other-blocks"),
        pytest.param((listing("a", (), "b", start=1),), "1. a\n2.\n3. b", id="numbers-are-kept"),
        pytest.param((listing("a", (), "b"),), "- a\n- b", id="empty-item"),
        pytest.param((listing((p("a"), listing("b", (p("c"), listing("d")))), "e"),),
                     "- a\n  - b\n  - c\n    - d\n- e", id="nested"),
        pytest.param((listing((p("a"), listing("b", start=3))),), "- a\n\n  3. b", id="nested-number"),
        pytest.param((listing("a"), listing("b"), listing("c")), "- a\n\n+ b\n\n- c", id="lists-in-a-row"),
        pytest.param((listing("a", start=1), p(""), listing("b", start=1)), "1. a\n\n1) b", id="numbered-in-a-row"),
        pytest.param((listing("a"), listing("b", start=1), listing("c")), "- a\n\n1. b\n\n- c", id="sorts-in-turns"),
        pytest.param((listing(listing("a")),), "- - a", id="list-in-list"),
        pytest.param((listing(Rule(), Heading(2, line("a"))),), "- ***\n- ## a", id="items-of-blocks"),
        pytest.param((listing((Code("a\n\n  b", "py"), p("c"))),),
                     "- ```py\n  a\n\n    b\n  ```\n\n  c", id="code-in-item"),
        pytest.param((p("a"), Code("<b>\n\nc\n", "html")), "a\n\n    <b>\n\n    c", id="code-with-tags"),
        pytest.param((Code("<b>"), Code("<i>")), "&nbsp;\n\n    <b>\n\n&nbsp;\n\n    <i>", id="code-with-tags-alone"),
        pytest.param((listing("a"), Code("<b>")), "- a\n\n&nbsp;\n\n    <b>", id="code-with-tags-behind-a-list"),
        pytest.param((listing((p("a"), Code("<b>"))),), "-   a\n\n        <b>", id="code-with-tags-in-a-list"),
        pytest.param((listing(listing((Code("<b>\n *c*"),))),), "-   -   &lt;b>\\\n        \\*c\\*", id="and-deeper"),
        pytest.param((Code("<code>"),), "&lt;code>", id="code-with-code"),
        pytest.param((Code("List<String> a;", "java"),), "```java\nList<String> a;\n```", id="code-with-types"),
        pytest.param((listing(Code("a"), "b"),), "- ```\n  a\n  ```\n\n- b", id="nothing-follows-a-fence"),
        pytest.param((table((Cell((p('<i a="b=c">'),), True),)),), "| &lt;i a&#61;\"b&#61;c\"> |\n| --- |", id="head"),
        pytest.param((Code("```\n~~~\n", "c++ `x\ny"),), "````c++xy\n```\n~~~\n````", id="fence"),
        pytest.param((Code("\ta\r\n\x00"),), "```\n\ta\n\ufffd\n```", id="code"),
        pytest.param((Quote((p("a", BR, "b"), Quote((p("c"),)), Code("d\n\ne"))), Quote((p("f"),))),
                     "> a\\\n> b\n>\n> > c\n>\n> ```\n> d\n>\n> e\n> ```\n\n> f", id="quotes"),
        pytest.param((listing((Quote((p("a"), listing("b"))),)),), "- > a\n  >\n  > - b", id="quote-in-item"),
        pytest.param((Definitions((Definition(True, (p("a ", em("b")),)), Definition(False, (p("c"),)),
                                   Definition(False, (p("d"),)), Definition(True, (p("e"),)))), listing("f")),
                     "**a *b***\n\n- c\n- d\n\n**e**\n\n- f", id="definitions"),
        pytest.param((Details(line("a"), (p("b"),)), Details((), (listing("c"),))), "**a**\n\nb\n\n- c", id="details"),
        pytest.param((Figure((Illustration(OWL), Media("https://a.example/b")), line("c")),), "*c*", id="figure"),
        pytest.param((table(("a|b", "c"), ("d", ""), heads=1),), "| a\\|b | c |\n| --- | --- |\n| d |  |", id="table"),
        pytest.param((table(("a", "b")),), "|  |  |\n| --- | --- |\n| a | b |", id="no-head"),
        pytest.param((table((Cell((), True), "a")),), "|  |  |\n| --- | --- |\n|  | a |", id="row-head-is-no-head"),
        pytest.param((replace(table(("a",)), caption=line("b")),), "*b*\n\n|  |\n| --- |\n| a |", id="caption"),
        pytest.param((table((Cell((p("a"),), True, 2), Cell((p("b"),), True)),
                            (Cell((p("c"),), rows=2), "d", "e"), ("f", "g")),),
                     "| a |  | b |\n| --- | --- | --- |\n| c | d | e |\n|  | f | g |", id="spans"),
        pytest.param((table((Cell((p("a"),), columns=10**9, rows=10**9), "b")),),
                     "|  |  |\n| --- | --- |\n| a | b |", id="endless-spans"),
        pytest.param((table((Cell((p("a", BR, "*b*"), Code("c|d\n\ne"), listing("f", "g"), table(("h", "i")))),)),),
                     "|  |\n| --- |\n| a<br>\\*b\\*<br>`c\\|d`<br>`e`<br>f<br>g<br>h \\| i |", id="blocks-in-a-cell"),
        pytest.param((table((), ("", "")),), "", id="empty-table"),
        pytest.param((listing((p("a"), table(("b",)))),), "- a\n\n  |  |\n  | --- |\n  | b |", id="table-in-item"),
        pytest.param((p("a", NoteMark("[1]", "n"), "(b)", NoteMark("1", "m"), NoteMark("1", "n")),
                      Note("n", (p("c"), listing("d"), Code("e"))), Note("m", (p("f"),)), Note("o", (p("g"),))),
                     "a[^1]\\(b)[^1'][^1]\n\n[^1]: c\n\n    - d\n\n    ```\n    e\n    ```\n\n[^1']: f\n\ng",
                     id="notes"),
        pytest.param((p(NoteMark("1", "n")), Note("n", (listing((p("a"), p("b"))),))),
                     "[^1]\n\n[^1]:\n    - a\n\n      b", id="list-in-note"),
        pytest.param((p(NoteMark("1", "n")), Note("n", (p("data:a", BR, "b"), p("c")))),
                     "[^1]\n\n[^1]: data:a &nbsp;\\\n    b\n\n    c", id="note-like-a-link"),
        pytest.param((p(NoteMark("1", "n")), Note("n", (p('data:a "b"'),))),
                     '[^1]\n\n[^1]: data:a \\"b"', id="note-like-a-link-with-title"),
        pytest.param((p(NoteMark("1", "n")), Note("n", (p("https://a.example/b:c"),))),
                     "[^1]\n\n[^1]: https://a.example/b:c", id="address-in-note"),
        pytest.param((p(NoteMark("†", "n"), ": a"), Quote((Note("n", (p("b"),)),))), "†: a\n\n> b", id="note-in-quote"),
        pytest.param((p(NoteMark("*", "n"), ": a"), Note("n", (p("b"),))), "[^*]\\: a\n\n[^*]: b", id="sign"),
        pytest.param((p(link("/a", NoteMark("1", "n"))), Note("n", (p("b"),))), "[1](/a)\n\nb", id="mark-in-link"),
    ],
)  # fmt: skip
def test_blocks(tree: Tree, expected: str) -> None:
    assert to_markdown(tree) == expected


def test_pictures_links_and_tables_can_be_switched() -> None:
    tree = (
        p("a ", link("/b", "b", OWL)),
        Illustration(Picture("https://a.example/c d", "[e] *f*")),
        Media("https://a.example/g h"),
        table(("i", "", "j|k"), ("- l", "m"), heads=1),
    )
    with_all = to_markdown(tree, images=True)
    assert "a [b![An owl](https://a.example/owl.png)](/b)" in with_all
    assert "\n![\\[e\\] \\*f\\*](https://a.example/c%20d)\n" in with_all
    assert "\n<https://a.example/g%20h>\n" in with_all
    assert to_markdown(tree, links=False, tables=False) == "a b\n\ni | j|k\\\n\\- l | m"


# ------------------------------------------------------------------ read back


def test_what_is_written_is_read_as_what_it_was() -> None:
    tree = (
        Heading(2, line("a ", em("b"))),
        listing((p("c"), listing("d", start=4)), (Quote((p("e"),)), Code(" f\n\tg"))),
        listing("h"),
        table(("i", "j"), ("k", "l|m"), heads=1),
        p(link("https://a.example/n", strong("o")), Formula("q^2"), NoteMark("1", "r")),
        Note("r", (p("s"), p("t"))),
    )
    found = [("/".join(block.path), block.text) for block in read_blocks(to_markdown(tree))]
    assert found == [
        ("h2", "a b"),
        ("ul/li/p", "c"),
        ("ul/li/ol/li/p", "d"),
        ("ul/li/blockquote/p", "e"),
        ("ul/li/fence", " f\n\tg\n"),
        ("ul/li/p", "h"),
        ("table/thead/tr/th", "i"),
        ("table/thead/tr/th", "j"),
        ("table/tbody/tr/td", "k"),
        ("table/tbody/tr/td", "l|m"),
        ("p", "oq^21"),
        ("footnote_reference/p", "s"),
        ("footnote_reference/p", "t"),
    ]
    runs = read_blocks(to_markdown(tree))[10].runs
    assert [(run.text, run.marks, run.href) for run in runs if run.text] == [
        ("o", "S", "https://a.example/n"),
        ("q^2", "M", None),
        ("1", "N", None),
    ]
    assert [token.attrs for token in parse(to_markdown(tree)) if token.type == "ordered_list_open"] == [{"start": 4}]


@settings(deadline=None)
@given(any_text() | texts(12))
def test_text_of_any_characters_comes_back(text: str) -> None:
    expected = re.sub(r"\s+", " ", text).strip().replace("\0", "\ufffd")
    for node in (
        p(text),
        Heading(2, line(text)),
        Quote((p(text),)),
        listing(text),
        p(link("/a", text)),
        table((text,)),
    ):
        assert "".join([block.text for block in read_blocks(to_markdown((node,)))]) == expected


@settings(deadline=None)
@given(inlines(), st.booleans())
def test_running_text_of_any_sort_comes_back(content: tuple[Inline, ...], links: bool) -> None:
    without_marks = [re.sub(r"[^\S\n]*\n[^\S\n]*", "\n", text).strip() for text in _plain(content)]
    blocks = read_blocks(to_markdown((Paragraph(content),), links=links))
    assert _squeeze("".join([block.text for block in blocks])) == _squeeze("".join(without_marks))


@settings(deadline=None)
@given(inlines())
def test_no_text_is_given_emphasis_that_it_had_not(content: tuple[Inline, ...]) -> None:
    blocks = read_blocks(to_markdown((Paragraph(content),)))
    found = [(char, set(run.marks)) for block in blocks for run in block.runs for char in _squeeze(run.text)]
    expected = [(char, marks) for text, marks in _marked(content) for char in _squeeze(text)]
    assert [char for char, _ in found] == [char for char, _ in expected]
    assert all(marks - set("CMN") <= had for (_, marks), (_, had) in zip(found, expected, strict=True))


@settings(deadline=None, max_examples=50)
@given(trees(), st.booleans(), st.booleans(), st.booleans())
def test_words_of_any_tree_come_back(tree: Tree, links: bool, images: bool, tables: bool) -> None:
    found, expected = read_words(to_markdown(tree, links=links, images=images, tables=tables)), words_of(tree)
    if "Note(" in repr(tree):  # A word before the mark of a note may end there or not.
        found, expected = ["".join(found)], ["".join(expected)]
    assert found == expected


@settings(deadline=None, max_examples=50)
@given(trees())
def test_structure_of_any_tree_comes_back(tree: Tree) -> None:
    found = [
        (tuple(["td" if tag == "th" else tag for tag in block.path if tag in _SHOWN]), word)
        for block in read_blocks(to_markdown(tree))
        for word in re.findall(r"\w", block.text)
    ]
    assert found == [(path, word) for path, text in _outline(tree, ()) for word in re.findall(r"\w", text)]


_SHOWN = ("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "fence", "td", "th")


def _outline(nodes: tuple[Node, ...], path: tuple[str, ...]) -> list[tuple[tuple[str, ...], str]]:
    outline = []
    for node in nodes:
        if isinstance(node, Heading):
            outline.append(((*path, f"h{node.level}"), "".join(_plain(node.content))))
        elif isinstance(node, Paragraph):
            outline.append((path, "".join(_plain(node.content))))
        elif isinstance(node, Code):
            # Code with tags is indented, or text.
            outline.append((path if is_harmful(node.text) else (*path, "fence"), node.text))
        elif isinstance(node, Listing):
            for item in node.items:
                outline += _outline(item.content, (*path, "ol" if node.ordered else "ul", "li"))
        elif isinstance(node, Definitions):
            for entry in node.entries:
                outline += _outline(entry.content, path if entry.term else (*path, "ul", "li"))
        elif isinstance(node, Quote):
            outline += _outline(node.content, (*path, "blockquote"))
        elif isinstance(node, Table):
            outline.append((path, "".join(_plain(node.caption))))
            outline += [((*path, "td"), " ".join(words_of(cell))) for row in node.rows for cell in row]
        elif isinstance(node, Details):
            outline.append((path, "".join(_plain(node.summary))))
            outline += _outline(node.content, path)
        elif isinstance(node, Figure):
            outline += _outline(node.content, path)
            outline.append((path, "".join(_plain(node.caption))))
        elif isinstance(node, Note):
            outline += _outline(node.content, path)
    return outline


def _marked(content: tuple[Inline, ...], marks: frozenset[str] = frozenset()) -> list[tuple[str, frozenset[str]]]:
    """The texts of running text with the emphasis that they have."""
    marked: list[tuple[str, frozenset[str]]] = []
    for node in content:
        if isinstance(node, Span):
            sign = {"strong": "S", "emphasis": "E", "deleted": "D"}.get(node.kind, "")
            marked += _marked(node.content, marks | set(sign))
        elif isinstance(node, Anchor):
            marked += _marked(node.content, marks)
        elif isinstance(node, Text):
            marked.append((node.text, marks))
        elif isinstance(node, Formula | NoteMark):
            marked.append((node.latex if isinstance(node, Formula) else node.label, marks))
        elif isinstance(node, LineBreak):
            marked.append(("\n", marks))
    return marked


def _plain(content: tuple[Inline, ...]) -> list[str]:
    return [text for text, _ in _marked(content)]


def _clean(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().replace("\0", "\ufffd")


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text).replace("\0", "\ufffd")


# ------------------------------------------------------------------ time


@pytest.mark.parametrize(
    "unit",
    [
        *["*", "_a", "`", "``a", "[", "](", "<", "<a", "&", "&a", "$", "~", "\\", "!", "- ", "1. ", "a@", "#", "^["],
        *["<a@", "*a_", "\\[", " *", "| "],
    ],
)
def test_time_is_linear(unit: str) -> None:
    node = (p(unit * 50_000), Heading(1, line(unit * 50_000)), p("[" + unit * 50_000, BR, link("/a", unit * 50_000)))
    start = time.process_time()
    to_markdown(node)
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "tree",
    [
        pytest.param((Paragraph(tuple([em("a"), strong("b")] * 10_000)),), id="emphasis"),
        pytest.param((Paragraph(tuple([em("a "), strong(em("(")), code("x")] * 5_000)),), id="mixed"),
        pytest.param((table(*[tuple([Cell((p("a"),), columns=9, rows=9)] * 30)] * 100),), id="spans"),
        pytest.param(
            (p(*[NoteMark("*", str(at)) for at in range(2000)]), *[Note(str(at), (p("a"),)) for at in range(2000)]),
            id="notes",
        ),
    ],
)
def test_time_of_large_trees(tree: Tree) -> None:
    start = time.process_time()
    to_markdown(tree)
    assert time.process_time() - start < 2


# ------------------------------------------------------------------ front matter


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        pytest.param(Metadata(), "", id="none"),
        pytest.param(Metadata(title=""), "", id="empty"),
        pytest.param(Metadata(title="no: #1"), '---\ntitle: "no: #1"\n---\n\n', id="text"),
        pytest.param(Metadata(authors=("A", 'B "C"')), '---\nauthors: ["A", "B \\"C\\""]\n---\n\n', id="list"),
        pytest.param(Metadata(published="2024-04-26"), '---\npublished: "2024-04-26"\n---\n\n', id="date-as-text"),
        pytest.param(
            Metadata(title="<b> [a](b) {c} &#"),
            '---\ntitle: "\\u003cb> [a\\u005d(b) \\u007bc} \\u0026#"\n---\n\n',
            id="markup",
        ),
        pytest.param(Metadata(counters=Counters(views=0)), "---\nviews: 0\n---\n\n", id="number"),
        pytest.param(Metadata(title="é\x85\ud800\n"), '---\ntitle: "é\\u0085\ufffd\\n"\n---\n\n', id="odd-characters"),
        pytest.param(Metadata(related=(RelatedItem(title="a"),)), "", id="left-out"),
    ],
)
def test_front_matter(metadata: Metadata, expected: str) -> None:
    assert front_matter(metadata) == expected


@given(st.text(), st.lists(st.text(), min_size=1))
def test_front_matter_has_a_line_for_each_value(title: str, tags: list[str]) -> None:
    lines = front_matter(Metadata(title="t" + title, tags=tuple(tags))).splitlines()
    assert [lines[0], *lines[3:]] == ["---", "---", ""]
    assert json.loads(lines[1].removeprefix("title: ")) == "t" + title
    assert json.loads(lines[2].removeprefix("tags: ")) == tags
