from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from any_trees import ADDRESSES, TEXTS, TREES
from cleanpage.formats.tei.writer import NAMESPACE, to_tei
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
from trees import words_of

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("tei_subset.rng")))
TEI = f"{{{NAMESPACE}}}"
RUNNING = frozenset(TEI + name for name in ("add", "code", "del", "formula", "graphic", "hi", "q", "ref"))
NOTHING = Metadata()

_MAYBE = st.none() | TEXTS
_LISTS = st.lists(TEXTS, max_size=2).map(tuple)
METADATA = st.builds(
    Metadata,
    title=_MAYBE,
    authors=_LISTS,
    organisations=_LISTS,
    published=st.sampled_from([None, "2024-04-26", "2024-02-31", "2024-04-26T10:00", "2024-04-26T10:00:00+99:00"])
    | TEXTS,
    modified=st.datetimes().map(lambda moment: moment.isoformat()) | TEXTS,
    language=st.sampled_from([None, "en", "zh-Hant", "c++"]) | TEXTS,
    site_name=_MAYBE,
    publisher=_MAYBE,
    description=_MAYBE,
    canonical_url=ADDRESSES,
    categories=_LISTS,
    tags=_LISTS,
    licence=st.none() | ADDRESSES,
    access=st.sampled_from([None, "free", "paywalled"]),
)


def text(*words: str) -> tuple[Text, ...]:
    return tuple(map(Text, words))


def paragraph(words: str) -> Paragraph:
    return Paragraph(text(words))


def parse(tei: str) -> etree._Element:
    root = etree.fromstring(tei.encode())
    assert SCHEMA.validate(root), SCHEMA.error_log
    return root


def body(tree: Tree) -> str:
    """Return what is in the first division of a document, which is checked against the schema."""
    tei = to_tei(tree, NOTHING)
    parse(tei)
    return tei.partition("<body>\n<div>\n")[2].rpartition("</div>\n</body>")[0]


def shown_words(tei: str) -> list[str]:
    shown = parse(tei).find(f"{TEI}text")
    assert shown is not None
    etree.strip_elements(shown, f"{TEI}desc", with_tail=False)
    return re.findall(r"\w+", _shown(shown))


def _shown(node: etree._Element) -> str:
    inside = "".join([node.text or "", *(_shown(child) + (child.tail or "") for child in node)])
    return inside if node.tag in RUNNING else f" {inside} "


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        pytest.param(paragraph("a < b & c ]]>"), "<p>a &lt; b &amp; c ]]&gt;</p>", id="escaped"),
        pytest.param(paragraph("a\x00\x0bb\ud800"), "<p>a  b\N{REPLACEMENT CHARACTER}</p>", id="no-characters-of-xml"),
        pytest.param(
            Paragraph((Text("a"), LineBreak(), Span("strong", text("b")), Span("deleted", text("c")))),
            '<p>a<lb/><hi rend="bold">b</hi><del>c</del></p>',
            id="spans",
        ),
        pytest.param(
            Paragraph((Span("code", (Text("a"), Anchor("/b", text("b")))),)),
            '<p><code>a</code><ref target="/b"><code>b</code></ref></p>',
            id="nothing-but-text-in-code",
        ),
        pytest.param(
            Paragraph((Anchor("https://owls.example/?a[]=1&b=%", text("a")), Anchor("javascript:x", text("b")))),
            '<p><ref target="https://owls.example/?a%5B%5D=1&amp;b=%25">a</ref><ref>b</ref></p>',
            id="links",
        ),
        pytest.param(
            Paragraph((Picture("/owl.png", "an owl"), Formula("a^2", display=True))),
            '<p><graphic url="/owl.png"><desc>an owl</desc></graphic>'
            '<formula notation="TeX" rend="display">a^2</formula></p>',
            id="picture-and-formula",
        ),
        pytest.param(
            Listing((Item((paragraph("a"), Listing((Item((paragraph("b"),)),)))),), ordered=True, start=3),
            '<list rend="numbered">\n<item n="3">a<list rend="bulleted">\n<item>b</item>\n</list></item>\n</list>',
            id="lists",
        ),
        pytest.param(
            Listing((Item((paragraph("a"),), checked=True), Item((paragraph("b"),), checked=False))),
            '<list rend="bulleted">\n<item rend="checked">a</item>\n<item rend="unchecked">b</item>\n</list>',
            id="boxes",
        ),
        pytest.param(Listing(()), "", id="empty-list"),
        pytest.param(
            Definitions(
                (
                    Definition(False, (paragraph("a"),)),
                    Definition(True, (paragraph("b"), paragraph("c"))),
                    Definition(True, (Rule(),)),
                    Definition(True, (paragraph("d"),)),
                )
            ),
            '<list type="gloss">\n<label/>\n<item>a</item>\n<label>b<lb/>c</label>\n'
            '<item><milestone unit="section" rend="rule"/></item>\n<label>d</label>\n<item/>\n</list>',
            id="definitions-that-are-no-pairs",
        ),
        pytest.param(
            Quote((Heading(3, text("a")), paragraph("b"))),
            '<quote><ab type="head" rend="h3">a</ab><p>b</p></quote>',
            id="heading-in-a-quote",
        ),
        pytest.param(
            Code("\tif a:\n", "c++"),
            '<ab type="code"><code lang="c++" xml:space="preserve">\tif a:\n</code></ab>',
            id="code",
        ),
        pytest.param(
            Table(((Cell((paragraph("a"),), True, 2), Cell((), rows=2)), ()), text("b")),
            '<table>\n<head>b</head>\n<row role="data"><cell role="label" cols="2">a</cell>'
            '<cell rows="2"></cell></row>\n</table>',
            id="table",
        ),
        pytest.param(Table(((),), text("a")), "<p>a</p>", id="table-without-cells"),
        pytest.param(
            Figure((Illustration(Picture("/owl.png")), Media("https://owls.example/", "audio")), text("a")),
            '<figure><graphic url="/owl.png"/><media url="https://owls.example/" mimeType="audio/*"/>'
            "<head>a</head></figure>",
            id="figure",
        ),
        pytest.param(
            Details(text("a"), (Rule(),)),
            '<ab type="summary">a</ab>\n<milestone unit="section" rend="rule"/>',
            id="details",
        ),
    ],
)
def test_block(node: Node, expected: str) -> None:
    assert body((node,)) == (f"{expected}\n" if expected else "")


