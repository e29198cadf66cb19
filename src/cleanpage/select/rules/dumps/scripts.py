"""Scripts that leaked into a text dump: lines of JSON, HTML or JavaScript."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from cleanpage.select.rules.rule import Case, Kept

MIN_SCRIPT_MARKS: Final = 10
"""Marks of program code or data from which a line is a script that leaked into the text. Lines of code shown in
documents have fewer; with 5 some are lost."""

_SCRIPT_MARK = re.compile(r'":\s?[\[{"\d]|","|\\n|\\u00|<!--|</\w{1,20}>|function\s?\(|\w\(\)|\);|=\{|&&|\|\|')

MIN_SCRIPT_CHARS: Final = 8 * MIN_SCRIPT_MARKS

_SCRIPT_HINTS: Final = ('":', '","', "\\", "<", "()", ");", "={", "&&", "||", "function")
"""Characters of a short such line, and what one of its marks holds; cheaper to look for."""


def are_scripts(case: Case, _: Kept = ()) -> list[bool]:
    """Return whether each block is a line of JSON, HTML or JavaScript that was meant for a program."""
    return [_is_script(block.text) for block in case.measured.document.blocks]


def _is_script(text: str) -> bool:
    if len(text) < MIN_SCRIPT_CHARS or not any(map(text.__contains__, _SCRIPT_HINTS)):
        return False
    return next(islice(_SCRIPT_MARK.finditer(text), MIN_SCRIPT_MARKS - 1, None), None) is not None
