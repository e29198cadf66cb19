r"""Read JSON that a template broke.

The text of a script comes in and the values in it go out. Sound JSON is left to `json`.
What `json` refuses is read by a reader that never gives up: it takes missing and doubled
commas, comments, quotes and line ends inside strings, single quotes and bare words, HTML
around or inside, JavaScript around, brackets too many or too few, and an end that was cut
off. It does not recurse, so depth does no harm, and takes time linear in the text. What
the values mean is not known here.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

MAX_REPAIR_CHARS: Final = 2_000_000
"""Characters of a broken script that are read, about a second's work; sound ones are read at any length."""

MAX_DOUBTS: Final = 200
"""Quotes in one string that are looked at as its end. HTML pasted into a description has some dozens."""

MAX_ALL_DOUBTS: Final = 50_000
"""The same for a script, so that one made of quotes alone takes a tenth of a second."""

MAX_DOUBTFUL_CHARS: Final = 100_000
"""Characters in which the end of a string is looked for beyond its first quote; longer than articles are."""

MAX_NUMBER_CHARS: Final = 25
"""Characters of a number; `int` refuses thousands of digits, and longer ones count nothing on a page."""

_TYPESET_QUOTES: Final = dict.fromkeys(map(ord, "“”„″»«"), '"')
"""Blog software that sets quotation marks in a script's text sets these."""

_QUOTE_ENTITY = r"&(?:quot|#0?34|#x22|#822[0-3]|#8243|[lr]dquo);"
_OPENING = re.compile(rf'[^\[{{]{{0,200}}+[\[{{][\s\[{{]{{0,200}}+(?:({_QUOTE_ENTITY})|(\\")|[“”„″»«])')
_ESCAPED_ESCAPE = re.compile(r'\\(["\\/])')
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)?", re.S)
_ESCAPES: Final = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}

_SPACE = re.compile(
    r"(?:[\s\0\ufeff]++|(?:/\*|//)?\s*+<!\[CDATA\[(?:\s*+\*/)?|(?:/\*|//)?\s*+\]\]>(?:\s*+\*/)?|<!--|-->"
    r"|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/)?|</?[a-zA-Z][^<>\"{}]{0,100}>|\\[nrt])*+"
)
"""What stands between tokens: white space, comments, and what was put around or between them."""

_QUOTED = r"""(?:"[^"\\]{0,120}+(?:\\.[^"\\]{0,120}+){0,9}+"|'[^'\\\n]{0,120}+')\s*+"""
_KEY = rf"{_QUOTED}[:\[{{]"
_BARE_KEY = r"[\w$@][\w$@.-]{0,60}+"
_CLOSER = rf"""[}}\]](?:\s*+{_KEY}|(?!\s*+["'\w\[(.:]))"""
_ASIDE = r"//|/\*|</?(?:br|p)\b|\Z"
_MEMBER_END = re.compile(
    rf"""\s*+(?:(?:,\s*+)++(?:{_KEY}|{_BARE_KEY}"?\s*+:|[}}\]]|\{{\s*+"|{_ASIDE})|{_KEY}|{_CLOSER}|{_ASIDE})"""
    rf"|[^\S\n]*+\n\s*+{_BARE_KEY}\s*+:"
)
"""What follows the closing quote of a value in an object, and hardly ever a quote inside it."""
_ITEM_END = re.compile(
    rf"""\s*+(?:(?:,\s*+)++(?:["'\[{{}}\]\d-]|true|false|null|{_ASIDE})|{_KEY}|{_CLOSER}|{_ASIDE})"""
    r"""|[^\S\n]*+\n\s*+["'{]"""
)
"""The same for a string in a list."""
_NEXT_KEY = re.compile(_QUOTED + ":")
_QUOTED_KEY = re.compile(
    r"""(?:"([^"\\]{0,200}+(?:\\.[^"\\]{0,200}+){0,9}+)"|'([^'\\\n]{0,200}+)'|([\w$@][\w$@.-]{0,60}+)(?=\s*+:))\s*+(?::|(?=["{\[]))"""
)
_QUOTE_AND_COLON = re.compile(r'"\s*+:')
_BARE_VALUE = re.compile(r"[^,{}\[\]\"\n<]++")
_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d{1,3})?")
_WORDS: Final = {
    "true": True, "false": False, "null": None, "True": True, "False": False, "None": None, "undefined": None,
}  # fmt: skip
_UNQUOTED: Final = {quote: re.compile(rf"[^{quote}\\]*+(?:\\.[^{quote}\\]*+)*+", re.S) for quote in "\"'"}
_NEXT_TOP = re.compile(r"""[{\["]|<!\[CDATA\[""")


