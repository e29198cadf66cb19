"""Read Markdown with other people's readers, all of which let HTML through, and find what comes alive in it.

Text goes in, HTML comes out; what `find_live` finds in it would be an element, an attribute or an address that no
Markdown of ours may have. Readers in Python are called, those in JavaScript run in one process of node, if there is one
and the packages of `PACKAGES` are in a folder.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

import cmarkgfm
import commonmark
import marko
import marko.ext.gfm
import mistune
from cmarkgfm.cmark import Options
from markdown import markdown  # type: ignore[attr-defined]
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

PACKAGES: Final = ("marked", "micromark", "micromark-extension-gfm", "showdown", "markdown-it", "commonmark")
"""From npm: `npm install --prefix FOLDER` with these names."""

_SCRIPT: Final = Path(__file__).with_name("markdown_readers.mjs")


def _make_markdown_it() -> Callable[[str], str]:
    reader = MarkdownIt("commonmark", {"html": True, "linkify": True}).enable(["table", "strikethrough", "linkify"])
    reader.validateLink = lambda url: True  # type: ignore[method-assign]
    return reader.render


def _read_with_mistune(text: str, plugins: tuple[str, ...] = ()) -> str:
    renderer = mistune.HTMLRenderer(escape=False, allow_harmful_protocols=True)
    return str(mistune.create_markdown(escape=False, renderer=renderer, plugins=plugins)(text))


def _read_with_cmark(text: str) -> str:
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    return str(cmarkgfm.github_flavored_markdown_to_html(text, options=options))


READERS: Final[Mapping[str, Callable[[str], str]]] = {
    "markdown-it-py, linkify": _make_markdown_it(),
    "mistune": _read_with_mistune,
    "mistune, url": lambda text: _read_with_mistune(text, ("url", "table", "strikethrough", "footnotes", "task_lists")),
    "cmark-gfm": _read_with_cmark,
    "commonmark": lambda text: str(commonmark.commonmark(text)),
    "marko": lambda text: str(marko.convert(text)),
    "marko, gfm": lambda text: str(marko.ext.gfm.gfm.convert(text)),
    "Python-Markdown": lambda text: str(markdown(text)),
    "Python-Markdown, extra": lambda text: str(markdown(text, extensions=["extra"])),
}
"""Readers in Python by name, with the extensions that they are often used with."""


class JavaScriptReaders:
    """Readers that run in a process of node."""

    def __init__(self, send: IO[str], receive: IO[str]) -> None:
        self._send, self._receive = send, receive

    def read(self, text: str) -> dict[str, str]:
        """Return HTML by the name of the reader."""
        self._send.write(json.dumps(text) + "\n")
        self._send.flush()
        found: dict[str, str] = json.loads(self._receive.readline())
        return found


@contextmanager
def open_javascript(folder: Path) -> Iterator[JavaScriptReaders]:
    """Give the readers whose packages are in `node_modules` of a folder."""
    node = shutil.which("node")
    if node is None or not (folder / "node_modules").is_dir():
        raise FileNotFoundError(
            f"no node, or no node_modules in {folder}: npm install --prefix FOLDER {' '.join(PACKAGES)}"
        )
    # Packages are looked for beside the module that imports them.
    script = shutil.copy(_SCRIPT, folder)
    with subprocess.Popen(
        [node, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", errors="replace"
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        yield JavaScriptReaders(process.stdin, process.stdout)
        process.stdin.close()


_ELEMENTS: Final = frozenset(
    [
        *("a", "abbr", "blockquote", "br", "caption", "code", "dd", "del", "div", "dl", "dt", "em", "h1", "h2", "h3"),
        *("h4", "h5", "h6", "hr", "img", "input", "li", "mark", "ol", "p", "pre", "s", "section", "span", "strike"),
        *("strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul"),
    ]
)
_ATTRIBUTES: Final = frozenset(
    [
        *("align", "alt", "aria-describedby", "aria-hidden", "aria-label", "checked", "class", "data-footnote-backref"),
        *("data-footnote-backref-idx", "data-footnote-ref", "data-footnotes", "dir", "disabled", "href", "id", "lang"),
        *("rel", "role", "src", "start", "title", "type"),
    ]
)
_STYLE: Final = re.compile(r"(text-align: ?(left|right|center)|list-style-type: none|margin: [\d. em-]+);?")
_UNSAFE: Final = re.compile(r"(?!(https?|[\w.+-]*mailto|[\w.+-]*xmpp|tel|ftp):)[a-z][a-z0-9.+-]*:", re.IGNORECASE)
"""An address of another scheme. cmark-gfm takes letters before "mailto:" for a part of it."""
_INVISIBLE: Final = re.compile(r"[\x00-\x20]")


def find_live(html: str, unknown: Callable[[str], bool] = lambda tag: False) -> list[str]:
    """Return the tags, attributes and addresses in HTML that can't be of our Markdown.

    `unknown` says which elements may be there as long as they have no attributes. An attribute without a value does
    nothing that could be feared; those that Showdown makes of its own tags have its name behind a quotation mark.
    """
    root = LexborHTMLParser(f"<!doctype html><body>{html}").body
    found = []
    for node in root.traverse() if root is not None else ():
        tag = node.tag or ""
        if node == root or tag.startswith("-") or ("<" in tag and set(node.attributes) <= {"", "<", "a", "a<"}):
            continue
        attributes = {name: value for name, value in node.attributes.items() if value and '"_' not in name}
        if tag not in _ELEMENTS and (attributes or not unknown(tag)):
            found.append(f"<{tag}>")
        for name, value in attributes.items():
            is_safe = name in _ATTRIBUTES or (name == "style" and _STYLE.sub("", value).strip() == "")
            if is_safe and name in ("href", "src"):
                is_safe = _UNSAFE.match(_INVISIBLE.sub("", value)) is None
            if not is_safe:
                found.append(f"<{tag} {name}={value[:40]!r}>")
    return found


def find_all_live(readers: Mapping[str, Callable[[str], str]], text: str, **options: Any) -> dict[str, list[str]]:
    """Return what comes alive in Markdown by the name of the reader; readers that keep it dead are left out."""
    found = {name: find_live(read(text), **options) for name, read in readers.items()}
    return {name: live for name, live in found.items() if live}
