"""README.md shows what the code does today, and everything that the documents point to exists.

    python tests/test_readme.py    write the outputs of today into README.md

Python blocks run one after another with the same names. In console blocks `cleanpage` is run. A block
whose info line names a file quotes from it. `[…]` stands for what is left out.
"""

from __future__ import annotations

import contextlib
import dataclasses
import doctest
import functools
import io
import os
import re
import shlex
import subprocess
import sys
import typing
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import cleanpage
from cleanpage.blocks import Format, Kind, Overrule, Restore, Sort
from cleanpage.cli.arguments import build_parsers
from cleanpage.crawl.files.sources import MAX_PAGE_BYTES
from cleanpage.decode.charsets import LANGUAGES
from cleanpage.explain import line_runs
from cleanpage.explain import sorts as sorter
from cleanpage.features import NAMES
from cleanpage.metadata import reading_time
from cleanpage.metadata.dump import headline as dump_headline
from cleanpage.metadata.dump import related_items, surroundings
from cleanpage.score.weights import load_weights
from cleanpage.select import selector
from cleanpage.select.rules import comments, notices, posts, related, repeats, rule, table
from cleanpage.select.rules.articles import ends, headline, next_articles, standfirst
from cleanpage.select.rules.dumps import islands, scripts, signatures, teasers
from cleanpage.select.rules.units import headings as unit_headings
from cleanpage.select.rules.units import lists as unit_lists
from cleanpage.select.rules.units import quotes as unit_quotes
from cleanpage.select.rules.units import rows as unit_rows
from cleanpage.select.rules.units import tables as unit_tables
from cleanpage.select.rules.units import wholes
from cleanpage.tokenize.text import cutting as line_cutting
from cleanpage.tokenize.text import wrapping as line_wrapping
from cleanpage.words.languages import stopwords
from cleanpage.words.lexicon import MAX_CUE_WORDS
from paths import ROOT

