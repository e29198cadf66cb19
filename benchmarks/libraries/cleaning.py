"""What would nh3 add to the writer of HTML: attacks that get through either, time, and outputs that it changes?

    python -m benchmarks.libraries cleaning CORPORA

The attacks are those of the tests, as pages and as strings in every field of a tree; they need the extra `dev`. An
output is unsafe if, read as a browser does and read again four times, it has an element, a handler or an address that
can run something.
"""

from __future__ import annotations

import itertools
import re
import statistics
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final
from unittest.mock import patch

from selectolax.lexbor import LexborHTMLParser

import cleanpage
from benchmarks.environment import ROOT
from benchmarks.libraries.comparison import (
    corpus_files,
    installed,
    is_installed,
    print_versions,
    read_arguments,
    table,
    timed,
)
from benchmarks.pages.corpus import LabelledPage, read_corpus
from cleanpage.formats.addresses import LINK_SCHEMES
from cleanpage.formats.html import to_html, writer
from cleanpage.formats.tree import Tree
from cleanpage.page import Page

PAGES: Final = 200
"""Pages of all sets that are cleaned."""
ROUNDS: Final = 5
READINGS: Final = 5
"""Times that an output is read and written again: attacks by mutation need two."""

ATTRIBUTES: Final[dict[str, set[str]]] = {
    "a": {"href", "role"},
    "aside": {"id", "role"},
    "code": {"class"},
    "details": {"open"},
    "figure": {"class"},
    "img": {"src", "alt"},
    "input": {"type", "disabled", "checked"},
    "ol": {"start"},
    "span": {"class"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
"""What `to_html` writes: attributes by element."""
_BARE: Final = (
    "blockquote br caption dd del dl dt em figcaption h1 h2 h3 h4 h5 h6 hr ins li mark p pre q strong sub summary sup "
    "table tbody thead tr ul"
)
TAGS: Final = frozenset(_BARE.split()) | ATTRIBUTES.keys()

_ACTIVE_TAGS: Final = (
    "script iframe frame frameset object embed applet base meta link style svg math form button select "
    "textarea template noscript noembed noframes xmp plaintext portal animate set param audio video "
    "source isindex"
)
_ACTIVE: Final = frozenset(_ACTIVE_TAGS.split())
"""Elements that run or load something, or are read in a way of their own; none is harmless in an article."""
_ADDRESSES: Final = frozenset(
    ("href", "src", "action", "formaction", "data", "poster", "srcset", "background", "xlink:href")
)
_IGNORED: Final = re.compile(r"\A[\x00-\x20]+|[\t\n\r]")
"""What browsers leave out before an address and in it (URL Standard, 4.4)."""
_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)
_SAFE_SCHEMES: Final = LINK_SCHEMES | {"http", "https"}

Writer = Callable[[str], str]
"""The name of an attack to the HTML that is shown."""


# ------------------------------------------------------------------ what is unsafe


def unsafe_parts(html: str) -> list[str]:
    """Return what can run in a fragment, at once or after it was written out and read again."""
    found: dict[str, None] = {}
    for _ in range(READINGS):
        root = LexborHTMLParser(f"<!doctype html><body>{html}</body>").body
        if root is None:
            break
        for node in root.traverse():
            tag = (node.tag or "").lower()
            if tag in _ACTIVE:
                found[f"<{tag}>"] = None
            for name, value in node.attributes.items():
                if name.startswith("on") or name in ("style", "srcdoc") or _is_active(name, value or ""):
                    found[f"<{tag} {name}={value!r}>"] = None
        html = root.inner_html or ""
    return list(found)


def _is_active(name: str, value: str) -> bool:
    scheme = _SCHEME.match(_IGNORED.sub("", value)) if name in _ADDRESSES else None
    return scheme is not None and scheme[1].lower() not in _SAFE_SCHEMES


# ------------------------------------------------------------------ writers


def _attacks() -> Any:
    """Return the module of the tests with the attacks and the trees that are made of them."""
    for folder in (ROOT / "tests", ROOT / "tests" / "formats"):
        if str(folder) not in sys.path:
            sys.path.append(str(folder))
    return import_module("test_sanitising")


def _page(name: str) -> str:
    module = _attacks()
    return str(module.page_of(module.VECTORS[name]))


_ADDRESS_CHECKS: Final = ("safe_link", "safe_source", "safe_language")
_ESCAPES: Final = ("escape_text", "escape_attribute")


def _ours(name: str) -> str:
    return to_html(_attacks().tree_named(name))


def _unchecked(name: str) -> str:
    return unchecked_html(_attacks().tree_named(name), (*_ESCAPES, *_ADDRESS_CHECKS))


def _only_escaped(name: str) -> str:
    return unchecked_html(_attacks().tree_named(name), _ADDRESS_CHECKS)


def unchecked_html(tree: Tree, checks: Sequence[str]) -> str:
    """Return what the writer would write if it left out some of its checks, which are named as it names them."""
    with ExitStack() as stack:
        for check in checks:
            stack.enter_context(patch.object(writer, check, str))
        return to_html(tree)


@cache
def cleaner() -> Any:
    """Return nh3's cleaner with the list of `to_html`."""
    return import_module("nh3").Cleaner(
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        url_schemes=set(LINK_SCHEMES),
        link_rel=None,
        generic_attribute_prefixes=set(),
    )


def clean(html: str) -> str:
    """Return a fragment as nh3 leaves it with the list of `to_html`."""
    return str(cleaner().clean(html))


def clean_by_default(html: str) -> str:
    """Return a fragment as nh3 leaves it by its own list."""
    return str(import_module("nh3").clean(html))


PAGE_WRITERS: Final[Mapping[str, tuple[str, Writer]]] = MappingProxyType(
    {
        "the page as it is": ("cleanpage", _page),
        "nh3, its list, of the page": ("nh3", lambda name: clean_by_default(_page(name))),
        "nh3, our list, of the page": ("nh3", lambda name: clean(_page(name))),
    }
)
"""Those that show a page, which a tree can't be given to: name to the module that is needed and the function."""

TREE_WRITERS: Final[Mapping[str, tuple[str, Writer]]] = MappingProxyType(
    {
        "to_html": ("cleanpage", _ours),
        "to_html without its checks": ("cleanpage", _unchecked),
        "to_html, escaped only": ("cleanpage", _only_escaped),
        "nh3, our list, of to_html without its checks": ("nh3", lambda name: clean(_unchecked(name))),
        "nh3, our list, of to_html, escaped only": ("nh3", lambda name: clean(_only_escaped(name))),
        "nh3, our list, of to_html": ("nh3", lambda name: clean(_ours(name))),
    }
)
"""Those that show a tree, of a page or not."""


def attack_rows() -> Iterator[Sequence[str]]:
    """Yield how many attacks get through each writer, in pages and in trees, and how many quoted ones stay readable."""
    module = _attacks()
    quoted = [name for name in module.VECTORS if name.startswith("text-tags")]
    for writers, filled in ((PAGE_WRITERS, ()), (TREE_WRITERS, module.FILLED)):
        for title, write in installed(writers).items():
            through = (sum(bool(unsafe_parts(write(name))) for name in names) for names in (module.VECTORS, filled))
            pages, trees = through
            whole = sum(all(text in write(name) for text in module.BEFORE) for name in module.VECTORS)
            readable = sum("RUN" in _text(write(name)) for name in quoted)
            yield (
                *(title, f"{pages} / {len(module.VECTORS)}", f"{trees} / {len(filled)}" if filled else "-"),
                *(f"{whole} / {len(module.VECTORS)}", f"{readable} / {len(quoted)}"),
            )


def _text(html: str) -> str:
    root = LexborHTMLParser(html).body
    return root.text() if root is not None else ""


# ------------------------------------------------------------------ pages


def outline(html: str) -> list[str]:
    """Return the elements, attributes and texts of a fragment as a browser makes them, in order."""
    root = LexborHTMLParser(f"<!doctype html><body>{html}</body>").body
    parts: list[str] = []
    for node in root.traverse(include_text=True) if root is not None else ():
        if node.tag == "-text":
            parts.append(node.text_content or "")
        else:
            attributes = sorted((name, value or "") for name, value in node.attributes.items())
            parts.append(f"<{node.tag} {attributes}>")
    return parts


def page_rows(pages: Sequence[LabelledPage]) -> Iterator[Sequence[object]]:
    """Yield times of `extract`, of the writer and of nh3, and how many outputs nh3 changes."""
    times: dict[str, list[float]] = defaultdict(list)

    def measured(title: str, function: Callable[[Any], Any], argument: object, rounds: int = 1) -> Any:
        answer = timed(function, argument, rounds)
        times[title].append(1000 * answer.seconds)
        return answer.value

    changed = bytes_changed = unsafe = 0
    sizes = []
    for page in pages:
        result = measured("extract", lambda one: cleanpage.extract(one.dump, url=one.url), page)
        tree = measured("tree", _tree_of, result)
        html = measured("to_html", to_html, tree, ROUNDS)
        cleaned = measured("nh3, our list, of to_html", clean, html, ROUNDS)
        dump = page.dump.decode("utf-8", "replace") if isinstance(page.dump, bytes) else page.dump
        measured("nh3, its list, of the page", clean_by_default, dump)
        sizes.append(len(html))
        unsafe += bool(unsafe_parts(html))
        bytes_changed += cleaned != html
        changed += outline(cleaned) != outline(html)
    for title, ms in times.items():
        yield title, f"{statistics.median(ms):.2f}", f"{max(ms):.2f}"
    yield "characters of to_html", f"{statistics.median(sizes):.0f}", max(sizes)
    yield "outputs that nh3 writes otherwise", bytes_changed, f"of {len(pages)}"
    yield "outputs that nh3 changes, read as a browser does", changed, f"of {len(pages)}"
    yield "outputs of ours that are unsafe", unsafe, f"of {len(pages)}"


def _tree_of(page: Page) -> Tree:
    return page.tree


def chosen_pages(folder: Path) -> list[LabelledPage]:
    """Return PAGES pages, as many of each set of HTML pages as there are."""
    rounds = itertools.zip_longest(*(itertools.islice(read_corpus(path), PAGES) for path in corpus_files(folder)))
    return list(itertools.islice((page for one in rounds for page in one if page is not None), PAGES))


def main(argv: Sequence[str] | None = None) -> int:
    """Print the tables."""
    arguments = read_arguments(argv, __doc__)
    print_versions("nh3", "pytest", "markdown-it-py")
    if is_installed("pytest") and is_installed("markdown_it"):
        head = ("what is shown", "attacks through, pages", "trees", "article still there", "quoted attacks readable")
        print(table(head, attack_rows()))
    if arguments.corpora and is_installed("nh3"):
        pages = chosen_pages(arguments.corpora)
        print(table((f"{len(pages)} pages", "median (ms)", "most (ms)"), page_rows(pages)))
    return 0
