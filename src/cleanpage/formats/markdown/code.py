r"""Write code as Markdown that stays code, or at least text, in every reader.

Code in, Markdown out. Code can't be escaped: what is between backticks stands as it is. So it depends on the reader
whether `<script>` in it is code, and they differ: Python-Markdown has fences by an extension only, and in no list;
Showdown reads `<code>` before anything but fences. Code that would do harm as markup (`is_harmful`) is therefore
indented, which all of them know, and where that does not help its words are text.
"""

from __future__ import annotations

import html
import re
from typing import Final

from cleanpage.formats.escapes import safe_language, safe_link
from cleanpage.formats.markdown.escapes import escape, escape_line

INDENT: Final = "    "
"""What makes a line code, in every Markdown since the first."""

_PLACES: Final = ("", INDENT, "> ")
"""Where all readers know code that is indented, as the prefix of its lines: on the page, in a list or note, in a
quotation. In lists within lists, and quotations within lists, Showdown does not."""

HTML_NAMES: Final = (
    "a|abbr|acronym|address|applet|area|article|aside|audio|b|base|basefont|bdi|bdo|bgsound|big|blink|blockquote|body|br|"
    "button|canvas|caption|center|cite|code|col|colgroup|command|content|data|datalist|dd|del|details|dfn|dialog|dir|div|"
    "dl|dt|element|em|embed|fencedframe|fieldset|figcaption|figure|font|footer|form|frame|frameset|h[1-6]|head|header|"
    "hgroup|hr|html|i|iframe|image|img|input|ins|isindex|kbd|keygen|label|layer|legend|li|link|listing|main|map|mark|"
    "marquee|math|menu|menuitem|meta|meter|multicol|nav|nextid|nobr|noembed|noframes|noscript|object|ol|optgroup|option|"
    "output|p|param|picture|plaintext|portal|pre|progress|q|rb|rbc|rp|rt|rtc|ruby|s|samp|script|search|section|select|"
    "selectedcontent|selectmenu|shadow|slot|small|source|spacer|span|strike|strong|style|sub|summary|sup|svg|table|tbody|"
    "td|template|textarea|tfoot|th|thead|time|title|tr|track|tt|u|ul|var|video|wbr|xmp"
)
"""Elements of HTML, those of the past too: the index of the HTML standard, its section on obsolete ones, and MDN."""

_TAG: Final = re.compile(
    rf"""
    <(?=[a-zA-Z/!?\x00-\x08])
    (?! /?+ (?!(?:{HTML_NAMES})[\s>]) [a-zA-Z][^<>="'/\s\x00-\x08-]*+ [^<>="'/\x00-\x08]*+ > )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""A tag, but for those without attributes of elements that HTML has not: `List<String>`, `#include <stdio.h>`."""

_LONE_REFERENCE: Final = r"&\#(?!(?:[0-9]+|[xX][0-9a-fA-F]+);)"
_LONE: Final = re.compile(_LONE_REFERENCE)
_BEFORE_CODE: Final = re.compile(rf"</?code(?![^\s/>])|\\<|{_LONE_REFERENCE}", re.IGNORECASE)
"""What is read before code: by Showdown the first two, and at "&#" Python-Markdown's parser of HTML loses its place."""

MAX_SCHEME_CHARS: Final = 512
"""Characters in which the scheme of an address is looked for; "javascript:" has 11, or 110 as entities. Ours."""

_ADDRESS: Final = re.compile(rf"\](?=\s*+[(:][\s<]*+([^\s)>]{{1,{MAX_SCHEME_CHARS}}}+))")
"""The address of what would be a link, or the definition of one."""

_ATTRIBUTE: Final = re.compile(r"\b(?:on[a-z]+|style|href|src|srcdoc|srcset|action|formaction|data)=", re.IGNORECASE)
"""An attribute that would do harm where a reader takes what is in braces for attributes."""

_NOT_IN_SPANS: Final = ("~~", "``", "\\|", "\\<", "\x02", "\x03")
"""What moves the end of code between backticks: in mistune deleted text comes before code, in Showdown three backticks
are a fence anywhere and "\\<" begins a tag that is text, in many a cell ends at an escaped bar behind a backslash;
Python-Markdown drops the two control characters, and what stood around them touches."""

_BACKTICKS: Final = re.compile(r"`+")
_ENDS: Final = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
"""Ends of lines to some readers."""


def is_harmful(text: str) -> bool:
    r"""Return whether the text would have tags, addresses of scripts or such attributes where it is read as Markdown.

    >>> is_harmful("<b onclick=a()>"), is_harmful("[a](javascript:b())"), is_harmful("*a*{onclick=b()}")
    (True, True, True)
    >>> is_harmful("a < b; List<String> c; d[0](e); #include <stdio.h>")
    False
    """
    if "<" in text and _TAG.search(text):
        return True
    if "]" in text and any(not _is_safe(found) for found in _ADDRESS.findall(text)):
        return True
    return ("{" in text and _ATTRIBUTE.search(text) is not None) or ("&#" in text and bool(_LONE.search(text)))


def _is_safe(address: str) -> bool:
    """Whether an address is safe to readers that decode it, drop backslashes, or read it in angle brackets."""
    plain = html.unescape(address).replace("\\", "").lstrip("<") or "/"
    return len(address) < MAX_SCHEME_CHARS and safe_link(plain) != ""


def is_indented(text: str) -> bool:
    """Return whether `write_code` may indent the text, so that blocks around it have to leave it room."""
    return is_harmful(text)


def write_code(text: str, language: str, prefix: str) -> str:
    r"""Return a block of code: with a fence, indented if it is harmful, as text if that doesn't help either.

    `prefix` is what its lines after the first one begin with. Indented code must have an empty line before it, and
    no list or note before that.

    >>> write_code("a = 1", "python", ""), write_code("<b>", "html", "> ")
    ('```python\na = 1\n```', '    <b>')
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd").removesuffix("\n")
    if not text.strip():
        return ""
    bare = prefix.rstrip()
    if not is_harmful(text):
        marks = fence(text, 3)
        lines = [marks + safe_language(language), *text.split("\n"), marks]
    else:
        lines = _ENDS.sub("\n", text).split("\n")
        while not lines[0].strip():
            del lines[0]
        while not lines[-1].strip():
            del lines[-1]
        if _BEFORE_CODE.search(text) or prefix not in _PLACES:
            written = [escape_line(escape(" ".join(line.split()))) for line in lines if line.strip()]
            return f"\\\n{prefix}".join(written)
        lines = [INDENT + line if line.strip() else "" for line in lines]
    return lines[0] + "".join([f"\n{prefix}{line}" if line else f"\n{bare}" for line in lines[1:]])


def fence(text: str, least: int) -> str:
    """Return backticks, `least` or more, that are not in the text.

    >>> fence("a ``` b", 3)
    '````'
    """
    return "`" * max([least, *[len(run) + 1 for run in _BACKTICKS.findall(text)]])


def code_span(text: str) -> str:
    r"""Return text, without white space around it, as code in running text.

    As text, if it would do harm and readers don't agree on where such code ends.

    >>> code_span("a`b"), code_span("`"), code_span("<b>"), code_span("<code>")
    ('``a`b``', '`` ` ``', '`<b>`', '&lt;code>')
    """
    if any(sign in text for sign in _NOT_IN_SPANS):
        return escape(text, label=True)
    if ("](" in text or _BEFORE_CODE.search(text)) and is_harmful(text):  # To marked a link may end in code.
        return escape(text, label=True)
    marks = fence(text, 1)
    space = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{marks}{space}{text}{space}{marks}"