README = ROOT / "README.md"
FOLDERS = ("docs", "fixtures", "benchmarks", "examples")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(path for folder in FOLDERS for path in ROOT.glob(f"{folder}/**/*.md"))])
LEFT_OUT = "[…]"
EXTRAS_SHARES = ("MAX_BOX_SHARE", "MAX_CAPTION_SHARE")
ARTICLE_NUMBERS = (
    f"{next_articles.NEXT_H1_SHARE} (NEXT_H1_SHARE)",
    f"{next_articles.OWN_H1_SHARE} (OWN_H1_SHARE)",
    f"{repeats.MIN_NEAR_WORDS} words (MIN_NEAR_WORDS)",
    f"{repeats.NEAR_SHARE} (NEAR_SHARE)",
    f"{comments.REST_SCORE} (REST_SCORE)",
    f"{comments.MIN_REST_WORDS} (MIN_REST_WORDS)",
    f"{comments.MIN_SHORT_WORDS} (MIN_SHORT_WORDS)",
    f"{comments.MIN_REST_SHARE} (MIN_REST_SHARE)",
    f"{ends.BELOW_SCORE} (BELOW_SCORE)",
    f"{ends.CORE_SHARE} (CORE_SHARE)",
    f"{ends.LIKELY_SCORE} (LIKELY_SCORE)",
    f"{ends.MIN_CORE_WORDS} (MIN_CORE_WORDS)",
    f"{standfirst.MAX_STANDFIRST_BLOCKS} (MAX_STANDFIRST_BLOCKS)",
    f"{standfirst.STANDFIRST_SHARE} (STANDFIRST_SHARE)",
    f"{standfirst.MAX_STANDFIRST_LINKS} (MAX_STANDFIRST_LINKS)",
)
UNIT_NUMBERS = (
    f"{unit_tables.MIN_ROWS} rows (MIN_ROWS) and {unit_tables.MIN_CELLS} filled cells (MIN_CELLS)",
    f"{unit_tables.MIN_REGULAR_SHARE} (MIN_REGULAR_SHARE)",
    f"{unit_tables.MIN_HEADED_ROWS} rows (MIN_HEADED_ROWS) and {unit_tables.MIN_HEADED_CELLS} cells (MIN_HEADED_CELLS)",
    f"{unit_tables.MAX_MEAN_CHARS} characters (MAX_MEAN_CHARS) in a mean cell",
    f"{unit_tables.MAX_CELL_CHARS} (MAX_CELL_CHARS) in the largest",
    f"{unit_tables.MAX_LINK_SHARE} (MAX_LINK_SHARE)",
    f"{unit_lists.MIN_ITEMS} items (MIN_ITEMS)",
    f"{unit_lists.MAX_MEAN_CHARS} characters (MAX_MEAN_CHARS)",
    f"{unit_lists.MAX_LIST_LINKS} (MAX_LIST_LINKS)",
    f"{unit_lists.ORDERED_SHARE} of its words (ORDERED_SHARE)",
    f"{unit_lists.DEFINITIONS_SHARE} of its words (DEFINITIONS_SHARE)",
    f"{unit_rows.MIN_ROWS} (MIN_ROWS)",
    f"{unit_rows.MAX_ROW_CHARS} characters (MAX_ROW_CHARS)",
    f"{unit_rows.ROWS_SHARE} of its words (ROWS_SHARE)",
    f"{unit_quotes.QUOTE_SHARE} of its words (QUOTE_SHARE)",
    f"{unit_quotes.MAX_SOURCE_CHARS} characters (MAX_SOURCE_CHARS)",
    f"{unit_headings.MAX_EMPTY_SCORE} (MAX_EMPTY_SCORE)",
    f"{unit_headings.MAX_EMPTY_SHARE} (MAX_EMPTY_SHARE)",
    f"{unit_headings.MAX_HEADING_WORDS} words (MAX_HEADING_WORDS)",
    f"{wholes.MIN_AMID_WORDS} words (MIN_AMID_WORDS)",
)
SELECTOR_NUMBERS = (
    "MIN_EXPECTED_F1",
    "DOUBTFUL_F1",
    "MIN_DOUBTFUL_WORDS",
    "LIKELY_SCORE",
    "MIN_LIKELY_WORDS",
    "MIN_RECALLED_F1",
    "NO_CONTENT_CONFIDENCE",
    "SHARPEN",
    "MIN_SURE_SHARE",
    "SURE_SCORE",
)
LAYOUT_NUMBERS = (
    f"{line_wrapping.MIN_WIDTH} (MIN_WIDTH) to {line_wrapping.MAX_WIDTH} (MAX_WIDTH) columns",
    f"{line_wrapping.OVER_COST} (OVER_COST)",
    f"{line_wrapping.MIN_FULL_LINES} lines (MIN_FULL_LINES)",
    f"{line_wrapping.MIN_FULL_SHARE} (MIN_FULL_SHARE)",
    f"{line_wrapping.NEAR_WIDTH} (NEAR_WIDTH)",
    f"{line_wrapping.NARROW_WIDTH} (NARROW_WIDTH)",
    f"{line_wrapping.MIN_NARROW_SHARE} (MIN_NARROW_SHARE)",
    f"{line_wrapping.MAX_LONG_SHARE} (MAX_LONG_SHARE)",
    f"{line_wrapping.MIN_DISTINCT_SHARE} (MIN_DISTINCT_SHARE)",
    f"{line_cutting.MIN_MEAN_CHARS} characters (MIN_MEAN_CHARS)",
    f"{line_cutting.MIN_CUT_CHARS} characters (MIN_CUT_CHARS)",
    f"{line_cutting.MAX_ABBREVIATION} letters (MAX_ABBREVIATION)",
    f"{line_cutting.MENU_WORDS} capitalised words (MENU_WORDS)",
    f"{line_cutting.BEGUN_WORDS}th word (BEGUN_WORDS)",
    f"{line_cutting.MENU_WORDS_IN_PROSE} (MENU_WORDS_IN_PROSE)",
)
SORT_NUMBERS = (
    f"{sorter.BOX_LINES} lines (BOX_LINES)",
    f"{sorter.TAG_LINES} (TAG_LINES) of {sorter.TAG_WORDS} words (TAG_WORDS)",
    f"{sorter.HEADLINE_WORDS} words (HEADLINE_WORDS)",
    f"{sorter.MENU_WORDS} words (MENU_WORDS)",
    f"{sorter.MIN_COUNTED} numbers of comments (MIN_COUNTED)",
    f"{line_runs.LIST_DATES} date lines (LIST_DATES)",
    f"{line_runs.ITEM_LINES} lines (ITEM_LINES)",
    f"{line_runs.MENU_LINES} short lines (MENU_LINES)",
    f"{line_runs.THREAD_POSTS} or more (THREAD_POSTS)",
)
METADATA_NUMBERS = (
    f"{dump_headline.HEAD_LINES} (HEAD_LINES)",
    f"{surroundings.OPENING_LINES} paragraphs (OPENING_LINES)",
    f"{reading_time.MAX_MINUTES} (MAX_MINUTES)",
    f"{related_items.MIN_DATED} times (MIN_DATED)",
    f"{related_items.MAX_PERIOD} lines (MAX_PERIOD)",
)
DUMP_NUMBERS = (
    f"{scripts.MIN_SCRIPT_CHARS} characters (MIN_SCRIPT_CHARS)",
    f"{scripts.MIN_SCRIPT_MARKS} (MIN_SCRIPT_MARKS)",
    f"{teasers.MIN_PROSE_WORDS} words (MIN_PROSE_WORDS)",
    f"{teasers.PROSE_SCORE} (PROSE_SCORE)",
    f"{teasers.PROSE_LINE_WORDS} words (PROSE_LINE_WORDS)",
    f"{teasers.MIN_TEASERS} lines (MIN_TEASERS)",
    f"{teasers.MIN_TEASER_WORDS} (MIN_TEASER_WORDS) to {teasers.MAX_TEASER_WORDS} (MAX_TEASER_WORDS)",
    f"{teasers.TEASER_SCORE} (TEASER_SCORE)",
    f"{teasers.MAX_BETWEEN_WORDS} words (MAX_BETWEEN_WORDS)",
    f"{teasers.OTHER_TOLL} (OTHER_TOLL)",
    f"{rule.ONE_ARTICLE_SHARE} (ONE_ARTICLE_SHARE)",
    f"{rule.ONE_ARTICLE_SCORE} (ONE_ARTICLE_SCORE)",
    f"{signatures.MAX_SIGNED_WORDS} words (MAX_SIGNED_WORDS)",
    f"{signatures.MAX_SIGNED_CHARS} characters (MAX_SIGNED_CHARS)",
    f"{signatures.MIN_SIGNATURES} (MIN_SIGNATURES)",
    f"{signatures.MAX_ITEM_LINES} lines (MAX_ITEM_LINES)",
    f"{signatures.MIN_TEXT_WORDS} words (MIN_TEXT_WORDS)",
    f"{signatures.MIN_TEXT_SHARE} (MIN_TEXT_SHARE)",
    f"{signatures.MIN_TEXT_SHARE_CUED} (MIN_TEXT_SHARE_CUED)",
    f"{signatures.MIN_TEXT_SHARE_HEADED} (MIN_TEXT_SHARE_HEADED)",
    f"{signatures.HEADING_LINES} lines (HEADING_LINES)",
    f"{signatures.MAX_COUNT_WORDS} words (MAX_COUNT_WORDS)",
    f"{related.MAX_HEADING_WORDS} words (MAX_HEADING_WORDS)",
    f"{related.HEADING_SCORE} (HEADING_SCORE)",
    f"{related.MAX_RELATED_LINES} lines (MAX_RELATED_LINES)",
    f"{related.RELATED_SCORE} (RELATED_SCORE)",
    f"{related.RESUMING_WORDS} words (RESUMING_WORDS)",
    f"{related.RESUMING_SCORE} (RESUMING_SCORE)",
    f"{posts.MAX_SIGNATURE_WORDS} words (MAX_SIGNATURE_WORDS)",
    f"{posts.MAX_POST_LINES} lines (MAX_POST_LINES)",
    f"{posts.MAX_POST_CHARS} characters (MAX_POST_CHARS)",
    f"{posts.POST_SCORE} (POST_SCORE)",
    f"{islands.ISLAND_SCORE} (ISLAND_SCORE)",
    f"{islands.MAX_ISLAND_SHARE} (MAX_ISLAND_SHARE)",
    f"{islands.MIN_GAP_LINES} dropped lines (MIN_GAP_LINES)",
    f"{islands.MAX_GAP_SCORE} (MAX_GAP_SCORE)",
)
COLUMNS = "110"
"""Width of the tables in README.md."""

