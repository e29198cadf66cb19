r"""Escape what Markdown would read as markup, and nothing else.

Strings in, strings out: what a heading or a link is, the writer knows. A character is escaped where it could be
markup in its place: `2 * 3`, `snake_case`, "AT&T" and "a < b" stay as they are. The rules are those of CommonMark
0.31 with the tables, strikethrough and task lists of GFM, and the footnotes and dollar formulas that GitHub, Pandoc
and markdown-it have.

What could be a tag or the address of a script is written as an entity, all else with a backslash. Readers with the
autolinks of GFM take a backslash into the link before it, and older ones know it before some signs only; an entity is
no markup to any of them (docs/decisions/0013).
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from cleanpage.formats.escapes import safe_link

_SPACE: Final = r"[ ]++(?!\n)"
"""White space behind a sign: at the end of a line the backslash of the line break comes instead."""
_BRACKETS: Final = r"(?<=\[)(?:(?=\^)|(?<=!\[)) | (?<=\])(?=\(|[ ]++\([ ]?\S*:)"
"""Those of footnotes and links. Showdown has links with a space before the address."""


def _compile_markup(end: str, brackets: str = _BRACKETS) -> re.Pattern[str]:
    """Return the pattern of what is escaped; `end` matches where text ends and may be followed by markup."""
    # The sign comes first, what it needs behind it: `re` can then skip to the next sign.
    return re.compile(
        rf"""
        [\\`*_~$<&\[\]^!{{]
        (?: (?<=[`${{])                                                   # {{…}} are attributes to some readers
          | (?<=\\) (?=[!-/:-@\[-`{{-~]|\s*(?:\n|\Z))                       # before a sign, or where a line ends
          | (?<=[*~]) (?:(?<!\s.)|(?!{_SPACE}))                            # white space on both sides: no mark
          | (?<=_) (?:(?<![^\W_]_)|(?![^\W_])) (?:(?<!\s_)|(?!{_SPACE}))   # nor between letters
          | (?<=\\<) | (?<=<) (?=[a-zA-Z/!?\x00-\x08]|\s*+(?:\n|\Z))        # tags
          | (?<=<) (?=[^\s<>@]*+(?:@|{end}))                              # <mail@address>
          | (?<=&) (?=\#|[a-zA-Z][a-zA-Z0-9]{{0,31}};)                    # Python-Markdown loses what is behind "&#"
          | (?<=\^) (?=\[|{end}) | (?<=!)(?={end})                         # footnotes, pictures
          | {brackets}
        )
        """,
        re.VERBOSE,
    )


_MARKUP_ALONE: Final = _compile_markup(r"(?!)")
_MARKUP: Final = _compile_markup(r"\Z")
# Within the words of a link every bracket counts, as they have to be balanced.
_MARKUP_IN_LABEL: Final = _compile_markup(r"\Z", r"(?<=[\[\]]) | (?<=\A\^)")
_PAIRED: Final = "*_~$"
"""Marks that mean nothing without a second one. A backtick is none of them: to readers without tables the cells of a
row are one line, and one that is left over would end where code begins."""

_OPENS: Final = re.compile(r"[ ]*+\(|\[")
_ENTITIES: Final[Mapping[str, str]] = MappingProxyType({"<": "&lt;", "&": "&amp;", "`": "&#96;"})


def _write_sign_alone(match: re.Match[str]) -> str:
    """Return the sign that was found as `_write_sign` does, for a block in which no code is."""
    return "\\`" if match[0] == "`" else _write_sign(match)


def _write_sign(match: re.Match[str]) -> str:
    """Return the sign that was found so that no reader takes it for markup."""
    sign = match[0]
    if sign in _ENTITIES:
        return _ENTITIES[sign]
    # micromark ends an autolink before "](", with the backslash in it.
    if sign == "]" and _OPENS.match(match.string, match.end()):
        return "&#93;"
    # To Showdown no code begins behind a backslash, escaped or not, and no tag.
    at_end = not match.string[match.end() : match.end() + 1].strip()
    return "&#92;" if sign == "\\" and at_end else "\\" + sign


_LINE_STARTS: Final = frozenset("#>+-*_=:|[0123456789")
_FIRST_LINE: Final = re.compile(
    r"""
      (?:\#{1,6}|[-+*])(?=\s|\Z) | >                                    # headings, items, quotes
    | -[-\s]*+\Z | _[_\s]*+\Z                                           # rules
    | [0-9]{1,9}(?=[.)](?:\s|\Z))                                       # numbered items
    | \[(?=(?:[^\\\]]|\\.)*\]:|[ xX]\](?:\s|\Z))                       # definitions of links and notes, tasks
    """,
    re.VERBOSE | re.DOTALL,
)
_LATER_LINE: Final = re.compile(
    _FIRST_LINE.pattern + r"| [-=:|][-=:|\s]*+\Z                       # underlines of headings, heads of tables",
    re.VERBOSE | re.DOTALL,
)
_CLOSING_HASHES: Final = re.compile(r"(?:(?<=\s)|\A)(?=#+\Z)")

_AS_ADDRESS: Final = re.compile(
    r"""
      (?![0-9$`<!\[])                                                    # code, formulas, links: no scheme
      (?:[^\s\\]|\\\S|\\(?![\S\n]))+ (?<!:)
      (?=\\?\n|\Z|[ ]["'(])                                              # a title may stand behind it
    """,
    re.VERBOSE,
)
"""Markdown whose first word readers without footnotes take for the address of a link."""

_SPACES: Final = re.compile(r"\s+")
_UNSAFE_IN_ADDRESS: Final = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\u3000<>\\`|\"']")
"""What would end an address; in Showdown a quotation mark of either sort begins the title."""
_IN_ALTERNATIVE: Final = re.compile(r":(?=//)|(?<=www)\.|@", re.IGNORECASE)
_ENTITY: Final = re.compile(r"&(?=[#a-zA-Z0-9]+;)")


def clean(text: str) -> str:
    r"""Return text with every run of white space as one space and NUL as U+FFFD, which CommonMark reads it as.

    >>> clean("a\n b\x00")
    'a b\ufffd'
    """
    return text if text.isprintable() else _SPACES.sub(" ", text).replace("\0", "\ufffd")


def has_markup(text: str) -> bool:
    """Return whether text has a character that `escape` may escape: many times faster than to escape it."""
    return (
        "*" in text
        or "_" in text
        or "$" in text
        or "[" in text
        or "]" in text
        or "<" in text
        or "&" in text
        or "`" in text
        or "~" in text
        or "\\" in text
        or "^" in text
        or "{" in text
    )


def unpaired(texts: str) -> str:
    """Return the marks that `texts`, all the source of a block, have once: they need no escape.

    >>> unpaired("It costs $5 or 2*x*y")
    '$'
    """
    return "".join([mark for mark in _PAIRED if texts.count(mark) == 1])


def escape(text: str, *, single: str = "", label: bool = False) -> str:
    r"""Return text as Markdown that reads as `text`, with markup before and after it.

    `single` are marks that the block has only once, `label` says that the text is in a link.

    >>> escape("2 * 3 *stars* [1](x) a_b &amp;")
    '2 * 3 \\*stars\\* [1&#93;(x) a_b &amp;amp;'
    """
    if text[-1:] != "!" and not has_markup(text):
        return text
    pattern = _MARKUP_IN_LABEL if label else _MARKUP
    return pattern.sub(lambda match: match[0] if match[0] in single else _write_sign(match), text)


def escape_alone(text: str) -> str:
    r"""Return text as Markdown that reads as `text` and is the whole of a block.

    >>> escape_alone("$5 <b> is <5"), escape_alone("$5 or $6")
    ('$5 &lt;b> is <5', '\\$5 or \\$6')
    """
    if not has_markup(text):
        return text
    single = unpaired(text)
    return _MARKUP_ALONE.sub(lambda match: match[0] if match[0] in single else _write_sign_alone(match), text)


def escape_line(line: str, *, first: bool = True) -> str:
    r"""Return a line of a paragraph so that it doesn't start another block.

    `first` says that it is the first line of its paragraph.

    >>> escape_line("# 1"), escape_line("1. May"), escape_line("#1"), escape_line("==", first=False)
    ('\\# 1', '1\\. May', '#1', '\\==')
    """
    if line[:1] not in _LINE_STARTS:
        return line
    match = (_FIRST_LINE if first else _LATER_LINE).match(line)
    if not match:
        return line
    # A backslash before a digit is a backslash; the mark behind the number takes it.
    at = match.end() if line[0].isdigit() else 0
    return f"{line[:at]}\\{line[at:]}"


def escape_heading(text: str) -> str:
    r"""Return the text of a heading so that number signs at its end are kept.

    >>> escape_heading("C #"), escape_heading("C#")
    ('C \\#', 'C#')
    """
    return _CLOSING_HASHES.sub(r"\\", text) if text[-1:] == "#" else text


def escape_note(text: str) -> str:
    r"""Return the Markdown of a note so that it is no definition of a link to readers that know no notes.

    Only if the address would be harmful: others may stand.

    >>> escape_note("javascript:a()"), escape_note('javascript:a() "b"'), escape_note("https://a.example/")
    ('javascript:a() &nbsp;', 'javascript:a() \\"b"', 'https://a.example/')
    """
    match = _AS_ADDRESS.match(text)
    # mistune decodes such an address twice.
    if not match or (safe_link(match[0]) and safe_link(html.unescape(match[0]))):
        return text
    word, rest = match[0], text[match.end() :]
    return f"{word} \\{rest[1:]}" if rest[:1] == " " else f"{word} &nbsp;{rest}"


def escape_address(address: str) -> str:
    """Return an address as it stands in the brackets of a link; what can't is percent-encoded.

    >>> escape_address("https://a.example/b c_(d)?e=(")
    'https://a.example/b%20c_\\\\(d\\\\)?e=\\\\('
    >>> escape_address("https://a.example/c_(d)?e=1&amp;f")
    'https://a.example/c_(d)?e=1&amp;amp;f'
    """
    if not address.isascii() or _UNSAFE_IN_ADDRESS.search(address):
        address = _UNSAFE_IN_ADDRESS.sub(_percent_encode, address)
    if "](" in address:
        address = address.replace("](", "%5D(")
    if "&" in address:
        address = _ENTITY.sub("&amp;", address)
    if ("(" in address or ")" in address) and not _is_balanced(address):
        address = address.replace("(", r"\(").replace(")", r"\)")
    return address


def escape_alternative(text: str) -> str:
    """Return the alternative text of a picture as it stands in its brackets.

    Showdown ends the picture at a ">", and makes links of the addresses within.

    >>> escape_alternative("an owl > www.a.example")
    'an owl &gt; www&#46;a.example'
    """
    return _IN_ALTERNATIVE.sub(lambda match: f"&#{ord(match[0])};", escape(text, label=True)).replace(">", "&gt;")


def _percent_encode(match: re.Match[str]) -> str:
    return "".join([f"%{byte:02X}" for byte in match[0].encode()])


def _is_balanced(address: str) -> bool:
    """Whether parentheses are balanced and not nested: CommonMark allows 32 levels, other readers one."""
    depth = 0
    for char in address:
        depth += (char == "(") - (char == ")")
        if depth not in (0, 1):
            return False
    return depth == 0
