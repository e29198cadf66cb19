"""Look for a text that comes alive in some reader of Markdown: random pages through all of them.

    python -m benchmarks.formats readers --seconds 600                          readers in Python
    python -m benchmarks.formats readers --seconds 600 --javascript FOLDER      and those in JavaScript

FOLDER has the packages that `npm install --prefix FOLDER marked micromark micromark-extension-gfm showdown markdown-it
commonmark` puts there. A page is a random tree whose texts are random fragments in a row; what is found is printed with
the Markdown, and the exit status is 1.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from benchmarks.formats.markdown_readers import READERS, find_all_live, find_live, open_javascript
from cleanpage.formats.markdown import front_matter, to_markdown
from cleanpage.formats.markdown.code import HTML_NAMES
from cleanpage.formats.tree import nodes as types
from cleanpage.formats.tree.nodes import Cell, Inline, Item, Node, SpanKind, Text, Tree
from cleanpage.metadata import Metadata

FRAGMENTS: Final = (
    *("<img src=x onerror=RUN>", "<script>RUN</script>", "<svg/onload=RUN>", "<div onclick=RUN>", "</div>", "</code>"),
    *(
        "<code onclick=RUN>",
        "<pre>",
        "</pre>",
        "<!-- ",
        "-->",
        "<?x",
        "?>",
        "<![CDATA[",
        "<b>",
        "<a href=javascript:RUN>",
    ),
    *(
        "<javascript:RUN>",
        "[a](javascript:RUN)",
        "![a](javascript:RUN)",
        "[1]: javascript:RUN",
        "[1]",
        "[a][1]",
        "[^1]",
    ),
    *("^[x]", "](javascript:RUN)", "](<javascript:RUN>)", "](javascript&colon;RUN)", "](javascript\\:RUN)", "&lt"),
    *("&lt;img src=x onerror=RUN&gt;", "&#60;script&#62;", "&amp;lt;b>", "{: onclick=RUN}", "{onclick=RUN}"),
    *("{ onclick=RUN }", "<\x02img src=x onerror=RUN>", "¨E60E", "<https://x/onclick=RUN>", "<a@b.c>", "<textarea>"),
    *(
        "<style>",
        "<title>",
        "<xmp>",
        "<noscript>",
        "<iframe src=javascript:RUN>",
        "*[HTML]: x",
        "\u2028",
        "\x0b",
        "\x85",
    ),
    *("www.a.b/", "http://a.b/", "https://a.b/c?d=", "xmpp:a@b.c/", "mailto:a@b.c", "a@b.c", "ftp://a.b/", "(www.a.b/"),
    *("http://", "www.", "javascript:RUN", "\\\\", "``", "```", "~~~", "**", "~~", "$$", "\\`", "\\<", "\\|", "\\]"),
    *("\n", "\n\n", "- ", "1. ", "# ", "> ", "===", "---", "    ", "</", "<!", "<5", "a < b", "&", "&#", "a", "owl"),
    *"\\`*_~$[]()<>!#+-=|:^\"'.,;/@{}% ",
)
"""What texts are made of. RUN stands for a script."""

_ADDRESSES: Final = (
    "https://a.b/",
    "/x",
    "/a'onclick=RUN'",
    "/a&lt;b",
    "https://a.b/[x](javascript:RUN)",
    "/(x",
    "#<img>",
)
_SPANS: Final[tuple[SpanKind, ...]] = ("emphasis", "strong", "deleted", "superscript", "subscript", "marked", "code")
_NAMES: Final = re.compile(HTML_NAMES)
MAX_SHOWN: Final = 10
"""Documents that are printed."""


def is_unknown(tag: str) -> bool:
    """Return whether HTML has no element of that name, so that nothing happens where it stands."""
    return _NAMES.fullmatch(tag) is None and "-" not in tag


class Maker:
    """Makes random trees."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def text(self) -> str:
        """Return fragments in a row."""
        return "".join(self._random.choices(FRAGMENTS, k=self._random.choice((1, 1, 2, 3, 5))))

    def running(self, depth: int = 0) -> tuple[Inline, ...]:
        """Return running text."""
        return tuple([self._inline(depth) for _ in range(self._random.choice((1, 1, 2, 3)))])

    def _inline(self, depth: int) -> Inline:
        kind = self._random.random()
        if kind < 0.4 or depth > 2:
            return Text(self.text())
        if kind < 0.55:
            return types.Span("code", (Text(self.text()),))
        if kind < 0.7:
            return types.Span(self._random.choice(_SPANS), self.running(depth + 1))
        if kind < 0.8:
            return types.Anchor(self._random.choice(_ADDRESSES), self.running(depth + 1))
        if kind < 0.87:
            return types.Formula(self.text(), self._random.random() < 0.3)
        if kind < 0.92:
            return types.LineBreak()
        return types.Picture("https://a.b/x", self.text()) if kind < 0.97 else types.NoteMark("1", "n")

    def tree(self, depth: int = 0) -> Tree:
        """Return blocks."""
        return tuple([self._node(depth) for _ in range(self._random.choice((1, 1, 2, 3)))])

    def _node(self, depth: int) -> Node:
        kind = self._random.random()
        if kind < 0.35 or depth > 3:
            return types.Paragraph(self.running())
        if kind < 0.42:
            return types.Heading(2, self.running())
        if kind < 0.56:
            return types.Code("".join([self.text() for _ in range(self._random.randint(1, 3))]), "html")
        if kind < 0.7:
            items = [Item(self.tree(depth + 1)) for _ in range(self._random.randint(1, 3))]
            return types.Listing(tuple(items), self._random.random() < 0.5, self._random.choice((1, 9, 99)))
        if kind < 0.78:
            return types.Quote(self.tree(depth + 1))
        if kind < 0.92:
            width = self._random.randint(1, 3)
            rows = [tuple([Cell(self.tree(depth + 2), row == 0) for _ in range(width)]) for row in range(2)]
            return types.Table(tuple(rows), ())
        return (
            types.Note("n", self.tree(depth + 1))
            if kind < 0.97
            else types.Illustration(types.Picture("/x", self.text()))
        )

    def markdown(self) -> str:
        """Return a document, some with front matter."""
        links, images, tables = [self._random.random() < 0.8 for _ in range(3)]
        written = to_markdown(self.tree(), links=links, images=images, tables=tables)
        if self._random.random() < 0.1:
            return front_matter(Metadata(title=self.text(), tags=(self.text(), self.text()))) + written
        return written


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark and return its exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--javascript", type=Path, metavar="FOLDER")
    arguments = parser.parse_args(argv)
    maker, found, documents = Maker(arguments.seed), Counter[str](), 0
    names = list(READERS)
    with ExitStack() as stack:
        javascript = stack.enter_context(open_javascript(arguments.javascript)) if arguments.javascript else None
        end = time.monotonic() + arguments.seconds
        while time.monotonic() < end:
            text = maker.markdown()
            live = find_all_live(READERS, text, unknown=is_unknown)
            for name, output in (javascript.read(text) if javascript else {}).items():
                names += [name] if name not in names else []
                if problems := find_live(output, is_unknown):
                    live[name] = problems
            documents += 1
            found.update(live.keys())
            if live and found.total() <= MAX_SHOWN:
                print(live, text, sep="\n", end="\n\n", file=sys.stderr)
    print(f"{documents:,} documents")
    for name in names:
        print(f"{name:32} {found[name]:6}")
    return 1 if found else 0