def test_headings_open_divisions() -> None:
    tree = (
        paragraph("a"),
        Heading(2, text("b")),
        Heading(4, text("c")),
        Details((), (Heading(3, text("d")),)),
        Rule(),
        Heading(3, text("e")),
    )
    assert body(tree) == (
        '<p>a</p>\n<div>\n<head rend="h2">b</head>\n<div>\n<head rend="h4">c</head>\n</div>\n'
        '<div>\n<head rend="h3">d</head>\n<milestone unit="section" rend="rule"/>\n</div>\n'
        '<div>\n<head rend="h3">e</head>\n</div></div>'
    )


def test_a_note_has_an_identifier_once() -> None:
    marked = Paragraph((NoteMark("*", "a b"), NoteMark("†", "missing")))
    assert body((marked, Note("a b", (paragraph("c"),)), Note("a b", ()))) == (
        '<p><ref type="noteAnchor" target="#note-1">*</ref><ref type="noteAnchor">†</ref></p>\n'
        '<note place="end" xml:id="note-1">c</note>\n<note place="end"></note>\n'
    )


def test_header() -> None:
    metadata = Metadata(
        title="Owls & mice",
        authors=("A. Owl", "Wood News"),
        organisations=("Wood News",),
        published="2024-04-26T10:00+02:00",
        modified="2024",
        language="en",
        site_name="Wood",
        publisher="Wood Ltd",
        description="Who hunts whom.",
        canonical_url="https://wood.example/owls",
        categories=("Nature",),
        tags=("owls",),
        licence="https://licences.example/by",
        access="paywalled",
    )
    tei = to_tei((), metadata, "https://wood.example/owls?page=1")
    parse(tei)
    assert tei.splitlines() == [
        '<TEI xmlns="http://www.tei-c.org/ns/1.0">',
        "<teiHeader>",
        "<fileDesc>",
        "<titleStmt>",
        "<title>Owls &amp; mice</title>",
        "<author>A. Owl</author>",
        "<author><orgName>Wood News</orgName></author>",
        "</titleStmt>",
        "<publicationStmt>",
        "<publisher>Wood Ltd</publisher>",
        '<date type="published" when="2024-04-26T10:00:00+02:00">2024-04-26T10:00+02:00</date>',
        '<availability status="restricted"><licence target="https://licences.example/by">https://licences.example/by'
        "</licence></availability>",
        "</publicationStmt>",
        "<sourceDesc>",
        "<bibl>",
        '<title level="a">Owls &amp; mice</title>',
        "<author>A. Owl</author>",
        "<author><orgName>Wood News</orgName></author>",
        '<title level="j">Wood</title>',
        "<publisher>Wood Ltd</publisher>",
        '<date type="published" when="2024-04-26T10:00:00+02:00">2024-04-26T10:00+02:00</date>',
        '<date type="modified">2024</date>',
        '<availability status="restricted"><licence target="https://licences.example/by">https://licences.example/by'
        "</licence></availability>",
        '<ref target="https://wood.example/owls">https://wood.example/owls</ref>',
        '<ref target="https://wood.example/owls?page=1">https://wood.example/owls?page=1</ref>',
        "</bibl>",
        "</sourceDesc>",
        "</fileDesc>",
        "<profileDesc>",
        "<abstract><p>Who hunts whom.</p></abstract>",
        '<langUsage><language ident="en"/></langUsage>',
        '<textClass><keywords><term type="category">Nature</term><term type="tag">owls</term></keywords></textClass>',
        "</profileDesc>",
        "</teiHeader>",
        '<text xml:lang="en">',
        "<body>",
        "<div>",
        "</div>",
        "</body>",
        "</text>",
        "</TEI>",
    ]


@given(TREES)
def test_valid_and_the_words_are_those_of_the_tree(tree: Tree) -> None:
    assert shown_words(to_tei(tree, NOTHING)) == words_of(tree)


@given(METADATA, st.none() | ADDRESSES)
def test_header_is_valid(metadata: Metadata, url: str | None) -> None:
    document = etree.fromstring(to_tei((), metadata, url).encode())
    assert SCHEMA.validate(document), SCHEMA.error_log
    assert document.find(f"{TEI}teiHeader") is not None