_FENCE = re.compile(r"(?m)^```(\w+) ?([^\n]*)\n((?:.*\n)*?)```$")


def _trees(format: Format) -> int:
    return len(load_weights(format).trees)


def _exits(format: Format) -> list[str]:
    return [" | ".join(map(str, (_trees(format), *exit))) for exit in load_weights(format).exits]


class Fence(NamedTuple):
    """A fenced block."""

    language: str
    info: str
    body: str
    line: int


def fences(text: str) -> list[Fence]:
    return [
        Fence(match[1], match[2], match[3], text.count("\n", 0, match.start()) + 1) for match in _FENCE.finditer(text)
    ]


def same(shown: str, got: str) -> bool:
    """Return whether `got` is what is shown, with anything where `[…]` stands."""
    first, *pieces = shown.split(LEFT_OUT)
    if not pieces:
        return shown == got
    last = pieces.pop()
    if not got.startswith(first) or not got.endswith(last) or len(got) < len(first) + len(last):
        return False
    start, stop = len(first), len(got) - len(last)
    for piece in pieces:
        found = got.find(piece, start, stop)
        if found < 0:
            return False
        start = found + len(piece)
    return True


def refreshed(fence: Fence, names: dict[str, Any]) -> str:
    """Return the body of a fence with the outputs of today in place of those that differ."""
    if fence.language == "python":
        return _refreshed_python(fence, names)
    if fence.language == "console":
        return _refreshed_console(fence.body)
    if fence.info:
        quoted = (ROOT / fence.info).read_text("utf-8")
        return fence.body if same(fence.body, quoted) else quoted
    return fence.body


