"""What options ask of the text and the formats: `headline`, `keep` and `drop`, from the page to what is written."""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cleanpage import Options, Page, extract, extract_batch
from cleanpage.cli.command import main
from cleanpage.engines.pages import Dump, PageReader
from cleanpage.pipeline import extract_with_tree

PROSE = "The owls of the old mill hunt at night, and most of them alone, as their parents did before them. "
BOX = "The keeper sells mugs with owls on them at the gate of the old mill in summer."
TABLE = "<table><tr><th>Year<th>Owls<tr><td>2023<td>4<tr><td>2024<td>7</table>"
PAGE = f"""<title>Seven owls counted in the old mill</title><meta property=og:type content=article>
<meta name=author content="Ada Bird"><meta property=article:published_time content=2024-05-03T08:00:00Z>
<nav><a href=/>Home</a> <a href=/news>News</a></nav><article><h1>Seven owls counted in the old mill</h1>
<p class=lead>{PROSE * 2}<p id=second>Nobody knows when the first of them came to the barn, nor who let them in.
{TABLE}<p>{PROSE.replace("owls", "mice")}</article><aside class="box ad"><p>{BOX} <b class=price>Seven pounds</b>
each.</p></aside>"""
TITLE = "Seven owls counted in the old mill"
URL = "https://owls.example/may"

WRITTEN: dict[str, Callable[[Page], str]] = {
    "text": lambda page: page.text,
    "markdown": lambda page: page.to_markdown(),
    "html": lambda page: page.to_html(),
    "document": lambda page: page.to_html(document=True).partition("<body>")[2],
    "tei": lambda page: page.to_tei().partition("<body>")[2],
    "json": lambda page: str(page.to_dict(tree=True)["tree"]),
}
each_format = pytest.mark.parametrize("write", [pytest.param(write, id=name) for name, write in WRITTEN.items()])


def page_of(**options: object) -> Page:
    return extract(PAGE, url=URL, options=Options(**options))  # type: ignore[arg-type]


def test_the_page_without_options() -> None:
    page = page_of()
    assert TITLE not in page.text
    assert BOX not in page.text
    assert "Nobody knows" in page.text


@each_format
def test_headline_first(write: Callable[[Page], str]) -> None:
    written = write(page_of(headline=True))
    assert written.count(TITLE) == 1
    assert written.index(TITLE) < written.index("The owls")


@pytest.mark.parametrize("headline", [None, False])
@each_format
def test_headline_where_nothing_is_said_and_nowhere(write: Callable[[Page], str], headline: bool | None) -> None:
    written = write(page_of(headline=headline))
    assert (TITLE in written) == ("<header>" in written) == (write is WRITTEN["document"] and headline is None)


def test_a_document_shows_authors_and_date_with_the_headline() -> None:
    for headline in (None, True):
        assert (
            f"<article>\n<header>\n<h1>{TITLE}</h1>\n<p>Ada Bird</p>\n"
            '<p><time datetime="2024-05-03T08:00:00Z">2024-05-03</time></p>\n</header>\n<p>The owls'
        ) in page_of(headline=headline).to_html(document=True)


@each_format
def test_keep(write: Callable[[Page], str]) -> None:
    written = write(page_of(keep=("aside.box",)))
    assert BOX in written
    assert "Seven pounds" in written


@each_format
def test_drop(write: Callable[[Page], str]) -> None:
    written = write(page_of(drop=("article > #second", "table")))
    assert "Nobody knows" not in written
    assert "2023" not in written
    assert "The owls" in written


def test_reasons_name_the_options() -> None:
    page = page_of(keep=("aside",), drop=("#second",))
    (kept,) = [block for block in page.blocks if BOX in block.text]
    (dropped,) = [block for block in page.blocks if "Nobody knows" in block.text]
    assert (kept.label, kept.overrule) == ("content", "option")
    assert kept.reason.startswith("kept as a selector in the options asks: score 0.")
    assert (dropped.label, dropped.overrule) == ("boilerplate", "option")
    assert dropped.reason.startswith("dropped as a selector in the options asks: score 0.")
    assert dropped.sort


def test_all_can_be_dropped_and_kept() -> None:
    nothing = page_of(drop=("body",), headline=True)
    assert (nothing.status, nothing.text, nothing.tree) == ("no_content", "", ())
    assert {block.label for block in page_of(keep=("*",)).blocks} == {"content"}


def test_a_page_without_content_has_what_is_to_be_kept() -> None:
    wall = "<title>Owls</title><p>Sign in</p><p>Home</p><p id=teaser>Seven owls."
    assert extract(wall).status == "no_content"
    page = extract(wall, options=Options(keep=("#teaser",)))
    assert (page.status, page.text) == ("ok", "Seven owls.")
    assert "nothing on the page is kept for its score" in page.blocks[-1].reason