def read_json(script: str) -> list[Any]:
    r"""Return the values in a script, broken or not; none where there is no object or list.

    Of a script that was cut off, all that is whole is returned. Takes time linear in the
    script, at most MAX_REPAIR_CHARS of it if it is broken, and raises nothing.

    >>> read_json('{"name": "The "Example"", "tags": ["a" // first\n "b",],')
    [{'name': 'The "Example"', 'tags': ['a', 'b']}]
    """
    for _ in range(2):
        try:
            value = json.loads(script, strict=False)
        except (ValueError, RecursionError):
            return _TolerantReader(_unescaped(script[:MAX_REPAIR_CHARS])).read()
        if isinstance(value, (dict, list)):
            return [value]
        if not isinstance(value, str):
            break
        script = value  # JSON in a JSON string.
    return []


def _unescaped(text: str) -> str:
    r"""Return the text with plain quotes if all of them are escaped: &quot;a&quot;, \"a\" or “a”."""
    opening = _OPENING.match(text)
    if opening is None:
        return text
    if opening[1]:
        return re.sub(_QUOTE_ENTITY, '"', text).replace("&amp;", "&")
    if opening[2]:
        return _ESCAPED_ESCAPE.sub(r"\1", text)
    return text.translate(_TYPESET_QUOTES)


