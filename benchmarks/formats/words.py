"""Check on whole corpora that every format has the words of the text, and measure what the formats cost.

    python -m benchmarks.formats words                                      on the fixtures
    python -m benchmarks.formats words CORPUS.jsonl.xz ... --pages 400      on a sample of each corpus

Every page is extracted and written as a tree, HTML, Markdown and TEI, with and without links, images and tables. What
was written is parsed again by a reader of others (selectolax, markdown-it-py, lxml), and its words are compared with
those of `Page.text`, in their order; TEI is validated too. A page counts once for each format that differs: the first
words that do are named on standard error. The exit status is 1 if there is any violation, invalid TEI or exception.

Costs are CPU times in per cent of that of `extract`, sums over the pages, by `speed.timing.least_times`: of each format
from a page that was extracted, and of `extract_markdown`, which does both at once, on top of `extract`.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, Final, NamedTuple

from lxml import etree
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin
from selectolax.lexbor import LexborHTMLParser, LexborNode

import cleanpage
from benchmarks.environment import describe
from benchmarks.pages.corpus import LabelledPage, read_corpus
from benchmarks.pages.fixtures import read_fixtures
from benchmarks.speed.timing import SEED, Sample, Timer, least_times, read_pages
from cleanpage.formats.html import to_html
from cleanpage.formats.markdown import to_markdown
from cleanpage.formats.tei import to_tei
from cleanpage.formats.tei.writer import NAMESPACE
from cleanpage.formats.tree import Tree
from cleanpage.formats.tree import nodes as types
from cleanpage.page import Page

SCHEMA: Final = Path(__file__).resolve().parents[2] / "tests" / "formats" / "tei" / "tei_subset.rng"
FORMATS: Final = ("tree", "html", "markdown", "xml-tei")
AT_ONCE: Final = "md at once"
"""`extract_markdown`, which parses the page once, less `extract`."""
COSTS: Final = (*FORMATS, AT_ONCE)
INVALID: Final = "invalid TEI"
EXCEPTION: Final = "exceptions"
COUNTED: Final = (*FORMATS, INVALID, EXCEPTION)
SETTINGS: Final = tuple(
    dict(zip(("links", "images", "tables"), chosen, strict=True)) for chosen in product((True, False), repeat=3)
)
_WRITERS: Final[Mapping[str, Callable[[Page], object]]] = {
    "tree": lambda page: page.tree,
    "html": Page.to_html,
    "markdown": Page.to_markdown,
    "xml-tei": Page.to_tei,
}
COST_PAGES: Final = 150
"""Pages of a set that are timed at most: three rounds of them take a minute."""
COST_ROUNDS: Final = 3
CHUNK: Final = 8
"""Pages handed to a process at a time."""

MARK: Final = "\ufdd0"
"""Stands on both sides of a footnote's mark; Unicode has no character there. Markdown has marks of their own where the
text has "word1", so it doesn't count whether a word ends at one."""

_WORD: Final = re.compile(r"\w+")
_NOT_IN_WORDS: Final = re.compile(rf"[^\w{MARK}]+")
_RUNNING_HTML: Final = frozenset(
    ["a", "code", "del", "em", "img", "ins", "mark", "q", "ruby", "span", "strong", "sub", "sup"]
)
_RUNNING_TEI: Final = frozenset(["add", "code", "del", "formula", "graphic", "hi", "q", "ref"])
_TAGS: Final[Mapping[str, str]] = {"<br>": "\n", "<sub>": "", "</sub>": "", "<sup>": "", "</sup>": ""}
"""What Markdown may have of HTML. All else is taken as words, and so is found."""
_BOX: Final = re.compile(
    r'<input class="task-list-item-checkbox" (?:checked="checked" )?disabled="disabled" type="checkbox">'
)
"""The box of an item, as the reader of task lists writes it."""


class Problem(NamedTuple):
    """What is wrong with one page."""

    kind: str
    """One of COUNTED."""
    detail: str


class Outcome(NamedTuple):
    """What was found on one page."""

    id: str
    problems: tuple[Problem, ...]
    """At most one of each kind."""


# ------------------------------------------------------------------ words of each format


