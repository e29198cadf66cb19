"""What is nested without end raises nothing, whoever calls: with few frames left, too."""

from __future__ import annotations

import copy
import json
import pickle
import sys
from collections.abc import Callable
from functools import partial

import pytest

import cleanpage
from cleanpage import Options, Page
from cleanpage.pipeline import warm_up

FRAMES = 150
"""Frames that are left to a caller. Python gives 1,000; a web framework has used some 100, a recursive caller more."""

TEXT = "<p>The ferry left the stone pier at half past nine, and nobody on board had thought to bring a map.</p>" * 6

INLINE = ("span", "em", "b", "sub", "sup", "q", "code", "a", "ruby", "del", "font")
BLOCKS = (
    "div",
    "blockquote",
    "pre",
    "details",
    "table",
    "ul",
    "dl",
    "figure",
    "section",
    "form",
    "select",
    "svg",
    "h2",
)
MATHS = ("msqrt", "mrow", "mfrac", "msup", "mroot", "mtable", "mtd", "mover", "mfenced", "semantics", "munderover")
DATA = {
    "objects": '{"a":' * 5000,
    "lists": "[" * 5000 + "]" * 5000,
    "graphs": '{"@graph":[' * 90 + '{"@type":"NewsArticle","headline":"The ferry"}' + "]}" * 90,
    "authors": '{"@type":"NewsArticle","author":' + '{"author":' * 90 + '"Jane Doe"' + "}" * 91,
    "broken": "{'a':" * 200,
}


def nested(opening: str, closing: str, inner: str = "words of the ferry", times: int = 240) -> str:
    return f"{TEXT}{opening * times}{inner}{closing * times}{TEXT}"


CASES = [
    *[pytest.param(nested(f"<{tag}>", f"</{tag}>"), id=tag) for tag in (*INLINE, *BLOCKS)],
    *[pytest.param(nested(f"<{tag}>words ", f"</{tag}>"), id=f"{tag}-with-text") for tag in (*INLINE, *BLOCKS)],
    *[pytest.param(f"<p>So <math>{nested(f'<{tag}><mi>x</mi>', f'</{tag}>', '')}</math>", id=tag) for tag in MATHS],
    pytest.param(nested("<table><tr><td>cell ", "</table>"), id="tables-in-tables"),
    pytest.param(nested("<ul><li>item ", "</ul>"), id="lists-in-lists"),
    pytest.param(nested("<ol><li>item <blockquote>quoted <p>", "</ol>"), id="quotations-in-lists"),
    pytest.param(nested("<dl><dt>term<dd>", "</dl>"), id="definitions"),
    pytest.param(nested("<details><summary>more</summary>", "</details>"), id="details-with-summary"),
    pytest.param(nested("<p>x<sup><a href=#n>1</a></sup><ol><li id=n>note ", ""), id="footnotes"),
    *[
        pytest.param(f'<script type="application/ld+json">{data}</script>{TEXT}', id=f"json-ld-{name}")
        for name, data in DATA.items()
    ],
    pytest.param("A line\n" + "".join(["  " * n + f"- item {n}\n" for n in range(200)]), id="bullets"),
    pytest.param("A line\n" + "".join(["> " * n + f"line {n}\n" for n in range(200)]), id="quotations"),
    pytest.param("[" * 5000 + "(" * 5000, id="brackets"),
]

USES: dict[str, Callable[[Page], object]] = {
    "to_dict": lambda page: json.dumps(page.to_dict(tree=True)),
    "markdown": lambda page: page.to_markdown(images=True, front_matter=True),
    "plain markdown": lambda page: page.to_markdown(links=False, tables=False),
    "html": lambda page: page.to_html(document=True),
    "tei": lambda page: page.to_tei(),
    "blocks": lambda page: [(block.reason, block.origin, block.contributions) for block in page.blocks],
    "tree": lambda page: (repr(page.tree), hash(page.tree), page.tree == page.tree, copy.copy(page.tree)),
    "pickle": lambda page: (pickle.loads(pickle.dumps(page)), pickle.loads(pickle.dumps(page.tree))),
    "values": lambda page: (repr(page), page == copy.copy(page), hash(page.blocks)),
}


def with_few_frames(function: Callable[[], object]) -> object:
    used, frame = 1, sys._getframe()
    while frame.f_back is not None:
        used, frame = used + 1, frame.f_back
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(used + FRAMES)
    try:
        return function()
    finally:
        sys.setrecursionlimit(before)


@pytest.mark.parametrize("dump", CASES)
def test_nothing_is_too_deep(dump: str) -> None:
    warm_up()
    page = cleanpage.extract(dump)
    for use in USES.values():
        use(page)  # What is imported when it is needed takes frames of its own.
    assert with_few_frames(lambda: cleanpage.extract(dump)) == page
    for options in (Options(favor="recall", comments=True, captions=True), Options(mend_encoding=True)):
        with_few_frames(partial(cleanpage.extract, dump.encode(), options=options))
    with_few_frames(lambda: cleanpage.extract(dump, metadata_only=True))
    with_few_frames(lambda: cleanpage.extract_markdown(dump))
    for name, use in USES.items():
        try:
            with_few_frames(partial(use, page))
        except RecursionError:
            pytest.fail(f"{name} calls itself too often")


def test_the_words_of_what_is_nested_too_deep_are_kept() -> None:
    dump = "".join([f"<ul><li>The {n}th ferry left the stone pier at half past nine" for n in range(60)])
    page = cleanpage.extract(f"{TEXT}{dump}", options=Options(favor="recall"))
    for written in (page.to_markdown(), page.to_html(), page.to_tei()):
        assert all(f"The {n}th ferry" in written for n in range(60) if f"The {n}th ferry" in page.text)
