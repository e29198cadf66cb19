"""Nothing of a page runs where its article is shown: known attacks, through `extract` and the writers.

Twice: by what the output holds, and in a browser, where every piece of output is a document of its own that tells when
a script of it runs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from browser import run_in_browser
from cleanpage.formats.html.writer import to_html, to_html_document
from cleanpage.formats.markdown.writer import to_markdown
from cleanpage.formats.tree import nodes as types
from cleanpage.formats.tree.nodes import Tree
from cleanpage.metadata.fields import Metadata
from html_checks import find_markdown_problems, find_problems
from xss_trees import AFTER, BEFORE, FULL_TREE, NAMES, page_of, tree_named
from xss_vectors import VECTORS


def rendered(markdown: str) -> str:
    """Return Markdown as HTML, by a renderer that lets all HTML and all addresses through."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    output: str = parser.render(markdown)
    return output


@pytest.mark.parametrize("name", NAMES)
def test_html_has_nothing_that_runs(name: str) -> None:
    assert find_problems(to_html(tree_named(name))) == []


@pytest.mark.parametrize("name", NAMES)
def test_markdown_has_nothing_that_runs(name: str) -> None:
    assert find_markdown_problems(rendered(to_markdown(tree_named(name), images=True))) == []


def test_the_articles_around_the_attacks_are_there() -> None:
    # A page without an article would pass all the other tests. What comes after an attack may be lost with it.
    outputs = {name: to_html(tree_named(name)) for name in VECTORS}
    assert [name for name, output in outputs.items() if not all(text in output for text in BEFORE)] == []
    whole = [name for name, output in outputs.items() if all(text in output for text in AFTER)]
    assert len(whole) > 0.9 * len(VECTORS)


def test_every_string_of_a_tree_is_tried() -> None:
    kinds = {kind for kind in vars(types).values() if is_dataclass(kind)}
    tried = set(_types_in(FULL_TREE))
    assert kinds - tried == {types.LineBreak, types.Rule}


def _types_in(value: Any) -> Iterable[type]:
    if isinstance(value, tuple):
        for part in value:
            yield from _types_in(part)
    elif is_dataclass(value) and not isinstance(value, type):
        yield type(value)
        for field in fields(value):
            yield from _types_in(getattr(value, field.name))


# ------------------------------------------------------------------ in a browser

MIN_RUNNING = 85
"""Of the pages with an attack, those that run it in a browser as they are; 93 of 212 do in Chromium 156."""


@pytest.mark.chromium
def test_attacks_run_where_nothing_is_done_about_them(tmp_path: Path) -> None:
    # Not all do: old ones that no browser falls for any more are in the list too, and those that only a careless
    # cleaner or writer would bring to life.
    ran = run_in_browser({name: page_of(piece) for name, piece in VECTORS.items()}, tmp_path, rounds=0)
    assert len(ran) >= MIN_RUNNING, sorted(set(VECTORS) - ran)


@pytest.mark.chromium
@pytest.mark.parametrize("output", ["html", "document", "markdown"])
def test_no_script_runs(output: str, tmp_path: Path) -> None:
    def written(tree: Tree) -> str:
        if output == "html":
            return to_html(tree)
        if output == "document":
            return to_html_document(tree, Metadata(title="<script>RUN</script>", language='en" onload="RUN'))
        return rendered(to_markdown(tree, images=True))

    documents = {name: written(tree_named(name)) for name in NAMES}
    ran = run_in_browser(documents | {"control": "<img src=x onerror=RUN>"}, tmp_path, rounds=2)
    assert ran == {"control"}
