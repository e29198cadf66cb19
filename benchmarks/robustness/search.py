"""Search by machine for elements that cost the parser more than a page's size: every element with every other.

    python -m benchmarks.robustness search
    python -m benchmarks.robustness search --elements b i font p table --worst 40

Two elements, one after the other, make a piece of a page in each of FORMS; the piece is repeated. First every page is
tried with budgets of next to nothing, and what the parser makes of it is counted: elements deeper than the guard
allows, or more of them than the page has tags, are leaks, as they would be at any size. Then the worst ones of that, by
elements for each tag and by depth, are extracted with the real budgets at KB and at twice that, each in a process of
its own; seconds of CPU time (the least of RUNS) and memory at the peak are printed, and how they grow.

Exits 1 if there is a leak, if anything grows faster than MAX_EXPONENT, or takes more than the promised memory.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from heapq import nlargest
from multiprocessing.connection import Connection
from typing import Final, NamedTuple
from unittest.mock import patch

from selectolax.lexbor import LexborHTMLParser

import cleanpage
from benchmarks.environment import describe
from benchmarks.robustness.child import child
from benchmarks.robustness.growth import WARM_PAGE
from benchmarks.robustness.memory import MAX_TIMES
from benchmarks.speed.timing import peak_memory
from cleanpage.tokenize.html.source import parser_guard as html_guard

_NAMES = """
a abbr address applet area article aside audio b base basefont bdi bdo bgsound big blockquote body br button canvas
caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption
figure font footer form frame frameset h1 h2 head header hgroup hr html i iframe image img input ins kbd keygen label
legend li link listing main map mark marquee menu menuitem meta meter nav nobr noembed noframes noscript object ol
optgroup option output p param picture plaintext pre progress q rb rp rt rtc ruby s samp script search section select
slot small source span strike strong style sub summary sup table tbody td template textarea tfoot th thead time title tr
track tt u ul var video wbr xmp x-y svg g path foreignObject desc math mi mo mtext annotation-xml mglyph malignmark
"""
ELEMENTS: Final = tuple(_NAMES.split())
"""Those of the HTML standard, old ones with rules, one that is unknown, and some of drawings and formulas."""

FORMS: Final[Mapping[str, str]] = {
    "start": "<{a} id=%d><{b}>x",
    "end": "<{a} id=%d><{b}></{a}>x",
    "self-closed": "<{a} id=%d /><{b}/>x",
    "in svg": "<svg><{a} id=%d><{b}></svg></{a}>x",
    "in math": "<math><{a} id=%d><{b}></math></{a}>x",
    "in table": "<table><{a} id=%d><{b}></table></{a}>x",
    "in select": "<select><{a} id=%d><{b}></select></{a}>x",
    "in template": "<template><{a} id=%d><{b}></template></{a}>x",
}
"""Pieces of two elements; %d is a number, so that no two of them are the same formatting to the parser."""

REPEATED: Final = 24
DEPTH: Final = 3
MAX_TREE_DEPTH: Final = 3 * DEPTH + 8
"""Levels of a tree that has DEPTH elements open: a table and a formula bring two along for each, the page three."""
MAX_NODES: Final = 4
"""Nodes for each tag: elements that tables ask for, and text."""
KB: Final = 500
"""Above what MANY_TAGS and MIN_REOPENED let pass, up to where time may grow with the square."""
RUNS: Final = 2
WORST: Final = 1
MAX_EXPONENT: Final = 1.15
MIN_SECONDS: Final = 0.1
"""Time for the larger page up to which an exponent says nothing."""
SPARE_MB: Final = 60
"""Memory that a page may take beside MAX_TIMES its size."""


class Screened(NamedTuple):
    """What the parser makes of a small page, guarded with budgets of next to nothing."""

    depth: int
    nodes_per_tag: float
    form: str
    first: str
    second: str

    @property
    def leaks(self) -> bool:
        """Whether the guard let through what it is there to stop."""
        return self.depth > MAX_TREE_DEPTH or self.nodes_per_tag > MAX_NODES


class Measured(NamedTuple):
    """What a page with the real budgets takes."""

    seconds: float
    peak_mb: float


def repeat(form: str, first: str, second: str, count: int) -> bytes:
    """Return a page that is a piece so many times."""
    piece = FORMS[form].format(a=first, b=second)
    return "".join([piece % number for number in range(count)]).encode()


def screen(first: str, elements: Sequence[str], forms: Iterable[str]) -> list[Screened]:
    """Try one element with each as the second, in all forms."""
    found = []
    with _budgets_of_nothing():
        for second in elements:
            for form in forms:
                page = repeat(form, first, second, REPEATED)
                depth, nodes = _depth_and_nodes(html_guard.guard(page))
                found.append(Screened(depth, nodes / page.count(b"<"), form, first, second))
    return found


@contextmanager
def _budgets_of_nothing() -> Iterator[None]:
    with (
        patch.object(html_guard, "MAX_DEPTH", DEPTH),
        patch.object(html_guard, "MANY_TAGS", 0),
        patch.object(html_guard, "DEPTHS_PER_BYTE", 0),
        patch.object(html_guard, "MIN_REOPENED", 0),
        patch.object(html_guard, "REOPENED_PER_BYTE", 0),
    ):
        yield


def _depth_and_nodes(page: bytes) -> tuple[int, int]:
    """Return how deep the tree of a page is and how many nodes it has."""
    node = LexborHTMLParser(page).root
    level = deepest = nodes = 0
    while node is not None:
        nodes += 1
        deepest = max(deepest, level)
        if node.first_child is not None:
            node, level = node.first_child, level + 1
            continue
        while node is not None and node.next is None:
            node, level = node.parent, level - 1
        node = node.next if node is not None else None
    return deepest, nodes


def measure(page: bytes) -> Measured:
    """Extract a page in a process of its own; NaN where it dies."""
    with child(_extract, page) as connection:
        try:
            return Measured(*connection.recv())
        except EOFError:
            return Measured(math.nan, math.nan)


def _extract(sender: Connection, page: bytes) -> None:
    cleanpage.extract(WARM_PAGE)
    before = peak_memory()
    seconds = math.inf
    for _ in range(RUNS):
        start = time.process_time()
        cleanpage.extract(page)
        seconds = min(seconds, time.process_time() - start)
    sender.send((seconds, (peak_memory() - before) / 1e6))


def worst(screened: Sequence[Screened], count: int) -> list[Screened]:
    """Return the pages that got deepest and those with the most nodes for a tag: so many of each form, none twice."""
    found: dict[Screened, None] = {}
    for form in FORMS:
        ofthis = [page for page in screened if page.form == form]
        found |= dict.fromkeys(nlargest(count, ofthis, key=lambda page: page.nodes_per_tag))
        found |= dict.fromkeys(nlargest(count, ofthis))
    return list(found)


def print_growth(pages: Iterable[Screened], kb: float) -> int:
    """Print what pages take at a size and at twice that; return of how many it is more than promised."""
    sizes = (kb, 2 * kb)
    print(f"\n{'form':12} {'elements':24}" + "".join([f" {f's, {size:g} kB':>12}" for size in sizes]), end="")
    print("  exponent" + "".join([f" {f'MB, {size:g} kB':>13}" for size in sizes]))
    problems = 0
    for page in pages:
        piece = len(repeat(page.form, page.first, page.second, 1000)) / 1000
        found = [measure(repeat(page.form, page.first, page.second, round(1000 * size / piece))) for size in sizes]
        exponent = math.log2(found[1].seconds / found[0].seconds)
        grows = found[1].seconds > MIN_SECONDS and exponent > MAX_EXPONENT
        too_large = any(
            not peak.peak_mb <= MAX_TIMES * size / 1000 + SPARE_MB for peak, size in zip(found, sizes, strict=True)
        )
        problems += grows or too_large
        print(
            f"{page.form:12} {page.first + ' ' + page.second:24}"
            + "".join([f" {one.seconds:12.2f}" for one in found])
            + f" {exponent:9.2f}"
            + "".join([f" {one.peak_mb:13.0f}" for one in found])
            + "  <--" * (grows or too_large),
            flush=True,
        )
    return problems


def main(argv: Sequence[str] | None = None) -> int:
    """Search, and print what was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--elements", nargs="+", default=ELEMENTS, metavar="NAME", help="try these only")
    parser.add_argument("--worst", type=int, default=WORST, help="pages of each form that are measured")
    parser.add_argument("--kb", type=float, default=KB, help="size of the smaller page that is measured")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args(argv)
    with ProcessPoolExecutor(arguments.jobs) as pool:
        work = partial(screen, elements=arguments.elements, forms=tuple(FORMS))
        screened = [page for pages in pool.map(work, arguments.elements) for page in pages]
    leaks = [page for page in screened if page.leaks]
    print(f"{len(screened)} pages of {len(arguments.elements)} elements in {len(FORMS)} forms: {len(leaks)} leaks")
    for page in leaks[:50]:
        print(
            f"  {page.form}: {page.first} {page.second}: depth {page.depth}, {page.nodes_per_tag:.1f} nodes for a tag"
        )
    problems = print_growth(worst(screened, arguments.worst), arguments.kb)
    print(f"\n{describe(())}")
    return 1 if leaks or problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
