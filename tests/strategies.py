"""Pages for Hypothesis, built as pages are: a head, elements within elements, lines of a dump; and then broken.

Everything stands for a kind of content that some part of the package reads: `HTML` and `DUMPS` are whole pages as text,
`ENCODED` is HTML as bytes with a declaration that may be missing or wrong.
"""

from __future__ import annotations

import json
from typing import Any, Final

from hypothesis import strategies as st

SENTENCE: Final = "The owls of the old mill hunt at night, and most of them hunt alone, as their parents did. "


def _named(names: str) -> st.SearchStrategy[str]:
    return st.sampled_from(names.split())


ODD: Final = st.sampled_from(
    [
        "\0",
        "\ud800",
        "\udfff",
        "\ufeff",
        "\x1b",
        "\x85",
        "\u2028",
        "\u200b",
        "\u202e",
        "\r",
        "\n",
        "\t",
        "\xa0",
        "\xad",
        "\ufdd1",
        "\uffff",
        "\U0010ffff",
        "\U0001f989",
        "e\u0301",
        "ﬁ",
        "İ",
        "ß",
        "\u0600",
    ]
)
"""Characters that are none, that are controls, or that change their length with case or normal form."""
ENTITIES: Final = st.sampled_from(
    ["&amp;", "&lt;b&gt;", "&nbsp;", "&#0;", "&#xD800;", "&#x110000;", "&#x80;", "&ampamp", "&nope;", "&", "&#", "&#x;"]
)
LABELS: Final = st.sampled_from(
    [
        "Home",
        "Log in",
        "Read also",
        "Share",
        "Comments (12)",
        "By Ada Bird",
        "26 April 2024",
        "3 hours ago",
        "14:05",
        "5 min read",
        "©",
        "|",
        "[1]",
        "1.",
        "•",
        "—",
        "Subscribe to our newsletter",
        "Photo: Ada Bird",
        "Advertisement",
        "猫头鹰在夜里捕猎。",
        "सफेद उल्लू",
        "البوم يصيد ليلا",
        "٢٦ أبريل",
        "Совы охотятся ночью.",
        "# *_`[x](y)$$|~<&\\",
        "https://owls.example/a?b=c&d",
        "ada@owls.example",
        "#owls",
        "cafÃ© Ã©",
        "Ð¡Ð¾Ð²Ñ‹",
    ]
)
PROSE: Final = st.builds(lambda count, word: f"{word} {SENTENCE * count}", st.integers(1, 3), st.sampled_from("abcdef"))
WORDS: Final = st.one_of(PROSE, PROSE, LABELS, LABELS, ENTITIES, ODD, st.text(max_size=8))
ADDRESSES: Final = st.sampled_from(
    [
        "/a",
        "a.html",
        "#n1",
        "#",
        "?p=2",
        "https://owls.example/mill",
        "//owls.example/x",
        "javascript:alert(1)",
        "mailto:a@owls.example",
        "data:image/png;base64,AAAA",
        "http://[::1",
        "https://owls.example/\ud800",
        " java\tscript:x",
        "https://www.youtube.com/embed/x",
        "/owl.jpg 2x, /b.jpg 640w",
        "https://owls.example/author/ada",
    ]
)

# ------------------------------------------------------------------ attributes and elements

_NAMES: Final = _named(
    """article-body comments comment related nav menu sidebar byline author date caption ad footer share hidden
    sr-only mw-headline highlight language-python katex footnotes post thread newsletter"""
)
_DATES: Final = st.sampled_from(
    ["2024-04-26", "2024-04-26T14:05:00+03:00", "20240426", "0000-00-00", "9999-99", "x", ""]
)
_ATTRIBUTE: Final = st.one_of(
    st.tuples(st.sampled_from(["class", "id", "role", "name", "aria-label", "data-x"]), _NAMES),
    st.tuples(st.sampled_from(["href", "src", "srcset", "data-src", "cite", "poster", "action"]), ADDRESSES),
    st.tuples(st.sampled_from(["datetime", "content", "title", "alt"]), _DATES | LABELS),
    st.tuples(st.just("style"), st.sampled_from(["display:none", "visibility: hidden", "color:red", "display:none;x"])),
    st.tuples(st.sampled_from(["hidden", "open", "itemscope", "checked", "disabled"]), st.just("")),
    st.tuples(st.just("itemprop"), st.sampled_from(["author", "name", "headline", "datePublished", "articleBody"])),
    st.tuples(st.just("itemtype"), st.sampled_from(["https://schema.org/Article", "schema.org/Person", "x"])),
    st.tuples(st.sampled_from(["lang", "dir", "type"]), st.sampled_from(["en", "ar", "rtl", "x-none", "text/latex"])),
    st.tuples(st.sampled_from(["colspan", "rowspan", "start"]), st.sampled_from(["2", "0", "-1", "99999999999", "x"])),
    st.tuples(st.text("ab<>='\"/\0", min_size=1, max_size=4), st.text("a <>'\"&", max_size=4)),
)
_QUOTES: Final = st.sampled_from(['"', '"', "'", "", '"\n'])
ATTRIBUTES: Final = st.lists(st.tuples(_ATTRIBUTE, _QUOTES), max_size=3).map(
    lambda pairs: "".join([f" {name}={quote}{value}{quote.strip()}" for (name, value), quote in pairs])
)