def text_of_tree(part: Any) -> str:
    """Return the text of a part of a tree, a line for each block, with MARK around the marks of footnotes."""
    return "".join(_texts_of(part))


def _texts_of(part: Any) -> Iterator[str]:
    match part:
        case tuple():
            for inner in part:
                yield from _texts_of(inner)
        case types.Text():
            yield part.text
        case types.Span() | types.Anchor() | types.Ruby():
            yield from _texts_of(part.content)
        case types.Formula():
            yield part.latex
        case types.NoteMark():
            yield f"{MARK}{part.label}{MARK}"
        case types.Code():
            yield f"\n{part.text}\n"
        case types.LineBreak() | types.Rule():
            yield "\n"
        case types.Picture() | types.Illustration() | types.Media():
            pass
        case types.Figure():
            yield from _lines_of(part.content, part.caption)
        case types.Table():
            yield from _lines_of(part.caption, *part.rows)
        case types.Details():
            yield from _lines_of(part.summary, part.content)
        case types.Listing():
            yield from _lines_of(part.items)
        case types.Definitions():
            yield from _lines_of(part.entries)
        case _:
            yield from _lines_of(part.content)


def _lines_of(*parts: Any) -> Iterator[str]:
    for part in parts:
        yield "\n"
        yield from _texts_of(part)
    yield "\n"


def text_of_html(html: str) -> str:
    """Return the text of a fragment of HTML without the addresses of media and the readings of words."""
    root = LexborHTMLParser(f"<!doctype html><body>{html}</body>").body
    if root is None:
        return ""
    for node in root.css("figure.media, rt"):
        node.decompose()
    return _shown_html(root)


def _shown_html(node: LexborNode) -> str:
    if node.tag == "-text":
        return node.text_content or ""
    inside = "".join([_shown_html(child) for child in node.iter(include_text=True)])
    return inside if node.tag in _RUNNING_HTML else f"\n{inside}\n"


