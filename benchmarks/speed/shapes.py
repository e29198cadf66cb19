"""Make pages of any size in shapes that tempt an extractor to take more than linear time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count
from types import MappingProxyType
from typing import Final

_SENTENCE: Final = "The ferry left the stone pier at half past nine, and nobody on board had thought to bring a map. "
_TITLE: Final = "<!doctype html><title>A page</title><h1>The ferry</h1>"


def _filled(size: int, part: Callable[[int], str], before: str = _TITLE, after: str = "") -> bytes:
    """Return parts, numbered from 0, up to `size` bytes (a part more or less)."""
    parts, length = [before], len(before) + len(after)
    for number in count():
        if length >= size:
            break
        parts.append(part(number))
        length += len(parts[-1])
    return "".join([*parts, after]).encode()


def _nested(size: int) -> bytes:
    depth = size // len("<div>words </div>")
    return (_TITLE + "<div>words " * depth + "</div>" * depth).encode()


def _table_row(number: int) -> str:
    cells = "".join(f"<td>{number * column}</td>" for column in range(1, 7))
    return f"<tr><th>Row {number}</th>{cells}</tr>\n"


def _text_line(number: int) -> str:
    return (("Home", "Read more", "12 comments", _SENTENCE * 3)[number % 4]) + "\n"


SHAPES: Final[Mapping[str, Callable[[int], bytes]]] = MappingProxyType(
    {
        "paragraphs": lambda size: _filled(size, lambda n: f"<p>{n} {_SENTENCE * 3}</p>\n"),
        "short paragraphs": lambda size: _filled(size, lambda n: f"<p>{n} words</p>\n"),
        "equal paragraphs": lambda size: _filled(size, lambda n: f"<p class=a>{_SENTENCE}</p>\n"),
        "links": lambda size: _filled(size, lambda n: f"<li><a href=/news/{n}>Story number {n}</a>\n"),
        "nested": _nested,
        "attributes": lambda size: _filled(size, lambda n: f"a{n}=v ", f"{_TITLE}<p ", f">{_SENTENCE}</p>"),
        "class names": lambda size: _filled(size, lambda n: f"<p class='a{n} b-{n}'>{_SENTENCE}</p>\n"),
        "open formatting": lambda size: _filled(size, lambda n: f"<p><b id=b{n}>words <i id=i{n}>words\n"),
        "one line": lambda size: _filled(size, lambda n: _SENTENCE, f"{_TITLE}<p>"),
        "one word": lambda size: _filled(size, lambda n: "ferry" * 20, f"{_TITLE}<p>"),
        "entities": lambda size: _filled(size, lambda n: "&lt;p&gt;&amp;amp; ", f"{_TITLE}<p>"),
        "table": lambda size: _filled(size, _table_row, f"{_TITLE}<table>"),
        "json-ld": lambda size: _filled(
            size,
            lambda n: f'{{"@type":"Comment","text":"{_SENTENCE}"}},',
            f'{_TITLE}<script type="application/ld+json">{{"@type":"Article","comment":[',
            "{}]}</script><p>words",
        ),
        "text dump": lambda size: _filled(size, _text_line, ""),
        "short text lines": lambda size: _filled(size, lambda n: f"Line {n}\n", ""),
    }
)
"""Names of the shapes and what makes a page of about so many bytes in each."""