_AROUND: Final = _named(
    """div section article main nav aside header footer p h1 h2 h3 blockquote pre figure figcaption ul ol li dl dt dd
    table thead tbody tr th td caption form fieldset details summary a a span b em strong i code sub sup q del ins
    mark small ruby rt button label select option object video template noscript textarea svg g text foreignObject
    desc math mi mrow mfrac annotation-xml xmp iframe noframes marquee center font x-y o:p frameset body html head
    title"""
)
_VOID: Final = _named("br br hr img img input meta link embed source track wbr base area")
_FLAWS: Final = st.sampled_from(["", "", "", "", "", "", "no end", "no start", "twice", "other end", "cut tag"])


def _element(tag: str, attributes: str, inner: str, flaw: str) -> str:
    start, end = f"<{tag}{attributes}>", f"</{tag}>"
    match flaw:
        case "no end":
            end = ""
        case "no start":
            start = ""
        case "twice":
            end *= 2
        case "other end":
            end = "</div></p></table>"
        case "cut tag":
            end = end[:-1]
    return f"{start}{inner}{end}"


_FORMULAS: Final = st.builds(
    "<math{}><mrow><mi>x</mi><mo>{}</mo><mfrac><mn>1</mn><mi>{}</mi></mfrac></mrow>{}</math>".format,
    st.sampled_from(["", " display=block", " alttext='x^2'"]),
    st.sampled_from(["=", "&lt;", "∑", "\\", "$"]),
    LABELS,
    st.sampled_from(["", "<annotation encoding='application/x-tex'>x^2 $</annotation>", "<mtable><mtr><mtd>1"]),
) | st.sampled_from([r"\(x^2\)", "$$x$$", '<script type="math/tex">x_1</script>', '<img class=tex alt="x^2">'])
_DRAWINGS: Final = st.builds("<svg><g><title>{}</title><text>{}</text>{}</svg>".format, LABELS, WORDS, WORDS)
_TABLES: Final = st.builds(
    lambda caption, rows: f"<table>{caption}{''.join(rows)}</table>",
    st.sampled_from(["", "<caption>Owls</caption>", "<thead>"]),
    st.lists(
        st.lists(st.builds(_element, st.sampled_from(["td", "td", "th"]), ATTRIBUTES, WORDS, _FLAWS), max_size=3).map(
            lambda cells: f"<tr>{''.join(cells)}"
        ),
        max_size=4,
    ),
)
_NOTES: Final = st.builds(
    "<p>{0}<sup><a href=#n{1}>{1}</a></sup></p><ol><li id=n{1}>{0}</ol>".format, PROSE, st.integers(0, 3)
)
_COMMENTS: Final = st.builds(
    lambda texts: (
        "<section id=comments>" + "".join([f"<article><b>Ada</b> 3 hours ago<p>{it}</p>Reply" for it in texts])
    ),
    st.lists(WORDS, max_size=3),
)
_FORMS: Final = st.builds("<form>{}<input value='{}'><select><option>{}<option></select>".format, WORDS, LABELS, LABELS)
_RAW: Final = st.builds(
    "<{0}>{1}</{0}>".format,
    st.sampled_from(["script", "style", "textarea", "template", "noscript", "xmp", "title", "iframe"]),
    WORDS | st.sampled_from(["if (a < b && c > d) {}", "<!-- <script>", "p { color: red }", "</scrip"]),
)
_RUNNING: Final = st.builds(
    lambda before, tag, space, after: f"{before}<{tag}>{space}owls</{tag}>{after}",
    PROSE.map(str.strip) | LABELS,
    _named("a b em i code sub sup q del span mark small"),
    st.sampled_from(["", " ", "\n", "&nbsp;"]),
    st.sampled_from(["", " hunt", "s", ".", " <br> hunt"]),
)
_LITTLE: Final = st.one_of(
    WORDS,
    WORDS,
    _RUNNING,
    st.builds(_element, _VOID, ATTRIBUTES, st.just(""), st.just("no end")),
    st.builds("<!--{}-->".format, WORDS),
    st.sampled_from(
        ["<![CDATA[ owls ]]>", "<?php x ?>", "<!-->", "<!--", "-->", "<!doctype x>", "</br>", "<", "</>", "<p/>"]
    ),
    _RAW,
    _FORMULAS,
    _DRAWINGS,
)


def _around(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, max_size=4).map("".join)
    return st.builds(_element, _AROUND, ATTRIBUTES, several, _FLAWS)


ELEMENTS: Final = st.recursive(_LITTLE | _TABLES | _NOTES | _COMMENTS | _FORMS, _around, max_leaves=12)
"""Markup of any depth."""

# ------------------------------------------------------------------ JSON-LD