def text_of_markdown(markdown: str) -> str:
    """Return the text of Markdown without the addresses of media, with MARK around the marks of footnotes."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.use(footnote_plugin, move_to_end=False).use(dollarmath_plugin).use(tasklists_plugin)
    tokens = parser.parse(markdown)
    return "\n".join([_shown_markdown(token.children or ()) or token.content for token in tokens])


def _shown_markdown(tokens: Sequence[Token]) -> str:
    parts: list[str] = []
    media = False
    for token in tokens:
        if token.type == "link_open":
            media = token.markup == "autolink"
        elif token.type == "link_close":
            media = False
        elif token.type == "footnote_ref":
            parts.append(f"{MARK}{token.meta['label']}{MARK}")
        elif token.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif token.type == "html_inline":
            parts.append("" if _BOX.fullmatch(token.content) else _TAGS.get(token.content, token.content))
        elif token.type != "image" and not media:
            parts.append(token.content)
    # A paragraph that shows nothing, a picture or media, must not be read by its source.
    return "".join(parts) or "\n" * len(tokens)


def text_of_tei(root: etree._Element) -> str:
    """Return the text of the body of a TEI document without the alternative texts of pictures; it loses these."""
    body = root.find(f"{{{NAMESPACE}}}text")
    if body is None:
        return ""
    etree.strip_elements(body, f"{{{NAMESPACE}}}desc", with_tail=False)
    return _shown_tei(body)


def _shown_tei(node: etree._Element) -> str:
    inside = "".join([node.text or "", *(_shown_tei(child) + (child.tail or "") for child in node)])
    return inside if etree.QName(node).localname in _RUNNING_TEI else f"\n{inside}\n"


# ------------------------------------------------------------------ comparing


def difference(text: str, other: str) -> str:
    r"""Return the first words in which two texts differ; "" if they have the same in the same order.

    >>> difference("Owls hunt", "Owls, hunt."), difference("seven owls hunt", "seven owl hunt")
    ('', "word 2: 'seven owls hunt' is 'seven owl hunt'")
    """
    text, other = text.replace(MARK, ""), other.replace(MARK, "")
    words, others = _WORD.findall(text), _WORD.findall(other)
    if words == others:
        return ""
    pairs = zip(words, others, strict=False)
    first = next((index for index, (word, found) in enumerate(pairs) if word != found), min(len(words), len(others)))
    around = slice(max(0, first - 2), first + 4)
    return f"word {first + 1}: {' '.join(words[around])!r} is {' '.join(others[around])!r}"


def difference_but_marks(text: str, other: str) -> str:
    r"""Return the first words in which two texts differ, whether or not words end at MARK.

    >>> difference_but_marks("owls\ufdd0[1]\ufdd0 hunt", "owls\ufdd01\ufdd0 hunt")
    ''
    """
    chars, gaps, marks = _gaps(text)
    other_chars, other_gaps, other_marks = _gaps(other)
    if chars == other_chars and gaps ^ other_gaps <= marks | other_marks:
        return ""
    return difference(text.replace(MARK, " "), other.replace(MARK, " ")) or "words end elsewhere"


def _gaps(text: str) -> tuple[str, set[int], set[int]]:
    """Return the characters of all words in a row, the places where words end, and where they may or may not."""
    parts = _NOT_IN_WORDS.sub(" ", text)
    gaps: set[int] = set()
    marks: set[int] = set()
    chars = 0
    for run in re.findall(rf"[^ {MARK}]+|[ {MARK}]", parts):
        if run == " ":
            gaps.add(chars)
        elif run == MARK:
            marks.add(chars)
        else:
            chars += len(run)
    # What stands before the first word and behind the last doesn't count.
    return parts.replace(" ", "").replace(MARK, ""), gaps - {0, chars}, marks


# ------------------------------------------------------------------ one page


def check(page: LabelledPage) -> Outcome:
    """Return what is wrong with the formats of a page."""
    try:
        options: dict[str, Any] = {"input_format": "text"} if page.format == "text" else {}
        problems = check_page(cleanpage.extract(page.dump, url=page.url or None, **options))
    except Exception as error:  # that it is raised is what is looked for
        problems = [Problem(EXCEPTION, repr(error))]
    first = {problem.kind: problem for problem in reversed(problems)}
    return Outcome(page.id, tuple(first.values()))


def check_page(page: Page) -> list[Problem]:
    """Return the formats of an extracted page whose words are not those of its text, and invalid TEI."""
    tree = page.tree
    text = text_of_tree(tree)
    found = difference(page.text, text)
    problems = [Problem("tree", found)] if found else []
    seen: set[str] = set()
    for settings in SETTINGS:
        for problem in _check_writers(page, tree, text, settings, seen):
            without = " ".join([f"--no-{name}" for name, chosen in settings.items() if not chosen])
            problems.append(problem._replace(detail=f"{problem.detail} {without}".strip()))
    return problems


def _check_writers(
    page: Page, tree: Tree, text: str, settings: Mapping[str, bool], seen: set[str]
) -> Iterator[Problem]:
    """Give the problems of what the writers make with some settings; what was `seen` is not read again."""
    html = to_html(tree, **settings)
    markdown = to_markdown(tree, **settings)
    tei = to_tei(tree, page.metadata, page.url, **settings)
    new = {html, markdown, tei} - seen
    seen |= new
    if html in new:
        yield from _problem("html", difference(page.text, text_of_html(html)))
    if markdown in new:
        yield from _problem("markdown", difference_but_marks(text, text_of_markdown(markdown)))
    if tei in new:
        try:
            root = etree.fromstring(tei.encode())
        except (etree.XMLSyntaxError, UnicodeEncodeError) as error:
            yield Problem(INVALID, str(error))
            return
        schema = read_schema()
        if schema is not None and not schema.validate(root):
            yield Problem(INVALID, str(schema.error_log.last_error))
        yield from _problem("xml-tei", difference(page.text, text_of_tei(root)))


def _problem(kind: str, found: str) -> list[Problem]:
    return [Problem(kind, found)] if found else []


@cache
def read_schema(path: Path = SCHEMA) -> etree.RelaxNG | None:
    """Return the schema of the TEI that is written, None where it isn't found."""
    return etree.RelaxNG(etree.parse(path)) if path.exists() else None


# ------------------------------------------------------------------ sets


def fixture_pages() -> list[LabelledPage]:
    """Return the fixtures as pages of a set."""
    return [
        LabelledPage(
            id=fixture.slug,
            set="fixtures",
            domain="",
            url=fixture.url,
            lang=fixture.language,
            page_type=fixture.page_type,
            variant=fixture.format,
            dump=fixture.dump,
            gold_text=fixture.content,
        )
        for fixture in read_fixtures()
    ]


