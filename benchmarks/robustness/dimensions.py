"""Make pages that are large in one dimension alone: what a hostile or broken page has too much of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count
from types import MappingProxyType
from typing import Final, NamedTuple

_SENTENCE: Final = "The ferry left the stone pier at half past nine, and nobody on board had thought to bring a map. "
_HEAD: Final = "<!doctype html><html><head><title>The ferry</title></head><body><h1>The ferry</h1>"
_TAIL: Final = f"<p>{_SENTENCE * 3}</p>"
_UTF_8: Final = f"<!doctype html><meta charset=utf-8>{_HEAD}"
_LD: Final = '<!doctype html><title>The ferry</title><script type="application/ld+json">'

Make = Callable[[int], bytes]
"""Makes a page of about so many bytes."""


class Dimension(NamedTuple):
    """One way in which a page can be large."""

    make: Make
    markdown: bool = False
    """Whether Markdown is written too."""


def _many(part: Callable[[int], str], before: str = _HEAD, after: str = _TAIL, encoding: str = "utf-8") -> Make:
    """Return what makes pages of numbered parts, between what stands before and after them."""

    def make(size: int) -> bytes:
        parts, length = [before], len(before) + len(after)
        for number in count():
            if length >= size:
                break
            parts.append(part(number))
            length += len(parts[-1].encode(encoding))
        return "".join([*parts, after]).encode(encoding)

    return make


def _nested(opening: str, closing: str, inner: str = "words", before: str = _HEAD, after: str = _TAIL) -> Make:
    """Return what makes pages of elements each inside the one before."""

    def make(size: int) -> bytes:
        depth = max(1, (size - len(before) - len(inner) - len(after)) // len(opening + closing))
        return f"{before}{opening * depth}{inner}{closing * depth}{after}".encode()

    return make


def _text_lines(number: int) -> str:
    return (("Home", "Read more", "12 comments", _SENTENCE * 3)[number % 4]) + "\n"


def _wrapped(number: int) -> str:
    words = (_SENTENCE * 3).split()
    at = number * 11 % len(words)
    return " ".join((words + words)[at : at + 11]) + ("\n\n" if number % 9 == 8 else "\n")


def _misread_number(number: int) -> str:
    """Return a word of Cyrillic letters, as many as there are digits, in UTF-8 that was read as windows-1252."""
    return "".join([chr(0x430 + int(digit)) for digit in str(number)]).encode().decode("latin-1") + " "


DIMENSIONS: Final[Mapping[str, Dimension]] = MappingProxyType(
    {
        "bytes": Dimension(_many(lambda n: f"<p>{n} {_SENTENCE * 3}</p>\n"), markdown=True),
        "depth": Dimension(_nested("<div>", "</div>")),
        "depth, with text": Dimension(_nested("<div>words ", "</div>")),
        "depth, unknown tags": Dimension(_nested("<x-y>", "</x-y>")),
        "attributes of a tag": Dimension(_many(lambda n: f"a{n}=v ", f"{_HEAD}<p ", f">{_SENTENCE}</p>{_TAIL}")),
        "attributes, one name": Dimension(_many(lambda n: "a=v ", f"{_HEAD}<p ", f">{_SENTENCE}</p>{_TAIL}")),
        "one attribute": Dimension(_many(lambda n: "value ", f"{_HEAD}<p title='", f"'>{_SENTENCE}</p>{_TAIL}")),
        "one address": Dimension(_many(lambda n: "path/", f"{_HEAD}<p><a href='", f"'>{_SENTENCE}</a></p>{_TAIL}")),
        "siblings": Dimension(_many(lambda n: f"<p>{n} words</p>"), markdown=True),
        "siblings, empty": Dimension(_many(lambda n: "<p></p>")),
        "spans": Dimension(_many(lambda n: "<span>ab</span>", f"{_HEAD}<p>")),
        "links": Dimension(_many(lambda n: f"<li><a href=/news/{n}>Story number {n}</a>\n"), markdown=True),
        "links in a paragraph": Dimension(_many(lambda n: f"word <a href=/{n}>w</a> ", f"{_HEAD}<p>"), markdown=True),
        "text nodes": Dimension(_many(lambda n: "word<!---->", f"{_HEAD}<p>")),
        "line breaks": Dimension(_many(lambda n: "<br>")),
        "lines broken": Dimension(_many(lambda n: "words<br>", f"{_HEAD}<p>"), markdown=True),
        "rules": Dimension(_many(lambda n: "<hr>")),
        "entities": Dimension(_many(lambda n: "&lt;p&gt;&amp;amp; ", f"{_HEAD}<p>")),
        "entities, one run": Dimension(_many(lambda n: "&amp", f"{_HEAD}<p>")),
        "unclosed tags": Dimension(_many(lambda n: f"<div>{n} words ")),
        "unclosed formatting": Dimension(_many(lambda n: f"<p><b id=b{n}>words <i id=i{n}>words\n")),
        "end tags": Dimension(_many(lambda n: "</p></div>")),
        "unclosed tag": Dimension(_many(lambda n: "a ", f"{_HEAD}{_TAIL}<a ", "")),
        "less-than signs": Dimension(_many(lambda n: "<")),
        "unclosed quotes": Dimension(_many(lambda n: f"<p title='{n}>words ")),
        "one line": Dimension(_many(lambda n: _SENTENCE, f"{_HEAD}<p>"), markdown=True),
        "one word": Dimension(_many(lambda n: "ferry" * 20, f"{_HEAD}<p>"), markdown=True),
        "white space": Dimension(_many(lambda n: " \n\t ", f"{_HEAD}<p>a")),
        "code": Dimension(_many(lambda n: f"  if a{n}:\n\n", f"{_HEAD}<pre>", f"</pre>{_TAIL}"), markdown=True),
        "table cells": Dimension(
            _many(lambda n: f"<td>{n}" if n % 7 else f"<tr><th>Row {n}", f"{_HEAD}<table>", f"</table>{_TAIL}"),
            markdown=True,
        ),
        "cells of a row": Dimension(
            _many(lambda n: f"<td>{n}", f"{_HEAD}<table><tr>", f"</table>{_TAIL}"), markdown=True
        ),
        "class names, one element": Dimension(
            _many(lambda n: f"a{n} ", f"{_HEAD}<p class='", f"'>{_SENTENCE}</p>{_TAIL}")
        ),
        "class names, different": Dimension(_many(lambda n: f"<p class='a{n} b-{n}'>{_SENTENCE}</p>")),
        "comments": Dimension(_many(lambda n: f"<!-- {n} -->")),
        "comment, unclosed": Dimension(_many(lambda n: f"<!-- {n} ", f"{_HEAD}{_TAIL}", "")),
        "CDATA": Dimension(_many(lambda n: f"<![CDATA[ {n} ]]>")),
        "CDATA in a drawing": Dimension(_many(lambda n: f"<![CDATA[ {n} ]]>", f"{_HEAD}<svg>", f"</svg>{_TAIL}")),
        "scripts": Dimension(_many(lambda n: f"<script>a({n})</script>")),
        "script, unclosed": Dimension(_many(lambda n: "<!--<script>", f"{_HEAD}{_TAIL}<script>", "")),
        "nested tables": Dimension(_nested("<table><tr><td>", "</td></tr></table>"), markdown=True),
        "nested forms": Dimension(_nested("<form><div>", "</div></form>")),
        "nested templates": Dimension(_nested("<template>", "</template>")),
        "nested drawings": Dimension(_nested("<svg><g>", "</g></svg>")),
        "nested formulas": Dimension(_nested("<math><mrow>", "</mrow></math>", "<mi>x</mi>"), markdown=True),
        "nested lists": Dimension(_nested("<ul><li>a", "</ul>"), markdown=True),
        "nested quotations": Dimension(_nested("<blockquote>a", "</blockquote>"), markdown=True),
        "nested formatting": Dimension(_nested("<b><i>a", "</i></b>"), markdown=True),
        "nested links": Dimension(_nested("<a href=/a>a", "</a>")),
        "nested items": Dimension(_nested("<div itemscope itemprop=author>", "</div>", "<i itemprop=name>Ada</i>")),
        "items": Dimension(_many(lambda n: f"<p itemscope itemprop=author><i itemprop=name>Ada {n}</i></p>")),
        "formulas": Dimension(
            _many(lambda n: f"<math><mi>x</mi><mo>=</mo><mn>{n}</mn></math> ", f"{_HEAD}<p>"), markdown=True
        ),
        "formula, one": Dimension(
            _many(lambda n: f"<mi>x</mi><mn>{n}</mn>", f"{_HEAD}<p><math>", f"</math></p>{_TAIL}"), markdown=True
        ),
        "headings": Dimension(_many(lambda n: f"<h{n % 6 + 1}>Part {n}</h{n % 6 + 1}>"), markdown=True),
        "titles": Dimension(_many(lambda n: f"<h1>The ferry number {n}</h1><title>The ferry {n}</title>")),
        "pictures": Dimension(_many(lambda n: f"<figure><img src=/{n}.jpg alt='Pier {n}'></figure>"), markdown=True),
        "footnotes": Dimension(
            _many(lambda n: f"<p>word<sup><a href='#n{n}'>{n % 9999}</a></sup></p><p id=n{n}>note</p>"), markdown=True
        ),
        "times": Dimension(_many(lambda n: f"<time datetime=2024-05-{n % 28 + 1:02}>{n % 28 + 1} May 2024</time>")),
        "bylines": Dimension(_many(lambda n: f"<p class=byline>By Jane Doe, 5 May 20{n % 100:02}</p>")),
        "meta tags": Dimension(_many(lambda n: f"<meta name=author content='Jane Doe {n}'>", "<!doctype html>")),
        "link tags": Dimension(
            _many(lambda n: f"<link rel=alternate type=application/rss+xml href=/{n}>", "<!doctype html>")
        ),
        "NUL bytes": Dimension(_many(lambda n: f"{_SENTENCE}\0", f"{_HEAD}<p>")),
        "Cyrillic, undeclared": Dimension(_many(lambda n: f"<p>Паром {n} ушёл от причала</p>", encoding="cp1251")),
        "bytes that are no UTF-8": Dimension(_many(lambda n: "café € ", f"{_UTF_8}<p>", encoding="cp1252")),
        "misread": Dimension(_many(lambda n: "caf\u00c3\u00a9 ", f"{_UTF_8}<p>")),
        "misread twice, one run": Dimension(_many(lambda n: "\u00c3\u0192\u00c2\u00a9", f"{_UTF_8}<p>")),
        "misread, different runs": Dimension(_many(_misread_number, f"{_UTF_8}<p>")),
        "misread, entities": Dimension(_many(lambda n: "&Atilde;&copy;", f"{_UTF_8}<p>")),
        "JSON-LD, members": Dimension(
            _many(lambda n: f'"k{n}":{n},', f'{_LD}{{"@type":"Article",', f'"a":1}}</script>{_TAIL}')
        ),
        "JSON-LD, items": Dimension(
            _many(
                lambda n: f'{{"@type":"Comment","text":"{_SENTENCE}"}},',
                f'{_LD}{{"@type":"Article","comment":[',
                f"{{}}]}}</script>{_TAIL}",
            )
        ),
        "JSON-LD, authors": Dimension(
            _many(
                lambda n: f'{{"@type":"Person","name":"Jane Doe {n}"}},',
                f'{_LD}{{"@type":"Article","author":[',
                f"{{}}]}}</script>{_TAIL}",
            )
        ),
        "JSON-LD, references": Dimension(
            _many(
                lambda n: f'{{"@id":"#{n}","@type":"Person","author":{{"@id":"#{n + 1}"}}}},',
                f'{_LD}{{"@graph":[',
                f"{{}}]}}</script>{_TAIL}",
            )
        ),
        "JSON-LD, depth": Dimension(_nested('{"a":', "}", "1", _LD, f"</script>{_TAIL}")),
        "JSON-LD, depth, broken": Dimension(_many(lambda n: '[{"a":', _LD, f"</script>{_TAIL}")),
        "JSON-LD, quotes": Dimension(_many(lambda n: 'a "b" c, ', f'{_LD}{{"headline":"', f"}}</script>{_TAIL}")),
        "JSON-LD, string": Dimension(_many(lambda n: "words \\u00e9", f'{_LD}{{"headline":"', f'"}}</script>{_TAIL}')),
        "JSON-LD, scripts": Dimension(
            _many(lambda n: f'<script type="application/ld+json">{{"@type":"Article","headline":"A {n}"}}</script>')
        ),
        "dump, lines": Dimension(_many(_text_lines, "", ""), markdown=True),
        "dump, short lines": Dimension(_many(lambda n: f"Line {n}\n", "", "")),
        "dump, empty lines": Dimension(_many(lambda n: "\n", "A line\n", "A line")),
        "dump, one line": Dimension(_many(lambda n: _SENTENCE, "", "")),
        "dump, one word": Dimension(_many(lambda n: "ferry", "", "")),
        "dump, one line of names": Dimension(_many(lambda n: "Home News Sport Town ", "", "")),
        "dump, bullets": Dimension(_many(lambda n: f"• Story number {n}\n", "", ""), markdown=True),
        "dump, numbers": Dimension(_many(lambda n: f"{n % 900}. Story of the {n}th day\n", "", "")),
        "dump, rows": Dimension(_many(lambda n: f"Row {n}\t{n}\t{2 * n}\n", "", ""), markdown=True),
        "dump, rows of pipes": Dimension(_many(lambda n: f"| Row {n} | {n} | {2 * n} |\n", "", "")),
        "dump, cells of a row": Dimension(_many(lambda n: f"{n}\t", "a\tb\n", "\n")),
        "dump, wrapped lines": Dimension(_many(_wrapped, "", "")),
        "dump, dated lines": Dimension(_many(lambda n: f"Story number {n}\n{n % 28 + 1} May 2024\n", "", "")),
        "dump, comments": Dimension(
            _many(lambda n: f"Ada {n} says:\n3 hours ago\nA fine day.\nReply\n", _SENTENCE * 30, "")
        ),
    }
)
"""Names of the dimensions and what makes a page that is large in each."""