def _refreshed_python(fence: Fence, names: dict[str, Any]) -> str:
    pieces = doctest.DocTestParser().parse(fence.body)
    if not any(isinstance(piece, doctest.Example) for piece in pieces):
        exec(compile("\n" * fence.line + fence.body, README, "exec"), names)
        return fence.body
    written = []
    for piece in pieces:
        if isinstance(piece, str):
            written.append(piece)
            continue
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            exec(compile(piece.source, README, "single"), names)
        first, *more = piece.source.rstrip("\n").split("\n")
        source = [f">>> {first}", *[f"... {line}".rstrip() for line in more]]
        got = output.getvalue()
        written += ["\n".join(source) + "\n", piece.want if same(piece.want, got) else got]
    return "".join(written)


def _refreshed_console(body: str) -> str:
    written = []
    for part in re.split(r"(?m)^\$ ", body)[1:]:
        command, _, shown = part.partition("\n")
        program, *arguments = shlex.split(command)
        assert program == "cleanpage", f"{command}: only cleanpage is run here"
        environment = os.environ | {
            "COLUMNS": COLUMNS,
            "PYTHONPATH": str(Path(cleanpage.__file__).parents[1]),
        }
        run = subprocess.run(
            [sys.executable, "-m", "cleanpage", *arguments],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        got = run.stdout.decode("utf-8")
        written.append(f"$ {command}\n{shown if same(shown, got) else got}")
    return "".join(written)


@functools.cache
def run_fences() -> tuple[list[tuple[Fence, str]], dict[str, Any]]:
    """Return README.md's fences, each with its body of today, and the names that its Python blocks define."""
    names: dict[str, Any] = {}
    with contextlib.chdir(ROOT):
        return [(fence, refreshed(fence, names)) for fence in fences(README.read_text("utf-8"))], names


@pytest.mark.parametrize(
    "number",
    [pytest.param(n, id=f"{f.language}-line-{f.line}") for n, f in enumerate(fences(README.read_text("utf-8")))],
)
def test_readme_shows_todays_output(number: int) -> None:
    fence, today = run_fences()[0][number]
    assert fence.body == today, "if this is right, run python tests/test_readme.py"


@pytest.mark.parametrize(
    ("shown", "got", "expected"),
    [
        pytest.param("a\n", "a\n", True, id="equal"),
        pytest.param("a\n", "a\nb\n", False, id="more"),
        pytest.param("a […] d […]\n", "a b c d e\n", True, id="left-out"),
        pytest.param("a […] d […] c\n", "a b d c\n", False, id="overlap"),
        pytest.param("a […] c […] b […]\n", "a b c e\n", False, id="order"),
        pytest.param("[…]b\n", "a\n", False, id="end"),
    ],
)
def test_same(shown: str, got: str, expected: bool) -> None:
    assert same(shown, got) is expected


@pytest.mark.parametrize(
    "code",
    [
        pytest.param(fence.body, id=f"{document.name}-line-{fence.line}")
        for document in DOCUMENTS
        if document != README
        for fence in fences(document.read_text("utf-8"))
        if fence.language == "python"
    ],
)
def test_code_in_other_documents_prints_a_figure(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(code, "document", "exec"), {})
    assert re.search(r"\d", capsys.readouterr().out)


def test_shell_commands_have_a_meaning() -> None:
    commands = [
        (command[1], command[2])
        for fence in fences(README.read_text("utf-8"))
        if fence.language in ("sh", "console")
        for command in re.finditer(r"\bcleanpage (extract|metadata)\b([^|>#\n]*)", fence.body)
    ]
    assert len(commands) > 5
    parsers = build_parsers()[1]
    for name, arguments in commands:
        parsers[name].parse_intermixed_args(shlex.split(arguments))


@pytest.mark.parametrize(
    "names",
    [
        pytest.param([field.name for field in dataclasses.fields(cleanpage.Page)], id="Page"),
        pytest.param([field.name for field in dataclasses.fields(cleanpage.Metadata)], id="Metadata"),
        pytest.param([field.name for field in dataclasses.fields(cleanpage.Counters)], id="Counters"),
        pytest.param([field.name for field in dataclasses.fields(cleanpage.Options)], id="Options"),
        pytest.param(cleanpage.PageBlock._fields, id="PageBlock"),
        pytest.param(typing.get_args(Sort)[1:], id="sorts"),
        pytest.param(typing.get_args(Kind), id="kinds"),
        pytest.param([field.name for field in dataclasses.fields(cleanpage.RelatedItem)], id="RelatedItem"),
        pytest.param((*typing.get_args(Overrule), *typing.get_args(Restore)), id="overrules"),
    ],
)
def test_readme_names_every_field(names: Sequence[str]) -> None:
    text = README.read_text("utf-8")
    assert [name for name in names if f"`{name}`" not in text] == []


@pytest.mark.parametrize(
    ("document", "statement"),
    [
        ("README.md", f"{len(NAMES['html'])} numbers on a block of HTML, {len(NAMES['text'])} on a line"),
        ("README.md", f"the {len(list(ROOT.glob('fixtures/pages/*')))} fixtures"),
        ("README.md", f"{MAX_PAGE_BYTES // 2**20} MiB"),
        ("docs/algorithm.md", f"{len(NAMES['html'])} for one of HTML, {len(NAMES['text'])} for a line of a text dump"),
        ("docs/algorithm.md", f"{_trees('html')} trees for HTML and {_trees('text')} for text dumps"),
        *[("docs/algorithm.md", f"| HTML | {exit} |") for exit in _exits("html")],
        *[("docs/algorithm.md", f"| text dump | {exit} |") for exit in _exits("text")],
        *[("docs/algorithm.md", f"{getattr(selector, name)} ({name})") for name in SELECTOR_NUMBERS],
        *[("docs/algorithm.md", number) for number in UNIT_NUMBERS],
        ("docs/algorithm.md", f"{repeats.MIN_REPEAT_WORDS} words (MIN_REPEAT_WORDS)"),
        ("docs/algorithm.md", f"{MAX_CUE_WORDS} words (MAX_CUE_WORDS)"),
        ("docs/algorithm.md", f"{related.MAX_RELATED_LINKS} blocks (MAX_RELATED_LINKS)"),
        ("docs/algorithm.md", f"{related.RELATED_LINK_SHARE} (RELATED_LINK_SHARE)"),
        ("docs/algorithm.md", f"{headline.HEADLINE_SHARE} (HEADLINE_SHARE)"),
        *[("docs/algorithm.md", f"{getattr(table, name)} ({name})") for name in EXTRAS_SHARES],
        ("docs/algorithm.md", f"{notices.MAX_COPYRIGHT_WORDS} words (MAX_COPYRIGHT_WORDS)"),
        ("docs/algorithm.md", f"{notices.MAX_AD_WORDS} words (MAX_AD_WORDS)"),
        ("docs/algorithm.md", f"{next_articles.MIN_ARTICLE_WORDS} kept words (MIN_ARTICLE_WORDS)"),
        ("docs/algorithm.md", f"{standfirst.MIN_STANDFIRST_WORDS} words (MIN_STANDFIRST_WORDS)"),
        *[("docs/algorithm.md", f"| `{name}` |") for name in typing.get_args(Overrule)],
        *[
            ("docs/algorithm.md", number)
            for number in (*LAYOUT_NUMBERS, *ARTICLE_NUMBERS, *DUMP_NUMBERS, *SORT_NUMBERS, *METADATA_NUMBERS)
        ],
        ("README.md", f"{line_wrapping.MIN_WIDTH} to {line_wrapping.MAX_WIDTH} columns"),
        ("README.md", f"at most {related_items.MAX_ITEMS}"),
        ("docs/algorithm.md", f"{len(stopwords())} languages' lists"),
        ("docs/algorithm.md", f"{len(LANGUAGES)} language entries"),
    ],
    ids=lambda value: value.replace(" ", "-"),
)
def test_numbers_are_those_of_the_code(document: str, statement: str) -> None:
    text = (ROOT / document).read_text("utf-8").replace("−", "-")
    assert statement in " ".join(text.split())


def test_algorithm_names_every_feature() -> None:
    text = (ROOT / "docs/algorithm.md").read_text("utf-8")
    names = {name for format in NAMES.values() for name in format}
    assert sorted(name for name in names if f"`{name}`" not in text) == []


def anchors(text: str) -> set[str]:
    """Return the anchors that GitHub gives the headings of a document."""
    headings = re.findall(r"(?m)^#+ (.+)$", text)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def is_benchmark(package: str, name: str) -> bool:
    """Return whether there is such a command: a package with one benchmark, or one that has it by this name."""
    folder = ROOT / "benchmarks" / package
    if not folder.is_dir():
        return folder.with_suffix(".py").exists()
    text = (folder / "__main__.py").read_text("utf-8")
    return "MODULES" not in text or f'"{name}": ' in text


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_and_commands_point_to_something(document: Path) -> None:
    text = document.read_text("utf-8")
    missing = []
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        path, _, anchor = link.partition("#")
        if "://" in path:
            continue
        target = document.parent / path if path else document
        if not target.exists() or (anchor and anchor not in anchors(target.read_text("utf-8"))):
            missing.append(link)
    makefile = (ROOT / "Makefile").read_text("utf-8")
    missing += [
        script
        for script in re.findall(r"python ((?:benchmarks|tests)/[\w/]+\.py)", text)
        if not (ROOT / script).exists()
    ]
    missing += [
        " ".join(words)
        for words in re.findall(r"(?:python -m |`)benchmarks\.(\w+)(?: ([a-z-]+))?", text)
        if not is_benchmark(*words)
    ]
    missing += [
        f"make {target}"
        for target in re.findall(r"\bmake (\w+)(?= *[`#]| \w+=)", text)
        if not re.search(rf"(?m)^{target}:", makefile)
    ]
    assert missing == []


def refresh() -> None:
    """Write the outputs of today into README.md, quotations excepted."""
    text = README.read_text("utf-8")
    for fence, today in run_fences()[0]:
        if fence.body != today:
            print(f"README.md:{fence.line}: {fence.language} has changed")
            text = text.replace(fence.body, today)
    README.write_text(text, "utf-8")


if __name__ == "__main__":
    refresh()