def test_text_dumps_have_no_elements() -> None:
    dump = f"Seven owls counted in the old mill\n\n{PROSE * 2}\n\nNobody knows when the first of them came to the barn."
    plain = extract(dump, input_format="text")
    assert extract(dump, input_format="text", options=Options(keep=("*",), drop=("p",))) == plain
    headed = extract(dump, input_format="text", options=Options(headline=True, embeds=True))
    title = plain.metadata.title or ""
    assert headed.text.startswith(title)
    assert headed.text.count(title) == 1


@pytest.mark.parametrize("dump", ["", "<p>", "<!-- -->", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "<script>x</script>"])
def test_pages_without_text(dump: bytes | str) -> None:
    options = Options(headline=True, embeds=True, keep=("*",), drop=("p",))
    page = extract(dump, options=options, input_format="html")
    assert page.text == page.to_markdown() == page.to_html() == ""


def test_metadata_alone_are_the_same() -> None:
    options = Options(headline=True, embeds=True, keep=("aside",), drop=("p",))
    assert extract(PAGE, options=options, metadata_only=True).metadata == extract(PAGE, metadata_only=True).metadata


def test_a_page_that_is_cut() -> None:
    page = extract(PAGE, options=Options(keep=("aside", "nav"), drop=("#second",), max_blocks=5))
    assert page.status == "partial"
    assert page.text.startswith("Home")
    assert "Nobody knows" not in page.text
    assert BOX not in page.text


def test_the_tree_of_one_parse_is_that_of_the_page() -> None:
    options = Options(headline=True, embeds=True, keep=("aside",), drop=("#second",))
    page, tree = extract_with_tree(PAGE, url=URL, options=options)
    assert tree == page.tree == extract(PAGE, url=URL, options=options).tree


def test_in_other_processes() -> None:
    options = Options(headline=True, embeds=True, keep=("aside",), drop=("#second", "li > a ~ b"))
    assert pickle.loads(pickle.dumps(options)) == options
    (page,) = extract_batch([(PAGE, URL)], jobs=1, options=options)
    assert page == extract(PAGE, url=URL, options=options)
    (written,) = extract_batch([(PAGE, URL)], jobs=1, options=options, apply=Page.to_markdown)
    assert written.startswith(f"# {TITLE}\n\n")
    assert BOX in written


def test_in_engines() -> None:
    reader = PageReader(
        headline=True, keep_elements=("aside",), drop_elements=("#second",), deadline_s=None, memory_bytes=None
    )
    text = reader.row(Dump(PAGE, URL))["text"]
    assert text.startswith(TITLE)
    assert BOX in text
    assert "Nobody knows" not in text


def test_in_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    arguments = ["--keep", "aside.box, form", "--drop", "#second", "--drop", "table", "--headline", "--quiet"]
    assert main(["extract", *arguments, str(tmp_path / "page.html")]) == 0
    written = capsys.readouterr().out
    assert written.startswith(f"{TITLE}\nThe owls")
    assert BOX in written
    assert "Nobody knows" not in written
    assert "2023" not in written
    assert main(["extract", "--format", "html", "--no-headline", "--no-embeds", str(tmp_path / "page.html")]) == 0
    assert "<header>" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["--keep", "p >"], "argument --keep: 'p >' is not possible; its end is missing", id="keep"),
        pytest.param(["--drop", "a:hover"], "argument --drop: 'a:hover' is not possible", id="drop"),
        pytest.param(["--drop", "a"] * 101, "argument --drop: pass at most 100 selectors", id="many"),
    ],
)
def test_the_command_names_a_selector_that_is_none(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", *arguments, "page.html"]) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    "unit",
    [
        pytest.param("<div>" * 150 + "owl" + "</div>" * 150, id="nested"),
        pytest.param("<p>owl", id="short-blocks"),
        pytest.param(f"<p>{PROSE}", id="prose"),
        pytest.param("<blockquote class=twitter-tweet><lite-youtube>", id="posts-in-posts"),
    ],
)
def test_hostile_pages(unit: str) -> None:
    """A megabyte of them takes little more with selectors than without."""
    page = (unit * (1_000_000 // len(unit)))[:1_000_000]
    seconds = []
    for options in (Options(), Options(keep=("* * * *", "div ~ div div"), drop=("p + p ~ p",), embeds=True)):
        start = time.process_time()
        extract(page, options=options)
        seconds.append(time.process_time() - start)
    assert seconds[1] < 3 * seconds[0] + 1
