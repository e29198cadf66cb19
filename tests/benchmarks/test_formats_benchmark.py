from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from benchmarks.formats import words as formats
from benchmarks.formats.words import (
    COUNTED,
    INVALID,
    MARK,
    check,
    check_page,
    difference,
    difference_but_marks,
    main,
    sample,
    text_of_html,
    text_of_markdown,
    text_of_tei,
    text_of_tree,
)
from benchmarks.pages.corpus import LabelledPage
from lxml import etree

import cleanpage
from cleanpage.formats.tei.writer import to_tei
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

HTML = (
    "<article><h1>Owls of the old wood</h1><p>The warden <b>counted</b> seven <a href='/owls'>owls</a> in May, more "
    "than in any of the ten years before that.</p><table><tr><th>Year<th>Owls<tr><td>2023<td>4<tr><td>2024<td>7"
    "</table><p><img src=owl.png alt='An owl'>She listens for them after sunset, from a hut at the edge of the "
    "clearing, and writes down every call.</p></article>"
)


def word(text: str) -> tuple[Inline, ...]:
    return (Text(text),)


def p(text: str) -> Paragraph:
    return Paragraph(word(text))


TREE: Tree = (
    Heading(1, word("a")),
    Paragraph((Text("b"), Span("emphasis", word("c")), LineBreak(), Anchor("https://a.example/", word("d")))),
    Paragraph((Text("e"), Picture("https://a.example/b.png", "no word"), Formula("x^2"), NoteMark("1", "n"))),
    Listing((Item((p("f"),)), Item((p("g"),)))),
    Definitions((Definition(True, (p("h"),)), Definition(False, (p("i"),)))),
    Quote((p("j"),)),
    Code("k\nl"),
    Table(((Cell((p("m"),)), Cell((p("n"),))),), word("o")),
    Figure((Illustration(Picture("https://a.example/b.png", "no word")), p("q")), word("r")),
    Media("https://a.example/no-word"),
    Rule(),
    Details(word("s"), (p("t"),)),
    Note("n", (p("u"),)),
)
WORDS = "a bc d ex 21 f g h i j k l o m n q r s t u"


def page_of(dump: bytes | str, variant: str = "html") -> LabelledPage:
    return LabelledPage(
        id="p1",
        set="s",
        domain="",
        url="https://owls.example/",
        lang="en",
        page_type="article",
        variant=variant,
        dump=dump,
        gold_text=None,
    )


def words(text: str) -> str:
    return " ".join(formats._WORD.findall(text.replace(MARK, "")))


def test_text_of_tree_has_the_words_in_order() -> None:
    assert words(text_of_tree(TREE)) == WORDS


def test_text_of_tei_has_no_alternative_texts() -> None:
    assert words(text_of_tei(etree.fromstring(to_tei(TREE, Metadata())))) == WORDS


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param("<p>a<b>b</b><strong>c</strong></p>", "a b c", id="unknown-element"),
        pytest.param("<p>a<strong>b</strong></p><p>c<br>d</p>", "ab c d", id="blocks-and-lines"),
        pytest.param("<p>a<img src=b alt=c>d</p>", "ad", id="picture"),
        pytest.param('<figure class="media"><a href="b">b</a></figure><p>a</p>', "a", id="media"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_text_of_html(html: str, expected: str) -> None:
    assert words(text_of_html(html)) == expected


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        pytest.param("# a\n\nb*c*  \nd [e](/f)", "a bc d e", id="running"),
        pytest.param("| a | b |\n| --- | --- |\n| c<br>d | `e` |", "a b c d e", id="table"),
        pytest.param("a<sup>b</sup> <sub>c</sub>", "ab c", id="raised"),
        pytest.param("a <i>b</i>", "a i b i", id="html-is-found"),
        pytest.param("<div>\na\n</div>", "div a div", id="block-of-html-is-found"),
        pytest.param("![a](/b)\n\n<https://a.example/>\n\nc", "c", id="pictures-and-media"),
        pytest.param("a $b$\n\n$$\nc\n$$\n\n```python\nd\n```", "a b c d", id="formulas-and-code"),
        pytest.param("a[^1] b\n\n[^1]: c", "a1 b c", id="note"),
        pytest.param("a\\_b \\*c &amp;", "a_b c", id="escapes"),
    ],
)
def test_text_of_markdown(markdown: str, expected: str) -> None:
    assert words(text_of_markdown(markdown)) == expected


@pytest.mark.parametrize(
    ("text", "other", "expected"),
    [
        pytest.param("a, b", "a\nb.", "", id="same"),
        pytest.param(f"a{MARK}1{MARK}", "a1", "", id="marks-are-part-of-words"),
        pytest.param("a b c", "a c", "word 2: 'a b c' is 'a c'", id="missing"),
        pytest.param("a", "a b", "word 2: 'a' is 'a b'", id="added"),
        pytest.param("a b", "b a", "word 1: 'a b' is 'b a'", id="order"),
        pytest.param("ab", "a b", "word 1: 'ab' is 'a b'", id="torn"),
    ],
)
def test_difference(text: str, other: str, expected: str) -> None:
    assert difference(text, other) == expected