class _TolerantReader:
    """Reads all values of a broken text in one pass, with the open objects and lists on a stack of its own."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.doubts = MAX_ALL_DOUBTS
        self.values: list[Any] = []
        self.stack: list[Any] = []
        # How many of the open ones are objects and lists, to know without looking what a bracket can close.
        self.open: dict[type, int] = {dict: 0, list: 0}
        self.key: str | None = None
        """Key in the innermost object whose value comes next."""

    def read(self) -> list[Any]:
        """Return all objects and lists of the text that are in no other."""
        text = self.text
        while self.at < len(text):
            if not self.stack:
                self._between_values()
                continue
            space = _SPACE.match(text, self.at)
            self.at = at = space.end() if space else self.at
            char = text[at : at + 1]
            if char in ("{", "["):
                self._open({} if char == "{" else [])
            elif char in ("}", "]"):
                self._close(dict if char == "}" else list)
            elif char == ",":
                self.key = None
                self.at += 1
            elif isinstance(self.stack[-1], dict) and self.key is None:
                self._read_key()
            elif char:
                self._read_value(char)
        return self.values

    def _between_values(self) -> None:
        """Go to the next value; a key out there belongs to an object that was closed too early."""
        start = _NEXT_TOP.search(self.text, self.at)
        self.at = start.start() if start else len(self.text)
        if start is None:
            return
        if start[0] in ("{", "["):
            self._open({} if start[0] == "{" else [])
        elif self.values and isinstance(self.values[-1], dict) and _NEXT_KEY.match(self.text, self.at):
            self.stack.append(self.values[-1])
            self.open[dict] += 1
        else:
            self.at += len(start[0])

    def _open(self, container: dict[str, Any] | list[Any]) -> None:
        """Begin an object or a list."""
        keyless = self.key is None and bool(self.stack) and isinstance(self.stack[-1], dict)
        if keyless and isinstance(self.stack[-2:][0], list):
            self._pop()  # An object between the members of another: that one, in a list, was not closed.
            keyless = False
        if keyless or not self.stack:
            self.values.append(container)
        else:
            self._add(container)
        self.stack.append(container)
        self.open[type(container)] += 1
        self.at += 1

    def _close(self, kind: type) -> None:
        """Close the innermost container of a kind and all in it; a bracket that closes nothing is skipped."""
        self.key = None
        self.at += 1
        while self.open[kind]:
            if type(self._pop()) is kind:
                break

    def _pop(self) -> Any:
        container = self.stack.pop()
        self.open[type(container)] -= 1
        return container

    def _add(self, value: Any) -> None:
        """Put a value into the innermost container."""
        if isinstance(self.stack[-1], list):
            self.stack[-1].append(value)
        elif self.key is not None:
            self.stack[-1][self.key] = value
            self.key = None

    def _read_key(self) -> None:
        """Read what should be a key; what is none is skipped."""
        found = _QUOTED_KEY.match(self.text, self.at)
        if found:
            quoted = found[1] if found[1] is not None else found[2]
            self.key = _decoded(quoted) if quoted is not None else found[3]
            self.at = found.end()
        elif self.text[self.at : self.at + 1] in ('"', "'"):
            end = self.text.find(self.text[self.at], self.at + 1)
            self.at = end + 1 if end > 0 else len(self.text)
        else:
            bare = _BARE_VALUE.match(self.text, self.at)
            self.at = bare.end() if bare else self.at + 1
            colon = _QUOTE_AND_COLON.match(self.text, self.at) if bare else None
            if bare and colon:
                self.key = bare[0].strip()
                self.at = colon.end()

    def _read_value(self, char: str) -> None:
        """Read a string, number or word into the innermost container."""
        in_list = isinstance(self.stack[-1], list)
        if in_list and self.open[dict] and _NEXT_KEY.match(self.text, self.at):
            # A key, so the list was not closed.
            while isinstance(self.stack[-1], list):
                self._pop()
            return
        follows = _ITEM_END if in_list else _MEMBER_END
        if char in ('"', "'"):
            string = self._string(char, follows)
            if string is not None:
                self._add(string)
            return
        bare = _BARE_VALUE.match(self.text, self.at) if char != ":" else None
        if bare is None:
            self.at += 1
            return
        self.at = bare.end()
        if self.text.startswith('"', self.at) and follows.match(self.text, self.at + 1):
            self.at += 1  # A string without its first quote.
        word = bare[0].split(" //", 1)[0].strip()
        if word:
            self._add(_bare_value(word))

    def _string(self, quote: str, follows: re.Pattern[str]) -> str | None:
        """Return the string that begins here; None if it has no end.

        A quote ends it if what comes then can follow a string. Where no quote does, the first one is taken.
        """
        text, start = self.text, self.at + 1
        first = end = self._next_quote(quote, start)
        before = start
        for _ in range(min(MAX_DOUBTS, max(self.doubts, 0))):
            if end < 0 or end - start > MAX_DOUBTFUL_CHARS:
                break
            if follows.match(text, end + 1):
                self.at = end + 1
                return _decoded(text[start:end])
            if _NEXT_KEY.match(text, end):
                head = text[before:end].rstrip()
                if head.endswith(",") or "\n" in text[before + len(head) : end]:
                    # A key on a new line or after a comma: this string has no closing quote.
                    self.at = end
                    return _decoded(text[start:before] + head.removesuffix(","))
            self.doubts -= 1
            before, end = end + 1, self._next_quote(quote, end + 1)
        if first < 0:
            self.at = len(text)
            return None
        self.at = first + 1
        return _decoded(text[start:first])

    def _next_quote(self, quote: str, start: int) -> int:
        """Return where the next quote is that no backslash escapes; -1 if there is none."""
        before = _UNQUOTED[quote].match(self.text, start)
        end = before.end() if before else start
        return end if self.text.startswith(quote, end) else -1


def _decoded(string: str) -> str:
    r"""Return the text of a raw string: escapes resolved, and the backslash dropped of those that are none.

    >>> _decoded(r"Rain\u0021\ in\tMay \ud83d\ude00")
    'Rain! in\tMay 😀'
    """
    if "\\" not in string:
        return string

    def resolve(escape: re.Match[str]) -> str:
        what = escape[1] or ""
        return chr(int(what[1:], 16)) if len(what) == 5 else _ESCAPES.get(what, what)

    decoded = _ESCAPE.sub(resolve, string)
    if "\\u" in string:
        decoded = decoded.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return decoded


def _bare_value(word: str) -> str | int | float | bool | None:
    """Return what a word without quotes stands for: a constant, a number or itself."""
    if word in _WORDS:
        return _WORDS[word]
    number = _NUMBER.fullmatch(word) if len(word) <= MAX_NUMBER_CHARS else None
    if number is None:
        return word.strip("'")
    return float(word) if number[1] or number[2] else int(word)