def sample(pages: Iterable[LabelledPage], count: int | None) -> Iterable[LabelledPage]:
    """Return so many of the pages, by chance, or all of them; always the same ones."""
    if count is None:
        return pages
    # Reservoir sampling, as in `speed.timing.read_pages`.
    chosen: list[LabelledPage] = []
    generator = random.Random(SEED)
    for seen, page in enumerate(pages):
        index = len(chosen) if len(chosen) < count else generator.randrange(seen + 1)
        if index < count:
            chosen[index : index + 1] = [page]
    return chosen


def check_pages(pages: Iterable[LabelledPage], pool: Executor) -> Counter[str]:
    """Return how many pages there are, and how many have each kind of problem; print the problems."""
    counts: Counter[str] = Counter()
    for outcome in pool.map(check, pages, chunksize=CHUNK):
        counts["pages"] += 1
        for problem in outcome.problems:
            counts[problem.kind] += 1
            print(f"{outcome.id}: {problem.kind}: {problem.detail}", file=sys.stderr, flush=True)
    return counts


def time_of(name: str) -> Timer:
    """Return what times `extract` and then one format, with the tree that it is made from."""

    def run(page: Sample) -> Iterator[tuple[str, float]]:
        clock = time.process_time
        start = clock()
        extracted = cleanpage.extract(page[0], url=page[1] or None)
        yield f"extract for {name}", clock() - start
        start = clock()
        if name == AT_ONCE:
            del extracted  # Memory that is in use is none that can be used again.
            start = clock()
            cleanpage.extract_markdown(page[0], url=page[1] or None)
        else:
            _WRITERS[name](extracted)
        yield name, clock() - start

    return run


def costs(pages: Sequence[Sample]) -> dict[str, float]:
    """Return the time of each format in per cent of that of `extract`, on top of it."""
    # Each extracts for itself: the first walk through a page's tree takes longer than the next ones.
    least = least_times(pages, [time_of(name) for name in COSTS], COST_ROUNDS)
    times = {name: sum(values) for name, values in least.items()}
    shares = {name: 100 * times[name] / times[f"extract for {name}"] for name in COSTS}
    return shares | {AT_ONCE: shares[AT_ONCE] - 100}


def main(argv: Sequence[str] | None = None) -> int:
    """Check and time the sets and print a line for each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpora", nargs="*", type=Path, help="labelled .jsonl.xz; else the fixtures")
    parser.add_argument("--pages", type=int, help="pages to sample from each corpus (default: all)")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args(argv)
    if read_schema() is None:
        print(f"{SCHEMA} not found: TEI is not validated", file=sys.stderr)
    paths: list[Path | None] = [*arguments.corpora] or [None]
    names = [path.name.removesuffix(".jsonl.xz") if path else "fixtures" for path in paths]
    print(f"{'pages with other words, in':24} {'pages':>6}" + "".join([f"{kind:>13}" for kind in COUNTED]))
    problems = 0
    with ProcessPoolExecutor(arguments.jobs) as pool:
        for name, path in zip(names, paths, strict=True):
            pages = sample(read_corpus(path) if path else fixture_pages(), arguments.pages)
            counts = check_pages(pages, pool)
            problems += sum(counts[kind] for kind in COUNTED)
            shown = [f"{counts[kind] if kind != INVALID or read_schema() else 'not found':>13}" for kind in COUNTED]
            print(f"{name:26} {counts['pages']:6}{''.join(shown)}", flush=True)
    print(f"\n{'% of the time of extract':26} {'pages':>6}" + "".join([f"{name:>13}" for name in COSTS]))
    for name, path in zip(names, paths, strict=True):
        timed, _ = read_pages(path, min(COST_PAGES, arguments.pages or COST_PAGES))
        shares = costs(timed)
        print(f"{name:26} {len(timed):6}{''.join([f'{shares[kind]:13.1f}' for kind in COSTS])}", flush=True)
    print(f"\n{describe(('markdown-it-py', 'mdit-py-plugins', 'lxml'))}")
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
