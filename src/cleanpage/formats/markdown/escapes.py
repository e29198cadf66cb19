r"""Put backslashes where Markdown would read text as markup, and nowhere else.

Strings in, strings out: what a heading or a link is, the writer knows. A character is escaped where it could be
markup in its place: `2 * 3`, `snake_case`, "AT&T" and "a < b" stay as they are. The rules are those of CommonMark
0.31 with the tables, strikethrough and task lists of GFM, and the footnotes and dollar formulas that GitHub, Pandoc
and markdown-it have.
"""

from __future__ import annotations

import re
from typing import Final

from cleanpage.formats.escapes import safe_link

_SPACE: Final = r"[ ]++(?!\n)"
"""White space behind a sign: at the end of a line the backslash of the line break comes instead."""
_BRACKETS: Final = r"(?<=\[)(?=\^) | (?<=\])(?=\()"
"""Those of footnotes and links."""


def _compile_markup(end: str, brackets: str = _BRACKETS) -> re.Pattern[str]:
    """Return the pattern of what is escaped; `end` matches where text ends and may be followed by markup."""
    # The sign comes first, what it needs behind it: `re` can then skip to the next sign.
    return re.compile(
        rf"""
        [\\`*_~$<&\[\]^!]
        (?: (?<=[`$])
          | (?<=\\) (?=[!-/:-@\[-`{{-~]|\s*(?:\n|\Z))                       # before a sign, or where a line ends
          | (?<=[*~]) (?:(?<!\s.)|(?!{_SPACE}))                            # white space on both sides: no mark
          | (?<=_) (?:(?<![^\W_]_)|(?![^\W_])) (?:(?<!\s_)|(?!{_SPACE}))   # nor between letters
          | (?<=<) (?=[a-zA-Z/!?]|[^\s<>@]*+(?:@|{end}))                  # tags, <address>, <mail@address>
          | (?<=&) (?=\#[0-9]{{1,7}};|\#[xX][0-9a-fA-F]{{1,6}};|[a-zA-Z][a-zA-Z0-9]{{0,31}};)
          | (?<=\^) (?=\[|{end}) | (?<=!)(?={end})                         # footnotes, pictures
          | {brackets}
        )
        """,
        re.VERBOSE,
    )


_MARKUP_ALONE: Final = _compile_markup(r"(?!)")
_MARKUP: Final = _compile_markup(r"\Z")
# Within the words of a link every bracket counts, as they have to be balanced.
_MARKUP_IN_LABEL: Final = _compile_markup(r"\Z", r"(?<=[\[\]])")
_PAIRED: Final = "*_~$`"
"""Marks that mean nothing without a second one."""

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
_UNSAFE_IN_ADDRESS: Final = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\u3000<>\\`|\"]")
_ENTITY: Final = re.compile(r"&(?=[#a-zA-Z0-9]+;)")
_BACKTICKS: Final = re.compile(r"`+")


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
    '2 * 3 \\*stars\\* [1\\](x) a_b \\&amp;'
    """
    if text[-1:] != "!" and not has_markup(text):
        return text
    pattern = _MARKUP_IN_LABEL if label else _MARKUP
    return pattern.sub(lambda match: match[0] if match[0] in single else "\\" + match[0], text)


def escape_alone(text: str) -> str:
    r"""Return text as Markdown that reads as `text` and is the whole of a block.

    >>> escape_alone("$5 <b> is <5"), escape_alone("$5 or $6")
    ('$5 \\<b> is <5', '\\$5 or \\$6')
    """
    if not has_markup(text):
        return text
    single = unpaired(text)
    return _MARKUP_ALONE.sub(lambda match: match[0] if match[0] in single else "\\" + match[0], text)


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
    if not match or safe_link(match[0]):
        return text
    word, rest = match[0], text[match.end() :]
    return f"{word} \\{rest[1:]}" if rest[:1] == " " else f"{word} &nbsp;{rest}"


def escape_address(address: str) -> str:
    """Return an address as it stands in the brackets of a link; what can't is percent-encoded.

    >>> escape_address("https://a.example/b c_(d)?e=(")
    'https://a.example/b%20c_\\\\(d\\\\)?e=\\\\('
    >>> escape_address("https://a.example/c_(d)?e=1&amp;f")
    'https://a.example/c_(d)?e=1\\\\&amp;f'
    """
    if not address.isascii() or _UNSAFE_IN_ADDRESS.search(address):
        address = _UNSAFE_IN_ADDRESS.sub(_percent_encode, address)
    if "&" in address:
        address = _ENTITY.sub(r"\&", address)
    if ("(" in address or ")" in address) and not _is_balanced(address):
        address = address.replace("(", r"\(").replace(")", r"\)")
    return address


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


def fence(text: str, least: int) -> str:
    """Return backticks, `least` or more, that are not in the text.

    >>> fence("a ``` b", 3)
    '````'
    """
    return "`" * max([least, *[len(run) + 1 for run in _BACKTICKS.findall(text)]])


def code_span(text: str) -> str:
    """Return text, without white space around it, as code in running text.

    >>> code_span("a`b"), code_span("`")
    ('``a`b``', '`` ` ``')
    """
    marks = fence(text, 1)
    space = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{marks}{space}{text}{space}{marks}"