@pytest.mark.parametrize(
    ("text", "other", "same"),
    [
        pytest.param(f"a{MARK}1{MARK} b", "a1 b", True, id="joined"),
        pytest.param(f"a{MARK}[1]{MARK} b", f"a{MARK}1{MARK} b", True, id="brackets"),
        pytest.param("a 1 b", f"a{MARK}1{MARK} b", True, id="apart"),
        pytest.param(f"a{MARK}1{MARK} b", f"a{MARK}1{MARK}b", True, id="behind-a-mark"),
        pytest.param(f"a{MARK}1{MARK} b c", "a1 bc", False, id="joined-elsewhere"),
        pytest.param(f"a{MARK}1{MARK} bc", "a1 b c", False, id="torn-elsewhere"),
        pytest.param(f"a{MARK}1{MARK} b", f"a{MARK}2{MARK} b", False, id="other-mark"),
        pytest.param(f"a{MARK}1{MARK} b", "a b", False, id="no-mark"),
        pytest.param(" a ", "a", True, id="ends"),
    ],
)
def test_difference_but_marks(text: str, other: str, same: bool) -> None:
    assert (difference_but_marks(text, other) == "") is same


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page_of(HTML.encode()), id="html"),
        pytest.param(page_of("Owls hunt at night.\n  • One\n  • Two\n", "wet"), id="text"),
        pytest.param(page_of(b""), id="empty"),
        pytest.param(page_of(b"%PDF-1.7\0"), id="binary"),
    ],
)
def test_check_finds_nothing(page: LabelledPage) -> None:
    assert check(page).problems == ()


@pytest.mark.parametrize(
    ("writer", "change", "kinds"),
    [
        pytest.param("text_of_tree", lambda text: text.replace("seven", ""), {"tree", "markdown"}, id="tree"),
        pytest.param("to_html", lambda text: text.replace("seven", "six"), {"html"}, id="html"),
        pytest.param("to_markdown", lambda text: text.replace("seven", "se ven"), {"markdown"}, id="markdown"),
        pytest.param("to_tei", lambda text: text.replace("seven", "six"), {"xml-tei"}, id="xml-tei"),
        pytest.param("to_tei", lambda text: text.replace("<body>", "<body n=''>"), {INVALID}, id="invalid"),
        pytest.param("to_tei", lambda text: text.replace("<body>", ""), {INVALID}, id="not-well-formed"),
    ],
)
def test_check_finds_what_a_writer_changes(
    monkeypatch: pytest.MonkeyPatch, writer: str, change: Callable[[str], str], kinds: set[str]
) -> None:
    original = getattr(formats, writer)
    monkeypatch.setattr(formats, writer, lambda *args, **settings: change(original(*args, **settings)))
    assert {problem.kind for problem in check(page_of(HTML)).problems} == kinds


def test_check_names_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "to_html", lambda tree, *, tables, **others: "" if tables else "<p>a</p>")
    problems = check_page(cleanpage.extract("<p>a"))
    assert [problem for problem in problems if "--no-tables" not in problem.detail] == []


def test_exceptions_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "to_markdown", lambda tree, **settings: 1 / 0)
    assert [problem.kind for problem in check(page_of(HTML)).problems] == ["exceptions"]


def test_sample_is_the_same_each_time() -> None:
    pages = [page_of(str(number)) for number in range(50)]
    chosen = [page.dump for page in sample(pages, 10)]
    assert len(set(chosen)) == 10
    assert chosen == [page.dump for page in sample(pages, 10)]
    assert list(sample(pages, None)) == pages


def test_main_on_fixtures(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "COST_ROUNDS", 1)
    assert main(["--pages", "3", "--jobs", "1"]) == 0
    head, counts, _, costs, shares = capsys.readouterr().out.split("\n")[:5]
    assert counts.split() == ["fixtures", "3", *["0"] * len(COUNTED)]
    # The last one is a difference, which chance can make anything on few pages.
    *formats_alone, _ = [float(share) for share in shares.split()[2:]]
    assert [share > 0 for share in formats_alone] == [True] * 4
    assert head.startswith("pages") and costs.startswith("% of")


def test_main_fails_with_what_it_finds(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "check_pages", lambda pages, pool: Counter({"pages": 9, "html": 2}))
    monkeypatch.setattr(formats, "costs", lambda pages: dict.fromkeys(formats.COSTS, 1.0))
    assert main(["--pages", "1", "--jobs", "1"]) == 1
    assert capsys.readouterr().out.split("\n")[1].split() == ["fixtures", "9", "0", "2", "0", "0", "0", "0"]


def test_main_says_that_there_is_no_schema(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "read_schema", lambda: None)
    monkeypatch.setattr(formats, "check_pages", lambda pages, pool: Counter(pages=1))
    monkeypatch.setattr(formats, "costs", lambda pages: dict.fromkeys(formats.COSTS, 1.0))
    assert main(["--pages", "1", "--jobs", "1"]) == 0
    out, err = capsys.readouterr()
    assert "not found" in out and "not found" in err