_KEYS: Final = _named(
    """@type @id @graph @context name headline author publisher datePublished dateModified articleBody image url
    keywords isPartOf comment interactionStatistic wordCount itemListElement mainEntityOfPage inLanguage x"""
)
_JSON_LEAVES: Final = st.one_of(
    st.sampled_from(["Article", "NewsArticle", "Person", "Organization", "#1", "#2", "https://owls.example/mill"]),
    _DATES,
    LABELS,
    st.none() | st.booleans() | st.integers() | st.floats(),
)


def _json_around(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=5)


JSON: Final[st.SearchStrategy[Any]] = st.recursive(_JSON_LEAVES, _json_around, max_leaves=15)
_SLIPS: Final = st.sampled_from(
    [
        "",
        "",
        '"',
        ",",
        "}",
        "]",
        "{",
        "[",
        ":",
        "\\",
        "'",
        "\n",
        "//",
        "/*",
        "<!--",
        "]]>",
        "</b>",
        "\0",
        "\\u12",
        "NaN",
        "…",
    ]
)


@st.composite
def json_scripts(draw: st.DrawFn) -> str:
    """Draw a script of JSON-LD in which up to two characters are wrong."""
    script = json.dumps(
        {"@type": "Article", **draw(st.dictionaries(_KEYS, JSON, max_size=5))}, ensure_ascii=draw(st.booleans())
    )
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(script)))
        script = script[:at] + draw(_SLIPS) + script[at + draw(st.integers(0, 2)) :]
    return script


# ------------------------------------------------------------------ pages

_HEADS: Final = st.one_of(
    st.builds("<title>{}</title>".format, WORDS),
    st.builds("<meta name='{}' content='{}'>".format, st.sampled_from(["author", "date", "description", "x"]), WORDS),
    st.builds(
        "<meta property='{}' content='{}'>".format,
        st.sampled_from(["og:title", "og:type", "og:site_name", "article:published_time", "og:image", "og:locale"]),
        WORDS | _DATES | ADDRESSES,
    ),
    st.builds("<link rel={} href='{}'>".format, st.sampled_from(["canonical", "alternate", "author"]), ADDRESSES),
    st.builds("<base href='{}'>".format, ADDRESSES),
    json_scripts().map("<script type='application/ld+json'>{}</script>".format),
)
_DOCTYPES: Final = st.sampled_from(
    ["<!doctype html>", "<!DOCTYPE HTML PUBLIC 'x'>", "<?xml version='1.0'?>", "", "\ufeff"]
)
HTML: Final = st.builds(
    "{}<html{}><head>{}</head><body{}>{}".format,
    _DOCTYPES,
    ATTRIBUTES,
    st.lists(_HEADS, max_size=4).map("".join),
    ATTRIBUTES,
    st.lists(ELEMENTS, max_size=8).map("".join),
)
"""Whole pages of HTML."""

_LINES: Final = st.one_of(
    PROSE,
    PROSE,
    WORDS,
    LABELS,
    st.builds("{} {}".format, st.sampled_from(["•", "-", "*", "1.", "2)", "a)", "#", ">", ">>"]), PROSE | LABELS),
    st.builds("{}\t{}\t{}".format, LABELS, LABELS, st.integers()),
    st.builds("| {} | {} |".format, LABELS, LABELS),
    st.builds("{} says:\n3 hours ago\n{}\nReply".format, LABELS, PROSE),
    st.builds("{}  {}   {}".format, LABELS, LABELS, LABELS),
    PROSE.map(lambda text: "\n".join([text[at : at + 40] for at in range(0, len(text), 40)])),
    st.sampled_from(["", "   ", "----", "var a = function() { return 1; };", "\f", "Table of contents", "<p>Owls</p>"]),
)
DUMPS: Final = st.builds(
    lambda lines, end: end.join(lines),
    st.lists(_LINES, max_size=20),
    st.sampled_from(["\n", "\n", "\n\n", "\r\n", "\r", " "]),
)
"""Text dumps of pages."""

_ENCODINGS: Final = st.sampled_from(
    [
        "utf-8",
        "utf-8",
        "utf-16",
        "utf-16-le",
        "utf-32",
        "cp1252",
        "cp1251",
        "koi8-r",
        "shift_jis",
        "gb18030",
        "euc-kr",
        "utf-7",
    ]
)
_CLAIMS: Final = st.sampled_from(
    [
        "",
        "utf-8",
        "iso-8859-1",
        "windows-1251",
        "utf-16",
        "x-user-defined",
        "iso-2022-jp",
        "replacement",
        "none",
        "\ufffd",
    ]
)


@st.composite
def encoded_pages(draw: st.DrawFn) -> bytes:
    """Draw a page as bytes: in some encoding, with a declaration that may be another, and maybe with broken bytes."""
    claim = draw(_CLAIMS)
    page = (f"<meta charset={claim}>" if claim else "") + draw(HTML | DUMPS)
    dump = draw(st.sampled_from([b"", b"", b"", b"\xef\xbb\xbf", b"\xff\xfe"])) + page.encode(
        draw(_ENCODINGS), "replace"
    )
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(dump)))
        dump = dump[:at] + draw(st.binary(max_size=4)) + dump[at + draw(st.integers(0, 3)) :]
    return dump


ENCODED: Final = encoded_pages()
"""Pages as bytes."""
